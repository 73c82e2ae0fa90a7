import { isDeepStrictEqual } from "node:util";
import { SFrameFormat } from "@graticule/frames/sframe-format";
import { expect, test, vi } from "vitest";
import { later } from "../../../signals/later.ts";
import { FrameDesk } from "./frame-desk.ts";
import type { EncodedFrame, FromWorker, PipeOptions, Transformer } from "./worker-words.ts";

// Broken on purpose, each alone → fails: messages about keys out of order; a dropped frame passed
// on in the open; a second format; messages ignored (use, expect, retire); no wake, budget or
// count; a fault, used-up key or stranger not reported; LiveKit's format for SFrame.

function desk() {
  const reports: FromWorker[] = [];
  const heard = new Set<() => void>();
  const tell = (news: FromWorker): void => {
    reports.push(news);
    for (const wake of heard) wake();
  };
  const until = (fits: (news: FromWorker) => boolean): Promise<void> =>
    new Promise((done) => {
      const look = () => {
        if (reports.some(fits)) done();
      };
      heard.add(look);
      look();
    });
  const answered = (ask: number) =>
    until((news) => news.kind === "answer" && news.ask === ask).then(() =>
      reports.flatMap((news) => (news.kind === "answer" && news.ask === ask ? [news.answer] : [])),
    );
  return { desk: new FrameDesk({ tell, now: Date.now, later }), reports, until, answered };
}

/** A desk for which no time passes; records each wait. */
function timeless() {
  const reports: FromWorker[] = [];
  const waits: ("begins" | "ends")[] = [];
  const tell = (news: FromWorker) => void reports.push(news);
  const later = () => {
    waits.push("begins");
    return () => void waits.push("ends");
  };
  return { desk: new FrameDesk({ tell, now: () => 0, later }), reports, waits };
}

/** On a busy machine one second isn't enough to make a key. */
const poll = <T>(look: () => T) => expect.poll(look, { interval: 5, timeout: 20_000 });

function piped(one: FrameDesk, options: PipeOptions, asks: Partial<Transformer> = {}) {
  const out: number[][] = [];
  let put = (_frame: EncodedFrame): void => undefined;
  const readable = new ReadableStream<EncodedFrame>({
    start(controller) {
      put = (frame) => controller.enqueue(frame);
    },
  });
  const writable = new WritableStream<EncodedFrame>({
    write: ({ data }) => void out.push([...new Uint8Array(data)]),
  });
  one.pipe({ options, readable, writable, ...asks });
  const take = (bytes: readonly number[], type?: "key" | "delta"): void =>
    put({ data: Uint8Array.from(bytes).buffer, ...(type === undefined ? {} : { type }) });
  return { out, take };
}

/** What was taken has gone as far as it goes without a key: streams pass it on within one turn. */
const passed = () => new Promise((done) => setImmediate(done));

const keys = () => ({
  ...{ place: 0, ownLeaf: 0, members: [{ leaf: 0, identity: "ada" }] },
  baseKey: new Uint8Array(32).fill(1),
});

test("sending with new keys waits until they are set", async () => {
  const { desk: one, answered } = desk();
  one.hear({ kind: "start", format: "sframe" });
  one.hear({ kind: "receive", ask: 1, keys: keys() });
  one.hear({ kind: "send", place: 0 });
  one.hear({ kind: "seal-message", ask: 2, content: Uint8Array.of(1) });
  expect(await answered(2)).toEqual([expect.any(Uint8Array)]);
});

