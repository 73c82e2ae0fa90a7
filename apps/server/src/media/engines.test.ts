import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { EngineEntry } from "./engine-list.ts";
import { type EngineLinks, Engines } from "./engines.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const entry = (id: string, more: Partial<EngineEntry> = {}): EngineEntry => ({
  id,
  url: `http://${id}:7880`,
  key: { id: `key-${id}`, secret: `secret-${id}` },
  region: undefined,
  draining: false,
  ...more,
});

/** Engines by id that answer or don't, and whose they are. */
class World {
  readonly deaf = new Set<string>();
  readonly others = new Set<string>();
  readonly told: string[] = [];
  asked = 0;
  /** How long an answer takes that doesn't come. */
  deadlineMs = 1_000;
  readonly engines: Engines;

  constructor(list: readonly EngineEntry[], watched = true) {
    this.engines = new Engines({ list, watched, connect: ({ id }) => this.#connect(id) });
    this.engines.onOpen((id) => this.told.push(`${id} open`));
    this.engines.onDraining((id) => this.told.push(`${id} draining`));
    this.engines.onSilent((id) => this.told.push(`${id} silent`));
  }

  readonly states = () => this.engines.all().map(({ id, state }) => `${id} ${state}`);

  #connect(id: string): EngineLinks {
    const answers = async () => {
      this.asked += 1;
      if (!this.deaf.has(id)) return true;
      await new Promise((late) => setTimeout(late, this.deadlineMs));
      return false;
    };
    const claim = async () => {
      if (!(await answers())) return "no answer";
      return this.others.has(id) ? "other" : "ours";
    };
    const close = () => undefined;
    return { calls: { claim, close } as never, checks: { healthy: answers, close } };
  }
}

async function begun(list: readonly EngineEntry[]): Promise<World> {
  const world = new World(list);
  await world.engines.begin();
  world.told.length = 0;
  return world;
}

test("an engine is silent at its third unanswered check, after 4 s at most, and open again at its second answer", async () => {
  const { engines, deaf, told, states } = await begun([entry("a"), entry("b")]);
  deaf.add("a");
  await vi.advanceTimersByTimeAsync(2_900);
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(1_110);
  expect(told).toEqual(["a silent"]);
  expect(engines.choose(new Map([["b", 9]]))?.id).toBe("b");
  await vi.advanceTimersByTimeAsync(20_000);
  deaf.clear();
  await vi.advanceTimersByTimeAsync(900);
  expect(states()).toEqual(["a silent", "b open"]);
  await vi.advanceTimersByTimeAsync(1_200);
  expect(told).toEqual(["a silent", "a open"]);
});

test("an engine is in doubt from its first unanswered check, which a failed connection brings forward", async () => {
  const world = await begun([entry("a")]);
  const engine = world.engines.find("a");
  world.deaf.add("a");
  // As on a machine that refuses connections.
  world.deadlineMs = 5;
  engine?.suspect();
  await vi.advanceTimersByTimeAsync(10);
  expect(engine?.isInDoubt).toBe(true);
  // From here on at the usual pace: three connections that fail at once are no three checks.
  for (let time = 0; time < 5; time += 1) {
    engine?.suspect();
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(world.told).toEqual([]);
  world.deaf.clear();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(engine?.isInDoubt).toBe(false);
});

test("one or two lost answers move no one", async () => {
  const { deaf, told } = await begun([entry("a")]);
  for (let time = 0; time < 5; time += 1) {
    deaf.add("a");
    await vi.advanceTimersByTimeAsync(1_900);
    deaf.clear();
    await vi.advanceTimersByTimeAsync(2_000);
  }
  expect(told).toEqual([]);
});

test("a process that slept blames no engine", async () => {
  const world = await begun([entry("a")]);
  world.deaf.add("a");
  world.deadlineMs = 5_000;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(world.told).toEqual([]);
});

test("each engine is asked once a second, however many rooms it has", async () => {
  const world = await begun([entry("a"), entry("b")]);
  world.asked = 0;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(world.asked).toBe(20);
});

test("at the start those that answer are open at once, and the others silent", async () => {
  const world = new World([entry("a"), entry("b"), entry("c", { draining: true })]);
  expect(world.states()).toEqual(["a silent", "b silent", "c silent"]);
  world.deaf.add("b");
  const asked = world.engines.begin();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await asked).toEqual([]);
  expect(world.states()).toEqual(["a open", "b silent", "c draining"]);
});

test("a room goes to the open engine with the fewest rooms, and never out of its region", async () => {
  const { engines } = await begun([
    entry("a", { region: "north" }),
    entry("b", { region: "north" }),
    entry("c", { region: "south" }),
    entry("d", { region: "east", draining: true }),
  ]);
  const load = new Map([
    ["a", 3],
    ["b", 2],
  ]);
  expect(engines.choose(load)?.id).toBe("c");
  expect(engines.choose(load, "north")?.id).toBe("b");
  expect(engines.choose(load, "east")).toBeUndefined();
  expect(engines.choose(load, "west")).toBeUndefined();
  expect(engines.regions()).toEqual(["east", "north", "south"]);
  expect(["north", "east", "west"].map((region) => engines.stateOf(region))).toEqual([
    "open",
    "draining",
    undefined,
  ]);
});

test("a changed list adds, empties and drops engines, and keeps the others as they are", async () => {
  const { engines, deaf, told, states } = await begun([entry("a"), entry("b"), entry("c")]);
  const kept = engines.find("a");
  deaf.add("e");
  engines.update([entry("a"), entry("b", { draining: true }), entry("d"), entry("e")]);
  expect(told).toEqual(["c silent", "b draining"]);
  expect(engines.find("a")).toBe(kept);
  expect(engines.findKey("key-c")).toBeUndefined();
  await vi.advanceTimersByTimeAsync(10);
  expect(told).toEqual(["c silent", "b draining", "d open"]);
  expect(states()).toEqual(["a open", "b draining", "d open", "e silent"]);
  engines.update([entry("a"), entry("b"), entry("d"), entry("e")]);
  expect(told.slice(3)).toEqual(["b open"]);
});

test("an engine with another address or key is another engine", async () => {
  const { engines, told } = await begun([entry("a")]);
  const before = engines.find("a");
  engines.update([entry("a", { key: { id: "key-a", secret: "new" } })]);
  expect(told).toEqual(["a silent"]);
  expect(before?.state).toBe("silent");
  await vi.advanceTimersByTimeAsync(10);
  expect(told).toEqual(["a silent", "a open"]);
  expect(engines.find("a")).not.toBe(before);
});

test("another Graticule's engine is silent for as long as it has the other's mark", async () => {
  const { engines, deaf, others, told } = await begun([entry("a"), entry("b")]);
  others.add("a");
  engines.refuse("a");
  expect(engines.find("a")?.isOthers).toBe(true);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(told).toEqual(["a silent"]);
  // That it doesn't answer says nothing of whose it is.
  deaf.add("a");
  await vi.advanceTimersByTimeAsync(20_000);
  expect(engines.find("a")?.isOthers).toBe(true);
  deaf.clear();
  others.clear();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(told).toEqual(["a silent", "a open"]);
  const world = new World([entry("a"), entry("b")]);
  world.others.add("b");
  expect(await world.engines.begin()).toEqual(["b"]);
});

test("an engine without a list is asked once, for its mark, and is always open", async () => {
  const world = new World([entry("engine")], false);
  world.deaf.add("engine");
  const asked = world.engines.begin();
  await vi.advanceTimersByTimeAsync(60_000);
  await asked;
  expect(world.asked).toBe(1);
  expect(world.states()).toEqual(["engine open"]);
});
