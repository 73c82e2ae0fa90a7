import { z } from "zod";
import { moment } from "./formats.ts";
import { placeCode, setBy } from "./problem.ts";

/** A place or a group (`EU`), as a host picks it. The server expands groups when it compiles. */
export const placeOrGroup = z.union([
  z.object({ kind: z.literal("place"), code: placeCode }),
  z.object({ kind: z.literal("group"), id: z.string().min(1).max(64) }),
]);
export type PlaceOrGroup = z.infer<typeof placeOrGroup>;

/**
 * What happens to people whose place cannot be told: `hold` is the lobby; `ask` asks "Where are you
 * joining from now?" and lets in whose answer is what is likely, everyone else waits in the lobby.
 */
export const onDoubt = z.enum(["admit", "hold", "refuse", "ask"]);
export type RuleOnDoubt = z.infer<typeof onDoubt>;

/**
 * A rule as a host writes it. `everyone except…`: `deny` filled, `allow` = "everyone".
 * `only…`: `allow` filled. Both together: deny wins.
 */
export const ruleInput = z.object({
  deny: z.array(placeOrGroup).max(6000).default([]),
  allow: z
    .union([z.literal("everyone"), z.array(placeOrGroup).min(1).max(6000)])
    .default("everyone"),
  onDoubt: onDoubt.default("admit"),
  matches: z.enum(["probable", "established"]).default("probable"),
  until: moment.optional(),
});
export type RuleInput = z.infer<typeof ruleInput>;

/** Whose rule it is. */
export const tier = z.enum(["platform", "account", "meeting"]);
export type RuleTier = z.infer<typeof tier>;

export const rule = ruleInput.extend({
  /** When it was set, ISO 8601 UTC. */
  setAt: moment,
  /** Grows with each change; send it back as If-Match to change only what you saw. */
  version: z.number().int().min(0),
  /** Of a meeting's own; absent: its host, or a backend. */
  setBy: setBy.optional(),
  /** Later than now: to those who were inside before it applies only from then on. */
  insideFrom: moment.optional(),
});
export type RuleOutput = z.infer<typeof rule>;

/** One limit that holds for a meeting, for the sentence "… by the host until 18:00, for this meeting". */
export const limitInForce = z.object({
  tier,
  /** Of the meeting's own; absent: its host. */
  setBy: setBy.optional(),
  rule: ruleInput,
  ground: z.string().optional(),
});
export type LimitInForce = z.infer<typeof limitInForce>;

/** A government's order that holds for a meeting, as its host is told of it: whoever is surely in its places stays out. */
export const orderInForce = z.object({
  places: z.array(placeCode),
  /** Places inside them that it does not reach. */
  excepted: z.array(placeCode),
  /** Who gave it; absent while it is sealed. */
  authority: z.string().optional(),
  until: moment,
});
export type OrderInForce = z.infer<typeof orderInForce>;

/** Bands, never a number below 5. */
export const band = z.union([z.literal("none"), z.literal("a-few"), z.number().int().min(5)]);
export type Band = z.infer<typeof band>;

/** A count in a paper that is handed on: nothing but bands, of which one is told in full. */
export const certifiedCount = z.enum(["none", "a-few", "5-9", "10-99", "100-999", "1000+"]);
export type CertifiedCount = z.infer<typeof certifiedCount>;

/**
 * How many of a whole whose number stands beside it: where any part is fewer than five, no part is a
 * number, or it could be told by subtraction. `some`: at least one; `many`: at least five; `most`: more
 * than half; `the-rest`: who is in no other part.
 */
export const partBand = z.union([band, z.enum(["some", "many", "most", "the-rest"])]);
export type PartBand = z.infer<typeof partBand>;

/**
 * What a rule would do to the person who asks; left out for whoever is not inside, or not known. Asked of a
 * new meeting, `leave`: they could not join.
 */
export const ownEffect = z.object({ you: z.enum(["leave", "wait", "stay"]).optional() });
export type OwnEffect = z.infer<typeof ownEffect>;

/** What a change would do to those inside, as of `asOf`: the counts are refreshed each minute. */
export const rulePreview = ownEffect.extend({
  leave: partBand,
  wait: partBand,
  stay: partBand,
  asOf: moment,
});
export type RulePreview = z.infer<typeof rulePreview>;

/** So many of the newest changes of a rule are in its certificate, and no older ones. */
export const certifiedChanges = 200;

/** GET …/manage/certificate: the rule's history, in bands and without anyone's name. …/certificate.pdf is the same on paper. */
export const certificate = z.object({
  meeting: z.object({
    code: z.string(),
    title: z.string(),
    url: z.url(),
    createdAt: moment,
    /** Absent: it is not over. */
    endedAt: moment.optional(),
  }),
  issuedAt: moment,
  service: z.string(),
  /** Until then the certificate can be made anew, as things stand. */
  keptUntil: moment,
  /** How many traveller's passes were made, whose guests come in against the rule. */
  passes: certifiedCount,
  /** So many changes before the first entry are left out. */
  leftOut: z.number().int().min(0),
  entries: z.array(
    z.object({
      from: moment,
      until: moment.optional(),
      insideFrom: moment.optional(),
      /** Absent: no rule of the meeting held in this time. */
      rule: ruleInput.optional(),
      /** The rule's places, expanded, as codes. */
      denied: z.array(placeCode),
      allowed: z.union([z.literal("everyone"), z.array(placeCode)]),
      /** How often someone was let in, had to wait or was refused: whoever comes twice counts twice. */
      admitted: certifiedCount,
      held: certifiedCount,
      refused: certifiedCount,
      /** How often a rule took someone out who was inside, into the lobby or altogether. */
      removed: certifiedCount,
    }),
  ),
  otherLimits: z.array(limitInForce),
  sources: z.array(
    z.object({
      maker: z.string(),
      basis: z.enum(["measured", "registration", "operator"]),
      builtAt: moment.optional(),
    }),
  ),
});
export type Certificate = z.infer<typeof certificate>;
