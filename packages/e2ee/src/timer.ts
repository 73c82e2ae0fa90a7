/** A task that waits, or none. */
export class Timer {
  readonly #later: (task: () => void, delayMs: number) => () => void;
  #cancel: (() => void) | undefined;

  constructor(later: (task: () => void, delayMs: number) => () => void) {
    this.#later = later;
  }

  /** One that waits already is not put off. */
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
