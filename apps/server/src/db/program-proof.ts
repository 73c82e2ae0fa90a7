import { createHmac } from "node:crypto";
import type { ClientBase } from "pg";

/**
 * Proves to the database that the program is at the other end of this connection, which may then write: see
 * `is_programs_connection`.
 * @param secret the one that the database knows the program by
 */
export async function proveProgram(client: ClientBase, secret: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(`SELECT connection_name() AS "name"`);
  const proof = createHmac("sha256", secret).update(`connection ${rows[0]?.name}`).digest("hex");
  await client.query("SELECT set_config('graticule.program', $1, false)", [proof]);
}
