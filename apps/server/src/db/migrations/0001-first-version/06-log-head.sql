-- The head of the public log, and which acts are in it: what restricts people is obeyed only once anyone can read it
-- there.

-- The tree, and the public checkpoint: it is signed, and never ahead of the tree.
CREATE TABLE ledger_head (
  the_only_one   boolean PRIMARY KEY DEFAULT true CHECK (the_only_one),
  size           bigint NOT NULL CHECK (size >= 0),
  root           bytea NOT NULL CHECK (octet_length(root) = 32),
  -- The last day whose daily entries and sealed slots are in the log.
  closed_through date NOT NULL,
  -- That the program made it so: see tree_is_proved.
  tree_proof     bytea CHECK (octet_length(tree_proof) = 32),
  published_size bigint CHECK (published_size BETWEEN 0 AND size),
  checkpoint     bytea,
  -- When the signer last found that all is well with the log. Orders and rules of the whole service hold for ten minutes
  -- after it.
  signed_at      timestamptz,
  -- Since when no one had signed for ten minutes the last time that the log said so.
  gap_told       timestamptz,
  -- When someone signed again after 12 hours or more in which no one did, or after a clock that had run ahead, so that no one
  -- knows. Set by a trigger; null: that never happened.
  away_until     timestamptz,
  -- How often a signer found that all is well. What a signer remembers is never more than this, unless the database went back.
  rounds         bigint NOT NULL DEFAULT 0,
  -- That the program found it: see round_is_proved.
  proof          bytea CHECK (octet_length(proof) = 32),
  CHECK ((published_size IS NULL) = (checkpoint IS NULL))
);
INSERT INTO ledger_head (size, root, closed_through)
  VALUES (0, sha256(''), (now() AT TIME ZONE 'UTC')::date - 1);
-- Whether this time is yet to come, so that the clock ran ahead when it was noted. Ten seconds are a correction of the clock.
CREATE FUNCTION is_ahead(moment timestamptz) RETURNS boolean LANGUAGE sql VOLATILE AS $$
  SELECT coalesce(moment > clock_timestamp() + interval '10 seconds', false) $$;

-- INVARIANT: it only grows; days end one after another, once they are over; what is shown is of the size that it says; no one
-- signs after a gap that the log doesn't tell, however long ago the signer looked: see untold_gap. A signature by a clock that
-- ran ahead gives way to the next one, and to no earlier time.
CREATE FUNCTION head_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW.size < OLD.size OR NEW.closed_through < OLD.closed_through
     OR coalesce(NEW.published_size, -1) < coalesce(OLD.published_size, -1)
     OR coalesce(NEW.signed_at, '-infinity')
       < (CASE WHEN OLD.signed_at > clock_timestamp() THEN now() ELSE coalesce(OLD.signed_at, '-infinity') END)
     OR (NEW.signed_at IS DISTINCT FROM OLD.signed_at
       AND (NEW.signed_at > clock_timestamp() OR untold_gap(OLD, NEW.signed_at) IS NOT NULL))
     OR NEW.rounds NOT BETWEEN OLD.rounds AND OLD.rounds + 1
     OR (NEW.size = OLD.size AND NEW.root <> OLD.root)
     OR (NEW.closed_through > OLD.closed_through AND (NEW.size = OLD.size
       OR NEW.closed_through > least(OLD.closed_through + 1, last_day_over())))
     OR (NEW.checkpoint IS DISTINCT FROM OLD.checkpoint
       AND split_part(convert_from(NEW.checkpoint, 'UTF8'), E'\n', 2) IS DISTINCT FROM NEW.published_size::text) THEN
    RAISE EXCEPTION 'the log only grows' USING ERRCODE = 'restrict_violation';
  END IF;
  NEW.away_until := CASE
    WHEN NEW.signed_at > OLD.signed_at + interval '12 hours' OR (NEW.signed_at < OLD.signed_at AND is_ahead(OLD.signed_at))
    THEN NEW.signed_at ELSE OLD.away_until END;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_head_moves_on BEFORE UPDATE OR DELETE ON ledger_head
  FOR EACH ROW EXECUTE FUNCTION head_moves_on();

-- Until when the log has told what it tells once a day is over. Before that, nothing that anyone may read depends on it.
CREATE FUNCTION told_until() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT (closed_through + 1)::timestamp AT TIME ZONE 'UTC' FROM ledger_head $$;

-- Whether the log was signed less than ten minutes ago, and not at a time yet to come.
CREATE FUNCTION is_log_signed() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(signed_at > now() - interval '10 minutes', false) AND NOT is_ahead(signed_at) FROM ledger_head $$;

-- Since when no one let 12 hours go by without signing it; null: that never happened. INVARIANT: what waits so that people
-- can read of it and stop it waits while the service is there. Stopped for that time, it would do it at its next start. A
-- service may be off at night.
CREATE FUNCTION there_since() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN signed_at < now() - interval '12 hours' OR is_ahead(signed_at) THEN now() ELSE away_until END FROM ledger_head $$;

-- Acts that restrict people, and ends of desk keys by the first half of their ids, by the kinds of their entries, and the
-- leaf of each.
CREATE TABLE act_in_log (
  kind text NOT NULL CHECK (kind IN ('order-approved', 'order-confirmed', 'change-proposed', 'change-decided',
                                   'terms-act', 'operator-act', 'staff-left')),
  act  uuid NOT NULL,
  leaf bigint NOT NULL CHECK (leaf >= 0),
  at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (kind, act)
);
CREATE INDEX act_in_log_leaf ON act_in_log (leaf);

-- Whether anyone can read in the log that this was done.
CREATE FUNCTION is_published(of_kind text, of_act uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM act_in_log a JOIN ledger_head h ON a.leaf < h.published_size
    WHERE a.kind = of_kind AND a.act = of_act) $$;
