import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createSeal } from "../config/seal.ts";
import { openInstanceSeal } from "./seal.ts";

test("a secret opens only with its key, in its place and undamaged", () => {
  const seal = createSeal(randomBytes(32));
  const sealed = seal.seal("secret ü", "key-1");
  expect(seal.open(sealed, "key-1")).toBe("secret ü");
  expect(seal.open(sealed, "key-2")).toBeUndefined();
  expect(createSeal(randomBytes(32)).open(sealed, "key-1")).toBeUndefined();
  for (let index = 0; index < sealed.length; index += 1) {
    const damaged = Buffer.from(sealed);
    damaged.writeUInt8(damaged.readUInt8(index) ^ 1, index);
    expect(seal.open(damaged, "key-1")).toBeUndefined();
    expect(seal.open(sealed.subarray(0, index), "key-1")).toBeUndefined();
  }
  expect(seal.seal("secret ü", "key-1").equals(sealed)).toBe(false);
});

test("the instance's key is made once, readable by its owner alone, and a damaged key is refused", () => {
  const folder = mkdtempSync(join(tmpdir(), "graticule-seal-"));
  try {
    const sealed = openInstanceSeal({ dataDir: folder }).seal("secret", "k");
    expect(openInstanceSeal({ dataDir: folder }).open(sealed, "k")).toBe("secret");
    expect(statSync(join(folder, "instance.key")).mode & 0o777).toBe(0o600);
    writeFileSync(join(folder, "instance.key"), "short");
    expect(() => openInstanceSeal({ dataDir: folder })).toThrow(/damaged/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
