import type { AuthorityInput, RegisteredAuthority } from "@graticule/api/desk-changes";
import type { PlaceOrGroup } from "@graticule/api/rules";
import { type UnionId, unionIds } from "@graticule/jurisdiction/union";
import { codesOfPicks, togglePick } from "../page/picks.ts";

interface InstrumentDraft {
  /** Within this draft. */
  readonly id: number;
  readonly place: string | undefined;
  readonly citation: string;
}

export interface AuthorityDraft {
  /** The one that it changes; absent: a new one. */
  readonly series?: string;
  readonly name: string;
  readonly kind: RegisteredAuthority["kind"];
  /** Its own place; empty for a union. */
  readonly places: readonly PlaceOrGroup[];
  /** Of a union: which one. */
  readonly union: UnionId;
  readonly instruments: readonly InstrumentDraft[];
  readonly contact: string;
}

export const emptyAuthority: AuthorityDraft = {
  name: "",
  kind: "country",
  places: [],
  union: unionIds[0],
  instruments: [],
  contact: "",
};

/** One that is registered, to be changed. */
export function authorityDraftOf(registered: RegisteredAuthority): AuthorityDraft {
  const { series, name, kind, home, union, instruments, contact } = registered;
  return {
    series,
    name,
    kind,
    places: home === undefined ? [] : [{ kind: "place", code: home }],
    union: union ?? emptyAuthority.union,
    instruments: instruments.map((one, index) => ({ id: index + 1, ...one })),
    contact,
  };
}

/** Another kind has another territory. */
export function changeKind(draft: AuthorityDraft, kind: AuthorityDraft["kind"]): AuthorityDraft {
  return kind === draft.kind ? draft : { ...draft, kind, places: [] };
}

/** Chooses the own place instead of the one before, or takes it out again. */
export function toggleHome(draft: AuthorityDraft, item: PlaceOrGroup): AuthorityDraft {
  return { ...draft, places: togglePick(draft.places, item).slice(-1) };
}

export function addInstrument(draft: AuthorityDraft): AuthorityDraft {
  const { instruments } = draft;
  const id = Math.max(0, ...instruments.map((one) => one.id)) + 1;
  return { ...draft, instruments: [...instruments, { id, place: undefined, citation: "" }] };
}

export function changeInstrument(
  draft: AuthorityDraft,
  id: number,
  change: Partial<InstrumentDraft>,
): AuthorityDraft {
  const instruments = draft.instruments.map((one) => (one.id === id ? { ...one, ...change } : one));
  return { ...draft, instruments };
}

export type AuthorityFault = "name" | "home" | "contact" | "instruments";

/** The first thing that is missing. */
export function faultOfAuthority(draft: AuthorityDraft): AuthorityFault | undefined {
  if (draft.name.trim() === "") return "name";
  if (draft.kind !== "union" && codesOfPicks(draft.places).length !== 1) return "home";
  const unfinished = draft.instruments.some(
    ({ place, citation }) => place === undefined || citation.trim() === "",
  );
  if (unfinished) return "instruments";
  return draft.contact.trim() === "" ? "contact" : undefined;
}

/** Undefined while something is missing, see {@link faultOfAuthority}. */
export function authorityOf(draft: AuthorityDraft): AuthorityInput | undefined {
  const territory = territoryOf(draft);
  if (territory === undefined || faultOfAuthority(draft) !== undefined) return undefined;
  return {
    ...(draft.series !== undefined && { series: draft.series }),
    name: draft.name.trim(),
    territory,
    instruments: draft.instruments.flatMap(({ place, citation }) =>
      place === undefined ? [] : [{ place, citation: citation.trim() }],
    ),
    contact: draft.contact.trim(),
  };
}

function territoryOf({ kind, union, places }: AuthorityDraft) {
  if (kind === "union") return { kind, union };
  const [home] = codesOfPicks(places);
  return home === undefined ? undefined : { kind, home };
}
