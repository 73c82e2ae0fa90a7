/** Runs a task after a delay. Returns what cancels it. */
export type Later = (task: () => void, delayMs: number) => () => void;

/** At most one task that waits. */
export class Timer {
  readonly #later: Later;
  #cancel: (() => void) | undefined;

  constructor(later: Later) {
    this.#later = later;
  }

  /** A task that waits already is not put off. */
  start(task: () => void, delayMs: number): void {
    this.#cancel ??= this.#later(() => {
      this.#cancel = undefined;
      task();
    }, delayMs);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
