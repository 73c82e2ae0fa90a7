import { contentGaps } from "@graticule/desk/completeness";
import { buckets, demandKinds, grounds } from "@graticule/desk/demand";
import { deskRoles } from "@graticule/desk/staff";
import { z } from "zod";

const uuid = z.uuid();

export const demandKind = z.enum(demandKinds);
export const ground = z.enum(grounds);
export const bucket = z.enum(buckets);
export const deskRole = z.enum(deskRoles);
export const contentGap = z.enum(contentGaps);

/** A place as somebody of the desk is named in the desk: never in public. */
export const colleague = z.object({ id: uuid, name: z.string() });
export type Colleague = z.infer<typeof colleague>;

/**
 * Why somebody may not do something; `closed`: nothing happens to it any more; `not-yet`: a step before it
 * is missing; `findings-not-fresh`: word for word those of an order before it.
 */
export const notAllowed = z.enum([
  "no-such-role",
  "typed-it-in",
  "liaison",
  "proposed-it",
  "approved-it",
  "decided-it",
  "too-new",
  "may-be-inside",
  "closed",
  "not-yet",
  "findings-not-fresh",
]);
export type NotAllowed = z.infer<typeof notAllowed>;
