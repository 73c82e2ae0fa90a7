-- Orders: proposed by one person, approved by another, limited in time.

-- INVARIANT: an order is about one meeting that its request names, for one occurrence, within its authority's reach,
-- with findings, and ends 7 days after it begins at the latest.
CREATE TABLE order_proposal (
  id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  request_id     uuid NOT NULL REFERENCES request (id),
  meeting_no     integer NOT NULL,
  authority_id   uuid NOT NULL REFERENCES authority (id),
  room           text REFERENCES room (name) ON DELETE SET NULL,
  starts_at      timestamptz NOT NULL,
  ends_at        timestamptz NOT NULL,
  -- When its occurrence opens, and when the next one does, if known.
  occurrence_from  timestamptz NOT NULL,
  occurrence_until timestamptz,
  -- So many minutes those who are inside when it takes effect may stay; their pages say so.
  notice_minutes integer NOT NULL DEFAULT 0 CHECK (notice_minutes BETWEEN 0 AND 10),
  reason         text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 500),
  law            text NOT NULL CHECK (char_length(law) BETWEEN 1 AND 500),
  -- A law forbids to reveal authority, law and reason until then.
  sealed_until   timestamptz,
  -- Disputed places inside its places, which it does not reach.
  excepted       text[] NOT NULL DEFAULT '{}' CHECK (excepted = '{}' OR are_places(excepted)),
  procedure_finding   text NOT NULL CHECK (char_length(procedure_finding) BETWEEN 1 AND 17000),
  authority_finding   text NOT NULL CHECK (char_length(authority_finding) BETWEEN 1 AND 17000),
  legality_finding    text NOT NULL CHECK (char_length(legality_finding) BETWEEN 1 AND 17000),
  necessity_finding   text NOT NULL CHECK (char_length(necessity_finding) BETWEEN 1 AND 17000),
  rights_finding      text NOT NULL CHECK (char_length(rights_finding) BETWEEN 1 AND 17000),
  -- Of the five, sealed as they are: commitments, which both people sign, and keyed digests, by which a renewal's are
  -- compared with them.
  finding_commitments text[] CHECK (cardinality(finding_commitments) = 5),
  finding_digests     bytea[] CHECK (cardinality(finding_digests) = 5),
  -- What it goes beyond, and why: the advice after a look, or what was asked, also because nothing was stated.
  beyond         text[] NOT NULL DEFAULT '{}' CHECK (beyond <@ ARRAY['advice', 'length', 'places']),
  beyond_why     text CHECK (char_length(beyond_why) BETWEEN 1 AND 500),
  -- Salts of the commitments that both people sign: to reason, law, why it goes beyond, and all else that it says.
  reason_salt    bytea NOT NULL DEFAULT new_salt() CHECK (octet_length(reason_salt) = 32),
  law_salt       bytea NOT NULL DEFAULT new_salt() CHECK (octet_length(law_salt) = 32),
  beyond_salt    bytea NOT NULL DEFAULT new_salt() CHECK (octet_length(beyond_salt) = 32),
  terms_salt     bytea NOT NULL DEFAULT new_salt() CHECK (octet_length(terms_salt) = 32),
  proposed_by    uuid NOT NULL,
  proposed_at    timestamptz NOT NULL DEFAULT now(),
  CHECK ((beyond = '{}') = (beyond_why IS NULL)),
  FOREIGN KEY (request_id, meeting_no) REFERENCES request_meeting (request_id, no),
  UNIQUE (id, authority_id),
  UNIQUE (id, request_id, meeting_no),
  CHECK (ends_at > starts_at AND ends_at <= starts_at + interval '168 hours'),
  CHECK (starts_at >= occurrence_from),
  CHECK (occurrence_until IS NULL OR ends_at <= occurrence_until),
  CHECK (sealed_until <= proposed_at + interval '366 days')
);
CREATE INDEX order_proposal_room ON order_proposal (room);
CREATE TRIGGER order_proposal_texts_stand_sealed BEFORE INSERT ON order_proposal FOR EACH ROW
  EXECUTE FUNCTION texts_stand_sealed('procedure_finding', 'authority_finding', 'legality_finding', 'necessity_finding', 'rights_finding');

-- INVARIANT: an authority reaches no further than its own territory.
CREATE TABLE order_place (
  order_id     uuid NOT NULL,
  authority_id uuid NOT NULL,
  place        text NOT NULL,
  PRIMARY KEY (order_id, place),
  FOREIGN KEY (order_id, authority_id) REFERENCES order_proposal (id, authority_id),
  FOREIGN KEY (authority_id, place) REFERENCES authority_reach (authority_id, place)
);

