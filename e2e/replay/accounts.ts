import { createHash } from "node:crypto";
import type { TestDatabase } from "@graticule/server/tests/harness";

/** What belongs to an account, table by table, and how its rows are found. */
const parts = {
  account: "SELECT t.* FROM account t WHERE t.id = $1",
  person: "SELECT t.* FROM person t WHERE t.account_id = $1",
  "sign-in":
    "SELECT t.* FROM credential t JOIN person p ON p.id = t.person_id WHERE p.account_id = $1",
  sessions: "SELECT t.* FROM sign_in t JOIN person p ON p.id = t.person_id WHERE p.account_id = $1",
  keys: "SELECT t.* FROM api_key t WHERE t.account_id = $1",
  meetings: "SELECT t.* FROM meeting t JOIN room r ON r.name = t.room WHERE r.account_id = $1",
  rooms: "SELECT t.* FROM room t WHERE t.account_id = $1",
} as const;
export type AccountPart = keyof typeof parts;

/** One digest over all rows of a part and all their columns, so that any change shows. */
export type AccountDigest = Readonly<Record<AccountPart, string>>;

export async function digestOf(
  { pool }: Pick<TestDatabase, "pool">,
  email: string,
): Promise<AccountDigest> {
  const found = await pool.query("SELECT account_id FROM person WHERE email = $1", [email]);
  const digests = Object.entries(parts).map(async ([part, query]) => {
    const { rows } = await pool.query(`SELECT r::text AS row FROM (${query}) r ORDER BY 1`, [
      found.rows[0]?.account_id,
    ]);
    if (rows.length === 0) throw new Error(`The account has no ${part}.`);
    const text = rows.map(({ row }) => row).join("\n");
    return [part, createHash("sha256").update(text).digest("hex")];
  });
  return Object.fromEntries(await Promise.all(digests));
}
