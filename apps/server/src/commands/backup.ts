import { existsSync } from "node:fs";
import { basename, resolve, sep } from "node:path";
import type { Config } from "../config/config.ts";
import { StartError } from "../config/start-error.ts";
import { writeBackup } from "../db/backup.ts";
import { reachDatabase } from "../db/reach-database.ts";
import { downloadsDirOf } from "../location/update-source.ts";
import { realPathOf } from "../processes/real-path.ts";
import { runCommand } from "./run-command.ts";

await runCommand(async (config) => {
  const name = process.argv[2];
  if (name === undefined) throw new StartError("backup", "Usage: npm run backup -- FILE");
  const path = resolve(name);
  if (existsSync(path))
    throw new StartError("backup", `${path} already exists. Choose another name.`);
  if (isTheServices(path, config))
    throw new StartError(
      "backup",
      `${path} is in the data folder, whose files the service takes for its own. Choose another folder.`,
    );
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

/** INVARIANT: no backup lies where the service looks for its files: a `.sha256` beside location data stops their updates. */
function isTheServices(path: string, config: Config): boolean {
  const real = realPathOf(path);
  return [config.dataDir, downloadsDirOf(config)].some((folder) =>
    real.startsWith(`${realPathOf(folder)}${sep}`),
  );
}

function whereIs({ dataDir, instanceKey }: Config): string {
  return instanceKey === undefined ? `${dataDir}/instance.key` : "INSTANCE_KEY";
}
