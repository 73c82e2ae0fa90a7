import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Client } from "pg";
import { z } from "zod";
import { StartError } from "../config/start-error.ts";

/**
 * Beside a backup, in one file for its folder: the keys of texts, each sealed with
 * `instance.key`. A key never changes, so the newest file opens every older backup, but for texts
 * that were destroyed since. And which texts were removed from the public log: a restore of an older
 * backup removes them again. A database that was restored never replaces the file of a later time: it then has one of its own,
 * named by its restoration.
 */
const fileSchema = z.object({
  graticuleTextKeys: z.literal(1),
  /** By what the texts are about: a request, a report, an act. */
  keys: z.record(z.uuid(), z.base64()),
  /** Names of the texts, by SHA-256 of their leaf in hex. */
  takenDown: z.record(z.hex(), z.array(z.string())),
});

/** Whether there is such a file beside a backup. */
export function hasTextKeys(backup: string): boolean {
  return readdirSync(dirname(backup)).some((name) => /^text-keys(-\d{8}T\d{6}Z)?$/.test(name));
}

/** Where this database's file may be, the newest place first. A restoration counts once its entry is in the log. */
async function placesOf(client: Client, backup: string): Promise<[string, ...string[]]> {
  const { rows } = await client.query<{ at: string }>(
    `SELECT to_char(at AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS"Z"') AS at FROM restoration
     WHERE leaf IS NOT NULL ORDER BY entry_id DESC`,
  );
  const [first = "text-keys", ...others] = [
    ...rows.map(({ at }) => `text-keys-${at}`),
    "text-keys",
  ];
  const inFolder = (name: string): string => join(dirname(backup), name);
  return [inFolder(first), ...others.map(inFolder)];
}

/**
 * In the transaction of the backup. Replaces the file of the backup before; a file is always whole. Returns its path.
 * @throws StartError `backup` where that file has what would be lost, and this database was not restored since: a key that
 * this database doesn't have, whose texts aren't due, or a text removed from the log that isn't removed here
 */
export async function writeTextKeys(client: Client, backup: string): Promise<string> {
  const places = await placesOf(client, backup);
  const [newest] = places;
  const former = places.find((one) => existsSync(one));
  // INVARIANT: no file of a later time is replaced: what it opens is nowhere else.
  const isLater = former !== undefined && !(await mayReplace(client, former));
  if (isLater && former === newest) {
    const why = "belongs to a later time than this database, or to another service";
    throw new StartError("backup", `${former} ${why}. ${elsewhere}`);
  }
  const path = isLater ? newest : (former ?? join(dirname(backup), "text-keys"));
  const { rows } = await client.query<{ about: string; key: Buffer }>(
    "SELECT about, key FROM text_key ORDER BY 1",
  );
  const keys = Object.fromEntries(rows.map(({ about, key }) => [about, key.toString("base64")]));
  const gone = await client.query<{ leaf: string; names: string[] }>(
    `SELECT encode(sha256(l.leaf), 'hex') AS leaf, array_agg(t.name::text ORDER BY t.name) AS names
     FROM ledger_text t JOIN ledger_leaf l ON l.index = t.leaf WHERE t.value IS NULL GROUP BY l.leaf ORDER BY 1`,
  );
  const takenDown = Object.fromEntries(gone.rows.map(({ leaf, names }) => [leaf, names]));
  const file: z.infer<typeof fileSchema> = { graticuleTextKeys: 1, keys, takenDown };
  const next = `${path}.${randomUUID()}.new`;
  try {
    writeFileSync(next, `${JSON.stringify(file)}\n`, { flag: "wx", mode: 0o600, flush: true });
    renameSync(next, path);
  } finally {
    rmSync(next, { force: true });
  }
  return path;
}

/** @throws StartError `backup` where the file can't be read */
async function mayReplace(client: Client, path: string): Promise<boolean> {
  const there = fileSchema.safeParse(jsonIn(readFileSync(path, "utf8")));
  if (!there.success) throw new StartError("backup", `${path} can't be read. ${elsewhere}`);
  const { keys, takenDown } = there.data;
  const { rows } = await client.query(
    `SELECT FROM (SELECT one.key::uuid, decode(one.value, 'base64') FROM jsonb_each_text($1) AS one) AS there (about, key)
       LEFT JOIN text_key k ON k.about = there.about
     WHERE k.key IS DISTINCT FROM there.key
       AND coalesce(texts_end(there.about) > (now() AT TIME ZONE 'UTC')::date, true)
     UNION ALL SELECT FROM jsonb_each($2) AS removed (leaf, names), jsonb_array_elements_text(names) AS name
       WHERE (leaf, name) NOT IN (SELECT encode(sha256(l.leaf), 'hex'), t.name
         FROM ledger_text t JOIN ledger_leaf l ON l.index = t.leaf WHERE t.value IS NULL)
     LIMIT 1`,
    [JSON.stringify(keys), JSON.stringify(takenDown)],
  );
  return rows.length === 0;
}

const elsewhere = "Nothing was written. Choose another folder for backups, and keep that file.";

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Before the restoration is recorded. Puts back the keys of what is there and whose texts are not due, and removes from the log what was removed since. Without the
 * file it does neither; throws if it is damaged.
 */
export async function restoreTextKeys(client: Client, backup: string): Promise<void> {
  const path = (await placesOf(client, backup)).find((one) => existsSync(one));
  if (path === undefined) return;
  const { keys, takenDown } = fileSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  await client.query("ALTER TABLE text_key DISABLE TRIGGER USER");
  await client.query(
    `INSERT INTO text_key (about, key) SELECT kept.about, kept.key
     FROM (SELECT one.key::uuid, decode(one.value, 'base64') FROM jsonb_each_text($1) AS one) AS kept (about, key)
     WHERE has_texts(kept.about) AND coalesce(texts_end(kept.about) > (now() AT TIME ZONE 'UTC')::date, true)`,
    [JSON.stringify(keys)],
  );
  await client.query("ALTER TABLE text_key ENABLE TRIGGER USER");
  await client.query("ALTER TABLE ledger_text DISABLE TRIGGER USER");
  await client.query(
    `UPDATE ledger_text t SET salt = NULL, value = NULL FROM ledger_leaf l
     WHERE l.index = t.leaf AND $1::jsonb -> encode(sha256(l.leaf), 'hex') ? t.name`,
    [JSON.stringify(takenDown)],
  );
  await client.query("ALTER TABLE ledger_text ENABLE TRIGGER USER");
}
