-- The desk: what governments ask for, what becomes of it, and everything that takes two people.
-- Whatever is here was appended; what holds is derived from it. Persons of the desk are named by their
-- ids and nobody else is: no participant, no address, no place of a person.

-- Two people ------------------------------------------------------------------------------------------

-- Everything that one person must not be able to do alone, each proposed by one and confirmed by another.
CREATE TABLE desk_change (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind        text NOT NULL CHECK (kind IN ('staff', 'authority', 'disputed-places', 'platform-rule', 'geofeed')),
  body        jsonb NOT NULL CHECK (jsonb_typeof(body) = 'object'),
  -- The administrator holds no role of the desk, and may propose staff and platform rules.
  proposed_by uuid NOT NULL,
  by_administrator boolean NOT NULL,
  proposed_at timestamptz NOT NULL DEFAULT now(),
  CHECK (NOT by_administrator OR kind IN ('staff', 'platform-rule'))
);
-- One outcome, whoever comes first. `waited`: nobody could confirm it, and it waited for 7 days. `alone`:
-- it only takes roles away, for which one person suffices.
CREATE TABLE desk_change_outcome (
  change_id uuid PRIMARY KEY REFERENCES desk_change (id),
  outcome   text NOT NULL CHECK (outcome IN ('confirmed', 'declined', 'withdrawn', 'waited', 'alone')),
  by_person uuid,
  at        timestamptz NOT NULL DEFAULT now(),
  CHECK ((outcome = 'waited') = (by_person IS NULL))
);

-- Roles of one person from a moment on: the last appointment is what holds; no roles: no member any more.
CREATE TABLE staff_appointment (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  person_id    uuid NOT NULL,
  roles        text[] NOT NULL CHECK (roles <@ ARRAY['intake', 'reviewer', 'approver', 'appeals', 'safety']),
  -- Series of authorities to which this person is the liaison.
  liaison_to   uuid[] NOT NULL DEFAULT '{}',
  effective_at timestamptz NOT NULL DEFAULT now(),
  -- Null: this person deleted their account.
  change_id    uuid UNIQUE REFERENCES desk_change_outcome (change_id)
);
CREATE INDEX staff_appointment_person ON staff_appointment (person_id);

-- Since when somebody holds a role without a break; null: not now.
CREATE FUNCTION desk_role_since(who uuid, role text) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT min(a.effective_at) FROM staff_appointment a
  WHERE a.person_id = who AND role = ANY (a.roles) AND a.effective_at <= now()
    AND NOT EXISTS (SELECT FROM staff_appointment b
      WHERE b.person_id = who AND b.effective_at <= now() AND b.id > a.id AND NOT role = ANY (b.roles)) $$;

CREATE FUNCTION is_liaison(who uuid, series uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT series = ANY (a.liaison_to) FROM staff_appointment a
    WHERE a.person_id = who AND a.effective_at <= now() ORDER BY a.id DESC LIMIT 1), false) $$;

-- INVARIANT: an administrator holds no role of the desk; a role that is new comes from a change that two
-- people made, or that waited because nobody of the desk could confirm it. So does the end of being a
-- liaison: it opens an authority's requests to that person.
CREATE FUNCTION staff_is_appointed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  held staff_appointment;
  change desk_change;
  came text;
BEGIN
  -- One after another for each person: what is taken away meanwhile does not come back.
  PERFORM pg_advisory_xact_lock(hashtextextended('staff ' || NEW.person_id, 0));
  SELECT * INTO held FROM staff_appointment a WHERE a.person_id = NEW.person_id ORDER BY a.id DESC LIMIT 1;
  IF held.id > NEW.id THEN
    RAISE EXCEPTION 'somebody was faster' USING ERRCODE = 'unique_violation';
  END IF;
  IF NEW.roles <> '{}' AND NOT EXISTS (SELECT FROM person WHERE id = NEW.person_id) THEN
    RAISE EXCEPTION 'there is no such person' USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT FROM person p JOIN account a ON a.id = p.account_id
             WHERE p.id = NEW.person_id AND a.operator) THEN
    RAISE EXCEPTION 'an administrator holds no role of the desk' USING ERRCODE = 'restrict_violation';
  END IF;
  -- Of just this person and these roles.
  SELECT c.* INTO change FROM desk_change c WHERE c.id = NEW.change_id AND c.kind = 'staff'
    AND c.body ->> 'person' = NEW.person_id::text AND c.body -> 'roles' = to_jsonb(NEW.roles)
    AND c.body -> 'liaisonTo' = to_jsonb(NEW.liaison_to);
  SELECT o.outcome INTO came FROM desk_change_outcome o WHERE o.change_id = change.id;
  IF coalesce(came, 'alone') NOT IN ('confirmed', 'waited', 'alone') OR (NEW.change_id IS NOT NULL AND came IS NULL) THEN
    RAISE EXCEPTION 'this change was not confirmed' USING ERRCODE = 'restrict_violation';
  END IF;
  IF coalesce(came, 'alone') = 'alone' AND NOT (NEW.roles <@ coalesce(held.roles, '{}')
      AND (NEW.roles = '{}' OR held.liaison_to <@ NEW.liaison_to)) THEN
    RAISE EXCEPTION 'a new role takes two people' USING ERRCODE = 'restrict_violation';
  END IF;
  -- Who could empty the desk alone could fill it anew once nobody is there to decline.
  IF came = 'alone' AND change.by_administrator
     AND 'approver' = ANY (held.roles) AND NOT 'approver' = ANY (NEW.roles) THEN
    RAISE EXCEPTION 'an administrator takes no approver away alone' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER staff_is_appointed BEFORE INSERT ON staff_appointment
  FOR EACH ROW EXECUTE FUNCTION staff_is_appointed();

-- Of the staff: what nobody of the desk could confirm, and that somebody leaves it. Whoever approves can
-- decline that meanwhile.
CREATE FUNCTION takes_effect_by_waiting(change desk_change) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT change.kind <> 'staff' OR change.body -> 'roles' = '[]' OR NOT EXISTS (
    SELECT FROM (SELECT DISTINCT person_id FROM staff_appointment) s
    WHERE desk_role_since(s.person_id, 'approver') IS NOT NULL) $$;

-- INVARIANT: who confirms is another than who proposed, and approves for the desk. What nobody of the
-- desk could confirm takes effect 7 days after its entry; a platform rule does so anyhow (see 0003).
CREATE FUNCTION change_takes_two() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE change desk_change;
BEGIN
  SELECT * INTO STRICT change FROM desk_change WHERE id = NEW.change_id;
  IF NEW.outcome IN ('confirmed', 'declined') AND (NEW.by_person = change.proposed_by
      OR desk_role_since(NEW.by_person, 'approver') IS NULL) THEN
    RAISE EXCEPTION 'another person, an approver, decides a change' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.outcome = 'confirmed' AND desk_role_since(NEW.by_person, 'approver') > now() - interval '72 hours' THEN
    RAISE EXCEPTION 'a new approver confirms nothing yet' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.outcome = 'alone' AND (change.kind <> 'staff' OR NEW.by_person <> change.proposed_by) THEN
    RAISE EXCEPTION 'this change takes two people' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.outcome = 'waited' AND (NOT change.by_administrator
      OR change.proposed_at > now() - interval '168 hours'
      OR NOT takes_effect_by_waiting(change)) THEN
    RAISE EXCEPTION 'this change waits for a second person' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.outcome = 'withdrawn' AND NEW.by_person <> change.proposed_by THEN
    RAISE EXCEPTION 'only who proposed a change withdraws it' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER change_takes_two BEFORE INSERT ON desk_change_outcome
  FOR EACH ROW EXECUTE FUNCTION change_takes_two();

