import { later } from "../signals/later.ts";
import { Listeners } from "../signals/listeners.ts";

/** How long after one answer the service is asked again. It takes up to 5 s to answer. */
const againMs = 5_000;

/**
 * Whether a change that this page made may not be in force everywhere yet. It asks until all is.
 * @param ask whether all that was changed before is in force everywhere; undefined: no answer
 */
export class InForce {
  readonly #ask: () => Promise<boolean | undefined>;
  readonly #listeners = new Listeners();
  #isPending = false;
  /** Counts changes: an answer to a question from before the last one says nothing about that. */
  #changes = 0;
  readonly onChange = this.#listeners.subscribe;

  constructor(ask: () => Promise<boolean | undefined>) {
    this.#ask = ask;
  }

  readonly isPending = (): boolean => this.#isPending;

  /** A change was answered with 202. */
  notYet(): void {
    this.#changes += 1;
    if (this.#isPending) return;
    this.#set(true);
    this.#lookSoon();
  }

  #lookSoon(): void {
    later(() => void this.#look(), againMs);
  }

  async #look(): Promise<void> {
    const changes = this.#changes;
    const known = await this.#ask();
    if (known === true && changes === this.#changes) this.#set(false);
    else this.#lookSoon();
  }

  #set(isPending: boolean): void {
    this.#isPending = isPending;
    this.#listeners.tell();
  }
}
