import type { MeetingChange, MeetingManaged } from "@graticule/api/meetings";
import type { Engines } from "../media/engines.ts";
import type { RuleProblem } from "../rooms/expand-rule.ts";

export type RegionsOfEngines = Pick<Engines, "regions" | "stateOf">;

/** Regions are offered where there is a choice. */
const offeredBy = (engines: RegionsOfEngines): readonly string[] => {
  const regions = engines.regions();
  return regions.length < 2 ? [] : regions;
};

/** @param region the one chosen for the meeting */
export function mediaServersOf(
  engines: RegionsOfEngines,
  region: string | undefined,
): MeetingManaged["mediaServers"] {
  const regions = [...offeredBy(engines)];
  if (region === undefined) return { regions };
  const state = engines.stateOf(region);
  if (state === undefined) return { regions, chosen: { region, state: "unlisted" } };
  return { regions, chosen: { region, state: state === "silent" ? "down" : "up" } };
}

/** @param region null, undefined: none is chosen */
export function regionProblems(
  engines: RegionsOfEngines,
  region: string | null | undefined,
): readonly RuleProblem[] {
  if (region === null || region === undefined || offeredBy(engines).includes(region)) return [];
  return [{ pointer: "/mediaRegion", detail: "This service offers no media servers there." }];
}

/** Whether a region was chosen in which no engine takes calls now: everyone inside would be out. */
export function isRegionDown(
  engines: RegionsOfEngines,
  region: MeetingChange["mediaRegion"],
): boolean {
  return typeof region === "string" && engines.stateOf(region) !== "open";
}
