import type { DataChange } from "../db/change-log.ts";
import type { RoomSelection } from "./store.ts";

interface Pending {
  all: boolean;
  readonly rooms: Set<string>;
  readonly accounts: Set<string>;
  readonly done: Promise<void>;
}

const retryMs = 1_000;

/**
 * Runs loads one after the other and merges what is asked meanwhile. After a failed load everything
 * is loaded, again and again until that works.
 * INVARIANT: what `ask` promises was read after `ask` was called; loads never overlap.
 */
export class LoadQueue {
  readonly #load: (selection: RoomSelection) => Promise<void>;
  #pending: Pending | undefined;
  #tail: Promise<void> = Promise.resolve();
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(load: (selection: RoomSelection) => Promise<void>) {
    this.#load = load;
  }

  ask(change: DataChange): Promise<void> {
    if (["keys", "settings", "location"].includes(change.kind) || this.#closed)
      return Promise.resolve();
    this.#pending ??= this.#schedule();
    if (change.kind === "all") this.#pending.all = true;
    if (change.kind === "room") this.#pending.rooms.add(change.room);
    if (change.kind === "account") this.#pending.accounts.add(change.accountId);
    return this.#pending.done;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    await this.#tail;
  }

  #schedule(): Pending {
    const rooms = new Set<string>();
    const accounts = new Set<string>();
    const done = this.#tail.then(() => this.#loadPending());
    this.#tail = done.catch(() => this.#retryLater());
    return { all: false, rooms, accounts, done };
  }

  async #loadPending(): Promise<void> {
    const pending = this.#pending;
    this.#pending = undefined;
    if (pending === undefined || this.#closed) return;
    const { all, rooms, accounts } = pending;
    await this.#load(
      all ? { kind: "all" } : { kind: "some", rooms: [...rooms], accounts: [...accounts] },
    );
  }

  #retryLater(): void {
    if (this.#closed) return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => {
      this.ask({ kind: "all" }).catch(() => undefined);
    }, retryMs);
  }
}