-- Whoever listens looks at all: a rule takes effect, location data may be taken in.
CREATE FUNCTION tell_change_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('graticule_changed', 'all');
  RETURN NULL;
END $$;
CREATE TRIGGER desk_change_decided AFTER INSERT ON desk_change_outcome
  FOR EACH STATEMENT EXECUTE FUNCTION tell_change_decided();

-- A platform rule takes effect when an approver confirms it, and 7 days after its entry at the latest.
ALTER TABLE platform_rule
  ADD COLUMN change_id uuid UNIQUE REFERENCES desk_change (id);

-- The operator's own location data that served, by their digest: the last one is what serves. It alone is
-- taken in at a start while orders are in force, and what two people confirmed since.
CREATE TABLE geofeed_accepted (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  digest    bytea NOT NULL CHECK (octet_length(digest) = 32),
  at        timestamptz NOT NULL DEFAULT now(),
  -- Null: it moved nobody into the places of an order in force.
  change_id uuid UNIQUE REFERENCES desk_change_outcome (change_id)
);

-- Whoever deletes their account leaves the desk.
CREATE FUNCTION person_leaves_desk() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held text[];
BEGIN
  SELECT a.roles INTO held FROM staff_appointment a WHERE a.person_id = OLD.id ORDER BY a.id DESC LIMIT 1;
  IF cardinality(held) > 0 THEN
    INSERT INTO staff_appointment (person_id, roles) VALUES (OLD.id, '{}');
    INSERT INTO public_entry (kind, body) VALUES ('staff-left', jsonb_build_object('roles', held));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER person_leaves_desk AFTER DELETE ON person
  FOR EACH ROW EXECUTE FUNCTION person_leaves_desk();

-- The register of authorities --------------------------------------------------------------------------

-- One entry, never changed: a widened authority is a new entry of the same series.
CREATE TABLE authority (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  series     uuid NOT NULL,
  name       text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
  -- country: all of a country. state: a subdivision of a federated one. union: a union of countries.
  kind       text NOT NULL CHECK (kind IN ('country', 'state', 'union')),
  -- The place that is its own; a union has none.
  home       text CHECK (is_place(home)),
  contact    text NOT NULL CHECK (char_length(contact) BETWEEN 1 AND 500),
  change_id  uuid NOT NULL UNIQUE REFERENCES desk_change_outcome (change_id),
  entered_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((kind = 'union') = (home IS NULL)),
  CHECK (kind <> 'country' OR home ~ '^[A-Z]{2}$'),
  CHECK (kind <> 'state' OR home ~ '^[A-Z]{2}-')
);
CREATE INDEX authority_series ON authority (series);
CREATE TABLE authority_withdrawal (
  authority_id uuid PRIMARY KEY REFERENCES authority (id),
  by_person    uuid NOT NULL,
  at           timestamptz NOT NULL DEFAULT now()
);

-- The entry of its series that holds now: what is asked under an older one reaches no further.
CREATE FUNCTION authority_now(entry uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT b.id FROM authority a JOIN authority b ON b.series = a.series
  WHERE a.id = entry ORDER BY b.entered_at DESC, b.id LIMIT 1 $$;
CREATE FUNCTION is_withdrawn(entry uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM authority_withdrawal w WHERE w.authority_id IN (entry, authority_now(entry))) $$;

-- Every place over which an authority has power: the closure, so that an order can refer to it.
CREATE TABLE authority_reach (
  authority_id uuid NOT NULL REFERENCES authority (id),
  place        text NOT NULL CHECK (is_place(place)),
  -- The published instrument of the place's own legal order, where the place is not its own.
  instrument   text CHECK (char_length(instrument) BETWEEN 1 AND 500),
  PRIMARY KEY (authority_id, place)
);

-- Places whose standing is disputed: in nobody's jurisdiction but their own authorities'. The last word
-- on a place is what holds.
CREATE TABLE disputed_place_event (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  place     text NOT NULL CHECK (is_place(place)),
  listed    boolean NOT NULL,
  source    text NOT NULL CHECK (char_length(source) BETWEEN 1 AND 300),
  at        timestamptz NOT NULL DEFAULT now(),
  -- Null: as shipped.
  change_id uuid REFERENCES desk_change_outcome (change_id)
);
CREATE VIEW disputed_place AS
  SELECT place, source, at FROM (SELECT DISTINCT ON (place) * FROM disputed_place_event
    ORDER BY place, id DESC) last WHERE listed;
INSERT INTO disputed_place_event (place, listed, source) SELECT place, true, 'as shipped, 2026-11-24'
  FROM unnest(ARRAY['UA-43', 'UA-40', 'XK', 'EH', 'TW', 'PS']) AS place;

-- INVARIANT: a reach is what two people confirmed with its authority, and is never widened.
CREATE FUNCTION reach_is_own() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  who authority;
  said jsonb;
BEGIN
  SELECT * INTO STRICT who FROM authority WHERE id = NEW.authority_id;
  said := confirmed_change(who.change_id, 'authority') -> 'authority';
  IF who.entered_at <> now() THEN
    RAISE EXCEPTION 'an authority is widened by a new entry' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.instrument IS NULL AND NOT coalesce(CASE who.kind
       WHEN 'union' THEN EXISTS (SELECT FROM jsonb_array_elements_text(said #> '{territory,members}') AS one (member)
         WHERE NEW.place = member OR starts_with(NEW.place, member || '-'))
       ELSE NEW.place = who.home OR (who.kind = 'country' AND starts_with(NEW.place, who.home || '-')) END, false)
     OR NEW.instrument IS NOT NULL AND NOT EXISTS (SELECT FROM jsonb_array_elements(said -> 'instruments') AS one
       WHERE one ->> 'citation' = NEW.instrument
         AND (NEW.place = one ->> 'place' OR starts_with(NEW.place, (one ->> 'place') || '-'))) THEN
    RAISE EXCEPTION 'a place of another needs an instrument of that place' USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT FROM disputed_place d WHERE d.place IS DISTINCT FROM who.home
             AND (d.place = NEW.place OR starts_with(NEW.place, d.place || '-'))) THEN
    RAISE EXCEPTION 'a place of disputed standing is its own authorities'' alone' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER reach_is_own BEFORE INSERT ON authority_reach
  FOR EACH ROW EXECUTE FUNCTION reach_is_own();

-- What a change says, where two people made it.
CREATE FUNCTION confirmed_change(change uuid, named text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT c.body FROM desk_change_outcome o JOIN desk_change c ON c.id = o.change_id
  WHERE o.change_id = change AND o.outcome = 'confirmed' AND c.kind = named $$;

-- INVARIANT: two people, and just what they confirmed: that authority, those places, those data.
CREATE FUNCTION takes_two() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  made jsonb := to_jsonb(NEW);
  said jsonb := confirmed_change(NEW.change_id, TG_ARGV[0]);
  listing text := CASE WHEN made -> 'listed' = 'true' THEN 'add' ELSE 'remove' END;
BEGIN
  IF NOT coalesce(CASE TG_ARGV[0]
      WHEN 'authority' THEN made ->> 'name' = said #>> '{authority,name}'
        AND made ->> 'kind' = said #>> '{authority,territory,kind}'
        AND made ->> 'home' IS NOT DISTINCT FROM said #>> '{authority,territory,home}'
      WHEN 'disputed-places' THEN said -> listing ? (made ->> 'place')
      WHEN 'geofeed' THEN said ->> 'digest' = ltrim(made ->> 'digest', '\x') END, false) THEN
    RAISE EXCEPTION 'this takes two people' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER authority_takes_two BEFORE INSERT ON authority
  FOR EACH ROW EXECUTE FUNCTION takes_two('authority');
CREATE TRIGGER disputed_place_takes_two BEFORE INSERT ON disputed_place_event
  FOR EACH ROW EXECUTE FUNCTION takes_two('disputed-places');
CREATE TRIGGER geofeed_takes_two BEFORE INSERT ON geofeed_accepted
  FOR EACH ROW WHEN (NEW.change_id IS NOT NULL) EXECUTE FUNCTION takes_two('geofeed');

-- Commitments: how a meeting and its host are named once they are gone, and in public ------------------

CREATE TABLE commitment_salt (
  room       text UNIQUE REFERENCES room (name) ON DELETE CASCADE,
  account_id uuid UNIQUE REFERENCES account (id) ON DELETE CASCADE,
  salt       bytea NOT NULL DEFAULT uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()),
  CHECK (num_nonnulls(room, account_id) = 1)
);
-- SHA-256 of the salt and the name: only who has the salt can tell whom it names. The salt goes with them.
CREATE FUNCTION commitment_to_room(named text) RETURNS bytea LANGUAGE sql VOLATILE AS $$
  INSERT INTO commitment_salt (room) VALUES (named) ON CONFLICT DO NOTHING;
  SELECT sha256(salt || convert_to('meeting:' || named, 'UTF8')) FROM commitment_salt WHERE room = named $$;
CREATE FUNCTION commitment_to_account(named uuid) RETURNS bytea LANGUAGE sql VOLATILE AS $$
  INSERT INTO commitment_salt (account_id) VALUES (named) ON CONFLICT DO NOTHING;
  SELECT sha256(salt || convert_to('host:' || named, 'UTF8')) FROM commitment_salt WHERE account_id = named $$;

-- Requests ----------------------------------------------------------------------------------------------

CREATE TABLE request (
  id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  number       integer GENERATED ALWAYS AS IDENTITY UNIQUE,
  authority_id uuid NOT NULL REFERENCES authority (id),
  received_at  timestamptz NOT NULL,
  entered_at   timestamptz NOT NULL DEFAULT now(),
  entered_by   uuid NOT NULL,
  CHECK (received_at <= entered_at)
);

-- The exact meetings that a request names; what they were is gone with them.
CREATE TABLE request_meeting (
  request_id         uuid NOT NULL REFERENCES request (id),
  no                 integer NOT NULL CHECK (no BETWEEN 1 AND 50),
  room               text REFERENCES room (name) ON DELETE SET NULL,
  meeting_commitment bytea NOT NULL,
  host_commitment    bytea NOT NULL,
  PRIMARY KEY (request_id, no)
);
CREATE UNIQUE INDEX request_meeting_once ON request_meeting (request_id, room);
CREATE INDEX request_meeting_room ON request_meeting (room);
CREATE INDEX request_meeting_host ON request_meeting (host_commitment);

-- A request and an act under the terms of service that comes with it see each other: acts take effect one
-- by one, while no request is being named to.
CREATE FUNCTION acts_wait_for_requests() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('requests and acts', 0));
  RETURN NEW;
