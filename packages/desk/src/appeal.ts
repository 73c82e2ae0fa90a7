/** Who appeals: someone whom the order keeps out, the host, or anyone else. */
export const appellants = ["refused", "host", "public"] as const;
export type Appellant = (typeof appellants)[number];

/** A case of an order: the appeals that are decided together. */
export interface CaseRecord {
  /** Those of whom at least one appealed in it. */
  readonly madeBy: readonly Appellant[];
  readonly decided: boolean;
}

/**
 * Where an appeal against an order in force belongs. A case that is open takes everyone in. Once it was decided it is closed
 * for the public, and for those who were heard in it; the refused and the host, while none of them was heard, open another.
 * INVARIANT: no appeal keeps the first one of the refused, or of the host, from being heard.
 */
export function caseFor(
  by: Appellant,
  cases: readonly CaseRecord[],
): { readonly kind: "joins" | "opens"; readonly no: number } | { readonly kind: "closed" } {
  const open = cases.findIndex(({ decided }) => !decided);
  if (open >= 0) return { kind: "joins", no: open + 1 };
  const isHeard = by === "public" || cases.some(({ madeBy }) => madeBy.includes(by));
  if (cases.length > 0 && isHeard) return { kind: "closed" };
  return { kind: "opens", no: cases.length + 1 };
}
