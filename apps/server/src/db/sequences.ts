import { type Client, escapeIdentifier } from "pg";

/** New rows are numbered from the highest restored number on. */
export async function moveSequences(client: Client): Promise<void> {
  const columns = await client.query<{ table: string; column: string; sequence: string }>(
    `SELECT c.relname AS "table", a.attname AS "column",
            pg_get_serial_sequence(quote_ident(c.relname), a.attname) AS sequence
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE n.nspname = current_schema() AND c.relkind = 'r'
       AND pg_get_serial_sequence(quote_ident(c.relname), a.attname) IS NOT NULL`,
  );
  for (const { table, column, sequence } of columns.rows) {
    await client.query(
      `SELECT setval($1::regclass, max(${escapeIdentifier(column)})) FROM ${escapeIdentifier(table)}
       HAVING max(${escapeIdentifier(column)}) IS NOT NULL`,
      [sequence],
    );
  }
}
