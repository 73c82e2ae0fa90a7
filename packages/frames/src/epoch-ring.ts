import type { Bytes, SecretKey } from "./bytes.ts";

/** The epochs whose frames open, by their place in the ring, and the one in which is sent. */
export class EpochRing<Epoch> {
  readonly #epochs = new Map<number, Epoch>();
  #sending: number | undefined;

  /** Whatever stood at this place before is over, and nothing is sent with what comes until it is said. */
  put(place: number, epoch: Epoch): void {
    this.retire(place);
    this.#epochs.set(place, epoch);
  }

  send(place: number): void {
    this.#sending = place;
  }

  retire(place: number): void {
    this.#epochs.delete(place);
    if (this.#sending === place) this.#sending = undefined;
  }

  at(place: number): Epoch | undefined {
    return this.#epochs.get(place);
  }

  sending(): { readonly place: number; readonly epoch: Epoch } | undefined {
    const place = this.#sending;
    const epoch = place === undefined ? undefined : this.#epochs.get(place);
    return place === undefined || epoch === undefined ? undefined : { place, epoch };
  }
}

/** As a key that can be derived from, and not be read. The bytes given are zeroed. */
export async function importBaseKey(raw: Bytes): Promise<SecretKey> {
  const key = await crypto.subtle.importKey("raw", raw, "HKDF", false, ["deriveBits"]);
  raw.fill(0);
  return key;
}
