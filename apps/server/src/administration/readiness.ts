import type { Readiness } from "@graticule/api/rooms";

export interface ReadinessParts {
  readonly isDraining: () => boolean;
  /** Without the database too, while the last snapshot isn't too old. */
  readonly canDecide: () => boolean;
}

/** Whether people who join can be sent to this instance. */
export function readinessOf({ isDraining, canDecide }: ReadinessParts): Readiness {
  if (isDraining()) return { status: "draining" };
  return { status: canDecide() ? "ready" : "cannot-decide" };
}
