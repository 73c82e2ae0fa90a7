import { randomBytes } from "node:crypto";

/**
 * Where a client stands in its stream of WebSocket messages (RFC 6455 section 5.2): counts the lengths
 * in the heads of its frames as chunks pass, and looks at nothing else. Compressed messages
 * (RFC 7692) are framed alike.
 */
export class ClientFrames {
  /** Bytes of the present frame that are still to come, once its head is known. */
  #left = 0;
  /** Bytes of the present head that have come. */
  #head = 0;
  /** Bytes of the length that are still to come, and what came of it. */
  #lengthLeft = 0;
  #length = 0;
  /** A message of several frames has begun and is not over. */
  #fragmented = false;

  /** Whether a message may begin here. Never again after something that is no frame of a client. */
  get betweenMessages(): boolean {
    return this.#left === 0 && this.#head === 0 && !this.#fragmented;
  }

  pass(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length; ) {
      if (this.#left > 0) {
        const step = Math.min(this.#left, chunk.length - at);
        this.#left -= step;
        at += step;
      } else this.#takeHead(chunk[at++] ?? 0);
    }
  }

  #takeHead(byte: number): void {
    if (this.#head === 0) this.#begin(byte);
    else if (this.#head === 1) this.#takeLength(byte);
    else {
      this.#length = this.#length * 256 + byte;
      this.#lengthLeft -= 1;
    }
    this.#head += 1;
    if (this.#head > 1 && this.#lengthLeft === 0) this.#endHead();
  }

  /** Control frames may stand within a message of several frames, and are always one frame. */
  #begin(byte: number): void {
    const isControl = (byte & 0x08) !== 0;
    if (!isControl) this.#fragmented = (byte & 0x80) === 0;
  }

  #takeLength(byte: number): void {
    const short = byte & 0x7f;
    const isMasked = (byte & 0x80) !== 0;
    this.#lengthLeft = short === 126 ? 2 : short === 127 ? 8 : 0;
    // The engine ends a connection whose client does not mask.
    this.#length = isMasked ? (short < 126 ? short : 0) : Number.POSITIVE_INFINITY;
  }

  /** The mask is counted with what it masks. A length that is not exact would never come to its end. */
  #endHead(): void {
    this.#head = 0;
    this.#left =
      this.#length < Number.MAX_SAFE_INTEGER ? this.#length + maskBytes : Number.POSITIVE_INFINITY;
  }
}

const maskBytes = 4;

/**
 * LiveKit's `SignalRequest { leave: LeaveRequest { reason: CLIENT_INITIATED, action: DISCONNECT } }`, as
 * livekit-client sends it; the action is the default, and so not written.
 */
const leaveRequest = Buffer.from([0x42, 0x02, 0x10, 0x01]);

/** The message by which a participant leaves, as one masked frame of a client, uncompressed. */
export function leaveFrame(): Buffer {
  const mask = randomBytes(maskBytes);
  const masked = leaveRequest.map((byte, at) => byte ^ (mask[at % maskBytes] ?? 0));
  return Buffer.concat([Buffer.from([0x82, 0x80 | masked.length]), mask, masked]);
}
