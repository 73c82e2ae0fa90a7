import { type Bytes, joined, type SecretKey } from "./bytes.ts";
import { EpochRing, importBaseKey } from "./epoch-ring.ts";
import {
  clearBytesOf,
  type EpochKeys,
  type Expected,
  type FrameFormat,
  type FrameUse,
  mostFrames,
  type NotOpened,
  type NotSealed,
} from "./frame-format.ts";

interface Epoch {
  readonly baseKey: SecretKey;
  readonly own: string;
  readonly identities: ReadonlySet<string>;
  readonly keys: Map<string, Promise<SecretKey>>;
  /** Of one's own frames: one key seals them all, whatever their use. */
  counter: number;
}

const ivBytes = 12;
const tagBytes = 16;
/** Behind what is sealed: the nonce, its length, and the place in the ring. */
const trailerBytes = ivBytes + 2;

/**
 * The format of LiveKit's native clients (libwebrtc's frame transformer, as livekit-client 2.23.0 has it): AES-128-GCM, one key for each
 * person and epoch, the nonce beside the frame. Weaker than SFrame: a frame does not say what it is of, a replay is not noticed, and only the
 * key that is tried tells whose it is.
 */
export class LiveKitFormat implements FrameFormat {
  readonly #ring = new EpochRing<Epoch>();
  readonly #framesPerKey: number;

  /** `framesPerKey`: so many are sealed with one key, and no more; fewer than by default for tests alone. */
  constructor({ framesPerKey = mostFrames }: { readonly framesPerKey?: number } = {}) {
    this.#framesPerKey = framesPerKey;
  }

  async receive({ place, baseKey, ownLeaf, members }: EpochKeys): Promise<void> {
    this.#ring.put(place, {
      baseKey: await importBaseKey(baseKey),
      keys: new Map(),
      counter: 0,
      own: members.find(({ leaf }) => leaf === ownLeaf)?.identity ?? "",
      identities: new Set(members.map(({ identity }) => identity)),
    });
  }

  send(place: number): void {
    this.#ring.send(place);
  }

  retire(place: number): void {
    this.#ring.retire(place);
  }

  async seal(use: FrameUse, frame: Bytes): Promise<Bytes | NotSealed> {
    const sending = this.#ring.sending();
    if (sending === undefined) return "no-key";
    const clear = frame.subarray(0, clearOf(use, frame));
    if (frame.length < clearOf(use, frame)) return "too-short";
    const { place, epoch } = sending;
    if (epoch.counter >= this.#framesPerKey) return "used-up";
    const iv = new Uint8Array(ivBytes);
    new DataView(iv.buffer).setBigUint64(ivBytes - 8, BigInt(epoch.counter));
    // Taken before anything is awaited: no two frames get the same.
    epoch.counter += 1;
    const key = await keyOf(epoch, epoch.own);
    const how = { name: "AES-GCM", iv, additionalData: clear };
    const sealed = await crypto.subtle.encrypt(how, key, frame.subarray(clear.length));
    return joined(clear, new Uint8Array(sealed), iv, Uint8Array.of(ivBytes, place));
  }

  async open({ identity, use }: Expected, frame: Bytes): Promise<Bytes | NotOpened> {
    const [ivLength, place] = frame.subarray(-2);
    const clear = frame.subarray(0, clearOf(use, frame));
    const isLongEnough = frame.length >= clear.length + tagBytes + trailerBytes;
    if (!isLongEnough || ivLength !== ivBytes || place === undefined) return "unreadable";
    const epoch = this.#ring.at(place);
    if (epoch === undefined) return "no-key";
    if (identity === epoch.own || !epoch.identities.has(identity)) return "not-theirs";
    const key = await keyOf(epoch, identity);
    const iv = frame.subarray(-trailerBytes, -2);
    const how = { name: "AES-GCM", iv, additionalData: clear };
    try {
      const sealed = frame.subarray(clear.length, -trailerBytes);
      const content = await crypto.subtle.decrypt(how, key, sealed);
      return joined(clear, new Uint8Array(content));
    } catch {
      return "unreadable";
    }
  }
}

/** What is sealed, its nonce, and the place in the ring: apart where LiveKit's clients send them in fields of their own, as with messages. */
export interface SplitFrame {
  readonly sealed: Bytes;
  readonly iv: Bytes;
  readonly place: number;
}

/** A frame that this format sealed, in its parts. */
export function splitFrame(frame: Bytes): SplitFrame {
  const [, place = 0] = frame.subarray(-2);
  return { sealed: frame.slice(0, -trailerBytes), iv: frame.slice(-trailerBytes, -2), place };
}

/** The frame that these are parts of. Whatever another wrote into them, the frame opens or does not. */
export function joinFrame({ sealed, iv, place }: SplitFrame): Bytes {
  const trailer = new Uint8Array(trailerBytes);
  trailer.set(iv.subarray(0, ivBytes));
  trailer.set([ivBytes, place & 255], ivBytes);
  return joined(sealed, trailer);
}

/**
 * The key that a native client is given for this person's frames of an epoch: 32 bytes, from which it makes its own. `baseKey`: an HKDF key.
 */
export async function nativeKeyOf(baseKey: SecretKey, identity: string): Promise<Bytes> {
  const info = new TextEncoder().encode(`Graticule LiveKit frames 1 ${identity}`);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
  return new Uint8Array(await crypto.subtle.deriveBits(how, baseKey, 256));
}

/** As LiveKit's clients leave them: also the first byte of sound. */
function clearOf(use: FrameUse, frame: Bytes): number {
  const isSound = use === "sound" || use === "screen-sound";
  return isSound ? 1 : clearBytesOf(use, frame);
}

function keyOf(epoch: Epoch, identity: string): Promise<SecretKey> {
  const known = epoch.keys.get(identity);
  if (known !== undefined) return known;
  const derived = nativeKeyOf(epoch.baseKey, identity).then(liveKitKeyOf);
  epoch.keys.set(identity, derived);
  return derived;
}

/** As LiveKit's clients derive it from the key that they are given. */
async function liveKitKeyOf(raw: Bytes): Promise<SecretKey> {
  const material = await crypto.subtle.importKey("raw", raw, "HKDF", false, ["deriveKey"]);
  raw.fill(0);
  const salt = new TextEncoder().encode("LKFrameEncryptionKey");
  const how = { name: "HKDF", hash: "SHA-256", salt, info: new Uint8Array(128) };
  const aes = { name: "AES-GCM", length: 128 };
  return await crypto.subtle.deriveKey(how, material, aes, false, ["encrypt", "decrypt"]);
}
