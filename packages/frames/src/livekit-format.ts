import { type Bytes, joined, type SecretKey } from "./bytes.ts";
import { deriveBits, EpochRing, importBaseKey, madeOnce } from "./epoch-ring.ts";
import {
  clearBytesOf,
  type EpochKeys,
  type Expected,
  type FrameFormat,
  type FrameUse,
  type NotOpened,
  type NotSealed,
} from "./frame-format.ts";

interface Epoch {
  readonly baseKey: SecretKey;
  readonly own: string;
  readonly identities: ReadonlySet<string>;
  readonly keys: Map<string, Promise<SecretKey>>;
  /** Frames sealed so far: one key seals those of every use. */
  counter: number;
}

const ivBytes = 12;
const tagBytes = 16;
/** The nonce, its length, and the place in the ring. */
const trailerBytes = ivBytes + 2;

/**
 * The format of LiveKit's native clients (libwebrtc's frame transformer, as livekit-client 2.23.0
 * has it): AES-128-GCM, one key for each person and epoch, the nonce beside the frame. Weaker than
 * SFrame: a frame does not name its use, replays go unnoticed, and only the key that is tried tells
 * whose frame it is.
 */
export class LiveKitFormat extends EpochRing<Epoch> implements FrameFormat {
  async receive({ place, baseKey, ownLeaf, members }: EpochKeys): Promise<void> {
    this.put(place, {
      baseKey: await importBaseKey(baseKey),
      keys: new Map(),
      counter: 0,
      own: members.find(({ leaf }) => leaf === ownLeaf)?.identity ?? "",
      identities: new Set(members.map(({ identity }) => identity)),
    });
  }

  async seal(use: FrameUse, frame: Bytes): Promise<Bytes | NotSealed> {
    const sending = this.sending();
    if (sending === undefined) return "no-key";
    const clearLength = clearOf(use, frame);
    if (frame.length < clearLength) return "too-short";
    const clear = frame.subarray(0, clearLength);
    const { place, epoch } = sending;
    if (epoch.counter >= this.framesPerKey) return "used-up";
    const iv = new Uint8Array(ivBytes);
    new DataView(iv.buffer).setBigUint64(ivBytes - 8, BigInt(epoch.counter));
    // Counted before anything is awaited, so that no two frames get one nonce.
    epoch.counter += 1;
    const key = await keyOf(epoch, epoch.own);
    const algorithm = { name: "AES-GCM", iv, additionalData: clear };
    const sealed = await crypto.subtle.encrypt(algorithm, key, frame.subarray(clear.length));
    return joined(clear, new Uint8Array(sealed), iv, Uint8Array.of(ivBytes, place));
  }

  async open({ identity, use }: Expected, frame: Bytes): Promise<Bytes | NotOpened> {
    const [ivLength, place] = frame.subarray(-2);
    const clear = frame.subarray(0, clearOf(use, frame));
    const isLongEnough = frame.length >= clear.length + tagBytes + trailerBytes;
    if (!isLongEnough || ivLength !== ivBytes || place === undefined) return "unreadable";
    const epoch = this.at(place);
    if (epoch === undefined) return "no-key";
    if (identity === epoch.own || !epoch.identities.has(identity)) return "not-theirs";
    const key = await keyOf(epoch, identity);
    const iv = frame.subarray(-trailerBytes, -2);
    const algorithm = { name: "AES-GCM", iv, additionalData: clear };
    try {
      const sealed = frame.subarray(clear.length, -trailerBytes);
      const content = await crypto.subtle.decrypt(algorithm, key, sealed);
      return joined(clear, new Uint8Array(content));
    } catch {
      return "unreadable";
    }
  }
}

/** A sealed frame in parts, which LiveKit's clients send as fields of their own with messages. */
export interface SplitFrame {
  readonly sealed: Bytes;
  readonly iv: Bytes;
  readonly place: number;
}

/** `frame`: sealed by this format. */
export function splitFrame(frame: Bytes): SplitFrame {
  const [, place = 0] = frame.subarray(-2);
  return { sealed: frame.slice(0, -trailerBytes), iv: frame.slice(-trailerBytes, -2), place };
}

/** Takes any parts: a frame made of wrong ones does not open. */
export function joinFrame({ sealed, iv, place }: SplitFrame): Bytes {
  const trailer = new Uint8Array(trailerBytes);
  trailer.set(iv.subarray(0, ivBytes));
  trailer.set([ivBytes, place & 255], ivBytes);
  return joined(sealed, trailer);
}

/**
 * The 32 bytes that native clients get for one person's frames of an epoch. `baseKey`: for HKDF.
 */
export async function nativeKeyOf(baseKey: SecretKey, identity: string): Promise<Bytes> {
  const info = new TextEncoder().encode(`Graticule LiveKit frames 1 ${identity}`);
  return await deriveBits(baseKey, info, 256);
}

/** LiveKit's clients also leave the first byte of sound in the clear. */
function clearOf(use: FrameUse, frame: Bytes): number {
  const isSound = use === "sound" || use === "screen-sound";
  return isSound ? 1 : clearBytesOf(use, frame);
}

function keyOf({ baseKey, keys }: Epoch, identity: string): Promise<SecretKey> {
  return madeOnce(keys, identity, () => nativeKeyOf(baseKey, identity).then(liveKitKeyOf));
}

/** Derives as LiveKit's clients do from the key that they are given. Zeroes `raw`. */
async function liveKitKeyOf(raw: Bytes): Promise<SecretKey> {
  const material = await crypto.subtle.importKey("raw", raw, "HKDF", false, ["deriveKey"]);
  raw.fill(0);
  const salt = new TextEncoder().encode("LKFrameEncryptionKey");
  const algorithm = { name: "HKDF", hash: "SHA-256", salt, info: new Uint8Array(128) };
  const aes = { name: "AES-GCM", length: 128 };
  return await crypto.subtle.deriveKey(algorithm, material, aes, false, ["encrypt", "decrypt"]);
}
