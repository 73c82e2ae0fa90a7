import type { ServiceStatus } from "@graticule/api/administration";

type Count = ServiceStatus["counts"][number];
type CountGroup = "in" | "out" | "removed" | "other";

/** What begins like this belongs there; the first that fits counts. */
const beginnings: readonly (readonly [RegExp, CountGroup])[] = [
  [/-admitted$/, "in"],
  [/-refused-|-held$/, "out"],
  [/removed|removal/, "removed"],
];

const order: readonly CountGroup[] = ["in", "out", "removed", "other"];

function groupOf(name: string): CountGroup {
  return beginnings.find(([pattern]) => pattern.test(name))?.[1] ?? "other";
}

/** The counters by what they are about; groups without any are left out. */
export function groupCounts(counts: readonly Count[]) {
  return order
    .map((group) => ({ group, counts: counts.filter(({ name }) => groupOf(name) === group) }))
    .filter((found) => found.counts.length > 0);
}
