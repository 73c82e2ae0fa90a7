-- The desk: what governments ask for, what becomes of it, and everything that takes two people.
-- Rows are only appended; what holds now is derived from them. Members of the desk are named by their ids; no
-- participant, no address and no place of a person is.

-- What one person must not be able to do alone: proposed by one, confirmed by another.
CREATE TABLE desk_change (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind        text NOT NULL CHECK (kind IN ('staff', 'authority', 'disputed-places', 'platform-rule', 'geofeed')),
  body        jsonb NOT NULL CHECK (jsonb_typeof(body) = 'object'),
  -- The administrator holds no role of the desk, and may propose staff and platform rules.
  proposed_by uuid NOT NULL,
  by_administrator boolean NOT NULL,
  proposed_at timestamptz NOT NULL DEFAULT now(),
  CHECK (NOT by_administrator OR kind IN ('staff', 'platform-rule')),
  -- A member gets a new desk key by the word of others alone.
  CHECK (body ->> 'newKey' IS DISTINCT FROM 'true'
    OR kind = 'staff' AND body -> 'roles' <> '[]' AND body ->> 'person' IS DISTINCT FROM proposed_by::text)
);
CREATE FUNCTION asks_new_key(change desk_change) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(change.body ->> 'newKey' = 'true', false) $$;
-- A change has one outcome. `waited`: nobody could confirm it, and it waited for 7 days. `alone`: it only takes
-- roles away, for which one person suffices.
CREATE TABLE desk_change_outcome (
  change_id uuid PRIMARY KEY REFERENCES desk_change (id),
  outcome   text NOT NULL CHECK (outcome IN ('confirmed', 'declined', 'withdrawn', 'waited', 'alone')),
  by_person uuid,
  at        timestamptz NOT NULL DEFAULT now(),
  CHECK ((outcome = 'waited') = (by_person IS NULL))
);
-- INVARIANT: no one hides a proposal among others: so many of one person's are open at a time that an approver can read them.
CREATE FUNCTION few_changes_are_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(*) FROM desk_change c WHERE c.proposed_by = NEW.proposed_by AND is_undecided(c)) >= 100 THEN
    RAISE EXCEPTION 'too many proposals of one person are open' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER few_desk_changes_are_open BEFORE INSERT ON desk_change
  FOR EACH ROW EXECUTE FUNCTION few_changes_are_open();

-- Roles of one person from a moment on: the last appointment holds; no roles: no member any more.
CREATE TABLE staff_appointment (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  person_id    uuid NOT NULL,
  roles        text[] NOT NULL CHECK (roles <@ ARRAY['intake', 'reviewer', 'approver', 'appeals', 'safety']),
  -- Series of authorities to which this person is the liaison.
  liaison_to   uuid[] NOT NULL DEFAULT '{}',
  effective_at timestamptz NOT NULL DEFAULT now(),
  -- Null: this person deleted their account.
  change_id    uuid UNIQUE REFERENCES desk_change_outcome (change_id),
  -- By which they sign: see desk_key. Set on insertion; null: they hold no role.
  key_id       bytea
);
CREATE INDEX staff_appointment_person ON staff_appointment (person_id);
CREATE INDEX staff_appointment_key ON staff_appointment (key_id);

-- The appointment that holds for a person now.
CREATE FUNCTION appointment_now(who uuid) RETURNS SETOF staff_appointment LANGUAGE sql STABLE AS $$
  SELECT * FROM staff_appointment a
  WHERE a.person_id = who AND a.effective_at <= now() ORDER BY a.id DESC LIMIT 1 $$;

-- Since when what an appointment gives holds: as of its entry in the public log, or of a time to come. Null: not yet.
CREATE FUNCTION appointed_since(a staff_appointment) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT greatest(a.effective_at, l.at) FROM (SELECT) AS one
  LEFT JOIN act_in_log l ON l.kind = 'change-decided' AND l.act = a.change_id
  WHERE a.effective_at <= now() AND (a.change_id IS NULL OR is_published('change-decided', a.change_id)) $$;

