-- Rules of the whole service. Each names a ground, and no meeting or account: there is no such column. It takes
-- effect when an approver confirms it, 7 days after its entry at the latest, and ends by itself on its review day,
-- 180 days after its entry at the latest.
CREATE TABLE platform_rule (
  id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name         text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
  ground       text NOT NULL CHECK (ground IN ('sanctions', 'licence', 'security', 'own-policy')),
  rule         jsonb NOT NULL CHECK (jsonb_typeof(rule) = 'object'),
  entered_at   timestamptz NOT NULL DEFAULT now(),
  effective_at timestamptz NOT NULL DEFAULT now() + interval '168 hours',
  review_at    timestamptz NOT NULL,
  -- The places that it keeps out, groups expanded; of a rule that lets in only some, all countries not wholly among them. The
  -- code knows the groups, and obeys no rule that keeps out more.
  refuses      text[] NOT NULL,
  change_id    uuid UNIQUE REFERENCES desk_change (id),
  CHECK (names_only_places(rule -> 'deny') AND names_only_places(rule -> 'allow')),
  CHECK (to_jsonb(refuses) @> jsonb_path_query_array(rule, '$.deny[*] ? (@.kind == "place").code')),
  CHECK (effective_at >= entered_at + interval '168 hours'),
  CHECK (review_at > effective_at AND review_at <= entered_at + interval '4320 hours')
);
CREATE TABLE platform_rule_lifting (
  rule_id uuid PRIMARY KEY REFERENCES platform_rule (id),
  at      timestamptz NOT NULL DEFAULT now()
);

-- INVARIANT: only a rule that hasn't ended is lifted: the log would count an end that was none.
CREATE FUNCTION ended_rule_is_not_lifted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM platform_rule p WHERE p.id = NEW.rule_id AND p.review_at <= now()) THEN
    RAISE EXCEPTION 'this rule ended at its review date' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
-- After the insertion: to lift once more what was lifted in time inserts nothing, and is refused to no one.
CREATE TRIGGER ended_rule_is_not_lifted AFTER INSERT ON platform_rule_lifting
  FOR EACH ROW EXECUTE FUNCTION ended_rule_is_not_lifted();

-- All rooms are judged again.
CREATE FUNCTION tell_platform_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_change('all');
  RETURN NULL;
END $$;
CREATE TRIGGER platform_rule_changed AFTER INSERT ON platform_rule
  FOR EACH STATEMENT EXECUTE FUNCTION tell_platform_changed();
CREATE TRIGGER platform_rule_lifting_changed AFTER INSERT ON platform_rule_lifting
  FOR EACH STATEMENT EXECUTE FUNCTION tell_platform_changed();

-- A rule of the whole service is entered as a change, which the desk can decline, and has its id: the log knows it by that alone.
CREATE FUNCTION platform_rule_is_entered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM desk_change c WHERE c.id = NEW.change_id AND c.kind = 'platform-rule'
                 AND c.body -> 'rule' = NEW.rule AND c.body ->> 'ground' = NEW.ground AND c.body ->> 'name' = NEW.name
                 AND date_trunc('milliseconds', (c.body ->> 'reviewAt')::timestamptz) = NEW.review_at
                 -- It ends at its review: no reader of the log knows another end.
                 AND NOT NEW.rule ? 'until'
                 AND is_ours(c.xmin) AND is_undecided(c)) THEN
    RAISE EXCEPTION 'a platform rule is entered as a change' USING ERRCODE = 'restrict_violation';
  END IF;
  NEW.id := NEW.change_id;
  RETURN NEW;
END $$;
CREATE TRIGGER platform_rule_is_entered BEFORE INSERT ON platform_rule
  FOR EACH ROW EXECUTE FUNCTION platform_rule_is_entered();

-- INVARIANT: no row hides the other changes: ids are as the log and the contract have them (random, RFC 9562 §5.4), and the
-- person in a body is one, for the functions about changes to cast.
ALTER TABLE desk_change
  ADD CONSTRAINT desk_change_ids CHECK ((id::text || proposed_by) ~ '^(.{14}4.{4}[89ab].{16}){2}$'),
  ADD CONSTRAINT desk_change_person CHECK (body ->> 'person' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$');

-- Whether a change waits for someone to decide it. A rule that was lifted before that waits for no one any more.
CREATE FUNCTION is_undecided(change desk_change) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (SELECT FROM desk_change_outcome o WHERE o.change_id = change.id)
    AND NOT EXISTS (SELECT FROM platform_rule_lifting l WHERE l.rule_id = change.id) $$;

-- INVARIANT: a rule that was lifted, be it by who reviewed it, is not confirmed after that: the log would count it as one in effect.
CREATE FUNCTION lifted_rule_stays_lifted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Someone who lifts or reviews it at the same moment waits, or was first.
  PERFORM FROM platform_rule WHERE change_id = NEW.change_id FOR UPDATE;
  IF EXISTS (SELECT FROM platform_rule p JOIN platform_rule_lifting l ON l.rule_id = p.id WHERE p.change_id = NEW.change_id) THEN
    RAISE EXCEPTION 'this rule was lifted' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lifted_rule_stays_lifted BEFORE INSERT ON desk_change_outcome
  FOR EACH ROW WHEN (NEW.outcome IN ('confirmed', 'waited')) EXECUTE FUNCTION lifted_rule_stays_lifted();

-- INVARIANT: no administrator makes the service slow with rules that they enter and lift: so many in 24 hours, lifted or not.
CREATE FUNCTION few_rules_are_entered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM take_turn('requests and acts');
  IF (SELECT count(*) FROM desk_change own JOIN desk_change c ON c.proposed_by = own.proposed_by AND c.kind = own.kind
      JOIN platform_rule p ON p.change_id = c.id
      WHERE own.id = NEW.change_id AND p.entered_at > now() - interval '24 hours') >= 20 THEN
    RAISE EXCEPTION 'too many rules of one person in a day' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER few_rules_are_entered BEFORE INSERT ON platform_rule
  FOR EACH ROW EXECUTE FUNCTION few_rules_are_entered();
