-- What must hold whoever writes, beside what 0008-desk.sql says where it makes its tables: how orders end, that
-- everything which counts is told, and that the desk leaves meetings and accounts alone.

-- INVARIANT: an order ends as its end says: lifted by one of the desk, overturned by whoever decided the
-- appeal, by itself where nobody decided in time.
CREATE FUNCTION order_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (CASE NEW.kind
      WHEN 'lifted' THEN EXISTS (SELECT FROM unnest(ARRAY['reviewer', 'approver', 'appeals']) AS role
        WHERE desk_role_since(NEW.by_person, role) IS NOT NULL)
      WHEN 'overturned' THEN EXISTS (SELECT FROM appeal_decision d
        WHERE d.order_id = NEW.order_id AND d.outcome = 'overturned' AND d.by_person = NEW.by_person)
      WHEN 'appeal-not-decided' THEN EXISTS (SELECT FROM appeal_case c
        WHERE c.order_id = NEW.order_id AND c.due_at <= now()
          AND NOT EXISTS (SELECT FROM appeal_decision d WHERE d.order_id = c.order_id))
      ELSE true END) THEN
    RAISE EXCEPTION 'this order does not end like that' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER order_ends BEFORE INSERT ON order_end FOR EACH ROW EXECUTE FUNCTION order_ends();

-- INVARIANT: once its transaction is over, what an appeal overturned is over.
CREATE FUNCTION overturned_is_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM order_end WHERE order_id = NEW.order_id) THEN
    RAISE EXCEPTION 'an order that was overturned is over' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER overturned_is_over AFTER INSERT ON appeal_decision DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.outcome = 'overturned') EXECUTE FUNCTION overturned_is_over();

-- INVARIANT: whatever counts has its entry, of the same transaction. Arguments: the kind of entry, its
-- field, and the column that this field names; a request is named by its number, an authority by its name.
-- A field that is a text stands in ledger_text, which 0010-ledger.sql makes.
CREATE FUNCTION is_told() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE named text := to_jsonb(NEW) ->> TG_ARGV[2];
BEGIN
  IF TG_ARGV[1] = 'request' AND TG_ARGV[2] <> 'number' THEN
    SELECT number::text INTO STRICT named FROM request WHERE id = named::uuid;
  ELSIF TG_ARGV[1] = 'authority' THEN
    SELECT name INTO STRICT named FROM authority WHERE id = named::uuid;
  END IF;
  IF NOT EXISTS (SELECT FROM public_entry e WHERE e.day = (now() AT TIME ZONE 'UTC')::date
      AND e.kind = TG_ARGV[0] AND e.xmin = pg_current_xact_id()::xid
      AND (TG_ARGV[1] = '' OR e.body ->> TG_ARGV[1] = named OR EXISTS (SELECT FROM ledger_text t
        WHERE t.entry_id = e.id AND t.name = TG_ARGV[1] AND t.value = named))) THEN
    RAISE EXCEPTION '% without its public entry', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
DO $$
DECLARE one text[];
BEGIN
  FOREACH one SLICE 1 IN ARRAY ARRAY[
    ['request', 'true', 'request-received', 'request', 'number'],
    ['request_event', 'NEW.kind = ''corrected''', 'request-corrected', 'request', 'request_id'],
    ['request_event', 'NEW.kind IN (''returned'', ''rejected'', ''answered'')', 'request-closed', 'request', 'request_id'],
    ['desk_look', 'true', 'look', 'request', 'request_id'],
    ['order_approval', 'true', 'order-approved', 'order', 'order_id'],
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
    ['outside_act', 'true', 'outside-act', 'what', 'what']] LOOP
    EXECUTE format('CREATE CONSTRAINT TRIGGER %I AFTER INSERT ON %I DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW WHEN (%s) EXECUTE FUNCTION is_told(%L, %L, %L)',
      one[3] || '_is_told', one[1], one[2], one[3], one[4], one[5]);
  END LOOP;
END $$;

-- A rule of the whole service is a change that is entered, and that the desk can decline.
CREATE FUNCTION platform_rule_is_entered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM desk_change c WHERE c.id = NEW.change_id AND c.kind = 'platform-rule'
                 AND c.body -> 'rule' = NEW.rule AND c.body ->> 'ground' = NEW.ground) THEN
    RAISE EXCEPTION 'a platform rule is entered as a change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER platform_rule_is_entered BEFORE INSERT ON platform_rule
  FOR EACH ROW EXECUTE FUNCTION platform_rule_is_entered();

-- INVARIANT: a meeting and an account survive. No transaction that records a step of a request, an order
-- or an appeal changes one of them, nor anything that is a host's; and the other way round.
CREATE FUNCTION apart_from_desk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('graticule.part', true), '') NOT IN ('', TG_ARGV[0]) THEN
    RAISE EXCEPTION 'the desk changes no meeting and no account' USING ERRCODE = 'restrict_violation';
  END IF;
  PERFORM set_config('graticule.part', TG_ARGV[0], true);
  RETURN NULL;
END $$;
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['request', 'request_event', 'desk_look', 'order_proposal', 'order_refusal',
    'order_approval', 'order_end', 'appeal_case', 'appeal_decision'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE INSERT ON %I FOR EACH STATEMENT EXECUTE FUNCTION apart_from_desk(''desk'')',
                   name || '_is_apart', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['account', 'person', 'credential', 'passkey', 'second_factor', 'api_key', 'room',
    'meeting', 'travel_pass', 'seat_standing'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH STATEMENT EXECUTE FUNCTION apart_from_desk(''host'')',
                   name || '_is_apart', name);
  END LOOP;
  CREATE TRIGGER rule_event_is_apart BEFORE INSERT ON rule_event
    FOR EACH STATEMENT EXECUTE FUNCTION apart_from_desk('host');
END $$;
