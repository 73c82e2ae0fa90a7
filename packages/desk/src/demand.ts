/**
 * What an authority can demand: a closed list. One of them can be met, within limits; every other has
 * one answer, whoever asks and whatever the reasons are.
 */
export const demandKinds = [
  "withhold-meeting",
  "end-meeting",
  "suspend-account",
  "withhold-person",
  "limit-other-meetings",
  "serve-country-off",
  "monitor-or-record",
  "weaken-encryption",
  "stay-silent",
  "block-topic",
  "hand-over-data",
  "other",
] as const;
export type DemandKind = (typeof demandKinds)[number];

/** Why a demand is refused, or in part: a closed list, each with a text of its own. */
export const grounds = [
  /** Always, by the kind of demand. */
  "meetings-survive",
  "accounts-survive",
  "no-named-persons",
  "one-occurrence-only",
  "no-country-off",
  "conversation-private",
  "told-at-the-door",
  "no-topics",
  "nothing-handed-over",
  "no-such-act",
  /** Of a withholding, by its findings. */
  "too-few-there",
  "no-power-there",
  "no-legal-basis",
  "not-necessary",
  "not-proportionate",
  "human-rights",
  "no-such-meeting",
  "no-occurrence",
  "too-few-staff",
] as const;
export type Ground = (typeof grounds)[number];

/** `met`: an order as asked. `narrowed`: an order, smaller than asked. */
export type AnswerKind = "met" | "narrowed" | "refused" | "not-handled-here";

/** What can be answered to a demand. */
export type AnswersTo =
  | {
      readonly kind: "fixed";
      readonly answer: "refused" | "not-handled-here";
      readonly ground: Ground;
    }
  /** By findings: an order, or refused with one of these grounds. */
  | { readonly kind: "by-findings"; readonly grounds: readonly Ground[] };

const refused = (ground: Ground): AnswersTo => ({ kind: "fixed", answer: "refused", ground });

/** INVARIANT: only a withholding can be answered with anything but a refusal. */
export const answersTo: Readonly<Record<DemandKind, AnswersTo>> = {
  "withhold-meeting": {
    kind: "by-findings",
    grounds: [
      "too-few-there",
      "no-power-there",
      "no-legal-basis",
      "not-necessary",
      "not-proportionate",
      "human-rights",
      "no-such-meeting",
      "no-occurrence",
      "too-few-staff",
    ],
  },
  "end-meeting": refused("meetings-survive"),
  "suspend-account": refused("accounts-survive"),
  "withhold-person": refused("no-named-persons"),
  "limit-other-meetings": refused("one-occurrence-only"),
  "serve-country-off": refused("no-country-off"),
  "monitor-or-record": refused("conversation-private"),
  "weaken-encryption": refused("conversation-private"),
  "stay-silent": refused("told-at-the-door"),
  "block-topic": refused("no-topics"),
  "hand-over-data": { kind: "fixed", answer: "not-handled-here", ground: "nothing-handed-over" },
  other: refused("no-such-act"),
};

/** Buckets of the one look: how many seats are established in the jurisdiction as a whole. */
export const buckets = ["fewer-than-10", "10-99", "100-999", "1000-or-more"] as const;
export type Bucket = (typeof buckets)[number];

/** @param count seats, 0 or more */
export function bucketOf(count: number): Bucket {
  if (count < 10) return "fewer-than-10";
  if (count < 100) return "10-99";
  return count < 1000 ? "100-999" : "1000-or-more";
}

/** What the desk recommends after a look: too few or nobody there, nothing done. */
export function recommendationAfter(bucket: Bucket | undefined): "no-action" | "findings-decide" {
  return bucket === "fewer-than-10" ? "no-action" : "findings-decide";
}
