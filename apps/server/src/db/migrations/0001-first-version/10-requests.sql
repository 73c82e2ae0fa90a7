-- Commitments, which name a meeting and its host in public and after their deletion. Requests, and looks.

CREATE FUNCTION new_salt() RETURNS bytea LANGUAGE sql VOLATILE AS $$
  SELECT uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) $$;

CREATE TABLE commitment_salt (
  room       text UNIQUE REFERENCES room (name) ON DELETE CASCADE,
  account_id uuid UNIQUE REFERENCES account (id) ON DELETE CASCADE,
  salt       bytea NOT NULL DEFAULT new_salt(),
  CHECK (num_nonnulls(room, account_id) = 1)
);
-- SHA-256 of the salt and the name: only with the salt can one tell what it names. The salt is deleted with it.
CREATE FUNCTION commitment_to_room(named text) RETURNS bytea LANGUAGE sql VOLATILE AS $$
  INSERT INTO commitment_salt (room) VALUES (named) ON CONFLICT DO NOTHING;
  SELECT sha256(salt || convert_to('meeting:' || named, 'UTF8')) FROM commitment_salt WHERE room = named $$;
CREATE FUNCTION commitment_to_account(named uuid) RETURNS bytea LANGUAGE sql VOLATILE AS $$
  INSERT INTO commitment_salt (account_id) VALUES (named) ON CONFLICT DO NOTHING;
  SELECT sha256(salt || convert_to('host:' || named, 'UTF8')) FROM commitment_salt WHERE account_id = named $$;

-- As it is, in lower-case hexadecimal, of a room or of an account; null: nothing was ever said of it.
CREATE FUNCTION commitment_held(of_room text, of_account uuid) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(salt || convert_to(coalesce('meeting:' || of_room, 'host:' || of_account), 'UTF8')), 'hex')
  FROM commitment_salt WHERE room = of_room OR (of_room IS NULL AND account_id = of_account) $$;

-- Whether this commitment is to someone's own account.
CREATE FUNCTION is_host_concerned(host bytea, who uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM person p WHERE p.id = who AND commitment_held(NULL, p.account_id) = encode(host, 'hex')) $$;

CREATE TABLE request (
  id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  number       integer GENERATED ALWAYS AS IDENTITY UNIQUE,
  -- Null: the sender is not in the register.
  authority_id uuid REFERENCES authority (id),
  received_at  timestamptz NOT NULL,
  entered_at   timestamptz NOT NULL DEFAULT now(),
  entered_by   uuid NOT NULL,
  CHECK (received_at <= entered_at)
);

-- The exact meetings that a request names; when one is deleted, its commitments stay.
CREATE TABLE request_meeting (
  request_id         uuid NOT NULL REFERENCES request (id),
  no                 integer NOT NULL CHECK (no BETWEEN 1 AND 50),
  room               text REFERENCES room (name) ON DELETE SET NULL,
  meeting_commitment bytea NOT NULL,
  host_commitment    bytea NOT NULL,
  PRIMARY KEY (request_id, no)
);
CREATE UNIQUE INDEX request_meeting_once ON request_meeting (request_id, meeting_commitment);
CREATE INDEX request_meeting_room ON request_meeting (room);
CREATE INDEX request_meeting_host ON request_meeting (host_commitment);

-- Requests, acts under the terms of service and rules of the whole service that come at once see each other, as the log tells what
-- is near what, and which request is the third: they come one by one, also those that name no meeting.
CREATE FUNCTION acts_wait_for_requests() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM take_turn('requests and acts');
  RETURN NEW;
END $$;
CREATE TRIGGER acts_wait_for_requests BEFORE INSERT ON request
  FOR EACH ROW EXECUTE FUNCTION acts_wait_for_requests();
CREATE TRIGGER acts_wait_for_requests BEFORE INSERT ON request_meeting
  FOR EACH ROW EXECUTE FUNCTION acts_wait_for_requests();

-- `body` depends on the kind; see packages/desk.
CREATE TABLE request_event (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  request_id uuid NOT NULL REFERENCES request (id),
  at         timestamptz NOT NULL DEFAULT now(),
  kind       text NOT NULL CHECK (kind IN ('received', 'corrected', 'authenticated', 'not-authentic',
               'review-began', 'returned', 'rejected', 'demand-answered', 'looked', 'look-asked', 'answered')),
  by_person  uuid NOT NULL,
  body       jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(body) = 'object')
);
CREATE INDEX request_event_request ON request_event (request_id, id);
-- A request has one end, one beginning of the review, one step of authenticity.
CREATE UNIQUE INDEX request_event_one_end ON request_event (request_id)
  WHERE kind IN ('returned', 'rejected', 'answered');