-- Since when a person holds a role without a break; null: not now. INVARIANT: what an appointment takes is gone at once;
-- what it gives begins with its entry.
CREATE FUNCTION desk_role_since(who uuid, role text) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT min(appointed_since(a)) FROM staff_appointment a
  WHERE a.person_id = who AND role = ANY (a.roles)
    AND NOT EXISTS (SELECT FROM staff_appointment b
      WHERE b.person_id = who AND b.effective_at <= now() AND b.id > a.id AND NOT role = ANY (b.roles)) $$;

-- The authorities to which a person is a liaison, which bars them from much: at once, and until the entry that ends it.
CREATE FUNCTION liaisons_of(who uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  SELECT DISTINCT unnest(a.liaison_to) FROM staff_appointment a
  WHERE a.person_id = who AND a.effective_at <= now()
    AND NOT EXISTS (SELECT FROM staff_appointment b
      WHERE b.person_id = who AND b.id > a.id AND appointed_since(b) IS NOT NULL) $$;

CREATE FUNCTION is_liaison(who uuid, series uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(series IN (SELECT liaisons_of(who)), false) $$;

CREATE FUNCTION is_a_liaison(who uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT liaisons_of(who)) $$;

-- A change that decides what authorities reach, or where people seem to be. As isBarredFrom in packages/desk.
CREATE FUNCTION is_of_reach(change desk_change) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT change.kind IN ('authority', 'disputed-places', 'geofeed') $$;

-- INVARIANT: a liaison, to whichever authority, has no part in it; change_takes_two has the same for who decides it.
CREATE FUNCTION no_liaison_proposes_reach() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF is_of_reach(NEW) AND is_a_liaison(NEW.proposed_by) THEN
    RAISE EXCEPTION 'a liaison does not decide what authorities reach' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER no_liaison_proposes_reach BEFORE INSERT ON desk_change
  FOR EACH ROW EXECUTE FUNCTION no_liaison_proposes_reach();

-- The person from whom a change of the staff only takes roles, or what they may do for an authority as its liaison.
-- Null: it gives something, be it a new key, or is another kind of change. As takesOnly in packages/desk.
CREATE FUNCTION takes_only_from(change desk_change) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT (change.body ->> 'person')::uuid
  FROM (SELECT 1) AS one LEFT JOIN LATERAL (SELECT a.roles, a.liaison_to FROM staff_appointment a
    WHERE a.person_id = (change.body ->> 'person')::uuid ORDER BY a.id DESC LIMIT 1) held ON true
  WHERE change.kind = 'staff' AND NOT asks_new_key(change) AND change.body -> 'roles' <@ to_jsonb(coalesce(held.roles, '{}'))
    AND (change.body -> 'roles' = '[]'
      OR to_jsonb(coalesce(held.liaison_to, '{}')) <@ (change.body -> 'liaisonTo')) $$;

-- The key by which a member signs what they do for the desk: a passkey of its own, apart from signing in. A person makes it
-- to accept the roles that an open change would give them; where no mail goes out, nothing else shows who holds an account.
-- It can't be taken back; the change can. The change puts it into the public log. INVARIANT: the last appointment names the
-- one key by which a person signs. It ends for good with the appointment that names another, or that leaves no role.
CREATE TABLE desk_key (
  id            bytea PRIMARY KEY,
  person_id     uuid NOT NULL,
  -- The relying party (WebAuthn): the host name for which it was made, and for which alone it signs.
  host          text NOT NULL CHECK (host ~ '^[a-z0-9.-]{1,253}$'),
  -- SubjectPublicKeyInfo (RFC 5280) of P-256 or RSA.
  public_key    bytea NOT NULL CHECK (octet_length(public_key) IN (91, 294)),
  credential_id bytea NOT NULL CHECK (octet_length(credential_id) BETWEEN 1 AND 1023),
  change_id     uuid NOT NULL UNIQUE REFERENCES desk_change (id),
  at            timestamptz NOT NULL DEFAULT now(),
  CHECK (id = sha256(public_key))
);
CREATE INDEX desk_key_person ON desk_key (person_id);
ALTER TABLE staff_appointment ADD FOREIGN KEY (key_id) REFERENCES desk_key (id);
CREATE FUNCTION desk_key_is_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM desk_change c WHERE c.id = NEW.change_id AND c.kind = 'staff'
        AND c.body ->> 'person' = NEW.person_id::text)
     OR EXISTS (SELECT FROM desk_change_outcome o WHERE o.change_id = NEW.change_id) THEN
    RAISE EXCEPTION 'the person whom an open change names makes a desk key for it' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER desk_key_is_own BEFORE INSERT ON desk_key FOR EACH ROW EXECUTE FUNCTION desk_key_is_own();

-- By which a person signs; null: by none.
CREATE FUNCTION desk_key_now(who uuid) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT a.key_id FROM staff_appointment a WHERE a.person_id = who ORDER BY a.id DESC LIMIT 1 $$;

-- Since when the public log has it; null: not yet.
CREATE FUNCTION desk_key_since(key bytea) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT min(appointed_since(a)) FROM staff_appointment a WHERE a.key_id = key $$;

-- The key by which a person would sign after a change of the staff: theirs, or a new one if the change asks for it or they
-- have none. Null: they made none so far, or leave without one. One that they made for an earlier change will do,
-- unless it was ever in force.
CREATE FUNCTION key_given(change desk_change) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT coalesce(CASE WHEN NOT asks_new_key(change) THEN desk_key_now((change.body ->> 'person')::uuid) END,
    (SELECT k.id FROM desk_key k LEFT JOIN desk_change made ON made.id = k.change_id
     WHERE change.kind = 'staff' AND change.body -> 'roles' <> '[]' AND k.person_id::text = change.body ->> 'person'
       AND (k.change_id = change.id OR NOT asks_new_key(change) AND NOT coalesce(asks_new_key(made), false))
       AND NOT EXISTS (SELECT FROM staff_appointment a WHERE a.key_id = k.id)
     ORDER BY k.change_id = change.id DESC, k.at DESC LIMIT 1)) $$;

-- Base64url without padding (RFC 4648 §5).
CREATE FUNCTION base64url(bytes bytea) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT translate(encode(bytes, 'base64'), E'+/=\n', '-_') $$;

-- Signatures of acts by desk keys, as the public log shows them. The database can't check them: readers do, and the program
-- whenever it reads an order.
CREATE TABLE act_signature (
  act    text NOT NULL CHECK (act IN ('propose-order', 'approve-order', 'propose-order-again', 'approve-order-again',
                                      'propose-change', 'confirm-change', 'decide-appeal', 'propose-terms', 'approve-terms')),
  -- The order, the row of its confirmation after a restore, the change, the decision of an appeal, the act under the terms of
  -- service or the row of its approval.
  about  uuid NOT NULL,
  key_id bytea NOT NULL REFERENCES desk_key (id),
  day    date NOT NULL,
  authenticator_data bytea NOT NULL CHECK (octet_length(authenticator_data) = 37),
  client_data        bytea NOT NULL CHECK (octet_length(client_data) BETWEEN 50 AND 525),
  signature          bytea NOT NULL CHECK (octet_length(signature) BETWEEN 60 AND 300),
  PRIMARY KEY (act, about)
);

-- INVARIANT: a signature is by a key in force that the public log has had for three days, and of the day, by a clock that
-- may be a few hours off.
CREATE FUNCTION signature_is_of_today() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM desk_key k WHERE k.id = NEW.key_id AND k.id = desk_key_now(k.person_id)) THEN
    RAISE EXCEPTION 'a key that is not in force signs nothing' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NOT coalesce(desk_key_since(NEW.key_id) <= now() - interval '72 hours', false) THEN
    RAISE EXCEPTION 'a new key signs nothing yet' USING ERRCODE = 'restrict_violation';
  END IF;
  IF abs(NEW.day - (now() AT TIME ZONE 'UTC')::date) > 1 THEN
    RAISE EXCEPTION 'a signature is of the day' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER act_signature_is_of_today BEFORE INSERT ON act_signature
  FOR EACH ROW EXECUTE FUNCTION signature_is_of_today();

