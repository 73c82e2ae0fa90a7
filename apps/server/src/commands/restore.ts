import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { StartError } from "../config/start-error.ts";
import { reachDatabase } from "../db/reach-database.ts";
import { restoreBackup } from "../db/restore.ts";
import { runCommand } from "./run-command.ts";

await runCommand(async (config) => {
  const name = process.argv[2];
  if (name === undefined) throw new StartError("backup", "Usage: npm run restore -- FILE");
  const path = resolve(name);
  if (!existsSync(path)) throw new StartError("backup", `${path} doesn't exist. Check the path.`);
  const database = await reachDatabase(config, "alone");
  try {
    const rows = await restoreBackup(database.targets.owner, path);
    const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
    console.log(`Restored ${total} rows in ${Object.keys(rows).length} tables.`);
    if (!existsSync(join(config.dataDir, "instance.key"))) {
      console.log(
        `Before you start the service, put your copy of instance.key in ${config.dataDir}. ` +
          "Without it, registered keys can't be read.",
      );
    }
  } finally {
    await database.release();
  }
});