CREATE UNIQUE INDEX request_event_one_reception ON request_event (request_id) WHERE kind = 'received';
CREATE UNIQUE INDEX request_event_one_review ON request_event (request_id) WHERE kind = 'review-began';
CREATE UNIQUE INDEX request_event_one_call ON request_event (request_id)
  WHERE kind IN ('authenticated', 'not-authentic');
CREATE UNIQUE INDEX request_event_one_answer ON request_event (request_id, (body ->> 'demand'))
  WHERE kind = 'demand-answered';

-- What people wrote of a request stands sealed in its record: a string "sealed:…" that opens with the request's own key
-- (db/text-key.ts), which is itself sealed with the instance's. Without the key they are gone, in every copy. So do
-- reports of abuse, and the acts that rest on them. In no backup.
CREATE TABLE text_key (
  -- A request, a report, or an act that rests on no report: see texts_end.
  about uuid PRIMARY KEY,
  key   bytea NOT NULL CHECK (octet_length(key) = 72)
);
-- A deleted key is cleared out within minutes, not with the next fifty.
ALTER TABLE text_key SET (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);

-- INVARIANT: what people wrote in these columns stands sealed.
CREATE FUNCTION texts_stand_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY TG_ARGV LOOP
    IF NOT starts_with(to_jsonb(NEW) ->> name, 'sealed:') THEN
      RAISE EXCEPTION 'texts are kept sealed' USING ERRCODE = 'restrict_violation';
    END IF;
  END LOOP;
  RETURN NEW;
END $$;

