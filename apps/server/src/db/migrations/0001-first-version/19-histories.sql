-- Histories: appended to, never changed. A table in this list is closed by it; db/privileges.ts lets the service only
-- read and append.

-- `goes`: a row is deleted with its room or account. `forgets`: it loses that name, and stays.
CREATE FUNCTION histories() RETURNS TABLE (name text, ends text) LANGUAGE sql IMMUTABLE AS $$
  SELECT unnest(names), ends FROM (VALUES
    ('never', ARRAY['act_signature', 'appeal', 'appeal_case', 'appeal_decision', 'abuse_report_outcome', 'authority',
      'authority_reach', 'authority_withdrawal', 'desk_change', 'desk_change_outcome', 'desk_key', 'desk_look',
      'disputed_place_event', 'entry_by_rule', 'geofeed_accepted', 'ledger_leaf', 'ledger_set_aside', 'meeting_name_end', 'order_approval', 'order_confirmation', 'order_end',
      'order_place', 'order_refusal', 'outside_act', 'platform_rule', 'platform_rule_lifting', 'platform_rule_review', 'public_entry',
      'public_words', 'public_words_outcome', 'request', 'request_event', 'staff_appointment', 'terms_approval',
      'terms_effect', 'terms_review', 'terms_withdrawal', 'text_removal', 'text_removal_outcome']),
    ('goes', ARRAY['commitment_salt', 'host_act', 'host_notice', 'rule_event']),
    ('forgets', ARRAY['abuse_report', 'meeting_name', 'order_proposal', 'request_meeting', 'terms_act'])
  ) AS list (ends, names) $$;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is a history: it is appended to, never changed', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;

-- Whether the room and the account that a row names, if any, are deleted by now.
CREATE FUNCTION has_lost(named jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(named ->> 'room', named ->> 'account_id') IS NOT NULL
    AND NOT EXISTS (SELECT FROM room WHERE name = named ->> 'room')
    AND NOT EXISTS (SELECT FROM account WHERE id = (named ->> 'account_id')::uuid) $$;

CREATE FUNCTION goes_with_its_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND has_lost(to_jsonb(OLD)) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% is a history: it is appended to, never changed', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;

-- A row that names a deleted meeting or account loses that name and nothing else.
CREATE FUNCTION forget_only_names() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was jsonb := to_jsonb(OLD);
  name text;
  lost boolean := false;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    FOREACH name IN ARRAY ARRAY['room', 'account_id'] LOOP
      IF to_jsonb(NEW) -> name = 'null' AND has_lost(jsonb_build_object(name, was -> name)) THEN
        lost := true;
        was := was || jsonb_build_object(name, NULL);
      END IF;
    END LOOP;
    IF lost AND to_jsonb(NEW) = was THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION '% is a history: it is appended to, never changed', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;

DO $$
DECLARE one record;
BEGIN
  FOR one IN SELECT * FROM histories() LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION %I()',
      one.name || '_is_history', one.name,
      CASE one.ends WHEN 'never' THEN 'refuse_change' WHEN 'goes' THEN 'goes_with_its_own' ELSE 'forget_only_names' END);
  END LOOP;
  -- And tables of the log that have their own rules.
  FOR one IN SELECT histories.name FROM histories()
      UNION ALL SELECT unnest(ARRAY['restoration', 'ledger_text', 'ledger_waiting', 'ledger_tile', 'ledger_head', 'ledger_sealed', 'text_key']) LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
                   one.name || '_is_not_truncated', one.name);
  END LOOP;
END $$;
CREATE TRIGGER reported_participant_is_not_changed BEFORE UPDATE ON reported_participant
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
