-- Scheduled and repeating meetings, how long they are kept, keys with scopes.

ALTER TABLE meeting
  ADD COLUMN duration_minutes integer CHECK (duration_minutes BETWEEN 5 AND 1440),
  -- The IANA name of the zone in which the meeting repeats.
  ADD COLUMN time_zone text CHECK (char_length(time_zone) BETWEEN 1 AND 64),
  ADD COLUMN repeat jsonb CHECK (jsonb_typeof(repeat) = 'object'),
  -- The end of the last occurrence; null: not scheduled, or without end.
  ADD COLUMN schedule_ends_at timestamptz,
  -- Ended until then: only the occurrence was ended, and this is when the next one opens.
  ADD COLUMN reopens_at timestamptz,
  ADD CHECK (starts_at IS NOT NULL OR num_nonnulls(repeat, schedule_ends_at, reopens_at) = 0),
  ADD CHECK (reopens_at IS NULL OR ended_at < reopens_at);
-- Meetings that were scheduled before this had no length: an hour is taken.
UPDATE meeting SET schedule_ends_at = starts_at + interval '1 hour' WHERE starts_at IS NOT NULL;

-- The day of the last use, and nothing finer: it says when what nobody uses is deleted.
ALTER TABLE room
  ADD COLUMN last_used_on date NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')::date;

CREATE FUNCTION are_key_scopes(scopes text[]) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT
  AS $$ SELECT cardinality(scopes) > 0 AND scopes <@ ARRAY['join', 'rooms:read', 'rules:write'] $$;

-- Keys from before could do everything.
ALTER TABLE api_key
  ADD COLUMN name text NOT NULL DEFAULT 'key' CHECK (char_length(name) BETWEEN 1 AND 60),
  ADD COLUMN scopes text[] NOT NULL DEFAULT ARRAY['join', 'rooms:read', 'rules:write']
    CHECK (are_key_scopes(scopes)),
  ADD COLUMN last_used_on date,
  -- Set when a key is rotated: the old one works until then.
  ADD COLUMN expires_at timestamptz;
UPDATE api_key SET name = left(id, 60);
CREATE INDEX api_key_account ON api_key (account_id);

-- The use of a key or room, noted once a day, changes no decision: nobody needs to hear of it.
DROP TRIGGER api_key_changed ON api_key;
CREATE TRIGGER api_key_changed
  AFTER INSERT OR DELETE OR UPDATE OF account_id, secret_sealed, scopes, expires_at ON api_key
  FOR EACH STATEMENT EXECUTE FUNCTION tell_keys_changed();
DROP TRIGGER room_changed ON room;
CREATE TRIGGER room_changed AFTER INSERT OR DELETE OR UPDATE OF name, account_id, kind ON room
  FOR EACH ROW EXECUTE FUNCTION tell_room_row_changed();