-- Whether every string stands sealed but those that are no one's words: names from closed lists, places, times, hashes.
CREATE FUNCTION stands_sealed(body jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT NOT jsonb_path_exists(jsonb_build_array(
    body - '{ground,answer,commitments,content}'::text[],
    (body -> 'content') - '{authorityId,branch,receivedAt,channel,demands,placesStated,lengthStated,forbidsNotice,answerBy,language,originals}'::text[],
    jsonb_path_query_array(body, '$.content.demands[*].verbatim'),
    body #> '{content,forbidsNotice,law}',
    jsonb_path_query_array(body, '$.content.originals[*].name')),
    '$.** ? (@.type() == "string" && !(@ starts with "sealed:"))') $$;

CREATE FUNCTION is_of_an_authority(request uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM request r WHERE r.id = request AND r.authority_id IS NOT NULL) $$;

CREATE FUNCTION typed_in(request uuid, who uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM request_event e
    WHERE e.request_id = request AND e.kind IN ('received', 'corrected') AND e.by_person = who) $$;

-- A request's latest content.
CREATE FUNCTION request_says(request uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT e.body FROM request_event e WHERE e.request_id = request AND e.kind IN ('received', 'corrected')
  ORDER BY e.id DESC LIMIT 1 $$;

-- The last day on which a law delays the name of the authority. Null: none does.
CREATE FUNCTION sealed_until(said jsonb) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT ((said #>> '{content,forbidsNotice,until}')::timestamptz AT TIME ZONE 'UTC')::date $$;

-- Whether a demand is to withhold this meeting.
CREATE FUNCTION asks_to_withhold(said jsonb, demand jsonb, meeting integer) RETURNS boolean
  LANGUAGE sql IMMUTABLE AS $$
  SELECT demand ->> 'kind' = 'withhold-meeting' AND said -> 'meetingNos' @> to_jsonb(meeting)
    AND (NOT demand ? 'meeting' OR said -> 'meetingNos' -> (demand ->> 'meeting')::integer = to_jsonb(meeting)) $$;

-- The requests that name, or named before a correction, a meeting of someone's own account.
CREATE FUNCTION requests_about(who uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  SELECT DISTINCT m.request_id FROM person p
  JOIN request_meeting m ON m.host_commitment = decode(commitment_held(NULL, p.account_id), 'hex') WHERE p.id = who $$;

-- Whether a person may review: they hold the role, did not type it in, host no meeting that it names, and are no liaison to
-- that authority.
CREATE FUNCTION may_review(request uuid, who uuid, role text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT desk_role_since(who, role) IS NOT NULL AND NOT typed_in(request, who)
    AND request NOT IN (SELECT requests_about(who))
    AND NOT is_liaison(who, (SELECT a.series FROM request r JOIN authority a ON a.id = r.authority_id
                             WHERE r.id = request)) $$;

-- Why a withholding is refused, or granted in part. The same list as in packages/ledger.
CREATE FUNCTION finding_grounds() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT '{cannot-tell-there,no-power-there,no-legal-basis,not-necessary,not-proportionate,human-rights,no-such-meeting,no-occurrence,too-few-staff}'::text[] $$;

CREATE FUNCTION request_event_is_allowed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- INVARIANT: nothing happens to a request that is closed.
  PERFORM FROM request WHERE id = NEW.request_id FOR UPDATE;
  IF EXISTS (SELECT FROM request_event e WHERE e.request_id = NEW.request_id
             AND e.kind IN ('returned', 'rejected', 'answered')) THEN
    RAISE EXCEPTION 'this request is closed' USING ERRCODE = 'restrict_violation';
  END IF;
  -- A correction can end a seal, and a closing what is near a request: see acts_wait_for_requests.
  IF NEW.kind IN ('received', 'corrected', 'returned', 'rejected', 'answered') THEN
    PERFORM take_turn('requests and acts');
  END IF;
  -- INVARIANT: of a sender who is not in the register nothing becomes but a rejection, and no law that it names delays
  -- anything. Only such a sender has a name of its own.
  IF is_of_an_authority(NEW.request_id) THEN
    IF NEW.body #> '{content,sender}' IS NOT NULL THEN
      RAISE EXCEPTION 'the register names who asks' USING ERRCODE = 'restrict_violation';
    END IF;
  ELSIF NEW.kind NOT IN ('received', 'corrected', 'rejected') OR NEW.body #> '{content,forbidsNotice}' IS NOT NULL THEN
    RAISE EXCEPTION 'the sender is not in the register' USING ERRCODE = 'restrict_violation';
  END IF;
  -- INVARIANT: what people wrote stands sealed.
  IF NOT stands_sealed(NEW.body) THEN
    RAISE EXCEPTION 'texts are kept sealed' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.kind IN ('received', 'corrected') THEN
    -- INVARIANT: each demand, and the translation, has a commitment, so that the log can show no other words.
    IF jsonb_array_length(NEW.body #> '{content,demands}')
         IS DISTINCT FROM jsonb_array_length(NEW.body #> '{commitments,demands}')
       OR (NEW.body #> '{content,translation}' IS NULL) <> (NEW.body #> '{commitments,translation}' IS NULL) THEN
      RAISE EXCEPTION 'a demand is committed to' USING ERRCODE = 'restrict_violation';
    END IF;
    -- INVARIANT: a law that forbids disclosure delays it for a year at most, until a moment that stays the same.
    IF NOT NEW.body #>> '{content,forbidsNotice,until}' ~ '^\d{4}-\d\d-\d\dT[\d:.]+Z$'
       OR (NEW.body #>> '{content,forbidsNotice,until}')::timestamptz > now() + interval '366 days' THEN
      RAISE EXCEPTION 'nothing is sealed for longer than a year' USING ERRCODE = 'restrict_violation';
    END IF;
    -- INVARIANT: a correction hides nothing that the log tells: it makes the delay shorter or ends it, never the other way round.
    IF NEW.kind = 'corrected' AND NOT coalesce(sealed_until(NEW.body) <= sealed_until(request_says(NEW.request_id)),
        sealed_until(NEW.body) IS NULL) THEN
      RAISE EXCEPTION 'a correction delays nothing' USING ERRCODE = 'restrict_violation';
    END IF;
    IF desk_role_since(NEW.by_person, 'intake') IS NULL THEN
      RAISE EXCEPTION 'intake types requests in' USING ERRCODE = 'restrict_violation';
    END IF;
    -- INVARIANT: what is under review no longer changes, nor does who typed it in, nor what someone called back about.
    IF EXISTS (SELECT FROM request_event e WHERE e.request_id = NEW.request_id
        AND e.kind IN ('review-began', 'authenticated', 'not-authentic')) THEN
      RAISE EXCEPTION 'someone called back about this request, or reviews it' USING ERRCODE = 'restrict_violation';
    END IF;
  ELSIF NEW.kind IN ('authenticated', 'not-authentic') THEN
    IF typed_in(NEW.request_id, NEW.by_person) OR NOT EXISTS (
        SELECT FROM unnest(ARRAY['intake', 'reviewer', 'approver']) AS role
        WHERE may_review(NEW.request_id, NEW.by_person, role)) THEN
      RAISE EXCEPTION 'another person calls back' USING ERRCODE = 'restrict_violation';
    END IF;
  ELSIF NOT may_review(NEW.request_id, NEW.by_person, 'reviewer')
      AND NOT may_review(NEW.request_id, NEW.by_person, 'approver') THEN
    RAISE EXCEPTION 'another person reviews' USING ERRCODE = 'restrict_violation';
  END IF;
  -- INVARIANT: only a withholding is ever met, by an order.
  IF NEW.kind = 'demand-answered' AND NOT NEW.body #>> '{answer,answer}' IN ('refused', 'not-handled-here')
     AND NOT EXISTS (SELECT FROM order_approval a, request_says(NEW.request_id) AS said
       WHERE a.request_id = NEW.request_id AND asks_to_withhold(said,
         said #> ARRAY['content', 'demands', NEW.body ->> 'demand'], a.meeting_no)) THEN
    RAISE EXCEPTION 'no such answer' USING ERRCODE = 'restrict_violation';
  END IF;
  -- INVARIANT: what was granted has no ground of a refusal, and what was granted in part none of another demand.
  IF NEW.kind = 'demand-answered' AND NEW.body #>> '{answer,ground}' IS NOT NULL
     AND NOT (CASE NEW.body #>> '{answer,answer}' WHEN 'met' THEN false
       WHEN 'narrowed' THEN NEW.body #>> '{answer,ground}' = ANY (finding_grounds())
       ELSE true END) THEN
    RAISE EXCEPTION 'no such ground of this answer' USING ERRCODE = 'restrict_violation';
  END IF;
  -- INVARIANT: what an order granted is answered: the log says of nothing that was granted that it was sent back.
  IF NEW.kind IN ('returned', 'rejected') AND EXISTS (SELECT FROM order_approval a WHERE a.request_id = NEW.request_id) THEN
    RAISE EXCEPTION 'a request with an order is answered' USING ERRCODE = 'restrict_violation';
  END IF;
  -- INVARIANT: an order wider than asked is not "met in part".
  IF NEW.kind = 'demand-answered' AND NEW.body #>> '{answer,answer}' = 'narrowed'
     AND EXISTS (SELECT FROM order_approval a JOIN order_proposal p ON p.id = a.order_id,
         request_says(NEW.request_id) AS said
       WHERE a.request_id = NEW.request_id AND order_is_wider(p) AND asks_to_withhold(said,
         said #> ARRAY['content', 'demands', NEW.body ->> 'demand'], a.meeting_no)) THEN
    RAISE EXCEPTION 'this order is wider than what was asked' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER request_event_is_allowed BEFORE INSERT ON request_event
  FOR EACH ROW EXECUTE FUNCTION request_event_is_allowed();

-- INVARIANT: for a request one look at a meeting, a second one with a second person; the result is a bucket, of networks.
CREATE TABLE desk_look (
  request_id uuid NOT NULL,
  meeting_no integer NOT NULL,
  ordinal    integer NOT NULL CHECK (ordinal IN (1, 2)),
  by_person  uuid NOT NULL,
  with_person uuid,
  -- `cannot-tell`: location sources could establish next to no place there; never counts as few.
  bucket     text NOT NULL CHECK (bucket IN ('cannot-tell', 'fewer-than-10', '10-99', '100-999', '1000-or-more')),
  at         timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (request_id, meeting_no, ordinal),
  FOREIGN KEY (request_id, meeting_no) REFERENCES request_meeting (request_id, no),
  CHECK ((ordinal = 2) = (with_person IS NOT NULL)),
  CHECK (with_person <> by_person)
);
-- The bucket of the last look; null: none yet.
CREATE FUNCTION last_look(request uuid, meeting integer) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT l.bucket FROM desk_look l WHERE l.request_id = request AND l.meeting_no = meeting
  ORDER BY l.ordinal DESC LIMIT 1 $$;
-- INVARIANT: two looks at a meeting in 24 hours, by any requests, ten at one host's meetings, fifty in all.
-- Looking again and again would show single people.
CREATE FUNCTION looks_are_spent(meeting bytea, host bytea) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT count(*) FILTER (WHERE m.meeting_commitment = meeting) >= 2
    OR count(*) FILTER (WHERE m.host_commitment = host) >= 10 OR count(*) >= 50
  FROM desk_look l JOIN request_meeting m ON m.request_id = l.request_id AND m.no = l.meeting_no
  WHERE l.at > now() - interval '24 hours' $$;
CREATE FUNCTION look_is_allowed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM take_turn('looks');
  IF (SELECT looks_are_spent(m.meeting_commitment, m.host_commitment) FROM request_meeting m
      WHERE m.request_id = NEW.request_id AND m.no = NEW.meeting_no) THEN
    RAISE EXCEPTION 'enough was looked for a day' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NOT EXISTS (SELECT FROM request_event e WHERE e.request_id = NEW.request_id AND e.kind = 'authenticated')
     OR NOT may_review(NEW.request_id, NEW.by_person, 'reviewer')
     OR (NEW.ordinal = 2 AND NOT may_review(NEW.request_id, NEW.with_person, 'approver'))
     OR (NEW.ordinal = 2 AND NOT EXISTS (SELECT FROM desk_look l WHERE l.request_id = NEW.request_id
          AND l.meeting_no = NEW.meeting_no AND l.ordinal = 1)) THEN
    RAISE EXCEPTION 'no look here' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER look_is_allowed BEFORE INSERT ON desk_look FOR EACH ROW EXECUTE FUNCTION look_is_allowed();
