import { type Entry, type EntryOf, type IndexedEntry, untilOf } from "@graticule/ledger/entry";
import type { RecordId } from "@graticule/ledger/field";
import { noSignedActs, type SignedActs, watchActs } from "@graticule/ledger/signed-acts";
import { takesKeys as endsSomething } from "@graticule/ledger/signed-terms";
import { readLeafOf, readLogged } from "./read-logged.ts";
import { logSizeOf, provePath, type Run } from "./run.ts";
import { type CheckStep, failed, passed, type Signers } from "./steps.ts";

/**
 * Whether two people's keys signed an order, its confirmation after a restore, or a change, and one key the decision of an
 * appeal, or all whom an act under the terms of service takes. The keys stand in entries before it, each of which is proved to be in the log. That none was left out, only an audit of the whole
 * log shows.
 */
export async function checkSigners(run: Run): Promise<CheckStep> {
  const { parsed, verifyAct, sha256 } = run;
  const own = parsed && takesKeys(parsed) ? parsed : undefined;
  if (own === undefined) return { kind: "nothing", step: "signers" };
  if (verifyAct === undefined) return { kind: "cannot", step: "signers" };
  const keys = await keyEntries(run, own);
  const about = await orderEntries(run, own);
  if (keys === undefined || about === undefined) return failed({ step: "signers", why: "missing" });
  const at = run.entry.index;
  const entries = [...keys, { index: at, entry: own }, ...about].sort(
    (one, other) => one.index - other.index,
  );
  const { acts, findings } = await watchActs({ sha256, verifyAct }, noSignedActs, entries);
  if (findings.some(({ index }) => index === at)) {
    return failed({ step: "signers", why: faults[own.kind] });
  }
  return sayKeys(own, acts);
}

type Signable = { readonly [K in keyof typeof faults]: EntryOf<K> }[keyof typeof faults];

const faults = {
  "order-approved": "not-signed",
  "order-confirmed": "not-signed-again",
  "appeal-decided": "not-decided",
  "terms-act": "terms-not-signed",
  "change-decided": "not-confirmed",
} as const;

function takesKeys(entry: NonNullable<Run["parsed"]>): entry is Signable {
  if (entry.kind === "order-approved" || entry.kind === "order-confirmed") return true;
  // One that ends an order waits for no key.
  if (entry.kind === "appeal-decided") return entry.outcome === "upheld" || !!entry.decision;
  if (entry.kind === "terms-act") return endsSomething(entry.what) || !!entry.proposal;
  return entry.kind === "change-decided" && ["confirmed", "waited"].includes(entry.outcome);
}

function sayKeys(entry: Signable, { begun, sealed }: SignedActs): CheckStep {
  if (!begun) return { kind: "nothing", step: "signers", because: "before" };
  switch (entry.kind) {
    case "change-decided":
      return passed({ step: "signers", by: sayChange(entry) });
    case "appeal-decided":
      return entry.decision === undefined
        ? failed({ step: "signers", why: faults[entry.kind] })
        : passed({ step: "signers", by: { kind: "decision", by: entry.decision.key } });
    case "terms-act":
      return sayTerms(entry);
    default:
      return sayOrder(entry, sealed);
  }
}

function sayChange({ proposal, confirmation }: EntryOf<"change-decided">): Signers {
  return proposal === undefined || confirmation === undefined
    ? { kind: "waited" }
    : { kind: "change", proposer: proposal.key, approver: confirmation.key };
}

/** Told again for a later request, it names no one. */
function sayTerms({ proposal, approval, third }: EntryOf<"terms-act">): CheckStep {
  const by = [proposal, approval, third].flatMap((one) => one?.key ?? []);
  return by.length === 0
    ? { kind: "nothing", step: "signers" }
    : passed({ step: "signers", by: { kind: "terms", by } });
}

