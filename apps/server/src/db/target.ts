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

/** The connection options of `pg` for a target. */
export function connectionOptions(target: DatabaseTarget): ClientConfig {
  const always: ClientConfig = {
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: "graticule",
  };
  if (target.kind === "url") return { ...always, connectionString: target.url };
  const { folder: host, port, user, password, database } = target;
  return { ...always, host, port, user, password, database };
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
