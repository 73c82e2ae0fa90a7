import type { FrameKeyring } from "@graticule/frames/frame-format";

export interface KeyPlacesParts {
  readonly keys: Pick<FrameKeyring, "retire">;
  readonly later: (task: () => void, delayMs: number) => () => void;
  /** Called when the last keys are over. */
  readonly onEmpty: () => void;
}

/** The places of the ring at which a page's frames have keys, and when those are over. */
export class KeyPlaces {
  readonly #parts: KeyPlacesParts;
  readonly #taken = new Set<number>();
  /** Those that will soon be over, how soon that was when it was decided, and what calls it off. */
  readonly #ending = new Map<number, { readonly afterMs: number; readonly cancel: () => void }>();

  constructor(parts: KeyPlacesParts) {
    this.#parts = parts;
  }

  get isEmpty(): boolean {
    return this.#taken.size === 0;
  }

  /** Keys come to this place, and take that of any that stood there before. */
  occupy(place: number): void {
    this.#ending.get(place)?.cancel();
    this.#ending.delete(place);
    this.#taken.add(place);
  }

  /** What is to end already is not put off; it may have to end sooner. */
  endAllBut(kept: number | undefined, afterMs: number): void {
    for (const place of this.#taken) {
      const before = this.#ending.get(place);
      if (place === kept || (before?.afterMs ?? Number.POSITIVE_INFINITY) <= afterMs) continue;
      const cancelThis = this.#parts.later(() => this.#retire(place), afterMs);
      const cancel = (): void => {
        // Whichever comes first.
        before?.cancel();
        cancelThis();
      };
      this.#ending.set(place, { afterMs, cancel });
    }
  }

  retireAll(): void {
    for (const place of [...this.#taken]) this.#retire(place);
  }

  /** Nothing is retired any more. */
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
