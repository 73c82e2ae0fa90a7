/** Which database, and how to reach it. */
export type DatabaseTarget =
  /** One that the operator runs: a `postgres://` URL. */
  | { readonly kind: "url"; readonly url: string }
  /** Our own child: a socket in a folder that only it and we can enter. */
  | {
      readonly kind: "socket";
      readonly folder: string;
      readonly port: number;
      readonly user: string;
      readonly password: string;
      readonly database: string;
    };

/** The connection options of `pg` for a target. */
export function connectionOptions(target: DatabaseTarget): {
  connectionString?: string;
  host?: string;
  port?: number;
  user?: string;
  password?: string;
  database?: string;
  connectionTimeoutMillis: number;
  keepAlive: boolean;
  application_name: string;
} {
  const always = {
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
  /** Owns nothing, and may only what the running service does. */
  readonly service: DatabaseTarget;
  /** Owns all tables: for migrations, backup and restore. */
  readonly owner: DatabaseTarget;
}

/** Of the operator's own database; undefined: there is none. */
export function externalTargets(
  database: { readonly url: string; readonly ownerUrl: string } | undefined,
): DatabaseTargets | undefined {
  return (
    database && {
      service: { kind: "url", url: database.url },
      owner: { kind: "url", url: database.ownerUrl },
    }
  );
}
