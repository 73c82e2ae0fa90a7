import { createHmac } from "node:crypto";
import type { ClientBase } from "pg";

/**
 * What the role's own settings say is undone: someone with its password can change them, for all of its connections. Where it
 * looks for tables stays as it is where we don't know that yet: it may be the operator's.
 */
const nameAndSettings = `
  SELECT pg_backend_pid() || ' ' || extract(epoch FROM pg_postmaster_start_time()) AS "connection",
    (SELECT ${nameOfSession("a")} FROM pg_stat_activity a WHERE pid = pg_backend_pid()) AS "session",
    (SELECT count(set_config(name, coalesce(boot_val, ''), false)) FROM pg_settings
      WHERE source IN ('user', 'database user') AND context = 'user' AND name <> 'search_path') AS "undone",
    set_config('search_path', coalesce(quote_ident($1), current_setting('search_path')), false)`;

/** The name of a session in `pg_stat_activity`, which no other ever has. */
export function nameOfSession(table: string): string {
  return `${table}.pid || ' ' || extract(epoch FROM ${table}.backend_start)`;
}

/**
 * Proves to the database that the program is at the other end of this connection, which may then write: see
 * `expect_program`. To the program's other connections it is one of theirs by its name: see {@link isPrograms}.
 * @param secret the one that the database knows the program by
 */
export async function proveProgram(
  client: ClientBase,
  secret: string,
  schema?: string,
): Promise<void> {
  const { rows } = await client.query<{ connection: string; session: string }>(nameAndSettings, [
    schema,
  ]);
  const proof = macOf(secret, `connection ${rows[0]?.connection}`);
  await client.query(
    "SELECT set_config('graticule.program', $1, false), set_config('application_name', $2, false)",
    [proof, applicationOf(secret, rows[0]?.session ?? "")],
  );
}

/** Whether the program is at the other end of another session. Everyone with the role can read its name, which fits no other. */
export function isPrograms(
  { session, application }: { readonly session: string; readonly application: string },
  secret: string,
): boolean {
  return application === applicationOf(secret, session);
}

const macOf = (secret: string, said: string): string =>
  createHmac("sha256", secret).update(said).digest("hex");

const applicationOf = (secret: string, session: string): string =>
  `graticule ${macOf(secret, `session ${session}`).slice(0, 32)}`;
