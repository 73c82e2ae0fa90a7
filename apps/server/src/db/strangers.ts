import { setTimeout as delay } from "node:timers/promises";
import { type ClientBase, escapeLiteral } from "pg";
import type { Logger } from "pino";
import { around, atAnyMoment } from "../processes/irregularly.ts";
import type { Scope } from "../processes/scope.ts";
import { type OpenDatabase, openDatabase } from "./pool.ts";
import { isPrograms, nameOfSession } from "./program-proof.ts";

/** On average. */
const lookEveryMs = 2_000;
/** In a transaction: shorter than the program waits for a lock. */
const graceMs = 2_000;
/** However short its transactions are: longer than the program takes to prove a connection under any load. */
const provingMs = 10_000;
/** Of the last looks, so that no one is taken for a stranger who is just being introduced. */
const looks = 10;
const mostDisturbed = 4;
/** … once there were more: someone who is there a third of the time would otherwise stay below it as often as not. */
const mostOnceDisturbed = 1;
/** Longer than orders go on without a signed log, which is ten minutes. */
const silentMs = 11 * 60_000;
/** A look that ends sooner was cancelled by someone: the program's own limit for a statement is ten seconds. */
const cancelledMs = 9_000;
/** Full, it would stop what tells others of a change, such as lifting. */
const mostQueued = 0.25;

interface Session {
  readonly pid: number;
  readonly session: string;
  readonly application: string;
  readonly isOld: boolean;
}

/** A transaction that someone prepared: it keeps its locks without a session. The program prepares none. */
interface Prepared {
  readonly gid: string;
  /** Whether it is in this database: from another one it can't be rolled back. */
  readonly isHere: boolean;
}

interface Seen {
  readonly sessions: readonly Session[];
  readonly prepared: readonly Prepared[];
  /** How many sessions of this database were ended by someone's hand, its own stop included. */
  readonly killed: string;
  /** When the server started. */
  readonly started: string;
  /** How full the queue of notifications is, from 0 to 1. */
  readonly queued: number;
}

/** Other sessions of our role, in any database. */
const others = `
  SELECT json_agg(one) FROM (SELECT a.pid, ${nameOfSession("a")} AS "session", a.application_name AS "application",
    a.backend_start < clock_timestamp() - $2 * interval '1 ms'
      OR coalesce(a.xact_start < clock_timestamp() - $1 * interval '1 ms', false) AS "isOld"
  FROM pg_stat_activity a
  WHERE a.usename = current_user AND a.backend_type = 'client backend' AND a.pid <> pg_backend_pid()) one`;

const allPrepared = `
  SELECT json_agg(json_build_object('gid', gid, 'isHere', database = current_database()))
  FROM pg_prepared_xacts WHERE owner = current_user`;

const look = `
  SELECT coalesce((${others}), '[]') AS "sessions", coalesce((${allPrepared}), '[]') AS "prepared",
    (SELECT sessions_killed::text FROM pg_stat_database WHERE datname = current_database()) AS "killed",
    pg_postmaster_start_time()::text AS "started",
    pg_notification_queue_usage() AS "queued"
  FROM pg_sleep($3)`;

/** `harm`: sessions were ended, a transaction was prepared, or the queue filled. `nothing`: the look failed. */
type Found = "no one" | "someone" | "harm" | "nothing";

/** Whether there is peace after the last looks, of which these were disturbed, where there was or wasn't before. */
export function isPeaceAfter(wasPeace: boolean, disturbed: readonly boolean[]): boolean {
  return disturbed.filter(Boolean).length <= (wasPeace ? mostDisturbed : mostOnceDisturbed);
}

/** Whether someone is at work, by what the last looks found, the newest last; without peace, that keeps the log unsigned for longer. */
export function isAtWork(found: readonly Found[]): boolean {
  return found.at(-1) === "harm" || found.filter((one) => one === "someone").length > mostDisturbed;
}

export interface Strangers {
  /**
   * False: someone else is often in the database with our role's password or ends sessions, or was and did in the last minutes, or
   * we can't get in ourselves.
   */
  areGone(): boolean;
}

/** @param client proved: another instance would take an unproved one for a stranger's */
async function see(client: ClientBase, afterMs = 0): Promise<Seen> {
  const { rows } = await client.query<Seen>(look, [graceMs, provingMs, afterMs / 1_000]);
  if (rows[0] === undefined) throw new Error("A look at the database's sessions has no answer.");
  return rows[0];
}

/**
 * Ends connections and prepared transactions of the service's role that are not the program's. INVARIANT:
 * the role's password alone keeps no order in force: while strangers stay, and after it until orders have
 * lapsed, the log isn't signed. Else someone who left for half a minute in ten could keep each order in force,
 * and from being lifted nearly all of the time. Nor does it keep a lock for longer than the program waits for it,
 * but by a statement that PostgreSQL can't interrupt, such as a search in a text of a gigabyte.
 *
 * It looks in two ways, and counts what each of them finds:
 * - by a new connection each time, soon enough that no one waited too long for what it ends. It fails while the
 *   role has another password. A stranger sees it come, and can leave for that moment.
 * - by a connection that lasts, whose statement is always under way, and looks when nothing announces it: a
 *   stranger is seen by as large a share of these looks as they are there.
 */
