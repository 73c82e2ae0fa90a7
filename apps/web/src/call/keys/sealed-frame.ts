/** What is read of an encoded frame that is about to leave (WebRTC Encoded Transform). */
export interface OutgoingFrame {
  readonly data: ArrayBuffer;
  /** RTP time. Browsers are told to move it into the metadata: then it is missing here. */
  readonly timestamp?: number;
  getMetadata(): { readonly synchronizationSource?: number };
}

const ivBytes = 12;
/** IV, its length, the place in the ring of keys: they stand last in a sealed frame of LiveKit's format. */
const trailerBytes = ivBytes + 2;
/** The tag of AES-GCM stands before them. */
const leastBytes = trailerBytes + 16;
/** Of a frame whose trailer was escaped as H.264 asks, this many bytes hold the trailer. */
const escapedTrailerBytes = trailerBytes + trailerBytes / 2;

/** Why a frame must not leave. `open`: it is not sealed. `repeated`: its nonce was used before; with one key, both could be read. */
export type Leak = "open" | "repeated";

/**
 * Looks at each frame of one sender after the client's sealer had it. The nonce that the format asks for holds the stream's number and the
 * frame's time, which an open frame can't hold at that place but by a chance of one in 2^64: so a frame is known to be sealed by itself,
 * whatever happened before. Frames without content (silence) are sent as they are and say nothing.
 */
export class SealedFrames {
  /** By stream. Time and counter both grow, so a nonce that is not new is the one before. */
  readonly #lastIv = new Map<number, string>();

  /** Undefined: it may leave. */
  leakOf(frame: OutgoingFrame): Leak | undefined {
    const bytes = new Uint8Array(frame.data);
    if (bytes.length === 0) return undefined;
    const { timestamp } = frame;
    const stream = frame.getMetadata().synchronizationSource;
    if (timestamp === undefined || stream === undefined) return "open";
    const iv = candidatesOf(bytes).find((one) => isOf(one, stream, timestamp));
    if (iv === undefined) return "open";
    const text = iv.join();
    if (this.#lastIv.get(stream) === text) return "repeated";
    this.#lastIv.set(stream, text);
    return undefined;
  }
}

/** What stands where the nonce of a sealed frame does. */
function candidatesOf(bytes: Uint8Array): readonly Uint8Array[] {
  if (bytes.length < leastBytes) return [];
  const tails = [bytes, withoutEscapes(bytes.subarray(-escapedTrailerBytes))];
  return tails
    .map((tail) => tail.slice(-trailerBytes))
    .filter((trailer) => trailer[ivBytes] === ivBytes)
    .map((trailer) => trailer.subarray(0, ivBytes));
}

function isOf(iv: Uint8Array, stream: number, timestamp: number): boolean {
  const view = new DataView(iv.buffer, iv.byteOffset, iv.byteLength);
  return view.getUint32(0) === stream && view.getUint32(4) === timestamp >>> 0;
}

/** H.264 puts a 3 after two zeros (ITU-T H.264, 7.4.1). */
function withoutEscapes(bytes: Uint8Array): Uint8Array {
  return bytes.filter(
    (byte, at) => !(byte === 3 && at >= 2 && bytes[at - 1] === 0 && bytes[at - 2] === 0),
  );
}
