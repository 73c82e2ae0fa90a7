import type { FrameKeyring } from "@graticule/frames/frame-format";
import type { Later } from "./timer.ts";

export interface KeyPlacesParts {
  readonly keys: Pick<FrameKeyring, "retire">;
  readonly later: Later;
  readonly onEmpty: () => void;
}

/** The places of the ring that have keys, and when those end. */
export class KeyPlaces {
  readonly #parts: KeyPlacesParts;
  readonly #taken = new Set<number>();
  /** Places that will end: the delay that was decided, and what cancels it. */
  readonly #ending = new Map<number, { readonly afterMs: number; readonly cancel: () => void }>();

  constructor(parts: KeyPlacesParts) {
    this.#parts = parts;
  }

  get isEmpty(): boolean {
    return this.#taken.size === 0;
  }

  /** The keys at this place are new, and no longer end. */
  occupy(place: number): void {
    this.#ending.get(place)?.cancel();
    this.#ending.delete(place);
    this.#taken.add(place);
  }

  /** Never puts off an end that is decided; may bring it forward. */
  endAllBut(kept: number | undefined, afterMs: number): void {
    for (const place of this.#taken) {
      const before = this.#ending.get(place);
      if (place === kept || (before?.afterMs ?? Number.POSITIVE_INFINITY) <= afterMs) continue;
      const cancelThis = this.#parts.later(() => this.#retire(place), afterMs);
      // Both stand, and the place ends with the first.
      const cancel = (): void => {
        before?.cancel();
        cancelThis();
      };
      this.#ending.set(place, { afterMs, cancel });
    }
  }

  retireAll(): void {
    for (const place of [...this.#taken]) this.#retire(place);
  }

  close(): void {
    for (const { cancel } of this.#ending.values()) cancel();
  }

  #retire(place: number): void {
    this.#ending.get(place)?.cancel();
    this.#ending.delete(place);
    this.#taken.delete(place);
    this.#parts.keys.retire(place);
    if (this.isEmpty) this.#parts.onEmpty();
  }
}
