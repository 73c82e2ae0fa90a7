import { beyonds } from "@graticule/desk/asked";
import { contentGaps } from "@graticule/desk/completeness";
import { buckets, demandKinds, grounds, recommendations } from "@graticule/desk/demand";
import { deskRoles } from "@graticule/desk/staff";
import { z } from "zod";
import { uuid } from "./formats.ts";

export const demandKind = z.enum(demandKinds);
export const ground = z.enum(grounds);
export const bucket = z.enum(buckets);
export const recommendation = z.enum(recommendations);
/** What an order goes beyond, by more or where nothing was stated. */
export const beyond = z.enum(beyonds);
export const deskRole = z.enum(deskRoles);
export const contentGap = z.enum(contentGaps);

/** A member of the desk, by the name that only the desk sees. */
export const colleague = z.object({ id: uuid, name: z.string() });
export type Colleague = z.infer<typeof colleague>;

/** `number`: the public one. */
export const requestReference = z.object({ id: uuid, number: z.number().int() });

/**
 * Why a member may not act. `own-meeting`: it is about their own meeting or account. `closed`: it is over. `not-yet`: a step before it is missing.
 * `findings-not-fresh`: a copy of another order's. `inside`, `may-be-inside`: the member's own
 * connection is where the authority has power. `no-source-there`: no location source can establish
 * a place there. `look-cannot-tell`: the last look couldn't, and must be repeated.
 * `session-moved`: the order was proposed for a session that is over, or that the host moved to later.
 * `looks-spent`: there were as many as one day allows, also for other requests. `not-explained`:
 * it now goes beyond something without a reason, or gives one for what it no longer goes beyond. `brought-back`: the member's roles came back with a
 * restored database, and were not given again since. `proposal-brought-back`: the order was proposed before the
 * database was restored, and is to be proposed again. `no-desk-key`: the member has none to sign
 * with. `not-signed`: their key did not sign just this. `not-in-register`: the sender is not, so that
 * the request can be rejected and nothing else.
 */
export const notAllowed = z.enum([
  "no-such-role",
  "typed-it-in",
  "liaison",
  "own-meeting",
  "proposed-it",
  "approved-it",
  "handled-it",
  "decided-it",
  "too-new",
  "new-key",
  "inside",
  "may-be-inside",
  "brought-back",
  "proposal-brought-back",
  "no-source-there",
  "look-cannot-tell",
  "session-moved",
  "looks-spent",
  "not-explained",
  "closed",
  "not-yet",
  "findings-not-fresh",
  "no-desk-key",
  "not-signed",
  "not-in-register",
]);
export type PermitRefusal = z.infer<typeof notAllowed>;

/** Whether the one who asks may do something now. */
export const permit = z.union([z.literal("yes"), notAllowed]);
