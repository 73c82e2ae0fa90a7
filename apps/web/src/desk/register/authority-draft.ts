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

export type AuthorityAction =
  | {
      readonly kind: "change";
      readonly change: Partial<Pick<AuthorityDraft, "name" | "kind" | "union" | "contact">>;
    }
  /** Another place replaces the one that is there. */
  | { readonly kind: "toggle"; readonly item: PlaceOrGroup }
  | { readonly kind: "add-instrument" }
  | {
      readonly kind: "change-instrument";
      readonly id: number;
      readonly change: Partial<Omit<InstrumentDraft, "id">>;
    }
  | { readonly kind: "remove-instrument"; readonly id: number };

export function changeAuthority(draft: AuthorityDraft, action: AuthorityAction): AuthorityDraft {
  const { instruments, places } = draft;
  switch (action.kind) {
    case "change": {
      const kept = (action.change.kind ?? draft.kind) === draft.kind;
      return { ...draft, ...action.change, ...(kept ? {} : { places: [] }) };
    }
    case "toggle":
      return { ...draft, places: togglePick(places, action.item).slice(-1) };
    case "add-instrument": {
      const id = Math.max(0, ...instruments.map((one) => one.id)) + 1;
      return { ...draft, instruments: [...instruments, { id, place: undefined, citation: "" }] };
    }
    case "change-instrument":
      return {
        ...draft,
        instruments: instruments.map((one) =>
          one.id === action.id ? { ...one, ...action.change } : one,
        ),
      };
    case "remove-instrument":
      return { ...draft, instruments: instruments.filter(({ id }) => id !== action.id) };
  }
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
