/** What it takes to find and order a person. */
export interface Listed {
  readonly identity: string;
  readonly name: string;
  readonly who: "self" | "other";
  /** Lower comes first: hosts before guests. */
  readonly rank: number;
}

const folded = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .toLocaleLowerCase();

/**
 * People with a name that has each searched word at the beginning of one of its own, or anywhere
 * from three letters on.
 */
export function findPeople<P extends Listed>(people: readonly P[], wanted: string): readonly P[] {
  const parts = folded(wanted).split(/\s+/).filter(Boolean);
  if (parts.length === 0) return people;
  return people.filter(({ name }) => {
    const ours = ` ${folded(name)}`;
    return parts.every(
      (part) => ours.includes(` ${part}`) || (part.length > 2 && ours.includes(part)),
    );
  });
}

/** Oneself, then hosts, then all others by name. */
export function orderPeople<P extends Listed>(people: readonly P[]): readonly P[] {
  return [...people].sort(
    (a, b) =>
      Number(b.who === "self") - Number(a.who === "self") ||
      a.rank - b.rank ||
      a.name.localeCompare(b.name) ||
      (a.identity < b.identity ? -1 : 1),
  );
}
