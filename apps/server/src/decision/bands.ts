import type { Band, CertifiedCount, PartBand } from "@graticule/api/rules";

/** A count that singles nobody out: fewer than 5 is "a few". */
export function bandOf(count: number): Band {
  if (count === 0) return "none";
  return count < 5 ? "a-few" : count;
}

/** For a certificate, which is handed on: no exact number at all. */
export function certifiedCountOf(count: number): CertifiedCount {
  if (count === 0) return "none";
  if (count < 5) return "a-few";
  if (count < 10) return "5-9";
  if (count < 100) return "10-99";
  return count < 1_000 ? "100-999" : "1000+";
}

/** Below it, "a few" and "five or more" could give a number away beside the whole. */
const small = 9;
/** … where the whole has three parts. */
const smallForThree = 17;

export interface Parts<T> {
  readonly leave: T;
  readonly wait: T;
  readonly stay: T;
}

/**
 * INVARIANT: the reader knows how many are inside, so where one part is fewer than five, no number
 * stands beside it from which it could be subtracted.
 */
export function partBands({ leave, wait, stay }: Parts<number>): Parts<PartBand> {
  const counts = [leave, wait, stay];
  const told = [...bandsOfParts(counts.filter((count) => count > 0))];
  const [left = "none", waiting = "none", staying = "none"] = counts.map((count) =>
    count === 0 ? undefined : told.shift(),
  );
  return { leave: left, wait: waiting, stay: staying };
}

/** @param parts one to three that are not empty; the last are those who stay, if anyone does. */
function bandsOfParts(parts: readonly number[]): readonly PartBand[] {
  const whole = sum(parts);
  if (parts.length < 2 || parts.every((count) => count >= 5)) return parts.map(bandOf);
  if (whole >= (parts.length === 3 ? smallForThree : small)) {
    return parts.map((count) => coarse(count, whole));
  }
  if (parts.length === 3) return ["some", "some", "the-rest"];
  const [first = 0, second = 0] = parts;
  return whole >= 5 && first > second ? ["most", "a-few"] : ["a-few", "the-rest"];
}

/** {@link partBands} for counts of any number of groups that together are everyone inside. */
export function groupBands(counts: readonly number[]): readonly PartBand[] {
  const groups = counts.filter((count) => count > 0);
  const whole = sum(groups);
  if (groups.length < 2 || whole < 5 || groups.every((count) => count >= 5)) {
    return counts.map(bandOf);
  }
  return counts.map((count) => {
    if (count === 0) return "none";
    return whole < small ? "some" : coarse(count, whole);
  });
}

function coarse(count: number, whole: number): PartBand {
  if (count < 5) return "a-few";
  return count * 2 > whole ? "most" : "many";
}

function sum(counts: readonly number[]): number {
  return counts.reduce((before, count) => before + count, 0);
}
