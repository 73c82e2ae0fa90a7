import type { Bytes } from "@graticule/frames/bytes";
import type { Expected, FrameFormat, NotOpened } from "@graticule/frames/frame-format";
import type { FrameTally } from "./frame-tally.ts";
import type { EncodedFrame } from "./worker-words.ts";

export interface ReceiverPorts {
  readonly format: FrameFormat;
  readonly tally: FrameTally;
  readonly onNotTheirs: (identity: string) => void;
  /** Resolves when there are other keys, when another person is expected, or after so many milliseconds. */
  readonly change: (atMostMs: number) => Promise<void>;
  readonly now: () => number;
}

/** For so long pictures wait for their key, or for the word whose they are: both may be on their way. Those of an epoch that never comes hold up no others. */
const waitMs = 2_000;
/** Keys apart, an engine mixes some frames of its own in (black pictures, silence). So many in a row are no such. */
const strangeInARow = 150;

/**
 * What one receiver gets. INVARIANT: a frame is shown as this person's, and as this kind of track, only if it was sealed by them and as such.
 */
export class ReceiverPipe {
  /** Undefined: nobody has said whose frames come. */
  expected: Expected | undefined;
  /** Asks the sender for a whole picture, where the browser can. */
  askWhole = (): void => undefined;
  readonly #ports: ReceiverPorts;
  #isBroken = false;
  #strange = 0;
  /** Of the first picture that waited since one opened. */
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
      // It was opened as another's, or as another kind of track.
      if (typeof opened !== "string" && !isSame(this.expected, expected)) return "repeated";
      // Sound that comes late is of no use.
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
