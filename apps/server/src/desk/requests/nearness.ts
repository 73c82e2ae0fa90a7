import { repeatedHosts } from "@graticule/desk/repeats";
import type { Transaction } from "kysely";
import type { Database } from "../../db/schema.ts";
import { appendEntry } from "../../public-record/public-entries.ts";
import { readComparables } from "./store.ts";
import { termsActsAround } from "./terms-act-store.ts";

/** What a request comes close to by the meetings that it names. */
interface Nearness {
  /** Commitments to hosts on whom its authority asked often. */
  readonly hosts: readonly string[];
  readonly acts: Awaited<ReturnType<typeof termsActsAround>>;
}

export async function nearnessOf(tx: Transaction<Database>, id: string): Promise<Nearness> {
  const all = await readComparables(tx);
  const itself = all.find((one) => one.id === id);
  const hosts = itself === undefined ? [] : repeatedHosts(itself, all);
  return { hosts, acts: await termsActsAround(tx, id) };
}

interface Naming {
  readonly id: string;
  readonly number: number;
  /** A law forbids to reveal who asks. */
  readonly isSealed: boolean;
}

/** Publishes what a request newly comes close to, in the transaction in which it names meetings. */
export async function publishNearness(
  tx: Transaction<Database>,
  { id, number, isSealed }: Naming,
  before: Nearness,
): Promise<void> {
  const { hosts, acts } = await nearnessOf(tx, id);
  // While no one may say who asked, this would: the same authority as before.
  for (const host of isSealed ? [] : hosts.filter((one) => !before.hosts.includes(one))) {
    await appendEntry(tx, { kind: "repeated-requests", request: number, host });
  }
  const known = new Set(before.acts.map((act) => act.id));
  for (const { id: act, kind: what, host, meeting } of acts.filter((one) => !known.has(one.id))) {
    const named = { act, what, host, meeting: meeting ?? undefined };
    await appendEntry(tx, { kind: "terms-act", ...named, requests: [number] });
  }
}
