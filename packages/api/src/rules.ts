import { z } from "zod";
import { moment } from "./formats.ts";
import { placeCode, placeOrGroup, setBy } from "./problem.ts";

export type PlaceOrGroup = z.infer<typeof placeOrGroup>;

/**
 * Of people in doubt. `hold`: the lobby. `ask`: a likely answer lets in, others go to the lobby.
 */
export const onDoubt = z.enum(["admit", "hold", "refuse", "ask"]);
export type RuleOnDoubt = z.infer<typeof onDoubt>;

/** A host's rule. Everyone except: `deny`. Only: `allow`. With both, deny wins. */
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

/** As in "The host closed this meeting to …". */
export const limitInForce = z.object({
  tier,
  /** Of the meeting's own; absent: its host. */
  setBy: setBy.optional(),
  rule: ruleInput,
  ground: z.string().optional(),
});
export type LimitInForce = z.infer<typeof limitInForce>;

/** An order in force, as the host sees it: it keeps out those surely in its places. */
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

/** A count in a certificate, which is handed on: only bands. */
export const certifiedCount = z.enum(["none", "a-few", "5-9", "10-99", "100-999", "1000+"]);
export type CertifiedCount = z.infer<typeof certifiedCount>;

/**
 * A part of a known total. If any part is below five, none is a number, as it could be found by
 * subtraction. `some`: at least one; `many`: at least five; `most`: over half; `the-rest`: in no
 * other part.
 */
export const partBand = z.union([band, z.enum(["some", "many", "most", "the-rest"])]);
export type PartBand = z.infer<typeof partBand>;

/** Of the caller; absent: not inside, or not known. Of a new meeting, `leave`: can't join. */
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

/** Proves one entry of the public log, without the log: docs/verify.md, “A proof to keep”. */
export const carriedProof = z.object({
  entry: z.number().int().min(0),
  /** The log's key that signed it, as a line of `/log/key`. */
  key: z.string(),
  /** A `.tlog-proof` file. */
  file: z.base64(),
});
export type CarriedProof = z.infer<typeof carriedProof>;

/** So many of the newest changes of a rule are in its certificate, and no older ones. */
export const certifiedChanges = 200;

/** GET …/manage/certificate(.pdf): the rule's history, in bands, without names. */
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
  /** The certificate can be made again until then, as things stand. */
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
      /** Events, not people: those who come twice count twice. */
      admitted: certifiedCount,
      held: certifiedCount,
      refused: certifiedCount,
      /** How often a rule took someone out who was inside, into the lobby or altogether. */
      removed: certifiedCount,
    }),
  ),
  otherLimits: z.array(
    limitInForce.extend({
      /** Of a rule of the service: of the entries by which it was proposed and decided. */
      proofs: z.array(carriedProof),
    }),
  ),
  sources: z.array(
    z.object({
      maker: z.string(),
      basis: z.enum(["measured", "registration", "operator", "declared"]),
      builtAt: moment.optional(),
    }),
  ),
});
export type Certificate = z.infer<typeof certificate>;
