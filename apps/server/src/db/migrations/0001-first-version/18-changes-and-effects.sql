-- What is decided of a change and what it does are one: the log says the one, and the database does the other.

-- INVARIANT: no effect without its outcome, nor later than that: none is kept in store until another word has been said. Of a rule
-- of the whole service see platform_rule_is_entered.
CREATE FUNCTION effect_is_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM desk_change_outcome o WHERE o.change_id = NEW.change_id AND is_ours(o.xmin)) THEN
    RAISE EXCEPTION 'a change takes effect as it is decided' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER staff_appointment_is_decided AFTER INSERT ON staff_appointment
  FOR EACH ROW WHEN (NEW.change_id IS NOT NULL) EXECUTE FUNCTION effect_is_decided();
CREATE TRIGGER authority_is_decided AFTER INSERT ON authority FOR EACH ROW EXECUTE FUNCTION effect_is_decided();
CREATE TRIGGER disputed_place_event_is_decided AFTER INSERT ON disputed_place_event
  FOR EACH ROW EXECUTE FUNCTION effect_is_decided();

-- Whether a change has done all that this outcome says; null: it was just proposed. A rule of the whole service is written then, and
-- waits; one that was refused is lifted. Readers of location data look at the outcome itself.
CREATE FUNCTION has_its_effect(change desk_change, outcome text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN outcome IN ('declined', 'withdrawn') THEN NOT EXISTS (SELECT FROM platform_rule p WHERE p.change_id = change.id
      AND p.review_at > now() AND NOT EXISTS (SELECT FROM platform_rule_lifting l WHERE l.rule_id = p.id))
    WHEN change.kind = 'platform-rule' THEN EXISTS (SELECT FROM platform_rule p WHERE p.change_id = change.id)
    WHEN change.kind = 'staff' THEN EXISTS (SELECT FROM staff_appointment a WHERE a.change_id = change.id)
    -- The code knows the subdivisions.
    WHEN change.kind = 'authority' THEN EXISTS (SELECT FROM authority a WHERE a.change_id = change.id AND NOT EXISTS (
      SELECT FROM unnest(union_members(a.union_id) || a.home
        || ARRAY(SELECT one ->> 'place' FROM jsonb_array_elements(change.body #> '{authority,instruments}') AS one)) AS own (place)
      WHERE own.place IS NOT NULL AND NOT is_anothers_dispute(own.place, a.home)
        AND NOT EXISTS (SELECT FROM authority_reach r WHERE r.authority_id = a.id AND r.place = own.place)))
    WHEN change.kind = 'disputed-places' THEN NOT EXISTS (
      SELECT FROM jsonb_array_elements_text((change.body -> 'add') || (change.body -> 'remove')) AS said (place)
      WHERE NOT EXISTS (SELECT FROM disputed_place_event e WHERE e.change_id = change.id AND e.place = said.place))
    ELSE true END $$;

-- INVARIANT: no outcome without its effect. Argument: the column that names the change.
CREATE FUNCTION change_has_its_effect() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (SELECT has_its_effect(c, to_jsonb(NEW) ->> 'outcome') FROM desk_change c
          WHERE c.id = (to_jsonb(NEW) ->> TG_ARGV[0])::uuid) THEN
    RAISE EXCEPTION 'a change does what was decided of it' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER outcome_has_its_effect AFTER INSERT ON desk_change_outcome DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION change_has_its_effect('change_id');
CREATE CONSTRAINT TRIGGER rule_is_entered_with_its_change AFTER INSERT ON desk_change DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.kind = 'platform-rule') EXECUTE FUNCTION change_has_its_effect('id');

-- INVARIANT: one change is decided at a time, and no authority withdrawn with it: of two in one transaction the log could tell last
-- what doesn't hold.
CREATE FUNCTION one_change_is_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM desk_change_outcome o WHERE o.at = NEW.at AND o.change_id <> NEW.change_id AND is_ours(o.xmin))
     OR EXISTS (SELECT FROM authority_withdrawal w WHERE w.at = NEW.at AND is_ours(w.xmin)) THEN
    RAISE EXCEPTION 'one change is decided at a time' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER one_change_is_decided AFTER INSERT ON desk_change_outcome DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION one_change_is_decided();
