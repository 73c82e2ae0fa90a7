import type { PlaceSet, PlaceSetInput } from "@graticule/api/account";
import type { PlaceOrGroup } from "@graticule/api/rules";

/** A set of places while it is written. */
interface PlaceSetDraft {
  readonly name: string;
  /** `2026-03-01`, or empty while it is not chosen. */
  readonly dated: string;
  readonly places: readonly PlaceOrGroup[];
}

/** `today` as `2026-03-01`. */
export const emptySet = (today: string): PlaceSetDraft => ({ name: "", dated: today, places: [] });

export const draftOfSet = ({ name, dated, places }: PlaceSet): PlaceSetDraft => ({
  name,
  dated,
  places,
});

/** The first field that is wrong. */
export function faultOfSet(draft: PlaceSetDraft): keyof PlaceSetDraft | undefined {
  if (draft.name.trim() === "") return "name";
  if (!/^\d{4}-\d{2}-\d{2}$/.test(draft.dated)) return "dated";
  return draft.places.length === 0 ? "places" : undefined;
}

export const inputOfSet = (draft: PlaceSetDraft): PlaceSetInput => ({
  name: draft.name.trim(),
  dated: draft.dated,
  places: [...draft.places],
});

const longestId = 40;

/** An id for a new set, from its name as far as that has letters of ASCII, and unlike `taken`. */
export function idOfSet(name: string, taken: ReadonlySet<string>): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  const base = plain === "" ? "set" : plain;
  for (let count = 1; ; count += 1) {
    const end = count === 1 ? "" : `-${count}`;
    const id = base.slice(0, longestId - end.length).replace(/-+$/, "") + end;
    if (!taken.has(id)) return id;
  }
}
