import { randomBytes } from "node:crypto";
import { leaveRequest } from "../media/leave-in-place.ts";

/**
 * The longest message of a client, in bytes of payload, fragments summed. The engine would buffer
 * any length. A browser's longest ones describe all media: an offer has some 6 kB for each person
 * with camera and microphone, and a resumed connection sends offer and answer at once, so this is
 * enough for about 400 people seen together.
 */
export const longestSignalMessage = 4 * 1024 * 1024;

/** Why a client's messages are stopped, as a WebSocket close code: protocol error, or too long. */
export type Fault = 1002 | 1009;

/**
 * Follows a client's stream of WebSocket frames (RFC 6455 section 5.2) and reads only their heads.
 * No extension is negotiated, so no message is compressed.
 */
export class ClientFrames {
  #left = 0;
  #fragmented = false;
  /** Bytes of the fragmented message so far, as its frames' heads say. */
  #announced = 0;
  #fault: Fault | undefined;

  /** Once set, nothing passes any more. */
  get fault(): Fault | undefined {
    return this.#fault;
  }

  /** Whether a new message may begin here. */
  get betweenMessages(): boolean {
    return this.#left === 0 && !this.#fragmented && this.#fault === undefined;
  }

  /**
   * How many of these bytes may pass: all, or those before a faulty frame, or those before an
   * incomplete head, whose bytes must be given again together with what follows.
   */
  pass(bytes: Uint8Array): number {
    let at = 0;
    while (this.#fault === undefined) {
      const step = Math.min(this.#left, bytes.length - at);
      this.#left -= step;
      at += step;
      if (at === bytes.length) break;
      const head = this.#readHead(bytes, at);
      if (head === undefined) break;
      at += head;
    }
    return at;
  }

  /** The length of the head that begins here; undefined: it is incomplete or faulty. */
  #readHead(bytes: Uint8Array, at: number): number | undefined {
    const first = bytes[at] ?? 0;
    const second = bytes[at + 1];
    if (breaksProtocol(first, second)) this.#fault = 1002;
    if (second === undefined || this.#fault !== undefined) return undefined;
    const short = second & 0x7f;
    const head = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (bytes.length - at < head) return undefined;
    const length = head === 2 ? short : bigEndian(bytes, at + 2, at + head);
    // Control frames may stand between the fragments of a message.
    if ((first & controlBit) === 0) this.#announce(length, (first & lastBit) !== 0);
    if (this.#fault !== undefined) return undefined;
    this.#left = maskBytes + length;
    return head;
  }

  #announce(length: number, isLast: boolean): void {
    const announced = this.#announced + length;
    if (announced > longestSignalMessage) this.#fault = 1009;
    this.#fragmented = !isLast;
    this.#announced = isLast ? 0 : announced;
  }
}

const maskBytes = 4;
/** RSV1 (compressed), RSV2 and RSV3. */
const reservedBits = 0x70;
const lastBit = 0x80;
const controlBit = 0x08;
const maskBit = 0x80;

/** `second` is undefined while that byte has not arrived. */
function breaksProtocol(first: number, second: number | undefined): boolean {
  if ((first & reservedBits) !== 0) return true;
  if (second === undefined) return false;
  const isShortAndWhole = (first & lastBit) !== 0 && (second & 0x7f) <= 125;
  const isControl = (first & controlBit) !== 0;
  return (second & maskBit) === 0 || (isControl && !isShortAndWhole);
}

/** Not exact above 2^53, which is too long by far. */
function bigEndian(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) value = value * 256 + (bytes[at] ?? 0);
  return value;
}

/** Leaves, as livekit-client does. */
export function leaveFrame(): Buffer {
  return frameOf(0x82, leaveRequest);
}

/** A client's close frame with this code. The engine answers with the same. */
export function closeFrame(fault: Fault): Buffer {
  return frameOf(0x88, Buffer.from([fault >> 8, fault & 0xff]));
}

/** Up to 125 bytes, masked. */
function frameOf(first: number, payload: Uint8Array): Buffer {
  const mask = randomBytes(maskBytes);
  const masked = payload.map((byte, at) => byte ^ (mask[at % maskBytes] ?? 0));
  return Buffer.concat([Buffer.from([first, 0x80 | masked.length]), mask, masked]);
}
