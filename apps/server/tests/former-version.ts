import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { copyIn } from "@graticule/server/db/copy";
import { connectOnce } from "@graticule/server/db/pool";
import type { DatabaseTarget } from "@graticule/server/db/target";
import { z } from "zod";

/** What the program of the sixteen steps left: its steps, and a backup of a used desk. */
const folder = join(import.meta.dirname, "fixtures");
export const formerBackup = join(folder, "sixteen-steps-backup.gz");

const stepsSchema = z.array(
  z.object({ version: z.number(), name: z.string(), checksum: z.string(), sql: z.string() }),
);
const tableSchema = z.object({ table: z.string(), columns: z.array(z.string()) });

/** Makes a database of the sixteen steps with all rows of that backup, owned by a single role. */
export async function makeFormerDatabase(target: DatabaseTarget): Promise<void> {
  const steps = stepsSchema.parse(
    JSON.parse(gunzipSync(readFileSync(join(folder, "sixteen-steps.json.gz"))).toString()),
  );
  const client = await connectOnce(target);
  try {
    await client.query(
      `CREATE TABLE schema_migration (version int PRIMARY KEY, name text NOT NULL, checksum text NOT NULL,
         applied_at timestamptz NOT NULL DEFAULT now())`,
    );
    for (const { version, name, checksum, sql } of steps) {
      await client.query(sql);
      const step = "INSERT INTO schema_migration (version, name, checksum) VALUES ($1, $2, $3)";
      await client.query(step, [version, name, checksum]);
    }
    await client.query("SET session_replication_role = replica");
    await client.query("DELETE FROM disputed_place_event; DELETE FROM ledger_head");
    const [, ...lines] = gunzipSync(readFileSync(formerBackup)).toString().split("\n");
    for (let at = 0; lines[at]?.startsWith('{"table"') === true; ) {
      const { table, columns } = tableSchema.parse(JSON.parse(lines[at] ?? ""));
      const end = lines.indexOf("\\.", at);
      const rows = lines.slice(at + 1, end).map((row) => Buffer.from(`${row}\n`));
      const list = columns.map((one) => `"${one}"`).join(", ");
      await copyIn(client, `COPY ${table} (${list}) FROM STDIN`, each(rows));
      at = end + 1;
    }
    const numbered = [
      ...[
        "rule_event",
        "staff_appointment",
        "request_event",
        "disputed_place_event",
        "public_entry",
      ],
      ...["geofeed_accepted", "host_notice", "host_act", "ledger_sealed"],
    ];
    for (const table of numbered) {
      await client.query(
        `SELECT setval(pg_get_serial_sequence('${table}', 'id'), max(id)) FROM ${table} HAVING max(id) > 0`,
      );
    }
  } finally {
    await client.end();
  }
}

async function* each(rows: readonly Buffer[]): AsyncGenerator<Buffer, void, undefined> {
  yield* rows;
}
