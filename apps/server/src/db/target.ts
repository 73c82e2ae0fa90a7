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
