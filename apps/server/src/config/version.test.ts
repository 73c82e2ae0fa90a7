import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { version } from "./version.ts";

test("the version that the service reports is the package's", () => {
  const file = join(import.meta.dirname, "../..", "package.json");
  expect(JSON.parse(readFileSync(file, "utf8")).version).toBe(version);
});
