import { repeatedHosts } from "@graticule/desk/repeats";
import type { Kysely, Transaction } from "kysely";
import type { Roles } from "../../cluster/roles.ts";
import { lockRequestsAndActs } from "../../db/requests-and-acts.ts";
import type { Database } from "../../db/schema.ts";
import { appendEntry } from "../../public-record/public-entries.ts";
import { lookRegularly } from "../orders/look-regularly.ts";
import { type Compared, linkRules, readComparables, readToldRepeats } from "./store.ts";

/** Sometimes half as long again, but not longer: docs/the-process.md says a quarter of an hour. */
const everyMs = 10 * 60_000;

/** The end of a seal is no step of anyone: what can be told since then is told here. */
export function watchSeals({
  db,
  roles,
}: {
  readonly db: Kysely<Database>;
  readonly roles: Roles;
}) {
  return lookRegularly(async () => {
    if (!(await roles.has("orders"))) return;
    await db.transaction().execute(async (tx) => {
      await lockRequestsAndActs(tx);
      await publishRepeats(tx, ({ seal }) => seal === "over");
      await linkRules(tx);
    });
  }, everyMs);
}

/**
 * Publishes the repetitions by these requests that the log doesn't tell yet, in its turn of requests and acts. INVARIANT:
 * while a law delays an authority's name, its request neither is one nor counts for one. Otherwise the entry of an open
 * request would tell who sent the sealed ones about the same host.
 */
export async function publishRepeats(
  tx: Transaction<Database>,
  isMeant: (request: Compared) => boolean,
): Promise<void> {
  const named = (await readComparables(tx)).filter(({ seal }) => seal !== "holds");
  const told = await readToldRepeats(tx);
  for (const one of named.filter(isMeant)) {
    const { number: request } = one;
    for (const host of repeatedHosts(one, named)) {
      if (told.some((entry) => entry.request === request && entry.host === host)) continue;
      await appendEntry(tx, { kind: "repeated-requests", request, host });
    }
  }
}
