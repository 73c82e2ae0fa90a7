import { createHash } from "node:crypto";
import { type Client, escapeIdentifier } from "pg";
import { moveSequences } from "./sequences.ts";
import { tablesInOrder } from "./tables.ts";

/** Of the checksums of the sixteen steps that made the first version's schema before they became one. */
const formerSteps = "18c7a80dfd4af003e4ebdf9783bdc7b53e466f99b08521f89f0e3a23858ea3cf";

/** Whether these steps are those sixteen. */
export function areFormerSteps(steps: readonly { readonly checksum: string }[]): boolean {
  const all = steps.map(({ checksum }) => checksum).join("\n");
  return createHash("sha256").update(all).digest("hex") === formerSteps;
}

/**
 * Former rows for which there is no place any more, by table: the service's own default rule; someone removed under the terms, of whom
 * it wasn't noted by which act, is let in again.
 */
export const leftOut: Readonly<Record<string, string>> = {
  rule_event: "platform",
  seat_standing: "entry = 'taken-out'",
};

/** The schema that holds the former tables while their rows are copied. */
const aside = "graticule_before";

/**
 * Rebuilds the schema with its rows, within a transaction of the owner: moves the tables aside, has
 * `make` create today's, copies the rows by the names of tables and columns, and drops the old
 * ones. Triggers don't check the rows again: an order's approval may be a year old.
 */
export async function carryOver(client: Client, make: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ sql: string }>(puttingAside, [aside]);
  await client.query(`CREATE SCHEMA ${aside}`);
  for (const { sql } of rows) await client.query(sql);
  await make();
  const tables = await tablesInOrder(client, ["schema_migration", "program_key"]);
  const known = await client.query<{ table: string; columns: string[] }>(columnsAside, [aside]);
  const before = new Map(known.rows.map(({ table, columns }) => [table, columns]));
  const kept = tables.filter(({ table }) => before.has(table));
  for (const { table } of kept.toReversed()) {
    await client.query(`ALTER TABLE ${escapeIdentifier(table)} DISABLE TRIGGER USER`);
    await client.query(`DELETE FROM ${escapeIdentifier(table)}`);
  }
  for (const { table, columns } of kept) {
    const both = columns.filter((column) => before.get(table)?.includes(column) === true);
    const list = both.map(escapeIdentifier).join(", ");
    const name = escapeIdentifier(table);
    await client.query(
      `INSERT INTO ${name} (${list}) OVERRIDING SYSTEM VALUE SELECT ${list} FROM ${aside}.${name}
       WHERE NOT coalesce(${leftOut[table] ?? "false"}, false)`,
    );
  }
  // Pending checks of foreign keys must run before tables are altered again.
  await client.query("SET CONSTRAINTS ALL IMMEDIATE");
  for (const { table } of kept) {
    await client.query(`ALTER TABLE ${escapeIdentifier(table)} ENABLE TRIGGER USER`);
  }
  await moveSequences(client);
  await client.query(`DROP SCHEMA ${aside} CASCADE`);
}

/** Dropping functions drops the triggers and constraints that call them. */
const puttingAside = `
  SELECT format('DROP VIEW IF EXISTS %I CASCADE', c.relname) AS sql, 1 AS turn FROM pg_class c
    WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relkind = 'v' AND pg_get_userbyid(c.relowner) = current_user
  UNION ALL SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', p.oid::regprocedure), 2 FROM pg_proc p
    WHERE p.pronamespace = quote_ident(current_schema())::regnamespace AND pg_get_userbyid(p.proowner) = current_user
  UNION ALL SELECT format('ALTER TABLE %I SET SCHEMA %I', c.relname, $1::text), 3 FROM pg_class c
    WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relkind = 'r' AND pg_get_userbyid(c.relowner) = current_user
  ORDER BY turn`;

const columnsAside = `
  SELECT c.relname AS "table",
    array(SELECT a.attname::text FROM pg_attribute a
          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS "columns"
  FROM pg_class c WHERE c.relnamespace = $1::regnamespace AND c.relkind = 'r'`;
