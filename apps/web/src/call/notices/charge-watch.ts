/** A person inside who runs the meeting. */
export interface Runner {
  readonly person: string;
  readonly name: string;
}

export interface ChargePorts {
  readonly later: (task: () => void, delayMs: number) => () => void;
  /**
   * `now`: who runs the meeting; `before`: who last did; undefined at the first call, which is no
   * news.
   */
  readonly tell: (now: readonly Runner[], before: readonly Runner[] | undefined) => void;
}

/**
 * How long after a change of who runs the meeting it is reported, in milliseconds. The service
 * takes up to three seconds to pass the powers on after an ordinary departure, and none after a
 * removal.
 * @internal
 */
export const settleMs = 5_000;

/**
 * Reports when others run the meeting than before. The first view is no news.
 * INVARIANT: how soon a change is reported does not depend on why a person left.
 */
export class ChargeWatch {
  readonly #ports: ChargePorts;
  #told: readonly Runner[] | undefined;
  #now: readonly Runner[] = [];
  #cancel: (() => void) | undefined;

  constructor(ports: ChargePorts) {
    this.#ports = ports;
  }

  see(runners: readonly Runner[]): void {
    this.#now = runners;
    if (this.#told === undefined) this.#tell();
    else if (this.#cancel === undefined && this.#isNews(this.#told)) {
      this.#cancel = this.#ports.later(() => this.#settled(), settleMs);
    }
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #settled(): void {
    this.#cancel = undefined;
    if (this.#told === undefined || this.#isNews(this.#told)) this.#tell();
  }

  #isNews(told: readonly Runner[]): boolean {
    return keyOf(this.#now) !== keyOf(told);
  }

  #tell(): void {
    const before = this.#told;
    this.#told = this.#now;
    this.#ports.tell(this.#now, before);
  }
}

function keyOf(runners: readonly Runner[]): string {
  return runners
    .map(({ person }) => person)
    .sort()
    .join(" ");
}
