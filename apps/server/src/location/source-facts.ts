import type { SourceReport } from "./compile.ts";
import type { SourceStatus } from "./locator.ts";
import { type SourceSpec, toldKinds } from "./source-spec.ts";
import { heldBackBecause } from "./sudden-change.ts";

/** What is known of a source, whatever the time is. Plain data. */
export interface SourceFacts {
  readonly told: Pick<SourceStatus, "id" | "maker" | "basis" | "kind" | "licence" | "attribution">;
  /** Undefined: it was never read. */
  readonly report?: SourceReport | undefined;
  /** Why a newer download waits; undefined: none does. */
  readonly heldBack?: string | undefined;
}

export function factsOf(spec: SourceSpec, report: SourceReport | undefined): SourceFacts {
  const { id, maker, basis, licence, attribution } = spec;
  const told = { id, maker, basis, kind: toldKinds[spec.kind], licence, attribution };
  return { told, report, heldBack: heldBackBecause(spec.path) };
}

export function statusAt({ told, report, heldBack }: SourceFacts, now: number): SourceStatus {
  const { builtAt, staleAt } = report ?? {};
  const known = { ...told, builtAt, staleAt, isHeld: false };
  const serving =
    builtAt === undefined ? "nothing from it is in use" : "its previous data stays in use";
  if (report === undefined || report.trouble.kind === "missing") {
    return { ...known, state: "missing", detail: `the file doesn't exist; ${serving}` };
  }
  const { trouble, waits } = report;
  if (trouble.kind === "rejected") {
    return { ...known, state: "rejected", detail: `${trouble.why}; ${serving}` };
  }
  const isStale = staleAt !== undefined && now > staleAt;
  const held = trouble.kind === "held" ? trouble.why : heldBack;
  const detail = (held && `${held}; ${serving}`) ?? waits ?? remarksOn(report);
  return { ...known, state: isStale ? "stale" : "fresh", detail, isHeld: held !== undefined };
}

function remarksOn({ notUnderstood: lines, isSignerUnknown }: SourceReport): string | undefined {
  const remarks = [
    ...(lines > 0
      ? [`${lines} lines couldn't be understood, or are about other networks, and are left out`]
      : []),
    ...(isSignerUnknown
      ? [
          "its signature matches, but who signed it isn't checked: name its certificates in the sources file",
        ]
      : []),
  ];
  return remarks.length > 0 ? remarks.join("; ") : undefined;
}
