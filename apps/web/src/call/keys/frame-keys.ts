import { ringSize } from "@graticule/e2ee/frame-key";
import type { FrameKeyring } from "@graticule/e2ee/key-line";
import { BaseKeyProvider, KeyProviderEvent } from "livekit-client";

/** Frames name the key by one byte; whoever can't be opened is never tried with another. */
const ring = {
  ratchetWindowSize: 0,
  failureTolerance: -1,
  keyringSize: ringSize,
  keySize: 128,
} as const;

/** What the client keeps of its keys, which its types do not show. */
interface KeptKeys {
  readonly keyInfoMap: Map<string, unknown>;
}

/** Gives the media client the keys of frames, for each person and each epoch one. */
export class FrameKeys extends BaseKeyProvider implements FrameKeyring {
  readonly #places = new Map<string, { readonly identity: string; readonly keyIndex: number }>();

  constructor() {
    super(ring);
  }

  /** Frames of somebody else, at this place of the ring. */
  async receive(identity: string, keyIndex: number, raw: Uint8Array): Promise<void> {
    const key = await materialOf(raw);
    this.#places.set(placeOf(identity, keyIndex), { identity, keyIndex });
    this.onSetEncryptionKey(key, identity, keyIndex);
  }

  /** From now on one's own frames are sealed with this key. */
  async send(identity: string, keyIndex: number, raw: Uint8Array): Promise<void> {
    await this.receive(identity, keyIndex, raw);
  }

  /**
   * Nothing is sealed or opened with the keys at this place any more: each is written over with a random one. Not by the client's
   * own way of setting a key, which would send with it, and set it again after a reconnection.
   */
  async retire(keyIndex: number): Promise<void> {
    const { keyInfoMap } = this as unknown as KeptKeys;
    for (const [place, at] of [...this.#places]) {
      if (at.keyIndex !== keyIndex) continue;
      const key = await materialOf(crypto.getRandomValues(new Uint8Array(32)));
      this.#places.delete(place);
      keyInfoMap.delete(place);
      const participantIdentity = at.identity;
      this.emit(KeyProviderEvent.SetKey, { key, participantIdentity, keyIndex }, false);
    }
  }
}

/** As the client names its own places. */
function placeOf(identity: string, keyIndex: number): string {
  return `${identity}-${keyIndex}`;
}

function materialOf(raw: Uint8Array): Promise<CryptoKey> {
  const bytes = Uint8Array.from(raw);
  return crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveBits", "deriveKey"]);
}
