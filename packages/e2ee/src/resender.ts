import type { Later } from "./timer.ts";

/** Doubles with each failure, up to the second. */
const firstMs = 500;
const atMostMs = 8_000;

/** The pauses between attempts to say something. */
export class Resender {
  readonly #later: Later;
  #nextMs = firstMs;
  #endPause = nothing;

  constructor(later: Later) {
    this.#later = later;
  }

  /** Resolves when it is time to say it again. */
  async pause(): Promise<void> {
    const pauseMs = this.#nextMs;
    this.#nextMs = Math.min(2 * pauseMs, atMostMs);
    await new Promise<void>((resolve) => {
      const cancel = this.#later(resolve, pauseMs);
      this.#endPause = () => {
        cancel();
        resolve();
      };
    });
    this.#endPause = nothing;
  }

  /** The next pause is a short one. */
  heard(): void {
    this.#nextMs = firstMs;
  }

  /** Ends a pause that runs; the next one is a short one. */
  now(): void {
    this.heard();
    this.#endPause();
  }
}

function nothing(): void {}
