-- People who sign in (better-auth's tables, with our names), settings, invitations. Secrets of sessions, links and
-- challenges are stored as hashes; no column can hold an address.

CREATE TABLE setup_link (
  hash       bytea PRIMARY KEY CHECK (octet_length(hash) = 32),
  created_at timestamptz NOT NULL DEFAULT now(),
  used_at    timestamptz
);

-- Deleted when used: nothing says who invited whom.
CREATE TABLE invitation (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  secret_hash bytea NOT NULL UNIQUE CHECK (octet_length(secret_hash) = 32),
  email       text CHECK (email = lower(email) AND char_length(email) <= 254),
  note        text CHECK (char_length(note) BETWEEN 1 AND 100),
  created_at  timestamptz NOT NULL DEFAULT now(),
  expires_at  timestamptz NOT NULL DEFAULT now() + interval '7 days'
);

-- One for each account, so one for the operator's: the administrator.
CREATE TABLE person (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  account_id      uuid NOT NULL UNIQUE REFERENCES account (id),
  name            text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 80),
  email           text NOT NULL UNIQUE CHECK (email = lower(email) AND char_length(email) <= 254),
  email_verified  boolean NOT NULL DEFAULT false,
  second_factor   boolean NOT NULL DEFAULT false,
  -- The person's invitation, checked and removed on insertion.
  invitation_hash text CHECK (invitation_hash IS NULL),
  created_at      timestamptz NOT NULL DEFAULT now(),
  updated_at      timestamptz NOT NULL DEFAULT now()
);

-- INVARIANT: an invitation is for one person, and a person always has an account.
CREATE FUNCTION person_arrives() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.invitation_hash IS NOT NULL THEN
    DELETE FROM invitation
      WHERE secret_hash = decode(NEW.invitation_hash, 'hex')
        AND expires_at > now() AND (email IS NULL OR email = NEW.email);
    IF NOT FOUND THEN
      RAISE EXCEPTION 'this invitation is not open' USING ERRCODE = 'restrict_violation';
    END IF;
    NEW.invitation_hash := NULL;
  END IF;
  IF NEW.account_id IS NULL THEN
    INSERT INTO account (name) VALUES ('person-' || NEW.id) RETURNING id INTO NEW.account_id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER person_arrives BEFORE INSERT ON person
  FOR EACH ROW EXECUTE FUNCTION person_arrives();

-- The operator's account stays: it owns the engine's own key.
CREATE FUNCTION person_leaves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM verification WHERE position(OLD.id::text IN value) > 0;
  DELETE FROM account WHERE id = OLD.account_id AND NOT operator;
  RETURN NULL;
END $$;
CREATE TRIGGER person_leaves AFTER DELETE ON person
  FOR EACH ROW EXECUTE FUNCTION person_leaves();

