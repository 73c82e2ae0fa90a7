import type { InstanceStatus } from "@graticule/api/administration";
import { expect, test } from "vitest";
import { differencesIn, instanceState, isClusterWell } from "./cluster-view.ts";

const said = {
  version: "1.0.0",
  startedAt: "2026-11-26T10:00:00Z",
  serves: "ready",
  people: 3,
  location: "ab",
} as const;
const one: InstanceStatus = {
  address: "10.0.0.11:7901",
  isThis: true,
  draining: false,
  beatSecondsAgo: 0,
  rooms: 1,
  roles: [],
  said,
};

test("an instance that doesn't answer is silent, unless it takes no rooms", () => {
  const { said: _, ...silent } = one;
  const states = [
    one,
    silent,
    { ...silent, draining: true },
    { ...one, draining: true },
    { ...one, draining: true, said: { ...said, serves: "draining" } },
    { ...one, said: { ...said, serves: "cannot-decide" } },
  ] satisfies InstanceStatus[];
  expect(states.map(instanceState)).toEqual([
    "serving",
    "silent",
    "between",
    "between",
    "handing-over",
    "cannot-decide",
  ]);
});

test("all is well only where all instances serve alike and no engine is silent or draining", () => {
  const { said: _, ...silent } = one;
  const engine = { id: "north-1", state: "open", people: 3 } as const;
  expect(isClusterWell({ instances: [one, one], engines: [engine] })).toBe(true);
  expect(isClusterWell({ instances: [one, silent], engines: [engine] })).toBe(false);
  expect(isClusterWell({ instances: [one], engines: [{ ...engine, state: "draining" }] })).toBe(
    false,
  );
  const other = { ...one, said: { ...said, version: "1.1.0", location: "cd" } };
  expect(differencesIn([one, other, silent])).toEqual(["version", "location"]);
  expect(isClusterWell({ instances: [one, other], engines: [engine] })).toBe(false);
});
