import type { AgreementReport } from "@graticule/api/agreement";

/** A row of a table: texts to be searched by, and numbers to be sorted by. */
export interface TableRow {
  /** Names of places, with their codes. */
  readonly places: readonly { readonly code: string; readonly name: string }[];
  readonly numbers: readonly number[];
}

/** By which column, from the left; numbers from the largest, places by name. */
export interface RowOrder {
  readonly column: number;
  readonly from: "largest" | "smallest";
}

type NameOf = (code: string) => string;

/** Who says what where sources differ: addresses, and of 1,000 that any source places in the first. */
export function pairRows({ pairs, places }: AgreementReport, nameOf: NameOf): readonly TableRow[] {
  const said = new Map(places.map((one) => [one.place, one.said]));
  return pairs.map(({ place, other, count }) => ({
    places: [place, other].map((code) => ({ code, name: nameOf(code) })),
    numbers: [count, Math.round((count / (said.get(place) ?? count)) * 1_000)],
  }));
}

/** For each place: addresses that any source places there, and of 1,000 how many all place there. */
export function placeRows({ places }: AgreementReport, nameOf: NameOf): readonly TableRow[] {
  return places.map(({ place, said, all }) => ({
    places: [{ code: place, name: nameOf(place) }],
    numbers: [said, Math.round((all / said) * 1_000)],
  }));
}

/** The rows in which every word that was typed stands, as a code or in a name; in that order. */
export function shownRows(
  rows: readonly TableRow[],
  typed: string,
  order: RowOrder,
): readonly TableRow[] {
  const wanted = typed
    .toLowerCase()
    .split(/[\s,→]+/)
    .filter(Boolean);
  const holds = (row: TableRow): boolean =>
    wanted.every((word) =>
      row.places.some(
        ({ code, name }) => code.toLowerCase() === word || name.toLowerCase().includes(word),
      ),
    );
  const sign = order.from === "largest" ? -1 : 1;
  return rows.filter(holds).toSorted((a, b) => sign * compare(a, b, order.column));
}

function compare(a: TableRow, b: TableRow, column: number): number {
  const texts = a.places.length;
  if (column < texts) {
    return (a.places[column]?.name ?? "").localeCompare(b.places[column]?.name ?? "", "en");
  }
  return (a.numbers[column - texts] ?? 0) - (b.numbers[column - texts] ?? 0);
}

/** Places with fewer addresses than this in the sample say too little for a sentence about them. */
const enough = 200;

/** Where one source alone would be wrong most often: of places with enough addresses, the largest share. */
export function worstPair({ pairs, places }: AgreementReport) {
  const said = new Map(places.map((one) => [one.place, one.said]));
  const shares = pairs.flatMap(({ place, other, count }) => {
    const all = said.get(place) ?? 0;
    const ofThousand = Math.round((count / all) * 1_000);
    return all < enough || ofThousand < 1 ? [] : [{ place, other, ofThousand }];
  });
  return shares.toSorted((a, b) => b.ofThousand - a.ofThousand)[0];
}
