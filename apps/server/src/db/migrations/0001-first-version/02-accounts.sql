-- Accounts and their API keys. Notifications say only where something changed: `room:NAME`, `account:ID`, `keys`,
-- `settings` or `all`.

-- Marks a media engine as this database's. In no backup: what is restored from one is another database.
CREATE TABLE database_mark (
  the_only_one boolean PRIMARY KEY DEFAULT true CHECK (the_only_one),
  id           uuid NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO database_mark DEFAULT VALUES;

CREATE TABLE account (
  id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name          text NOT NULL UNIQUE CHECK (char_length(name) BETWEEN 1 AND 64),
  operator      boolean NOT NULL DEFAULT false,
  service_seats text NOT NULL DEFAULT 'allowed' CHECK (service_seats IN ('allowed', 'refused')),
  created_at    timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX account_one_operator ON account (operator) WHERE operator;

CREATE FUNCTION tell_account_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_change('account', (CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END)::text);
  RETURN NULL;
END $$;
CREATE TRIGGER account_changed AFTER INSERT OR UPDATE OR DELETE ON account
  FOR EACH ROW EXECUTE FUNCTION tell_account_changed();

CREATE FUNCTION are_key_scopes(scopes text[]) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT
  AS $$ SELECT cardinality(scopes) > 0 AND scopes <@ ARRAY['join', 'rooms:read', 'rules:write'] $$;

CREATE TABLE api_key (
  id            text PRIMARY KEY CHECK (char_length(id) BETWEEN 1 AND 128),
  account_id    uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  -- Sealed with a key from a file outside of the database.
  secret_sealed bytea NOT NULL CHECK (octet_length(secret_sealed) > 28),
  created_at    timestamptz NOT NULL DEFAULT now(),
  name          text NOT NULL DEFAULT 'key' CHECK (char_length(name) BETWEEN 1 AND 60),
  scopes        text[] NOT NULL DEFAULT ARRAY['join', 'rooms:read', 'rules:write']
                  CHECK (are_key_scopes(scopes)),
  last_used_on  date,
  -- Set when a key is rotated: the old one works until then.
  expires_at    timestamptz
);
CREATE INDEX api_key_account ON api_key (account_id);

CREATE FUNCTION tell_keys_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_change('keys');
  RETURN NULL;
END $$;
-- Without last_used_on, which changes no decision.
CREATE TRIGGER api_key_changed
  AFTER INSERT OR DELETE OR UPDATE OF account_id, secret_sealed, scopes, expires_at ON api_key
  FOR EACH STATEMENT EXECUTE FUNCTION tell_keys_changed();
