import type { ActingRole } from "@graticule/api/hosting";
import type { Kysely, Transaction } from "kysely";
import type { Database } from "../db/schema.ts";
import type { PastAct } from "./act-history.ts";

const shownActs = 100;

export async function noteAct(
  tx: Transaction<Database>,
  room: string,
  act: { readonly kind: Exclude<PastAct["kind"], "ended">; readonly by: ActingRole },
): Promise<void> {
  await tx.insertInto("host_act").values({ room, kind: act.kind, acted_as: act.by }).execute();
}

/** The newest {@link shownActs}, oldest first. */
export async function actHistory(db: Kysely<Database>, room: string): Promise<PastAct[]> {
  const rows = await db
    .selectFrom("host_act")
    .select(["at", "kind", "acted_as as by"])
    .where("room", "=", room)
    .orderBy("id", "desc")
    .limit(shownActs)
    .execute();
  return rows.reverse();
}
