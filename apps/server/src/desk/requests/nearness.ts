import { repeatedHosts } from "@graticule/desk/repeats";
import type { Transaction } from "kysely";
import type { Database } from "../../db/schema.ts";
import { appendEntry } from "../../public-record/public-entries.ts";
import { readComparables, readToldRepeats } from "./store.ts";
import { termsActsAround } from "./terms-act-store.ts";

/** Acts under the terms of service to which a request comes close by the meetings that it names. */
type Acts = Awaited<ReturnType<typeof termsActsAround>>;

/** Publishes what a request newly comes close to, in the transaction in which it names meetings. */
export async function publishNearness(
  tx: Transaction<Database>,
  { id, number }: { readonly id: string; readonly number: number },
  before: Acts,
): Promise<void> {
  for (const repeat of await untoldRepeats(tx, id)) {
    await appendEntry(tx, { kind: "repeated-requests", ...repeat });
  }
  const known = new Set(before.map((act) => act.id));
  const acts = await termsActsAround(tx, id);
  for (const { id: act, kind: what, on, ...of } of acts.filter((one) => !known.has(one.id))) {
    const named = { act, what, on, host: of.host, meeting: of.meeting ?? undefined };
    await appendEntry(tx, { kind: "terms-act", ...named, requests: [number] });
  }
}

/**
 * Repetitions that the log doesn't tell yet: by this request, and by those whose seal ended since.
 * INVARIANT: while a law delays an authority's name, its request neither is one nor counts for one.
 * Otherwise the entry of an open request would tell who sent the sealed ones about the same host.
 */
async function untoldRepeats(tx: Transaction<Database>, id: string) {
  const named = (await readComparables(tx)).filter(({ seal }) => seal !== "holds");
  const told = await readToldRepeats(tx);
  return named
    .filter((one) => one.id === id || one.seal === "over")
    .flatMap((one) => repeatedHosts(one, named).map((host) => ({ request: one.number, host })))
    .filter(
      ({ request, host }) => !told.some((one) => one.request === request && one.host === host),
    );
}
