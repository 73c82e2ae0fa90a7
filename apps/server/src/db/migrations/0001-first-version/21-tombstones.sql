-- Deleted meetings, for as long as a request may still have to be linked to an act against them: 90 days. By their code's
-- HMAC, with the key of the program, which the service can't read and no backup has; in no backup itself.

CREATE TABLE deleted_meeting (
  code_mac           bytea PRIMARY KEY CHECK (octet_length(code_mac) = 32),
  meeting_commitment bytea NOT NULL,
  host_commitment    bytea NOT NULL,
  deleted_on         date NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')::date
);

-- Null: there is no key. What receipts prove begins with "v1.".
CREATE FUNCTION keyed_code(code text) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT mac_of_program('code:' || code) $$;

-- INVARIANT: another meeting with its code takes no meeting's trace.
CREATE FUNCTION note_deleted(named room) RETURNS void LANGUAGE sql VOLATILE AS $$
  INSERT INTO deleted_meeting (code_mac, meeting_commitment, host_commitment)
    SELECT keyed_code(m.code), commitment_to_room(m.room), commitment_to_account(named.account_id)
    FROM meeting m WHERE m.room = named.name AND keyed_code(m.code) IS NOT NULL
    ON CONFLICT (code_mac) DO UPDATE SET meeting_commitment = excluded.meeting_commitment,
      host_commitment = excluded.host_commitment, deleted_on = excluded.deleted_on
      WHERE deleted_meeting.deleted_on < excluded.deleted_on - 90 $$;

-- INVARIANT: no meeting is deleted without it, however that happens. With an account, it is noted before the account goes:
-- afterwards there is nothing to commit to.
CREATE FUNCTION room_leaves_trace() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM account a WHERE a.id = OLD.account_id) THEN
    PERFORM note_deleted(OLD);
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER room_leaves_trace BEFORE DELETE ON room FOR EACH ROW EXECUTE FUNCTION room_leaves_trace();
CREATE FUNCTION account_leaves_traces() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM note_deleted(r) FROM room r WHERE r.account_id = OLD.id;
  RETURN OLD;
END $$;
CREATE TRIGGER account_leaves_traces BEFORE DELETE ON account FOR EACH ROW EXECUTE FUNCTION account_leaves_traces();

-- INVARIANT: none is found or kept for longer than the window before a request.
CREATE FUNCTION find_deleted_meetings(codes text[])
  RETURNS TABLE (code text, meeting_commitment bytea, host_commitment bytea) LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM expect_program();
  RETURN QUERY SELECT asked.code, d.meeting_commitment, d.host_commitment FROM unnest(codes) AS asked (code)
    JOIN deleted_meeting d ON d.code_mac = keyed_code(asked.code)
    WHERE d.deleted_on >= (now() AT TIME ZONE 'UTC')::date - 90;
END $$;
-- INVARIANT: meanwhile no other meeting has its code: a request that names the code would name that one, and no act against the
-- deleted one. Asked once the code is taken, by what was committed until then.
CREATE FUNCTION code_is_free() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM deleted_meeting d
      WHERE d.code_mac = keyed_code(NEW.code) AND d.deleted_on >= (now() AT TIME ZONE 'UTC')::date - 90) THEN
    RAISE EXCEPTION 'a deleted meeting had this code' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER meeting_code_is_free AFTER INSERT ON meeting FOR EACH ROW EXECUTE FUNCTION code_is_free();

CREATE FUNCTION forget_deleted_meetings() RETURNS void LANGUAGE sql VOLATILE AS $$
  DELETE FROM deleted_meeting WHERE deleted_on < (now() AT TIME ZONE 'UTC')::date - 90 $$;

-- INVARIANT: a request names a meeting by its true commitments, by which acts are linked to it. A deleted one by those
-- that it left.
CREATE FUNCTION request_names_truly() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (CASE WHEN NEW.room IS NULL THEN EXISTS (SELECT FROM deleted_meeting d
        WHERE d.meeting_commitment = NEW.meeting_commitment AND d.host_commitment = NEW.host_commitment)
      ELSE EXISTS (SELECT FROM room r WHERE r.name = NEW.room AND NEW.meeting_commitment = commitment_to_room(r.name)
        AND NEW.host_commitment = commitment_to_account(r.account_id)) END) THEN
    RAISE EXCEPTION 'another commitment' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER request_meeting_is_true BEFORE INSERT ON request_meeting
  FOR EACH ROW EXECUTE FUNCTION request_names_truly();

-- INVARIANT: a request names a meeting only as what was typed in does, in the same transaction, of which the log has an
-- entry. One that it named in silence would count among those that an authority repeats, and link acts to the request.
CREATE FUNCTION named_as_typed_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM request_event e WHERE e.request_id = NEW.request_id AND is_ours(e.xmin)
      AND e.kind IN ('received', 'corrected') AND e.body -> 'meetingNos' @> to_jsonb(NEW.no)) THEN
    RAISE EXCEPTION 'a request names its meetings when it is typed in' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER request_meeting_is_typed_in AFTER INSERT ON request_meeting DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION named_as_typed_in();
