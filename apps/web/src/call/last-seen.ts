import type { CallState } from "./call-session.ts";

/**
 * What was seen last before the connection broke, for as long as it is broken: the client drops everyone
 * then, and nobody of them has left.
 */
export class LastSeen<T> {
  #seen: T | undefined;

  /** What is to be shown. */
  at(phase: CallState["phase"], now: T): T {
    if (phase === "reconnecting" && this.#seen !== undefined) return this.#seen;
    this.#seen = now;
    return now;
  }
}

/** The same of many things, each by a key of its own. */
export class LastSeenEach<T> {
  readonly #each = new Map<string, LastSeen<T>>();

  /** What is to be shown of it. */
  at(key: string, phase: CallState["phase"], now: T): T {
    const one = this.#each.get(key) ?? new LastSeen<T>();
    this.#each.set(key, one);
    return one.at(phase, now);
  }
}
