import type { RoomView } from "@graticule/api/hosting";

/**
 * What the join's event stream said last of the room: who may do what, and for hosts who waits.
 * Kept by the keeper of the door, read by the call.
 */
export class RoomFeed {
  #view: RoomView | undefined;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Absent until the first word, and again outside. */
  readonly current = (): RoomView | undefined => this.#view;

  hear(view: RoomView | undefined): void {
    if (view === this.#view) return;
    this.#view = view;
    for (const listener of this.#listeners) listener();
  }
}
