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

/** A place as someone of the desk is named in the desk: never in public. */
export const colleague = z.object({ id: uuid, name: z.string() });
export type Colleague = z.infer<typeof colleague>;

/** A request, by the number by which it is called, also in public. */
export const requestReference = z.object({ id: uuid, number: z.number().int() });

/**
 * Why someone may not do something; `closed`: nothing happens to it any more; `not-yet`: a step before it
 * is missing; `findings-not-fresh`: word for word those of an order before it. `inside`, `may-be-inside`: their own
 * connection is, or may be, where the authority has power; `no-source-there`: no location source of this service can
 * establish a place there, whoever asks; `look-cannot-tell`: the last look couldn't, and has to be taken again; `not-explained`: it goes beyond something since, without a reason.
 */
export const notAllowed = z.enum([
  "no-such-role",
  "typed-it-in",
  "liaison",
  "proposed-it",
  "approved-it",
  "decided-it",
  "too-new",
  "inside",
  "may-be-inside",
  "no-source-there",
  "look-cannot-tell",
  "not-explained",
  "closed",
  "not-yet",
  "findings-not-fresh",
]);
export type PermitRefusal = z.infer<typeof notAllowed>;

/** Whether the one who asks may do something now. */
export const permit = z.union([z.literal("yes"), notAllowed]);
