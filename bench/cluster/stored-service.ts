import { randomBytes } from "node:crypto";
import { unjudged } from "@graticule/server/tests/by-hand";
import type { TestDatabase } from "@graticule/server/tests/harness";

/** Places of a rule that keeps nobody of the simulation out. */
export const denied = ["AQ", "BV"].map((code) => ({ kind: "place", code }));
/** Live seats of each room. */
export const seatsARoom = 100;
const instanceSeats = 100_000;
/** So many accounts have the rooms; every fourth room has a rule of its own. */
const accounts = 10;

export const roomName = (at: number): string => `m-room-${at}`;
/** Digits as letters, in the form of a meeting's code. */
export function codeOf(at: number): string {
  const letters = String(at)
    .padStart(10, "0")
    .replace(/\d/g, (digit) => String.fromCharCode(97 + Number(digit)));
  return `${letters.slice(0, 3)}-${letters.slice(3, 7)}-${letters.slice(7)}`;
}

/** Writes what all instances of a service with so many live seats share. Answers its accounts. */
export async function storeService(
  database: TestDatabase,
  seats: number,
): Promise<readonly string[]> {
  const rooms = seats / seatsARoom;
  const names = Array.from({ length: rooms }, (_, at) => roomName(at));
  const codes = names.map((_, at) => codeOf(at));
  const rule = { deny: denied, until: new Date(Date.now() + 86_400_000).toISOString() };
  return await unjudged(database, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      "INSERT INTO account (name) SELECT 'bench-' || n FROM generate_series(1, $1) n RETURNING id",
      [accounts],
    );
    const owners = rows.map(({ id }) => id);
    const rows_ = "FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS r (name, code, n)";
    await client.query(
      `INSERT INTO room (name, account_id, kind)
       SELECT name, ($3::uuid[])[1 + n % cardinality($3::uuid[])], 'meeting' ${rows_}`,
      [names, codes, owners],
    );
    await client.query(
      `INSERT INTO meeting (code, room, title, manage_secret_hash)
       SELECT code, name, 'Meeting ' || n, $3 ${rows_}`,
      [names, codes, randomBytes(32)],
    );
    await client.query(
      `INSERT INTO rule_event (room, kind, version, rule)
       SELECT name, 'set', 1, $3 ${rows_} WHERE n % 4 = 0`,
      [names, codes, rule],
    );
    const instances = await client.query<{ id: string }>(
      `INSERT INTO instance (id, url, step) SELECT gen_random_uuid(), 'https://10.0.0.' || n || ':7901', 1
       FROM generate_series(1, $1) n RETURNING id`,
      [Math.ceil(seats / instanceSeats)],
    );
    const ids = instances.rows.map(({ id }) => id);
    await client.query(
      `INSERT INTO room_owner (room, instance, claim, engine)
       SELECT name, ($3::uuid[])[1 + (n - 1) * cardinality($3::uuid[]) / $4], gen_random_uuid(), 'engine'
       ${rows_}`,
      [names, codes, ids, rooms],
    );
    return owners;
  });
}