CREATE TABLE order_refusal (
  order_id  uuid PRIMARY KEY REFERENCES order_proposal (id),
  by_person uuid NOT NULL,
  why       text NOT NULL CHECK (char_length(why) BETWEEN 1 AND 5000),
  at        timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER order_refusal_texts_stand_sealed BEFORE INSERT ON order_refusal FOR EACH ROW
  EXECUTE FUNCTION texts_stand_sealed('why');
-- INVARIANT: one order for a meeting and a request; a renewal is a new request.
CREATE TABLE order_approval (
  order_id   uuid PRIMARY KEY,
  request_id uuid NOT NULL,
  meeting_no integer NOT NULL,
  by_person  uuid NOT NULL,
  at         timestamptz NOT NULL DEFAULT now(),
  UNIQUE (request_id, meeting_no),
  FOREIGN KEY (order_id, request_id, meeting_no) REFERENCES order_proposal (id, request_id, meeting_no)
);
CREATE TABLE order_end (
  order_id  uuid PRIMARY KEY REFERENCES order_approval (order_id),
  kind      text NOT NULL CHECK (kind IN ('lifted', 'overturned', 'appeal-not-decided', 'occurrence-over')),
  by_person uuid,
  why       text CHECK (char_length(why) BETWEEN 1 AND 5000),
  at        timestamptz NOT NULL DEFAULT now(),
  CHECK ((kind IN ('lifted', 'overturned')) = (by_person IS NOT NULL))
);
CREATE TRIGGER order_end_texts_stand_sealed BEFORE INSERT ON order_end FOR EACH ROW
  EXECUTE FUNCTION texts_stand_sealed('why');

-- When a meeting was in use for which an order waits for approval: since when without a break of an hour, and when it was
-- last seen so. A process that has just taken the meeting over knows neither. In no backup.
CREATE TABLE noted_use (
  room    text PRIMARY KEY REFERENCES room (name) ON DELETE CASCADE,
  since   timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  CHECK (seen_at >= since)
);
-- INVARIANT: a note is never older than the one before, and reaches back beyond it only where less than an hour is between
-- them.
CREATE FUNCTION use_is_continued() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.seen_at <= OLD.seen_at THEN RETURN NULL; END IF;
  IF NEW.since < OLD.seen_at + interval '1 hour' THEN NEW.since := least(NEW.since, OLD.since); END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER use_is_continued BEFORE UPDATE ON noted_use FOR EACH ROW EXECUTE FUNCTION use_is_continued();

CREATE FUNCTION order_is_proposed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE said jsonb;
BEGIN
  PERFORM FROM request WHERE id = NEW.request_id FOR UPDATE;
  IF NOT may_review(NEW.request_id, NEW.proposed_by, 'reviewer') THEN
    RAISE EXCEPTION 'another person proposes' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.authority_id IS DISTINCT FROM (SELECT authority_id FROM request WHERE id = NEW.request_id)
     OR is_withdrawn(NEW.authority_id)
     OR NEW.room IS DISTINCT FROM (SELECT room FROM request_meeting
                                   WHERE request_id = NEW.request_id AND no = NEW.meeting_no) THEN
    RAISE EXCEPTION 'an order is its request''s' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.finding_commitments IS NULL OR NEW.finding_digests IS NULL THEN
    RAISE EXCEPTION 'findings are committed to' USING ERRCODE = 'restrict_violation';
  END IF;
  said := request_says(NEW.request_id);
  -- INVARIANT: only for a meeting that its request asks to withhold, and sealed for no longer.
  IF NOT EXISTS (SELECT FROM jsonb_array_elements(said #> '{content,demands}') AS demand
                 WHERE asks_to_withhold(said, demand, NEW.meeting_no)) THEN
    RAISE EXCEPTION 'nobody asks to withhold this meeting' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.sealed_until IS NOT NULL
     AND NOT coalesce(NEW.sealed_until <= (said #>> '{content,forbidsNotice,until}')::timestamptz, false)
     -- What the log hides of a request, no door tells of its order: sealed alike, to the minute.
     OR coalesce(NEW.sealed_until, now()) < (said #>> '{content,forbidsNotice,until}')::timestamptz - interval '1 minute' THEN
    RAISE EXCEPTION 'no law forbids to tell, or not for so long' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.room IS NULL
     OR NOT EXISTS (SELECT FROM request_event WHERE request_id = NEW.request_id AND kind = 'authenticated')
     OR NOT EXISTS (SELECT FROM request_event WHERE request_id = NEW.request_id AND kind = 'review-began')
     OR EXISTS (SELECT FROM request_event WHERE request_id = NEW.request_id
                AND kind IN ('returned', 'rejected', 'answered')) THEN
    RAISE EXCEPTION 'no order can be proposed here' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER order_is_proposed BEFORE INSERT ON order_proposal
  FOR EACH ROW EXECUTE FUNCTION order_is_proposed();

-- INVARIANT: who proposes an order signs it, and so does who approves it, each by a key of their own.
CREATE CONSTRAINT TRIGGER order_proposal_is_signed AFTER INSERT ON order_proposal DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION act_is_signed('propose-order', 'id', 'proposed_by');

-- Whether findings are fresh, as a renewal needs them: not all five are, blanks apart, word for word those of an order
-- that this authority had on this meeting by another request. By their keyed digests.
CREATE FUNCTION findings_are_fresh(of_request uuid, of_meeting integer, digests bytea[]) RETURNS boolean
  LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (
    SELECT FROM request_meeting m
    JOIN request r ON r.id = m.request_id JOIN authority own ON own.id = r.authority_id
    JOIN order_proposal p ON p.room = m.room AND p.request_id <> m.request_id
    JOIN order_approval a ON a.order_id = p.id
    JOIN authority au ON au.id = p.authority_id AND au.series = own.series
    WHERE m.request_id = of_request AND m.no = of_meeting AND p.finding_digests = digests) $$;

-- What an order goes beyond, which takes a reason in writing.
CREATE FUNCTION order_beyond(proposal order_proposal) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT array_remove(ARRAY[
    CASE WHEN last_look(proposal.request_id, proposal.meeting_no) = 'fewer-than-10' THEN 'advice' END,
    CASE WHEN coalesce(proposal.ends_at <= CASE said #>> '{content,lengthStated,kind}'
        WHEN 'without-end' THEN 'infinity'
        WHEN 'until' THEN (said #>> '{content,lengthStated,until}')::timestamptz
        WHEN 'hours' THEN proposal.starts_at
          + make_interval(hours => (said #>> '{content,lengthStated,hours}')::integer) END, false)
      THEN NULL ELSE 'length' END,
    CASE WHEN said #> '{content,placesStated}' IS NOT NULL AND NOT EXISTS (
        SELECT FROM order_place p WHERE p.order_id = proposal.id AND NOT EXISTS (
          SELECT FROM jsonb_array_elements_text(said #> '{content,placesStated}') AS stated (place)
          WHERE p.place = stated.place OR starts_with(p.place, stated.place || '-')))
      THEN NULL ELSE 'places' END], NULL)
  FROM request_says(proposal.request_id) AS said $$;

-- Whether it is wider than its request states. What a request does not state, an order can't exceed.
CREATE FUNCTION order_is_wider(proposal order_proposal) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT ('length' = ANY (beyond) AND said #> '{content,lengthStated}' IS NOT NULL)
      OR ('places' = ANY (beyond) AND said #> '{content,placesStated}' IS NOT NULL)
  FROM request_says(proposal.request_id) AS said, order_beyond(proposal) AS beyond $$;

-- INVARIANT: two people. Who approves did not propose it, has been an approver for 72 hours at least, did not type the
-- request in, and is no liaison to that authority. The key by which it was proposed is still in force.
CREATE FUNCTION order_is_approved() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE proposal order_proposal;
BEGIN
  SELECT * INTO STRICT proposal FROM order_proposal WHERE id = NEW.order_id FOR UPDATE;
  PERFORM FROM request WHERE id = proposal.request_id FOR UPDATE;
  -- Someone who withdraws the authority at this moment waits, or was first.
  PERFORM FROM authority WHERE id IN (proposal.authority_id, authority_now(proposal.authority_id)) FOR UPDATE;
  IF NEW.by_person = proposal.proposed_by
     OR NOT may_review(proposal.request_id, NEW.by_person, 'approver')
     OR desk_role_since(NEW.by_person, 'approver') > now() - interval '72 hours'
     OR NOT may_review(proposal.request_id, proposal.proposed_by, 'reviewer') THEN
    RAISE EXCEPTION 'another person approves' USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT FROM act_signature s WHERE s.act = 'propose-order' AND s.about = proposal.id
      AND s.key_id IS DISTINCT FROM desk_key_now(proposal.proposed_by)) THEN
    RAISE EXCEPTION 'the key that proposed this is no longer in force' USING ERRCODE = 'restrict_violation';
  END IF;
  IF proposal.room IS NULL OR proposal.ends_at <= now()
     OR EXISTS (SELECT FROM order_refusal WHERE order_id = NEW.order_id)
     OR is_withdrawn(proposal.authority_id)
     OR EXISTS (SELECT FROM order_place p WHERE p.order_id = NEW.order_id AND NOT EXISTS (
          SELECT FROM authority_reach r WHERE r.authority_id = authority_now(p.authority_id)
            AND r.place = p.place))
     OR EXISTS (SELECT FROM request_event WHERE request_id = proposal.request_id
                AND kind IN ('returned', 'rejected', 'answered'))
     OR NOT EXISTS (SELECT FROM order_place WHERE order_id = NEW.order_id)
     OR NOT findings_are_fresh(proposal.request_id, proposal.meeting_no, proposal.finding_digests) THEN
    RAISE EXCEPTION 'this order can''t take effect' USING ERRCODE = 'restrict_violation';
  END IF;
  -- INVARIANT: no order grants what was answered already: the log would say that it was refused, or granted in part.
  IF EXISTS (SELECT FROM request_event e, request_says(proposal.request_id) AS said
      WHERE e.request_id = proposal.request_id AND e.kind = 'demand-answered' AND asks_to_withhold(said,
        said #> ARRAY['content', 'demands', e.body ->> 'demand'], proposal.meeting_no)) THEN
    RAISE EXCEPTION 'a demand to withhold this meeting is answered' USING ERRCODE = 'restrict_violation';
  END IF;
  -- INVARIANT: going against the advice of a look, or beyond what was asked, takes a written reason; after a look that
  -- could not tell there is no order. Only after one that found few does an order say that it goes against the advice.
  IF NOT order_beyond(proposal) <@ proposal.beyond
     OR 'advice' = ANY (proposal.beyond) AND NOT 'advice' = ANY (order_beyond(proposal))
     OR last_look(proposal.request_id, proposal.meeting_no) = 'cannot-tell' THEN
    RAISE EXCEPTION 'this goes beyond something without a reason' USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT FROM disputed_place d JOIN order_place p ON p.order_id = NEW.order_id
             JOIN authority a ON a.id = p.authority_id
             WHERE (d.place = p.place OR starts_with(d.place, p.place || '-')
                    OR (starts_with(p.place, d.place || '-') AND p.place IS DISTINCT FROM a.home))
               AND d.place IS DISTINCT FROM a.home AND NOT d.place = ANY (proposal.excepted)) THEN
    RAISE EXCEPTION 'an order leaves out places of disputed standing' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER order_is_approved BEFORE INSERT ON order_approval
  FOR EACH ROW EXECUTE FUNCTION order_is_approved();
CREATE CONSTRAINT TRIGGER order_approval_is_signed AFTER INSERT ON order_approval DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION act_is_signed('approve-order', 'order_id', 'by_person');

CREATE FUNCTION order_is_not_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM order_proposal WHERE id = NEW.order_id FOR UPDATE;
  IF EXISTS (SELECT FROM order_approval WHERE order_id = NEW.order_id) THEN
    RAISE EXCEPTION 'this order is in force: it can be lifted' USING ERRCODE = 'restrict_violation';
  END IF;
  -- INVARIANT: no host has a part in a request that names their own meeting, also not in what lets people in.
  IF desk_role_since(NEW.by_person, 'reviewer') IS NULL AND desk_role_since(NEW.by_person, 'approver') IS NULL
     OR (SELECT request_id FROM order_proposal WHERE id = NEW.order_id) IN (SELECT requests_about(NEW.by_person)) THEN
    RAISE EXCEPTION 'one of the desk declines' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER order_is_not_approved BEFORE INSERT ON order_refusal
  FOR EACH ROW EXECUTE FUNCTION order_is_not_approved();

-- The places are those of the proposal: none is added later.
CREATE FUNCTION order_place_is_proposed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT proposed_at FROM order_proposal WHERE id = NEW.order_id) <> now()
     OR EXISTS (SELECT FROM order_approval WHERE order_id = NEW.order_id) THEN
    RAISE EXCEPTION 'an order is never widened' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER order_place_is_proposed BEFORE INSERT ON order_place
  FOR EACH ROW EXECUTE FUNCTION order_place_is_proposed();
