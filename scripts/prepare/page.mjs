import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nodeOf, run, say } from "./say.mjs";

/** What the page is made of; tests lie beside it and are left out. */
const sources = [
  "apps/web",
  "packages/api",
  "packages/client",
  "packages/desk",
  "packages/e2ee",
  "packages/frames",
  "packages/jurisdiction",
  "packages/ledger",
  "packages/schedule",
  "package-lock.json",
];
const leftOut = new Set(["node_modules", "dist", "tests"]);

/** Builds the web page where its sources have changed since. */
export async function buildPage(root) {
  const page = { app: "apps/web", built: "dist/index.html", note: "page.sum", sources };
  await build(root, { ...page, name: "the web page" });
}

/** The same for the one file with which outsiders check the public log. */
export async function buildVerifier(root) {
  await build(root, {
    ...{ app: "apps/verify", built: "dist/verify.mjs", note: "verifier.sum" },
    sources: ["apps/verify", "packages/ledger", "package-lock.json"],
    name: "the log's verifier",
  });
}

async function build(root, { app, built, note, sources, name }) {
  const folder = join(root, app);
  if (!existsSync(join(folder, "package.json"))) return;
  const noteFile = join(root, ".cache", note);
  const wanted = digest(root, sources);
  const isBuilt = existsSync(join(folder, built));
  if (isBuilt && existsSync(noteFile) && readFileSync(noteFile, "utf8") === wanted) return;
  // A build that fails leaves pieces: they are not what the note vouches for.
  rmSync(noteFile, { force: true });
  say(`building ${name} (some seconds, after each change of it)`);
  const vite = join(root, "node_modules", ".bin", "vite");
  await run(nodeOf(root), [vite, "build", "--logLevel", "warn"], {
    cwd: folder,
    hint: "The messages above say why.",
  });
  mkdirSync(join(root, ".cache"), { recursive: true });
  writeFileSync(noteFile, wanted);
}

function digest(root, sources) {
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
