import type { ServiceStatus } from "@graticule/api/administration";
import { coverageOf, wantsCare } from "../places/source-advice.ts";
import { isClusterWell } from "./cluster-view.ts";

/** `wants`: meetings work, and something needs the administrator. `fails`: something they stand on doesn't. */
export type ServiceHealth = "well" | "wants" | "fails";

/** INVARIANT: `well` only where no line of the page below is marked. */
export function healthOf(
  status: Pick<ServiceStatus, "engine" | "database" | "mail" | "sources" | "cluster"> &
    Pick<ServiceStatus, "deskKeysElsewhere"> & {
      readonly log: Pick<ServiceStatus["log"], "state" | "reason">;
    },
  reports: "read" | "unread",
): ServiceHealth {
  const { engine, database, log, mail, sources, cluster } = status;
  if (engine.state !== "ok" || database.state !== "ok" || log.state === "stopped") return "fails";
  const places = coverageOf(sources) === "sure" && !sources.some(wantsCare);
  const isWell = mail === "smtp" && log.state === "signing" && places && reports === "read";
  if (status.deskKeysElsewhere !== undefined) return "wants";
  if (cluster !== undefined && !isClusterWell(cluster)) return "wants";
  return isWell ? "well" : "wants";
}
