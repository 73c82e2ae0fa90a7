import type { ActingRole } from "@graticule/api/hosting";
import type { Database } from "../db/schema.ts";
import type { HostRight } from "./host-access.ts";

/** An act as the history tells it. `service`: under its terms; only `ended`. */
export interface PastAct {
  readonly at: Date;
  readonly kind: Database["host_act"]["kind"];
  readonly by: ActingRole | "service";
}

/** Whoever holds the management link, or owns the meeting, is its host. */
export function actedAs(right: HostRight): ActingRole {
  return right.kind === "inside" ? right.role : "host";
}
