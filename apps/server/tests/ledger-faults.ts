import { randomUUID } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import * as disk from "node:fs/promises";
import { parseResourcePath } from "@graticule/ledger/tile";
import type { OpenDatabase } from "@graticule/server/db/pool";
import type { Database } from "@graticule/server/db/schema";
import { createClock } from "@graticule/server/ledger/clock";
import type { Disk } from "@graticule/server/ledger/durable-file";
import { createHeadFile } from "@graticule/server/ledger/head-file";
import { createLastSeen } from "@graticule/server/ledger/last-seen";
import { createLedgerFiles } from "@graticule/server/ledger/ledger";
import { createSequencer, type Sequencer } from "@graticule/server/ledger/sequencer";
import { openSigner } from "@graticule/server/ledger/signer";
import { createLedgerStore, type LedgerStore } from "@graticule/server/ledger/store";
import { appendEntry } from "@graticule/server/public-record/public-entries";
import { Kysely, PostgresDialect } from "kysely";
import type { Pool, PoolClient } from "pg";
import { programSecret } from "./harness.ts";
import type { ReadLogFile } from "./ledger-reader.ts";

/** What happens at a step. `torn`: half of a file is written, and nothing more happens. */
export const faults = ["error", "done-but-error", "crash", "done-and-crash", "torn"] as const;
export type Fault = (typeof faults)[number];

/** Lets one step of a signer's work fail: every statement and every file operation is a step. */
export class FaultPlan {
  readonly #at: number;
  readonly #fault: Fault;
  #steps = 0;
  #dead = false;
  /** The step that failed. */
  fired: string | undefined;
  readonly crashed: Promise<void>;
  #die: () => void = () => {};

  /** @param at counted from 1; 0: nothing fails */
  constructor(at = 0, fault: Fault = "error") {
    this.#at = at;
    this.#fault = fault;
    this.crashed = new Promise((resolve) => {
      this.#die = resolve;
    });
  }

  get isDead(): boolean {
    return this.#dead;
  }

  async step<T>(name: string, work: () => Promise<T>, half?: () => Promise<unknown>): Promise<T> {
    if (this.#dead) throw new Error("dead");
    this.#steps += 1;
    if (this.#steps !== this.#at) return await work();
    this.fired = name;
    if (this.#fault === "done-but-error" || this.#fault === "done-and-crash") await work();
    if (this.#fault === "torn") await half?.();
    if (this.#fault !== "error" && this.#fault !== "done-but-error") {
      this.#dead = true;
      this.#die();
    }
    throw new Error(`fault at ${name}`);
  }
}

/**
 * A database whose statements are steps.
 *
 * @param change statements sent in place of others
 */
export function faultyDatabase(
  pool: Pool,
  plan: FaultPlan,
  change: (text: string) => string = (text) => text,
): Kysely<Database> {
  const wrapped = (client: PoolClient) => {
    let broken = false;
    return {
      async query(text: string, values: unknown[]) {
        const sent = change(text);
        const name = sent.trim().slice(0, 40);
        try {
          return await plan.step(name, () => client.query(sent, values));
        } catch (error) {
          broken = true;
          throw error;
        }
      },
      // A connection with a failure is dropped: the database rolls back what was open on it.
      release: () => client.release(broken),
    };
  };
  const connect = async () => wrapped(await pool.connect());
  return new Kysely<Database>({
    dialect: new PostgresDialect({ pool: { connect, end: async () => {} } as unknown as Pool }),
  });
}

/** A disk whose every call is a step. */
export function faultyDisk(plan: FaultPlan): Disk {
  const file = (handle: FileHandle) => ({
    writeFile: (bytes: Uint8Array) =>
      plan.step(
        "write",
        () => handle.writeFile(bytes),
        () => handle.writeFile(bytes.subarray(0, bytes.length / 2)),
      ),
    sync: () => plan.step("sync", () => handle.sync()),
    close: () => plan.step("close", () => handle.close()).finally(() => handle.close()),
  });
  const open = async (...how: Parameters<Disk["open"]>) => {
    let opened: FileHandle | undefined;
    try {
      return file(
        await plan.step("open", async () => {
          opened = await disk.open(...how);
          return opened;
        }),
      );
    } catch (error) {
      await opened?.close();
      throw error;
    }
  };
  return {
    open: open as unknown as Disk["open"],
    rename: (from, to) => plan.step("rename", () => disk.rename(from, to)),
    rm: (path, how) => plan.step("rm", () => disk.rm(path, how)),
    readFile: disk.readFile,
  };
}

export interface TestSigner {
  readonly sequencer: Sequencer;
  /** Resolves when it has stopped for good. */
  readonly stopped: Promise<void>;
}

/**
 * A signer as the service composes it, on this data folder.
 *
 * @param around what the test puts before the store
 */
export function startSigner(
  { dataDir, db }: { readonly dataDir: string; readonly db: Kysely<Database> },
  usedDisk: Disk = disk,
  around: (store: LedgerStore) => LedgerStore = (store) => store,
): TestSigner {
  let stop: () => void = () => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const sequencer = createSequencer({
    store: around(createLedgerStore(db, programSecret)),
    headFile: createHeadFile(dataDir, usedDisk),
    lastSeen: createLastSeen(dataDir, usedDisk),
    clock: createClock(dataDir, disk),
    openSigner: (mayMakeKey) => openSigner({ dataDir, origin: "log.test/log", mayMakeKey }, disk),
    log: { warn: () => {}, error: (said: object) => "reason" in said && stop() } as never,
    everyMs: 5,
    idleMs: 5,
  });
  return { sequencer, stopped };
}

/** Checks after each published checkpoint. */
export async function whenShown(
  { sequencer }: TestSigner,
  isShown: () => Promise<boolean>,
): Promise<void> {
  for (;;) {
    const next = new Promise<void>((resolve) => {
      const off = sequencer.onPublished(() => {
        off();
        resolve();
      });
    });
    if (await isShown()) return;
    await next;
  }
}

/** Reads what is shown, as the routes do. */
export function fileReader(db: Kysely<Database>, keys: readonly string[]): ReadLogFile {
  const files = createLedgerFiles({ db, isSound: () => true });
  return async (path) => {
    if (path === "key") return Buffer.from(keys.map((key) => `${key}\n`).join(""));
    if (path === "checkpoint") return await files.checkpoint();
    const resource = parseResourcePath(path);
    return resource && (await files.file(resource));
  };
}

/** Records so many changes, each in its own transaction. */
export async function record({ db }: Pick<OpenDatabase<Database>, "db">, count = 1): Promise<void> {
  for (let one = 0; one < count; one += 1) {
    await tellChange(db, "Someone would have no role at the desk.");
  }
}

/** Proposes a change, and records these words of it. */
export async function tellChange(db: OpenDatabase<Database>["db"], says: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const change = { kind: "staff", body: "{}", proposed_by: randomUUID() } as const;
    const { id } = await tx
      .insertInto("desk_change")
      .values({ ...change, by_administrator: false })
      .returning("id")
      .executeTakeFirstOrThrow();
    await appendEntry(tx, { kind: "change-proposed", change: id, what: "staff", says });
  });
}
