import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Config } from "../config/config.ts";
import { StartError } from "../config/start-error.ts";
import { writeBackup } from "../db/backup.ts";
import { reachDatabase } from "../db/reach-database.ts";
import { textKeysBeside } from "../db/text-keys-file.ts";
import { runCommand } from "./run-command.ts";

await runCommand(async (config) => {
  const name = process.argv[2];
  if (name === undefined) throw new StartError("backup", "Usage: npm run backup -- FILE");
  const path = resolve(name);
  if (existsSync(path))
    throw new StartError("backup", `${path} already exists. Choose another name.`);
  const database = await reachDatabase(config, "beside the service");
  try {
    const rows = await writeBackup(database.targets.owner, path);
    const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
    console.log(`Wrote ${total} rows from ${Object.keys(rows).length} tables to ${path}.`);
    console.log(
      `The keys in it are sealed with ${whereIs(config)}, which isn't in this file. ` +
        "Keep a copy of that in another safe place.",
    );
    console.log(
      `Wrote ${textKeysBeside(path)}, which opens what people wrote of requests. Keep only the newest ` +
        "one: in an older one are keys of texts that were destroyed since.",
    );
  } finally {
    await database.release();
  }
});

function whereIs({ dataDir, instanceKey }: Config): string {
  return instanceKey === undefined ? `${dataDir}/instance.key` : "INSTANCE_KEY";
}
