import { createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "../config/config.ts";
import { ledgerKeysIn } from "../config/keys.ts";
import { StartError } from "../config/start-error.ts";
import {
  insertFingerprint,
  type KeyFingerprint,
  readFingerprint,
  replaceLogKeys,
} from "../db/key-fingerprint.ts";
import { connectOnce } from "../db/pool.ts";
import type { DatabaseTarget } from "../db/target.ts";
import { deriveInstanceSecret, hasInstanceKey } from "./seal.ts";

type KeyConfig = Pick<Config, "dataDir" | "instanceKey" | "ledgerKey">;

/**
 * Refuses keys that aren't this database's. The first start says which are. INVARIANT: a database
 * whose key is missing here gets no new one; only the service, which signs with them, says which are the log's.
 * @throws StartError `keys`
 */
export async function checkKeys(
  owner: DatabaseTarget,
  config: KeyConfig,
  by: "service" | "command" = "service",
): Promise<void> {
  const client = await connectOnce(owner);
  try {
    const known = await readFingerprint(client);
    if (known !== undefined && !hasInstanceKey(config)) throw wrongInstanceKey(config);
    const logKeys = by === "service" ? logKeysOf(config) : null;
    if (known === undefined) {
      await insertFingerprint(client, { instanceKey: fingerprintOf(config), logKeys });
    }
    const wrong = wrongKey((await readFingerprint(client)) ?? known, config);
    if (wrong === "instance") throw wrongInstanceKey(config);
    if (wrong === "ledger") throw wrongLedgerKey();
    if (logKeys !== null) await replaceLogKeys(client, logKeys);
  } finally {
    await client.end();
  }
}

/**
 * Lets a backup with this fingerprint be restored where its keys are, or none so far.
 * @throws StartError `keys`
 */
export function mayRestore(known: KeyFingerprint | undefined, config: KeyConfig): void {
  if (!hasInstanceKey(config)) return;
  const wrong = wrongKey(known, config);
  if (wrong === undefined) return;
  const inFolder = join(config.dataDir, "instance.key");
  const given = wrong === "ledger" ? "LEDGER_KEY" : "INSTANCE_KEY";
  const which = wrong === "instance" && config.instanceKey === undefined ? inFolder : given;
  throw new StartError(
    "keys",
    `This backup belongs to another key than ${which}, so nothing was restored. Put the key that belongs to ` +
      "the backup in its place, then restore again.",
  );
}

const fingerprintOf = (config: KeyConfig): string => deriveInstanceSecret(config, "fingerprint");

function wrongKey(
  known: KeyFingerprint | undefined,
  config: KeyConfig,
): "instance" | "ledger" | undefined {
  if (known === undefined) return undefined;
  if (known.instanceKey !== fingerprintOf(config)) return "instance";
  // Of the data folder: the log has rules of its own for that, and the service goes on without it.
  if (config.ledgerKey === undefined || known.logKeys === null) return undefined;
  const ours = logKeysOf(config) ?? [];
  return known.logKeys.some((key) => ours.includes(key)) ? undefined : "ledger";
}

/** Base64url of the public keys; null: none so far, or none that can be read. */
function logKeysOf({ dataDir, ledgerKey }: KeyConfig): readonly string[] | null {
  const keys = ledgerKeysIn(ledgerKey ?? readText(join(dataDir, "ledger.key")));
  return keys?.map((key) => createPublicKey(key).export({ format: "jwk" }).x ?? "") ?? null;
}

function readText(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}

const lostForGood = "If it is lost for good, see docs/deploy.md, Backup and restore.";

function wrongInstanceKey({ dataDir, instanceKey }: KeyConfig): StartError {
  const lost = "sealed secrets, sessions and everyone's identities in meetings would be lost";
  return new StartError(
    "keys",
    instanceKey === undefined
      ? `The key of this database isn't in ${dataDir}: ${lost}. Put the instance.key that belongs to it there. ${lostForGood}`
      : `INSTANCE_KEY isn't the key of this database: ${lost}. Set the one the other instances have. ${lostForGood}`,
  );
}

const wrongLedgerKey = (): StartError =>
  new StartError(
    "keys",
    "LEDGER_KEY isn't the key of this database's public log. Set the one the other instances have. " +
      "To replace it or begin a log with a new key, see docs/deploy.md, The public log.",
  );
