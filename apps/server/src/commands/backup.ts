import { existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import type { Config } from "../config/config.ts";
import { StartError } from "../config/start-error.ts";
import { writeBackup } from "../db/backup.ts";
import { reachDatabase } from "../db/reach-database.ts";
import { runCommand } from "./run-command.ts";

await runCommand(async (config) => {
  const name = process.argv[2];
  if (name === undefined) throw new StartError("backup", "Usage: npm run backup -- FILE");
  const path = resolve(name);
  if (existsSync(path))
    throw new StartError("backup", `${path} already exists. Choose another name.`);
  const database = await reachDatabase(config, "beside the service");
  try {
    let textKeys = "";
    const rows = await writeBackup(database.targets.owner, path, (file) => {
      textKeys = file;
    });
    const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
    console.log(`Wrote ${total} rows from ${Object.keys(rows).length} tables to ${path}.`);
    console.log(
      `The keys in it are sealed with ${whereIs(config)}, which isn't in this file. ` +
        "Keep a copy of that in another safe place.",
    );
    console.log(
      `Wrote ${textKeys}, which opens what people wrote of requests. Keep only the newest ` +
        "one: in an older one are keys of texts that were destroyed since.",
    );
    if (basename(textKeys) !== "text-keys") {
      console.log(
        "The file without a date beside it is from before a restore, and opens what this database doesn't know. " +
          "Delete it once you no longer want to restore a backup from then.",
      );
    }
  } finally {
    await database.release();
  }
});

function whereIs({ dataDir, instanceKey }: Config): string {
  return instanceKey === undefined ? `${dataDir}/instance.key` : "INSTANCE_KEY";
}
