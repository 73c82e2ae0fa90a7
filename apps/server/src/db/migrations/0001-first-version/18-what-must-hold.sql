-- What must hold for every act, beside what the files before say of their tables: what counts is in the log, nothing is
-- backdated, and the desk leaves meetings and accounts alone.

-- INVARIANT: every act that counts has a public entry of its own in the same transaction. Arguments: the entry's kind, its
-- field, and the column that it names; a request is named by its number, an authority by its name; which rows count. Texts are
-- in ledger_text. That each entry has an act of its own is entry_has_ground.
CREATE FUNCTION is_told() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  named text := to_jsonb(NEW) ->> TG_ARGV[2];
  acts bigint;
  told bigint;
BEGIN
  IF TG_ARGV[1] = 'request' AND TG_ARGV[2] <> 'number' THEN
    SELECT number::text INTO STRICT named FROM request WHERE id = named::uuid;
  ELSIF TG_ARGV[1] = 'authority' THEN
    SELECT name INTO STRICT named FROM authority WHERE id = named::uuid;
  END IF;
  -- Two authorities can have one name. Lost roles are counted by lost_roles_are_told.
  EXECUTE format('SELECT count(*) FROM %I AS new WHERE is_ours(new.xmin) AND (%s) AND (%s)', TG_TABLE_NAME, TG_ARGV[3],
    CASE TG_ARGV[1] WHEN '' THEN 'new = $1' WHEN 'authority' THEN 'true' ELSE format('new.%1$I = ($1).%1$I', TG_ARGV[2]) END)
    INTO acts USING NEW;
  SELECT CASE WHEN TG_ARGV[1] = 'authority' AND count(*) FILTER (WHERE is_named) = 0 THEN 0
      WHEN TG_ARGV[1] IN ('', 'authority') THEN count(*) ELSE count(*) FILTER (WHERE is_named) END INTO told
    FROM public_entry e, LATERAL (SELECT e.body ->> TG_ARGV[1] = named OR EXISTS (SELECT FROM ledger_text t
      WHERE t.entry_id = e.id AND t.name = TG_ARGV[1] AND t.value = named)) AS says (is_named)
    WHERE e.day = (now() AT TIME ZONE 'UTC')::date AND e.kind = TG_ARGV[0] AND is_ours(e.xmin);
  IF told < acts THEN
    RAISE EXCEPTION '% without its public entry', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;

-- The same of a text that two people took down: its entry names just this text.
CREATE FUNCTION removal_is_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM public_entry e JOIN text_removal r ON r.id = NEW.removal_id
      WHERE e.day = (now() AT TIME ZONE 'UTC')::date AND e.kind = 'text-removed' AND is_ours(e.xmin)
        AND e.body ->> 'entry' = r.leaf::text AND e.body ->> 'text' = r.name) THEN
    RAISE EXCEPTION 'text_removal_outcome without its public entry' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER text_removal_is_told AFTER INSERT ON text_removal_outcome DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.outcome = 'confirmed') EXECUTE FUNCTION removal_is_told();

DO $$
DECLARE one text[];
BEGIN
  FOREACH one SLICE 1 IN ARRAY ARRAY[
    ['request', 'true', 'request-received', 'request', 'number'],
    ['request_event', 'NEW.kind = ''corrected''', 'request-corrected', 'request', 'request_id'],
    ['request_event', 'NEW.kind IN (''returned'', ''rejected'', ''answered'')', 'request-closed', 'request', 'request_id'],
    ['desk_look', 'true', 'look', 'request', 'request_id'],
    ['order_approval', 'true', 'order-approved', 'order', 'order_id'],
    ['order_confirmation', 'NEW.part = ''approved''', 'order-confirmed', 'order', 'order_id'],
    ['order_end', 'true', 'order-ended', 'order', 'order_id'],
    ['appeal_case', 'true', 'appeal-made', 'order', 'order_id'],
    ['appeal_decision', 'true', 'appeal-decided', 'order', 'order_id'],
    ['desk_change', 'true', 'change-proposed', 'change', 'id'],
    ['desk_change_outcome', 'true', 'change-decided', 'change', 'change_id'],
    ['staff_appointment', 'NEW.change_id IS NULL', 'staff-left', '', ''],
    ['authority_withdrawal', 'true', 'authority-withdrawn', 'authority', 'authority_id'],
    ['platform_rule_lifting', 'true', 'platform-rule-lifted', 'rule', 'rule_id'],
    ['terms_effect', 'true', 'terms-act', 'act', 'act_id'],
    ['terms_review', 'true', 'terms-review', 'act', 'act_id'],
    ['outside_act', 'true', 'outside-act', 'what', 'what'],
    ['public_words_outcome', 'NEW.outcome = ''published''', 'demand-shown', 'request', 'request_id']] LOOP
    EXECUTE format('CREATE CONSTRAINT TRIGGER %I AFTER INSERT ON %I DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW WHEN (%s) EXECUTE FUNCTION is_told(%L, %L, %L, %L)',
      one[3] || '_is_told', one[1], one[2], one[3], one[4], one[5], one[2]);
  END LOOP;
