import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { StartError } from "../config/start-error.ts";

const usage = `Usage: npm run cluster:keys -- FOLDER
Creates the two keys that all instances of a cluster share, in FOLDER: instance.key and ledger.key. Set INSTANCE_KEY_FILE and
LEDGER_KEY_FILE to these files at each instance, or INSTANCE_KEY and LEDGER_KEY to what they contain. Keep a copy in a safe place.
If a service of yours becomes a cluster, use the instance.key and ledger.key of its data folder instead.`;

/** Needs no configuration, and replaces nothing. */
function main(): void {
  const [, , name, ...more] = process.argv;
  if (name === undefined || more.length > 0) throw new StartError("keys", usage);
  const folder = resolve(name);
  const files = { instance: join(folder, "instance.key"), ledger: join(folder, "ledger.key") };
  const there = Object.values(files).find((file) => existsSync(file));
  if (there !== undefined) {
    throw new StartError(
      "keys",
      `${there} already exists, and keys aren't replaced. Choose another folder.`,
    );
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync("ed25519");
  write(files.instance, `${randomBytes(32).toString("base64url")}\n`);
  write(files.ledger, privateKey.export({ type: "pkcs8", format: "pem" }).toString());
  console.log(`INSTANCE_KEY_FILE=${files.instance}\nLEDGER_KEY_FILE=${files.ledger}`);
}

const write = (file: string, content: string): void =>
  writeFileSync(file, content, { flag: "wx", mode: 0o600, flush: true });

try {
  main();
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exitCode = 1;
}
