import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { mayRestore } from "../accounts/check-keys.ts";
import { hasInstanceKey } from "../accounts/seal.ts";
import type { Config } from "../config/config.ts";
import { StartError } from "../config/start-error.ts";
import { reachDatabase } from "../db/reach-database.ts";
import { noteRestoration, restoreBackup } from "../db/restore.ts";
import { hasTextKeys } from "../db/text-keys-file.ts";
import { runCommand } from "./run-command.ts";

const usage = `Usage: npm run restore -- FILE        fills a new, empty database from a backup
       npm run restore -- --elsewhere  records that this database was restored by other means`;

const whatFollows = `The restore is recorded, and becomes an entry of the public log. From before it, these have no effect:
- orders, until a reviewer and an approver confirm each of them again
- rules for the whole service, until you create them again
- roles at the desk for making orders, until they are given again
Meetings, hosts' rules, refusing and lifting go on. What to do: docs/deploy.md, After a restore.`;

await runCommand(async (config) => {
  const name = process.argv[2];
  if (name === undefined) throw new StartError("backup", usage);
  await (name === "--elsewhere" ? note(config) : restore(config, resolve(name)));
  console.log(whatFollows);
});

async function note(config: Config): Promise<void> {
  const database = await reachDatabase(config, "beside the service");
  try {
    await noteRestoration(database.targets.owner);
  } finally {
    await database.release();
  }
}

async function restore(config: Config, path: string): Promise<void> {
  if (!existsSync(path)) throw new StartError("backup", `${path} doesn't exist. Check the path.`);
  const database = await reachDatabase(config, "alone");
  try {
    const rows = await restoreBackup(database.targets.owner, path, (known) =>
      mayRestore(known, config),
    );
    const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
    console.log(`Restored ${total} rows in ${Object.keys(rows).length} tables.`);
    if (!hasTextKeys(path)) {
      console.log(
        `There are no text-keys beside ${path}, so what people wrote of requests can't be read, and texts that were removed ` +
          "from the public log since are shown again.",
      );
    }
    if (!hasInstanceKey(config)) {
      console.log(
        `Before you start the service, put your copy of instance.key in ${config.dataDir}. ` +
          "Without it, the service won't start on this database.",
      );
    }
  } finally {
    await database.release();
  }
}
