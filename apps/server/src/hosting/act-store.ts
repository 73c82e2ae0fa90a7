import type { ActingRole } from "@graticule/api/hosting";
import type { Kysely, Transaction } from "kysely";
import type { Database } from "../db/schema.ts";
import type { HostRight } from "./host-access.ts";

/** Whoever holds the management link, or owns the meeting, is its host. */
export function actedAs(right: HostRight): ActingRole {
  return right.kind === "inside" ? right.role : "host";
}

type Kind = Database["host_act"]["kind"];

/** An act as the history tells it. `service`: under its terms; only `ended`. */
export interface PastAct {
  readonly at: Date;
  readonly kind: Kind;
  readonly by: ActingRole | "service";
}

/** Nobody is told more of them than this. */
const toldActs = 100;

/** In the transaction of what was done. */
export async function noteAct(
  tx: Transaction<Database>,
  room: string,
  act: { readonly kind: Exclude<Kind, "ended">; readonly by: ActingRole },
): Promise<void> {
  await tx.insertInto("host_act").values({ room, kind: act.kind, acted_as: act.by }).execute();
}

/** The newest {@link toldActs}, oldest first. */
export async function actHistory(db: Kysely<Database>, room: string): Promise<PastAct[]> {
  const rows = await db
    .selectFrom("host_act")
    .select(["at", "kind", "acted_as as by"])
    .where("room", "=", room)
    .orderBy("id", "desc")
    .limit(toldActs)
    .execute();
  return rows.reverse();
}
