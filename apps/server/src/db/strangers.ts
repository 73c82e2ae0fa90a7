import { setTimeout as delay } from "node:timers/promises";
import { escapeLiteral, type Pool } from "pg";
import type { Logger } from "pino";
import { around } from "../processes/irregularly.ts";
import type { Scope } from "../processes/scope.ts";
import { type OpenDatabase, openDatabase } from "./pool.ts";
import { isPrograms, nameOfSession } from "./program-proof.ts";

/** From half as long to half as long again: no one can keep in step with it. */
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
  /** How many sessions of this database were ended by someone's hand since it started. */
  readonly killed: string;
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

/** Whether there is peace after the last looks, of which these were disturbed, where there was or wasn't before. */
export function isPeaceAfter(wasPeace: boolean, disturbed: readonly boolean[]): boolean {
  return disturbed.filter(Boolean).length <= (wasPeace ? mostDisturbed : mostOnceDisturbed);
}

export interface Strangers {
  /** False: someone else is often in the database with our role's password, ends sessions, or we can't get in ourselves. */
  areGone(): boolean;
}

/**
 * Ends connections and prepared transactions of the service's role that are not the program's. INVARIANT:
 * the role's password alone keeps no lock for longer than the program waits for it, and no order in
 * force: while strangers stay the log isn't signed.
 */
export function watchStrangers(
  {
    database: { target },
    log,
    everyMs = lookEveryMs,
  }: {
    readonly database: Pick<OpenDatabase<unknown>, "target">;
    readonly log: Pick<Logger, "error">;
    readonly everyMs?: number;
  },
  scope: Scope,
): Strangers {
  const { programSecret: secret } = target;
  // Opened as the owner, who needs no proof.
  if (secret === undefined) return { areGone: () => true };
  /** Of the last looks, whether they found someone or failed. */
  let disturbed: readonly boolean[] = [];
  let isPeace = true;
  let killedBefore: string | undefined;

  const lookBy = async (pool: Pool): Promise<boolean> => {
    const { rows } = await pool.query<Seen>(
      `SELECT coalesce((${others}), '[]') AS "sessions", coalesce((${allPrepared}), '[]') AS "prepared",
         (SELECT sessions_killed::text FROM pg_stat_database WHERE datname = current_database()) AS "killed",
         pg_notification_queue_usage() AS "queued"`,
      [graceMs, provingMs],
    );
    if (rows[0] === undefined) return true;
    const { sessions, prepared, killed, queued } = rows[0];
    // Someone is there for too short a time to be seen, and ends what the program is doing.
    const isKilled = killed !== (killedBefore ?? killed);
    killedBefore = killed;
    const strangers = sessions.filter((one) => !isPrograms(one, secret));
    const old = strangers.filter(({ isOld }) => isOld).map(({ pid }) => pid);
    if (old.length > 0) {
      log.error(
        { connections: old.length },
        "ended connections of the database's role that aren't the program's: someone has its password",
      );
      await pool.query("SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid", [old]);
    }
    if (prepared.length > 0) {
      log.error(
        { transactions: prepared.length },
        "transactions were prepared in the name of the database's role: someone has its password",
      );
      for (const { gid } of prepared.filter(({ isHere }) => isHere))
        await pool.query(`ROLLBACK PREPARED ${escapeLiteral(gid)}`);
    }
    return strangers.length > 0 || prepared.length > 0 || isKilled || queued > mostQueued;
  };

  // By a connection of its own: all of the others may wait for what a stranger has locked. A new one each time, which fails while
  // the role has another password; proved, or another instance would take it for a stranger's.
  const look = async (): Promise<boolean> => {
    const { pool } = openDatabase(target, { connections: 1 });
    return await lookBy(pool).finally(() => pool.end());
  };

  const stop = new AbortController();
  const looking = (async () => {
    for (;;) {
      await delay(around(everyMs), undefined, { signal: stop.signal });
      const isDisturbed = await look().catch(() => true);
      disturbed = [...disturbed, isDisturbed].slice(-looks);
      const wasPeace = isPeace;
      isPeace = isPeaceAfter(wasPeace, disturbed);
      if (wasPeace && !isPeace) {
        log.error(
          "the log isn't signed: someone uses the password of the database's role, or the database can't be reached",
        );
      }
    }
  })().catch(() => {});
  scope.onClose(async () => {
    stop.abort();
    await looking;
  });
  return { areGone: () => isPeace };
}
