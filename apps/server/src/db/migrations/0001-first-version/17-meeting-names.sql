-- Public entries name a meeting by a commitment. Where requests name it, its host can let the log say its title, and can
-- take that back. It is deleted with the meeting, since nobody could take it back later.

CREATE TABLE meeting_name (
  -- The title is in ledger_text.
  entry_id bigint PRIMARY KEY REFERENCES public_entry (id),
  room     text REFERENCES room (name) ON DELETE SET NULL
);
CREATE INDEX meeting_name_room ON meeting_name (room);
CREATE TABLE meeting_name_end (
  entry_id bigint PRIMARY KEY REFERENCES meeting_name (entry_id)
);

-- Why its host can't name a meeting now; null: nothing prevents it. `not-yet`: a request that names it is open or
-- sealed, not saying which or how many. What two people took down stays down.
CREATE FUNCTION why_no_name(named text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN NOT EXISTS (SELECT FROM host_notice n WHERE n.room = named AND n.kind LIKE 'request-%')
      OR NOT EXISTS (SELECT FROM request_meeting m WHERE m.room = named) THEN 'nothing-told'
    WHEN EXISTS (SELECT FROM request_meeting m WHERE m.room = named AND NOT words_can_be_shown(m.request_id))
      THEN 'not-yet'
    WHEN EXISTS (SELECT FROM meeting_name n JOIN ledger_text t ON t.entry_id = n.entry_id
      JOIN text_removal r ON r.leaf = t.leaf AND r.name = t.name
      JOIN text_removal_outcome o ON o.removal_id = r.id AND o.outcome = 'confirmed'
      WHERE n.room = named) THEN 'taken-down'
    WHEN EXISTS (SELECT FROM meeting_name n WHERE n.room = named
      AND NOT EXISTS (SELECT FROM meeting_name_end e WHERE e.entry_id = n.entry_id)) THEN 'named'
  END $$;

-- INVARIANT: a meeting is named by its own title and commitment, in this transaction, and only while no request that
-- names it is open or sealed. A concurrent request waits, or is seen here.
CREATE FUNCTION meeting_is_named() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM take_turn('requests and acts');
  PERFORM FROM meeting WHERE room = NEW.room FOR UPDATE;
  IF NOT FOUND OR why_no_name(NEW.room) IS NOT NULL THEN
    RAISE EXCEPTION 'this meeting can''t be named now' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NOT EXISTS (SELECT FROM public_entry e JOIN ledger_text t ON t.entry_id = e.id AND t.name = 'title'
      JOIN meeting m ON m.room = NEW.room AND m.title = t.value AND m.title !~ '[[:cntrl:]]'
      WHERE e.id = NEW.entry_id AND e.kind = 'meeting-named' AND e.xmin = pg_current_xact_id()::xid
        AND e.body ->> 'meeting' = encode(commitment_to_room(NEW.room), 'hex')) THEN
    RAISE EXCEPTION 'another meeting, or another title' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER meeting_is_named BEFORE INSERT ON meeting_name
  FOR EACH ROW EXECUTE FUNCTION meeting_is_named();

-- INVARIANT: the log names a meeting, or says that its name was withdrawn, only where its host decided so.
CREATE FUNCTION naming_is_the_hosts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (CASE NEW.kind
      WHEN 'meeting-named' THEN EXISTS (SELECT FROM meeting_name n WHERE n.entry_id = NEW.id)
      ELSE EXISTS (SELECT FROM ledger_text t JOIN meeting_name_end e ON e.entry_id = t.entry_id
        WHERE t.name = NEW.body ->> 'text' AND t.leaf::text = NEW.body ->> 'entry' AND t.value IS NULL) END) THEN
    RAISE EXCEPTION 'a meeting is named by its host' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER naming_is_the_hosts AFTER INSERT ON public_entry DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.kind = 'meeting-named' OR NEW.body ->> 'ground' = 'host-withdrew')
  EXECUTE FUNCTION naming_is_the_hosts();

-- Erases a title, with a public entry.
CREATE FUNCTION take_title_down(of_entry bigint, told_at bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE ledger_text SET salt = NULL, value = NULL WHERE entry_id = of_entry AND name = 'title';
  INSERT INTO entry_by_rule SELECT told.entry FROM record_entry('text-removed', false,
    jsonb_build_object('entry', told_at, 'text', 'title', 'ground', 'host-withdrew'), '{}', '{}') AS told;
END $$;

-- What is not in the log yet is erased in the transaction that appends it: nobody ever reads it.
CREATE FUNCTION name_ends() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE told ledger_text;
BEGIN
  SELECT * INTO STRICT told FROM ledger_text t WHERE t.entry_id = NEW.entry_id AND t.name = 'title' FOR UPDATE;
  IF told.value IS NULL THEN
    RAISE EXCEPTION 'this title is not shown any more' USING ERRCODE = 'unique_violation';
  END IF;
  IF told.leaf IS NOT NULL THEN
    PERFORM take_title_down(told.entry_id, told.leaf);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER meeting_name_ends AFTER INSERT ON meeting_name_end FOR EACH ROW EXECUTE FUNCTION name_ends();
CREATE FUNCTION name_ended_before() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM meeting_name_end e WHERE e.entry_id = NEW.entry_id) THEN
    PERFORM take_title_down(NEW.entry_id, NEW.leaf);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_title_ended_before AFTER UPDATE ON ledger_text
  FOR EACH ROW WHEN (NEW.name = 'title' AND OLD.leaf IS NULL AND NEW.leaf IS NOT NULL)
  EXECUTE FUNCTION name_ended_before();

-- INVARIANT: no title outlives its meeting, however that is deleted.
CREATE FUNCTION room_takes_name_along() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO meeting_name_end (entry_id)
    SELECT n.entry_id FROM meeting_name n JOIN ledger_text t ON t.entry_id = n.entry_id AND t.name = 'title'
    WHERE n.room = OLD.name AND t.value IS NOT NULL FOR UPDATE OF t
    ON CONFLICT DO NOTHING;
  RETURN OLD;
END $$;
CREATE TRIGGER room_takes_name_along BEFORE DELETE ON room
  FOR EACH ROW EXECUTE FUNCTION room_takes_name_along();
