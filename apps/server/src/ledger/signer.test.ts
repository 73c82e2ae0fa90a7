import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import * as disk from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseNote } from "@graticule/ledger/note";
import { expect, onTestFinished, test } from "vitest";
import { createHeadFile } from "./head-file.ts";
import { openSigner } from "./signer.ts";

const head = { size: 3, root: new Uint8Array(32) };

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "graticule-signer-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

const at = (dataDir: string, mayMakeKey = true) => ({ dataDir, origin: "a.test/log", mayMakeKey });

function pemOf(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}

test("a key is made once, readable by its owner alone, and signs the same head with the same bytes", async () => {
  const path = folder();
  const first = await openSigner(at(path), disk);
  const again = await openSigner(at(path), disk);
  expect(again.keys).toEqual(first.keys);
  expect(await again.sign(head)).toEqual(await first.sign(head));
  expect(statSync(join(path, "ledger.key")).mode & 0o777).toBe(0o600);
});

test("a key that couldn't be written leaves an empty head, and is made at the next start", async () => {
  const path = folder();
  const full = (name: string) => Promise.reject(new Error(`no room for ${name}`));
  const open: typeof disk.open = (name, ...how) =>
    String(name).includes("ledger.key") ? full(String(name)) : disk.open(name, ...how);
  await expect(openSigner(at(path), { ...disk, open })).rejects.toMatchObject({ code: "key" });
  expect(readdirSync(path)).toEqual(["ledger.head"]);
  expect((await createHeadFile(path, disk).read())?.size).toBe(0);
  await openSigner(at(path), disk);
  expect(readdirSync(path)).toEqual(["ledger.head", "ledger.key"]);
});

test("an added key signs beside the old one, and the old one can then go", async () => {
  const path = folder();
  const file = join(path, "ledger.key");
  const [old] = (await openSigner(at(path), disk)).keys;
  const pem = pemOf(generateKeyPairSync("ed25519").privateKey);
  appendFileSync(file, pem);
  const both = await openSigner(at(path), disk);
  expect(both.keys).toHaveLength(2);
  expect(both.keys[0]).toBe(old);
  expect(parseNote(await both.sign(head))?.signatures).toHaveLength(2);
  writeFileSync(file, pem);
  const { keys } = await openSigner(at(path), disk);
  expect(keys).toEqual([both.keys[1]]);
});

test("anything but an Ed25519 key signs nothing", async () => {
  const path = folder();
  const rsa = pemOf(generateKeyPairSync("rsa", { modulusLength: 2_048 }).privateKey);
  for (const text of ["", "no key", rsa]) {
    writeFileSync(join(path, "ledger.key"), text);
    await expect(openSigner(at(path), disk)).rejects.toMatchObject({ code: "key" });
  }
});

test("a missing key of a log that was signed is not replaced", async () => {
  const path = folder();
  await expect(openSigner(at(path, false), disk)).rejects.toMatchObject({ code: "key" });
  expect(readdirSync(path)).toEqual([]);
});
