/** SQL: entries that the shown checkpoint has, and whether its signer was there in the last ten minutes. */
export const published = `log AS (
    SELECT published_size AS size, signed_at > now() - interval '10 minutes' AS alive FROM ledger_head),
  told AS (SELECT e.id, e.kind, e.body FROM public_entry e JOIN ledger_leaf l ON l.entry_id = e.id, log
    WHERE l.index < log.size)`;
