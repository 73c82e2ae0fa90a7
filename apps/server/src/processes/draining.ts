import { setTimeout as delay } from "node:timers/promises";

/** Whether this instance is about to stop, so that a balancer sends people elsewhere. */
export class Draining {
  readonly #handOver: (hurry: AbortSignal) => Promise<void>;
  #began = false;

  /** @param handOver gives what it has to other instances, if there are any */
  constructor(handOver: (hurry: AbortSignal) => Promise<void> = async () => {}) {
    this.#handOver = handOver;
  }

  get began(): boolean {
    return this.#began;
  }

  /** From now on it isn't ready. Resolves when all is handed over, and after `forMs`, or by `hurry`. */
  async begin(forMs: number, hurry: AbortSignal): Promise<void> {
    this.#began = true;
    const waited = delay(forMs, undefined, { signal: hurry }).catch(() => {});
    await this.#handOver(hurry);
    await waited;
  }
}
