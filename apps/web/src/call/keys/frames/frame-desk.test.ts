import { isDeepStrictEqual } from "node:util";
import { expect, test } from "vitest";
import { later } from "../../../later.ts";
import { FrameDesk } from "./frame-desk.ts";
import type { FromWorker } from "./worker-words.ts";

function desk() {
  const told: FromWorker[] = [];
  const heard = new Set<() => void>();
  const tell = (news: FromWorker): void => {
    told.push(news);
    for (const wake of heard) wake();
  };
  const until = (fits: (news: FromWorker) => boolean): Promise<void> =>
    new Promise((done) => {
      const look = () => {
        if (told.some(fits)) done();
      };
      heard.add(look);
      look();
    });
  const answered = (ask: number) =>
    until((news) => news.kind === "answer" && news.ask === ask).then(() =>
      told.flatMap((news) => (news.kind === "answer" && news.ask === ask ? [news.answer] : [])),
    );
  return { desk: new FrameDesk({ tell, now: Date.now, later }), until, answered };
}

const keys = () => ({
  ...{ place: 0, ownLeaf: 0, members: [{ leaf: 0, identity: "ada" }] },
  baseKey: new Uint8Array(32).fill(1),
});

test("words of keys are taken in order: what is sent with keys waits until they are taken", async () => {
  const { desk: one, answered } = desk();
  one.hear({ kind: "start", format: "sframe" });
  one.hear({ kind: "receive", ask: 1, keys: keys() });
  one.hear({ kind: "send", place: 0 });
  one.hear({ kind: "seal-message", ask: 2, content: Uint8Array.of(1) });
  expect(await answered(2)).toEqual([expect.any(Uint8Array)]);
});

test("a message that comes before its keys is opened when they are here, and words behind it are taken meanwhile", async () => {
  const [ada, bo] = [desk(), desk()];
  for (const one of [ada, bo]) one.desk.hear({ kind: "start", format: "sframe" });
  ada.desk.hear({ kind: "receive", ask: 1, keys: keys() });
  ada.desk.hear({ kind: "send", place: 0 });
  const content = Uint8Array.of(7);
  ada.desk.hear({ kind: "seal-message", ask: 2, content });
  const [sealed] = (await ada.answered(2)) as [Uint8Array<ArrayBuffer>];
  bo.desk.hear({ kind: "open-message", ask: 1, identity: "ada", sealed: sealed.slice() });
  bo.desk.hear({ kind: "seal-message", ask: 2, content });
  expect(await bo.answered(2)).toEqual(["no-key"]);
  bo.desk.hear({ kind: "receive", ask: 3, keys: { ...keys(), ownLeaf: 1 } });
  expect(await bo.answered(1)).toEqual([content]);
});

test("messages whose keys never come wait so long in all, and as long again once others came", async () => {
  const waits: number[] = [];
  let now = 0;
  const told: FromWorker[] = [];
  const one = new FrameDesk({
    tell: (news) => void told.push(news),
    now: () => now,
    later(task, delayMs) {
      waits.push(delayMs);
      now += delayMs;
      queueMicrotask(task);
      return () => undefined;
    },
  });
  one.hear({ kind: "start", format: "sframe" });
  const open = async (ask: number): Promise<void> => {
    // Key id 1 of SFrame's short header: an epoch that isn't here.
    one.hear({ kind: "open-message", ask, identity: "ada", sealed: new Uint8Array(40).fill(1) });
    await expect
      .poll(() => told.find((news) => news.kind === "answer" && news.ask === ask))
      .toMatchObject({ answer: "no-key" });
  };
  await open(1);
  await open(2);
  expect(waits).toEqual([5_000]);
  one.hear({ kind: "receive", ask: 3, keys: { ...keys(), place: 9 } });
  await open(4);
  expect(waits).toEqual([5_000, 5_000]);
});

test("the page hears with each answer how many frames were sealed and dropped", async () => {
  const { desk: one, until } = desk();
  one.hear({ kind: "start", format: "sframe" });
  const readable = new ReadableStream({
    start(controller) {
      controller.enqueue({ data: new ArrayBuffer(3) });
      controller.close();
    },
  });
  const gone = new Promise<void>((close) => {
    const writable = new WritableStream({ close });
    one.pipe({ options: { id: 7, side: "sender" }, readable, writable });
  });
  await gone;
  one.hear({ kind: "ping", ask: 1 });
  await until(
    (news) =>
      news.kind === "tally" &&
      news.tally.notSent === 1 &&
      news.tally.sealed + news.tally.notShown === 0,
  );
});

test("messages that were sealed, could not be, or did not open are counted like frames", async () => {
  const { desk: one, until, answered } = desk();
  one.hear({ kind: "start", format: "sframe" });
  one.hear({ kind: "seal-message", ask: 1, content: Uint8Array.of(1) });
  await answered(1);
  one.hear({ kind: "receive", ask: 2, keys: keys() });
  // Nothing that was ever sealed.
  one.hear({ kind: "open-message", ask: 3, identity: "ada", sealed: Uint8Array.of(255) });
  await answered(3);
  one.hear({ kind: "send", place: 0 });
  one.hear({ kind: "seal-message", ask: 5, content: Uint8Array.of(1) });
  await answered(5);
  one.hear({ kind: "ping", ask: 4 });
  const tally = { sealed: 1, notSent: 1, notShown: 1 };
  await until((news) => news.kind === "tally" && isDeepStrictEqual(news.tally, tally));
});

test("a frame that can't be looked at goes no further, the page is told, and the next one is taken", async () => {
  const { desk: one, until, answered } = desk();
  one.hear({ kind: "start", format: "sframe" });
  // No key id names this leaf.
  one.hear({ kind: "receive", ask: 1, keys: { ...keys(), ownLeaf: 4_096 } });
  one.hear({ kind: "send", place: 0 });
  await answered(1);
  one.hear({ kind: "use", id: 7, use: "sound" });
  const out: unknown[] = [];
  const readable = new ReadableStream({
    start(controller) {
      controller.enqueue({ data: new ArrayBuffer(3) });
    },
  });
  const writable = new WritableStream({ write: (frame) => void out.push(frame) });
  one.pipe({ options: { id: 7, side: "sender" }, readable, writable });
  await until(({ kind }) => kind === "failed");
  expect(out).toEqual([]);
});

test("a word that can't be obeyed is said, and those behind it are taken all the same", async () => {
  const { desk: one, until, answered } = desk();
  one.hear({ kind: "start", format: "sframe" });
  one.hear({ kind: "receive", ask: 1, keys: { ...keys(), baseKey: undefined as never } });
  await until(({ kind }) => kind === "failed");
  one.hear({ kind: "seal-message", ask: 2, content: Uint8Array.of(1) });
  expect(await answered(2)).toEqual(["no-key"]);
});
