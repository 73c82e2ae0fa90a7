import type { Client } from "pg";

/** By what the keys of a database are known. */
export interface KeyFingerprint {
  readonly instanceKey: string;
  /** The public keys of the log; null: it had none. */
  readonly logKeys: readonly string[] | null;
}

/** As the owner. Undefined: nothing has started on this database so far. */
export async function readFingerprint(owner: Client): Promise<KeyFingerprint | undefined> {
  const { rows } = await owner.query<KeyFingerprint>(
    `SELECT instance_key AS "instanceKey", log_keys AS "logKeys" FROM key_fingerprint`,
  );
  return rows[0];
}

/** The first of two that write at once is the one that stays. */
export async function insertFingerprint(owner: Client, keys: KeyFingerprint): Promise<void> {
  await owner.query(
    "INSERT INTO key_fingerprint (instance_key, log_keys) VALUES ($1, $2) ON CONFLICT DO NOTHING",
    [keys.instanceKey, keys.logKeys],
  );
}

export async function replaceLogKeys(owner: Client, keys: readonly string[]): Promise<void> {
  await owner.query("UPDATE key_fingerprint SET log_keys = $1 WHERE log_keys IS DISTINCT FROM $1", [
    keys,
  ]);
}
