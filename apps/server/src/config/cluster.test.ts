import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readConfig } from "./config.ts";

const key = randomBytes(32);
const ed25519 = generateKeyPairSync("ed25519").privateKey;
const pem = ed25519.export({ type: "pkcs8", format: "pem" }).toString();
const whole = {
  CLUSTER: "1",
  CLUSTER_ADDRESS: "10.0.0.2:7901",
  PUBLIC_URL: "https://meet.example.org",
  DATABASE_URL: "postgres://service:a@db/meet",
  DATABASE_OWNER_URL: "postgres://owner:b@db/meet",
  LIVEKIT_URL: "ws://engine:7880",
  LIVEKIT_KEY: "key",
  LIVEKIT_SECRET: "secret",
  INSTANCE_KEY: key.toString("base64url"),
  LEDGER_KEY: pem,
};

function read(variables: Record<string, string>) {
  const result = readConfig(variables);
  if (result.kind === "config") return { config: result.config, problems: [] };
  return { config: undefined, problems: result.problems.map(({ name }) => name).toSorted() };
}

function file(content: string | Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), "graticule-keys-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "key"), content);
  return join(folder, "key");
}

test("alone, a process has no address for others and its keys in the data folder", () => {
  for (const variables of [{}, { CLUSTER: "0" }]) {
    const { config } = read(variables);
    expect(config).toMatchObject({ cluster: undefined, instanceKey: undefined });
    expect(config?.ledgerKey).toBeUndefined();
  }
  expect(read({ CLUSTER_ADDRESS: "10.0.0.2:7901" }).problems).toEqual(["CLUSTER_ADDRESS"]);
});

test("one of several says where the others reach it", () => {
  expect(read(whole).config?.cluster).toEqual({ host: "10.0.0.2", port: 7901 });
  const ipv6 = read({ ...whole, CLUSTER_ADDRESS: "[fd00::2]:7901" }).config?.cluster;
  expect(ipv6).toEqual({ host: "fd00::2", port: 7901 });
  const wrong = ["10.0.0.2", "fd00::2:7901", "[10.0.0.2]:7901", "0.0.0.0:7901", "[::]:7901"];
  for (const address of [...wrong, "a.example:7901", "10.0.0.2:0", "10.0.0.2:65536", "10.0.0.2:"])
    expect(read({ ...whole, CLUSTER_ADDRESS: address }).problems).toEqual(["CLUSTER_ADDRESS"]);
});

test("one of several hears at once all that it lacks", () => {
  expect(read({ CLUSTER: "1" }).problems).toEqual([
    "CLUSTER_ADDRESS",
    "DATABASE_URL",
    "INSTANCE_KEY_FILE",
    "LEDGER_KEY_FILE",
    "MEDIA_ENGINES",
    "PUBLIC_URL",
  ]);
});

test("keys come from a variable or a file, for one process too", () => {
  const { INSTANCE_KEY, LEDGER_KEY } = whole;
  for (const content of [key, `${INSTANCE_KEY}\n`])
    expect(read({ INSTANCE_KEY_FILE: file(content) }).config?.instanceKey).toEqual(key);
  expect(read({ INSTANCE_KEY }).config?.instanceKey).toEqual(key);
  expect(read({ LEDGER_KEY_FILE: file(pem + pem) }).config?.ledgerKey).toBe(pem + pem);
  const inOneLine = LEDGER_KEY.replaceAll("\n", "\\n");
  expect(read({ LEDGER_KEY: inOneLine }).config?.ledgerKey).toBe(pem);
  const twice = { INSTANCE_KEY, INSTANCE_KEY_FILE: file(key) };
  expect(read(twice).problems).toEqual(["INSTANCE_KEY"]);
});

test("what is no key is refused and not repeated", () => {
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const wrong = {
    INSTANCE_KEY: `${"hunter2".repeat(4)}four`,
    INSTANCE_KEY_FILE: file("hunter2"),
    LEDGER_KEY: "hunter2",
    LEDGER_KEY_FILE: file(rsa.export({ type: "pkcs8", format: "pem" })),
  };
  const result = readConfig(wrong);
  expect(read(wrong).problems).toEqual(Object.keys(wrong));
  expect(JSON.stringify(result)).not.toContain("hunter2");
  const nowhere = { INSTANCE_KEY_FILE: "/nowhere/key", LEDGER_KEY_FILE: "/nowhere/key" };
  expect(read(nowhere).problems).toEqual(Object.keys(nowhere));
});
