import { createAccountStore } from "@graticule/server/accounts/store";
import { afterAll, beforeAll, expect, test } from "vitest";
import { refusalOf, trial } from "./by-hand.ts";
import { startTestDatabase, type TestDatabase } from "./harness.ts";

/** No row takes pages or the end of orders away by a time that can't be read, even by direct writes to the database. */
let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database?.stop());

/** Those that are in no year that people write, with the first moments out of bounds. */
const odd = ["infinity", "-infinity", "294000-01-01", "4000-01-01 BC", "2200-01-02", "1999-12-31"];

// Was "done", each, and 500 from then on for the host, the desk or all who appeal, and no order ended with its session. Broken
// on purpose: without the loop in 28-times.sql, every column is named here; with timestamptz alone, the days are.
test("no column takes a time that the program can't read or write", async () => {
  const { rows: columns } = await database.pool.query<{
    of: string;
    name: string;
    bounds: string | null;
  }>(
    `SELECT c.table_name AS of, c.column_name AS name, pg_get_expr(k.conbin, k.conrelid) AS bounds
     FROM information_schema.columns c
     JOIN information_schema.tables t USING (table_schema, table_name)
     LEFT JOIN pg_constraint k ON k.conrelid = quote_ident(c.table_name)::regclass AND k.convalidated
       AND k.contype = 'c' AND k.conname = c.table_name || '_' || c.column_name || '_time'
     WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
       AND (c.data_type LIKE 'timestamp%' OR c.data_type = 'date')`,
  );
  expect(columns.length).toBeGreaterThan(100);
  const open: string[] = [];
  for (const { of, name, bounds } of columns) {
    for (const time of [...odd, "2000-01-02", "2199-12-31"]) {
      const { rows } = await database.pool.query(
        `SELECT ${bounds ?? "true"} AS taken FROM (SELECT (jsonb_populate_record(NULL::"${of}", $1)).*) AS one`,
        [{ [name]: time }],
      );
      if (rows[0].taken === odd.includes(time)) open.push(`${of}.${name} ${time}`);
    }
  }
  expect(open).toEqual([]);
});

test("a notice and the use of a room at no time that can be read are refused", async () => {
  const account = (await createAccountStore(database.db).operator()).id;
  await trial(database, async (client) => {
    await client.query("INSERT INTO room (name, account_id, kind) VALUES ('odd', $1, 'meeting')", [
      account,
    ]);
    for (const time of odd) {
      const notice = `INSERT INTO host_notice (room, kind, body, at) VALUES ('odd', 'order-began', '{}', '${time}')`;
      expect(await refusalOf(client, notice)).toMatch(/^23001 at is of now|^23514 /);
      const used = `UPDATE room SET last_used_on = '${time}' WHERE name = 'odd'`;
      expect(await refusalOf(client, used)).toMatch(/^23514 .*"room_last_used_on_time"/);
    }
  });
});
