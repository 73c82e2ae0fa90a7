-- Rooms, meetings, and what hosts decide: the meeting's door, roles, traveller's passes. Nothing here can hold a
-- network address or says where anyone is.

CREATE TABLE room (
  -- INVARIANT: the room that marks an engine is no one's. Anyone in it could mark the engine as another database's.
  name         text PRIMARY KEY CHECK (char_length(name) BETWEEN 1 AND 256 AND name <> 'graticule-database'),
  -- A deleted account takes its rooms along, and each room its meeting, rules and orders.
  account_id   uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  kind         text NOT NULL CHECK (kind IN ('meeting', 'drop-in')),
  created_at   timestamptz NOT NULL DEFAULT now(),
  -- No finer than a day: only for deleting what nobody uses.
  last_used_on date NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')::date
);
CREATE INDEX room_account ON room (account_id);

CREATE TABLE meeting (
  code               text PRIMARY KEY CHECK (code ~ '^[a-z]{3}-[a-z]{4}-[a-z]{3}$'),
  room               text NOT NULL UNIQUE REFERENCES room (name) ON DELETE CASCADE,
  title              text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 200),
  starts_at          timestamptz,
  manage_secret_hash bytea NOT NULL CHECK (octet_length(manage_secret_hash) = 32),
  created_at         timestamptz NOT NULL DEFAULT now(),
  ended_at           timestamptz,
  entry              text NOT NULL DEFAULT 'open' CHECK (entry IN ('open', 'lobby')),
  locked             boolean NOT NULL DEFAULT false,
  duration_minutes   integer CHECK (duration_minutes BETWEEN 5 AND 1440),
  -- The IANA name of the zone in which the meeting repeats.
  time_zone          text CHECK (char_length(time_zone) BETWEEN 1 AND 64),
  repeat             jsonb CHECK (jsonb_typeof(repeat) = 'object'),
  -- The end of the last occurrence; null: not scheduled, or without end.
  schedule_ends_at   timestamptz,
  -- Only the occurrence was ended; the next one opens then.
  reopens_at         timestamptz,
  -- Whether the media path counts: see packages/admission/src/standing.ts.
  beacon             text NOT NULL DEFAULT 'wanted' CHECK (beacon IN ('wanted', 'required', 'off')),
  -- End-to-end: this service holds none of the participants' keys or groups.
  encryption         text NOT NULL DEFAULT 'off' CHECK (encryption IN ('end-to-end', 'off')),
  -- Whether frames are sealed in the format of LiveKit's native clients.
  native_clients     boolean NOT NULL DEFAULT false,
  -- Ed25519, to recognise people with the link: its private part is derived from the link's fragment.
  link_key           bytea CHECK (octet_length(link_key) = 32),
  -- Of a vouched meeting: the first half of SHA-256 of the host's public key, which vouches for members' keys.
  host_hash          bytea CHECK (octet_length(host_hash) = 16),
  -- The region of the operator's list in which its media server has to be; null: any.
  media_region       text CHECK (media_region ~ '^[a-z0-9-]{1,40}$'),
  CHECK (starts_at IS NOT NULL OR num_nonnulls(repeat, schedule_ends_at, reopens_at) = 0),
  CHECK (reopens_at IS NULL OR ended_at < reopens_at)
);

CREATE INDEX meeting_reopens ON meeting (reopens_at) WHERE reopens_at IS NOT NULL;

CREATE FUNCTION tell_room_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_change('room', CASE WHEN TG_OP = 'DELETE' THEN OLD.room ELSE NEW.room END);
  RETURN NULL;
END $$;
CREATE TRIGGER meeting_changed AFTER INSERT OR UPDATE OR DELETE ON meeting
  FOR EACH ROW EXECUTE FUNCTION tell_room_changed();

CREATE FUNCTION tell_room_row_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_change('room', CASE WHEN TG_OP = 'DELETE' THEN OLD.name ELSE NEW.name END);
  RETURN NULL;
END $$;
-- Without last_used_on, which changes no decision.
CREATE TRIGGER room_changed AFTER INSERT OR DELETE OR UPDATE OF name, account_id, kind ON room
  FOR EACH ROW EXECUTE FUNCTION tell_room_row_changed();

-- Persons about whom a host decided something. Rows of guests are deleted when the meeting is over or its room was
-- empty for an hour, the others with the meeting.
CREATE TABLE seat_standing (
  room           text NOT NULL REFERENCES room (name) ON DELETE CASCADE,
  -- The part before the dot of the identities of all tabs of one person.
  person         text NOT NULL CHECK (char_length(person) BETWEEN 1 AND 200 AND strpos(person, '.') = 0),
  display_name   text NOT NULL CHECK (char_length(display_name) <= 80),
  role           text NOT NULL DEFAULT 'guest' CHECK (role IN ('host', 'co-host', 'guest')),
  -- See HostDecision in packages/admission/src/standing.ts.
  entry          text NOT NULL DEFAULT 'none' CONSTRAINT seat_standing_entry
                   CHECK (entry IN ('none', 'let-in', 'answered', 'held', 'banned')),
  -- When that was decided.
  entry_at       timestamptz NOT NULL DEFAULT now(),
  -- The acts under the terms of service that keep them out, above what a host decided before: without these, that holds again.
  taken_out_by   uuid[] NOT NULL DEFAULT '{}',
  -- Has a traveller's pass: the meeting's own rule does not apply.
  pass           boolean NOT NULL DEFAULT false,
  successor_rank integer CHECK (successor_rank > 0),
  PRIMARY KEY (room, person),
  -- The door is never closed to a host: a person who is removed loses the role.
  CHECK (role = 'guest' OR entry NOT IN ('held', 'banned')),
  CHECK (taken_out_by = '{}' OR (role = 'guest' AND entry <> 'banned'))
);
CREATE TRIGGER seat_standing_changed AFTER INSERT OR UPDATE OR DELETE ON seat_standing
  FOR EACH ROW EXECUTE FUNCTION tell_room_changed();

CREATE TABLE travel_pass (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  room        text NOT NULL REFERENCES room (name) ON DELETE CASCADE,
  name        text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 80),
  -- Null: it has no link; its holder knocked.
  secret_hash bytea UNIQUE CHECK (octet_length(secret_hash) = 32),
  created_at  timestamptz NOT NULL DEFAULT now(),
  -- The last person whom it let in.
  person      text CHECK (char_length(person) BETWEEN 1 AND 200),
  CHECK (secret_hash IS NOT NULL OR person IS NOT NULL)
);
CREATE INDEX travel_pass_room ON travel_pass (room);

-- What was done in the host's role, and in which: never by whom or about whom.
CREATE TABLE host_act (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  room     text NOT NULL REFERENCES room (name) ON DELETE CASCADE,
  at       timestamptz NOT NULL DEFAULT now(),
  kind     text NOT NULL CHECK (kind IN ('co-host-named', 'co-host-ended', 'pass-made', 'pass-taken-back',
             'removed', 'removed-for-good', 'allowed-again', 'sent-to-lobby',
             'locked', 'unlocked', 'lobby-set', 'lobby-lifted', 'second-check-changed', 'ended')),
  -- host: also by the management link or as the owner. service: under its terms.
  acted_as text NOT NULL CHECK (acted_as IN ('host', 'co-host', 'acting', 'service')),
  CHECK (acted_as <> 'service' OR kind = 'ended')
);
CREATE INDEX host_act_room ON host_act (room, id);