END $$;

-- INVARIANT: meetings and accounts survive. No transaction that records a step of a request, an order or an appeal
-- changes one of them, or anything that is a host's; and vice versa.
-- A transaction is marked by a lock of this table, since it can't be released before the end: ROW SHARE for the desk, ROW
-- EXCLUSIVE for hosts. They hold up no one, and only the owner can lock it otherwise: no one else keeps the desk from lifting.
CREATE TABLE transaction_part ();

CREATE FUNCTION apart_from_desk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM pg_locks l WHERE l.pid = pg_backend_pid() AND l.relation = 'transaction_part'::regclass
      AND l.mode = CASE TG_ARGV[0] WHEN 'desk' THEN 'RowExclusiveLock' ELSE 'RowShareLock' END) THEN
    RAISE EXCEPTION 'the desk changes no meeting and no account' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_ARGV[0] = 'desk' THEN
    LOCK TABLE transaction_part IN ROW SHARE MODE;
  ELSE
    LOCK TABLE transaction_part IN ROW EXCLUSIVE MODE;
  END IF;
  RETURN NULL;
END $$;
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['request', 'request_event', 'desk_look', 'order_proposal', 'order_refusal',
    'order_approval', 'order_confirmation', 'order_end', 'appeal_case', 'appeal_decision', 'public_words', 'public_words_outcome'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE INSERT ON %I FOR EACH STATEMENT EXECUTE FUNCTION apart_from_desk(''desk'')',
                   name || '_is_apart', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['account', 'person', 'credential', 'passkey', 'second_factor', 'api_key', 'room',
    'meeting', 'travel_pass', 'seat_standing'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH STATEMENT EXECUTE FUNCTION apart_from_desk(''host'')',
                   name || '_is_apart', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['rule_event', 'host_act', 'meeting_name', 'meeting_name_end'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE INSERT ON %I FOR EACH STATEMENT EXECUTE FUNCTION apart_from_desk(''host'')',
                   name || '_is_apart', name);
  END LOOP;
END $$;

-- INVARIANT: what is written is of this moment. Nothing is backdated, so that waiting times are real.
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
    ['desk_key', 'at'], ['staff_appointment', 'effective_at'], ['authority', 'entered_at'], ['request', 'entered_at'],
    ['request_event', 'at'], ['desk_look', 'at'], ['order_proposal', 'proposed_at'],
    ['order_approval', 'at'], ['order_confirmation', 'at'], ['order_end', 'at'], ['appeal_case', 'opened_at'],
    ['appeal_decision', 'at'], ['terms_act', 'proposed_at'], ['terms_approval', 'at'],
    ['terms_effect', 'at'], ['terms_review', 'at'],
    ['order_refusal', 'at'], ['authority_withdrawal', 'at'], ['disputed_place_event', 'at'],
    ['geofeed_accepted', 'at'], ['platform_rule', 'entered_at'], ['platform_rule_review', 'at'], ['terms_withdrawal', 'at'],
    ['outside_act', 'entered_at'], ['text_removal', 'proposed_at'], ['text_removal_outcome', 'at'],
    ['public_words', 'prepared_at'], ['public_words_outcome', 'at'], ['abuse_report_outcome', 'at'],
    ['platform_rule_lifting', 'at'], ['host_notice', 'at'], ['host_act', 'at']] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE INSERT ON %I FOR EACH ROW EXECUTE FUNCTION is_of_now(%L)',
                   one[1] || '_is_of_now', one[1], one[2]);
  END LOOP;
END $$;

-- A rule that waited for its turn is of when it came.
CREATE FUNCTION rule_is_of_now() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.at NOT BETWEEN now() AND clock_timestamp() THEN
    RAISE EXCEPTION 'at is of now' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER rule_event_is_of_now BEFORE INSERT ON rule_event FOR EACH ROW EXECUTE FUNCTION rule_is_of_now();