export function watchStrangers(
  {
    database: { target },
    log,
    everyMs = lookEveryMs,
    quietMs = silentMs,
  }: {
    readonly database: Pick<OpenDatabase<unknown>, "target">;
    readonly log: Pick<Logger, "error">;
    readonly everyMs?: number;
    readonly quietMs?: number;
  },
  scope: Scope,
): Strangers {
  const { programSecret: secret } = target;
  // Opened as the owner, who needs no proof.
  if (secret === undefined) return { areGone: () => true };
  const stop = new AbortController();
  const { signal } = stop;
  const strangersOf = ({ sessions }: Seen) => sessions.filter((one) => !isPrograms(one, secret));
  const wait = () => delay(around(everyMs), undefined, { signal });

  /** Whether that went well. Who was seen was seen all the same. */
  const end = async (client: ClientBase, seen: Seen): Promise<boolean> => {
    try {
      await endOld(client, strangersOf(seen), log);
      await endPrepared(client, seen.prepared, log);
      return true;
    } catch {
      return false;
    }
  };

  // Each by a connection of its own: all of the others may wait for what a stranger has locked.
  const lookByNewOne = async (): Promise<Seen> => {
    await wait();
    const { pool } = openDatabase(target, { connections: 1 });
    try {
      const client = await pool.connect();
      try {
        const seen = await see(client);
        await end(client, seen);
        return seen;
      } finally {
        client.release();
      }
    } finally {
      await pool.end();
    }
  };

  const { pool: lasting } = openDatabase(target, { connections: 1 });
  const lookUnseen = async (): Promise<Seen> => {
    const client = await lasting.connect();
    let isKept = true;
    const leave = (isBroken: boolean) => {
      if (isKept) client.release(isBroken);
      isKept = false;
    };
    const leaveAtOnce = () => leave(true);
    signal.addEventListener("abort", leaveAtOnce);
    try {
      signal.throwIfAborted();
      // So that the statement ends soon after the program.
      await client.query("SET client_connection_check_interval = 500");
      const seen = await see(client, atAnyMoment(everyMs));
      // Here, too: someone who fills all places of the server lets in no new one.
      leave(!(await end(client, seen)));
      return seen;
    } catch (error) {
      leave(true);
      await wait();
      throw error;
    } finally {
      signal.removeEventListener("abort", leaveAtOnce);
    }
  };

  let quietUntil = 0;
  const countLooks = (look: () => Promise<Seen>) => {
    /** Of the last looks. */
    let found: readonly Found[] = [];
    let isPeace = true;
    let before: Seen | undefined;
    const foundIn = (seen: Seen): Found => {
      // Someone is there for too short a time to be seen, and ends what the program is doing. A server that starts counts anew.
      const isSame = before?.started === seen.started;
      const isKilled = isSame && Number(seen.killed) > Number(before?.killed);
      before = seen;
      if (isKilled || seen.prepared.length > 0 || seen.queued > mostQueued) return "harm";
      return strangersOf(seen).length > 0 ? "someone" : "no one";
    };
    const foundByError = (error: unknown, tookMs: number): Found => {
      // Cancelled, and not by the time that the program itself allows a statement.
      const isCancelled = (error as { code?: unknown }).code === "57014" && tookMs < cancelledMs;
      return isCancelled ? "someone" : "nothing";
    };
    const count = (newest: Found) => {
      const wasPeace = areGone();
      found = [...found, newest].slice(-looks);
      const areDisturbed = found.map((one) => one !== "no one");
      isPeace = isPeaceAfter(isPeace, areDisturbed);
      if (!isPeace && isAtWork(found)) quietUntil = performance.now() + quietMs;
      if (!wasPeace || areGone()) return;
      log.error(
        "the log isn't signed: someone uses the password of the database's role, or the database can't be reached",
      );
    };
    const looking = (async () => {
      while (!signal.aborted) {
        const began = performance.now();
        const newest = await look().then(foundIn, (error: unknown) =>
          foundByError(error, performance.now() - began),
        );
        if (!signal.aborted) count(newest);
      }
    })();
    return { isPeace: () => isPeace, looking };
  };
  const areGone = () => performance.now() >= quietUntil && series.every((one) => one.isPeace());
  const series = [lookByNewOne, lookUnseen].map(countLooks);
  scope.onClose(async () => {
    stop.abort();
    await Promise.all(series.map(({ looking }) => looking));
    await lasting.end();
  });
  return { areGone };
}

async function endOld(
  client: ClientBase,
  strangers: readonly Session[],
  log: Pick<Logger, "error">,
): Promise<void> {
  const old = strangers.filter(({ isOld }) => isOld).map(({ pid }) => pid);
  if (old.length === 0) return;
  log.error(
    { connections: old.length },
    "ended connections of the database's role that aren't the program's: someone has its password",
  );
  await client.query("SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid", [old]);
}

async function endPrepared(
  client: ClientBase,
  prepared: readonly Prepared[],
  log: Pick<Logger, "error">,
): Promise<void> {
  if (prepared.length === 0) return;
  log.error(
    { transactions: prepared.length },
    "transactions were prepared in the name of the database's role: someone has its password",
  );
  for (const { gid } of prepared.filter(({ isHere }) => isHere))
    await client.query(`ROLLBACK PREPARED ${escapeLiteral(gid)}`);
}
