import type { PlaceOrGroup, RuleOnDoubt } from "@graticule/api/rules";
import { withoutQuotationMarks } from "@graticule/api/text";
import type { DeskRole } from "@graticule/desk/staff";
import { placeName } from "@graticule/jurisdiction/names";
import { parsePlace } from "@graticule/jurisdiction/place";
import { unionOf } from "@graticule/jurisdiction/union";
import type { BodyOf, ChangeBody, ChangeKind } from "./change-body.ts";

/** As the desk's pages call them. */
const roleNames: Readonly<Record<DeskRole, string>> = {
  intake: "intake",
  reviewer: "reviewer",
  approver: "approver",
  appeals: "appeals",
  safety: "safety",
};

const inDoubt: Readonly<Record<RuleOnDoubt, string>> = {
  admit: "In doubt it would let people in.",
  hold: "In doubt people would wait in the lobby.",
  ask: "In doubt it would ask people where they are.",
  refuse: "In doubt it would keep people out.",
};

type Say<K extends ChangeKind> = (body: BodyOf<K>, who: string) => string;

const sentences: { readonly [K in ChangeKind]: Say<K> } = {
  staff: ({ roles, liaisonTo, newKey }, who) => {
    if (roles.length === 0) return `${who} would have no role at the desk.`;
    const to = liaisonTo.length === 0 ? "no authority" : counted(liaisonTo, "authority");
    const held = roles.map((role) => roleNames[role]).join(", ");
    const key = newKey ? " They would sign with a new desk key." : "";
    return `${who} would have these roles at the desk: ${held}. They would be a liaison to ${to}.${key}`;
  },
  authority: ({ authority }) =>
    `“${authority.name}” would have power over ${territoryOf(authority)}${instrumentsOf(authority)}.`,
  "disputed-places": ({ add, remove, source }) => {
    const parts = [
      ...(add.length === 0 ? [] : [`be listed as disputed: ${places(add)}`]),
      ...(remove.length === 0 ? [] : [`no longer be listed as disputed: ${places(remove)}`]),
    ];
    return `These territories would ${parts.join("; and these would ")} (${source}). While a territory is listed, no order in force affects it.`;
  },
  "platform-rule": ({ name, ground, rule }) => {
    const people = `people who are ${rule.matches === "established" ? "certain" : "likely"} to be in`;
    const out = rule.deny.length === 0 ? [] : [`keep out ${people} ${chosen(rule.deny)}`];
    const only = rule.allow === "everyone" ? [] : [`let in only ${people} ${chosen(rule.allow)}`];
    const does = [...out, ...only].join(" and ") || "keep no one out";
    return `“${name}” (${ground}) would, in every meeting, ${does}. ${inDoubt[rule.onDoubt]}`;
  },
  geofeed: ({ ranges, into, digest }) =>
    `New location data (${digest}) would move ${counted({ length: ranges }, "range")} of addresses into ${places(into)}, where an order is in force, or remove doubt that keeps people out of it.`,
};

/**
 * In one English sentence: what would be. INVARIANT: the names and texts that people chose end no quotation and no
 * bracket of it, so all else is the service's word.
 * @param who the name of the person that it is about; in public no one is named
 */
export function sayChange(body: ChangeBody, who?: string): string {
  const about = who === undefined ? "Someone" : `“${withoutQuotationMarks(who)}”`;
  return (sentences[body.kind] as Say<ChangeKind>)(body, about);
}

type Authority = BodyOf<"authority">["authority"];

function territoryOf({ territory }: Authority): string {
  if (territory.kind !== "union") return places([territory.home]);
  if ("members" in territory) return places(territory.members);
  const { name, asOf, members } = unionOf(territory.union);
  return `the members of the ${name} (as of ${asOf}: ${places(members)})`;
}

function instrumentsOf({ instruments }: Authority): string {
  return instruments
    .map(({ place, citation }) => `, and over ${places([place])} by “${citation}”`)
    .join("");
}

function places(codes: readonly string[]): string {
  return codes.map(named).join("; ");
}

function chosen(some: readonly PlaceOrGroup[]): string {
  return some.map((one) => (one.kind === "place" ? named(one.code) : one.id)).join("; ");
}

function named(code: string): string {
  const place = parsePlace(code);
  return place === undefined ? code : placeName(place, "en");
}

function counted({ length }: { readonly length: number }, what: string): string {
  if (length === 1) return `1 ${what}`;
  return `${length} ${what.endsWith("y") ? `${what.slice(0, -1)}ies` : `${what}s`}`;
}
