import type { Bytes, SecretKey } from "./bytes.ts";
import { mostFrames } from "./frame-format.ts";

/**
 * The epochs whose frames open, by their place in the ring, and the one that frames are sealed in.
 */
export abstract class EpochRing<Epoch> {
  readonly #epochs = new Map<number, Epoch>();
  #sending: number | undefined;
  /** How many frames one key seals at most. */
  protected readonly framesPerKey: number;

  /** `framesPerKey`: tests alone set fewer than {@link mostFrames}. */
  constructor({ framesPerKey = mostFrames }: { readonly framesPerKey?: number } = {}) {
    this.framesPerKey = framesPerKey;
  }

  send(place: number): void {
    this.#sending = place;
  }

  retire(place: number): void {
    this.#epochs.delete(place);
    if (this.#sending === place) this.#sending = undefined;
  }

  /**
   * Retires the epoch that stood here before. Nothing is sealed with this one until {@link send}.
   */
  protected put(place: number, epoch: Epoch): void {
    this.retire(place);
    this.#epochs.set(place, epoch);
  }

  protected at(place: number): Epoch | undefined {
    return this.#epochs.get(place);
  }

  protected sending(): { readonly place: number; readonly epoch: Epoch } | undefined {
    const place = this.#sending;
    const epoch = place === undefined ? undefined : this.#epochs.get(place);
    return place === undefined || epoch === undefined ? undefined : { place, epoch };
  }
}

/** An HKDF key that can't be read. Zeroes `raw`. */
export async function importBaseKey(raw: Bytes): Promise<SecretKey> {
  const key = await crypto.subtle.importKey("raw", raw, "HKDF", false, ["deriveBits"]);
  raw.fill(0);
  return key;
}

/** HKDF-SHA-256 without a salt (RFC 5869). `bits`: a multiple of 8. */
export async function deriveBits(baseKey: SecretKey, info: Bytes, bits: number): Promise<Bytes> {
  const algorithm = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, baseKey, bits));
}

/** The value of `key`, made when it is first asked for. */
export function madeOnce<K, V>(values: Map<K, V>, key: K, make: () => V): V {
  const value = values.get(key) ?? make();
  values.set(key, value);
  return value;
}
