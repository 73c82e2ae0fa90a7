import { PeerQuestions } from "@graticule/server/cluster/questions";
import type { PeerRow } from "@graticule/server/cluster/watch";
import { beforeEach, expect, test } from "vitest";
import { createGuessLimits, type GuessLimits } from "./guess-limits.ts";

interface Instance {
  readonly row: PeerRow;
  readonly questions: PeerQuestions;
  readonly limits: GuessLimits;
}

let instances: Instance[];
let silent: Instance | undefined;
const sent: string[] = [];
beforeEach(() => {
  instances = ["a", "b", "c"].map(start);
  silent = undefined;
  sent.length = 0;
});

function start(id: string): Instance {
  const row = { id, url: `https://${id}:1`, beat: 1, draining: false, knows: [] };
  const questions = new PeerQuestions({
    owners: { find: async () => ({ kind: "outage" }), holds: () => false },
    self: () => row,
    peers: () => instances.flatMap(({ row }) => (row.id === id ? [] : [row])),
    async ask(peer, name, body) {
      sent.push(JSON.stringify(body));
      const asked = instances.find(({ row }) => row.id === peer.id);
      return asked === silent ? undefined : await asked?.questions.answerers.get(name)?.(body);
    },
  });
  return { row, questions, limits: createGuessLimits({ questions, secret: "secret" }) };
}

/** Guesses in turn at all instances; how many are allowed. */
async function allowed(key: string, tries = 60): Promise<number> {
  let count = 0;
  for (let at = 0; at < tries; at += 1) {
    const { limits } = instances[at % instances.length] as Instance;
    if ((await limits.people.take(key)) === "ok") count += 1;
  }
  return count;
}

const people = Array.from({ length: 40 }, (_, at) => `ann${at}@example.org`);

test("three instances allow as many guesses for one person as one does", async () => {
  for (const person of people) expect(await allowed(person)).toBe(20);
  const [first, second] = instances as [Instance, Instance];
  const key = people[0] as string;
  expect(await second.limits.people.peek(key)).toBe("too-many");
  await first.limits.people.restore(key);
  expect(await second.limits.people.take(key)).toBe("ok");
  expect(await first.limits.people.take(key)).toBe("too-many");
  // Other limits of the same key have counts of their own.
  expect(await first.limits.guesses.take(key)).toBe("ok");
});

// Broken on purpose: without `whenFull` → "ok", the count began again.
test("a flood of guesses about others makes no count begin again", async () => {
  instances = ["a"].map(start);
  const [{ limits }] = instances as [Instance];
  for (const [limit, others] of [
    [limits.guesses, 20_000],
    [limits.people, 100_000],
    [limits.letters, 100_000],
  ] as const) {
    for (let at = 0; at < 20; at += 1) await limit.take("ann");
    for (let other = 0; other < others; other += 1) await limit.take(`other${other}`);
    expect(await limit.peek("ann")).toBe("too-many");
  }
}, 30_000);

test("an instance that is gone takes only its own counts along", async () => {
  for (const person of people) await allowed(person);
  instances.pop();
  const again = await Promise.all(people.map((person) => allowed(person)));
  expect(new Set(again)).toEqual(new Set([0, 20]));
  expect(again.filter((count) => count === 20).length).toBeLessThan(people.length * 0.6);
});

test("one that doesn't serve yet, or is about to stop, counts nothing", async () => {
  silent = instances[2];
  Object.assign(instances[2]?.row ?? {}, { draining: true });
  const counts = await Promise.all(people.map((person) => allowed(person, 30)));
  expect(new Set(counts)).toEqual(new Set([20]));
});

test("while one doesn't answer, what it counts is refused", async () => {
  silent = instances[2];
  const counts = await Promise.all(people.map((person) => allowed(person, 30)));
  // Ten of the tries were its own.
  expect(new Set(counts)).toEqual(new Set([20, 10]));
});

test("neither address nor person leaves the instance", async () => {
  await allowed("198.51.100.0/24 ann@example.org");
  expect(sent.length).toBeGreaterThan(0);
  expect(sent.filter((body) => /198|ann/.test(body))).toEqual([]);
});
