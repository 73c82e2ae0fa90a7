import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { makeTestFolder } from "./harness.ts";

test("what a killed test left is removed only if no one else could have written it", () => {
  const folder = makeTestFolder();
  const left = mkdtempSync(join(dirname(folder.path), "graticule-test-"));
  try {
    const owner = { pid: process.pid, startTime: "0", boot: "another" };
    writeFileSync(join(left, "owner.json"), JSON.stringify(owner));
    chmodSync(left, 0o777);
    makeTestFolder().remove();
    expect(existsSync(left)).toBe(true);
    chmodSync(left, 0o700);
    makeTestFolder().remove();
    expect(existsSync(left)).toBe(false);
  } finally {
    rmSync(left, { recursive: true, force: true });
    folder.remove();
  }
});
