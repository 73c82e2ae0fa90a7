-- How many of those inside a rule took out while this version was the newest.
ALTER TABLE rule_tally
  ADD COLUMN removed integer NOT NULL DEFAULT 0 CHECK (removed >= 0);
