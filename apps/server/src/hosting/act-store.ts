import type { ActingRole } from "@graticule/api/hosting";
import { type Kysely, sql, type Transaction } from "kysely";
import type { Database } from "../db/schema.ts";
import type { PastAct } from "./act-history.ts";

/** Of each kind and role. */
const shownActs = 50;

export async function noteAct(
  tx: Transaction<Database>,
  room: string,
  act: { readonly kind: Exclude<PastAct["kind"], "ended">; readonly by: ActingRole },
): Promise<void> {
  await tx.insertInto("host_act").values({ room, kind: act.kind, acted_as: act.by }).execute();
}

/** The newest {@link shownActs} of each kind and role, oldest first. INVARIANT: acts of one kind hide none of another. */
export async function actHistory(db: Kysely<Database>, room: string): Promise<PastAct[]> {
  const { rows } = await sql<PastAct>`
    SELECT at, kind, by FROM (
      SELECT id, at, kind, acted_as AS by, row_number() OVER (PARTITION BY kind, acted_as ORDER BY id DESC) AS nth
        FROM host_act WHERE room = ${room}) act
    WHERE nth <= ${shownActs} ORDER BY id`.execute(db);
  return rows;
}
