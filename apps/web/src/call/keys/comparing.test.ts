import { talkPackets } from "@graticule/api/talk";
import { World } from "@graticule/e2ee/attacks/world";
import { mostAttempts } from "@graticule/e2ee/comparison";
import type { Insider } from "@graticule/e2ee/group";
import { insidersOf } from "@graticule/e2ee/group";
import type { KeysState } from "@graticule/e2ee/keys-state";
import { signAsLeaf } from "@graticule/e2ee/leaf-signature";
import { beforeAll, expect, test } from "vitest";
import { Comparing } from "./comparing.ts";

let world: World;
beforeAll(async () => {
  world = await World.of("ann", "bob");
}, 60_000);

/** A clock the test moves. */
class Clock {
  readonly #tasks = new Set<{ atMs: number; task: () => void }>();
  #nowMs = 0;

  readonly later = (task: () => void, delayMs: number): (() => void) => {
    const entry = { atMs: this.#nowMs + delayMs, task };
    this.#tasks.add(entry);
    return () => this.#tasks.delete(entry);
  };

  pass(ms: number): void {
    this.#nowMs += ms;
    for (const entry of [...this.#tasks]) {
      if (entry.atMs <= this.#nowMs && this.#tasks.delete(entry)) entry.task();
    }
  }
}

/** One page: its key line knows who is inside and signs with its leaf's key. */
function pageOf(identity: string, clock: Clock) {
  let insiders: readonly Insider[] = [];
  let tell = (): void => undefined;
  const state = (): KeysState => ({
    ...{
      kind: "agreed",
      power: "none",
      sitting: "believed",
      insiders,
      authenticator: undefined,
      changes: 1,
      distrusted: 0,
    },
    ...{ delays: 0, rekeyed: new Map() },
  });
  const comparing = new Comparing({
    ...{ self: identity, meetingCode: "abc-defg-hij", later: clock.later },
    line: {
      subscribe(listener) {
        tell = listener;
        return () => undefined;
      },
      current: state,
      signAsLeaf: (data) => signAsLeaf(world.suite, world.find(identity).group, data),
    },
  });
  return {
    comparing,
    sees(people: readonly Insider[]): void {
      insiders = people;
      tell();
    },
    async until(kind: string): Promise<void> {
      while (comparing.current().kind !== kind) {
        await new Promise<void>((resolve) => {
          const stop = comparing.subscribe(() => {
            stop();
            resolve();
          });
        });
      }
    },
  };
}

test("two pages agree on a code when one wants it, and on a new one when those inside change", async () => {
  const clock = new Clock();
  const [ann, bob] = [pageOf("ann", clock), pageOf("bob", clock)];
  ann.comparing.sendsBy(async (word) => bob.comparing.hear(word, "ann"));
  bob.comparing.sendsBy(async (word) => ann.comparing.hear(word, "bob"));
  const people = insidersOf(world.group);
  for (const page of [ann, bob]) page.sees(people);
  const stop = ann.comparing.want();
  await Promise.all([ann.until("done"), bob.until("done")]);
  expect(bob.comparing.current()).toEqual(ann.comparing.current());
  // As if she started over: he still has the old code.
  for (let time = 0; time < 8; time += 1) {
    const before = ann.comparing.current();
    ann.sees(people.map((one) => ({ ...one, name: `${one.name}, again` })));
    await ann.until("waiting");
    ann.sees([...people]);
    await ann.until("done");
    expect(ann.comparing.current()).not.toEqual(before);
    await expect.poll(() => bob.comparing.current()).toEqual(ann.comparing.current());
  }
  stop();
});

test("a silent page is named, asked repeatedly, and given up until another try", async () => {
  const clock = new Clock();
  const ann = pageOf("ann", clock);
  const sent: string[] = [];
  ann.comparing.sendsBy(async ({ kind }) => void sent.push(kind));
  ann.sees(insidersOf(world.group));
  const stop = ann.comparing.want();
  await ann.until("waiting");
  expect(ann.comparing.current()).toEqual({ kind: "waiting", missing: ["bob"] });
  for (let time = 0; time < 5; time += 1) {
    clock.pass(3_000);
    await expect.poll(() => sent.length).toBe(time + 2);
  }
  clock.pass(3_000);
  await ann.until("overdue");
  expect(sent).toEqual(["commit", "ask", "ask", "ask", "ask", "ask"]);
  clock.pass(60_000);
  ann.comparing.again();
  await ann.until("waiting");
  await expect.poll(() => sent.length).toBe(7);
  stop();
});

test("one person alone has nothing to compare, and more than fifty are too many", async () => {
  const page = pageOf("ann", new Clock());
  const [own] = insidersOf(world.group);
  if (own === undefined) throw new Error("Ann is not there");
  page.sees([own]);
  await page.until("alone");
  page.sees(Array.from({ length: 51 }, (_, leaf) => ({ ...own, leaf, identity: `p${leaf}` })));
  await page.until("too-many");
});

test("an attempt may have any number up to the last one, and none above", () => {
  const { attempt } = talkPackets.compare.shape;
  const taken = [1, mostAttempts, mostAttempts + 1].map((no) => attempt.safeParse(no).success);
  expect(taken).toEqual([true, true, false]);
});
