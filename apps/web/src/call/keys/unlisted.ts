import { Listeners } from "../../signals/listeners.ts";

/**
 * Pages are in the group a moment before they connect to the engine.
 * @internal
 */
export const unlistedAfterMs = 10_000;

export interface UnlistedPorts {
  /** Identities in the group that the engine does not list; undefined: unknown at the moment. */
  readonly look: () => readonly string[] | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly later: (task: () => void, delayMs: number) => () => void;
}

/** Those who have had the keys for a while without being in the call, by the engine's list. */
export class Unlisted {
  readonly #ports: UnlistedPorts;
  #since: ReadonlyMap<string, number> = new Map();
  #identities: readonly string[] = [];
  readonly #listeners = new Listeners();
  #cancel: (() => void) | undefined;

  constructor(ports: UnlistedPorts) {
    this.#ports = ports;
  }

  readonly subscribe = this.#listeners.subscribe;

  readonly current = (): readonly string[] => this.#identities;

  /**
   * To be called whenever the group, the engine's list, or whether they can be known may have
   * changed.
   */
  readonly lookAgain = (): void => {
    this.#cancel?.();
    const missing = this.#ports.look();
    if (missing === undefined) return;
    const now = this.#ports.now();
    const before = this.#since;
    this.#since = new Map(missing.map((identity) => [identity, before.get(identity) ?? now]));
    const dueIn = [...this.#since.values()].map((since) => since + unlistedAfterMs - now);
    this.#set(missing.filter((_, place) => (dueIn[place] ?? 0) <= 0));
    const soon = Math.min(...dueIn.filter((ms) => ms > 0));
    if (Number.isFinite(soon)) this.#cancel = this.#ports.later(this.lookAgain, soon);
  };

  #set(identities: readonly string[]): void {
    if (identities.join() === this.#identities.join()) return;
    this.#identities = identities;
    this.#listeners.tell();
  }
}
