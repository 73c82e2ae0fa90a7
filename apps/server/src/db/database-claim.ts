import { setTimeout as delay } from "node:timers/promises";
import type { Client } from "pg";
import { StartError } from "../config/start-error.ts";
import { connectOnce } from "./pool.ts";
import { proveProgram } from "./program-proof.ts";
import type { DatabaseTarget } from "./target.ts";

/**
 * The use of a database by a running service, the instances of a cluster together, or a restore: an
 * advisory lock of a session, which ends with the process in any case. Other commands may run
 * meanwhile.
 */
export interface DatabaseClaim {
  /** Resolves if the connection broke and another program took the database meanwhile. */
  readonly lost: Promise<StartError>;
  /** Shows the program's other connections that this is one of theirs; at a first start its secret comes later than the claim. */
  prove(programSecret: string): Promise<void>;
  release(): Promise<void>;
}

/** `shared`: by each instance of a cluster. */
export type DatabaseUse = "alone" | "shared";

/** Any number that nothing else in this database locks. */
const lockKey = 7_206_216;
/** Longer than the database keeps a session whose peer is gone: see `ownSession`. */
const waitMs = 10_000;
/** Longer than someone else with the role's password stays connected: see `strangers.ts`. */
const retakeMs = 16_000;
const beatEveryMs = 2_000;
const answerWithinMs = 5_000;
const againMs = 500;

/**
 * The database probes a silent peer and gives it up within 6 s, so that a machine without power
 * loses its locks. On a local socket these settings have no effect: the kernel reports the end at
 * once.
 */
export const soonGivenUp = `
  SET tcp_keepalives_idle = 3; SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 3;
  SET tcp_user_timeout = '6s'`;

const ownSession = `${soonGivenUp}; SET idle_session_timeout = 0; SET statement_timeout = 0`;

/** @throws StartError `already-running`: another program has it; and what the connection throws */
export async function claimDatabase(
  target: DatabaseTarget,
  use: DatabaseUse = "alone",
): Promise<DatabaseClaim> {
  const taken = await take(target, use);
  if (taken instanceof StartError) throw taken;
  return new Claim(target, use, taken);
}

const ownDatabase =
  "or give this one its own database (DATABASE_URL). If none is running, someone connected with the password of the database's role keeps it: give the role a new one, and end its connections.";
const refusals = {
  /** Wanted alone, and another one has it. */
  alone: {
    alone: `Another Graticule is running on this database, and only one can run at a time. Stop that one first, ${ownDatabase}`,
    shared: `A cluster is running on this database. Set CLUSTER=1 to make this one of its instances; or stop all of them first, ${ownDatabase}`,
  },
  /** An instance of a cluster wants it. */
  shared: `Another Graticule is running on this database, and it isn't part of a cluster. Stop it and start it with CLUSTER=1, ${ownDatabase}`,
};

/** @returns the connection that has the lock, or why another program's keeps it */
async function take(
  target: DatabaseTarget,
  use: DatabaseUse,
  { forMs = waitMs, signal }: { readonly forMs?: number; readonly signal?: AbortSignal } = {},
): Promise<Client | StartError> {
  const giveUpAt = performance.now() + forMs;
  for (;;) {
    const tried = await tryToTake(target, use);
    if (typeof tried !== "string") return tried;
    if (performance.now() >= giveUpAt || signal?.aborted === true)
      return new StartError("already-running", tried);
    await delay(againMs, undefined, { signal }).catch(() => {});
  }
}

/** It doesn't wait there: without `instance.key`, as before a first start, it would be a stranger (`strangers.ts`). */
async function tryToTake(target: DatabaseTarget, use: DatabaseUse): Promise<Client | string> {
  const client = await connectOnce(target);
  const late = setTimeout(() => void client.end().catch(() => {}), answerWithinMs);
  let isOurs = false;
  try {
    await client.query(ownSession);
    const { rows } = await client.query<{ isOurs: boolean }>(locks[use], [lockKey]);
    isOurs = rows[0]?.isOurs === true;
    if (isOurs) return client;
    return use === "shared" ? refusals.shared : refusals.alone[await holders(client)];
  } finally {
    clearTimeout(late);
    if (!isOurs) await client.end().catch(() => {});
  }
}

const locks: Readonly<Record<DatabaseUse, string>> = {
  alone: 'SELECT pg_try_advisory_lock($1) AS "isOurs"',
  shared: 'SELECT pg_try_advisory_lock_shared($1) AS "isOurs"',
};

async function holders(client: Client): Promise<DatabaseUse> {
  const { rowCount } = await client.query(
    `SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND mode = 'ShareLock'`,
    [lockKey],
  );
  return rowCount === 0 ? "alone" : "shared";
}

class Claim implements DatabaseClaim {
  readonly lost: Promise<StartError>;
  #target: DatabaseTarget;
  readonly #use: DatabaseUse;
  readonly #stop = new AbortController();
  #client: Client;
  #retaking: Promise<void> | undefined;
  #tellLost: (why: StartError) => void = () => {};

  constructor(target: DatabaseTarget, use: DatabaseUse, client: Client) {
    this.#target = target;
    this.#use = use;
    this.#client = client;
    this.lost = new Promise((resolve) => {
      this.#tellLost = resolve;
    });
    this.#hold(client);
  }

  async prove(programSecret: string): Promise<void> {
    this.#target = { ...this.#target, programSecret };
    // Where it breaks meanwhile, the next one is proved.
    await proveProgram(this.#client, programSecret).catch(() => {});
  }

  async release(): Promise<void> {
    this.#stop.abort();
    await this.#client.end().catch(() => {});
    await this.#retaking;
  }

  #hold(client: Client): void {
    this.#client = client;
    const beat = setInterval(() => void this.#beat(client), beatEveryMs);
    client.once("end", () => {
      clearInterval(beat);
      if (!this.#stop.signal.aborted) this.#retaking = this.#retake();
    });
  }

  /** Only a query finds a half-open connection. */
  async #beat(client: Client): Promise<void> {
    const end = () => void client.end().catch(() => {});
    const late = setTimeout(end, answerWithinMs);
    await client.query("SELECT 1").catch(end);
    clearTimeout(late);
  }

  async #retake(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const taken = await take(this.#target, this.#use, { forMs: retakeMs, signal }).catch(
        () => undefined,
      );
      if (taken instanceof StartError) return signal.aborted ? undefined : this.#tellLost(taken);
      if (taken !== undefined) return signal.aborted ? taken.end() : this.#hold(taken);
      await delay(againMs, undefined, { signal }).catch(() => {});
    }
  }
}
