import { escapeIdentifier, escapeLiteral } from "pg";
import { roleStrength } from "./roles.ts";

interface RoleOrder {
  readonly database: string;
  readonly owner: { readonly name: string; readonly password: string };
  readonly service: { readonly name: string; readonly password: string };
  /** The single role of an older version, which loses everything; undefined: there was none. */
  readonly from: string | undefined;
}

/** The SQL that makes both roles in an operator's own PostgreSQL, for a role that may make roles. */
export function rolesSql({ database, owner, service, from }: RoleOrder): string {
  const [base, mine, its] = [database, owner.name, service.name].map(escapeIdentifier);
  const made = [owner, service].map(
    ({ name, password }) =>
      `CREATE ROLE ${escapeIdentifier(name)} ${roleStrength} PASSWORD ${escapeLiteral(password)};`,
  );
  const taken =
    from === undefined
      ? []
      : [
          "-- What one role did everything with until now is the owner's.",
          `GRANT ${escapeIdentifier(from)}, ${mine} TO CURRENT_USER;`,
          `REASSIGN OWNED BY ${escapeIdentifier(from)} TO ${mine};`,
          `REVOKE ${escapeIdentifier(from)}, ${mine} FROM CURRENT_USER;`,
        ];
  return [
    ...made,
    `REVOKE ALL ON DATABASE ${base} FROM PUBLIC;`,
    `GRANT CONNECT, CREATE, TEMPORARY ON DATABASE ${base} TO ${mine};`,
    `GRANT CONNECT ON DATABASE ${base} TO ${its};`,
    "REVOKE ALL ON SCHEMA public FROM PUBLIC;",
    `GRANT USAGE, CREATE ON SCHEMA public TO ${mine};`,
    `GRANT USAGE ON SCHEMA public TO ${its};`,
    ...taken,
  ].join("\n");
}
