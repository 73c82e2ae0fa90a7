import type { Bytes } from "@graticule/frames/bytes";
import type { Expected, FrameFormat, NotOpened } from "@graticule/frames/frame-format";
import type { FrameTally } from "./frame-tally.ts";
import type { EncodedFrame } from "./worker-words.ts";

export interface ReceiverPorts {
  readonly format: FrameFormat;
  readonly tally: FrameTally;
  readonly onNotTheirs: (identity: string) => void;
  /** Resolves when keys or the expected person change, or after so many milliseconds. */
  readonly change: (atMostMs: number) => Promise<void>;
  readonly now: () => number;
}

/**
 * How long pictures wait for their key, or to learn whose they are. A key that never comes holds up
 * no others.
 */
const waitMs = 2_000;
/** An engine mixes in its own frames (black pictures, silence), but not so many in a row. */
const strangeInARow = 150;

/**
 * One receiver's frames. INVARIANT: a frame is shown as this person's, and this kind of track, only
 * if they sealed it as such.
 */
export class ReceiverPipe {
  /** Undefined until the page says whose frames come. */
  expected: Expected | undefined;
  /** Asks the sender for a whole picture, if the browser can. */
  askWhole = (): void => undefined;
  readonly #ports: ReceiverPorts;
  #isBroken = false;
  #strange = 0;
  /** When the wait ends that began with the first picture since one opened. */
  #untilMs: number | undefined;

  constructor(ports: ReceiverPorts) {
    this.#ports = ports;
  }

  async take(frame: EncodedFrame): Promise<EncodedFrame | undefined> {
    const opened = await this.#open(new Uint8Array(frame.data), frame.type !== undefined);
    if (typeof opened === "string") {
      this.#isBroken = true;
      this.#ports.tally.notShown += 1;
      this.#count(opened);
      return undefined;
    }
    this.#strange = 0;
    this.#untilMs = undefined;
    if (this.#isBroken && frame.type === "delta") this.askWhole();
    this.#isBroken = false;
    frame.data = opened.buffer;
    return frame;
  }

  async #open(bytes: Bytes, isPicture: boolean): Promise<Bytes | NotOpened> {
    const { format, change, now } = this.#ports;
    while (true) {
      const { expected } = this;
      const opened = expected === undefined ? "no-key" : await format.open(expected, bytes);
      // Opened as another person's, or as another kind of track.
      if (typeof opened !== "string" && !isSame(this.expected, expected)) return "repeated";
      // Late sound is of no use.
      if (opened !== "no-key" || !isPicture) return opened;
      this.#untilMs ??= now() + waitMs;
      const leftMs = this.#untilMs - now();
      if (leftMs <= 0) return opened;
      await change(leftMs);
    }
  }

  #count(why: NotOpened): void {
    const { expected } = this;
    if (expected === undefined || why === "no-key" || why === "repeated") return;
    this.#strange += 1;
    const isCertain = why === "not-theirs" || this.#strange === strangeInARow;
    if (isCertain) this.#ports.onNotTheirs(expected.identity);
  }
}

const isSame = (one: Expected | undefined, other: Expected | undefined): boolean =>
  one?.identity === other?.identity && one?.use === other?.use;
