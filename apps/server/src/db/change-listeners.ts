import { Listeners } from "../processes/listeners.ts";
import type { DataChange, LogReading } from "./change-log.ts";

/** A reading whose changes are known to all listeners. */
export interface Fresh {
  /** When it began, by `performance.now()`. */
  readonly beganMs: number;
  /** By the database's clock, at `answeredMs`. */
  readonly databaseMs: number;
  readonly answeredMs: number;
  /** When the public log's signer last found that all is well, by the database's clock; undefined: never. */
  readonly logSignedMs: number | undefined;
}

/** Who hears of changes, and up to which reading all of them know everything. */
export class ChangeListeners {
  readonly #changed = new Set<(change: DataChange) => unknown>();
  readonly #fresh = new Listeners<[fresh: Fresh]>();
  #seen = 0n;
  /** Someone couldn't know a change that they were told. */
  #missed = false;
  #settled: Promise<unknown> = Promise.resolve();

  onChange(listener: (change: DataChange) => unknown): () => void {
    this.#changed.add(listener);
    return () => void this.#changed.delete(listener);
  }

  readonly onFresh = this.#fresh.add;

  seen(): bigint {
    return this.#seen;
  }

  /** Rejects if a listener can't know the change now. */
  tell(changes: readonly DataChange[]): Promise<unknown> {
    return Promise.all(changes.flatMap((one) => [...this.#changed].map(async (hear) => hear(one))));
  }

  /** INVARIANT: a reading counts only after those before it, or after one that told `all`. */
  report({ changes, drawn }: LogReading, fresh: Fresh): void {
    const told = this.#missed ? [{ kind: "all" } as const] : changes;
    const isAll = told.some(({ kind }) => kind === "all");
    this.#settled = Promise.allSettled([this.tell(told), this.#settled]).then(([{ status }]) => {
      if (status === "rejected") this.#missed = true;
      else if (isAll) this.#missed = false;
      if (this.#missed) return;
      this.#seen = drawn;
      this.#fresh.tell(fresh);
    });
  }

  clear(): void {
    this.#changed.clear();
    this.#fresh.clear();
  }
}
