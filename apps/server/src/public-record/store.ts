import type { Opening } from "@graticule/ledger/commitment";
import type { Day } from "@graticule/ledger/day";
import type { TextName } from "@graticule/ledger/entry";
import { type Kysely, sql, type Transaction } from "kysely";
import type { Database } from "../db/schema.ts";
import type { TextSalts } from "./translate.ts";

interface RecordedRow {
  readonly id: number;
  readonly day: Day;
  readonly texts: Readonly<Record<string, Opening>> | null;
}

/** `daily`: it appears with the others of its day. `openings`: of the commitments to its texts. */
export async function insertEntry(
  tx: Transaction<Database>,
  entry: {
    readonly kind: string;
    readonly daily: boolean;
    readonly body: object;
    readonly texts: ReadonlyMap<TextName, string>;
    readonly salts: TextSalts;
  },
): Promise<{
  readonly id: number;
  readonly day: Day;
  readonly openings: ReadonlyMap<TextName, Opening>;
}> {
  const { kind, daily, body, texts } = entry;
  const salts = [...texts.keys()].map((name) => entry.salts[name] ?? null);
  // One statement, planned once for a connection: round trips hold up transactions.
  const { rows } = await sql<RecordedRow>`
    SELECT entry AS "id", said_on AS "day", openings AS "texts" FROM record_entry(${kind}, ${daily},
      ${JSON.stringify(body)}, ${[...texts.keys()]}, ${[...texts.values()]}, ${salts})`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new TypeError("the entry is not there");
  const openings = new Map(Object.entries(row.texts ?? {}) as [TextName, Opening][]);
  return { id: row.id, day: row.day, openings };
}

/** Acts that hold only once they are published, by the kinds of their entries. */
export type ActInLog = "order-approved" | "order-confirmed" | "change-decided" | "terms-act";

/** Whether anyone can read of this act in the public log. */
export async function isPublished(
  db: Kysely<Database>,
  kind: ActInLog,
  act: string,
): Promise<boolean> {
  const { rows } = await sql<{ published: boolean }>`
    SELECT is_published(${kind}, ${act}) AS "published"`.execute(db);
  return rows[0]?.published === true;
}
