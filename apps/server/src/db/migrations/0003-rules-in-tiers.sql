-- Rules in tiers, the platform's rules, sets of places, tallies for certificates.
-- Nothing here says who was where.

-- The syntax of the places in a rule, or in one of its lists; the code knows which of them exist.
CREATE FUNCTION names_only_places(entries jsonb) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT
  AS $$ SELECT NOT jsonb_path_exists(entries,
    '$[*] ? (@.kind == "place" && !(@.code like_regex "^[A-Z]{2}(-[A-Z0-9]{1,3})?$"))') $$;

-- A rule belongs to a room, to an account, or to the whole service: there it is the default that new
-- meetings are made with, and limits nobody by itself.
-- previewed: a host asked what a rule would do; it is in the history, and is no version of the rule.
-- inside_from: to those who were inside before it the change applies from then on; null: at once.
ALTER TABLE rule_event
  ALTER COLUMN version DROP NOT NULL,
  ADD COLUMN platform boolean NOT NULL DEFAULT false,
  ADD COLUMN mode text CHECK (mode IN ('default', 'locked')),
  ADD COLUMN inside_from timestamptz,
  DROP CONSTRAINT rule_event_kind_check,
  DROP CONSTRAINT rule_event_check,
  DROP CONSTRAINT rule_event_check1;

-- What accounts had until now holds where a room has no rule of its own: that is a default.
ALTER TABLE rule_event DISABLE TRIGGER rule_event_is_history;
UPDATE rule_event SET mode = 'default' WHERE account_id IS NOT NULL AND kind = 'set';
ALTER TABLE rule_event ENABLE TRIGGER rule_event_is_history;

ALTER TABLE rule_event
  ADD CONSTRAINT rule_event_kind CHECK (kind IN ('set', 'lifted', 'previewed')),
  ADD CONSTRAINT rule_event_one_scope CHECK (num_nonnulls(room, account_id) + platform::int = 1),
  ADD CONSTRAINT rule_event_rule CHECK ((kind <> 'lifted') = (rule IS NOT NULL)),
  ADD CONSTRAINT rule_event_preview CHECK ((kind = 'previewed') = (version IS NULL)),
  ADD CONSTRAINT rule_event_preview_of_room CHECK (kind <> 'previewed' OR room IS NOT NULL),
  ADD CONSTRAINT rule_event_mode CHECK ((mode IS NOT NULL) = (kind = 'set' AND room IS NULL)),
  ADD CONSTRAINT rule_event_platform_mode CHECK (NOT platform OR mode IS DISTINCT FROM 'locked'),
  ADD CONSTRAINT rule_event_inside_from CHECK (inside_from IS NULL OR kind = 'set'),
  ADD CONSTRAINT rule_event_inside_soon CHECK (inside_from < at + interval '10 minutes');
CREATE UNIQUE INDEX rule_event_platform_version ON rule_event (version) WHERE platform;

CREATE OR REPLACE FUNCTION tell_rule_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind <> 'previewed' AND NOT NEW.platform THEN
    PERFORM pg_notify('graticule_changed',
      CASE WHEN NEW.room IS NOT NULL THEN 'room:' || NEW.room ELSE 'account:' || NEW.account_id END);
  END IF;
  RETURN NULL;
END $$;

-- Rules of the whole service. One names a ground, and no meeting and no account: there is no such
-- column. It takes effect 7 days after it was entered, whoever entered it, and ends by itself on the
-- day on which it was to be looked at again, 180 days after it was entered at the latest.
CREATE TABLE platform_rule (
  id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name         text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
  ground       text NOT NULL CHECK (ground IN ('sanctions', 'licence', 'security', 'own-policy')),
  rule         jsonb NOT NULL CHECK (jsonb_typeof(rule) = 'object'),
  entered_at   timestamptz NOT NULL DEFAULT now(),
  effective_at timestamptz NOT NULL DEFAULT now() + interval '168 hours',
  review_at    timestamptz NOT NULL,
  CHECK (names_only_places(rule -> 'deny') AND names_only_places(rule -> 'allow')),
  CHECK (effective_at >= entered_at + interval '168 hours'),
  CHECK (review_at > effective_at AND review_at <= entered_at + interval '4320 hours')
);
CREATE TABLE platform_rule_lifting (
  rule_id uuid PRIMARY KEY REFERENCES platform_rule (id),
  at      timestamptz NOT NULL DEFAULT now()
);

CREATE TRIGGER platform_rule_is_history BEFORE UPDATE OR DELETE ON platform_rule
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER platform_rule_is_not_truncated BEFORE TRUNCATE ON platform_rule
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER platform_rule_lifting_is_history BEFORE UPDATE OR DELETE ON platform_rule_lifting
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER platform_rule_lifting_is_not_truncated BEFORE TRUNCATE ON platform_rule_lifting
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Whoever listens looks at all rooms.
CREATE FUNCTION tell_platform_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('graticule_changed', 'all');
  RETURN NULL;
END $$;
CREATE TRIGGER platform_rule_changed AFTER INSERT ON platform_rule
  FOR EACH STATEMENT EXECUTE FUNCTION tell_platform_changed();
CREATE TRIGGER platform_rule_lifting_changed AFTER INSERT ON platform_rule_lifting
  FOR EACH STATEMENT EXECUTE FUNCTION tell_platform_changed();

-- Named, dated sets of places: an account's own, or (without one) the service's. Copied into a rule
-- when they are chosen.
CREATE TABLE place_set (
  account_id uuid REFERENCES account (id) ON DELETE CASCADE,
  id         text NOT NULL CHECK (id ~ '^[a-z0-9-]{1,40}$'),
  name       text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 60),
  dated      date NOT NULL,
  places     jsonb NOT NULL CHECK (jsonb_typeof(places) = 'array' AND names_only_places(places)),
  UNIQUE NULLS NOT DISTINCT (account_id, id)
);

-- How many came to a meeting's door under each version of its rule (0: before the first one), and
-- how it ended. in_force: that version still held by its own end.
CREATE TABLE rule_tally (
  room     text NOT NULL REFERENCES room (name) ON DELETE CASCADE,
  version  integer NOT NULL CHECK (version >= 0),
  in_force boolean NOT NULL,
  admitted integer NOT NULL DEFAULT 0 CHECK (admitted >= 0),
  held     integer NOT NULL DEFAULT 0 CHECK (held >= 0),
  refused  integer NOT NULL DEFAULT 0 CHECK (refused >= 0),
  PRIMARY KEY (room, version, in_force)
);
