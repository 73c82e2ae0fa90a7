-- Facts that the database itself checks, so that no statement from outside the program can invent them.

-- INVARIANT: an order is for one sitting, the present one or the next that the meeting's row plans. The program computes
-- when it opens (packages/schedule); this bounds it. A room without a row is not scheduled.
CREATE FUNCTION order_is_for_one_sitting() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  planned meeting;
  early constant interval := interval '15 minutes';
  -- The longest between two occurrences; a month may be without the day.
  gap interval;
  is_last boolean := true;
  is_near boolean;
BEGIN
  SELECT * INTO planned FROM meeting WHERE room = NEW.room;
  IF planned.repeat IS NULL THEN
    is_near := NEW.occurrence_from <= now() OR NEW.occurrence_from IS NOT DISTINCT FROM planned.starts_at - early;
  ELSE
    gap := (planned.repeat ->> 'interval')::integer * CASE planned.repeat ->> 'every'
        WHEN 'day' THEN interval '24 hours' WHEN 'week' THEN interval '168 hours'
        ELSE CASE WHEN extract(day FROM planned.starts_at) < 28 THEN interval '744 hours' ELSE interval '80000 hours' END
      END + interval '24 hours';
    is_last := coalesce(planned.schedule_ends_at <= greatest(now(), NEW.occurrence_from + early
      + make_interval(mins => coalesce(planned.duration_minutes, 60))), false);
    is_near := NEW.occurrence_from <= greatest(now(), planned.starts_at) + gap
      AND coalesce(NEW.occurrence_until <= greatest(now(), NEW.occurrence_from) + gap, is_last);
  END IF;
  IF NOT is_near OR NEW.starts_at > greatest(now(), NEW.occurrence_from) + interval '168 hours' THEN
    RAISE EXCEPTION 'an order is for one sitting, that of now or the next' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER order_proposal_is_for_one_sitting BEFORE INSERT ON order_proposal
  FOR EACH ROW EXECUTE FUNCTION order_is_for_one_sitting();

-- The key by which the database knows the program, as the two blocks of HMAC-SHA256 (RFC 2104). The service's role can't
-- read it; the owner writes it at every start, from instance.key. In no backup.
CREATE TABLE program_key (
  the_only_one boolean PRIMARY KEY DEFAULT true CHECK (the_only_one),
  inner_block  bytea NOT NULL CHECK (octet_length(inner_block) = 64),
  outer_block  bytea NOT NULL CHECK (octet_length(outer_block) = 64)
);

-- The program's HMAC over a text. INVARIANT: texts for different uses begin differently.
CREATE FUNCTION mac_of_program(said text) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(k.outer_block || sha256(k.inner_block || convert_to(said, 'UTF8'))) FROM program_key k $$;
CREATE FUNCTION is_of_program(said text, proof bytea) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(mac_of_program(said) = proof, false) $$;

-- INVARIANT: only the program says that all is well with the log, and what its readers are shown as its head: a statement alone keeps no order in force whose log no one signs.
CREATE FUNCTION round_is_proved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.rounds <> OLD.rounds + 1
     OR NOT is_of_program(format('round %s %s %s', NEW.rounds, NEW.published_size, encode(sha256(NEW.checkpoint), 'hex')),
       NEW.proof) THEN
    RAISE EXCEPTION 'no signer found that all is well' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_head_round_is_proved BEFORE UPDATE ON ledger_head FOR EACH ROW
  WHEN (NEW.signed_at IS DISTINCT FROM OLD.signed_at OR NEW.rounds <> OLD.rounds
    OR NEW.published_size IS DISTINCT FROM OLD.published_size OR NEW.checkpoint IS DISTINCT FROM OLD.checkpoint)
  EXECUTE FUNCTION round_is_proved();

-- INVARIANT: only the program grows the log and ends its days: what it signs is what it wrote from the entries that wait.
CREATE FUNCTION tree_is_proved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT is_of_program(format('tree %s %s %s', NEW.size, encode(NEW.root, 'hex'), to_char(NEW.closed_through, 'YYYY-MM-DD')),
      NEW.tree_proof) THEN
    RAISE EXCEPTION 'only the program grows the log' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_head_tree_is_proved BEFORE UPDATE ON ledger_head FOR EACH ROW
  WHEN (NEW.size <> OLD.size OR NEW.root <> OLD.root OR NEW.closed_through <> OLD.closed_through)
  EXECUTE FUNCTION tree_is_proved();

-- INVARIANT: a report counts as from inside by the receipt that the reporter's page got there, for exactly that room, in the
-- last 30 days: as long as a report supports actions.
CREATE FUNCTION report_is_proved() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  parts text[] := regexp_match(NEW.receipt, '^v1\.(\d{4}-\d\d-\d\d)\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$');
  today constant date := (now() AT TIME ZONE 'UTC')::date;
BEGIN
  -- Nor can a report be dated ahead: it would never get too old.
  IF NEW.made_on <> today THEN
    RAISE EXCEPTION 'a report is of today' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.inside AND NOT coalesce(parts[1] >= to_char(today - 30, 'YYYY-MM-DD') COLLATE "C"
      AND is_of_program(format('v1.%s.%s.%s', parts[1], parts[2], NEW.room),
        decode(translate(parts[3], '-_', '+/') || '=', 'base64')), false) THEN
    RAISE EXCEPTION 'nothing proves that this report is from inside' USING ERRCODE = 'restrict_violation';
  END IF;
  NEW.receipt := NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER abuse_report_is_proved BEFORE INSERT ON abuse_report
  FOR EACH ROW EXECUTE FUNCTION report_is_proved();

-- INVARIANT: only the program says that someone kept out appeals, or the host: a statement alone uses up neither's case. A
-- proof is for one appeal, as its secret is, and isn't kept.
CREATE FUNCTION appeal_is_proved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.made_by <> 'public' AND NOT is_of_program(
      format('appeal %s %s %s', NEW.order_id, NEW.made_by, encode(NEW.secret_hash, 'hex')), NEW.proof) THEN
    RAISE EXCEPTION 'nothing proves who appeals' USING ERRCODE = 'restrict_violation';
  END IF;
  NEW.proof := NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER appeal_is_proved BEFORE INSERT ON appeal FOR EACH ROW EXECUTE FUNCTION appeal_is_proved();
