-- The first version: accounts with keys, rooms, meetings, rules, orders, the operator's session.
-- Nothing here can hold a network address, and nothing says who was where.

-- The syntax of a place (ISO 3166-1 alpha-2 or ISO 3166-2); the code knows which of them exist.
CREATE FUNCTION is_place(code text) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT
  AS $$ SELECT code ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$' $$;

CREATE FUNCTION are_places(codes text[]) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT
  AS $$ SELECT cardinality(codes) > 0
        AND (SELECT coalesce(bool_and(coalesce(is_place(c), false)), false) FROM unnest(codes) AS c) $$;

CREATE TABLE account (
  id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name          text NOT NULL UNIQUE CHECK (char_length(name) BETWEEN 1 AND 64),
  operator      boolean NOT NULL DEFAULT false,
  service_seats text NOT NULL DEFAULT 'allowed' CHECK (service_seats IN ('allowed', 'refused')),
  created_at    timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX account_one_operator ON account (operator) WHERE operator;

-- The secret is sealed with a key that is kept in a file beside the database, not in it.
CREATE TABLE api_key (
  id            text PRIMARY KEY CHECK (char_length(id) BETWEEN 1 AND 128),
  account_id    uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  secret_sealed bytea NOT NULL CHECK (octet_length(secret_sealed) > 28),
  created_at    timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE room (
  name       text PRIMARY KEY CHECK (char_length(name) BETWEEN 1 AND 256),
  account_id uuid NOT NULL REFERENCES account (id),
  kind       text NOT NULL CHECK (kind IN ('meeting', 'drop-in')),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX room_account ON room (account_id);

CREATE TABLE meeting (
  code               text PRIMARY KEY CHECK (code ~ '^[a-z]{3}-[a-z]{4}-[a-z]{3}$'),
  room               text NOT NULL UNIQUE REFERENCES room (name) ON DELETE CASCADE,
  title              text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 200),
  starts_at          timestamptz,
  manage_secret_hash bytea NOT NULL CHECK (octet_length(manage_secret_hash) = 32),
  created_at         timestamptz NOT NULL DEFAULT now(),
  ended_at           timestamptz
);

-- The history of rules: appended, never changed. The last event of a scope is what holds.
CREATE TABLE rule_event (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  room       text REFERENCES room (name) ON DELETE CASCADE,
  account_id uuid REFERENCES account (id) ON DELETE CASCADE,
  version    integer NOT NULL CHECK (version > 0),
  at         timestamptz NOT NULL DEFAULT now(),
  kind       text NOT NULL CHECK (kind IN ('set', 'lifted')),
  rule       jsonb,
  CHECK (num_nonnulls(room, account_id) = 1),
  CHECK ((kind = 'set') = (rule IS NOT NULL)),
  CHECK (rule IS NULL OR jsonb_typeof(rule) = 'object'),
  CHECK (rule IS NULL OR NOT jsonb_path_exists(rule,
    '$.deny[*] ? (@.kind == "place" && !(@.code like_regex "^[A-Z]{2}(-[A-Z0-9]{1,3})?$"))')),
  CHECK (rule IS NULL OR NOT jsonb_path_exists(rule,
    '$.allow[*] ? (@.kind == "place" && !(@.code like_regex "^[A-Z]{2}(-[A-Z0-9]{1,3})?$"))')),
  UNIQUE (room, version),
  UNIQUE (account_id, version)
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- A cascade from a deleted room or account arrives through another trigger.
  IF TG_OP = 'DELETE' AND pg_trigger_depth() > 1 THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% is a history: it is appended to, never changed', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER rule_event_is_history BEFORE UPDATE OR DELETE ON rule_event
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER rule_event_is_not_truncated BEFORE TRUNCATE ON rule_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Orders. Nothing in this version makes one; they are data that decisions already obey.
CREATE TABLE order_in_force (
  id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  room         text NOT NULL REFERENCES room (name) ON DELETE CASCADE,
  jurisdiction text[] NOT NULL CHECK (are_places(jurisdiction)),
  starts_at    timestamptz NOT NULL,
  ends_at      timestamptz NOT NULL,
  authority    text CHECK (char_length(authority) BETWEEN 1 AND 200),
  law          text CHECK (char_length(law) BETWEEN 1 AND 500),
  lifted_at    timestamptz,
  -- It ends by itself, after 7 days at the latest.
  CHECK (ends_at > starts_at AND ends_at <= starts_at + interval '168 hours')
);
CREATE INDEX order_in_force_room ON order_in_force (room);

-- An order is never widened or prolonged by editing: it can only be lifted, once.
CREATE FUNCTION order_is_only_lifted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.lifted_at IS NOT NULL
     OR NEW.lifted_at IS NULL
     OR (NEW.id, NEW.room, NEW.jurisdiction, NEW.starts_at, NEW.ends_at)
        IS DISTINCT FROM (OLD.id, OLD.room, OLD.jurisdiction, OLD.starts_at, OLD.ends_at)
     OR (NEW.authority, NEW.law) IS DISTINCT FROM (OLD.authority, OLD.law) THEN
    RAISE EXCEPTION 'an order can only be lifted' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER order_in_force_is_only_lifted BEFORE UPDATE ON order_in_force
  FOR EACH ROW EXECUTE FUNCTION order_is_only_lifted();

CREATE TABLE setup_link (
  hash       bytea PRIMARY KEY CHECK (octet_length(hash) = 32),
  created_at timestamptz NOT NULL DEFAULT now(),
  used_at    timestamptz
);

CREATE TABLE operator_session (
  hash       bytea PRIMARY KEY CHECK (octet_length(hash) = 32),
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL CHECK (expires_at > created_at)
);

-- Who listens learns that something changed, never what: `room:NAME`, `account:ID` or `keys`.
CREATE FUNCTION tell_room_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('graticule_changed',
    'room:' || CASE WHEN TG_OP = 'DELETE' THEN OLD.room ELSE NEW.room END);
  RETURN NULL;
END $$;
CREATE TRIGGER order_in_force_changed AFTER INSERT OR UPDATE OR DELETE ON order_in_force
  FOR EACH ROW EXECUTE FUNCTION tell_room_changed();
CREATE TRIGGER meeting_changed AFTER INSERT OR UPDATE OR DELETE ON meeting
  FOR EACH ROW EXECUTE FUNCTION tell_room_changed();

CREATE FUNCTION tell_room_row_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('graticule_changed',
    'room:' || CASE WHEN TG_OP = 'DELETE' THEN OLD.name ELSE NEW.name END);
  RETURN NULL;
END $$;
CREATE TRIGGER room_changed AFTER INSERT OR UPDATE OR DELETE ON room
  FOR EACH ROW EXECUTE FUNCTION tell_room_row_changed();

CREATE FUNCTION tell_rule_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('graticule_changed',
    CASE WHEN NEW.room IS NOT NULL THEN 'room:' || NEW.room ELSE 'account:' || NEW.account_id END);
  RETURN NULL;
END $$;
CREATE TRIGGER rule_event_changed AFTER INSERT ON rule_event
  FOR EACH ROW EXECUTE FUNCTION tell_rule_changed();

CREATE FUNCTION tell_account_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('graticule_changed',
    'account:' || CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END);
  RETURN NULL;
END $$;
CREATE TRIGGER account_changed AFTER INSERT OR UPDATE OR DELETE ON account
  FOR EACH ROW EXECUTE FUNCTION tell_account_changed();

CREATE FUNCTION tell_keys_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('graticule_changed', 'keys');
  RETURN NULL;
END $$;
CREATE TRIGGER api_key_changed AFTER INSERT OR UPDATE OR DELETE ON api_key
  FOR EACH STATEMENT EXECUTE FUNCTION tell_keys_changed();