-- As the log has it.
CREATE FUNCTION signature_of(of_act text, of_about uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('key', encode(s.key_id, 'hex'), 'day', s.day, 'authenticatorData', base64url(s.authenticator_data),
    'clientData', base64url(s.client_data), 'signature', base64url(s.signature))
  FROM act_signature s WHERE s.act = of_act AND s.about = of_about $$;

-- Whether a person's key stands under an act.
CREATE FUNCTION is_signed(of_act text, of_about uuid, who uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM act_signature s JOIN desk_key k ON k.id = s.key_id
    WHERE s.act = of_act AND s.about = of_about AND k.person_id = who) $$;

-- Refuses at the end of a transaction what the person who did it has not signed. Arguments: the act; the columns with what it
-- is about, and with that person.
CREATE FUNCTION act_is_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT is_signed(TG_ARGV[0], (to_jsonb(NEW) ->> TG_ARGV[1])::uuid, (to_jsonb(NEW) ->> TG_ARGV[2])::uuid) THEN
    RAISE EXCEPTION '% takes a signature of who does it', TG_ARGV[0] USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;

-- INVARIANT: an administrator holds no role of the desk. A new role comes from a change that two people made, or that
-- waited because no one of the desk could confirm it; so does the end of being a liaison, which opens an authority's
-- requests to that person. Alone one takes only one's own roles. A new role goes to a person who has a desk key, which
-- the appointment names.
CREATE FUNCTION staff_is_appointed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  held staff_appointment;
  change desk_change;
  came text;
BEGIN
  -- Who is deleting their account right now waits, and then leaves the desk, or is gone first.
  PERFORM FROM person WHERE id = NEW.person_id FOR KEY SHARE;
  -- One after another: what is taken away concurrently does not come back.
  PERFORM take_turn('staff');
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
  -- Exactly this person and these roles.
  SELECT c.* INTO change FROM desk_change c WHERE c.id = NEW.change_id AND c.kind = 'staff'
    AND c.body ->> 'person' = NEW.person_id::text AND c.body -> 'roles' = to_jsonb(NEW.roles)
    AND c.body -> 'liaisonTo' = to_jsonb(NEW.liaison_to);
  SELECT o.outcome INTO came FROM desk_change_outcome o WHERE o.change_id = change.id;
  IF coalesce(came, 'alone') NOT IN ('confirmed', 'waited', 'alone') OR (NEW.change_id IS NOT NULL AND came IS NULL) THEN
    RAISE EXCEPTION 'this change was not confirmed' USING ERRCODE = 'restrict_violation';
  END IF;
  IF came = 'alone' AND (takes_only_from(change) IS NULL OR change.proposed_by <> NEW.person_id) THEN
    RAISE EXCEPTION 'a new role takes two people, and so does another''s' USING ERRCODE = 'restrict_violation';
  END IF;
  -- Only the deletion of an account takes roles without a change.
  IF came IS NULL AND (NEW.roles <> '{}' OR EXISTS (SELECT FROM person WHERE id = NEW.person_id)) THEN
    RAISE EXCEPTION 'roles are changed by a change' USING ERRCODE = 'restrict_violation';
  END IF;
  IF 'safety' = ANY (NEW.roles) AND NEW.liaison_to <> '{}' THEN
    RAISE EXCEPTION 'who acts under the terms of service is no liaison' USING ERRCODE = 'restrict_violation';
  END IF;
  NEW.key_id := CASE WHEN NEW.roles <> '{}' THEN key_given(change) END;
  IF NEW.key_id IS NULL AND (asks_new_key(change) OR NOT NEW.roles <@ coalesce(held.roles, '{}')) THEN
    RAISE EXCEPTION 'a new role takes a desk key of the person''s own' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER staff_is_appointed BEFORE INSERT ON staff_appointment
  FOR EACH ROW EXECUTE FUNCTION staff_is_appointed();

-- Whether people of the desk apart from this one could sign a change: an approver who did not propose it and, as an
-- administrator signs nothing, another member for them.
CREATE FUNCTION could_be_signed(change desk_change, apart uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  WITH other AS (SELECT DISTINCT person_id AS id FROM staff_appointment
    WHERE person_id IS DISTINCT FROM apart AND person_id <> change.proposed_by)
  SELECT EXISTS (SELECT FROM other approver WHERE desk_role_since(approver.id, 'approver') IS NOT NULL
    AND (NOT change.by_administrator OR EXISTS (SELECT FROM other member
      WHERE member.id <> approver.id AND desk_key_now(member.id) IS NOT NULL))) $$;

-- The approvers now. A list of changes asks once: it takes milliseconds for each person who ever was at the desk.
CREATE FUNCTION approvers_now() RETURNS uuid[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(array_agg(id), '{}') FROM (SELECT DISTINCT person_id AS id FROM staff_appointment) AS member
  WHERE desk_role_since(id, 'approver') IS NOT NULL $$;

-- The only one of these approvers who could confirm a change; null: several could, or none.
CREATE FUNCTION only_approver(change desk_change, approvers uuid[]) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT (array_agg(id))[1] FROM unnest(approvers) AS id, (SELECT takes_only_from(change) AS person) AS taken
  WHERE id <> change.proposed_by AND id IS DISTINCT FROM taken.person
    AND NOT (asks_new_key(change) AND id::text = change.body ->> 'person')
  HAVING count(*) = 1 $$;

-- Whether a change of the staff takes effect by waiting: what the desk could not sign, and what an administrator only
-- takes. An approver can decline it meanwhile, and so can the person concerned.
CREATE FUNCTION takes_effect_by_waiting(change desk_change) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN change.kind <> 'staff' THEN change.by_administrator
    WHEN taken.person IS NULL THEN change.by_administrator AND key_given(change) IS NOT NULL
      AND NOT could_be_signed(change, CASE WHEN asks_new_key(change) THEN (change.body ->> 'person')::uuid END)
    ELSE change.by_administrator OR NOT could_be_signed(change, taken.person) END
  FROM (SELECT takes_only_from(change) AS person) AS taken $$;

-- From when it waits. INVARIANT: what the desk could have signed waits from when it can't, what gives a key from when there is
-- one, and what is about a member from when they got what they hold: someone who empties the desk has nothing in store that
-- refills it on that day, and no old proposal takes on one day what someone was given since.
CREATE FUNCTION waits_from(change desk_change) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN change.kind <> 'staff' THEN change.proposed_at
    ELSE greatest(change.proposed_at, there_since(),
      (SELECT max(effective_at) FROM staff_appointment WHERE person_id::text = change.body ->> 'person'),
      CASE WHEN NOT (change.by_administrator AND takes_only_from(change) IS NOT NULL) THEN (SELECT max(a.effective_at)
        FROM (SELECT *, lag(roles) OVER (PARTITION BY person_id ORDER BY id) AS held FROM staff_appointment) a
        WHERE 'approver' = ANY (a.held) AND NOT 'approver' = ANY (a.roles) OR a.held <> '{}' AND a.roles = '{}') END,
      (SELECT k.at FROM desk_key k WHERE k.id = key_given(change) AND NOT EXISTS (
        SELECT FROM staff_appointment a WHERE a.key_id = k.id))) END $$;

-- Whether a change of the staff is of what its person no longer holds: they were appointed after it was proposed.
CREATE FUNCTION is_outdated(change desk_change) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT change.kind = 'staff' AND EXISTS (SELECT FROM staff_appointment a
    WHERE a.person_id::text = change.body ->> 'person' AND a.effective_at > change.proposed_at) $$;

-- INVARIANT: the person who confirms did not propose, and is an approver; no one confirms that their own roles are taken,
-- or a new key of their own. What no one of the desk could confirm takes effect after 7 days, unless the person
-- concerned declines it; a platform rule does so anyhow (see 08-platform-rules.sql).
CREATE FUNCTION change_takes_two() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  change desk_change;
  is_another boolean;
BEGIN
  SELECT * INTO STRICT change FROM desk_change WHERE id = NEW.change_id;
  is_another := desk_role_since(NEW.by_person, 'approver') IS NOT NULL
    AND takes_only_from(change) IS DISTINCT FROM NEW.by_person
    AND NOT (asks_new_key(change) AND change.body ->> 'person' = NEW.by_person::text);
  IF NEW.outcome IN ('confirmed', 'declined') AND (NEW.by_person = change.proposed_by
      OR NOT (is_another OR NEW.outcome = 'declined' AND takes_effect_by_waiting(change)
        AND coalesce(change.kind = 'staff' AND change.body ->> 'person' = NEW.by_person::text, false))) THEN
    RAISE EXCEPTION 'another person, an approver, decides a change' USING ERRCODE = 'restrict_violation';
  END IF;
  IF is_of_reach(change) AND (NEW.outcome IN ('confirmed', 'declined') AND is_a_liaison(NEW.by_person)
      OR NEW.outcome = 'confirmed' AND is_a_liaison(change.proposed_by)) THEN
    RAISE EXCEPTION 'a liaison does not decide what authorities reach' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.outcome = 'confirmed' AND desk_role_since(NEW.by_person, 'approver') > now() - interval '72 hours' THEN
    RAISE EXCEPTION 'a new approver confirms nothing yet' USING ERRCODE = 'restrict_violation';
  END IF;
  -- INVARIANT: no old proposal takes from someone what two people gave them since, such as being a liaison.
  IF NEW.outcome = 'confirmed' AND is_outdated(change) THEN
    RAISE EXCEPTION 'this person was appointed since: it has to be proposed again' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.outcome = 'alone' AND (NEW.by_person <> change.proposed_by
      OR takes_only_from(change) IS DISTINCT FROM NEW.by_person) THEN
    RAISE EXCEPTION 'this change takes two people' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.outcome = 'waited' AND (waits_from(change) > now() - interval '168 hours'
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

-- INVARIANT: of two changes at one moment the log tells last what holds, such as someone's roles, or whether a place is disputed: a
-- change takes its turn before its entry is written, and takes effect in the same turn. Someone who is deleting their account waits,
-- as for the appointment.
CREATE FUNCTION changes_take_turns() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM desk_change c JOIN person p ON c.kind = 'staff' AND p.id = (c.body ->> 'person')::uuid
    WHERE c.id = NEW.change_id FOR KEY SHARE OF p;
  PERFORM take_turn('staff');
  RETURN NEW;
END $$;
CREATE TRIGGER change_takes_turn BEFORE INSERT ON desk_change_outcome
  FOR EACH ROW WHEN (NEW.outcome IN ('confirmed', 'waited', 'alone')) EXECUTE FUNCTION changes_take_turns();

-- Who signed the proposal of a change; null: no one so far.
CREATE FUNCTION proposal_signed_by(change uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT k.person_id FROM act_signature s JOIN desk_key k ON k.id = s.key_id
  WHERE s.act = 'propose-change' AND s.about = change $$;

-- INVARIANT: two people sign a change: the one who proposed it and the approver who confirms it. An administrator has no desk
-- key, so another member of the desk signs what they proposed; for a new desk key, not its holder.
CREATE FUNCTION confirmation_is_signed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  change desk_change;
  proposer uuid := proposal_signed_by(NEW.change_id);
BEGIN
  SELECT * INTO STRICT change FROM desk_change WHERE id = NEW.change_id;
  IF NOT coalesce(proposer <> NEW.by_person AND (change.by_administrator OR proposer = change.proposed_by)
      AND NOT (asks_new_key(change) AND change.body ->> 'person' = proposer::text), false) THEN
    RAISE EXCEPTION 'the proposal of a change is signed by another person' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NOT is_signed('confirm-change', NEW.change_id, NEW.by_person) THEN
    RAISE EXCEPTION 'a change is confirmed by a signature' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER change_confirmation_is_signed AFTER INSERT ON desk_change_outcome DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.outcome = 'confirmed') EXECUTE FUNCTION confirmation_is_signed();

-- Listeners read everything again: a rule may take effect, location data may be taken in.
CREATE FUNCTION tell_change_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_change('all');
  RETURN NULL;
END $$;
CREATE TRIGGER desk_change_decided AFTER INSERT ON desk_change_outcome
  FOR EACH STATEMENT EXECUTE FUNCTION tell_change_decided();

-- Location data that served, by the digest of all of them; the last ones serve. While orders are in force, a start takes
-- in only those that served everywhere, and what two people confirmed since.
CREATE TABLE geofeed_accepted (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  digest    bytea NOT NULL CHECK (octet_length(digest) = 32),
  at        timestamptz NOT NULL DEFAULT now(),
  -- Null: it moved nobody into the places of an order in force.
  change_id uuid UNIQUE REFERENCES desk_change_outcome (change_id),
  -- in-part: save where they would move someone into the places of an order in force; there the former ones decide.
  serves    text NOT NULL DEFAULT 'everywhere' CHECK (serves IN ('everywhere', 'in-part')),
  -- The names of their makers; null: no source serves.
  makers    text CHECK (char_length(makers) BETWEEN 1 AND 2000),
  -- The row's number, sealed by the instance for this digest. INVARIANT: a row without it says nothing to the program; a copy
  -- of one says nothing new.
  seal      bytea NOT NULL,
  CHECK (serves = 'everywhere' OR change_id IS NULL)
);
-- Each change is an entry of its day. Not at once: a correction may follow what someone at a door said.
CREATE FUNCTION sources_are_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM record_entry('sources-changed', true,
    jsonb_build_object('digest', encode(NEW.digest, 'hex'), 'serves', NEW.serves),
    array_remove(ARRAY[CASE WHEN NEW.makers IS NOT NULL THEN 'makers' END], NULL),
    array_remove(ARRAY[NEW.makers], NULL));
  RETURN NULL;
END $$;
CREATE TRIGGER sources_are_told AFTER INSERT ON geofeed_accepted
  FOR EACH ROW EXECUTE FUNCTION sources_are_told();

-- Who deletes their account leaves the desk.
CREATE FUNCTION person_leaves_desk() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held staff_appointment;
BEGIN
  SELECT * INTO held FROM staff_appointment a WHERE a.person_id = OLD.id ORDER BY a.id DESC LIMIT 1;
  IF cardinality(held.roles) > 0 THEN
    INSERT INTO staff_appointment (person_id, roles) VALUES (OLD.id, '{}');
    INSERT INTO public_entry (kind, body) VALUES ('staff-left',
      jsonb_strip_nulls(jsonb_build_object('roles', held.roles, 'ended', encode(held.key_id, 'hex'))));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER person_leaves_desk AFTER DELETE ON person
  FOR EACH ROW EXECUTE FUNCTION person_leaves_desk();