END $$;
CREATE TRIGGER acts_wait_for_requests BEFORE INSERT ON request_meeting
  FOR EACH ROW EXECUTE FUNCTION acts_wait_for_requests();

-- Everything that happened to a request. `body` by kind; see packages/desk.
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
-- One end, one beginning, one step of authenticity, whoever comes first.
CREATE UNIQUE INDEX request_event_one_end ON request_event (request_id)
  WHERE kind IN ('returned', 'rejected', 'answered');
CREATE UNIQUE INDEX request_event_one_reception ON request_event (request_id) WHERE kind = 'received';
CREATE UNIQUE INDEX request_event_one_review ON request_event (request_id) WHERE kind = 'review-began';
CREATE UNIQUE INDEX request_event_one_call ON request_event (request_id)
  WHERE kind IN ('authenticated', 'not-authentic');
CREATE UNIQUE INDEX request_event_one_answer ON request_event (request_id, (body ->> 'demand'))
  WHERE kind = 'demand-answered';

CREATE FUNCTION typed_in(request uuid, who uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM request_event e
    WHERE e.request_id = request AND e.kind IN ('received', 'corrected') AND e.by_person = who) $$;

-- What a request says now.
CREATE FUNCTION request_says(request uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT e.body FROM request_event e WHERE e.request_id = request AND e.kind IN ('received', 'corrected')
  ORDER BY e.id DESC LIMIT 1 $$;

-- Whether a demand of it is to withhold this meeting.
CREATE FUNCTION asks_to_withhold(said jsonb, demand jsonb, meeting integer) RETURNS boolean
  LANGUAGE sql IMMUTABLE AS $$
  SELECT demand ->> 'kind' = 'withhold-meeting' AND said -> 'meetingNos' @> to_jsonb(meeting)
    AND (NOT demand ? 'meeting' OR said -> 'meetingNos' -> (demand ->> 'meeting')::integer = to_jsonb(meeting)) $$;

-- Who reviews: a role of the desk, did not type it in, and is no liaison to that authority.
CREATE FUNCTION may_review(request uuid, who uuid, role text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT desk_role_since(who, role) IS NOT NULL AND NOT typed_in(request, who)
    AND NOT is_liaison(who, (SELECT a.series FROM request r JOIN authority a ON a.id = r.authority_id
                             WHERE r.id = request)) $$;

CREATE FUNCTION request_event_is_allowed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- INVARIANT: nothing happens to a request that is closed.
  PERFORM FROM request WHERE id = NEW.request_id FOR UPDATE;
  IF EXISTS (SELECT FROM request_event e WHERE e.request_id = NEW.request_id
             AND e.kind IN ('returned', 'rejected', 'answered')) THEN
    RAISE EXCEPTION 'this request is closed' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.kind IN ('received', 'corrected') THEN
    -- INVARIANT: a law that forbids to tell delays something for a year at most.
    IF (NEW.body #>> '{content,forbidsNotice,until}')::timestamptz > now() + interval '366 days' THEN
      RAISE EXCEPTION 'nothing is sealed for longer than a year' USING ERRCODE = 'restrict_violation';
    END IF;
    IF desk_role_since(NEW.by_person, 'intake') IS NULL THEN
      RAISE EXCEPTION 'intake types requests in' USING ERRCODE = 'restrict_violation';
    END IF;
    -- INVARIANT: what is reviewed stays what it is, and so does who typed it in.
    IF EXISTS (SELECT FROM request_event e WHERE e.request_id = NEW.request_id AND e.kind = 'review-began') THEN
      RAISE EXCEPTION 'this request is under review' USING ERRCODE = 'restrict_violation';
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
  -- INVARIANT: nothing but a withholding is ever met, and that by an order.
  IF NEW.kind = 'demand-answered' AND NOT NEW.body #>> '{answer,answer}' IN ('refused', 'not-handled-here')
     AND NOT EXISTS (SELECT FROM order_approval a, request_says(NEW.request_id) AS said
       WHERE a.request_id = NEW.request_id AND asks_to_withhold(said,
         said #> ARRAY['content', 'demands', NEW.body ->> 'demand'], a.meeting_no)) THEN
    RAISE EXCEPTION 'no such answer' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER request_event_is_allowed BEFORE INSERT ON request_event
  FOR EACH ROW EXECUTE FUNCTION request_event_is_allowed();

-- INVARIANT: one look at a meeting for a request, a second with a second person; the answer is a bucket.
CREATE TABLE desk_look (
  request_id uuid NOT NULL,
  meeting_no integer NOT NULL,
  ordinal    integer NOT NULL CHECK (ordinal IN (1, 2)),
  by_person  uuid NOT NULL,
  with_person uuid,
  bucket     text NOT NULL CHECK (bucket IN ('fewer-than-10', '10-99', '100-999', '1000-or-more')),
  at         timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (request_id, meeting_no, ordinal),
  FOREIGN KEY (request_id, meeting_no) REFERENCES request_meeting (request_id, no),
  CHECK ((ordinal = 2) = (with_person IS NOT NULL)),
  CHECK (with_person <> by_person)
);
CREATE FUNCTION look_is_allowed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
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

-- Orders ------------------------------------------------------------------------------------------------

DROP TABLE order_in_force;
DROP FUNCTION order_is_only_lifted;

-- INVARIANT: an order is of one meeting that its request names, for one occurrence, within its
-- authority's reach, with findings, and ends 7 days after it begins at the latest.
CREATE TABLE order_proposal (
  id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  request_id     uuid NOT NULL REFERENCES request (id),
  meeting_no     integer NOT NULL,
  authority_id   uuid NOT NULL REFERENCES authority (id),
  room           text REFERENCES room (name) ON DELETE SET NULL,
  starts_at      timestamptz NOT NULL,
  ends_at        timestamptz NOT NULL,
  -- The one occurrence that it is for: when it opens, and when the next one does, if that is known.
  occurrence_from  timestamptz NOT NULL,
  occurrence_until timestamptz,
  -- Those who are inside when it takes effect are told, and have so many minutes.
  notice_minutes integer NOT NULL DEFAULT 0 CHECK (notice_minutes BETWEEN 0 AND 10),
  reason         text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 500),
  law            text NOT NULL CHECK (char_length(law) BETWEEN 1 AND 500),
  -- A law that forbids to tell delays authority, law and reason, until then.
  sealed_until   timestamptz,
  -- Places of disputed standing inside its places: it does not reach them.
  excepted       text[] NOT NULL DEFAULT '{}' CHECK (excepted = '{}' OR are_places(excepted)),
  -- Five findings, each written.
  procedure_finding   text NOT NULL CHECK (char_length(procedure_finding) BETWEEN 1 AND 4000),
  authority_finding   text NOT NULL CHECK (char_length(authority_finding) BETWEEN 1 AND 4000),
  legality_finding    text NOT NULL CHECK (char_length(legality_finding) BETWEEN 1 AND 4000),
  necessity_finding   text NOT NULL CHECK (char_length(necessity_finding) BETWEEN 1 AND 4000),
  rights_finding      text NOT NULL CHECK (char_length(rights_finding) BETWEEN 1 AND 4000),
  proposed_by    uuid NOT NULL,
  proposed_at    timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (request_id, meeting_no) REFERENCES request_meeting (request_id, no),
  UNIQUE (id, authority_id),
  UNIQUE (id, request_id, meeting_no),
  CHECK (ends_at > starts_at AND ends_at <= starts_at + interval '168 hours'),
  CHECK (starts_at >= occurrence_from),
  CHECK (occurrence_until IS NULL OR ends_at <= occurrence_until),
  CHECK (sealed_until <= proposed_at + interval '366 days')
);
CREATE INDEX order_proposal_room ON order_proposal (room);

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
  why       text NOT NULL CHECK (char_length(why) BETWEEN 1 AND 1000),
  at        timestamptz NOT NULL DEFAULT now()
);
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
  why       text CHECK (char_length(why) BETWEEN 1 AND 1000),
  at        timestamptz NOT NULL DEFAULT now(),
  CHECK ((kind IN ('lifted', 'overturned')) = (by_person IS NOT NULL))
);

CREATE FUNCTION order_is_proposed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE said jsonb;
BEGIN
  PERFORM FROM request WHERE id = NEW.request_id FOR UPDATE;
  IF NOT may_review(NEW.request_id, NEW.proposed_by, 'reviewer') THEN
    RAISE EXCEPTION 'another person proposes' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.authority_id <> (SELECT authority_id FROM request WHERE id = NEW.request_id)
     OR is_withdrawn(NEW.authority_id)
     OR NEW.room IS DISTINCT FROM (SELECT room FROM request_meeting
                                   WHERE request_id = NEW.request_id AND no = NEW.meeting_no) THEN
    RAISE EXCEPTION 'an order is its request''s' USING ERRCODE = 'restrict_violation';
  END IF;
  said := request_says(NEW.request_id);
  -- INVARIANT: never wider than its request, nor sealed for longer.
  IF NOT EXISTS (SELECT FROM jsonb_array_elements(said #> '{content,demands}') AS demand
                 WHERE asks_to_withhold(said, demand, NEW.meeting_no)) THEN
    RAISE EXCEPTION 'nobody asks to withhold this meeting' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.sealed_until IS NOT NULL
     AND NOT coalesce(NEW.sealed_until <= (said #>> '{content,forbidsNotice,until}')::timestamptz, false) THEN
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

-- A renewal is a new request with fresh findings: the five are not, blanks apart, word for word those of
-- an order that this authority had on this meeting by another request.
CREATE FUNCTION findings_are_fresh(of_request uuid, of_meeting integer, findings text[]) RETURNS boolean
  LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (
    SELECT FROM request_meeting m
    JOIN request r ON r.id = m.request_id JOIN authority own ON own.id = r.authority_id
    JOIN order_proposal p ON p.room = m.room AND p.request_id <> m.request_id
    JOIN order_approval a ON a.order_id = p.id
    JOIN authority au ON au.id = p.authority_id AND au.series = own.series
    WHERE m.request_id = of_request AND m.no = of_meeting
      AND NOT EXISTS (SELECT FROM unnest(findings, ARRAY[p.procedure_finding, p.authority_finding,
          p.legality_finding, p.necessity_finding, p.rights_finding]) AS pair (one, other)
        WHERE btrim(regexp_replace(one, '\s+', ' ', 'g'))
          IS DISTINCT FROM btrim(regexp_replace(other, '\s+', ' ', 'g')))) $$;

-- INVARIANT: two people. Another one than who proposed, who is an approver for 72 hours at least, did not
-- type the request in, and is no liaison to that authority.
CREATE FUNCTION order_is_approved() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE proposal order_proposal;
BEGIN
  SELECT * INTO STRICT proposal FROM order_proposal WHERE id = NEW.order_id FOR UPDATE;
  PERFORM FROM request WHERE id = proposal.request_id FOR UPDATE;
  IF NEW.by_person = proposal.proposed_by
     OR NOT may_review(proposal.request_id, NEW.by_person, 'approver')
     OR desk_role_since(NEW.by_person, 'approver') > now() - interval '72 hours'
     OR NOT may_review(proposal.request_id, proposal.proposed_by, 'reviewer') THEN
    RAISE EXCEPTION 'another person approves' USING ERRCODE = 'restrict_violation';
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
     OR NOT findings_are_fresh(proposal.request_id, proposal.meeting_no, ARRAY[proposal.procedure_finding,
          proposal.authority_finding, proposal.legality_finding, proposal.necessity_finding,
          proposal.rights_finding]) THEN
    RAISE EXCEPTION 'this order can''t take effect' USING ERRCODE = 'restrict_violation';
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

CREATE FUNCTION order_is_not_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM order_proposal WHERE id = NEW.order_id FOR UPDATE;
  IF EXISTS (SELECT FROM order_approval WHERE order_id = NEW.order_id) THEN
    RAISE EXCEPTION 'this order is in force: it can be lifted' USING ERRCODE = 'restrict_violation';
  END IF;
  IF desk_role_since(NEW.by_person, 'reviewer') IS NULL AND desk_role_since(NEW.by_person, 'approver') IS NULL THEN
    RAISE EXCEPTION 'one of the desk declines' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER order_is_not_approved BEFORE INSERT ON order_refusal
  FOR EACH ROW EXECUTE FUNCTION order_is_not_approved();

-- Places are those of the proposal: none is added once somebody looked at it.
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

-- Appeals -----------------------------------------------------------------------------------------------

-- INVARIANT: one case for an order; one that is not decided in time ends the order.
CREATE TABLE appeal_case (
  order_id  uuid PRIMARY KEY REFERENCES order_approval (order_id),
  opened_at timestamptz NOT NULL DEFAULT now(),
  due_at    timestamptz NOT NULL DEFAULT now() + interval '72 hours',
  CHECK (due_at <= opened_at + interval '72 hours')
);
CREATE TABLE appeal (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  order_id    uuid NOT NULL REFERENCES appeal_case (order_id),
  made_by     text NOT NULL CHECK (made_by IN ('refused', 'host', 'public')),
  text        text NOT NULL CHECK (char_length(text) BETWEEN 1 AND 4000),
  secret_hash bytea NOT NULL UNIQUE CHECK (octet_length(secret_hash) = 32),
  made_on     date NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')::date
);
CREATE INDEX appeal_order ON appeal (order_id);
CREATE TABLE appeal_decision (
  order_id  uuid PRIMARY KEY REFERENCES appeal_case (order_id),
  outcome   text NOT NULL CHECK (outcome IN ('upheld', 'overturned')),
  reasons   text NOT NULL CHECK (char_length(reasons) BETWEEN 1 AND 4000),
  by_person uuid NOT NULL,
  at        timestamptz NOT NULL DEFAULT now()
);
CREATE FUNCTION appeal_is_decided() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE proposal order_proposal;
BEGIN
  SELECT * INTO STRICT proposal FROM order_proposal WHERE id = NEW.order_id FOR UPDATE;
  IF NOT may_review(proposal.request_id, NEW.by_person, 'appeals')
     OR NEW.by_person = proposal.proposed_by
     OR EXISTS (SELECT FROM order_approval WHERE order_id = NEW.order_id AND by_person = NEW.by_person)
     OR (SELECT due_at FROM appeal_case WHERE order_id = NEW.order_id) <= now() THEN
    RAISE EXCEPTION 'another person decides appeals, in time' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appeal_is_decided BEFORE INSERT ON appeal_decision
  FOR EACH ROW EXECUTE FUNCTION appeal_is_decided();

-- What decisions obey. `lifted_at`: it ended before its time; an appeal that was not decided ends it by itself.
-- INVARIANT: it reaches no place that was not approved, and of those only what its authority reaches now: a
-- place that is listed as disputed meanwhile, or that a newer entry of the register leaves out, is out.
CREATE VIEW order_in_force AS
  SELECT p.id, p.room, places.jurisdiction, excepted.places AS excepted, p.starts_at,
    least(p.ends_at, CASE WHEN d.order_id IS NULL THEN c.due_at END) AS ends_at,
    a.at AS approved_at,
    greatest(a.at, p.starts_at) + make_interval(mins => p.notice_minutes) AS inside_from,
    CASE WHEN p.sealed_until > now() THEN NULL ELSE au.name END AS authority,
    CASE WHEN p.sealed_until > now() THEN NULL ELSE p.law END AS law,
    e.at AS lifted_at
  FROM order_approval a
  JOIN order_proposal p ON p.id = a.order_id
  JOIN authority au ON au.id = p.authority_id
  JOIN LATERAL (SELECT coalesce(array_agg(o.place ORDER BY o.place), '{}') AS jurisdiction FROM order_place o
      JOIN authority_reach r ON r.authority_id = authority_now(p.authority_id) AND r.place = o.place
      WHERE o.order_id = p.id AND NOT EXISTS (SELECT FROM disputed_place d
        WHERE au.home IS DISTINCT FROM d.place AND au.home IS DISTINCT FROM o.place
          AND (d.place = o.place OR starts_with(o.place, d.place || '-')))) places ON true
  JOIN LATERAL (SELECT coalesce(array_agg(one.place ORDER BY one.place), '{}') AS places FROM (
      SELECT unnest(p.excepted) AS place UNION SELECT d.place FROM disputed_place d
      WHERE d.place IS DISTINCT FROM au.home AND EXISTS (SELECT FROM order_place o
        WHERE o.order_id = p.id AND starts_with(d.place, o.place || '-'))) AS one) excepted ON true
  LEFT JOIN order_end e ON e.order_id = p.id
  LEFT JOIN appeal_case c ON c.order_id = p.id
  LEFT JOIN appeal_decision d ON d.order_id = p.id;

CREATE FUNCTION tell_order_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('graticule_changed', 'room:' || coalesce(
    (SELECT room FROM order_proposal WHERE id = NEW.order_id), ''));
  RETURN NULL;
END $$;
CREATE TRIGGER order_approval_changed AFTER INSERT ON order_approval FOR EACH ROW EXECUTE FUNCTION tell_order_changed();
CREATE TRIGGER order_end_changed AFTER INSERT ON order_end FOR EACH ROW EXECUTE FUNCTION tell_order_changed();
CREATE TRIGGER appeal_case_changed AFTER INSERT ON appeal_case FOR EACH ROW EXECUTE FUNCTION tell_order_changed();
CREATE TRIGGER appeal_decision_changed AFTER INSERT ON appeal_decision FOR EACH ROW EXECUTE FUNCTION tell_order_changed();

-- What is told ------------------------------------------------------------------------------------------

-- Entries of the public log, in the transaction of what they record: no person, no address, a day.
-- `daily`: appears with the others of its day only when the day is over.
-- All that an entry of a kind can say, as in packages/desk/src/entry.ts; null: no such kind.
CREATE FUNCTION entry_fields(kind text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN CASE kind
    WHEN 'request-received' THEN '{request,authority,branch,demands,meetings,sealedUntil}'
    WHEN 'request-corrected' THEN '{request,branch,demands,meetings,sealedUntil}'
    WHEN 'repeated-requests' THEN '{request,host}'
    WHEN 'request-closed' THEN '{request,outcome,answers}'
    -- Its texts lie elsewhere from the beginning: see 0010-ledger.sql.
    WHEN 'demand-shown' THEN '{request,language,redacted}'
    WHEN 'look' THEN '{request,meeting,ordinal}'
    WHEN 'order-approved' THEN '{request,order,meeting,places,from,until,reason,law,sealedUntil}'
    WHEN 'order-effect' THEN '{order}'
    WHEN 'contest-upheld' THEN '{order,because,people}'
    WHEN 'order-ended' THEN '{order,how}'
    WHEN 'appeal-made' THEN '{order}'
    WHEN 'appeal-decided' THEN '{order,outcome}'
    WHEN 'change-proposed' THEN '{change,what,says}'
    WHEN 'change-decided' THEN '{change,outcome}'
    WHEN 'platform-rule-lifted' THEN '{rule}'
    WHEN 'staff-left' THEN '{roles}'
    WHEN 'authority-withdrawn' THEN '{authority}'
    WHEN 'terms-act' THEN '{act,what,meeting,host,requests}'
    WHEN 'terms-review' THEN '{act,request,outcome}'
    WHEN 'outside-act' THEN '{what,forcedBy,on}'
    -- Its title lies elsewhere from the beginning, too.
    WHEN 'meeting-named' THEN '{meeting}'
    WHEN 'text-removed' THEN '{entry,text,ground}' END::text[];
END $$;
-- A CHECK of its own for each would be planned anew for every entry; this is planned once for a connection.
CREATE FUNCTION can_be_told(kind text, body jsonb) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN jsonb_typeof(body) = 'object' AND coalesce(body - entry_fields(kind) = '{}', false)
    -- A day, not a minute; a commitment, not a name.
    AND NOT jsonb_path_exists(body, '$.** ? (@ like_regex "^[0-9-]{10}T[0-9:.]+Z$")')
    AND NOT jsonb_path_exists(jsonb_build_array(body -> 'meeting', body -> 'host', body -> 'meetings'),
      '$[*][*] ? (@ != null && !(@ like_regex "^[0-9a-f]{64}$"))');
END $$;
CREATE TABLE public_entry (
  id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  day   date NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')::date,
  kind  text NOT NULL,
  daily boolean NOT NULL DEFAULT false,
  body  jsonb NOT NULL,
  CHECK (can_be_told(kind, body)),
  CHECK (daily = (kind IN ('look', 'order-effect', 'contest-upheld', 'order-ended', 'appeal-made', 'appeal-decided'))),
  -- Lower bounds, never a number of people.
  CHECK (kind <> 'contest-upheld' OR (body ->> 'because' IN ('support', 'answer', 'no-answer')
    AND body ->> 'people' IN ('1-or-more', '10-or-more', '100-or-more', '1000-or-more')) IS TRUE)
);
CREATE INDEX public_entry_day ON public_entry (day, kind);
-- Once for an order and a day, whichever of several servers notes it.
CREATE UNIQUE INDEX public_entry_effect ON public_entry (day, (body ->> 'order')) WHERE kind = 'order-effect';
CREATE UNIQUE INDEX public_entry_upheld ON public_entry (day, (body ->> 'order'), (body ->> 'because'), (body ->> 'people'))
  WHERE kind = 'contest-upheld';

CREATE TABLE host_notice (
  id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  room text NOT NULL REFERENCES room (name) ON DELETE CASCADE,
  at   timestamptz NOT NULL DEFAULT now(),
  kind text NOT NULL CHECK (kind IN ('request-answered', 'request-returned', 'request-rejected', 'order-began',
                                     'order-ended', 'appeal-decided', 'terms-act')),
  body jsonb NOT NULL CHECK (jsonb_typeof(body) = 'object')
);
CREATE INDEX host_notice_room ON host_notice (room);

-- Abuse, and acts under the terms of service ------------------------------------------------------------

-- `inside`: the reporter's page showed the receipt that it got when it was inside.
CREATE TABLE abuse_report (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  room       text REFERENCES room (name) ON DELETE SET NULL,
  made_on    date NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')::date,
  what       text NOT NULL CHECK (what IN ('harassment', 'threat', 'sexual', 'child-safety', 'spam', 'other')),
  text       text NOT NULL CHECK (char_length(text) BETWEEN 1 AND 4000),
  inside     boolean NOT NULL,
  -- Whoever reports for a state is sent to the desk: no act can rest on it.
  from_state boolean NOT NULL
);
CREATE TABLE abuse_report_outcome (
  report_id uuid PRIMARY KEY REFERENCES abuse_report (id),
  outcome   text NOT NULL CHECK (outcome IN ('no-action', 'acted', 'to-the-desk')),
  by_person uuid NOT NULL,
  at        timestamptz NOT NULL DEFAULT now()
);

-- Whom a report from inside names, by the identity of one tab, while the sitting lasts: it is forgotten with
-- what was decided about guests. Apart from the report, which stays.
CREATE TABLE reported_participant (
  report_id    uuid PRIMARY KEY REFERENCES abuse_report (id),
  room         text NOT NULL REFERENCES room (name) ON DELETE CASCADE,
  identity     text NOT NULL CHECK (char_length(identity) BETWEEN 1 AND 200),
  display_name text NOT NULL CHECK (char_length(display_name) <= 80)
);
CREATE INDEX reported_participant_room ON reported_participant (room);
-- INVARIANT: nobody is named by whoever was not inside that meeting, or writes for a state.
CREATE FUNCTION participant_is_reported() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM abuse_report r WHERE r.id = NEW.report_id AND r.room = NEW.room
                 AND r.inside AND NOT r.from_state) THEN
    RAISE EXCEPTION 'no report from inside' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER participant_is_reported BEFORE INSERT ON reported_participant
  FOR EACH ROW EXECUTE FUNCTION participant_is_reported();
CREATE TRIGGER reported_participant_is_not_changed BEFORE UPDATE ON reported_participant
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- taken-out: this service took them out under its terms of service; they wait, as if a host had.
ALTER TABLE seat_standing
  DROP CONSTRAINT seat_standing_entry,
  ADD CONSTRAINT seat_standing_entry
    CHECK (entry IN ('none', 'let-in', 'answered', 'held', 'taken-out', 'banned')),
  ADD CHECK (role = 'guest' OR entry <> 'taken-out');

-- An act on a participant, `mute-…` and `remove-…`, names nobody: the report does, for a while.
CREATE TABLE terms_act (
  id                 uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind               text NOT NULL CHECK (kind IN ('end-meeting', 'suspend-account', 'reinstate-account',
                                                   'mute-participant', 'remove-participant')),
  room               text REFERENCES room (name) ON DELETE SET NULL,
  account_id         uuid REFERENCES account (id) ON DELETE SET NULL,
  meeting_commitment bytea,
  host_commitment    bytea NOT NULL,
  report_id          uuid REFERENCES abuse_report (id),
  reason             text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 1000),
  proposed_by        uuid NOT NULL,
  proposed_at        timestamptz NOT NULL DEFAULT now(),
  CHECK ((kind = 'reinstate-account') = (report_id IS NULL))
);
-- Reviewed by further people: one, and where a request names the meeting or its host (90 days before its
-- receipt until 180 days after its closing) one more, who looks at just that.
CREATE TABLE terms_approval (
  act_id    uuid NOT NULL REFERENCES terms_act (id),
  by_person uuid NOT NULL,
  review    text NOT NULL CHECK (review IN ('second', 'third')),
  at        timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (act_id, by_person),
  UNIQUE (act_id, review)
);
CREATE TABLE terms_effect (
  act_id uuid PRIMARY KEY REFERENCES terms_act (id),
  at     timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE terms_withdrawal (
  act_id    uuid PRIMARY KEY REFERENCES terms_act (id),
  by_person uuid NOT NULL,
  at        timestamptz NOT NULL DEFAULT now()
);
-- An act that came before a request is reviewed once the request is there.
CREATE TABLE terms_review (
  act_id     uuid NOT NULL REFERENCES terms_act (id),
  request_id uuid NOT NULL REFERENCES request (id),
  by_person  uuid NOT NULL,
  outcome    text NOT NULL CHECK (outcome IN ('stands', 'reversed')),
  reasons    text NOT NULL CHECK (char_length(reasons) BETWEEN 1 AND 1000),
  at         timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (act_id, request_id)
);
CREATE TABLE outside_act (
  id                 uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  what               text NOT NULL CHECK (char_length(what) BETWEEN 1 AND 1000),
  forced_by          text NOT NULL CHECK (char_length(forced_by) BETWEEN 1 AND 300),
  happened_on        date NOT NULL,
  meeting_commitment bytea,
  host_commitment    bytea,
  entered_by         uuid NOT NULL,
  entered_at         timestamptz NOT NULL DEFAULT now()
);

-- The requests that name this meeting or this host within their windows.
CREATE FUNCTION requests_around(meeting bytea, host bytea, moment timestamptz) RETURNS SETOF uuid
  LANGUAGE sql STABLE AS $$
  SELECT DISTINCT m.request_id FROM request_meeting m JOIN request r ON r.id = m.request_id
  LEFT JOIN request_event e ON e.request_id = r.id AND e.kind IN ('returned', 'rejected', 'answered')
  WHERE (m.meeting_commitment = meeting OR m.host_commitment = host)
    AND moment >= r.received_at - interval '90 days'
    AND (e.id IS NULL OR moment <= e.at + interval '180 days') $$;

-- Who works for an authority on such a request, or typed one in, has no hand in the act.
CREATE FUNCTION is_near_request(meeting bytea, host bytea, who uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM requests_around(meeting, host, now()) AS near (id)
    JOIN request r ON r.id = near.id JOIN authority a ON a.id = r.authority_id
    WHERE is_liaison(who, a.series) OR typed_in(r.id, who)) $$;

-- Alone, one person at most mutes or removes the participant whom a report names.
CREATE FUNCTION is_on_participant(act terms_act) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT act.kind IN ('mute-participant', 'remove-participant') $$;

-- For 30 days a report supports acts.
CREATE FUNCTION is_recent_report(report uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM abuse_report r
    WHERE r.id = report AND r.made_on >= (now() AT TIME ZONE 'UTC')::date - 30) $$;

-- INVARIANT: an act rests on a report by somebody who was inside, never on a state's; on a recent one, and
-- each report supports one act of each kind (one that was withdrawn is none). Null: nothing is in the way.
CREATE FUNCTION why_no_act(report uuid, by_kind text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN NOT EXISTS (SELECT FROM abuse_report r WHERE r.id = report AND r.inside AND NOT r.from_state)
      OR EXISTS (SELECT FROM abuse_report_outcome c WHERE c.report_id = report
                 AND c.outcome IN ('no-action', 'to-the-desk')) THEN 'no-report-from-inside'
    WHEN NOT is_recent_report(report) THEN 'report-too-old'
    WHEN EXISTS (SELECT FROM terms_act a WHERE a.report_id = report AND a.kind = by_kind
                 AND NOT EXISTS (SELECT FROM terms_withdrawal w WHERE w.act_id = a.id)) THEN 'report-used'
    WHEN by_kind IN ('mute-participant', 'remove-participant')
      AND NOT EXISTS (SELECT FROM reported_participant p WHERE p.report_id = report) THEN 'nobody-reported'
  END $$;

CREATE FUNCTION terms_act_is_proposed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE owner uuid;
BEGIN
  IF desk_role_since(NEW.proposed_by, 'safety') IS NULL THEN
    RAISE EXCEPTION 'the terms of service are another role' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.kind = 'reinstate-account' THEN
    owner := NEW.account_id;
  ELSE
    -- INVARIANT: an act hits what its report is about: that meeting, the account that it belongs to, or the
    -- participant whom it names. Two at once look one after the other.
    PERFORM FROM abuse_report WHERE id = NEW.report_id FOR UPDATE;
    SELECT o.account_id INTO owner FROM abuse_report r JOIN room o ON o.name = r.room
      WHERE r.id = NEW.report_id
        AND (CASE NEW.kind WHEN 'suspend-account' THEN NEW.room IS NULL AND NEW.account_id = o.account_id
             ELSE NEW.account_id IS NULL AND NEW.room = r.room END);
    IF owner IS NULL OR why_no_act(NEW.report_id, NEW.kind) IS NOT NULL THEN
      RAISE EXCEPTION 'no report supports this' USING ERRCODE = 'restrict_violation';
    END IF;
  END IF;
  -- INVARIANT: by its commitments a request finds it, whoever wrote them down.
  IF NEW.host_commitment IS DISTINCT FROM commitment_to_account(owner)
     OR (NEW.room IS NOT NULL AND NEW.meeting_commitment IS DISTINCT FROM commitment_to_room(NEW.room)) THEN
    RAISE EXCEPTION 'another commitment' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.kind <> 'reinstate-account'
     AND is_near_request(NEW.meeting_commitment, NEW.host_commitment, NEW.proposed_by) THEN
    RAISE EXCEPTION 'another person proposes this' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER terms_act_is_proposed BEFORE INSERT ON terms_act
  FOR EACH ROW EXECUTE FUNCTION terms_act_is_proposed();

CREATE FUNCTION terms_take_others() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.by_person = (SELECT proposed_by FROM terms_act WHERE id = NEW.act_id)
     OR (desk_role_since(NEW.by_person, 'safety') IS NULL
         AND desk_role_since(NEW.by_person, 'appeals') IS NULL)
     OR EXISTS (SELECT FROM terms_approval t WHERE t.act_id = NEW.act_id AND t.by_person = NEW.by_person) THEN
    RAISE EXCEPTION 'another person reviews' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER terms_approval_takes_others BEFORE INSERT ON terms_approval
  FOR EACH ROW EXECUTE FUNCTION terms_take_others();
CREATE TRIGGER terms_review_takes_others BEFORE INSERT ON terms_review
  FOR EACH ROW EXECUTE FUNCTION terms_take_others();

-- INVARIANT: two people, and inside the windows of a request three; one on a participant alone.
CREATE FUNCTION terms_take_effect() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE act terms_act;
BEGIN
  SELECT * INTO STRICT act FROM terms_act WHERE id = NEW.act_id FOR UPDATE;
  PERFORM pg_advisory_xact_lock(hashtextextended('requests and acts', 0));
  IF EXISTS (SELECT FROM terms_withdrawal WHERE act_id = NEW.act_id)
     OR (NOT is_on_participant(act)
         AND NOT EXISTS (SELECT FROM terms_approval WHERE act_id = NEW.act_id AND review = 'second'))
     OR (act.kind IN ('end-meeting', 'suspend-account')
         AND EXISTS (SELECT FROM requests_around(act.meeting_commitment, act.host_commitment, now()))
         AND NOT EXISTS (SELECT FROM terms_approval WHERE act_id = NEW.act_id AND review = 'third')) THEN
    RAISE EXCEPTION 'this act needs more people' USING ERRCODE = 'restrict_violation';
  END IF;
  IF act.report_id IS NOT NULL AND NOT is_recent_report(act.report_id) THEN
    RAISE EXCEPTION 'this report is too old' USING ERRCODE = 'restrict_violation';
  END IF;
  IF act.kind <> 'reinstate-account' AND EXISTS (
      SELECT FROM (SELECT act.proposed_by AS id UNION
                   SELECT by_person FROM terms_approval WHERE act_id = NEW.act_id) who
      WHERE is_near_request(act.meeting_commitment, act.host_commitment, who.id)) THEN
    RAISE EXCEPTION 'this act needs other people' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER terms_take_effect BEFORE INSERT ON terms_effect
  FOR EACH ROW EXECUTE FUNCTION terms_take_effect();

CREATE FUNCTION terms_are_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM terms_act WHERE id = NEW.act_id FOR UPDATE;
  IF EXISTS (SELECT FROM terms_effect WHERE act_id = NEW.act_id)
     OR (desk_role_since(NEW.by_person, 'safety') IS NULL
         AND desk_role_since(NEW.by_person, 'appeals') IS NULL) THEN
    RAISE EXCEPTION 'this act is not withdrawn' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER terms_are_withdrawn BEFORE INSERT ON terms_withdrawal
  FOR EACH ROW EXECUTE FUNCTION terms_are_withdrawn();

-- Looked at again is what had effect, because of a request in whose windows it falls, by somebody who has
-- nothing to do with that request.
CREATE FUNCTION terms_are_reviewed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE act terms_act;
BEGIN
  SELECT * INTO STRICT act FROM terms_act WHERE id = NEW.act_id FOR UPDATE;
  IF act.kind = 'reinstate-account'
     OR NEW.request_id NOT IN (SELECT near.id FROM terms_effect e, LATERAL
          requests_around(act.meeting_commitment, act.host_commitment, e.at) AS near (id)
          WHERE e.act_id = NEW.act_id)
     OR is_near_request(act.meeting_commitment, act.host_commitment, NEW.by_person) THEN
    RAISE EXCEPTION 'no review of this' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER terms_are_reviewed BEFORE INSERT ON terms_review
  FOR EACH ROW EXECUTE FUNCTION terms_are_reviewed();

-- Accounts that are suspended now: everything of theirs stays, and nobody comes in. What a review
-- reversed counts no more.
CREATE VIEW suspended_account AS
  SELECT account_id FROM (SELECT DISTINCT ON (a.account_id) a.account_id, a.kind
    FROM terms_effect e JOIN terms_act a ON a.id = e.act_id
    WHERE a.kind IN ('suspend-account', 'reinstate-account') AND a.account_id IS NOT NULL
      AND NOT EXISTS (SELECT FROM terms_review v WHERE v.act_id = a.id AND v.outcome = 'reversed')
    ORDER BY a.account_id, e.at DESC, a.proposed_at DESC) last WHERE kind = 'suspend-account';

-- Meetings that an act ended and no host has ended since: both are of one transaction, hence of one moment.
CREATE VIEW meeting_ended_under_terms AS
  SELECT m.room, a.id AS act_id FROM meeting m JOIN terms_act a ON a.room = m.room AND a.kind = 'end-meeting'
  JOIN terms_effect e ON e.act_id = a.id AND e.at = m.ended_at;

CREATE FUNCTION tell_terms_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('graticule_changed', coalesce(
    (SELECT 'account:' || account_id FROM terms_act WHERE id = NEW.act_id AND account_id IS NOT NULL),
    (SELECT 'room:' || room FROM terms_act WHERE id = NEW.act_id), 'all'));
  RETURN NULL;
END $$;
CREATE TRIGGER terms_effect_changed AFTER INSERT ON terms_effect FOR EACH ROW EXECUTE FUNCTION tell_terms_changed();
CREATE TRIGGER terms_review_changed AFTER INSERT ON terms_review FOR EACH ROW EXECUTE FUNCTION tell_terms_changed();

-- INVARIANT: what is written is of this moment. Nothing is dated back, so that what waits does wait.
CREATE FUNCTION is_of_now() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) ->> TG_ARGV[0])::timestamptz <> now() THEN
    RAISE EXCEPTION '% is of now', TG_ARGV[0] USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
DO $$
DECLARE one text[];
BEGIN
  FOREACH one SLICE 1 IN ARRAY ARRAY[['desk_change', 'proposed_at'], ['desk_change_outcome', 'at'],
    ['staff_appointment', 'effective_at'], ['authority', 'entered_at'], ['request', 'entered_at'],
    ['request_event', 'at'], ['desk_look', 'at'], ['order_proposal', 'proposed_at'],
    ['order_approval', 'at'], ['order_end', 'at'], ['appeal_case', 'opened_at'],
    ['appeal_decision', 'at'], ['terms_act', 'proposed_at'], ['terms_approval', 'at'],
    ['terms_effect', 'at'], ['terms_review', 'at'],
    ['order_refusal', 'at'], ['authority_withdrawal', 'at'], ['disputed_place_event', 'at'],
    ['geofeed_accepted', 'at'], ['platform_rule', 'entered_at'], ['terms_withdrawal', 'at'],
    ['outside_act', 'entered_at']] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE INSERT ON %I FOR EACH ROW EXECUTE FUNCTION is_of_now(%L)',
                   one[1] || '_is_of_now', one[1], one[2]);
  END LOOP;
END $$;

-- All of it is history. What names a meeting that is deleted loses the name and nothing else.
CREATE FUNCTION forget_only_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1
     AND to_jsonb(NEW) - 'room' - 'account_id' = to_jsonb(OLD) - 'room' - 'account_id'
     AND (to_jsonb(NEW) -> 'room' = 'null' OR to_jsonb(NEW) -> 'room' IS NOT DISTINCT FROM to_jsonb(OLD) -> 'room') THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% is a history: it is appended to, never changed', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['desk_change', 'desk_change_outcome', 'staff_appointment', 'geofeed_accepted',
    'authority', 'authority_withdrawal', 'authority_reach', 'disputed_place_event', 'request',
    'request_event', 'desk_look', 'order_place', 'order_refusal', 'order_approval', 'order_end', 'appeal_case',
    'appeal', 'appeal_decision', 'public_entry', 'abuse_report_outcome', 'terms_approval', 'terms_effect',
    'terms_withdrawal', 'terms_review', 'outside_act'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()',
                   name || '_is_history', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['request_meeting', 'order_proposal', 'abuse_report', 'terms_act'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION forget_only_names()',
                   name || '_is_history', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['desk_change', 'desk_change_outcome', 'staff_appointment', 'authority', 'authority_reach',
    'disputed_place_event', 'request', 'request_meeting', 'request_event', 'desk_look', 'order_proposal', 'order_place',
    'order_approval', 'order_end', 'appeal_case', 'appeal', 'appeal_decision', 'public_entry', 'terms_act',
    'terms_approval', 'terms_effect', 'terms_review', 'outside_act'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
                   name || '_is_not_truncated', name);
  END LOOP;
END $$;
