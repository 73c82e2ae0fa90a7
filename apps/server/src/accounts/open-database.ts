import type { Config } from "../config/config.ts";
import { type OpenDatabase, openDatabase } from "../db/pool.ts";
import { prepareDatabase } from "../db/prepare-database.ts";
import { keepProgramKey } from "../db/program-key.ts";
import type { Database } from "../db/schema.ts";
import type { DatabaseTarget, DatabaseTargets } from "../db/target.ts";
import { checkKeys } from "./check-keys.ts";
import { hasInstanceKey, type KeyPlace, programSecretOf } from "./seal.ts";

/** Shows the program's other connections that it is one of theirs, as soon as there is a key. */
export function asProgram(service: DatabaseTarget, place: KeyPlace): DatabaseTarget {
  return hasInstanceKey(place) ? { ...service, programSecret: programSecretOf(place) } : service;
}

interface Opening {
  readonly by: "service" | "command";
  readonly stop?: AbortSignal | undefined;
  readonly connections?: number;
}

/**
 * Brings a database up to date, refuses keys that aren't its own, and opens it as the program.
 * @param stop ends waits for other programs
 * @returns also the names of steps that a newer version added
 * @throws StartError
 */
export async function openOwnDatabase(
  targets: DatabaseTargets,
  config: Pick<Config, "dataDir" | "instanceKey" | "ledgerKey">,
  { by, stop, connections }: Opening,
): Promise<{ database: OpenDatabase<Database>; newerSteps: readonly string[] }> {
  const service = asProgram(targets.service, config);
  const newerSteps = await prepareDatabase({ ...targets, service }, stop);
  await checkKeys(targets.owner, config, by);
  const programSecret = programSecretOf(config);
  const schema = await keepProgramKey(targets.owner, programSecret);
  const target = { ...targets.service, programSecret, schema };
  return {
    database: openDatabase<Database>(target, { ...(connections && { connections }) }),
    newerSteps,
  };
}
