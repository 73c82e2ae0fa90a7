-- Abuse reports, and acts under the terms of service.

-- `inside`: the reporter's page had the receipt of a participant.
CREATE TABLE abuse_report (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  room       text REFERENCES room (name) ON DELETE SET NULL,
  made_on    date NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')::date,
  what       text NOT NULL CHECK (what IN ('harassment', 'threat', 'sexual', 'child-safety', 'spam', 'other')),
  text       text NOT NULL CHECK (char_length(text) BETWEEN 1 AND 17000),
  inside     boolean NOT NULL,
  -- The desk answers reports of states: no act can rest on one.
  from_state boolean NOT NULL,
  -- Checked and removed on insertion: see report_is_proved.
  receipt    text CHECK (receipt IS NULL)
);
CREATE TRIGGER abuse_report_texts_stand_sealed BEFORE INSERT ON abuse_report FOR EACH ROW
  EXECUTE FUNCTION texts_stand_sealed('text');
CREATE TABLE abuse_report_outcome (
  report_id uuid PRIMARY KEY REFERENCES abuse_report (id),
  outcome   text NOT NULL CHECK (outcome IN ('no-action', 'acted', 'to-the-desk')),
  by_person uuid NOT NULL,
  at        timestamptz NOT NULL DEFAULT now()
);
-- The rooms of someone's own account.
CREATE FUNCTION own_rooms(who uuid) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT o.name FROM room o JOIN person p ON p.account_id = o.account_id WHERE p.id = who $$;
-- INVARIANT: no host closes a report about their own meeting. Once that is deleted, nothing ties the report to them.
CREATE FUNCTION report_is_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT room FROM abuse_report WHERE id = NEW.report_id) IN (SELECT own_rooms(NEW.by_person)) THEN
    RAISE EXCEPTION 'another person closes this' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER report_is_closed BEFORE INSERT ON abuse_report_outcome
  FOR EACH ROW EXECUTE FUNCTION report_is_closed();

-- The participant whom a report from inside names, by the identity of one tab, while the sitting lasts. It is deleted
-- with what was decided about guests; the report stays.
CREATE TABLE reported_participant (
  report_id    uuid PRIMARY KEY REFERENCES abuse_report (id),
  room         text NOT NULL REFERENCES room (name) ON DELETE CASCADE,
  identity     text NOT NULL CHECK (char_length(identity) BETWEEN 1 AND 200),
  display_name text NOT NULL CHECK (char_length(display_name) <= 80)
);
CREATE INDEX reported_participant_room ON reported_participant (room);
-- INVARIANT: only a report from inside that meeting, and not of a state, names a participant.
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

-- An act on a participant, `mute-…` and `remove-…`, names nobody; its report does, for a while.
CREATE TABLE terms_act (
  id                 uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind               text NOT NULL CHECK (kind IN ('end-meeting', 'suspend-account', 'reinstate-account',
                                                   'mute-participant', 'remove-participant')),
  room               text REFERENCES room (name) ON DELETE SET NULL,
  account_id         uuid REFERENCES account (id) ON DELETE SET NULL,
  meeting_commitment bytea,
  host_commitment    bytea NOT NULL,
  report_id          uuid REFERENCES abuse_report (id),
  reason             text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 5000),
  -- To the reason as it was written, which is signed, with its salt, sealed like it: see appeal_decision. Null: it takes no key.
  reason_commitment  text CHECK (reason_commitment ~ '^[0-9a-f]{64}$'),
  salt               text CHECK (char_length(salt) BETWEEN 1 AND 200),
  proposed_by        uuid NOT NULL,
  proposed_at        timestamptz NOT NULL DEFAULT now(),
  CHECK ((kind = 'reinstate-account') = (report_id IS NULL)),
  CHECK ((reason_commitment IS NULL) = (salt IS NULL))
);
CREATE INDEX terms_act_report ON terms_act (report_id);
CREATE TRIGGER terms_act_texts_stand_sealed BEFORE INSERT ON terms_act FOR EACH ROW
  EXECUTE FUNCTION texts_stand_sealed('reason', 'salt');
