import type { EngineSeat, MediaEngine } from "../media/media-engine.ts";

type Listed = Promise<readonly EngineSeat[] | undefined>;

/**
 * Asks the engine who sits in a room. Many who ask at the same time share one request, but never one
 * that was already under way when they asked: it could show what was before.
 */
export class SeatLists {
  readonly #engine: MediaEngine;
  readonly #running = new Map<string, Listed>();
  readonly #next = new Map<string, Listed>();

  constructor(engine: MediaEngine) {
    this.#engine = engine;
  }

  /** A list that was asked for after this call; undefined: no answer. */
  fresh(room: string): Listed {
    const running = this.#running.get(room);
    if (running === undefined) return this.#ask(room);
    let next = this.#next.get(room);
    if (next === undefined) {
      next = running.then(() => {
        this.#next.delete(room);
        return this.#ask(room);
      });
      this.#next.set(room, next);
    }
    return next;
  }

  #ask(room: string): Listed {
    const asked = this.#engine.listSeats(room).finally(() => {
      if (this.#running.get(room) === asked) this.#running.delete(room);
    });
    this.#running.set(room, asked);
    return asked;
  }
}
