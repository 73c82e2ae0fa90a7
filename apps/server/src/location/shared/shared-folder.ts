import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { fileState } from "../../processes/watch-files.ts";
import { correctionsId } from "../source-spec.ts";
import type { FileSeal } from "./file-list.ts";
import type { FileRow, SharedStore } from "./store.ts";

interface SharedFolderParts {
  readonly folder: string;
  readonly store: Pick<SharedStore, "put" | "read" | "files" | "writeFiles">;
  readonly seal: FileSeal;
  /** The instance that stores files, which has to have the role `location`. Undefined: a command does. */
  readonly keeper?: () => string;
  /** Called with words, never an address. */
  readonly onProblem: (message: string) => void;
}

/** A file as it was when folder and database agreed. */
interface Agreed {
  readonly digest: string;
  readonly state: string;
}

const [zip, unzip] = [promisify(gzip), promisify(gunzip)];

const isPassing = (name: string): boolean =>
  name.split("/").some((part) => /\.(lock|part|whole|candidate|new|arriving)$/.test(part));
/** As the table has it. */
const isStorable = (name: string): boolean =>
  name.length <= 300 && /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(name);
/** Makers' tokens, and the desk's corrections with the copies that serve: the newest tells for whose claim it was. */
const isSecret = (name: string): boolean =>
  name.startsWith("tokens/") || name === "corrections.csv" || name.includes(`/${correctionsId}-`);

/**
 * The folder `location` of one instance, and its copy in the database. Call
 * {@link push} after changing files. If two change one file at once, the later one counts.
 */
export class SharedFolder {
  readonly #parts: SharedFolderParts;
  readonly #agreed = new Map<string, Agreed>();
  /** Of the newest list that this instance knows. */
  #number = 0;
  #work: Promise<unknown> = Promise.resolve();

  constructor(parts: SharedFolderParts) {
    this.#parts = parts;
  }

  /** The number of the newest list of files that this instance knows. */
  get number(): number {
    return this.#number;
  }

  /**
   * Makes the folder what the database has, or leaves it if that has nothing yet.
   * @param least the number of the list from which the tables that serve were made
   * @throws the database's error; or its files are older, or not an instance's
   */
  take(least = 0): Promise<void> {
    return this.#inTurn(async () => {
      this.#number = Math.max(this.#number, least);
      const rows = await this.#files();
      const names = new Set(rows.map(({ name }) => name));
      this.#agreed.clear();
      if (names.size === 0) return;
      for (const row of rows) await this.#fetch(row);
      for (const name of this.#local()) if (!names.has(name)) this.#remove(name);
    });
  }

  /**
   * Takes over what others changed, unless all is gone from the database: the next {@link push} stores
   * it there again. Resolves to whether anything changed here. @throws the database's error
   */
  pull(): Promise<boolean> {
    return this.#inTurn(async () => {
      const rows = await this.#files();
      if (rows.length === 0) {
        this.#agreed.clear();
        return false;
      }
      const names = new Set(rows.map(({ name }) => name));
      const changed = rows.filter(({ name, digest }) => this.#agreed.get(name)?.digest !== digest);
      const gone = [...this.#agreed.keys()].filter((name) => !names.has(name));
      for (const row of changed) await this.#fetch(row);
      for (const name of gone) this.#remove(name);
      return changed.length + gone.length > 0;
    });
  }

  /** Stores what changed here. Cheap if nothing did. @throws the database's error */
  push(): Promise<void> {
    return this.#inTurn(async () => {
      const { folder, store, keeper } = this.#parts;
      const names = this.#local();
      const changed: (FileRow & Agreed)[] = [];
      for (const name of names) {
        const path = join(folder, name);
        const state = fileState(path);
        if (state === this.#agreed.get(name)?.state || state === "absent") continue;
        const modifiedMs = Math.floor(statSync(path).mtimeMs);
        const digest = await store.put(await this.#pack(name, readFileSync(path)));
        changed.push({ name, digest, modifiedMs, state });
      }
      const gone = [...this.#agreed.keys()].filter((name) => !names.includes(name));
      if (changed.length + gone.length === 0) return;
      const by = { keeper: keeper?.(), least: this.#number };
      this.#number = await store.writeFiles(changed, gone, by);
      for (const { name, digest, state } of changed) this.#agreed.set(name, { digest, state });
      for (const name of gone) this.#agreed.delete(name);
    });
  }

  async #files(): Promise<readonly FileRow[]> {
    const { number, files } = await this.#parts.store.files(this.#number);
    this.#number = Math.max(this.#number, number);
    return files;
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const done = this.#work.then(task);
    this.#work = done.catch(() => undefined);
    return done;
  }

  #local(): readonly string[] {
    const { folder } = this.#parts;
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .filter((name) => !isPassing(name) && isStorable(name));
  }

  /** A file that is damaged in the database is left as it is here. */
  async #fetch({ name, digest, modifiedMs }: FileRow): Promise<void> {
    const { folder, store, onProblem } = this.#parts;
    const stored = await store.read(digest);
    const content = stored && (await this.#unpack(name, stored));
    if (content === undefined) return onProblem(`${name} is damaged in the database`);
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(`${path}.arriving`, content, { mode: 0o600 });
    utimesSync(`${path}.arriving`, modifiedMs / 1_000, modifiedMs / 1_000);
    renameSync(`${path}.arriving`, path);
    this.#agreed.set(name, { digest, state: fileState(path) });
  }

  #remove(name: string): void {
    rmSync(join(this.#parts.folder, name), { force: true });
    this.#agreed.delete(name);
  }

  async #pack(name: string, content: Buffer): Promise<Buffer> {
    if (isSecret(name)) return this.#parts.seal.seal(content.toString("utf8"), contextOf(name));
    return await zip(content);
  }

  async #unpack(name: string, stored: Buffer): Promise<Buffer | undefined> {
    if (!isSecret(name)) return await unzip(stored);
    const secret = this.#parts.seal.open(stored, contextOf(name));
    return secret === undefined ? undefined : Buffer.from(secret);
  }
}

const contextOf = (name: string): string => `location ${name}`;
