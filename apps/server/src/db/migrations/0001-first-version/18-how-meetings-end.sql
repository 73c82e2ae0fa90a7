-- INVARIANT: a meeting ends by an act of its host or by an act under the terms of service, and in no other way. What was ended
-- for good opens again only where a review reversed the act that ended it. A meeting is deleted once it is over, or when its
-- owner leaves the service.

-- The end of the day on which it was last used, or, if that is later, when the database was last restored: it may have been used
-- in the time that this lost.
CREATE FUNCTION used_until(r room) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT greatest((r.last_used_on + 1)::timestamp AT TIME ZONE 'UTC', (SELECT max(at) FROM restoration)) $$;

-- When what has no end of its own is deleted: an endless repetition, a backend's room.
CREATE FUNCTION unused_at(r room) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT used_until(r) + interval '365 days' $$;

-- 30 days after a meeting was ended for good, or 90 where the service ended it, since a request may come within them
-- and a review reopen it; after its last occurrence, or, if it was never scheduled, after its last
-- use; an endless repetition a year after its last use. Use after the last occurrence prolongs it.
CREATE FUNCTION deletes_at(m meeting, r room) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN m.ended_at IS NOT NULL AND m.reopens_at IS NULL THEN m.ended_at + CASE
      WHEN EXISTS (SELECT FROM meeting_ended_under_terms t WHERE t.room = m.room) THEN interval '90 days'
      ELSE interval '30 days' END
    WHEN m.repeat IS NOT NULL AND m.schedule_ends_at IS NULL
      THEN greatest(m.starts_at + interval '365 days', unused_at(r))
    ELSE greatest(m.schedule_ends_at, used_until(r)) + interval '30 days' END $$;

CREATE FUNCTION is_closed(m meeting) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT m.ended_at IS NOT NULL AND (m.reopens_at IS NULL OR m.reopens_at > now()) $$;

CREATE FUNCTION meeting_is_ended_by() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.ended_at IS NOT NULL AND OLD.reopens_at IS NULL
     AND (NEW.ended_at IS NULL OR NEW.reopens_at IS NOT NULL)
     AND NOT EXISTS (SELECT FROM terms_act a JOIN terms_effect e ON e.act_id = a.id JOIN terms_review v ON v.act_id = a.id
       WHERE a.room = OLD.room AND a.kind = 'end-meeting' AND e.at = OLD.ended_at AND v.outcome = 'reversed') THEN
    RAISE EXCEPTION 'a meeting that was ended for good stays closed' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.ended_at IS NULL OR (TG_OP = 'UPDATE' AND NEW.ended_at IS NOT DISTINCT FROM OLD.ended_at
      AND (is_closed(OLD) OR NOT is_closed(NEW)) AND (OLD.reopens_at IS NULL OR NEW.reopens_at IS NOT NULL)) THEN
    RETURN NULL;
  END IF;
  IF NOT EXISTS (SELECT FROM host_act h
      WHERE h.room = NEW.room AND h.kind = 'ended' AND h.at = NEW.ended_at AND h.at = now() AND is_ours(h.xmin)
        -- One that isn't planned again ends for good.
        AND (h.acted_as <> 'service' OR (NEW.reopens_at IS NULL OR NEW.repeat IS NOT NULL) AND EXISTS (SELECT FROM terms_effect e JOIN terms_act a ON a.id = e.act_id
          WHERE a.room = NEW.room AND a.kind = 'end-meeting' AND e.at = h.at AND is_ours(e.xmin))))
     -- What is deleted in the same transaction is judged by meeting_is_over.
     AND EXISTS (SELECT FROM meeting m WHERE m.room = NEW.room) THEN
    RAISE EXCEPTION 'a meeting is ended by its host or under the terms of service' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER meeting_is_ended_by AFTER INSERT OR UPDATE ON meeting DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION meeting_is_ended_by();

CREATE FUNCTION meeting_is_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- A person who leaves takes the account along, and that its rooms.
  IF EXISTS (SELECT FROM account WHERE id = OLD.account_id)
     AND EXISTS (SELECT FROM meeting m WHERE m.room = OLD.name AND deletes_at(m, OLD) >= now()
       AND (m.ended_at IS NULL OR m.reopens_at IS NOT NULL)) THEN
    RAISE EXCEPTION 'a meeting is deleted once it is over' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER room_meeting_is_over BEFORE DELETE ON room
  FOR EACH ROW WHEN (OLD.kind = 'meeting') EXECUTE FUNCTION meeting_is_over();

CREATE FUNCTION meeting_goes_with_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM room WHERE name = OLD.room) THEN
    RAISE EXCEPTION 'a meeting is deleted with its room' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER meeting_goes_with_room BEFORE DELETE ON meeting
  FOR EACH ROW EXECUTE FUNCTION meeting_goes_with_room();
