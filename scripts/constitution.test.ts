import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const docs = join(import.meta.dirname, "..", "docs");
const page = readFileSync(join(docs, "constitution.md"), "utf8");

/** The table's cells: number, article, TypeScript, SQL, tests. */
const rows = page
  .split("\n")
  .filter((line) => /^\| \d/.test(line))
  .map((line) => line.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, "")));

interface Link {
  readonly says: string;
  readonly path: string;
}

function linksIn(text: string): readonly Link[] {
  return [...text.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)].map(([, says = "", path = ""]) => ({
    says: says.replace(/^[`“]|[`”]$/g, ""),
    path: join(docs, path),
  }));
}

/** A name stands in its file as a word of its own, a test by the beginning of its title. */
function isThere({ says, path }: Link): boolean {
  if (!existsSync(path)) return false;
  if (statSync(path).isDirectory() || path.endsWith(".md")) return true;
  const text = readFileSync(path, "utf8");
  return says.includes(" ") ? text.includes(says) : new RegExp(`\\b${says}\\b`).test(text);
}

test("every article has its row, with where it is stated and what tries to break it", () => {
  expect(rows.map(([number]) => Number(number))).toEqual(
    Array.from({ length: 15 }, (_, at) => at + 1),
  );
  for (const [number, article = "", inTypeScript = "", inSql = "", tests = ""] of rows) {
    expect([number, article.length > 40, inTypeScript.length > 0]).toEqual([number, true, true]);
    expect([number, linksIn(inSql).length > 0 || inSql.startsWith("none: ")]).toEqual([
      number,
      true,
    ]);
    expect([number, linksIn(tests).length]).toEqual([number, expect.toSatisfy((n) => n >= 2)]);
    expect(linksIn(tests).every(({ path }) => path.endsWith(".test.ts"))).toBe(true);
  }
});

test("everything that the table names is in the file that it links", () => {
  const missing = linksIn(page).filter((link) => !isThere(link));
  expect(missing).toEqual([]);
});
