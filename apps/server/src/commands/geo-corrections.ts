import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { StartError } from "../config/start-error.ts";
import { correctionsFileOf } from "../location/corrections.ts";
import { readGeofeed } from "../location/text-formats.ts";
import { lockFileWithin } from "../processes/file-lock.ts";
import { replaceFile } from "../processes/json-file.ts";
import { argumentsOf, runCommand } from "./run-command.ts";
import { onSharedFolder } from "./shared-location.ts";

const usage = `Usage: npm run geo:corrections [-- --import FILE]
Prints the corrections of networks that were located wrongly, a geofeed (RFC 8805). --import replaces
them with a file's, at most once a day. A running service uses them at once, in a cluster at every instance; what
would move people into the territory of an order in force waits for two people at the desk.`;
const dayMs = 86_400_000;

await runCommand(async (config) => {
  const { values } = argumentsOf("geo", usage, { options: { import: { type: "string" } } });
  const file = correctionsFileOf(config);
  // Before anything that others may change meanwhile: it can be long in coming.
  const text = values.import === undefined ? undefined : wholeGeofeed(values.import);
  await onSharedFolder(config, async () => {
    if (text !== undefined) return await replaceCorrections(file, text);
    process.stdout.write(existsSync(file) ? readFileSync(file, "utf8") : "");
  });
});

/** One command at a time. @throws StartError */
async function replaceCorrections(file: string, text: string): Promise<void> {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const imported = join(folder, "corrections.imported");
  const release = await lockFileWithin(`${imported}.lock`, 5_000);
  if (release === undefined) {
    throw new StartError("geo", "Another import is under way. Nothing was changed.");
  }
  try {
    countImport(imported);
    replaceFile(file, text);
  } finally {
    release();
  }
  console.log("The corrections were replaced.");
}

/**
 * INVARIANT: one import a day. Each can tell a host in which of many places the networks of their meeting's participants are, and so
 * a few in a row an address.
 * @param file made with each import: its date is that of the last one
 * @throws StartError
 */
function countImport(file: string): void {
  const nextMs = existsSync(file) ? statSync(file).mtimeMs + dayMs : 0;
  if (Date.now() < nextMs) {
    const next = new Date(nextMs).toISOString().slice(0, 16).replace("T", " ");
    throw new StartError(
      "geo",
      `Corrections were imported less than a day ago. The next import can be made from ${next} UTC, and nothing was changed. ` +
        "The desk can correct a single network at any time.",
    );
  }
  replaceFile(file, "The last import of corrections.\n");
}

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
