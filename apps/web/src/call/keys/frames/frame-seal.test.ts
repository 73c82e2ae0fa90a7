import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { FrameSeal } from "./frame-seal.ts";
import type { FromWorker, Streams, ToWorker } from "./worker-words.ts";

// Broken on purpose, each alone → fails: no transform, two, or one that can be replaced or
// redefined, also silently; streams taken twice; `error`, `failed`, `used-up` unheard; broken after
// one missed answer, after three, or never; keys copied, not handed over.

const { FakeWorker } = vi.hoisted(() => {
  /** A worker as the page sees it: records what it receives, and answers nothing by itself. */
  class FakeWorker extends EventTarget {
    static last: FakeWorker;
    readonly words: ToWorker[] = [];
    readonly transferred: unknown[] = [];
    isEnded = false;

    constructor() {
      super();
      FakeWorker.last = this;
    }

    postMessage(word: ToWorker, transfer: readonly unknown[]): void {
      this.words.push(word);
      this.transferred.push(...transfer);
    }

    terminate(): void {
      this.isEnded = true;
    }

    says(data: FromWorker): void {
      this.dispatchEvent(new MessageEvent("message", { data }));
    }

    answers(answer: Extract<FromWorker, { kind: "answer" }>["answer"] = undefined): void {
      const word = this.words.at(-1);
      if (word === undefined || !("ask" in word)) throw new Error("It was asked nothing.");
      this.says({ kind: "answer", ask: word.ask, answer });
    }
  }
  return { FakeWorker };
});
vi.mock("./frame-worker.ts?worker", () => ({ default: FakeWorker }));

class Transform {
  readonly worker: unknown;
  readonly options: unknown;

  constructor(worker: unknown, options: unknown) {
    this.worker = worker;
    this.options = options;
  }
}

function seal() {
  const heard: string[] = [];
  const one = new FrameSeal("sframe", {
    onBroken: () => void heard.push("broken"),
    onNotTheirs: (identity) => void heard.push(identity),
  });
  return { seal: one, worker: FakeWorker.last, heard };
}

/** As in browsers, `transform` is an accessor of the prototype. */
class End {
  #transform: unknown = null;

  get transform(): unknown {
    return this.#transform;
  }

  set transform(transform: unknown) {
    this.#transform = transform;
  }
}

const senderOf = (more: object = {}) =>
  Object.assign(new End(), { replaceTrack: () => undefined }, more) as unknown as RTCRtpSender;
const receiverOf = () => new End() as unknown as RTCRtpReceiver;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("A sender or receiver", () => {
  test("has one transform; removing or replacing it breaks the seal", () => {
    vi.stubGlobal("RTCRtpScriptTransform", Transform);
    const { seal: one, worker, heard } = seal();
    const ends = [senderOf(), receiverOf()] as const;
    for (const end of ends) {
      one.guard(end);
      const { transform } = end;
      one.guard(end);
      expect(transform).toBeInstanceOf(Transform);
      end.transform = null;
      end.transform = new Transform(worker, {}) as never;
      expect(Reflect.defineProperty(end, "transform", { value: null })).toBe(false);
      expect(end.transform).toBe(transform);
      expect(Reflect.get(end, "createEncodedStreams")).toBeUndefined();
      expect(Reflect.set(end, "createEncodedStreams", () => undefined)).toBe(false);
    }
    expect(heard).toEqual(Array.from({ length: 4 }, () => "broken"));
    expect(ends.map(({ transform }) => transform)).toEqual([
      { worker, options: { id: 1, side: "sender" } },
      { worker, options: { id: 2, side: "receiver" } },
    ]);
  });

  test("gives its frames to the worker alone if the browser has no transforms", () => {
    const { seal: one, worker } = seal();
    const streams = { readable: {}, writable: {} } as Streams;
    const sender = senderOf({ createEncodedStreams: () => streams });
    one.guard(sender);
    one.guard(sender);
    expect(worker.words.slice(1)).toEqual([{ kind: "pipe", id: 1, side: "sender", streams }]);
    expect(worker.transferred).toEqual([streams.readable, streams.writable]);
    expect(Reflect.get(sender, "createEncodedStreams")).toBeUndefined();
  });

  test("has the same number in the worker as its transform", () => {
    vi.stubGlobal("RTCRtpScriptTransform", Transform);
    const { seal: one, worker } = seal();
    const [sender, receiver] = [senderOf(), receiverOf()];
    one.sends(sender, "sound");
    one.guard(receiver);
    one.expects(receiver, { identity: "ben", use: "sound" });
    one.guard(sender);
    const ids = [sender, receiver].map(({ transform }) => Reflect.get(transform ?? {}, "options"));
    expect(ids).toEqual([
      { id: 1, side: "sender" },
      { id: 2, side: "receiver" },
    ]);
    expect(worker.words).toEqual([
      { kind: "start", format: "sframe" },
      { kind: "use", id: 1, use: "sound" },
      { kind: "expect", id: 2, expected: { identity: "ben", use: "sound" } },
    ]);
  });
});

