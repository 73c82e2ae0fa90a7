import { randomBytes } from "node:crypto";

/**
 * The longest message of a client, in bytes of payload, fragments summed. A browser's longest ones
 * are its descriptions of all media: an offer has some 6 kB for each person with camera and
 * microphone, and a resumed connection says offer and answer at once, so that this is enough for about
 * 400 people seen together. The engine itself would hold whatever is announced.
 */
export const longestSignalMessage = 4 * 1024 * 1024;

/** Why a client's messages go no further, as WebSocket close codes: against the protocol, or too long. */
export type Fault = 1002 | 1009;

/**
 * Where a client stands in its stream of WebSocket messages (RFC 6455 section 5.2): reads the heads of its
 * frames as bytes pass, and nothing else. No extension is agreed on, so that no message is compressed.
 */
export class ClientFrames {
  /** Bytes of the present frame that are still to come. */
  #left = 0;
  /** A message of several frames has begun and is not over; so many bytes of it were announced. */
  #fragmented = false;
  #announced = 0;
  #fault: Fault | undefined;

  /** What was wrong. Nothing passes any more. */
  get fault(): Fault | undefined {
    return this.#fault;
  }

  /** Whether a message may begin behind what has passed. */
  get betweenMessages(): boolean {
    return this.#left === 0 && !this.#fragmented && this.#fault === undefined;
  }

  /**
   * How many of these bytes may pass: all, or all before a head that is not whole yet, which has to be
   * given again with what follows it, or all before a frame that is at fault.
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

  /** The length of the head that begins here; undefined: it is not whole, or at fault. */
  #readHead(bytes: Uint8Array, at: number): number | undefined {
    const first = bytes[at] ?? 0;
    const second = bytes[at + 1];
    if (breaksProtocol(first, second)) this.#fault = 1002;
    if (second === undefined || this.#fault !== undefined) return undefined;
    const short = second & 0x7f;
    const head = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (bytes.length - at < head) return undefined;
    const length = head === 2 ? short : bigEndian(bytes, at + 2, at + head);
    // Control frames may stand within a message of several frames, and are always one frame.
    if ((first & controlBit) === 0) this.#announce(length, (first & lastBit) !== 0);
    if (this.#fault !== undefined) return undefined;
    // The mask is counted with what it masks.
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
/** RSV1, which says that a message is compressed, and its two neighbours. */
const reservedBits = 0x70;
const lastBit = 0x80;
const controlBit = 0x08;
const maskBit = 0x80;

/** Whether no client may send a head that begins so. The second byte may not have come. */
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

/**
 * LiveKit's `SignalRequest { leave: LeaveRequest { reason: CLIENT_INITIATED, action: DISCONNECT } }`, as
 * livekit-client sends it; the action is the default, and so not written.
 */
const leaveRequest = Buffer.from([0x42, 0x02, 0x10, 0x01]);

/** The message by which a participant leaves, as one frame of a client. */
export function leaveFrame(): Buffer {
  return frameOf(0x82, leaveRequest);
}

/** A client's word that it closes its WebSocket for this reason. The other side answers with the same. */
export function closeFrame(fault: Fault): Buffer {
  return frameOf(0x88, Buffer.from([fault >> 8, fault & 0xff]));
}

/** Up to 125 bytes, masked. */
function frameOf(first: number, payload: Buffer): Buffer {
  const mask = randomBytes(maskBytes);
  const masked = payload.map((byte, at) => byte ^ (mask[at % maskBytes] ?? 0));
  return Buffer.concat([Buffer.from([first, 0x80 | masked.length]), mask, masked]);
}
