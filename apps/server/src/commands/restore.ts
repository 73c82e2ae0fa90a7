import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { mayRestore } from "../accounts/check-keys.ts";
import { hasInstanceKey } from "../accounts/seal.ts";
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
    const rows = await restoreBackup(database.targets.owner, path, (known) =>
      mayRestore(known, config),
    );
    const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
    console.log(`Restored ${total} rows in ${Object.keys(rows).length} tables.`);
    if (!hasInstanceKey(config)) {
      console.log(
        `Before you start the service, put your copy of instance.key in ${config.dataDir}. ` +
          "Without it, the service won't start on this database.",
      );
    }
  } finally {
    await database.release();
  }
});
