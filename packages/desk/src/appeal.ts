/** `refused`: kept out by the order. `public`: anyone else but the host. */
export const appellants = ["refused", "host", "public"] as const;
export type Appellant = (typeof appellants)[number];

/** Appeals against an order that are decided together. */
export interface CaseRecord {
  /** Those heard in it. */
  readonly madeBy: readonly Appellant[];
  readonly decided: boolean;
}

/**
 * The case of an appeal against an order in force. An open case takes every appeal. Once all are
 * decided, the refused and the host may each open another if they have not been heard yet; the
 * public may not.
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
