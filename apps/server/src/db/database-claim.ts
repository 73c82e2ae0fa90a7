import { setTimeout as delay } from "node:timers/promises";
import type { Client } from "pg";
import { StartError } from "../config/start-error.ts";
import { connectOnce } from "./pool.ts";
import type { DatabaseTarget } from "./target.ts";

/**
 * Exclusive use of a database by a running service or a restore: an advisory lock of a session,
 * which ends with the process in any case. Other commands may run meanwhile.
 */
export interface DatabaseClaim {
  /** Resolves if the connection broke and another program took the database meanwhile. */
  readonly lost: Promise<StartError>;
  release(): Promise<void>;
}

/** Any number that nothing else in this database locks. */
const lockKey = 7_206_216;
/** Longer than the database keeps a session whose peer is gone: see `ownSession`. */
const waitMs = 10_000;
const beatEveryMs = 2_000;
const answerWithinMs = 5_000;
const againMs = 500;

/**
 * The database probes a silent peer and gives it up within 6 s, so that a machine without power
 * loses the lock. On a local socket these settings have no effect: the kernel reports the end at
 * once.
 */
const ownSession = `
  SET tcp_keepalives_idle = 3; SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 3;
  SET tcp_user_timeout = '6s'; SET idle_session_timeout = 0; SET statement_timeout = 0;
  SET lock_timeout = ${waitMs}`;

/** @throws StartError `already-running`: another program has it; and what the connection throws */
export async function claimDatabase(target: DatabaseTarget): Promise<DatabaseClaim> {
  const taken = await take(target);
  if (taken === "another's") throw anotherRuns();
  return new Claim(target, taken);
}

const anotherRuns = (): StartError =>
  new StartError(
    "already-running",
    "Another Graticule is running on this database, and only one can run at a time. Stop that one first, " +
      "or give this one its own database (DATABASE_URL).",
  );

async function take(target: DatabaseTarget): Promise<Client | "another's"> {
  const client = await connectOnce(target);
  const late = setTimeout(() => void client.end().catch(() => {}), waitMs + answerWithinMs);
  try {
    await client.query(ownSession);
    await client.query("SELECT pg_advisory_lock($1)", [lockKey]);
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    if ((error as { code?: unknown }).code === "55P03") return "another's";
    throw error;
  } finally {
    clearTimeout(late);
  }
}

class Claim implements DatabaseClaim {
  readonly lost: Promise<StartError>;
  readonly #target: DatabaseTarget;
  readonly #stop = new AbortController();
  #client: Client;
  #retaking: Promise<void> | undefined;
  #tellLost: (why: StartError) => void = () => {};

  constructor(target: DatabaseTarget, client: Client) {
    this.#target = target;
    this.#client = client;
    this.lost = new Promise((resolve) => {
      this.#tellLost = resolve;
    });
    this.#hold(client);
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
      const taken = await take(this.#target).catch(() => undefined);
      if (taken === "another's") return this.#tellLost(anotherRuns());
      if (taken !== undefined) return signal.aborted ? taken.end() : this.#hold(taken);
      await delay(againMs, undefined, { signal }).catch(() => {});
    }
  }
}
