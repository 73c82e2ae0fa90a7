import { expect, test } from "vitest";
import { LoadQueue } from "./load-queue.ts";
import type { RoomSelection } from "./store.ts";

/** Loads that the test ends one by one. */
function controlled() {
  const asked: RoomSelection[] = [];
  const ends: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const started: (() => void)[] = [];
  const queue = new LoadQueue((selection) => {
    asked.push(selection);
    started.shift()?.();
    return new Promise<void>((resolve, reject) => ends.push({ resolve, reject }));
  });
  const nextStart = () => new Promise<void>((resolve) => started.push(resolve));
  return { asked, ends, queue, nextStart };
}

test("what is asked for during a load waits for it, and is loaded together (attack 29)", async () => {
  const { asked, ends, queue, nextStart } = controlled();
  const first = nextStart();
  const one = queue.ask({ kind: "room", room: "one" });
  await first;
  const second = nextStart();
  const two = queue.ask({ kind: "room", room: "two" });
  const three = queue.ask({ kind: "account", accountId: "three" });
  const again = queue.ask({ kind: "room", room: "one" });
  expect(asked).toHaveLength(1);
  ends[0]?.resolve();
  await one;
  await second;
  ends[1]?.resolve();
  await Promise.all([two, three, again]);
  expect(asked).toEqual([
    { kind: "some", rooms: ["one"], accounts: [] },
    { kind: "some", rooms: ["two", "one"], accounts: ["three"] },
  ]);
  await queue.close();
});

test("after a failed load everything is loaded on its own", async () => {
  const { asked, ends, queue, nextStart } = controlled();
  const first = nextStart();
  const one = queue.ask({ kind: "room", room: "one" });
  await first;
  const retried = nextStart();
  ends[0]?.reject(new Error("down"));
  await expect(one).rejects.toThrow("down");
  await retried;
  expect(asked[1]).toEqual({ kind: "all" });
  ends[1]?.resolve();
  await queue.close();
});
