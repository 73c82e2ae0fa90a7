-- Location data of several instances: compiled by one, served by all. In a service of one instance, which has them on its
-- disk, these tables stay empty.

CREATE TABLE location_blob (
  -- SHA-256 of all of its chunks.
  digest  bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
  -- What nothing refers to is deleted a while after it was written last.
  used_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE location_chunk (
  digest   bytea NOT NULL REFERENCES location_blob ON DELETE CASCADE,
  position integer NOT NULL CHECK (position >= 0),
  bytes    bytea NOT NULL CHECK (octet_length(bytes) BETWEEN 1 AND 1048576),
  PRIMARY KEY (digest, position)
);
-- They are compressed already.
ALTER TABLE location_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- The folder `location` of whichever instance compiles: sources, choices, corrections, tokens (sealed). Which files count
-- is said by location_list alone; these rows keep their bytes.
CREATE TABLE location_file (
  name        text PRIMARY KEY CHECK (length(name) <= 300 AND name ~ '^[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$'),
  digest      bytea NOT NULL REFERENCES location_blob,
  -- Some sources have no other date. Unix ms.
  modified_ms bigint NOT NULL
);
CREATE INDEX location_file_digest ON location_file (digest);
-- Names, digests and dates of those files, and a number that grows, sealed: only an instance can say what is compiled. See
-- location/shared/file-list.ts.
CREATE TABLE location_list (
  the_only_one boolean PRIMARY KEY DEFAULT true CHECK (the_only_one),
  record       bytea NOT NULL CHECK (octet_length(record) >= 29)
);

-- Compiled tables. The one with the highest position is served.
CREATE TABLE location_set (
  digest   bytea PRIMARY KEY REFERENCES location_blob,
  position bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  -- Sources and their dates, and what is held back, sealed together with the digest: only an instance can name what is
  -- served. See location/shared/set-record.ts.
  record   bytea NOT NULL CHECK (octet_length(record) >= 29)
);

CREATE FUNCTION location_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_change('location');
  RETURN NULL;
END $$;
CREATE TRIGGER location_file_changed AFTER INSERT OR UPDATE OR DELETE ON location_file
  FOR EACH STATEMENT EXECUTE FUNCTION location_changed();
CREATE TRIGGER location_set_changed AFTER INSERT OR UPDATE ON location_set
  FOR EACH ROW EXECUTE FUNCTION location_changed();
