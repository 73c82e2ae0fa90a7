import { setTimeout as delay } from "node:timers/promises";

/** Whether this instance is about to stop, so that a balancer sends people elsewhere. */
export class Draining {
  #began = false;

  get began(): boolean {
    return this.#began;
  }

  /** From now on it isn't ready. Resolves after `forMs`, or once `hurry` says so. */
  async begin(forMs: number, hurry: AbortSignal): Promise<void> {
    this.#began = true;
    await delay(forMs, undefined, { signal: hurry }).catch(() => {});
  }
}
