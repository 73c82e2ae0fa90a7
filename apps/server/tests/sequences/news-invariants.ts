import { expect } from "vitest";
import type { World } from "./world.ts";

/** All that a receiver reads, by kind. */
const fields: Readonly<Record<string, readonly string[]>> = {
  joined: ["at", "id", "identity", "kind", "room"],
  refused: ["at", "id", "kind", "room", "status"],
  removed: ["at", "id", "identity", "kind", "room"],
};

/** 15: nothing that a host's webhook says joins a person with an order. */
export function lookAtNews(world: World): void {
  const { receiver, host, orders, termsActs, rules } = world;
  for (const { path, text } of receiver.received.splice(0)) {
    if (path !== host.path) continue;
    const event = JSON.parse(text);
    expect(Object.keys(event).sort(), `${text} says more (15)`).toEqual(fields[event.kind]);
    for (const { id } of orders) expect(text, "an order (15)").not.toContain(id);
    // The host of this meeting has no rule: whom an order removes has left, and who is refused isn't told.
    if (event.kind === "removed") expect(termsActs, "removed by an order (15)").not.toEqual([]);
    if (event.kind === "refused") expect([...rules, ...termsActs], "refused (15)").not.toEqual([]);
  }
}
