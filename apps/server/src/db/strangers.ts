import type { Logger } from "pino";
import type { Scope } from "../processes/scope.ts";
import { lockKey } from "./database-claim.ts";
import { type OpenDatabase, openDatabase } from "./pool.ts";
import { isPrograms, nameOfSession } from "./program-proof.ts";

const lookEveryMs = 2_000;
/** In a transaction: shorter than the program waits for a lock. */
const graceMs = 2_000;
/** Outside of one: longer than the program takes to prove a connection under any load. */
const provingMs = 10_000;
/** Looks in a row, so that no one is taken for a stranger who is just being introduced. */
const looksUntilKnown = 5;

interface Session {
  readonly pid: number;
  readonly session: string;
  readonly application: string;
  readonly isOld: boolean;
}

/** Other sessions of our role here, except those that wait for the database alone, with nothing in their hands. */
const others = `
  SELECT a.pid, ${nameOfSession("a")} AS "session", a.application_name AS "application",
    CASE WHEN a.xact_start IS NULL THEN a.backend_start < clock_timestamp() - $2 * interval '1 ms'
      ELSE a.xact_start < clock_timestamp() - $1 * interval '1 ms' END AS "isOld"
  FROM pg_stat_activity a
  WHERE a.usename = current_user AND a.datname = current_database() AND a.backend_type = 'client backend'
    AND a.pid <> pg_backend_pid()
    AND (NOT EXISTS (SELECT FROM pg_locks w WHERE w.pid = a.pid AND NOT w.granted AND w.locktype = 'advisory' AND w.objid = $3)
      OR EXISTS (SELECT FROM pg_locks h WHERE h.pid = a.pid AND h.granted AND h.locktype <> 'virtualxid'))`;

export interface Strangers {
  /** False: someone else stays in the database with our role's password, or nothing says that no one does. */
  areGone(): boolean;
}

/**
 * Ends connections of the service's role that are not the program's. INVARIANT: the role's password alone keeps no lock for longer
 * than the program waits for it, and no order in force: while strangers stay the log isn't signed.
 */
export function watchStrangers(
  {
    database: { target },
    log,
  }: {
    readonly database: Pick<OpenDatabase<unknown>, "target">;
    readonly log: Pick<Logger, "error">;
  },
  scope: Scope,
): Strangers {
  const { programSecret: secret } = target;
  // Opened as the owner, who needs no proof.
  if (secret === undefined) return { areGone: () => true };
  // One connection of its own: all of the others may wait for what a stranger has locked.
  const { pool } = openDatabase(target, { connections: 1 });
  scope.onClose(() => pool.end());
  /** Looks in a row that found someone, or failed. */
  let disturbed = 0;

  const look = async (): Promise<boolean> => {
    const { rows } = await pool.query<Session>(others, [graceMs, provingMs, lockKey]);
    const strangers = rows.filter((one) => !isPrograms(one, secret));
    const old = strangers.filter(({ isOld }) => isOld).map(({ pid }) => pid);
    if (old.length > 0) {
      log.error(
        { connections: old.length },
        "ended connections of the database's role that aren't the program's: someone has its password",
      );
      await pool.query("SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid", [old]);
    }
    return strangers.length === 0;
  };

  let looking: Promise<void> | undefined;
  const timer = setInterval(() => {
    looking ??= look()
      .catch(() => false)
      .then((areGone) => {
        disturbed = areGone ? 0 : disturbed + 1;
        looking = undefined;
      });
  }, lookEveryMs);
  scope.onClose(async () => {
    clearInterval(timer);
    await looking;
  });
  return { areGone: () => disturbed < looksUntilKnown };
}
