-- Several instances on one database: who they are, and which of them answers for a room. In a service of one
-- instance both tables stay empty.

CREATE TABLE instance (
  -- A new one at each start, and whenever the instance was taken for dead: what it held under the old one is gone.
  id         uuid PRIMARY KEY,
  -- Grows while it lives. Others delete the row only if it stood still for as long as they watched.
  beat       bigint NOT NULL DEFAULT 0 CHECK (beat >= 0),
  -- Whom it had seen here when it sent its last beat: without the database it asks these, and no others.
  knows      uuid[] NOT NULL DEFAULT '{}',
  -- Where the other instances reach it.
  url        text NOT NULL CHECK (url ~ '^https://[^/ ]+:[0-9]+$' AND length(url) <= 300),
  -- The last step of this schema that its version knows.
  step       int NOT NULL CHECK (step > 0),
  -- It takes no rooms: it doesn't serve yet, or is about to stop.
  draining   boolean NOT NULL DEFAULT false,
  started_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE room_owner (
  room     text PRIMARY KEY CHECK (length(room) BETWEEN 1 AND 256),
  -- Null: its instance died or gave it away, and the next one asked takes the room, with its engine.
  instance uuid REFERENCES instance ON DELETE SET NULL,
  -- A new one for each claim: what an owner still asks about an older one changes nothing.
  claim    uuid NOT NULL,
  -- Empty: none took rooms when its instance took it, and it waits for one.
  engine   text NOT NULL CHECK (engine ~ '^[a-z0-9-]{0,40}$')
);
CREATE INDEX room_owner_instance ON room_owner (instance);
CREATE UNIQUE INDEX room_owner_claim ON room_owner (claim);

-- What one instance does for the whole service.
CREATE TABLE leased_role (
  name     text PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 80),
  instance uuid NOT NULL REFERENCES instance ON DELETE CASCADE
);
CREATE INDEX leased_role_instance ON leased_role (instance);
