-- Histories: appended to, never changed.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- A cascade from a deleted room or account arrives through another trigger.
  IF TG_OP = 'DELETE' AND pg_trigger_depth() > 1 THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% is a history: it is appended to, never changed', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;

-- What names a meeting that is deleted loses the name and nothing else.
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
  FOREACH name IN ARRAY ARRAY['rule_event', 'host_act', 'platform_rule', 'platform_rule_lifting', 'ledger_leaf', 'ledger_set_aside',
    'text_removal', 'text_removal_outcome', 'public_words', 'public_words_outcome', 'meeting_name_end',
    'desk_change', 'desk_change_outcome', 'staff_acceptance', 'staff_appointment', 'geofeed_accepted',
    'authority', 'authority_withdrawal', 'authority_reach', 'disputed_place_event', 'request',
    'request_event', 'desk_look', 'order_place', 'order_refusal', 'order_approval', 'order_end', 'appeal_case',
    'appeal', 'appeal_decision', 'public_entry', 'abuse_report_outcome', 'terms_approval', 'terms_effect',
    'terms_withdrawal', 'terms_review', 'outside_act'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()',
                   name || '_is_history', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['request_meeting', 'order_proposal', 'abuse_report', 'terms_act', 'meeting_name'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION forget_only_names()',
                   name || '_is_history', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['rule_event', 'host_act', 'platform_rule', 'platform_rule_lifting', 'ledger_text',
    'ledger_waiting', 'ledger_leaf', 'ledger_set_aside', 'ledger_tile', 'ledger_head', 'text_removal', 'text_removal_outcome',
    'public_words', 'public_words_outcome', 'meeting_name', 'meeting_name_end',
    'desk_change', 'desk_change_outcome', 'staff_acceptance', 'staff_appointment', 'authority', 'authority_reach',
    'disputed_place_event', 'request', 'request_meeting', 'request_event', 'desk_look', 'order_proposal', 'order_place',
    'order_approval', 'order_end', 'appeal_case', 'appeal', 'appeal_decision', 'public_entry', 'terms_act',
    'terms_approval', 'terms_effect', 'terms_review', 'outside_act'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
                   name || '_is_not_truncated', name);
  END LOOP;
END $$;
CREATE TRIGGER reported_participant_is_not_changed BEFORE UPDATE ON reported_participant
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
