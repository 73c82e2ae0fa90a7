import type { Roles } from "../../cluster/roles.ts";
import type { Found, SourceFollower } from "../source-follower.ts";
import type { FileSeal } from "./file-list.ts";
import { openRecord, recordOf, type SetRecord, sealRecord } from "./set-record.ts";
import type { SharedFolder } from "./shared-folder.ts";
import type { SharedLocator } from "./shared-locator.ts";
import type { SetRow, SharedStore } from "./store.ts";

interface KeeperParts {
  readonly roles: Pick<Roles, "has">;
  /** This instance's id at this moment. */
  readonly instance: () => string;
  readonly store: Pick<SharedStore, "put" | "publish" | "prune" | "served">;
  readonly folder: SharedFolder;
  readonly seal: FileSeal;
  readonly locator: Pick<SharedLocator, "refresh" | "newest">;
  readonly follow: (deliver: (found: Found) => Promise<void>) => SourceFollower;
  /** Keeps downloads up to date until it is closed. */
  readonly startUpdates: () => { close(): Promise<void> };
  readonly onProblem: (message: string) => void;
}

interface Term {
  readonly follower: SourceFollower;
  readonly updates: { close(): Promise<void> };
}

/**
 * The instance with the role `location` downloads, checks and compiles for all. It does so in its
 * own folder, which the next one continues from a copy in the database.
 */
export class LocationKeeper {
  readonly #parts: KeeperParts;
  #term: Term | undefined;
  #found: Omit<Found, "made"> | undefined;
  /** `said`: of the sources. */
  #published: (SetRow & { readonly said: string }) | undefined;
  #work: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
  }

  /** Takes the role if no instance has it, and does what is left to do. Never rejects. */
  look(): Promise<void> {
    return this.#inTurn(async () => {
      const { roles, folder } = this.#parts;
      if (!(await roles.has("location"))) return await this.#end();
      if (this.#term === undefined) return await this.#begin();
      await folder.push();
      const { follower } = this.#term;
      const isDone = follower.isDone() && this.#isTold() && (await this.#isServed());
      // In the follower's turn, so that nothing that it delivers meanwhile is overwritten.
      if (!isDone) await follower.reload();
    });
  }

  /** Takes over what other processes changed, if this instance has the role. Never rejects. */
  lookAtFiles(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#term === undefined) return;
      if (await this.#parts.folder.pull()) await this.#term.follower.reload();
    });
  }

  /** Compiles what the files hold now, if this instance has the role. Never rejects. */
  async readFiles(): Promise<void> {
    await this.#term?.follower.reload();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#end();
    await this.#work;
    await this.#end();
  }

  #inTurn(task: () => Promise<void>): Promise<void> {
    const done = this.#work.then(async () => {
      if (!this.#closed) await task();
    });
    const told = done.catch((error: unknown) => {
      const why = error instanceof Error ? error.message : "unknown reason";
      if (!this.#closed) this.#parts.onProblem(`location data isn't kept now: ${why}`);
    });
    this.#work = told;
    return told;
  }

  async #begin(): Promise<void> {
    const { folder, follow, startUpdates } = this.#parts;
    await folder.take((await this.#newest()).files);
    if (this.#closed) return;
    const follower = follow((found) => this.#deliver(found));
    this.#term = { follower, updates: { close: async () => {} } };
    await follower.reload();
    if (!this.#closed) this.#term = { follower, updates: startUpdates() };
  }

  async #end(): Promise<void> {
    const term = this.#term;
    this.#term = undefined;
    this.#found = undefined;
    this.#published = undefined;
    await term?.follower.close();
    await term?.updates.close();
  }

  /** INVARIANT: the files are stored before anything made of them is served. */
  async #deliver({ made, ...found }: Found): Promise<void> {
    const { folder, store, locator } = this.#parts;
    await folder.push();
    const digest = made?.form === "packed" ? await store.put(made.bytes) : this.#published?.digest;
    if (digest === undefined) throw new Error("nothing was compiled");
    await this.#publish(digest, found);
    this.#found = found;
    if (!(await locator.refresh())) throw new Error("what was compiled can't be read again");
    await store.prune();
  }

  /** Of the newest set known here, though its row may be deleted. */
  async #newest(): Promise<Pick<SetRecord, "files" | "number">> {
    const { store, seal, locator } = this.#parts;
    const named = await store.served();
    const served = named && openRecord(seal, named.digest, named.record);
    const { files, number } = locator.newest;
    return {
      files: Math.max(files, served?.files ?? 0),
      number: Math.max(number, served?.number ?? 0),
    };
  }

  /** Whether what was said of the sources last is still so: a download that waits compiles nothing. */
  #isTold(): boolean {
    return this.#found === undefined || this.#published?.said === textOf(this.#found);
  }

  /** Whether the database still names what was published last: someone may have deleted its row, or put back a former one. */
  async #isServed(): Promise<boolean> {
    if (this.#published === undefined) return true;
    return (await this.#parts.store.served())?.record.equals(this.#published.record) === true;
  }

  async #publish(digest: string, found: Omit<Found, "made">): Promise<void> {
    const { store, seal, instance, folder } = this.#parts;
    const said = textOf(found);
    const isSame = this.#published?.digest === digest && this.#published.said === said;
    if (isSame && (await this.#isServed())) return;
    // By the clock, too: an instance that knows none of the former ones is above them all the same.
    const number = Math.max((await this.#newest()).number + 1, Date.now());
    const record = sealRecord(seal, digest, { ...recordOf(found), files: folder.number, number });
    if (!(await store.publish({ digest, record }, instance()))) {
      throw new Error("another instance compiles now");
    }
    this.#published = { digest, record, said };
  }
}

const textOf = (found: Omit<Found, "made">): string => JSON.stringify(recordOf(found));
