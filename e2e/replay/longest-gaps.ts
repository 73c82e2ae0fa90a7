/** The longest time between two pictures of each source, in monotonic milliseconds. */
export class LongestGaps {
  readonly #sources = new Map<string, { last: number; longest: number; frames: number }>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  seen(source: string): void {
    const now = this.#now();
    const known = this.#sources.get(source);
    if (known === undefined) {
      this.#sources.set(source, { last: now, longest: 0, frames: 1 });
      return;
    }
    known.longest = Math.max(known.longest, now - known.last);
    known.last = now;
    known.frames += 1;
  }

  /** Forgets all gaps; sources seen before count as seen now. */
  restart(): void {
    const now = this.#now();
    for (const known of this.#sources.values()) {
      known.longest = 0;
      known.last = now;
      known.frames = 0;
    }
  }

  /** Up to now: a source that went silent has an open gap. */
  all(): readonly { source: string; longestMs: number; frames: number }[] {
    const now = this.#now();
    return [...this.#sources].map(([source, { last, longest, frames }]) => ({
      source,
      longestMs: Math.max(longest, now - last),
      frames,
    }));
  }
}
