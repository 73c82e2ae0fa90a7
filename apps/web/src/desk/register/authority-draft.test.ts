import { expect, test } from "vitest";
import {
  type AuthorityDraft,
  addInstrument,
  authorityDraftOf,
  authorityOf,
  changeInstrument,
  changeKind,
  emptyAuthority,
  faultOfAuthority,
  toggleHome,
} from "./authority-draft.ts";

const place = (code: string) => ({ kind: "place", code }) as const;
const court: AuthorityDraft = {
  ...emptyAuthority,
  name: "A court",
  places: [place("FR")],
  contact: "Clerk’s office",
};

test("a country has one place, and choosing another replaces it", () => {
  const other = toggleHome(court, place("DE"));
  expect(authorityOf(other)?.territory).toEqual({ kind: "country", home: "DE" });
});

test("a union is one from the list, and names no members of its own", () => {
  const union = changeKind(court, "union");
  expect(faultOfAuthority(union)).toBeUndefined();
  const chosen = toggleHome(union, place("HK"));
  expect(authorityOf(chosen)?.territory).toEqual({ kind: "union", union: "EU" });
});

test("a country is not a group", () => {
  const group = toggleHome(court, { kind: "group", id: "EU" });
  expect(faultOfAuthority(group)).toBe("home");
  expect(authorityOf(group)).toBeUndefined();
});

test("an instrument without its place or citation is not proposed", () => {
  const added = addInstrument(court);
  expect(faultOfAuthority(added)).toBe("instruments");
  const named = changeInstrument(added, 1, { place: "RE", citation: " Ordinance 1 " });
  expect(authorityOf(named)?.instruments).toEqual([{ place: "RE", citation: "Ordinance 1" }]);
});

test("a change to a registered authority starts from what holds, and keeps its series", () => {
  const registered = {
    id: "00000000-0000-4000-8000-000000000002",
    series: "00000000-0000-4000-8000-000000000001",
    name: "A union",
    kind: "union",
    union: "EU",
    contact: "Registry",
    reach: ["FR", "DE", "RE"],
    instruments: [{ place: "RE", citation: "Ordinance 1" }],
    enteredAt: "2026-11-24T12:00:00Z",
  } as const;
  const draft = authorityDraftOf({
    ...registered,
    reach: [...registered.reach],
    instruments: [...registered.instruments],
  });
  expect(authorityOf(draft)).toEqual({
    series: registered.series,
    name: "A union",
    territory: { kind: "union", union: "EU" },
    instruments: [{ place: "RE", citation: "Ordinance 1" }],
    contact: "Registry",
  });
});
