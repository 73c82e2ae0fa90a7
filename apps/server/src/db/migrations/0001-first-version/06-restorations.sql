-- Restorations: the database went back to what it was earlier, and what was done since is not in it. Decisions that
-- restrict people and were in force then have no effect until two people make them again: see 16-made-again.sql.
CREATE TABLE restoration (
  -- Its entry in the public log. Set on insertion, like all but `how`.
  entry_id bigint PRIMARY KEY,
  -- `command`: by `npm run restore`. `noticed`: the signer remembered more than the database held. `stated`: the
  -- operator says so.
  how      text NOT NULL CHECK (how IN ('command', 'noticed', 'stated')),
  at       timestamptz NOT NULL,
  -- How often what was restored had been signed.
  rounds   bigint NOT NULL CHECK (rounds >= 0),
  -- Where its entry stands; null: in no leaf yet.
  leaf     bigint CHECK (leaf >= 0)
);

-- Whether this was in the log before the last restoration, or would have been: no clock is asked.
CREATE FUNCTION is_brought_back(of_kind text, of_act uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM act_in_log a
    JOIN (SELECT leaf FROM restoration ORDER BY entry_id DESC LIMIT 1) AS last ON a.leaf < last.leaf OR last.leaf IS NULL
    WHERE a.kind = of_kind AND a.act = of_act) $$;

-- Whether an order that two people made holds: since it was made, or was made again after the last restoration.
CREATE FUNCTION holds_since_restoration(of_order uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT is_brought_back('order-approved', of_order)
    OR is_published('order-confirmed', of_order) AND NOT is_brought_back('order-confirmed', of_order) $$;

-- Whether what one person proposed at this time is from before a restoration: what was lost may have withdrawn or declined it.
CREATE FUNCTION is_proposal_brought_back(proposed_at timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM restoration r WHERE r.at >= proposed_at) $$;

-- Since when no one signed the log in this database, if by then it is ten minutes or more and the log doesn't tell it; null: no
-- such gap. What passed before a restoration is no gap: someone may have signed in what was lost, which its own entry tells.
-- One that is stated hides none: it is the operator's word alone.
-- Signed at a time yet to come, it has a gap too, since that time: no one knows when the clock was set right.
CREATE FUNCTION untold_gap(head ledger_head, as_of timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT since FROM (SELECT greatest(head.signed_at, (SELECT max(at) FROM restoration WHERE how <> 'stated' AND at <= as_of))) AS quiet (since)
  WHERE head.signed_at IS NOT NULL AND (since <= as_of - interval '10 minutes' OR is_ahead(since)) AND since IS DISTINCT FROM head.gap_told $$;
