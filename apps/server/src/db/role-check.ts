import type { Client } from "pg";
import { allowedOn, ownersFunctions, type Relation } from "./privileges.ts";

/** Excess and missing privileges of the service's role, each in words. */
export interface RoleProblems {
  readonly role: string;
  /** The part of `tooMuch` that the owner of the tables can't revoke. */
  readonly byItself: readonly string[];
  readonly tooMuch: readonly string[];
  readonly missing: readonly string[];
}

interface RoleRow {
  readonly role: string;
  readonly schema: string | null;
  readonly tooMuch: readonly (string | null)[];
}

interface FunctionRow {
  readonly name: string;
  readonly isTrigger: boolean;
  readonly may: boolean;
}

interface GrantedRow extends Relation {
  readonly privileges: readonly string[];
  readonly insertable: readonly string[];
  readonly updatable: readonly string[];
}

/** Asked as the service's own role, so that inherited privileges count too. */
export async function roleProblems(service: Client): Promise<RoleProblems> {
  const { rows } = await service.query<RoleRow>(strengthOf);
  const [row] = rows;
  if (row === undefined) throw new TypeError("a session without a role");
  const { role, schema } = row;
  const byItself = row.tooMuch.filter((one) => one !== null);
  if (schema === null) {
    return { role, byItself, tooMuch: byItself, missing: ["it can't enter the schema"] };
  }
  const granted = await service.query<GrantedRow>(grantedOn);
  const functions = await service.query<FunctionRow>(functionsOf);
  const found = [...granted.rows.map(compare), compareFunctions(functions.rows)];
  return {
    role,
    byItself,
    tooMuch: [...byItself, ...found.flatMap((one) => one.tooMuch)],
    missing: [...new Set(found.flatMap((one) => one.missing))],
  };
}

function compare(granted: GrantedRow): Pick<RoleProblems, "tooMuch" | "missing"> {
  const { may, inserted, updated } = allowedOn(granted);
  const on = (privilege: string): string => `${privilege} on ${granted.relation}`;
  const compared = [
    { has: granted.privileges, wanted: may, say: on },
    { has: granted.insertable, wanted: inserted, say: (one: string) => on(`INSERT of ${one}`) },
    { has: granted.updatable, wanted: updated, say: (one: string) => on(`UPDATE of ${one}`) },
  ];
  const beyond = (some: readonly string[], others: readonly string[]) =>
    some.filter((one) => !others.includes(one));
  return {
    tooMuch: compared.flatMap(({ has, wanted, say }) => beyond(has, wanted).map(say)),
    missing: compared.flatMap(({ has, wanted, say }) => beyond(wanted, has).map(say)),
  };
}

function compareFunctions(rows: readonly FunctionRow[]): Pick<RoleProblems, "tooMuch" | "missing"> {
  const isOwners = ({ name, isTrigger }: FunctionRow) =>
    isTrigger || ownersFunctions.includes(name);
  const on = ({ name }: FunctionRow): string => `EXECUTE on ${name}`;
  return {
    tooMuch: rows.filter((one) => one.may && isOwners(one)).map(on),
    missing: rows.filter((one) => !one.may && !isOwners(one)).map(on),
  };
}

const strengthOf = `
  SELECT r.rolname AS "role", current_schema()::text AS "schema", ARRAY[
    CASE WHEN r.rolsuper THEN 'it is a superuser' END,
    CASE WHEN r.rolcreaterole THEN 'it may make roles' END,
    CASE WHEN r.rolcreatedb THEN 'it may make databases' END,
    CASE WHEN r.rolreplication THEN 'it may replicate' END,
    CASE WHEN r.rolbypassrls THEN 'it passes row security' END,
    CASE WHEN has_database_privilege(current_database(), 'CREATE') THEN 'it may make schemas' END,
    CASE WHEN has_database_privilege(current_database(), 'TEMPORARY') THEN 'it may make temporary tables' END,
    CASE WHEN has_schema_privilege(current_schema(), 'CREATE') THEN 'it may make tables and functions' END,
    (SELECT 'it is a member of ' || string_agg(m.rolname, ', ' ORDER BY m.rolname) FROM pg_roles m
      WHERE m.oid <> r.oid AND pg_has_role(m.oid, 'MEMBER') AND (m.rolname LIKE 'pg\\_%'
        OR EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relowner = m.oid))),
    (SELECT 'it owns tables, such as ' || min(c.relname) FROM pg_class c
      WHERE c.relowner = r.oid AND c.relkind IN ('r', 'p', 'v') HAVING count(*) > 0),
    (SELECT 'it owns functions' FROM pg_proc p WHERE p.proowner = r.oid LIMIT 1)] AS "tooMuch"
  FROM pg_roles r WHERE r.rolname = current_user`;

const functionsOf = `
  SELECT p.proname AS "name", p.prorettype = 'trigger'::regtype AS "isTrigger",
    has_function_privilege(p.oid, 'EXECUTE') AS "may"
  FROM pg_proc p WHERE p.pronamespace = quote_ident(current_schema())::regnamespace
    AND p.proowner = (SELECT c.relowner FROM pg_class c
      WHERE c.relnamespace = p.pronamespace AND c.relname = 'schema_migration')`;

const grantedOn = `
  SELECT c.relname AS "relation", c.relkind = 'v' AS "isView",
    array(SELECT p FROM unnest(ARRAY['SELECT', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS p
          WHERE has_table_privilege(c.oid, p)) AS "privileges",
    array(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0
          AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum) AS "columns",
    array(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attidentity <> '') AS "numbered",
    array(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0
          AND NOT a.attisdropped AND has_column_privilege(c.oid, a.attnum, 'INSERT') ORDER BY a.attnum) AS "insertable",
    array(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0
          AND NOT a.attisdropped AND has_column_privilege(c.oid, a.attnum, 'UPDATE') ORDER BY a.attnum) AS "updatable"
  FROM pg_class c WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relkind IN ('r', 'p', 'v')
    AND c.relowner = (SELECT o.relowner FROM pg_class o
      WHERE o.relnamespace = c.relnamespace AND o.relname = 'schema_migration')
  ORDER BY c.relname`;
