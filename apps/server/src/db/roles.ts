import { escapeIdentifier, escapeLiteral } from "pg";
import { connectOnce } from "./pool.ts";
import type { DatabaseTarget, DatabaseTargets } from "./target.ts";

/** The attributes of both roles. */
export const roleStrength =
  "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT";

/**
 * Makes the two roles of an embedded database, as the role that made the cluster, undoes what they set for themselves, and gives the
 * owner what that role owns in a database of an older version. Idempotent.
 */
export async function makeRoles(maker: DatabaseTarget, targets: DatabaseTargets): Promise<void> {
  if (targets.owner.kind !== "socket" || targets.service.kind !== "socket") return;
  const client = await connectOnce(maker);
  try {
    await client.query("BEGIN");
    for (const { user, password } of [targets.owner, targets.service]) {
      const known = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [user]);
      const verb = known.rowCount === 0 ? "CREATE" : "ALTER";
      const secret = `PASSWORD ${escapeLiteral(password)}`;
      const role = escapeIdentifier(user);
      await client.query(`${verb} ROLE ${role} ${roleStrength} ${secret}`);
      await client.query(`
        ALTER ROLE ${role} RESET ALL;
        ALTER ROLE ${role} IN DATABASE postgres RESET ALL;`);
    }
    const [owner, service] = [targets.owner.user, targets.service.user].map(escapeIdentifier);
    await client.query(`ALTER DATABASE postgres OWNER TO ${owner}`);
    for (const { one } of await ownedByMaker()) await client.query(`${one} OWNER TO ${owner}`);
    await client.query(`
      REVOKE ALL ON DATABASE template1 FROM PUBLIC;
      REVOKE ALL ON DATABASE postgres FROM PUBLIC;
      GRANT CONNECT ON DATABASE postgres TO ${service};
      REVOKE ALL ON SCHEMA public FROM PUBLIC;
      GRANT USAGE, CREATE ON SCHEMA public TO ${owner};
      GRANT USAGE ON SCHEMA public TO ${service};`);
    await client.query("COMMIT");
  } finally {
    await client.end();
  }

  /** `REASSIGN OWNED` does not work for the role that made the cluster. */
  async function ownedByMaker(): Promise<readonly { one: string }[]> {
    const { rows } = await client.query<{ one: string }>(`
      SELECT format('ALTER %s %I.%I', CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
               nspname, relname) AS one
        FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
        WHERE nspname = 'public' AND pg_get_userbyid(relowner) = current_user AND relkind IN ('r', 'p', 'v', 'S')
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('i', 'a') AND relkind = 'S')
      UNION ALL
      SELECT format('ALTER ROUTINE %s', p.oid::regprocedure) FROM pg_proc p
        WHERE pronamespace = 'public'::regnamespace AND pg_get_userbyid(proowner) = current_user`);
    return rows;
  }
}
