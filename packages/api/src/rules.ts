import { z } from "zod";
import { placeCode } from "./problem.ts";

/** A place or a group (`EU`), as a host picks it. The server expands groups when it compiles. */
export const placeOrGroup = z.union([
  z.object({ kind: z.literal("place"), code: placeCode }),
  z.object({ kind: z.literal("group"), id: z.string().min(1).max(64) }),
]);
export type PlaceOrGroup = z.infer<typeof placeOrGroup>;

/**
 * A rule as a host writes it. `everyone except…`: `deny` filled, `allow` = "everyone".
 * `only…`: `allow` filled. Both together: deny wins.
 */
export const ruleInput = z.object({
  deny: z.array(placeOrGroup).max(6000).default([]),
  allow: z
    .union([z.literal("everyone"), z.array(placeOrGroup).min(1).max(6000)])
    .default("everyone"),
  /** What happens to people whose place cannot be told. */
  onDoubt: z.enum(["admit", "refuse"]).default("admit"),
  matches: z.enum(["probable", "established"]).default("probable"),
  until: z.iso.datetime().optional(),
});
export type RuleInput = z.infer<typeof ruleInput>;

export const rule = ruleInput.extend({
  /** When it was set, ISO 8601 UTC. */
  setAt: z.iso.datetime(),
  /** Grows with each change; send it back as If-Match to change only what you saw. */
  version: z.number().int().min(0),
});
export type RuleOutput = z.infer<typeof rule>;

/** What a change would do to those inside now: bands, never a number below 5. */
export const band = z.union([z.literal("none"), z.literal("a-few"), z.number().int().min(5)]);
export type Band = z.infer<typeof band>;

export const rulePreview = z.object({ leave: band, stay: band });
export type RulePreview = z.infer<typeof rulePreview>;
