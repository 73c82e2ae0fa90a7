import type { ActingRole } from "@graticule/api/hosting";
import type { Database } from "../db/schema.ts";
import type { HostRight } from "./host-access.ts";

/** An act in the history. `service`: under its terms; only `ended`. */
export interface PastAct {
  readonly at: Date;
  readonly kind: Database["host_act"]["kind"];
  readonly by: ActingRole | "service";
}

/** The owner, and everyone with the management link, act as host. */
export function actedAs(right: HostRight): ActingRole {
  return right.kind === "inside" ? right.role : "host";
}
