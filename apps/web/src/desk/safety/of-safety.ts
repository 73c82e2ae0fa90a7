import type { SafetyOverview } from "@graticule/api/safety";

/** What each part of the page draws, and what asks for it anew. */
export interface OfSafety {
  readonly safety: SafetyOverview;
  readonly again: () => Promise<void>;
}
