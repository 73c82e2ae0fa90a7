-- What happens one after another takes its turn here until its transaction ends. Only the owner, and so a trigger, can lock a
-- row: no one with a role of the database keeps others waiting.
CREATE TABLE turn (name text PRIMARY KEY, taken_at timestamptz NOT NULL DEFAULT '2000-01-01');
INSERT INTO turn (name) VALUES ('looks'), ('requests and acts'), ('served data'), ('staff');

-- INVARIANT: what comes later began later, so that times tell the order: a transaction that began before the one whose turn
-- it was begins again. A clock that was set back stops no one.
CREATE FUNCTION take_turn(wanted text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE turn SET taken_at = now() WHERE name = wanted AND (taken_at <= now() OR taken_at > clock_timestamp());
  IF NOT FOUND THEN
    RAISE EXCEPTION 'another transaction began later and came first' USING ERRCODE = 'serialization_failure';
  END IF;
END $$;

-- What changed that running services keep in memory, written in the transaction that changes it and kept for an hour or
-- two. A notification makes them look at once; what counts is the log.
CREATE TABLE change_log (
  seq  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('room', 'account', 'keys', 'settings', 'location', 'all')),
  key  text,
  at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- Of two transactions the one that began to write later can be visible first.
  tx   xid8 NOT NULL DEFAULT pg_current_xact_id(),
  CHECK ((kind IN ('room', 'account')) = (key IS NOT NULL))
);
CREATE INDEX change_log_tx ON change_log (tx);
-- There is always a row by which a reader knows the log again.
INSERT INTO change_log (kind) VALUES ('all');

CREATE FUNCTION tell_change(kind text, key text DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO change_log (kind, key) VALUES (tell_change.kind, tell_change.key);
  PERFORM pg_notify('graticule_changed', '');
END $$;

-- What a reader hasn't read: `after`, all transactions before this one were over when it read last, at `since`; the row
-- `last_seq`, of `last_tx`, is the newest it has seen. `known` false: the log can't say what it missed. INVARIANT: what was committed
-- before `drawn` was drawn is among the changes, for each statement here sees what was committed when it begins.
CREATE FUNCTION read_changes(after xid8, since timestamptz, last_seq bigint, last_tx xid8)
  RETURNS TABLE (drawn text, known boolean, running xid8, read_at timestamptz, log_signed_at timestamptz, changes json)
  LANGUAGE plpgsql VOLATILE AS $$
DECLARE drawn_before bigint;
BEGIN
  PERFORM expect_program();
  SELECT last_value INTO drawn_before FROM change_log_seq_seq;
  RETURN QUERY SELECT drawn_before::text,
    coalesce(EXISTS (SELECT FROM change_log WHERE seq = last_seq AND tx = last_tx)
      AND now() < since + interval '30 minutes', false),
    pg_snapshot_xmin(pg_current_snapshot()), now(), (SELECT signed_at FROM ledger_head),
    (SELECT coalesce(json_agg(one), '[]') FROM (
      SELECT l.seq::text, l.tx::text, l.kind, l.key FROM change_log l
        WHERE l.tx >= coalesce(after, (SELECT max(tx) FROM change_log))
      -- What the passing of time changes of a stored room: it reopens, an order's seal ends.
      UNION ALL SELECT NULL, NULL, 'room', m.room FROM meeting m WHERE m.reopens_at > since AND m.reopens_at <= now()
      UNION ALL SELECT NULL, NULL, 'room', p.room FROM order_proposal p
        WHERE p.sealed_until > since AND p.sealed_until <= now()) one);
END $$;

-- A number that is larger than all that were drawn before.
CREATE FUNCTION draw_change_number() RETURNS text LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM expect_program();
  RETURN nextval('change_log_seq_seq')::text;
END $$;

-- Every reader has read all before this transaction. INVARIANT: no call makes one miss a change. A reader that was away for
-- half an hour reads everything again, so what is an hour old is missed by none.
CREATE FUNCTION forget_changes(before xid8) RETURNS void LANGUAGE sql VOLATILE AS $$
  DELETE FROM change_log WHERE tx < before AND tx < (SELECT max(tx) FROM change_log)
    AND at < clock_timestamp() - interval '1 hour' $$;