describe("A seal", () => {
  test.each(["failed", "used-up"] as const)("is broken when its worker says: %s", (kind) => {
    const { worker, heard } = seal();
    worker.says({ kind });
    expect(heard).toEqual(["broken"]);
  });

  test("is broken when its worker has an error", () => {
    const { worker, heard } = seal();
    worker.dispatchEvent(new Event("error"));
    expect(heard).toEqual(["broken"]);
  });

  test("reports frames from the wrong sender without being broken by them", () => {
    const { worker, heard } = seal();
    worker.says({ kind: "not-theirs", identity: "ben" });
    expect(heard).toEqual(["ben"]);
  });

  test("survives one unanswered ping, and breaks when the third is due after two", () => {
    const { seal: one, heard } = seal();
    vi.advanceTimersByTime(7_999);
    expect([one.health().sending, heard]).toEqual(["as-it-should", []]);
    vi.advanceTimersByTime(1);
    expect([one.health().sending, heard]).toEqual(["held", []]);
    vi.advanceTimersByTime(3_999);
    expect(heard).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(heard).toEqual(["broken"]);
  });

  test("stays whole as long as its worker answers, even late", async () => {
    const { seal: one, worker, heard } = seal();
    for (let at = 0; at < 5; at += 1) {
      await vi.advanceTimersByTimeAsync(4_000);
      worker.says({ kind: "tally", tally: { sealed: at, notSent: 0, notShown: 0 } });
      worker.answers();
      await vi.advanceTimersByTimeAsync(0);
    }
    expect([one.health().sending, heard]).toEqual(["as-it-should", []]);
  });

  test("reports its health since the last count, only when it changes", () => {
    const { seal: one, worker } = seal();
    const heard: unknown[] = [];
    one.subscribe(() => heard.push(one.health()));
    const say = (sealed: number, notSent: number, notShown: number) =>
      worker.says({ kind: "tally", tally: { sealed, notSent, notShown } });
    say(3, 1, 0);
    say(4, 1, 0);
    say(4, 2, 0);
    say(4, 2, 5);
    say(4, 2, 6);
    one.noteKeptBack();
    say(4, 2, 6);
    expect(heard).toEqual([
      { sending: "as-it-should", notSent: 1, notShown: 0 },
      { sending: "held", notSent: 2, notShown: 0 },
      { sending: "as-it-should", notSent: 2, notShown: 5 },
      { sending: "as-it-should", notSent: 2, notShown: 6 },
      { sending: "as-it-should", notSent: 3, notShown: 6 },
    ]);
  });

  test("transfers keys, and counts them as set when the worker says so", async () => {
    const { seal: one, worker } = seal();
    const baseKey = new Uint8Array(32);
    const keys = { place: 3, ownLeaf: 0, members: [], baseKey };
    const taken: string[] = [];
    const taking = one.receive(keys).then(() => taken.push("taken"));
    await vi.advanceTimersByTimeAsync(0);
    expect(taken).toEqual([]);
    worker.answers();
    await taking;
    one.send(3);
    one.retire(3);
    expect(worker.words.slice(1)).toEqual([
      { kind: "receive", ask: 1, keys },
      { kind: "send", place: 3 },
      { kind: "retire", place: 3 },
    ]);
    expect(worker.transferred).toEqual([baseKey.buffer]);
  });

  test("gives each message its own answer", async () => {
    const { seal: one, worker } = seal();
    const sealed = one.sealMessage(Uint8Array.of(1));
    const opened = one.openMessage("ben", Uint8Array.of(2));
    worker.says({ kind: "answer", ask: 2, answer: "not-theirs" });
    worker.says({ kind: "answer", ask: 1, answer: Uint8Array.of(3) });
    expect(await Promise.all([sealed, opened])).toEqual([Uint8Array.of(3), "not-theirs"]);
  });

  test("ends its worker when closed, and asks it nothing more", () => {
    const { seal: one, worker, heard } = seal();
    one.close();
    vi.advanceTimersByTime(60_000);
    expect([worker.isEnded, worker.words.length, heard]).toEqual([true, 1, []]);
  });
});
