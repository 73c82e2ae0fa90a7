import { againMs } from "./post.ts";

/** Who is in a call, and who was until a moment ago: a lost connection isn't a departure. */
export class LatelyHere {
  /** Undefined: still here; else since when not, in milliseconds since the epoch. */
  readonly #goneSince = new Map<string, number | undefined>();

  /** Takes in the identities of those who are here now. */
  see(listed: Iterable<string>, now: number): void {
    const here = new Set(listed);
    for (const identity of here) this.#goneSince.set(identity, undefined);
    for (const [identity, since] of this.#goneSince)
      if (since === undefined && !here.has(identity)) this.#goneSince.set(identity, now);
  }

  /** Identities of those here, now or within the time in which messages are sent again. */
  all(now: number): readonly string[] {
    for (const [identity, since] of this.#goneSince)
      if (since !== undefined && now - since >= againMs) this.#goneSince.delete(identity);
    return [...this.#goneSince.keys()];
  }
}
