import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { makeDataFolder } from "./data-folder.ts";
import { freePort } from "./free-port.ts";
import { lockDataFolder } from "./instance-lock.ts";
import { canReach } from "./service-user.ts";

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "graticule-unit-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const stranger = { name: "stranger", uid: 54_321, gid: 54_321 };

test("a data folder is made with its parents, and its private part is private", () => {
  const umask = process.umask(0o077);
  onTestFinished(() => {
    process.umask(umask);
  });
  const base = temporaryFolder();
  const path = join(base, "one", "two", "data");
  makeDataFolder(path);
  expect(statSync(join(base, "one")).mode & 0o777).toBe(0o755);
  expect(statSync(join(path, "run")).mode & 0o777).toBe(0o700);
});

test("another user can't reach a folder below one of mode 0700", () => {
  const base = temporaryFolder();
  const inner = join(base, "inner");
  mkdirSync(inner, { mode: 0o755 });
  chmodSync(base, 0o700);
  expect(canReach(stranger, inner)).toBe(false);
  expect(canReach(undefined, inner)).toBe(true);
  chmodSync(base, 0o711);
  expect(canReach(stranger, inner)).toBe(true);
});

test("a data folder has one holder at a time, who says where it listens", () => {
  const path = temporaryFolder();
  makeDataFolder(path);
  const first = lockDataFolder(path);
  if (first.kind !== "locked") throw new Error("a new folder is free");
  first.lock.announce("http://127.0.0.1:1");
  expect(lockDataFolder(path)).toEqual({
    kind: "taken",
    by: { pid: process.pid, url: "http://127.0.0.1:1" },
  });
  first.lock.release();
  const second = lockDataFolder(path);
  expect(second.kind).toBe("locked");
  if (second.kind === "locked") second.lock.release();
});

test("a port in use is not chosen", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => {
    server.close();
  });
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const found = await freePort("tcp", [address.port], "127.0.0.1");
  expect(found).not.toBe(address.port);
  expect(await freePort("tcp", [found], "127.0.0.1")).toBe(found);
});
