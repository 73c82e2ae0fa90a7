import { deskRoles } from "@graticule/desk/staff";
import { z } from "zod";
import { moment } from "./formats.ts";

/** `@graticule/jurisdiction/place` says what it means. */
export const placeCode = z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/);

/** A place or a group (`EU`), as a host picks it. The server expands groups when it compiles. */
export const placeOrGroup = z.union([
  z.object({ kind: z.literal("place"), code: placeCode }),
  z.object({ kind: z.literal("group"), id: z.string().min(1).max(64) }),
]);

/** How sure the service is of a place, in the words of the page. */
export const sureness = z.enum(["sure", "likely", "cannot-tell"]);

/**
 * What a place rests on, or what speaks against it. `too-quick`: the connection answers too quickly
 * to be in `place`. `paths-differ`, `paths-agree`: of the page, and of sound and picture. `shared`:
 * people in many places have this address. Never an address, or whose data it is.
 */
export const evidence = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("too-quick"), place: placeCode }),
  z.object({
    kind: z.enum([
      ...(["paths-differ", "shared", "records-differ", "own-list", "records-agree"] as const),
      ...([
        "own-word",
        "mobile",
        "registered-elsewhere",
        "old-records",
        "too-few-records",
      ] as const),
      ...(["paths-agree", "nothing-known"] as const),
    ]),
  }),
]);
export type PlaceEvidence = z.infer<typeof evidence>;

/** Where a connection seems to come from, as the page says it to this person alone. */
export const seenFrom = z.object({
  /** Absent where nothing can be told. */
  place: placeCode.optional(),
  sure: sureness,
  /** Why, the most telling first. */
  evidence: z.array(evidence).max(3),
});
export type SeenFrom = z.infer<typeof seenFrom>;

/** Who set a rule in the host's place. `acting`: while no host was inside. */
export const setBy = z.enum(["co-host", "acting"]);

/** A refusal names so many places of a rule, so that it fits into a data packet. */
export const onlyAtMost = 100;

/** Why someone is kept out or removed, as the page shows it. No title, name or address. */
export const refusal = z.object({
  /**
   * A rule of the meeting, its account or the service; a government's order; or the host in person,
   * for good (`banned`) or until they ask again with `enter` (`removed`).
   */
  decidedBy: z.enum(["meeting", "account", "platform", "order", "host"]),
  /** Of the meeting's own rule; absent: its host. */
  setBy: setBy.optional(),
  because: z.enum([
    "denied-place",
    "outside-allowed",
    "cannot-tell",
    "ordered",
    "banned",
    "removed",
  ]),
  ...seenFrom.shape,
  /** The place that the rule or order names, if it names the one that decided. */
  limitPlace: placeCode.optional(),
  /**
   * Of a rule that lets in only some places: which, and the places inside them that it keeps out.
   * Absent where it names more than 100.
   */
  only: z.object({ allow: z.array(placeOrGroup), deny: z.array(placeOrGroup) }).optional(),
  /** When the limit ends, ISO 8601 UTC; absent: no end is set. */
  until: moment.optional(),
  authority: z.string().optional(),
  law: z.string().optional(),
  /** Until when a law forbids to name authority and law, which are absent until then. */
  sealedUntil: moment.optional(),
  /** Of an order: what an appeal names. */
  orderId: z.string().optional(),
});
export type Refusal = z.infer<typeof refusal>;

/** Closed list of what can go wrong, one per page text. */
export const problemCode = z.enum([
  "refused",
  "cannot-check",
  "invalid",
  "unauthorized",
  "forbidden",
  "not-found",
  "conflict",
  "ended",
  "too-many",
  "internal",
]);
export type ProblemCode = z.infer<typeof problemCode>;

/** Roles at the desk that are proposed for the caller, and wait for another person. */
export const proposedRoles = z.object({
  roles: z.array(z.enum(deskRoles)),
  proposedAt: moment,
  /** Whether they have created the desk key that it takes: nothing happens before. */
  hasKey: z.boolean(),
  /** When it takes effect by itself; absent: never without a second person. */
  waitsUntil: moment.optional(),
});
export type RoleProposal = z.infer<typeof proposedRoles>;

/** Which input was wrong: a JSON pointer and a sentence. */
export const inputError = z.object({ pointer: z.string(), detail: z.string() });

/** RFC 9457 problem details. `status` 451 when an order is among the reasons (RFC 7725). */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int().min(400).max(599),
  detail: z.string().optional(),
  code: problemCode,
  /** For `invalid`. */
  errors: z.array(inputError).optional(),
  refusal: refusal.optional(),
  /** From the closed list of the route: the desk's reasons, and `terms` of an `ended` meeting. */
  reason: z.string().optional(),
  /** Beside the reason `no-member`. */
  proposed: proposedRoles.optional(),
});
export type Problem = z.infer<typeof problem>;
