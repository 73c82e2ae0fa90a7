import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { StartError } from "../config/start-error.ts";
import { correctionsFileOf } from "../location/corrections.ts";
import { readGeofeed } from "../location/text-formats.ts";
import { replaceFile } from "../processes/json-file.ts";
import { argumentsOf, runCommand } from "./run-command.ts";
import { onSharedFolder } from "./shared-location.ts";

const usage = `Usage: npm run geo:corrections [-- --import FILE]
Prints the corrections of networks that were located wrongly, a geofeed (RFC 8805). --import replaces
them with a file's. A running service uses them at once, in a cluster at every instance; what would move
people into the territory of an order in force waits for two people at the desk.`;

await runCommand(async (config) => {
  const { values } = argumentsOf("geo", usage, { options: { import: { type: "string" } } });
  const file = correctionsFileOf(config);
  await onSharedFolder(config, async () => {
    if (values.import === undefined) {
      process.stdout.write(existsSync(file) ? readFileSync(file, "utf8") : "");
      return;
    }
    const text = wholeGeofeed(values.import);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    replaceFile(file, text);
    console.log("The corrections were replaced.");
  });
});

/** @throws StartError if a line can't be understood: corrections are never left out unseen */
function wholeGeofeed(path: string): string {
  if (!existsSync(path)) throw new StartError("geo", `${path} doesn't exist.`);
  const text = readFileSync(path, "utf8");
  const { networks, notUnderstood } = readGeofeed(text);
  if (notUnderstood === 0 && networks.length > 0) return text;
  const wrong = networks.length === 0 ? "No line" : `${notUnderstood} lines`;
  const what = networks.length === 0 ? "names a network and its place" : "can't be understood";
  throw new StartError(
    "geo",
    `${wrong} of ${path} ${what}. A line is like 192.0.2.0/24,FR,,, and nothing was changed.`,
  );
}
