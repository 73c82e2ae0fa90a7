import type { Locator } from "../locator.ts";
import type { HeldMoves } from "../served-record.ts";
import { ServingTable } from "../serving-table.ts";
import { statusAt } from "../source-facts.ts";
import type { FileSeal } from "./file-list.ts";
import { unpackTables } from "./packed-tables.ts";
import { openRecord, type SetRecord } from "./set-record.ts";
import type { SetRow, SharedStore } from "./store.ts";

interface SharedLocatorParts {
  readonly store: Pick<SharedStore, "served" | "read">;
  readonly seal: FileSeal;
  /** Compiles what the files hold, if that is this instance's role. Never rejects. */
  readonly readFiles: () => Promise<void>;
  /** Called with words, never an address. */
  readonly onProblem: (message: string) => void;
}

/** Serves the tables that the database names, as every instance does. */
export class SharedLocator extends ServingTable implements Locator {
  readonly #parts: SharedLocatorParts;
  #digest: string | undefined;
  #record: SetRecord = { sources: [], files: 0 };
  #work: Promise<unknown> = Promise.resolve();

  constructor(parts: SharedLocatorParts) {
    super();
    this.#parts = parts;
  }

  /** SHA-256 of what serves, in hexadecimal; undefined: nothing does. */
  get digest(): string | undefined {
    return this.#digest;
  }

  sources() {
    return this.#record.sources.map((facts) => statusAt(facts, Date.now()));
  }

  held(): HeldMoves | undefined {
    return this.#record.held;
  }

  /**
   * Serves what the database names now. Resolves to whether it does; if not, what served before goes
   * on. Never rejects.
   */
  refresh(): Promise<boolean> {
    const done = this.#work.then(() => this.#refresh().catch(() => false));
    this.#work = done;
    return done;
  }

  async reload(): Promise<void> {
    await this.#parts.readFiles();
    await this.refresh();
  }

  async close(): Promise<void> {
    this.clear();
    await this.#work;
  }

  async #refresh(): Promise<boolean> {
    const { store, onProblem } = this.#parts;
    for (;;) {
      const named = await store.served();
      if (named === undefined) return false;
      if (await this.#serve(named)) return true;
      // Unless newer ones took its place meanwhile.
      if ((await store.served())?.digest === named.digest) {
        onProblem("the location data in the database is damaged or from another version");
        return false;
      }
    }
  }

  async #serve({ digest, record: sealed }: SetRow): Promise<boolean> {
    const { store, seal } = this.#parts;
    const record = openRecord(seal, digest, sealed);
    if (record === undefined) return false;
    if (digest === this.#digest) {
      this.#record = record;
      return true;
    }
    const bytes = await store.read(digest);
    const tables = bytes && (await unpackTables(bytes));
    if (tables === undefined) return false;
    this.#digest = digest;
    this.#record = record;
    this.use(tables);
    return true;
  }
}
