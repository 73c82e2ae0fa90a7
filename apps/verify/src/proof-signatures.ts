import { isOfStatement } from "@graticule/ledger/act-signature";
import { orderStatement } from "@graticule/ledger/act-statement";
import type { Day } from "@graticule/ledger/day";
import { keyCode } from "@graticule/ledger/desk-keys";
import { type Entry, isSealed } from "@graticule/ledger/entry";
import type { Commitment } from "@graticule/ledger/field";
import { sha256 } from "./node-crypto.ts";

/** What the proof of an order tells of its signatures: no more than that, as the keys stand in other entries. */
export interface ProvedSignatures {
  readonly proposal: { readonly key: Commitment; readonly day: Day };
  readonly approval: { readonly key: Commitment; readonly day: Day };
  /** `sealed`: what was signed is told once `until` is over. `elsewhere`: in the order's own entry. */
  readonly of: "this-order" | "something-else" | "sealed" | "elsewhere";
  readonly until?: Day;
}

/** Undefined: not an order that two keys signed, nor its confirmation. */
export function provedSignatures(entry: Entry): ProvedSignatures | undefined {
  if (entry.kind !== "order-approved" && entry.kind !== "order-confirmed") return undefined;
  const { proposal, approval } = entry;
  if (proposal === undefined || approval === undefined) return undefined;
  const by = {
    proposal: { key: proposal.key, day: proposal.day },
    approval: { key: approval.key, day: approval.day },
  };
  if (entry.kind === "order-confirmed") {
    return { ...by, of: proposal.key === approval.key ? "something-else" : "elsewhere" };
  }
  const { terms, reason, law } = entry;
  if (terms === undefined) return undefined;
  if (isSealed(reason)) return { ...by, of: "sealed", until: reason.sealedUntil };
  if (isSealed(law)) return { ...by, of: "sealed", until: law.sealedUntil };
  const order = { ...entry, terms, reason, law };
  const areOfIt =
    proposal.key !== approval.key &&
    isOfStatement(sha256, orderStatement("propose-order", order), proposal) &&
    isOfStatement(sha256, orderStatement("approve-order", order), approval);
  return { ...by, of: areOfIt ? "this-order" : "something-else" };
}

export function signatureLines({ proposal, approval, of, until }: ProvedSignatures): string[] {
  const says = {
    "this-order": "Two different keys, and both signatures name exactly this order.",
    "something-else": "THEY ARE NOT TWO KEYS’ SIGNATURES OF THIS ORDER",
    elsewhere: "What was signed stands in the order’s own entry.",
    sealed: `What was signed can be compared once its reason is published, after ${until}.`,
  }[of];
  return [
    `  signed     proposed with desk key ${keyCode(proposal.key)} on ${proposal.day},`,
    `             approved with desk key ${keyCode(approval.key)} on ${approval.day}. ${says}`,
    "             The keys are not in this file: an audit of the log checks whether they made them.",
  ];
}
