-- Whether those inside encrypt for each other alone. This service holds none of their keys, and nothing of their groups.
ALTER TABLE meeting
  ADD COLUMN encryption text NOT NULL DEFAULT 'off' CHECK (encryption IN ('end-to-end', 'off'));
