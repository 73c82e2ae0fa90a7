-- answered: was asked where they are and answered as was likely. A doubt that asks does not apply;
-- whatever else a host closes does.
ALTER TABLE seat_standing
  DROP CONSTRAINT seat_standing_entry_check,
  ADD CONSTRAINT seat_standing_entry
    CHECK (entry IN ('none', 'let-in', 'answered', 'held', 'banned'));
