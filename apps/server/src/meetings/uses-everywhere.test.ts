import { PeerQuestions } from "@graticule/server/cluster/questions";
import type { PeerRow } from "@graticule/server/cluster/watch";
import { expect, test } from "vitest";
import type { Use } from "./schedule.ts";
import { createUsesOf } from "./uses-everywhere.ts";

const rooms: Readonly<Record<string, Readonly<Record<string, Use["inside"]>>>> = {
  a: { mine: "in-use", left: { emptySince: 5 }, fresh: { emptySince: undefined } },
  b: { theirs: "in-use" },
  silent: { lost: "in-use" },
};

test("each room is in use as its owner says, whichever instance is asked", async () => {
  const all = new Map<string, PeerQuestions>();
  const rowOf = (id: string): PeerRow => {
    return { id, url: "https://127.0.0.1:1", beat: 1, draining: false, knows: [] };
  };
  const sent: unknown[] = [];
  const usesOf = Object.entries(rooms).map(([id, own]) => {
    const owners = {
      find: async () => ({ kind: "outage" }) as const,
      holds: (room: string) => room in own,
    };
    const questions = new PeerQuestions({
      owners,
      self: () => ({ id, url: `https://${id}:1`, draining: false }),
      peers: () =>
        Object.keys(rooms)
          .filter((one) => one !== id)
          .map(rowOf),
      async ask(peer, name, body) {
        if (peer.id === "silent") return undefined;
        const answer = await all.get(peer.id)?.answerers.get(name)?.(body);
        sent.push(answer);
        return answer;
      },
    });
    all.set(id, questions);
    // A room that isn't ours looks empty here.
    const use = { of: (room: string) => own[room] ?? { emptySince: undefined } };
    return createUsesOf({ questions, owners, use });
  });
  const asked = ["mine", "theirs", "left", "fresh", "nobodys", "lost"];
  const expected = {
    ...{ mine: "in-use", theirs: "in-use", left: { emptySince: 5 } },
    ...{ fresh: { emptySince: undefined }, nobodys: { emptySince: undefined } },
    lost: { emptySince: undefined },
  };
  for (const uses of usesOf.slice(0, 2)) {
    expect(Object.fromEntries(await uses(asked))).toEqual(expected);
  }
  // What travels back names no room and no one.
  expect(JSON.stringify(sent)).not.toMatch(/mine|theirs/);
  expect((await usesOf[0]?.(Array.from({ length: 12_000 }, (_, at) => `room-${at}`)))?.size).toBe(
    12_000,
  );
});
