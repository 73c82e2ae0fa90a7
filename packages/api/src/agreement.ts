import { z } from "zod";
import { moment } from "./formats.ts";

const count = z.number().int().nonnegative();
/** From 0 to 1. */
const share = z.number();
/** A share of each family of addresses. */
export const familyShares = z.object({ ipv4: share, ipv6: share });
const family = z.enum(["ipv4", "ipv6"]);

/** What all sources together can tell, as exact shares of addresses; of IPv6, of usual blocks (/32). */
const shares = z.object({
  /** `routed`: of the addresses that networks announce; `known`: of those that any source places. */
  of: z.enum(["routed", "known"]),
  families: z.array(
    z.object({ family, established: share, probable: share, contested: share, unknown: share }),
  ),
  /** Of what is probable, the first cause that applies. */
  probableBecause: z.array(
    z.object({
      family,
      mobile: share,
      registeredElsewhere: share,
      stale: share,
      notMeasured: share,
      oneMaker: share,
    }),
  ),
  /** `adds`: established only thanks to this source; `prevents`: not established because of it. */
  sources: z.array(z.object({ id: z.string(), adds: familyShares, prevents: familyShares })),
  /** At most so much would be established besides, by free sources that aren't in use. */
  couldAdd: z.array(familyShares.extend({ id: z.string() })),
});

/** How far the operator's own location sources agree on random public addresses. Counts alone. */
export const agreementReport = z.object({
  at: moment,
  /** The same seed draws the same addresses from the same data. */
  seed: count,
  /** `known`: of those drawn; `differs`: of these, those that another source places elsewhere. */
  sources: z.array(z.object({ id: z.string(), maker: z.string(), known: count, differs: count })),
  /**
   * `compared`: known to two sources or more; `two`: two at least agree, `all` of them included.
   */
  families: z.array(
    z.object({
      family,
      sampled: count,
      compared: count,
      all: count,
      two: count,
    }),
  ),
  /** `said`: addresses that any source places there; `all`: those that all their sources do. */
  places: z.array(z.object({ place: z.string(), said: count, all: count })),
  /**
   * One source says `place`, another says `other`: each pair both ways, the most frequent first.
   */
  pairs: z.array(z.object({ place: z.string(), other: z.string(), count })),
  shares,
});
export type AgreementReport = z.infer<typeof agreementReport>;

/** GET /api/admin/agreement: the last report, and the state of the next. POST → 202 begins one. */
export const agreement = z.object({
  report: agreementReport.optional(),
  run: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("idle") }),
    z.object({ kind: z.literal("running"), done: count, of: count }),
    z.object({ kind: z.literal("failed") }),
  ]),
});
export type AgreementState = z.infer<typeof agreement>;
