import type { Place } from "@graticule/jurisdiction/place";
import type { Fix, FixReason, Standing } from "./location/fix.ts";

/** What supports a fix or contradicts it, as a page may say it: never an address or a source. */
export type ToldEvidence =
  /** The round trip was too short for this place. */
  { readonly kind: "too-quick"; readonly place: Place } | { readonly kind: PlainKind };

type PlainKind =
  /** A participant's paths differ in place, or nothing is known of one. */
  | "paths-differ"
  /** An address that people in many places share: VPN, Tor, relay, satellite, transition. */
  | "shared"
  | "records-differ"
  /** The person contested the place, and that was upheld. */
  | "own-word"
  /** The operator's own list. */
  | "own-list"
  /** Several independent records. */
  | "records-agree"
  | "mobile"
  | "registered-elsewhere"
  | "old-records"
  /** One alone, or several that count as one. */
  | "too-few-records"
  /** The media path comes from this place too. */
  | "paths-agree"
  | "nothing-known";

export type EvidenceKind = ToldEvidence["kind"];

/**
 * What may be shown beside a standing, the most telling first. INVARIANT: nothing that claims more
 * than the standing, so that nobody reads "several records agree" beside a place that is only
 * likely.
 */
const tellable: Readonly<Record<Standing, readonly PlainKind[]>> = {
  established: ["own-list", "records-agree", "paths-agree"],
  probable: ["records-differ", "mobile", "registered-elsewhere", "old-records", "paths-agree"],
  contested: ["own-word", "paths-differ", "shared", "records-differ"],
  unknown: ["shared", "nothing-known"],
};

/** Shown if no reason explains the standing. */
const otherwise: Readonly<Record<Standing, PlainKind>> = {
  established: "records-agree",
  probable: "too-few-records",
  contested: "paths-differ",
  unknown: "nothing-known",
};

/**
 * Why a fix has its standing: one to three kinds, each once, the most telling first. An alibi and
 * the operator's own list are shown without the records that they outweigh.
 */
export function evidenceOf(fix: Fix): ToldEvidence[] {
  const ruledOut = fix.reasons.find((reason) => reason.kind === "ruled-out");
  if (ruledOut !== undefined) return [{ kind: "too-quick", place: ruledOut.place }];
  const found = new Set(fix.reasons.map(kindOf));
  if (!restsOnOld(fix.reasons)) found.delete("old-records");
  if (found.has("own-list")) found.delete("records-agree");
  const kinds = tellable[fix.standing].filter((kind) => found.has(kind));
  const isExplained = kinds.some((kind) => kind !== "paths-agree");
  if (!isExplained) kinds.unshift(otherwise[fix.standing]);
  return kinds.slice(0, 3).map((kind) => ({ kind }));
}

function kindOf(reason: FixReason): EvidenceKind {
  switch (reason.kind) {
    case "says":
      if (reason.stale) return "old-records";
      return reason.basis === "operator" ? "own-list" : "records-agree";
    case "anonymiser":
    case "transition":
      return "shared";
    case "mobile":
    case "registered-elsewhere":
    case "paths-agree":
    case "paths-differ":
      return reason.kind;
    case "disagree":
      return "records-differ";
    case "no-evidence":
      return "nothing-known";
    case "says-otherwise":
      return "own-word";
    case "ruled-out":
      return "too-quick";
  }
}

/**
 * All records are old, or the operator's own list is old and outweighs newer ones. Nothing rests on
 * what a network declares about itself.
 */
function restsOnOld(reasons: readonly FixReason[]): boolean {
  const records = reasons
    .filter((reason) => reason.kind === "says")
    .filter(({ basis }) => basis !== "declared");
  const stale = records.filter((record) => record.stale);
  return stale.length === records.length || stale.some(({ basis }) => basis === "operator");
}
