import { platformGround, platformRuleInput } from "@graticule/api/administration";
import { deskRole } from "@graticule/api/desk";
import { authorityInput } from "@graticule/api/desk-changes";
import { placeCode } from "@graticule/api/problem";
import { ruleInput } from "@graticule/api/rules";
import { bracketableText } from "@graticule/api/text";
import { z } from "zod";

const { territory } = authorityInput.shape;
/** A union could name its members itself once; the database registers none of these any more. */
const recordedAuthority = authorityInput.extend({
  territory: z.union([
    territory,
    z.object({ kind: z.literal("union"), members: z.array(placeCode) }),
  ]),
});

/** What a change would do, as it is kept with it. A person is named by the id alone. */
export const changeBody = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("staff"),
    person: z.string(),
    roles: z.array(deskRole),
    /** Series of authorities. */
    liaisonTo: z.array(z.string()),
    /** Another desk key takes the place of theirs. */
    newKey: z.literal(true).optional(),
  }),
  z.object({ kind: z.literal("authority"), authority: recordedAuthority }),
  z.object({
    kind: z.literal("disputed-places"),
    add: z.array(placeCode),
    remove: z.array(placeCode),
    source: bracketableText(300),
  }),
  z.object({
    kind: z.literal("platform-rule"),
    name: platformRuleInput.shape.name,
    ground: platformGround,
    rule: ruleInput,
    reviewAt: z.string(),
  }),
  z.object({
    kind: z.literal("geofeed"),
    /** SHA-256 in lower-case hexadecimal. */
    digest: z.string(),
    /** How many ranges of addresses would move, or no longer keep someone out, and into which places. */
    ranges: z.number().int(),
    into: z.array(placeCode),
  }),
]);
export type ChangeBody = z.infer<typeof changeBody>;
export type ChangeKind = ChangeBody["kind"];
export type BodyOf<K extends ChangeKind> = Extract<ChangeBody, { readonly kind: K }>;
