import type { Bytes } from "@graticule/frames/bytes";
import type {
  EpochKeys,
  Expected,
  FrameKeyring,
  FrameUse,
  NotOpened,
  NotSealed,
} from "@graticule/frames/frame-format";
import { Listeners } from "../../../signals/listeners.ts";
import { type FrameTally, healthSince, newTally, type SealHealth } from "./frame-tally.ts";
import FrameWorker from "./frame-worker.ts?worker";
import type { FormatName, FromWorker, PipeOptions, Streams, ToWorker } from "./worker-words.ts";

type Answer = Extract<FromWorker, { kind: "answer" }>["answer"];

export interface SealListener {
  /**
   * Nothing can be sealed or opened any more, or something was about to leave unsealed: this page
   * must stop sending.
   */
  readonly onBroken: () => void;
  /** Something from this person isn't theirs, or isn't sealed; it is not shown. */
  readonly onNotTheirs: (identity: string) => void;
}

/** How often to check on the worker, in milliseconds. One that ends says nothing. */
const pingMs = 4_000;

/**
 * A page's side of the worker that seals and opens: gives it keys, puts it in front of every sender
 * and receiver, and passes it messages.
 */
export class FrameSeal implements FrameKeyring {
  readonly #worker: Worker;
  readonly #listener: SealListener;
  readonly #asked = new Map<number, (answer: Answer) => void>();
  readonly #ids = new WeakMap<RTCRtpSender | RTCRtpReceiver, number>();
  readonly #guarded = new WeakSet<RTCRtpSender | RTCRtpReceiver>();
  readonly #pinging: ReturnType<typeof setInterval>;
  #nextId = 0;
  #unanswered = 0;
  #keptBack = 0;
  #tally: FrameTally = newTally();
  #health: SealHealth = { sending: "as-it-should", notSent: 0, notShown: 0 };
  readonly #onHealth = new Listeners();

  constructor(format: FormatName, listener: SealListener) {
    this.#listener = listener;
    this.#worker = new FrameWorker();
    this.#worker.addEventListener("error", listener.onBroken);
    this.#worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
      this.#hear(data);
    });
    this.#say({ kind: "start", format });
    this.#pinging = setInterval(() => this.#ping(), pingMs);
  }

  readonly subscribe = this.#onHealth.subscribe;

  readonly health = (): SealHealth => this.#health;

  async receive(keys: EpochKeys): Promise<void> {
    await this.#ask((ask) => ({ kind: "receive", ask, keys }), [keys.baseKey.buffer]);
  }

  send(place: number): void {
    this.#say({ kind: "send", place });
  }

  retire(place: number): void {
    this.#say({ kind: "retire", place });
  }

  /**
   * INVARIANT: from now on, all that this end sends or receives goes through the worker, for good.
   */
  guard(end: RTCRtpSender | RTCRtpReceiver): void {
    if (this.#guarded.has(end)) return;
    this.#guarded.add(end);
    const side = "replaceTrack" in end ? "sender" : "receiver";
    const options: PipeOptions = { id: this.#idOf(end), side };
    if ("RTCRtpScriptTransform" in globalThis) {
      end.transform = new RTCRtpScriptTransform(this.#worker, options);
    } else {
      const streams = (end as unknown as WithStreams).createEncodedStreams();
      this.#say({ kind: "pipe", ...options, streams }, [streams.readable, streams.writable]);
    }
    const ours = end.transform;
    Object.defineProperties(end, {
      transform: { get: () => ours, set: () => this.#listener.onBroken() },
      createEncodedStreams: { value: undefined },
    });
  }

  sends(sender: RTCRtpSender, use: FrameUse): void {
    this.#say({ kind: "use", id: this.#idOf(sender), use });
  }

  /** Whose frames this receiver gets; undefined: no one's. */
  expects(receiver: RTCRtpReceiver, expected: Expected | undefined): void {
    this.#say({ kind: "expect", id: this.#idOf(receiver), expected });
  }

  /** An unsealed packet was kept from leaving. */
  noteKeptBack(): void {
    this.#keptBack += 1;
  }

  async sealMessage(content: Bytes): Promise<Bytes | NotSealed> {
    const answer = await this.#ask((ask) => ({ kind: "seal-message", ask, content }));
    return answer as Bytes | NotSealed;
  }

  async openMessage(identity: string, sealed: Bytes): Promise<Bytes | NotOpened> {
    const question = { kind: "open-message", identity, sealed } as const;
    return (await this.#ask((ask) => ({ ...question, ask }))) as Bytes | NotOpened;
  }

  close(): void {
    clearInterval(this.#pinging);
    this.#worker.terminate();
  }

  #hear(news: FromWorker): void {
    switch (news.kind) {
      case "answer":
        this.#asked.get(news.ask)?.(news.answer);
        this.#asked.delete(news.ask);
        break;
      case "tally":
        this.#count(news.tally);
        break;
      case "not-theirs":
        this.#listener.onNotTheirs(news.identity);
        break;
      case "used-up":
      case "failed":
        this.#listener.onBroken();
    }
  }

  /** One missing answer is no fault: after a page has slept, it may still be in the queue. */
  #ping(): void {
    if (this.#unanswered >= 1) this.#tell({ ...this.#health, sending: "held" });
    if (this.#unanswered >= 2) this.#listener.onBroken();
    this.#unanswered += 1;
    void this.#ask((ask) => ({ kind: "ping", ask })).then(() => {
      this.#unanswered = 0;
    });
  }

  #count(tally: FrameTally): void {
    this.#tell(healthSince(this.#tally, tally, this.#keptBack));
    this.#tally = tally;
  }

  #tell(health: SealHealth): void {
    const before = this.#health;
    const isSame =
      health.sending === before.sending &&
      health.notSent === before.notSent &&
      health.notShown === before.notShown;
    if (isSame) return;
    this.#health = health;
    this.#onHealth.tell();
  }

  #ask(wordOf: (ask: number) => ToWorker, transfer: Transferable[] = []): Promise<Answer> {
    this.#nextId += 1;
    const ask = this.#nextId;
    return new Promise((resolve) => {
      this.#asked.set(ask, resolve);
      this.#say(wordOf(ask), transfer);
    });
  }

  #say(word: ToWorker, transfer: Transferable[] = []): void {
    this.#worker.postMessage(word, transfer);
  }

  #idOf(end: RTCRtpSender | RTCRtpReceiver): number {
    const known = this.#ids.get(end);
    if (known !== undefined) return known;
    this.#nextId += 1;
    this.#ids.set(end, this.#nextId);
    return this.#nextId;
  }
}

interface WithStreams {
  createEncodedStreams(): Streams;
}
