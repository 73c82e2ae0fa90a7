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

const damaged = "damaged or from another version";
const older = "older than what serves here";

/** Serves the tables that the database names, as every instance does. */
export class SharedLocator extends ServingTable implements Locator {
  readonly #parts: SharedLocatorParts;
  #digest: string | undefined;
  #record: SetRecord = { sources: [], files: 0, number: 0 };
  #work: Promise<unknown> = Promise.resolve();

  constructor(parts: SharedLocatorParts) {
    super();
    this.#parts = parts;
  }

  /** SHA-256 of what serves, in hexadecimal; undefined: nothing does. */
  get digest(): string | undefined {
    return this.#digest;
  }

  /** The numbers of the newest set that this process has served, and of its list of files; 0: none. */
  get newest(): Pick<SetRecord, "files" | "number"> {
    return this.#record;
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
      const fault = await this.#serve(named);
      if (fault === undefined) return true;
      // Unless newer ones took its place meanwhile.
      if ((await store.served())?.record.equals(named.record) === true) {
        onProblem(`the location data in the database is ${fault}`);
        return false;
      }
    }
  }

  /**
   * Resolves to what is wrong with it; undefined: it serves. INVARIANT: nothing older than what served, or deleting the newest
   * row would move people back into an order's places.
   */
  async #serve({ digest, record: sealed }: SetRow): Promise<string | undefined> {
    const { store, seal } = this.#parts;
    const record = openRecord(seal, digest, sealed);
    if (record === undefined) return damaged;
    if (record.number < this.#record.number) return older;
    if (digest === this.#digest) {
      this.#record = record;
      return undefined;
    }
    const bytes = await store.read(digest);
    const tables = bytes && (await unpackTables(bytes));
    if (tables === undefined) return damaged;
    this.#digest = digest;
    this.#record = record;
    this.use(tables);
    return undefined;
  }
}
