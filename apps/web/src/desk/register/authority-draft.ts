import type { AuthorityInput, RegisteredAuthority } from "@graticule/api/desk-changes";
import type { PlaceOrGroup } from "@graticule/api/rules";
import { codesOfPick } from "../../places/names.ts";

interface InstrumentDraft {
  /** Within this draft. */
  readonly id: number;
  readonly place: string | undefined;
  readonly citation: string;
}

/** An authority while it is written. */
export interface AuthorityDraft {
  /** Whom it changes; absent: a new one. */
  readonly series?: string;
  readonly name: string;
  readonly kind: RegisteredAuthority["kind"];
  /** Its own place, or the members of a union. */
  readonly places: readonly PlaceOrGroup[];
  readonly instruments: readonly InstrumentDraft[];
  readonly contact: string;
}

export const emptyAuthority: AuthorityDraft = {
  name: "",
  kind: "country",
  places: [],
  instruments: [],
  contact: "",
};

/** One that is registered, to be changed. Of a union, its reach without what instruments add is its members. */
export function authorityDraftOf(registered: RegisteredAuthority): AuthorityDraft {
  const { series, name, kind, home, reach, instruments, contact } = registered;
  const added = new Set(instruments.map(({ place }) => place));
  const own = home === undefined ? reach.filter((code) => !added.has(code)) : [home];
  return {
    series,
    name,
    kind,
    places: own.map((code) => ({ kind: "place", code })),
    instruments: instruments.map((one, index) => ({ id: index + 1, ...one })),
    contact,
  };
}

export type AuthorityAction =
  | {
      readonly kind: "change";
      readonly change: Partial<Pick<AuthorityDraft, "name" | "kind" | "contact">>;
    }
  /** One place but for a union: another one takes its place. */
  | { readonly kind: "toggle"; readonly item: PlaceOrGroup }
  | { readonly kind: "add-instrument" }
  | {
      readonly kind: "change-instrument";
      readonly id: number;
      readonly change: Partial<Omit<InstrumentDraft, "id">>;
    }
  | { readonly kind: "remove-instrument"; readonly id: number };

const isSame = (one: PlaceOrGroup, other: PlaceOrGroup): boolean =>
  codesOfPick(one).join() === codesOfPick(other).join();

export function changeAuthority(draft: AuthorityDraft, action: AuthorityAction): AuthorityDraft {
  const { instruments, places } = draft;
  switch (action.kind) {
    case "change": {
      const kept = (action.change.kind ?? draft.kind) === draft.kind;
      return { ...draft, ...action.change, ...(kept ? {} : { places: [] }) };
    }
    case "toggle": {
      const others = places.filter((one) => !isSame(one, action.item));
      const isNew = others.length === places.length;
      const before = draft.kind === "union" ? others : [];
      return { ...draft, places: isNew ? [...before, action.item] : others };
    }
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

export type AuthorityFault = "name" | "home" | "members" | "contact" | "instruments";

/** The first thing that is missing. */
export function faultOfAuthority(draft: AuthorityDraft): AuthorityFault | undefined {
  if (draft.name.trim() === "") return "name";
  if (draft.kind === "union") {
    if (draft.places.length === 0) return "members";
  } else if (draft.places.flatMap(codesOfPick).length !== 1) return "home";
  const unfinished = draft.instruments.some(
    ({ place, citation }) => place === undefined || citation.trim() === "",
  );
  if (unfinished) return "instruments";
  return draft.contact.trim() === "" ? "contact" : undefined;
}

/** Undefined while something is missing, see {@link faultOfAuthority}. */
export function authorityOf(draft: AuthorityDraft): AuthorityInput | undefined {
  const codes = [...new Set(draft.places.flatMap(codesOfPick))];
  const [home] = codes;
  if (home === undefined || faultOfAuthority(draft) !== undefined) return undefined;
  return {
    ...(draft.series === undefined ? {} : { series: draft.series }),
    name: draft.name.trim(),
    territory:
      draft.kind === "union" ? { kind: "union", members: codes } : { kind: draft.kind, home },
    instruments: draft.instruments.flatMap(({ place, citation }) =>
      place === undefined ? [] : [{ place, citation: citation.trim() }],
    ),
    contact: draft.contact.trim(),
  };
}
