import type { EngineStatus, InstanceStatus, ServiceStatus } from "@graticule/api/administration";

/** How an instance is. `between`: it is starting or stopping, and has no rooms yet or any more. */
export type InstanceState = "serving" | "handing-over" | "between" | "cannot-decide" | "silent";
export type Mark = "ok" | "warn" | "bad";

export function instanceState({ said, draining }: InstanceStatus): InstanceState {
  if (said === undefined) return draining ? "between" : "silent";
  if (said.serves === "draining") return "handing-over";
  if (draining) return "between";
  return said.serves === "ready" ? "serving" : "cannot-decide";
}

export const instanceMarks: Readonly<Record<InstanceState, Mark>> = {
  serving: "ok",
  "handing-over": "warn",
  between: "warn",
  "cannot-decide": "bad",
  silent: "bad",
};

export const engineMarks: Readonly<Record<EngineStatus["state"], Mark>> = {
  open: "ok",
  draining: "warn",
  silent: "bad",
};

/** Whether what instances say of themselves is one and the same. */
function differ(said: readonly (string | undefined)[]): boolean {
  return new Set(said.filter((one) => one !== undefined)).size > 1;
}

/** What is not the same at all instances that answered. */
export function differencesIn(
  instances: readonly InstanceStatus[],
): readonly ("version" | "location")[] {
  const differing = (["version", "location"] as const).filter((what) =>
    differ(instances.map(({ said }) => said?.[what])),
  );
  return differing;
}

/** Whether no instance and no engine is marked. */
export function isClusterWell({ instances, engines }: NonNullable<ServiceStatus["cluster"]>) {
  return (
    instances.every((one) => instanceMarks[instanceState(one)] === "ok") &&
    engines.every(({ state }) => engineMarks[state] === "ok") &&
    differencesIn(instances).length === 0
  );
}
