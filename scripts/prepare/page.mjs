import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nodeOf, run, say } from "./say.mjs";

/** What the page is made of; tests lie beside it and are left out. */
const sources = [
  "apps/web",
  "packages/api",
  "packages/client",
  "packages/desk",
  "packages/jurisdiction",
  "packages/schedule",
  "package-lock.json",
];
const leftOut = new Set(["node_modules", "dist", "tests"]);

/** Builds the web page where its sources have changed since. */
export async function buildPage(root) {
  const web = join(root, "apps", "web");
  if (!existsSync(join(web, "index.html"))) return;
  const noteFile = join(root, ".cache", "page.sum");
  const wanted = digest(root);
  const built = existsSync(join(web, "dist", "index.html"));
  if (built && existsSync(noteFile) && readFileSync(noteFile, "utf8") === wanted) return;
  say("building the web page (some seconds, after each change of it)");
  const vite = join(root, "node_modules", ".bin", "vite");
  await run(nodeOf(root), [vite, "build", "--logLevel", "warn"], {
    cwd: web,
    hint: "The messages above say why.",
  });
  mkdirSync(join(root, ".cache"), { recursive: true });
  writeFileSync(noteFile, wanted);
}

function digest(root) {
  const hash = createHash("sha256");
  for (const source of sources) {
    for (const file of filesOf(join(root, source))) {
      hash.update(file.slice(root.length)).update("\0").update(readFileSync(file)).update("\0");
    }
  }
  return hash.digest("hex");
}

function filesOf(path) {
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch {
    return [path];
  }
  return entries
    .filter((entry) => !leftOut.has(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const inner = join(path, entry.name);
      if (entry.isDirectory()) return filesOf(inner);
      return entry.isFile() ? [inner] : [];
    });
}
