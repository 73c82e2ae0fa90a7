import type { ClientConfig } from "pg";

/** Which database, and how to reach it. */
export type DatabaseTarget = Place & {
  /** With it, connections prove that they are the program's; without it the service's role writes nothing. */
  readonly programSecret?: string;
  /** With it, the program looks for its tables there alone, whatever the role's own settings say. */
  readonly schema?: string;
};

type Place =
  /** An operator's own: a `postgres://` URL. */
  | { readonly kind: "url"; readonly url: string }
  /** The embedded one: a socket in a folder that only it and we can enter. */
  | {
      readonly kind: "socket";
      readonly folder: string;
      readonly port: number;
      readonly user: string;
      readonly password: string;
      readonly database: string;
    };

/**
 * Sent with the request for a connection, so that they stand above what a role has set for itself, which could end each connection
 * before that is undone (see program-proof.ts). Deferrable, it would wait for others' transactions.
 */
const fromTheStart = [
  ...["local_preload_libraries=", "default_transaction_deferrable=off", "tcp_user_timeout=0"],
  // The database's own could be another one, at which no one writes (27-program.sql).
  "default_transaction_isolation=read\\ committed",
  // No list of settings has this one before a function runs, so that it couldn't be undone like the others.
  "plpgsql.extra_errors=none",
  ...["statement_timeout=0", "lock_timeout=0"],
  ...["idle_session_timeout=0", "idle_in_transaction_session_timeout=0"],
];

/** URLs whose servers know `transaction_timeout`: those before PostgreSQL 17 give no connection to who names it. */
const withTransactionTimeout = new Set<string>();

/** Whether the next connection gets past what ended this one: a limit for transactions that the role set for itself. */
export function isLearnt(target: DatabaseTarget, error: unknown): boolean {
  const transactionTimeout = "25P04";
  if ((error as { code?: unknown }).code !== transactionTimeout) return false;
  if (target.kind !== "url" || withTransactionTimeout.has(target.url)) return false;
  withTransactionTimeout.add(target.url);
  return true;
}

function startOptions(target: DatabaseTarget): string {
  const knows = target.kind === "socket" || withTransactionTimeout.has(target.url);
  const all = [...fromTheStart, ...(knows ? ["transaction_timeout=0"] : [])];
  return all.map((one) => `-c ${one}`).join(" ");
}

/** The connection options of `pg` for a target, by what is known of its server now. */
export function connectionOptions(target: DatabaseTarget): ClientConfig {
  const always: ClientConfig = {
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: "graticule",
  };
  const options = startOptions(target);
  if (target.kind === "url") {
    const { url } = target;
    // Not by the whole, which may be without a host.
    const own = new URLSearchParams(url.slice(url.indexOf("?") + 1)).getAll("options").at(-1);
    if (own === undefined) return { ...always, options, connectionString: url };
    // What stands in a URL stands above what is beside it, and its last one above the others.
    const both = encodeURIComponent(`${own} ${options}`);
    return { ...always, connectionString: `${url}&options=${both}` };
  }
  const { folder: host, port, user, password, database } = target;
  return { ...always, options, host, port, user, password, database };
}

/** The two roles of one database. */
export interface DatabaseTargets {
  /** Owns nothing; has the privileges that the running service needs. */
  readonly service: DatabaseTarget;
  /** Owns all tables: for migrations, backup and restore. */
  readonly owner: DatabaseTarget;
}

/** Of an operator's own database; undefined: there is none. */
export function externalTargets(
  database: { readonly url: string; readonly ownerUrl: string } | undefined,
): DatabaseTargets | undefined {
  const target = (url: string): DatabaseTarget => ({ kind: "url", url });
  return database && { service: target(database.url), owner: target(database.ownerUrl) };
}
