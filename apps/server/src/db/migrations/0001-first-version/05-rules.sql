-- Rules in tiers, sets of places, tallies for certificates. Nothing here says who was where.

-- The history of rules: appended, never changed. The last event of a scope holds. A rule belongs to a room or to an
-- account. The service has none here, not even as a default: what it limits is a platform rule.
CREATE TABLE rule_event (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  room        text REFERENCES room (name) ON DELETE CASCADE,
  account_id  uuid REFERENCES account (id) ON DELETE CASCADE,
  version     integer CHECK (version > 0),
  at          timestamptz NOT NULL DEFAULT now(),
  -- previewed: a host asked what a rule would do; recorded, but no version of the rule.
  kind        text NOT NULL CONSTRAINT rule_event_kind CHECK (kind IN ('set', 'lifted', 'previewed')),
  rule        jsonb CHECK (jsonb_typeof(rule) = 'object'),
  mode        text CHECK (mode IN ('default', 'locked')),
  -- When the change begins to apply to those who were inside before it; null: at once.
  inside_from timestamptz,
  -- The role of the person who changed a meeting's rule; null: it was made with the meeting.
  acted_as    text CHECK (acted_as IN ('host', 'co-host', 'acting')),
  CHECK (names_only_places(rule -> 'deny')),
  CHECK (names_only_places(rule -> 'allow')),
  CHECK (acted_as IS NULL OR room IS NOT NULL),
  CONSTRAINT rule_event_one_scope CHECK (num_nonnulls(room, account_id) = 1),
  CONSTRAINT rule_event_rule CHECK ((kind <> 'lifted') = (rule IS NOT NULL)),
  CONSTRAINT rule_event_preview CHECK ((kind = 'previewed') = (version IS NULL)),
  CONSTRAINT rule_event_preview_of_room CHECK (kind <> 'previewed' OR room IS NOT NULL),
  CONSTRAINT rule_event_mode CHECK ((mode IS NOT NULL) = (kind = 'set' AND room IS NULL)),
  CONSTRAINT rule_event_inside_from CHECK (inside_from IS NULL OR kind = 'set'),
  CONSTRAINT rule_event_inside_soon CHECK (inside_from < at + interval '10 minutes'),
  UNIQUE (room, version),
  UNIQUE (account_id, version)
);

-- INVARIANT: versions follow one another: after each of them the host can set another.
CREATE FUNCTION rule_version_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.version <> 1 + coalesce((SELECT max(e.version) FROM rule_event e
      WHERE e.room = NEW.room OR e.account_id = NEW.account_id), 0) THEN
    RAISE EXCEPTION 'a rule follows the one before' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER rule_event_follows BEFORE INSERT ON rule_event
  FOR EACH ROW WHEN (NEW.version IS NOT NULL) EXECUTE FUNCTION rule_version_follows();

CREATE FUNCTION tell_rule_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind <> 'previewed' THEN
    PERFORM tell_change(CASE WHEN NEW.room IS NOT NULL THEN 'room' ELSE 'account' END,
      coalesce(NEW.room, NEW.account_id::text));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER rule_event_changed AFTER INSERT ON rule_event
  FOR EACH ROW EXECUTE FUNCTION tell_rule_changed();

-- Named, dated sets of places, of an account or, if null, of the service. Choosing one copies it into a rule.
CREATE TABLE place_set (
  account_id uuid REFERENCES account (id) ON DELETE CASCADE,
  id         text NOT NULL CHECK (id ~ '^[a-z0-9-]{1,40}$'),
  name       text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 60),
  dated      date NOT NULL,
  places     jsonb NOT NULL CHECK (jsonb_typeof(places) = 'array' AND names_only_places(places)),
  UNIQUE NULLS NOT DISTINCT (account_id, id)
);

-- Outcomes at a meeting's door under each version of its rule (0: before the first one). in_force: the version had not
-- expired. removed: participants whom a rule removed while this version was the newest.
CREATE TABLE rule_tally (
  room     text NOT NULL REFERENCES room (name) ON DELETE CASCADE,
  version  integer NOT NULL CHECK (version >= 0),
  in_force boolean NOT NULL,
  admitted integer NOT NULL DEFAULT 0 CHECK (admitted >= 0),
  held     integer NOT NULL DEFAULT 0 CHECK (held >= 0),
  refused  integer NOT NULL DEFAULT 0 CHECK (refused >= 0),
  removed  integer NOT NULL DEFAULT 0 CHECK (removed >= 0),
  PRIMARY KEY (room, version, in_force)
);
