-- What the way of sound and picture counts for in a meeting: see packages/admission/src/standing.ts.
ALTER TABLE meeting
  ADD COLUMN beacon text NOT NULL DEFAULT 'wanted' CHECK (beacon IN ('wanted', 'required', 'off'));
