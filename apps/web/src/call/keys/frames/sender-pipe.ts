import type { FrameFormat, FrameUse, NotSealed } from "@graticule/frames/frame-format";
import type { FrameTally } from "./frame-tally.ts";
import type { EncodedFrame } from "./worker-words.ts";

export interface SenderPorts {
  readonly format: FrameFormat;
  readonly tally: FrameTally;
  readonly onUsedUp: () => void;
}

/**
 * One sender's frames. INVARIANT: a frame leaves sealed or not at all: nothing bypasses `seal`, and
 * what it does not seal is dropped.
 */
export class SenderPipe {
  /** Undefined until the page says what this sender sends. */
  use: FrameUse | undefined;
  /** Makes the next picture a whole one, if the browser can. */
  askWhole = (): void => undefined;
  readonly #ports: SenderPorts;
  /** A picture was dropped, so receivers need a whole one. */
  #isBroken = false;

  constructor(ports: SenderPorts) {
    this.#ports = ports;
  }

  async take(frame: EncodedFrame): Promise<EncodedFrame | undefined> {
    const { format, tally, onUsedUp } = this.#ports;
    const sealed: Uint8Array<ArrayBuffer> | NotSealed =
      this.use === undefined ? "no-key" : await format.seal(this.use, new Uint8Array(frame.data));
    if (typeof sealed === "string") {
      this.#isBroken = true;
      tally.notSent += 1;
      if (sealed === "used-up") onUsedUp();
      return undefined;
    }
    if (this.#isBroken && frame.type === "delta") this.askWhole();
    this.#isBroken = false;
    frame.data = sealed.buffer;
    tally.sealed += 1;
    return frame;
  }
}
