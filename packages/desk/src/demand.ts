/**
 * What an authority can demand: a closed list. Only the first can be met, within limits; every
 * other has one fixed answer, regardless of who asks and why.
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

/** Of a withholding, by its findings. */
const findingGrounds = [
  "cannot-tell-there",
  "no-power-there",
  "no-legal-basis",
  "not-necessary",
  "not-proportionate",
  "human-rights",
  "no-such-meeting",
  "no-occurrence",
  "too-few-staff",
] as const;

/** Why a demand is refused, in full or in part: a closed list, each with its own text. */
export const grounds = [
  /** By the kind of demand, always. */
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
  ...findingGrounds,
] as const;
export type Ground = (typeof grounds)[number];

/** `met`: an order that is as asked, or wider. `narrowed`: an order, smaller than asked. */
export type AnswerKind = "met" | "narrowed" | "refused" | "not-handled-here";

/** The possible answers to a demand. */
export type AnswersTo =
  | {
      readonly kind: "fixed";
      readonly answer: "refused" | "not-handled-here";
      readonly ground: Ground;
    }
  /** An order, or a refusal with one of these grounds. */
  | { readonly kind: "by-findings"; readonly grounds: readonly Ground[] };

const refused = (ground: Ground): AnswersTo => ({ kind: "fixed", answer: "refused", ground });

/** INVARIANT: only a withholding can be answered with anything but a refusal. */
export const answersTo: Readonly<Record<DemandKind, AnswersTo>> = {
  "withhold-meeting": { kind: "by-findings", grounds: findingGrounds },
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

/**
 * The result of a look: how many networks with a seat are established in the jurisdiction as a
 * whole. Of one network everyone counts once, so that no one makes ten by opening ten tabs.
 * `cannot-tell`: the location sources can establish too few addresses there, or none.
 */
export const buckets = [
  "cannot-tell",
  "fewer-than-10",
  "10-99",
  "100-999",
  "1000-or-more",
] as const;
export type Bucket = (typeof buckets)[number];

/** @param count networks, 0 or more */
export function bucketOf(count: number): Exclude<Bucket, "cannot-tell"> {
  if (count < 10) return "fewer-than-10";
  if (count < 100) return "10-99";
  return count < 1000 ? "100-999" : "1000-or-more";
}

export const recommendations = ["no-action", "cannot-tell", "findings-decide"] as const;
export type Recommendation = (typeof recommendations)[number];

/** What the desk recommends after a look. One that can't tell does not count as few. */
export function recommendationAfter(bucket: Bucket | undefined): Recommendation {
  switch (bucket) {
    case "fewer-than-10":
      return "no-action";
    case "cannot-tell":
      return "cannot-tell";
    default:
      return "findings-decide";
  }
}

/**
 * Whether the last looks at the meetings concerned support a ground of a refusal. No ground says how
 * many are there: the authority and the public read it.
 * @param canTell whether a location source can establish a place in the territory now
 */
export function isBorneOut(
  ground: Ground,
  lastLooks: readonly (Bucket | undefined)[],
  canTell: boolean,
): boolean {
  return ground !== "cannot-tell-there" || !canTell || lastLooks.includes("cannot-tell");
}
