import type { AgreementReport } from "@graticule/api/agreement";

type Shares = AgreementReport["shares"];

export const standings = ["established", "probable", "contested", "unknown"] as const;
export const causes = [
  "mobile",
  "registeredElsewhere",
  "stale",
  "notMeasured",
  "oneMaker",
] as const;
/** No further source helps against these. */
const beyondHelp: readonly (typeof causes)[number][] = ["mobile", "registeredElsewhere"];

/** A row of a table with a column for each family of addresses. */
export interface FamilyRow<K extends string = string> {
  readonly key: K;
  readonly ipv4: number;
  readonly ipv6: number;
}

/** Why what is likely is only that; without causes that nothing has. */
export function causeRows({
  probableBecause,
}: Shares): readonly FamilyRow<(typeof causes)[number]>[] {
  const [ipv4, ipv6] = (["ipv4", "ipv6"] as const).map((wanted) =>
    probableBecause.find(({ family }) => family === wanted),
  );
  return causes
    .map((key) => ({ key, ipv4: ipv4?.[key] ?? 0, ipv6: ipv6?.[key] ?? 0 }))
    .filter(isAny);
}

export function isBeyondHelp(rows: readonly FamilyRow[]): boolean {
  return rows.some(({ key }) => beyondHelp.some((cause) => cause === key));
}

/** What each source adds to what is certain, or takes away from it; the most first. */
export function sourceRows({ sources }: Shares, what: "adds" | "prevents"): readonly FamilyRow[] {
  return fromMost(sources.map((source) => ({ key: source.id, ...source[what] })));
}

export function couldAddRows({ couldAdd }: Shares): readonly FamilyRow[] {
  return fromMost(couldAdd.map(({ id, ipv4, ipv6 }) => ({ key: id, ipv4, ipv6 })));
}

function fromMost(rows: readonly FamilyRow[]): readonly FamilyRow[] {
  return rows.filter(isAny).toSorted((a, b) => b.ipv4 + b.ipv6 - a.ipv4 - a.ipv6);
}

function isAny({ ipv4, ipv6 }: FamilyRow): boolean {
  return ipv4 > 0 || ipv6 > 0;
}

/** A share as people read it: none and all only where it is exactly that. */
export function percent(share: number): string {
  if (share > 0 && share < 0.0005) return "under 0.1 %";
  if (share < 1 && share >= 0.9995) return "over 99.9 %";
  return `${(share * 100).toFixed(1)} %`;
}
