import type { EntryOf, IndexedEntry } from "@graticule/ledger/entry";
import { noSignedActs, type SignedActs, watchActs } from "@graticule/ledger/signed-acts";
import { readLeafOf, readLogged } from "./read-logged.ts";
import { logSizeOf, provePath, type Run } from "./run.ts";
import { type CheckStep, failed, passed, type Signers } from "./steps.ts";

/**
 * Whether two people's keys signed an order, or an approver's key a change. The keys stand in entries before it, each of
 * which is proved to be in the log. That none was left out, only an audit of the whole log shows.
 */
export async function checkSigners(run: Run): Promise<CheckStep> {
  const { parsed, verifyAct, sha256 } = run;
  const own = parsed && takesKeys(parsed) ? parsed : undefined;
  if (own === undefined) return { kind: "nothing", step: "signers" };
  if (verifyAct === undefined) return { kind: "cannot", step: "signers" };
  const keys = await keyEntries(run, own);
  const opened = await openerOf(run, own);
  if (keys === undefined || opened === "missing")
    return failed({ step: "signers", why: "missing" });
  const at = run.entry.index;
  const entries = [...keys, { index: at, entry: own }, ...opened];
  const { acts, findings } = await watchActs({ sha256, verifyAct }, noSignedActs, entries);
  if (findings.some(({ index }) => index === at)) {
    const why = own.kind === "order-approved" ? "not-signed" : "not-confirmed";
    return failed({ step: "signers", why });
  }
  return sayKeys(own, acts);
}

type Signable = EntryOf<"order-approved"> | EntryOf<"change-decided">;

function takesKeys(entry: NonNullable<Run["parsed"]>): entry is Signable {
  if (entry.kind === "order-approved") return true;
  return entry.kind === "change-decided" && ["confirmed", "waited"].includes(entry.outcome);
}

function sayKeys(entry: Signable, { begun, sealed }: SignedActs): CheckStep {
  if (!begun) return { kind: "nothing", step: "signers", because: "before" };
  if (entry.kind === "change-decided") {
    const { confirmation } = entry;
    const by: Signers =
      confirmation === undefined
        ? { kind: "waited" }
        : { kind: "change", approver: confirmation.key };
    return passed({ step: "signers", by });
  }
  const { law, proposal, approval } = entry;
  if (sealed.has(entry.order) && typeof law === "object") {
    return { kind: "nothing", step: "signers", because: "sealed", until: law.sealedUntil };
  }
  if (proposal === undefined || approval === undefined) {
    return failed({ step: "signers", why: "not-signed" });
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
    if (bytes === undefined || typeof (await provePath(run, index, bytes)) === "string")
      return undefined;
  }
  return needed;
}

/** What tells a sealed order's reason by now, proved. */
async function openerOf(run: Run, own: Signable): Promise<readonly IndexedEntry[] | "missing"> {
  if (own.kind !== "order-approved") return [];
  for (const { index, leaf } of run.history) {
    const { bytes, entry } = readLogged(leaf);
    if (entry?.kind !== "sealed-opened" || entry.held.kind !== "order-told") continue;
    if (entry.held.order !== own.order) continue;
    return typeof (await provePath(run, index, bytes)) === "string"
      ? "missing"
      : [{ index, entry }];
  }
  return [];
}
