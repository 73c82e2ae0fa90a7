import type { ToDelivery } from "./delivery.ts";
import { Resender } from "./resender.ts";
import type { Later } from "./timer.ts";

export interface OutboxParts {
  /** To the delivery service. `refused`: for good. `unheard`: to be said again. */
  readonly say: (message: ToDelivery) => Promise<"heard" | "refused" | "unheard">;
  readonly onRefused: (message: ToDelivery) => void;
  readonly later: Later;
}

/** Says messages in order, each until it is heard. */
export class Outbox {
  readonly #parts: OutboxParts;
  readonly #sayAgain: Resender;
  readonly #waiting: ToDelivery[] = [];
  #isSaying = false;
  #isClosed = false;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.#sayAgain = new Resender(parts.later);
  }

  put(message: ToDelivery): void {
    this.#waiting.push(message);
    if (!this.#isSaying) void this.#say();
  }

  /** Ends the pause before the next attempt. */
  now(): void {
    this.#sayAgain.now();
  }

  close(): void {
    this.#isClosed = true;
    this.#sayAgain.now();
  }

  async #say(): Promise<void> {
    this.#isSaying = true;
    for (let next = this.#waiting[0]; next && !this.#isClosed; next = this.#waiting[0]) {
      const outcome = await this.#parts.say(next);
      if (outcome === "unheard") {
        await this.#sayAgain.pause();
        continue;
      }
      this.#waiting.shift();
      this.#sayAgain.heard();
      if (outcome === "refused") this.#parts.onRefused(next);
    }
    this.#isSaying = false;
  }
}
