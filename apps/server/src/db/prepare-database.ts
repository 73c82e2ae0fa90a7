import type { Client } from "pg";
import { StartError } from "../config/start-error.ts";
import { awaitTurn, MigrationError, migrate } from "./migrate.ts";
import { connectOnce } from "./pool.ts";
import { grantToService } from "./privileges.ts";
import { type RoleProblems, roleProblems } from "./role-check.ts";
import type { DatabaseTarget, DatabaseTargets } from "./target.ts";

const help = "To print the SQL that creates both: npm run database -- roles (see docs/deploy.md).";

/**
 * Brings a database up to date as its owner, and gives the service's role what it needs and nothing
 * else. Returns the names of steps that newer versions added: then the role is left as they made it.
 * Throws {@link StartError} if a role is too strong or too weak, and what `migrate` throws. `stop`:
 * ends waits for other programs.
 */
export async function prepareDatabase(
  targets: DatabaseTargets,
  stop?: AbortSignal,
): Promise<readonly string[]> {
  const service = await reach(targets.service, "DATABASE_URL");
  try {
    const first = await roleProblems(service);
    // Before any change: no grant or revocation could mend this.
    refuse({ ...first, tooMuch: first.byItself, missing: [] });
    const { applied, unknown } = await asOwner(targets.owner, () =>
      migrate(targets.owner, { ...(stop && { stop }) }),
    );
    if (unknown.length > 0) return unknown;
    const before = await roleProblems(service);
    if (applied.length > 0 || before.missing.length > 0 || before.tooMuch.length > 0) {
      await withOwner(targets.owner, async (owner) => {
        await awaitTurn(owner, stop);
        await grantToService(owner, first.role);
      });
    }
    refuse(await roleProblems(service));
    return [];
  } finally {
    await service.end();
  }
}

async function withOwner(target: DatabaseTarget, work: (owner: Client) => Promise<void>) {
  const owner = await reach(target, "DATABASE_OWNER_URL");
  await asOwner(target, () => work(owner)).finally(() => owner.end());
}

function refuse({ role, tooMuch, missing }: Omit<RoleProblems, "byItself">): void {
  const say = (list: readonly string[]): string =>
    list.length > 5 ? `${list.slice(0, 5).join("; ")}; and more` : list.join("; ");
  if (tooMuch.length > 0) {
    throw new StartError(
      "database",
      `The role ${role} in DATABASE_URL can do too much: ${say(tooMuch)}. The service needs a role that owns ` +
        `nothing, and a second one in DATABASE_OWNER_URL that owns the tables. ${help}`,
    );
  }
  if (missing.length > 0) {
    throw new StartError(
      "database",
      `The role ${role} in DATABASE_URL can't do enough: ${say(missing)}. Check that both URLs name the same database, ` +
        `and that the role in DATABASE_OWNER_URL owns its tables. ${help}`,
    );
  }
}

/** @param name the setting that holds the target's URL, if it has one */
export function unusable(
  target: DatabaseTarget,
  name: string,
  cause: unknown,
  why = (cause as Error).message,
): StartError {
  const which = target.kind === "url" ? `The database in ${name}` : "The database";
  return new StartError("database", `${which} can't be used: ${why}`, { cause });
}

async function reach(target: DatabaseTarget, name: string): Promise<Client> {
  try {
    return await connectOnce(target);
  } catch (cause) {
    throw unusable(target, name, cause);
  }
}

/** `insufficient_privilege`. */
const notAllowed = "42501";

async function asOwner<Result>(
  target: DatabaseTarget,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof MigrationError || error instanceof StartError) throw error;
    const { message, cause } = error as Error;
    const why = cause instanceof Error ? cause.message : "";
    const codes = [error, cause].map((one) => (one as { code?: unknown })?.code);
    if (!codes.includes(notAllowed)) {
      const all = [message, why].filter(Boolean).join(" ");
      throw unusable(target, "DATABASE_OWNER_URL", error, all);
    }
    throw new StartError(
      "database",
      `The role in DATABASE_OWNER_URL can't do enough: ${why || message}. It must own the tables and be allowed to create more. ${help}`,
      { cause: error },
    );
  }
}