CREATE TABLE sign_in (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  person_id  uuid NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  token_hash text NOT NULL UNIQUE CHECK (token_hash ~ '^sha256:[0-9a-f]{64}$'),
  -- "Firefox on Linux", for its owner; never what the browser sent.
  device     text NOT NULL CHECK (char_length(device) <= 40),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
CREATE INDEX sign_in_person ON sign_in (person_id);

-- INVARIANT: with a second factor on, no one is signed in who only knew the password, and no code that was
-- given before excuses a browser. The program signs in again who turned it on. What was not mailed dies, like an operator's link.
CREATE FUNCTION second_factor_is_turned() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM verification WHERE value = NEW.id::text AND NOT by_mail;
  IF NEW.second_factor THEN
    DELETE FROM sign_in WHERE person_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER second_factor_is_turned AFTER UPDATE OF second_factor ON person
  FOR EACH ROW WHEN (NEW.second_factor <> OLD.second_factor) EXECUTE FUNCTION second_factor_is_turned();

CREATE TABLE credential (
  id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  person_id     uuid NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  kind          text NOT NULL CHECK (kind = 'credential'),
  subject       text NOT NULL,
  -- scrypt, with a salt of its own.
  password_hash text NOT NULL,
  created_at    timestamptz NOT NULL DEFAULT now(),
  updated_at    timestamptz NOT NULL DEFAULT now(),
  UNIQUE (person_id, kind)
);

-- Links that reset a password and steps of a sign-in that has begun. `identifier` is a hash.
CREATE TABLE verification (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  identifier text NOT NULL,
  value      text NOT NULL,
  -- The link went to the person's address: using it proves the address.
  by_mail    boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
CREATE INDEX verification_identifier ON verification (identifier);

-- INVARIANT: no reset link, no unfinished sign-in and no link that moves an address outlives the password or the address of its
-- request. The last are stored nowhere: they are void from before the person's last change.
CREATE FUNCTION links_die() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- First: one whose day is just over is waited for, and is a link like the others then.
  UPDATE operator_act SET stopped_at = now()
    WHERE person_id = (to_jsonb(NEW) ->> TG_ARGV[0])::uuid AND kind = 'reset-link'
      AND stopped_at IS NULL AND done_at IS NULL;
  DELETE FROM verification WHERE position(to_jsonb(NEW) ->> TG_ARGV[0] IN value) > 0;
  UPDATE person SET updated_at = now() WHERE id = (to_jsonb(NEW) ->> TG_ARGV[0])::uuid;
  RETURN NULL;
END $$;
CREATE TRIGGER links_die_with_password AFTER UPDATE OF password_hash ON credential
  FOR EACH ROW EXECUTE FUNCTION links_die('person_id');
CREATE TRIGGER links_die_with_address AFTER UPDATE OF email ON person
  FOR EACH ROW WHEN (NEW.email <> OLD.email) EXECUTE FUNCTION links_die('id');

CREATE TABLE passkey (
  id            text PRIMARY KEY DEFAULT gen_random_uuid()::text,
  person_id     uuid NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  name          text CHECK (char_length(name) <= 80),
  public_key    text NOT NULL,
  credential_id text NOT NULL UNIQUE,
  counter       bigint NOT NULL,
  device_type   text NOT NULL,
  backed_up     boolean NOT NULL,
  transports    text,
  aaguid        text,
  created_at    timestamptz DEFAULT now()
);
CREATE INDEX passkey_person ON passkey (person_id);

-- Sealed with a key from a file outside of the database.
CREATE TABLE second_factor (
  id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  person_id    uuid NOT NULL UNIQUE REFERENCES person (id) ON DELETE CASCADE,
  secret       text NOT NULL,
  backup_codes text NOT NULL,
  verified     boolean NOT NULL DEFAULT false,
  failures     integer NOT NULL DEFAULT 0,
  locked_until timestamptz
);

-- No row: as shipped.
CREATE TABLE settings (
  the_only_one boolean PRIMARY KEY DEFAULT true CHECK (the_only_one),
  sign_up      text NOT NULL CHECK (sign_up IN ('closed', 'invitation', 'open')),
  service_name text NOT NULL CHECK (char_length(service_name) BETWEEN 1 AND 60),
  contact      text CHECK (char_length(contact) BETWEEN 1 AND 300),
  place_names  jsonb NOT NULL CHECK (jsonb_typeof(place_names) = 'object')
);

CREATE FUNCTION tell_settings_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_change('settings');
  RETURN NULL;
END $$;
CREATE TRIGGER settings_changed AFTER INSERT OR UPDATE ON settings
  FOR EACH STATEMENT EXECUTE FUNCTION tell_settings_changed();

-- What a place is called stands at doors and on orders: each change of one is an entry of the public log.
CREATE FUNCTION place_names_are_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO entry_by_rule SELECT told.entry
    FROM (SELECT code FROM (SELECT was, jsonb_object_keys(was || NEW.place_names) AS code
        FROM (SELECT CASE TG_OP WHEN 'UPDATE' THEN OLD.place_names ELSE '{}' END) AS before (was)) AS one
      WHERE NEW.place_names -> code IS DISTINCT FROM was -> code
      ORDER BY code) AS changed,
    record_entry('place-named', false, jsonb_build_object('place', code),
      array_remove(ARRAY[CASE WHEN NEW.place_names ? code THEN 'name' END], NULL),
      array_remove(ARRAY[NEW.place_names ->> code], NULL)) AS told;
  RETURN NULL;
END $$;
CREATE TRIGGER place_names_are_told AFTER INSERT OR UPDATE ON settings
  FOR EACH ROW EXECUTE FUNCTION place_names_are_told();
