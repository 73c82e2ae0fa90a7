-- What the operator does, at the machine, to a person's account. It waits for a day, counted from when the person was
-- told, in which they can stop it. Each step is an entry of the public log.
CREATE TABLE operator_act (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  person_id       uuid NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  kind            text NOT NULL CHECK (kind IN ('reset-link', 'key-added', 'key-removed', 'seats-allowed', 'seats-refused')),
  -- Which key.
  key_id          text CHECK (char_length(key_id) BETWEEN 1 AND 128),
  since           timestamptz NOT NULL DEFAULT now(),
  -- Null: the person isn't told yet.
  effective_at    timestamptz,
  stopped_at      timestamptz,
  done_at         timestamptz,
  -- Set on insertion. INVARIANT: it says nothing of whom: the operator, who chooses the person, could look for the same commitment
  -- in other entries.
  entry_id        bigint NOT NULL REFERENCES public_entry (id),
  CHECK ((kind IN ('key-added', 'key-removed')) = (key_id IS NOT NULL)),
  CHECK (stopped_at IS NULL OR done_at IS NULL)
);
CREATE INDEX operator_act_person ON operator_act (person_id);
CREATE UNIQUE INDEX public_entry_operator_act ON public_entry ((body ->> 'act'), (body ->> 'step'))
  WHERE kind = 'operator-act';

-- When its day is over, as things stand. Null: the person isn't told yet.
CREATE FUNCTION effective_from(act operator_act) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN act.effective_at IS NOT NULL
    THEN greatest(act.effective_at, there_since() + interval '24 hours') END $$;

-- Whether its day is over, nobody stopped it, and the public can read of it.
CREATE FUNCTION is_effective(act operator_act) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(effective_from(act) <= now(), false) AND act.stopped_at IS NULL AND act.done_at IS NULL
    AND is_published('operator-act', act.id) $$;

-- INVARIANT: it is announced, told, and then stopped or done; nothing else of it changes.
CREATE FUNCTION operator_act_steps() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE step text;
BEGIN
  IF TG_OP = 'INSERT' THEN
    step := CASE WHEN NEW.since = now() AND num_nonnulls(NEW.effective_at, NEW.stopped_at, NEW.done_at) = 0
      THEN 'announced' END;
  ELSE
    step := CASE to_jsonb(NEW)
      WHEN to_jsonb(OLD) || jsonb_build_object('effective_at', now() + interval '24 hours') THEN
        CASE WHEN OLD.effective_at IS NULL THEN 'told' END
      WHEN to_jsonb(OLD) || jsonb_build_object('stopped_at', now()) THEN
        CASE WHEN num_nonnulls(OLD.stopped_at, OLD.done_at) = 0 THEN 'stopped' END
      WHEN to_jsonb(OLD) || jsonb_build_object('done_at', now()) THEN
        CASE WHEN is_effective(OLD) THEN 'done' END END;
  END IF;
  IF step IS NULL THEN
    RAISE EXCEPTION 'what the operator does to an account waits for a day' USING ERRCODE = 'restrict_violation';
  ELSIF step <> 'told' THEN
    SELECT CASE step WHEN 'announced' THEN r.entry ELSE NEW.entry_id END INTO NEW.entry_id
    FROM record_entry('operator-act', false, jsonb_build_object('act', NEW.id, 'what', NEW.kind, 'step', step), '{}', '{}') r;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER operator_act_steps BEFORE INSERT OR UPDATE ON operator_act
  FOR EACH ROW EXECUTE FUNCTION operator_act_steps();

-- INVARIANT: what is entered as done was done, in the same transaction or, where nothing was left to do, before.
CREATE FUNCTION operator_act_is_done() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE account uuid := (SELECT account_id FROM person WHERE id = NEW.person_id);
BEGIN
  IF NOT (CASE NEW.kind
      WHEN 'reset-link' THEN EXISTS (SELECT FROM verification v
        WHERE v.value = NEW.person_id::text AND v.expires_at > now() AND is_ours(v.xmin))
      WHEN 'key-added' THEN EXISTS (SELECT FROM api_key k
        WHERE k.id = NEW.key_id AND k.account_id = account AND k.expires_at IS NULL AND is_ours(k.xmin))
      WHEN 'key-removed' THEN NOT EXISTS (SELECT FROM api_key k WHERE k.id = NEW.key_id AND k.account_id = account)
      ELSE EXISTS (SELECT FROM account a WHERE a.id = account AND 'seats-' || a.service_seats = NEW.kind) END) THEN
    RAISE EXCEPTION 'nothing was done of this act' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER operator_act_is_done AFTER UPDATE OF done_at ON operator_act DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.done_at IS NOT NULL) EXECUTE FUNCTION operator_act_is_done();

-- INVARIANT: no act hides among others: the person reads all that wait. One after another: commands may run at once.
CREATE FUNCTION few_acts_wait() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM person WHERE id = NEW.person_id FOR NO KEY UPDATE;
  IF (SELECT count(*) FROM operator_act a WHERE a.person_id = NEW.person_id
      AND a.stopped_at IS NULL AND a.done_at IS NULL) >= 10 THEN
    RAISE EXCEPTION 'too much waits for this person' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER few_operator_acts_wait BEFORE INSERT ON operator_act
  FOR EACH ROW EXECUTE FUNCTION few_acts_wait();

-- INVARIANT: a restoration revives no act, link or invitation: they may have been stopped, used or taken back in what it lost.
CREATE FUNCTION acts_end_with_restoration() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE operator_act SET stopped_at = now() WHERE stopped_at IS NULL AND done_at IS NULL;
  DELETE FROM verification;
  DELETE FROM invitation;
  RETURN NULL;
END $$;
CREATE TRIGGER restoration_ends_acts AFTER INSERT ON restoration
  FOR EACH ROW EXECUTE FUNCTION acts_end_with_restoration();

-- INVARIANT: what waits for someone who leaves is entered as stopped. Otherwise it would stay announced for ever.
CREATE FUNCTION acts_end_with_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE operator_act SET stopped_at = now() WHERE person_id = OLD.id AND stopped_at IS NULL AND done_at IS NULL;
  RETURN OLD;
END $$;
CREATE TRIGGER person_ends_acts BEFORE DELETE ON person
  FOR EACH ROW EXECUTE FUNCTION acts_end_with_person();

CREATE FUNCTION operator_act_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.since > now() - interval '60 days' OR coalesce(OLD.stopped_at, OLD.done_at) IS NULL) AND EXISTS (SELECT FROM person WHERE id = OLD.person_id) THEN
    RAISE EXCEPTION 'an act of the operator is kept for 60 days, and until it is stopped or done' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER operator_act_is_kept BEFORE DELETE ON operator_act
  FOR EACH ROW EXECUTE FUNCTION operator_act_is_kept();