function sayOrder(
  entry: EntryOf<"order-approved"> | EntryOf<"order-confirmed">,
  sealed: SignedActs["sealed"],
): CheckStep {
  const { proposal, approval } = entry;
  const waiting = sealed.get(entry.order);
  const until = waiting && untilOf(waiting.entry.law);
  if (until !== undefined) {
    return { kind: "nothing", step: "signers", because: "sealed", until };
  }
  if (proposal === undefined || approval === undefined) {
    return failed({ step: "signers", why: faults[entry.kind] });
  }
  const by = { kind: "order", proposer: proposal.key, approver: approval.key } as const;
  return passed({ step: "signers", by });
}

/**
 * The entries before this one that gave a key its roles or ended it, and this change's own proposal, in order. Undefined:
 * one can't be had, or isn't the log's.
 */
async function keyEntries(run: Run, own: Signable): Promise<readonly IndexedEntry[] | undefined> {
  const before: IndexedEntry[] = [];
  for (const index of [...new Set(await run.changesAt())].sort((one, other) => one - other)) {
    if (index >= run.entry.index) break;
    const bytes = await run.files.leaf(index, logSizeOf(run));
    const entry = bytes && readLeafOf(bytes);
    if (bytes === undefined || entry === undefined) return undefined;
    before.push({ index, entry });
  }
  const changes = new Set(
    [...before.map(({ entry }) => entry), own].flatMap((entry) =>
      entry.kind === "change-decided" && (entry.key !== undefined || entry === own)
        ? [entry.change]
        : [],
    ),
  );
  const needed = before.filter(
    ({ entry }) =>
      ("change" in entry && changes.has(entry.change)) ||
      (entry.kind === "staff-left" && entry.ended !== undefined),
  );
  for (const { index } of needed) {
    const bytes = await run.files.leaf(index, logSizeOf(run));
    if (bytes === undefined || !(await isProved(run, index, bytes))) return undefined;
  }
  return needed;
}

/**
 * What signatures of an order, its confirmation or a decision on it are checked with: the order's own entry, those of its
 * confirmations and their restores for a decision, and what tells a sealed reason by now. Undefined: one can't be had, or isn't the log's.
 */
async function orderEntries(run: Run, own: Signable): Promise<readonly IndexedEntry[] | undefined> {
  if (own.kind === "change-decided") return [];
  const found: IndexedEntry[] = [];
  for (const { index, leaf } of run.history) {
    const { bytes, entry } = readLogged(leaf);
    if (entry === undefined || index === run.entry.index || !isOfSame(entry, own)) continue;
    if (!(await isProved(run, index, bytes))) return undefined;
    found.push({ index, entry });
  }
  const restores = [own, ...found.map(({ entry }) => entry)].flatMap((entry) =>
    entry.kind === "order-confirmed" ? (entry.restored ?? []) : [],
  );
  for (const index of new Set(restores)) {
    const bytes = await run.files.leaf(index, logSizeOf(run));
    const entry = bytes && readLeafOf(bytes);
    if (bytes === undefined || entry === undefined || !(await isProved(run, index, bytes)))
      return undefined;
    found.push({ index, entry });
  }
  return found;
}

function isOfSame(entry: Entry, own: Exclude<Signable, EntryOf<"change-decided">>): boolean {
  if (own.kind === "terms-act") return entry.kind === "terms-act" && entry.act === own.act;
  // Who confirmed an order decides no appeal against it.
  if (entry.kind === "order-confirmed" && own.kind === "appeal-decided") {
    return entry.order === own.order;
  }
  return isOfOrder(entry, own.order);
}

function isOfOrder(entry: Entry, order: RecordId): boolean {
  if (entry.kind === "order-approved") return entry.order === order;
  return (
    entry.kind === "sealed-opened" && entry.held.kind === "order-told" && entry.held.order === order
  );
}

async function isProved(run: Run, index: number, bytes: Uint8Array): Promise<boolean> {
  return typeof (await provePath(run, index, bytes)) !== "string";
}
