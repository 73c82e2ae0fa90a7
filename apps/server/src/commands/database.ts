import { parseArgs } from "node:util";
import { StartError } from "../config/start-error.ts";
import { roleNames } from "../db/postgres-layout.ts";
import { rolesSql } from "../db/roles-sql.ts";
import { newSecret } from "../http/secret.ts";

const usage = `Usage: npm run database -- roles [--database graticule] [--from ROLE]
Prints the SQL that creates the two roles Graticule needs in your own PostgreSQL, each with a new password, and their
URLs. Run the SQL in that database, as a role that can create roles. Use a database that nothing else uses.
--from: the single role that an older version used for everything. Whatever it owns goes to the new owner.`;

/** Needs no configuration, and changes nothing. */
function main(): void {
  const { database, from } = readArguments();
  const owner = { name: roleNames.owner, password: newSecret() };
  const service = { name: roleNames.service, password: newSecret() };
  const urlOf = ({ name, password }: { name: string; password: string }): string =>
    `postgres://${name}:${password}@HOST:5432/${encodeURIComponent(database)}`;
  console.log(rolesSql({ database, owner, service, from }));
  console.log(`-- DATABASE_URL=${urlOf(service)}`);
  console.log(`-- DATABASE_OWNER_URL=${urlOf(owner)}`);
}

function readArguments(): { database: string; from: string | undefined } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        database: { type: "string", default: "graticule" },
        from: { type: "string" },
      },
    });
    if (positionals.join(" ") !== "roles") throw new Error(usage);
    return { database: values.database, from: values.from };
  } catch {
    throw new StartError("database", usage);
  }
}

try {
  main();
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exitCode = 1;
}
