-- What hosts decide in person: the meeting's door, who is what in it, traveller's passes.
-- Nothing here says where anybody is.

ALTER TABLE meeting
  ADD COLUMN entry  text NOT NULL DEFAULT 'open' CHECK (entry IN ('open', 'lobby')),
  ADD COLUMN locked boolean NOT NULL DEFAULT false;

-- Only those about whom a host decided something. What concerns guests is deleted when the meeting
-- is over or its room was empty for an hour, the rest with the meeting.
CREATE TABLE seat_standing (
  room           text NOT NULL REFERENCES room (name) ON DELETE CASCADE,
  -- What stands before the dot in the identities of all tabs of one person.
  person         text NOT NULL CHECK (char_length(person) BETWEEN 1 AND 200 AND strpos(person, '.') = 0),
  display_name   text NOT NULL CHECK (char_length(display_name) <= 80),
  role           text NOT NULL DEFAULT 'guest' CHECK (role IN ('host', 'co-host', 'guest')),
  -- let-in: a hold does not apply. held: waits whatever the limits say. banned: kept out for good.
  entry          text NOT NULL DEFAULT 'none' CHECK (entry IN ('none', 'let-in', 'held', 'banned')),
  -- Has a traveller's pass: the meeting's own rule does not apply.
  pass           boolean NOT NULL DEFAULT false,
  successor_rank integer CHECK (successor_rank > 0),
  changed_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (room, person),
  -- The door is never closed to a host: whoever is put out is no host any more.
  CHECK (role = 'guest' OR entry NOT IN ('held', 'banned'))
);
CREATE TRIGGER seat_standing_changed AFTER INSERT OR UPDATE OR DELETE ON seat_standing
  FOR EACH ROW EXECUTE FUNCTION tell_room_changed();

CREATE TABLE travel_pass (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  room        text NOT NULL REFERENCES room (name) ON DELETE CASCADE,
  name        text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 80),
  -- Null: it has no link, it was given to somebody who knocked.
  secret_hash bytea UNIQUE CHECK (octet_length(secret_hash) = 32),
  created_at  timestamptz NOT NULL DEFAULT now(),
  -- The one whom it let in last.
  person      text CHECK (char_length(person) BETWEEN 1 AND 200),
  CHECK (secret_hash IS NOT NULL OR person IS NOT NULL)
);
CREATE INDEX travel_pass_room ON travel_pass (room);
