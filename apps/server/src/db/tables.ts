import type { Client } from "pg";
import type { BackupTable } from "./backup-file.ts";

/**
 * In no backup: the list of steps, the log of changes, pending webhook deliveries and jobs, the
 * database's mark, the key of the program, what deleted meetings leave, which instance holds what, when a meeting was in use, whose
 * turn it is, the keys of texts, which end sooner than a file does, and location data: they are large, and come
 * from their makers again.
 */
const notKept = [
  ...["schema_migration", "change_log", "webhook_delivery", "job", "database_mark"],
  ...[
    "program_key",
    "deleted_meeting",
    "transaction_part",
    "turn",
    "instance",
    "room_owner",
    "leased_role",
    "noted_use",
    "text_key",
  ],
  ...["location_blob", "location_chunk", "location_file", "location_list", "location_set"],
];

/** All tables but these, each after those it refers to, with their columns but the computed ones. */
export async function tablesInOrder(
  client: Client,
  without: readonly string[] = notKept,
): Promise<readonly BackupTable[]> {
  const found = await client.query<{ table: string; columns: string[]; refers: string[] }>(
    `SELECT c.relname AS "table",
       array(SELECT a.attname::text FROM pg_attribute a
             WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
             ORDER BY a.attnum) AS columns,
       array(SELECT f.confrelid::regclass::text FROM pg_constraint f
             WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid) AS refers
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND n.nspname = current_schema() AND c.relname <> ALL ($1::text[])
     ORDER BY c.relname`,
    [without],
  );
  const ordered: BackupTable[] = [];
  let left = found.rows;
  while (left.length > 0) {
    const open = new Set(left.map((one) => one.table));
    const ready = left.filter((one) => !one.refers.some((name) => open.has(name)));
    if (ready.length === 0) throw new Error("tables refer to one another in a circle");
    ordered.push(...ready.map(({ table, columns }) => ({ table, columns })));
    left = left.filter((one) => !ready.includes(one));
  }
  return ordered;
}
