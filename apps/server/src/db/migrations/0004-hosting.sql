-- What hosts decide in person: the meeting's door, who is what in it, traveller's passes.
-- Nothing here says where anybody is.

ALTER TABLE meeting
  ADD COLUMN entry  text NOT NULL DEFAULT 'open' CHECK (entry IN ('open', 'lobby')),
  ADD COLUMN locked boolean NOT NULL DEFAULT false;

-- Only those about whom a host decided something; deleted with the room.
CREATE TABLE seat_standing (
  room           text NOT NULL REFERENCES room (name) ON DELETE CASCADE,
  identity       text NOT NULL CHECK (char_length(identity) BETWEEN 1 AND 200),
  display_name   text NOT NULL CHECK (char_length(display_name) <= 80),
  role           text NOT NULL DEFAULT 'guest' CHECK (role IN ('host', 'co-host', 'guest')),
  -- let-in: a hold does not apply. held: waits whatever the limits say. banned: kept out for good.
  entry          text NOT NULL DEFAULT 'none' CHECK (entry IN ('none', 'let-in', 'held', 'banned')),
  -- Has a traveller's pass: the meeting's own rule does not apply.
  pass           boolean NOT NULL DEFAULT false,
  successor_rank integer CHECK (successor_rank > 0),
  changed_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (room, identity)
);
CREATE TRIGGER seat_standing_changed AFTER INSERT OR UPDATE OR DELETE ON seat_standing
  FOR EACH ROW EXECUTE FUNCTION tell_room_changed();

CREATE TABLE travel_pass (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  room        text NOT NULL REFERENCES room (name) ON DELETE CASCADE,
  name        text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 80),
  secret_hash bytea NOT NULL UNIQUE CHECK (octet_length(secret_hash) = 32),
  created_at  timestamptz NOT NULL DEFAULT now(),
  -- The one seat that it let in last.
  identity    text CHECK (char_length(identity) BETWEEN 1 AND 200)
);
CREATE INDEX travel_pass_room ON travel_pass (room);
