import { repeatedHosts } from "@graticule/desk/repeats";
import type { Transaction } from "kysely";
import type { Database } from "../../db/schema.ts";
import { appendEntry } from "../../public-record/public-entries.ts";
import { readComparables } from "./store.ts";
import { readTermsActs, termsActsAround } from "./terms-act-store.ts";

/** What a request comes close to by the meetings that it names. */
interface Nearness {
  /** Commitments to hosts on whom its authority asked often. */
  readonly hosts: readonly string[];
  /** Acts under the terms of service in whose windows it falls. */
  readonly acts: readonly string[];
}

export async function nearnessOf(tx: Transaction<Database>, id: string): Promise<Nearness> {
  const all = await readComparables(tx);
  const itself = all.find((one) => one.id === id);
  const acts = await termsActsAround(tx, id);
  return {
    hosts: itself === undefined ? [] : repeatedHosts(itself, all),
    acts: acts.map((act) => act.id),
  };
}

/** Publishes what a request newly comes close to, in the transaction in which it names meetings. */
export async function publishNearness(
  tx: Transaction<Database>,
  { id, number }: { readonly id: string; readonly number: number },
  before: Nearness,
): Promise<void> {
  const { hosts, acts } = await nearnessOf(tx, id);
  for (const host of hosts.filter((one) => !before.hosts.includes(one))) {
    await appendEntry(tx, { kind: "repeated-requests", request: number, host });
  }
  const newActs = acts.filter((one) => !before.acts.includes(one));
  for (const act of await readTermsActs(tx, newActs)) {
    await appendEntry(tx, {
      kind: "terms-act",
      act: act.id,
      what: act.kind,
      host: act.host,
      meeting: act.meeting ?? undefined,
      requests: [number],
    });
  }
}
