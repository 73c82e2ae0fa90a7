import type { ServiceStatus } from "@graticule/api/administration";

export type SourceStatus = ServiceStatus["sources"][number];

const dayMs = 86_400_000;

/** How old a source's data is, in whole days; undefined: unknown. */
export function ageInDays(source: SourceStatus, now: number): number | undefined {
  if (source.builtAt === undefined) return undefined;
  return Math.max(0, Math.floor((now - Date.parse(source.builtAt)) / dayMs));
}

/** What the administrator should know about a source. */
export type SourceAdvice =
  | { readonly kind: "stale"; readonly days: number }
  | { readonly kind: "staleUnknown" | "missing" | "rejected" };

export function adviceFor(source: SourceStatus, now: number): SourceAdvice | undefined {
  switch (source.state) {
    case "fresh":
      return undefined;
    case "missing":
    case "rejected":
      return { kind: source.state };
    case "stale": {
      const days = ageInDays(source, now);
      return days === undefined ? { kind: "staleUnknown" } : { kind: "stale", days };
    }
  }
}

/**
 * What all sources together can tell of a participant's place. `sure`: two fresh ones of different makers, one of
 * them measured. What networks declare about themselves makes nothing surer. `own`: sure only for networks on the operator's own list; `own-only`: and nothing for others.
 */
export type Coverage = "sure" | "own" | "own-only" | "likely" | "none";

export function coverageOf(sources: readonly SourceStatus[]): Coverage {
  const places = sources.filter(
    (source) => placesAnyone(source) && (source.state === "fresh" || source.state === "stale"),
  );
  const fresh = places.filter(({ state }) => state === "fresh");
  const others = fresh.filter(({ basis }) => basis !== "operator");
  const makers = new Set(others.map(({ maker }) => maker));
  if (makers.size >= 2 && others.some(({ basis }) => basis === "measured")) return "sure";
  if (fresh.some(({ basis }) => basis === "operator")) {
    return places.every(({ basis }) => basis === "operator") ? "own-only" : "own";
  }
  return places.length > 0 ? "likely" : "none";
}

/** Whether the operator should bring data: nothing that places anyone is fresh. */
export function needsData(
  sources: readonly Pick<SourceStatus, "state" | "kind" | "basis">[],
): boolean {
  return !sources.some((source) => placesAnyone(source) && source.state === "fresh");
}

function placesAnyone({ kind, basis }: Pick<SourceStatus, "kind" | "basis">): boolean {
  return kind !== "list" && basis !== "declared";
}

/** Whether the administrator has something to do about a source. */
export function wantsCare({ state, held }: Pick<SourceStatus, "state" | "held">): boolean {
  return state !== "fresh" || held;
}
