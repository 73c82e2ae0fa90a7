import type { Bytes } from "@graticule/frames/bytes";
import type { Expected, FrameFormat, NotOpened, NotSealed } from "@graticule/frames/frame-format";
import { describe, expect, test } from "vitest";
import { newTally } from "./frame-tally.ts";
import { ReceiverPipe } from "./receiver-pipe.ts";
import { SenderPipe } from "./sender-pipe.ts";
import type { EncodedFrame } from "./worker-words.ts";

// Broken on purpose, each alone → fails: sealed without a use, opened without a person; passed on
// unsealed, unopened; not counted; waits for sound, none for pictures, 2.5 s, one each; 149 or 151
// in a row; late or repeated frames reported; a whole picture not asked for, or needlessly.

/** Seals and opens with a mark at the end, or gives a fixed answer. */
class Marks implements FrameFormat {
  answer: NotSealed | NotOpened | undefined;
  readonly receive = async (): Promise<void> => undefined;
  readonly send = (): void => undefined;
  readonly retire = (): void => undefined;

  async seal(_use: string, frame: Bytes): Promise<Bytes | NotSealed> {
    return (this.answer as NotSealed) ?? Uint8Array.of(...frame, 255);
  }

  async open(_expected: Expected, frame: Bytes): Promise<Bytes | NotOpened> {
    if (this.answer !== undefined) return this.answer as NotOpened;
    return frame.at(-1) === 255 ? frame.slice(0, -1) : "unreadable";
  }
}

const frameOf = (type?: "key" | "delta"): EncodedFrame => ({
  data: Uint8Array.of(1, 2).buffer,
  ...(type === undefined ? {} : { type }),
});
const bytesOf = (frame: EncodedFrame | undefined) =>
  frame === undefined ? undefined : [...new Uint8Array(frame.data)];

function sender() {
  const format = new Marks();
  const reports: string[] = [];
  const tally = newTally();
  const pipe = new SenderPipe({ format, tally, onUsedUp: () => reports.push("used-up") });
  pipe.askWhole = () => reports.push("whole");
  return { format, reports, tally, pipe };
}

describe("What a sender sends", () => {
  test("leaves sealed", async () => {
    const { pipe, tally } = sender();
    pipe.use = "sound";
    expect(bytesOf(await pipe.take(frameOf()))).toEqual([1, 2, 255]);
    expect(tally).toEqual({ sealed: 1, notSent: 0, notShown: 0 });
  });

  test("does not leave before its use is known", async () => {
    expect(await sender().pipe.take(frameOf())).toBeUndefined();
  });

  test.each(["no-key", "used-up", "too-short"] as const)(
    "does not leave where it can't be sealed: %s",
    async (why) => {
      const { pipe, format, reports, tally } = sender();
      pipe.use = "picture";
      format.answer = why;
      expect(await pipe.take(frameOf("key"))).toBeUndefined();
      expect(reports).toEqual(why === "used-up" ? ["used-up"] : []);
      expect(tally).toEqual({ sealed: 0, notSent: 1, notShown: 0 });
    },
  );

  test("resumes with a whole picture after one was dropped", async () => {
    const { pipe, format, reports } = sender();
    pipe.use = "picture";
    format.answer = "no-key";
    await pipe.take(frameOf("key"));
    format.answer = undefined;
    await pipe.take(frameOf("delta"));
    await pipe.take(frameOf("delta"));
    expect(reports).toEqual(["whole"]);
    format.answer = "no-key";
    await pipe.take(frameOf("delta"));
    format.answer = undefined;
    // Already a whole one.
    await pipe.take(frameOf("key"));
    expect(reports).toEqual(["whole"]);
  });
});

function receiver() {
  const format = new Marks();
  const reports: string[] = [];
  const tally = newTally();
  let now = 0;
  let wakes: (() => void)[] = [];
  const pipe = new ReceiverPipe({
    ...{ format, tally },
    onNotTheirs: (identity) => reports.push(identity),
    change: (atMostMs) =>
      new Promise((resolve) => {
        wakes.push(resolve);
        reports.push(`waits ${atMostMs}`);
      }),
    now: () => now,
  });
  pipe.askWhole = () => reports.push("whole");
  const change = (ms = 0): void => {
    now += ms;
    for (const wake of wakes.splice(0)) wake();
    wakes = [];
  };
  return { format, reports, tally, pipe, change };
}

