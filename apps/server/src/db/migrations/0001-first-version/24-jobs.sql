-- What is tried again until it is done: a row is here only while it waits, a day at most; an act of the
-- operator, which has to wait, longer.

CREATE TABLE job (
  id         uuid PRIMARY KEY,
  kind       text NOT NULL CHECK (kind IN ('email', 'end-room', 'terms-effect', 'operator-act')),
  -- Sealed with a key from a file outside of the database: an email names a person and may open their account.
  sealed     bytea NOT NULL CHECK (octet_length(sealed) BETWEEN 29 AND 200000),
  tries      integer NOT NULL DEFAULT 1 CHECK (tries >= 0),
  due_at     timestamptz NOT NULL,
  -- Given up then.
  expires_at timestamptz NOT NULL
);
CREATE INDEX job_due ON job (due_at);
