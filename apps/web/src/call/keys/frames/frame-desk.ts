import type { FrameFormat } from "@graticule/frames/frame-format";
import { LiveKitFormat } from "@graticule/frames/livekit-format";
import { SFrameFormat } from "@graticule/frames/sframe-format";
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

export interface DeskPorts {
  readonly tell: (news: FromWorker) => void;
  readonly now: () => number;
  readonly later: (task: () => void, delayMs: number) => () => void;
}

/** Everything that a page's worker does: takes words of the page in their order, and frames of the browser as they come. */
export class FrameDesk {
  readonly #ports: DeskPorts;
  readonly #senders = new Map<number, SenderPipe>();
  readonly #receivers = new Map<number, ReceiverPipe>();
  readonly #waiting = new Set<() => void>();
  #format: FrameFormat | undefined;
  /** Words of keys wait for each other: one may not send with keys that are still being taken. */
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
        this.#ports.tell({ kind: "answer", ask: word.ask, answer: undefined });
        break;
      default:
        this.#last = this.#last.then(() => this.#take(word));
    }
  }

  /** Frames of one sender or receiver: what goes in comes out sealed or opened, or not at all. */
  pipe(transformer: Transformer): void {
    const { readable, writable, options } = transformer;
    const isSender = options.side === "sender";
    const pipe = isSender ? this.#sender(options.id) : this.#receiver(options.id);
    const asks = isSender ? "generateKeyFrame" : "sendKeyFrameRequest";
    // Some browsers have neither, others turn it down while the connection ends.
    pipe.askWhole = () => void transformer[asks]?.().catch(() => undefined);
    const transform = new TransformStream<EncodedFrame, EncodedFrame>({
      async transform(frame, controller) {
        const taken = await pipe.take(frame);
        if (taken !== undefined) controller.enqueue(taken);
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
        this.#ports.tell({ kind: "answer", ask: word.ask, answer });
        break;
      }
      case "open-message": {
        const { identity, sealed, ask } = word;
        const answer = await format.open({ identity, use: "message" }, sealed);
        this.#ports.tell({ kind: "answer", ask, answer });
      }
    }
  }

  #formatOf(): FrameFormat {
    if (this.#format === undefined) throw new Error("The worker was not told its format.");
    return this.#format;
  }

  #sender(id: number): SenderPipe {
    const pipe =
      this.#senders.get(id) ??
      new SenderPipe({
        format: this.#formatOf(),
        onUsedUp: () => this.#ports.tell({ kind: "used-up" }),
      });
    this.#senders.set(id, pipe);
    return pipe;
  }

  #receiver(id: number): ReceiverPipe {
    const pipe =
      this.#receivers.get(id) ??
      new ReceiverPipe({
        format: this.#formatOf(),
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
