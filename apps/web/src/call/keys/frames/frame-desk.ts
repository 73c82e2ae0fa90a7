import type { FrameFormat } from "@graticule/frames/frame-format";
import { LiveKitFormat } from "@graticule/frames/livekit-format";
import { SFrameFormat } from "@graticule/frames/sframe-format";
import { newTally } from "./frame-tally.ts";
import { ReceiverPipe } from "./receiver-pipe.ts";
import { SenderPipe } from "./sender-pipe.ts";
import type {
  EncodedFrame,
  FormatName,
  FromWorker,
  ToWorker,
  Transformer,
} from "./worker-words.ts";

const formats: Readonly<Record<FormatName, () => FrameFormat>> = {
  sframe: () => new SFrameFormat(),
  livekit: () => new LiveKitFormat(),
};

/**
 * How long messages may wait for their keys in all, in milliseconds; new keys allow as long again.
 * Pages take new keys at slightly different times. A message without keys holds up others no longer
 * than this.
 */
const messagesWaitMs = 5_000;

export interface DeskPorts {
  readonly tell: (news: FromWorker) => void;
  readonly now: () => number;
  readonly later: (task: () => void, delayMs: number) => () => void;
}

/** The worker's side: takes the page's messages in order, and the browser's frames as they come. */
export class FrameDesk {
  readonly #ports: DeskPorts;
  readonly #senders = new Map<number, SenderPipe>();
  readonly #receivers = new Map<number, ReceiverPipe>();
  readonly #waiting = new Set<() => void>();
  readonly #tally = newTally();
  #format: FrameFormat | undefined;
  #messagesMayWaitMs = messagesWaitMs;
  /** Messages about keys wait for each other: nothing may be sent with keys still being taken. */
  #last: Promise<void> = Promise.resolve();

  constructor(ports: DeskPorts) {
    this.#ports = ports;
  }

  hear(word: ToWorker): void {
    switch (word.kind) {
      case "start":
        this.#format ??= formats[word.format]();
        break;
      case "use":
        this.#sender(word.id).use = word.use;
        break;
      case "expect":
        this.#receiver(word.id).expected = word.expected;
        this.#changed();
        break;
      case "pipe":
        this.pipe({ options: word, ...word.streams });
        break;
      case "ping":
        this.#ports.tell({ kind: "tally", tally: { ...this.#tally } });
        this.#ports.tell({ kind: "answer", ask: word.ask, answer: undefined });
        break;
      default: {
        const taken = this.#last
          .then(() => this.#take(word))
          .catch(() => this.#ports.tell({ kind: "failed" }));
        // What follows may bring the keys of a message to be opened.
        if (word.kind !== "open-message") this.#last = taken;
      }
    }
  }

  /** Frames of one sender or receiver: they come out sealed or opened, or not at all. */
  pipe(transformer: Transformer): void {
    const { readable, writable, options } = transformer;
    const isSender = options.side === "sender";
    const pipe = isSender ? this.#sender(options.id) : this.#receiver(options.id);
    const asks = isSender ? "generateKeyFrame" : "sendKeyFrameRequest";
    // Some browsers have neither method; others reject it while the connection ends.
    pipe.askWhole = () => void transformer[asks]?.().catch(() => undefined);
    const { tell } = this.#ports;
    const transform = new TransformStream<EncodedFrame, EncodedFrame>({
      async transform(frame, controller) {
        try {
          const taken = await pipe.take(frame);
          if (taken !== undefined) controller.enqueue(taken);
        } catch {
          // The frame is dropped, and the page hears of it.
          tell({ kind: "failed" });
        }
      },
    });
    // A stream that ends with its connection is no fault.
    void readable
      .pipeThrough(transform)
      .pipeTo(writable)
      .catch(() => undefined);
  }

  async #take(
    word: Extract<
      ToWorker,
      { kind: "receive" | "send" | "retire" | "seal-message" | "open-message" }
    >,
  ): Promise<void> {
    const format = this.#formatOf();
    switch (word.kind) {
      case "receive":
        await format.receive(word.keys);
        this.#messagesMayWaitMs = messagesWaitMs;
        this.#changed();
        this.#ports.tell({ kind: "answer", ask: word.ask, answer: undefined });
        break;
      case "send":
        format.send(word.place);
        break;
      case "retire":
        format.retire(word.place);
        break;
      case "seal-message": {
        const answer = await format.seal("message", word.content);
        if (typeof answer === "string") this.#tally.notSent += 1;
        else this.#tally.sealed += 1;
        this.#ports.tell({ kind: "answer", ask: word.ask, answer });
        break;
      }
      case "open-message": {
        const answer = await this.#open(format, word);
        if (typeof answer === "string") this.#tally.notShown += 1;
        this.#ports.tell({ kind: "answer", ask: word.ask, answer });
      }
    }
  }

  /** Waits for the keys if the message comes first. */
  async #open(
    format: FrameFormat,
    { identity, sealed }: Extract<ToWorker, { kind: "open-message" }>,
  ): ReturnType<FrameFormat["open"]> {
    const open = () => format.open({ identity, use: "message" }, sealed);
    let answer = await open();
    while (answer === "no-key" && this.#messagesMayWaitMs > 0) {
      const since = this.#ports.now();
      await this.#change(this.#messagesMayWaitMs);
      this.#messagesMayWaitMs -= this.#ports.now() - since;
      answer = await open();
    }
    return answer;
  }

  #formatOf(): FrameFormat {
    if (this.#format === undefined) throw new Error("The worker was not told its format.");
    return this.#format;
  }

  #sender(id: number): SenderPipe {
    const pipe =
      this.#senders.get(id) ??
      new SenderPipe({
        ...{ format: this.#formatOf(), tally: this.#tally },
        onUsedUp: () => this.#ports.tell({ kind: "used-up" }),
      });
    this.#senders.set(id, pipe);
    return pipe;
  }

  #receiver(id: number): ReceiverPipe {
    const pipe =
      this.#receivers.get(id) ??
      new ReceiverPipe({
        ...{ format: this.#formatOf(), tally: this.#tally },
        onNotTheirs: (identity) => this.#ports.tell({ kind: "not-theirs", identity }),
        change: (atMostMs) => this.#change(atMostMs),
        now: this.#ports.now,
      });
    this.#receivers.set(id, pipe);
    return pipe;
  }

  #changed(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  #change(atMostMs: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#ports.later(() => wake(), atMostMs);
      const wake = (): void => {
        cancel();
        this.#waiting.delete(wake);
        resolve();
      };
      this.#waiting.add(wake);
    });
  }
}