test("a message opens once its keys are here, and later ones don't wait for it", async () => {
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

test("messages without keys wait a fixed total time, and as long again after new keys", async () => {
  const waits: number[] = [];
  let now = 0;
  const reports: FromWorker[] = [];
  const one = new FrameDesk({
    tell: (news) => void reports.push(news),
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
    // Key id 1 in SFrame's short header: an epoch that isn't here.
    one.hear({ kind: "open-message", ask, identity: "ada", sealed: new Uint8Array(40).fill(1) });
    await expect
      .poll(() => reports.find((news) => news.kind === "answer" && news.ask === ask))
      .toMatchObject({ answer: "no-key" });
  };
  await open(1);
  await open(2);
  expect(waits).toEqual([5_000]);
  one.hear({ kind: "receive", ask: 3, keys: { ...keys(), place: 9 } });
  await open(4);
  expect(waits).toEqual([5_000, 5_000]);
});

test("each answer to a ping tells the page how many frames were dropped", async () => {
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

test("messages that were sealed, not sealed or not opened are counted like frames", async () => {
  const { desk: one, until, answered } = desk();
  one.hear({ kind: "start", format: "sframe" });
  one.hear({ kind: "seal-message", ask: 1, content: Uint8Array.of(1) });
  await answered(1);
  one.hear({ kind: "receive", ask: 2, keys: keys() });
  // Was never sealed.
  one.hear({ kind: "open-message", ask: 3, identity: "ada", sealed: Uint8Array.of(255) });
  await answered(3);
  one.hear({ kind: "send", place: 0 });
  one.hear({ kind: "seal-message", ask: 5, content: Uint8Array.of(1) });
  await answered(5);
  one.hear({ kind: "ping", ask: 4 });
  const tally = { sealed: 1, notSent: 1, notShown: 1 };
  await until((news) => news.kind === "tally" && isDeepStrictEqual(news.tally, tally));
});

test("a frame that can't be processed is dropped and reported; the next one goes on", async () => {
  const { desk: one, until, answered } = desk();
  one.hear({ kind: "start", format: "sframe" });
  // No key id can name this leaf.
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

/** A picture's frame, sealed by Ada in each of these epochs. */
async function sealedIn(places: readonly number[], picture: readonly number[]) {
  const { desk: ada, answered } = desk();
  ada.hear({ kind: "start", format: "sframe" });
  ada.hear({ kind: "use", id: 1, use: "picture" });
  const { out, take } = piped(ada, { id: 1, side: "sender" });
  for (const place of places) {
    ada.hear({ kind: "receive", ask: place, keys: { ...keys(), place } });
    ada.hear({ kind: "send", place });
    ada.hear({ kind: "seal-message", ask: 100 + place, content: Uint8Array.of(1) });
    await answered(100 + place);
    take(picture, "delta");
    await poll(() => out).toHaveLength(places.indexOf(place) + 1);
  }
  return out;
}

test("a frame leaves sealed once its use is known and there is a key", async () => {
  const { desk: one, answered } = desk();
  one.hear({ kind: "start", format: "sframe" });
  const { out, take } = piped(one, { id: 7, side: "sender" });
  take([1]);
  await passed();
  one.hear({ kind: "use", id: 7, use: "sound" });
  take([2]);
  await passed();
  one.hear({ kind: "receive", ask: 1, keys: keys() });
  one.hear({ kind: "send", place: 0 });
  one.hear({ kind: "seal-message", ask: 2, content: Uint8Array.of(1) });
  await answered(2);
  take([3]);
  await poll(() => out).toHaveLength(1);
  // Header, one byte, and the tag.
  expect(out[0]).toHaveLength(1 + 1 + 16);
});

test("a picture waits for its sender and its keys, and either wakes it", async () => {
  const picture = [1, 2, 3, 4, 5];
  const [first = [], second = []] = await sealedIn([0, 1], picture);
  const { desk: bo, reports, waits } = timeless();
  bo.hear({ kind: "start", format: "sframe" });
  bo.hear({ kind: "receive", ask: 1, keys: { ...keys(), ownLeaf: 1 } });
  await poll(() => reports).toHaveLength(1);
  const { out, take } = piped(bo, { id: 3, side: "receiver" });
  take(first, "delta");
  await poll(() => waits).toEqual(["begins"]);
  bo.hear({ kind: "expect", id: 3, expected: { identity: "ada", use: "picture" } });
  await poll(() => out).toEqual([picture]);
  take(second, "delta");
  await poll(() => waits).toEqual(["begins", "ends", "begins"]);
  bo.hear({ kind: "receive", ask: 2, keys: { ...keys(), place: 1, ownLeaf: 1 } });
  await poll(() => out).toEqual([picture, picture]);
  expect(waits).toEqual(["begins", "ends", "begins", "ends"]);
});

test("another person's frames are reported and not shown", async () => {
  const [frame = []] = await sealedIn([0], [1, 2, 3, 4, 5]);
  const { desk: bo, reports } = timeless();
  bo.hear({ kind: "start", format: "sframe" });
  bo.hear({ kind: "receive", ask: 1, keys: { ...keys(), ownLeaf: 1 } });
  bo.hear({ kind: "expect", id: 3, expected: { identity: "cleo", use: "picture" } });
  await poll(() => reports).toHaveLength(1);
  const { out, take } = piped(bo, { id: 3, side: "receiver" });
  take(frame, "delta");
  await poll(() => reports.at(-1)).toEqual({ kind: "not-theirs", identity: "cleo" });
  expect(out).toEqual([]);
});

test("a key that has sealed all it may is reported", async () => {
  const { desk: one, until } = desk();
  const seal = vi.spyOn(SFrameFormat.prototype, "seal").mockResolvedValue("used-up");
  one.hear({ kind: "start", format: "sframe" });
  one.hear({ kind: "use", id: 7, use: "sound" });
  const { out, take } = piped(one, { id: 7, side: "sender" });
  take([1]);
  await until(({ kind }) => kind === "used-up");
  seal.mockRestore();
  expect(out).toEqual([]);
});

test("after a dropped picture a whole one is requested, and a refusal is no fault", async () => {
  const asked: string[] = [];
  const asks = {
    generateKeyFrame: () => Promise.reject(asked.push("made")),
    sendKeyFrameRequest: () => Promise.reject(asked.push("requested")),
  };
  const [sealed = []] = await sealedIn([0], [1, 2, 3, 4, 5]);
  const { desk: one, reports } = timeless();
  one.hear({ kind: "start", format: "sframe" });
  one.hear({ kind: "receive", ask: 1, keys: { ...keys(), ownLeaf: 1 } });
  one.hear({ kind: "send", place: 0 });
  one.hear({ kind: "use", id: 1, use: "picture" });
  one.hear({ kind: "expect", id: 2, expected: { identity: "ada", use: "picture" } });
  await poll(() => reports).toHaveLength(1);
  const sender = piped(one, { id: 1, side: "sender" }, asks);
  // Too short to be a picture.
  sender.take([1], "delta");
  sender.take([1, 2, 3, 4], "delta");
  await poll(() => asked).toEqual(["made"]);
  const receiver = piped(one, { id: 2, side: "receiver" }, asks);
  receiver.take([1], "delta");
  receiver.take(sealed, "delta");
  await poll(() => asked).toEqual(["made", "requested"]);
  await poll(() => [sender.out.length, receiver.out.length]).toEqual([1, 1]);
});

test("a tally comes before the answer to its ping", () => {
  const { desk: one, reports } = timeless();
  one.hear({ kind: "start", format: "sframe" });
  one.hear({ kind: "ping", ask: 9 });
  expect(reports).toEqual([
    { kind: "tally", tally: { sealed: 0, notSent: 0, notShown: 0 } },
    { kind: "answer", ask: 9, answer: undefined },
  ]);
});

test("nothing is sealed without a format, which can't change, or with retired keys", async () => {
  const { desk: one, until, answered } = desk();
  one.hear({ kind: "receive", ask: 1, keys: keys() });
  await until(({ kind }) => kind === "failed");
  one.hear({ kind: "start", format: "livekit" });
  one.hear({ kind: "start", format: "sframe" });
  one.hear({ kind: "receive", ask: 2, keys: keys() });
  one.hear({ kind: "send", place: 0 });
  one.hear({ kind: "seal-message", ask: 3, content: Uint8Array.of(1) });
  one.hear({ kind: "retire", place: 0 });
  one.hear({ kind: "seal-message", ask: 4, content: Uint8Array.of(1) });
  const [sealed] = (await answered(3)) as [Uint8Array];
  // LiveKit's frames end with the length of the nonce and the key index.
  expect([...sealed.subarray(-2)]).toEqual([12, 0]);
  expect(await answered(4)).toEqual(["no-key"]);
});

test("a message that can't be carried out is reported, and later ones are", async () => {
  const { desk: one, until, answered } = desk();
  one.hear({ kind: "start", format: "sframe" });
  one.hear({ kind: "receive", ask: 1, keys: { ...keys(), baseKey: undefined as never } });
  await until(({ kind }) => kind === "failed");
  one.hear({ kind: "seal-message", ask: 2, content: Uint8Array.of(1) });
  expect(await answered(2)).toEqual(["no-key"]);
});
