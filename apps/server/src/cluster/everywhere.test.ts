import { expect, test } from "vitest";
import { createEverywhere, shared } from "./everywhere.ts";
import type { PeerRow } from "./watch.ts";

const peers: readonly PeerRow[] = ["a", "b"].map((id) => {
  return { id, url: "https://127.0.0.1:1", beat: 1, draining: false, knows: [] };
});

interface Case {
  readonly here?: boolean;
  readonly seen?: boolean;
  /** What they say, one answer after the other; the last one again and again. */
  readonly says?: Readonly<Record<string, readonly boolean[]>>;
  readonly stopped?: readonly string[];
}

function ask({ here = true, seen = true, says = {}, stopped = [] }: Case) {
  const asked = new Map<string, number>();
  return createEverywhere({
    caughtUp: async () => here,
    membership: {
      look: async () => seen,
      peers: () => peers,
      hasStopped: (id) => stopped.includes(id),
    },
    async askCaughtUp({ id }) {
      const before = asked.get(id) ?? 0;
      asked.set(id, before + 1);
      const all = says[id] ?? [true];
      return all[before] ?? all.at(-1) ?? false;
    },
  })();
}

test.each<[string, Case, string]>([
  ["all say so", {}, "everywhere"],
  ["one says so when it is asked again", { says: { b: [false, true] } }, "everywhere"],
  ["one that doesn't had to stop deciding", { says: { b: [false] }, stopped: ["b"] }, "everywhere"],
  ["one doesn't, and goes on deciding", { says: { b: [false] } }, "not-yet"],
  ["it isn't known here", { here: false }, "not-yet"],
  ["the database doesn't say who else there is", { seen: false }, "not-yet"],
])(
  "%s",
  async (_, given, where) => {
    expect(await ask(given)).toBe(where);
  },
  15_000,
);

test("those who ask while a question is under way share the next one, which begins after they asked", async () => {
  const asked: ((known: "everywhere" | "not-yet") => void)[] = [];
  const everywhere = shared(() => new Promise((settle) => asked.push(settle)));
  const first = everywhere();
  await Promise.resolve();
  const [second, third] = [everywhere(), everywhere()];
  await new Promise(setImmediate);
  expect(asked).toHaveLength(1);
  asked[0]?.("not-yet");
  expect(await first).toBe("not-yet");
  await new Promise(setImmediate);
  expect(asked).toHaveLength(2);
  asked[1]?.("everywhere");
  expect(await Promise.all([second, third])).toEqual(["everywhere", "everywhere"]);
});