-- Approvals by further people: see people_needed. The third looks at the request alone that names the meeting or its host
-- (from 90 days before its receipt until 180 days after its closing).
CREATE TABLE terms_approval (
  id        uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
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
-- Reviews of acts because of a request that came later.
CREATE TABLE terms_review (
  act_id     uuid NOT NULL REFERENCES terms_act (id),
  request_id uuid NOT NULL REFERENCES request (id),
  by_person  uuid NOT NULL,
  outcome    text NOT NULL CHECK (outcome IN ('stands', 'reversed')),
  reasons    text NOT NULL CHECK (char_length(reasons) BETWEEN 1 AND 5000),
  at         timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (act_id, request_id)
);
CREATE TRIGGER terms_review_texts_stand_sealed BEFORE INSERT ON terms_review FOR EACH ROW
  EXECUTE FUNCTION texts_stand_sealed('reasons');
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

-- The requests that name this meeting or host and have this moment in their window.
CREATE FUNCTION requests_around(meeting bytea, host bytea, moment timestamptz) RETURNS SETOF uuid
  LANGUAGE sql STABLE AS $$
  SELECT DISTINCT m.request_id FROM request_meeting m JOIN request r ON r.id = m.request_id
  LEFT JOIN request_event e ON e.request_id = r.id AND e.kind IN ('returned', 'rejected', 'answered')
  WHERE (m.meeting_commitment = meeting OR m.host_commitment = host)
    AND moment >= r.received_at - interval '90 days'
    AND (e.id IS NULL OR moment <= e.at + interval '180 days') $$;

-- Whether a request in whose windows this act falls waits for someone to review the act.
CREATE FUNCTION act_waits_for_review(act uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM terms_act a JOIN terms_effect e ON e.act_id = a.id,
      LATERAL requests_around(a.meeting_commitment, a.host_commitment, e.at) AS near (id)
    WHERE a.id = act_waits_for_review.act AND a.kind <> 'reinstate-account'
      AND NOT EXISTS (SELECT FROM terms_review v WHERE v.act_id = a.id AND v.request_id = near.id)
      AND NOT EXISTS (SELECT FROM terms_approval t JOIN request r ON r.id = near.id
        WHERE t.act_id = a.id AND t.review = 'third' AND t.at >= r.entered_at)) $$;

-- Those who dealt with a request: entered, called back, reviewed, looked, answered, or proposed, approved, declined or
-- confirmed an order; not those who lifted one or heard an appeal. In PL/pgSQL: the confirmations' table comes later.
CREATE FUNCTION handled_by(request uuid) RETURNS SETOF uuid LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY SELECT e.by_person FROM request_event e WHERE e.request_id = request
    UNION SELECT unnest(ARRAY[l.by_person, l.with_person]) FROM desk_look l WHERE l.request_id = request
    UNION SELECT unnest(ARRAY[p.proposed_by, a.by_person, f.by_person, c.by_person]) FROM order_proposal p
      LEFT JOIN order_approval a ON a.order_id = p.id LEFT JOIN order_refusal f ON f.order_id = p.id
      LEFT JOIN order_confirmation c ON c.order_id = p.id WHERE p.request_id = request;
END $$;

-- Whether someone did anything about a request or its orders.
CREATE FUNCTION had_a_hand_in(request uuid, who uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM handled_by(request) AS id WHERE id = who)
    OR EXISTS (SELECT FROM order_proposal p
      LEFT JOIN order_end e ON e.order_id = p.id LEFT JOIN appeal_decision d ON d.order_id = p.id
      WHERE p.request_id = request AND who IN (e.by_person, d.by_person)) $$;

-- A liaison to any authority, or someone involved in such a request, takes no part in the act.
CREATE FUNCTION is_near_request(meeting bytea, host bytea, who uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT is_a_liaison(who) OR EXISTS (SELECT FROM requests_around(meeting, host, now()) AS near (id)
    WHERE had_a_hand_in(near.id, who)) $$;

-- Whether it mutes or removes the participant named in a report.
CREATE FUNCTION is_on_participant(act terms_act) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT act.kind IN ('mute-participant', 'remove-participant') $$;

-- How many people an act takes now. INVARIANT: two, and within the windows of a request three. One alone acts on the
-- participants of three reports in a session, and in the 24 hours after one that ended: one by one, they would empty the
-- room.
CREATE FUNCTION people_needed(act terms_act) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN act.kind = 'reinstate-account' THEN 2
    WHEN is_on_participant(act) AND 3 > (SELECT count(DISTINCT a.report_id) FROM terms_act a
      JOIN terms_effect e ON e.act_id = a.id
      WHERE a.room = act.room AND is_on_participant(a) AND a.report_id <> act.report_id
        AND (e.at > now() - interval '24 hours'
          OR EXISTS (SELECT FROM reported_participant p WHERE p.report_id = a.report_id))) THEN 1
    WHEN EXISTS (SELECT FROM requests_around(act.meeting_commitment, act.host_commitment, now())) THEN 3
    ELSE 2 END $$;

-- A report supports acts for 30 days.
CREATE FUNCTION is_recent_report(report uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM abuse_report r
    WHERE r.id = report AND r.made_on >= (now() AT TIME ZONE 'UTC')::date - 30) $$;

-- INVARIANT: an act rests on a recent report from inside, never on a state's, and each report supports one act of each
-- kind (withdrawn ones apart). Null: nothing is in the way.
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
    -- INVARIANT: an act concerns what its report is about: that meeting, its account, or the participant whom it
    -- names. Two at once are checked one after the other.
    PERFORM FROM abuse_report WHERE id = NEW.report_id FOR UPDATE;
    SELECT o.account_id INTO owner FROM abuse_report r JOIN room o ON o.name = r.room
      WHERE r.id = NEW.report_id
        AND (CASE NEW.kind WHEN 'suspend-account' THEN NEW.room IS NULL AND NEW.account_id = o.account_id
             ELSE NEW.account_id IS NULL AND NEW.room = r.room END);
    IF owner IS NULL OR why_no_act(NEW.report_id, NEW.kind) IS NOT NULL THEN
      RAISE EXCEPTION 'no report supports this' USING ERRCODE = 'restrict_violation';
    END IF;
  END IF;
  -- INVARIANT: its commitments are the true ones: a request finds it by them.
  IF NEW.host_commitment IS DISTINCT FROM commitment_to_account(owner)
     OR (NEW.room IS NOT NULL AND NEW.meeting_commitment IS DISTINCT FROM commitment_to_room(NEW.room)) THEN
    RAISE EXCEPTION 'another commitment' USING ERRCODE = 'restrict_violation';
  END IF;
  -- INVARIANT: no host has a part in what is done about their own meeting or account, also not in opening it again.
  IF is_host_concerned(NEW.host_commitment, NEW.proposed_by) OR NEW.kind <> 'reinstate-account'
     AND is_near_request(NEW.meeting_commitment, NEW.host_commitment, NEW.proposed_by) THEN
    RAISE EXCEPTION 'another person proposes this' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER terms_act_is_proposed BEFORE INSERT ON terms_act
  FOR EACH ROW EXECUTE FUNCTION terms_act_is_proposed();

CREATE FUNCTION terms_take_others() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE act terms_act;
BEGIN
  -- The third person's word counts for the requests that were there when it began.
  PERFORM take_turn('requests and acts');
  SELECT * INTO STRICT act FROM terms_act WHERE id = NEW.act_id;
  IF NEW.by_person = act.proposed_by OR is_host_concerned(act.host_commitment, NEW.by_person)
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

-- Whether there is still something to end, to suspend or to open again: a host may have ended it or deleted it since the
-- proposal, and another act opened it.
CREATE FUNCTION is_something_left(act terms_act) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN CASE act.kind
    WHEN 'end-meeting' THEN act.room IS NOT NULL AND NOT EXISTS (SELECT FROM meeting m
      WHERE m.room = act.room AND is_closed(m))
    WHEN 'suspend-account' THEN EXISTS (SELECT FROM account a WHERE a.id = act.account_id)
    WHEN 'reinstate-account' THEN EXISTS (SELECT FROM terms_act a WHERE a.account_id = act.account_id AND keeps_closed(a))
    ELSE true END;
END $$;

-- Whether someone who agreed to it no longer holds a role for that. What opens an account rests on no one's.
CREATE FUNCTION rests_on_lost_role(act terms_act) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT act.kind <> 'reinstate-account' AND (desk_role_since(act.proposed_by, 'safety') IS NULL
    OR EXISTS (SELECT FROM terms_approval t WHERE t.act_id = act.id
      AND desk_role_since(t.by_person, 'safety') IS NULL AND desk_role_since(t.by_person, 'appeals') IS NULL)) $$;

CREATE FUNCTION terms_take_effect() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE act terms_act;
BEGIN
  SELECT * INTO STRICT act FROM terms_act WHERE id = NEW.act_id FOR UPDATE;
  PERFORM take_turn('requests and acts');
  IF EXISTS (SELECT FROM terms_withdrawal WHERE act_id = NEW.act_id)
     OR people_needed(act) > 1 + (SELECT count(*) FROM terms_approval WHERE act_id = NEW.act_id) THEN
    RAISE EXCEPTION 'this act needs more people' USING ERRCODE = 'restrict_violation';
  END IF;
  IF act.report_id IS NOT NULL AND NOT is_recent_report(act.report_id) THEN
    RAISE EXCEPTION 'this report is too old' USING ERRCODE = 'restrict_violation';
  END IF;
  -- INVARIANT: the log says of nothing that it was done which could not be done any more.
  IF NOT is_something_left(act) THEN
    RAISE EXCEPTION 'nothing is left to act on' USING ERRCODE = 'restrict_violation';
  END IF;
  -- INVARIANT: nothing from before a restoration restricts anyone, and what takes keys rests on no role from before. Readers of
  -- the log check that, so it takes its turn with restorations.
  IF takes_keys(act) THEN
    PERFORM take_turn('staff');
  END IF;
  -- INVARIANT: all who agreed to it hold their roles when it takes effect.
  IF rests_on_lost_role(act) THEN
    RAISE EXCEPTION 'someone who agreed to this act has lost the role' USING ERRCODE = 'restrict_violation';
  END IF;
  IF act.kind <> 'reinstate-account' AND is_proposal_brought_back(act.proposed_at) THEN
    RAISE EXCEPTION 'a restoration brought this proposal back: it has to be made again' USING ERRCODE = 'restrict_violation';
  END IF;
  IF takes_keys(act) AND EXISTS (SELECT FROM (SELECT act.proposed_by AS id UNION
      SELECT by_person FROM terms_approval WHERE act_id = NEW.act_id) who WHERE is_member_brought_back(who.id)) THEN
    RAISE EXCEPTION 'a restoration brought this role back: it has to be given again' USING ERRCODE = 'restrict_violation';
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

-- INVARIANT: what ends a meeting or closes an account is signed by all whom it takes, with keys that are in force. What opens
-- one, or is done about one participant at once, waits for no key.
CREATE FUNCTION takes_keys(act terms_act) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT act.kind IN ('end-meeting', 'suspend-account') $$;
CREATE FUNCTION signed_now(of_act text, of_about uuid, who uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM act_signature s
    WHERE s.act = of_act AND s.about = of_about AND s.key_id = desk_key_now(who)) $$;
CREATE FUNCTION terms_are_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM terms_act a WHERE a.id = NEW.act_id AND takes_keys(a) AND (
      NOT signed_now('propose-terms', a.id, a.proposed_by)
      OR EXISTS (SELECT FROM terms_approval t WHERE t.act_id = a.id AND NOT signed_now('approve-terms', t.id, t.by_person)))) THEN
    RAISE EXCEPTION 'this act takes a signature of each' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER terms_are_signed AFTER INSERT ON terms_effect DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION terms_are_signed();

-- INVARIANT: what would open an account again is withdrawn by its proposer alone, and the rest by no liaison, nor by the host
-- concerned.
CREATE FUNCTION terms_are_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE act terms_act;
BEGIN
  SELECT * INTO STRICT act FROM terms_act WHERE id = NEW.act_id FOR UPDATE;
  IF (CASE act.kind WHEN 'reinstate-account' THEN NEW.by_person <> act.proposed_by ELSE is_a_liaison(NEW.by_person) END)
     OR is_host_concerned(act.host_commitment, NEW.by_person)
     OR EXISTS (SELECT FROM terms_effect WHERE act_id = NEW.act_id)
     OR (desk_role_since(NEW.by_person, 'safety') IS NULL
         AND desk_role_since(NEW.by_person, 'appeals') IS NULL) THEN
    RAISE EXCEPTION 'this act is not withdrawn' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER terms_are_withdrawn BEFORE INSERT ON terms_withdrawal
  FOR EACH ROW EXECUTE FUNCTION terms_are_withdrawn();

-- INVARIANT: what is reviewed had effect and falls in the windows of that request, and its texts have not ended; the reviewer
-- has nothing to do with such a request.
CREATE FUNCTION terms_are_reviewed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE act terms_act;
BEGIN
  SELECT * INTO STRICT act FROM terms_act WHERE id = NEW.act_id FOR UPDATE;
  IF act.kind = 'reinstate-account'
     OR terms_texts_end(coalesce(act.report_id, act.id)) <= (now() AT TIME ZONE 'UTC')::date
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

-- Accounts that are suspended now: all that they have stays, and nobody comes in. An act that a review reversed does
-- not count, nor a suspension that the log doesn't say yet.
CREATE VIEW suspended_account AS
  SELECT account_id, id AS act_id FROM (SELECT DISTINCT ON (a.account_id) a.account_id, a.id, a.kind
    FROM terms_effect e JOIN terms_act a ON a.id = e.act_id
    WHERE a.account_id IS NOT NULL
      AND (a.kind = 'reinstate-account' OR (a.kind = 'suspend-account' AND is_published('terms-act', a.id)))
      AND NOT EXISTS (SELECT FROM terms_review v WHERE v.act_id = a.id AND v.outcome = 'reversed')
    ORDER BY a.account_id, e.at DESC, a.proposed_at DESC) last WHERE kind = 'suspend-account';

-- When an account was reinstated after this act closed it; null: it was not.
CREATE FUNCTION reinstated_at(act terms_act) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT min(later.at) FROM terms_effect e, terms_act b JOIN terms_effect later ON later.act_id = b.id
  WHERE e.act_id = act.id AND act.kind = 'suspend-account' AND b.kind = 'reinstate-account'
    AND b.account_id = act.account_id AND later.at >= e.at $$;

-- Whether this act suspended an account, and neither a review nor a reinstatement undid that. The log may not say it yet.
CREATE FUNCTION keeps_closed(act terms_act) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT act.kind = 'suspend-account' AND act.account_id IS NOT NULL
    AND EXISTS (SELECT FROM terms_effect e WHERE e.act_id = act.id) AND reinstated_at(act) IS NULL
    AND NOT EXISTS (SELECT FROM terms_review v WHERE v.act_id = act.id AND v.outcome = 'reversed') $$;

-- Whether an act may still be reversed or reviewed, or take effect: a review is due, it keeps an account closed, or it may
-- open one.
CREATE FUNCTION act_is_open(act terms_act) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT CASE act.kind
    WHEN 'reinstate-account' THEN EXISTS (SELECT FROM suspended_account s WHERE s.account_id = act.account_id)
      AND NOT EXISTS (SELECT FROM terms_effect e WHERE e.act_id = act.id)
      AND NOT EXISTS (SELECT FROM terms_withdrawal w WHERE w.act_id = act.id)
    ELSE act_waits_for_review(act.id) OR keeps_closed(act) END $$;

-- The day on which the texts of a report are destroyed, and those of all acts that rest on it; or of an act that rests on no
-- report. A year after its outcome (without one, after the last day on which an act could rest on it), and after the last step
-- of an act, its review, and what undid it. Null: an act is open.
CREATE FUNCTION terms_texts_end(about uuid) RETURNS date LANGUAGE sql STABLE AS $$
  WITH act AS (SELECT a.id, a AS itself, e.at FROM terms_act a LEFT JOIN terms_effect e ON e.act_id = a.id
    WHERE a.report_id = about OR (a.report_id IS NULL AND a.id = about))
  SELECT ((max(step.at) + interval '1 year') AT TIME ZONE 'UTC')::date FROM (
    SELECT coalesce(o.at, (r.made_on + 31)::timestamp AT TIME ZONE 'UTC')
      FROM abuse_report r LEFT JOIN abuse_report_outcome o ON o.report_id = r.id WHERE r.id = about
    -- Many can rest on a report, of which but one of each kind takes effect: of the others nothing more is asked.
    UNION ALL SELECT greatest((act.itself).proposed_at, act.at, CASE WHEN act.at IS NOT NULL THEN reinstated_at(act.itself) END)
      FROM act
    UNION ALL SELECT t.at FROM terms_approval t JOIN act ON act.id = t.act_id
    UNION ALL SELECT w.at FROM terms_withdrawal w JOIN act ON act.id = w.act_id
    UNION ALL SELECT v.at FROM terms_review v JOIN act ON act.id = v.act_id) AS step (at)
  WHERE NOT EXISTS (SELECT FROM act WHERE CASE
    WHEN (act.at IS NULL) = ((act.itself).report_id IS NULL) THEN act_is_open(act.itself) ELSE false END) $$;

-- Meetings that an act ended and no host has ended since: act and end are of one transaction, hence of one moment.
CREATE VIEW meeting_ended_under_terms AS
  SELECT m.room, a.id AS act_id FROM meeting m JOIN terms_act a ON a.room = m.room AND a.kind = 'end-meeting'
  JOIN terms_effect e ON e.act_id = a.id AND e.at = m.ended_at;

-- INVARIANT: an act keeps someone out of its meeting once the log says it, and until a review reverses it.
CREATE FUNCTION takes_out(act uuid, of_room text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM terms_act a JOIN terms_effect e ON e.act_id = a.id
    WHERE a.id = act AND a.room = of_room AND a.kind = 'remove-participant' AND is_published('terms-act', a.id)
      AND NOT EXISTS (SELECT FROM terms_review v WHERE v.act_id = a.id AND v.outcome = 'reversed')) $$;

-- INVARIANT: a meeting that the log says was ended is closed, and one whose end it says was reversed is open. Accounts and those
-- removed follow the rows themselves; what is done at the engine comes after its entry.
CREATE FUNCTION end_is_as_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- One that was deleted since has no room.
  IF EXISTS (SELECT FROM terms_act a WHERE a.id = NEW.act_id AND a.kind = 'end-meeting' AND a.room IS NOT NULL)
     AND (TG_TABLE_NAME = 'terms_effect') <> EXISTS (SELECT FROM meeting_ended_under_terms t WHERE t.act_id = NEW.act_id) THEN
    RAISE EXCEPTION 'the meeting is not as the log says' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER terms_end_as_told AFTER INSERT ON terms_effect DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION end_is_as_told();
CREATE CONSTRAINT TRIGGER terms_reopen_as_told AFTER INSERT ON terms_review DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.outcome = 'reversed') EXECUTE FUNCTION end_is_as_told();

CREATE FUNCTION tell_terms_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_change(
      CASE WHEN a.account_id IS NOT NULL THEN 'account' WHEN a.room IS NOT NULL THEN 'room' ELSE 'all' END,
      coalesce(a.account_id::text, a.room))
    FROM (SELECT) AS always LEFT JOIN terms_act a ON a.id = NEW.act_id;
  RETURN NULL;
END $$;
CREATE TRIGGER terms_effect_changed AFTER INSERT ON terms_effect FOR EACH ROW EXECUTE FUNCTION tell_terms_changed();
CREATE TRIGGER terms_review_changed AFTER INSERT ON terms_review FOR EACH ROW EXECUTE FUNCTION tell_terms_changed();