const sealedFrame = (type?: "key" | "delta"): EncodedFrame => ({
  ...frameOf(type),
  data: Uint8Array.of(1, 2, 255).buffer,
});
const ben: Expected = { identity: "ben", use: "picture" };
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("What a receiver gets", () => {
  test("is shown opened", async () => {
    const { pipe } = receiver();
    pipe.expected = ben;
    expect(bytesOf(await pipe.take(sealedFrame("key")))).toEqual([1, 2]);
  });

  test("is not shown in the open", async () => {
    const { pipe, tally } = receiver();
    pipe.expected = ben;
    expect(await pipe.take(frameOf("key"))).toBeUndefined();
    expect(tally).toEqual({ sealed: 0, notSent: 0, notShown: 1 });
  });

  test("waits, if it is a picture, at most two seconds for its sender and key", async () => {
    const { pipe, format, change, reports } = receiver();
    const first = pipe.take(sealedFrame("key"));
    await turn();
    pipe.expected = ben;
    format.answer = "no-key";
    change(500);
    await turn();
    format.answer = undefined;
    change(500);
    expect(bytesOf(await first)).toEqual([1, 2]);
    expect(reports).toEqual(["waits 2000", "waits 1500"]);
    format.answer = "no-key";
    const late = pipe.take(sealedFrame("key"));
    await turn();
    change(2_000);
    expect(await late).toBeUndefined();
  });

  test("does not hold up later ones if its key never comes", async () => {
    const { pipe, format, change, reports } = receiver();
    pipe.expected = ben;
    format.answer = "no-key";
    const first = pipe.take(sealedFrame("key"));
    await turn();
    change(2_000);
    expect(await first).toBeUndefined();
    for (let at = 0; at < 50; at += 1)
      expect(await pipe.take(sealedFrame("delta"))).toBeUndefined();
    expect(reports).toEqual(["waits 2000"]);
    format.answer = undefined;
    expect(bytesOf(await pipe.take(sealedFrame("key")))).toEqual([1, 2]);
    format.answer = "no-key";
    void pipe.take(sealedFrame("key"));
    await turn();
    expect(reports).toEqual(["waits 2000", "waits 2000"]);
  });

  test("is dropped at once if it is sound without a key", async () => {
    const { pipe, format, reports } = receiver();
    pipe.expected = { identity: "ben", use: "sound" };
    format.answer = "no-key";
    expect(await pipe.take(sealedFrame())).toBeUndefined();
    expect(reports).toEqual([]);
  });

  test("is reported if another person sealed it", async () => {
    const { pipe, format, reports } = receiver();
    pipe.expected = ben;
    format.answer = "not-theirs";
    expect(await pipe.take(sealedFrame("key"))).toBeUndefined();
    expect(reports).toEqual(["ben"]);
  });

  test("is reported if many in a row don't open, unless they are an engine's own frames", async () => {
    const { pipe, reports } = receiver();
    pipe.expected = ben;
    for (let at = 0; at < 149; at += 1) await pipe.take(frameOf("delta"));
    await pipe.take(sealedFrame("key"));
    for (let at = 0; at < 149; at += 1) await pipe.take(frameOf("delta"));
    expect(reports).toEqual([]);
    await pipe.take(frameOf("delta"));
    expect(reports).toEqual(["ben"]);
    await pipe.take(frameOf("delta"));
    expect(reports).toEqual(["ben"]);
  });

  test.each(["no-key", "repeated"] as const)("is not reported, however much is %s", async (why) => {
    const { pipe, format, reports } = receiver();
    pipe.expected = { identity: "ben", use: "sound" };
    format.answer = why;
    for (let at = 0; at < 200; at += 1) await pipe.take(sealedFrame());
    expect(reports).toEqual([]);
  });

  test("is not reported if no one is expected any more when it has been opened", async () => {
    const { pipe, format, reports } = receiver();
    pipe.expected = ben;
    format.answer = "not-theirs";
    const taken = pipe.take(sealedFrame("key"));
    pipe.expected = undefined;
    expect(await taken).toBeUndefined();
    expect(reports).toEqual([]);
  });

  test("is not passed on if someone else is expected when it has been opened", async () => {
    const { pipe, reports } = receiver();
    pipe.expected = ben;
    const taken = pipe.take(sealedFrame("key"));
    pipe.expected = { ...ben, identity: "cyn" };
    expect(await taken).toBeUndefined();
    pipe.expected = ben;
    const next = pipe.take(sealedFrame("key"));
    // The same person, expected again.
    pipe.expected = { ...ben };
    expect(await next).toBeDefined();
    expect(reports).toEqual([]);
  });

  test("asks for a whole picture after one was dropped", async () => {
    const { pipe, reports } = receiver();
    pipe.expected = ben;
    await pipe.take(frameOf("key"));
    await pipe.take(sealedFrame("delta"));
    await pipe.take(sealedFrame("delta"));
    expect(reports).toEqual(["whole"]);
  });
});
