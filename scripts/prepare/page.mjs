import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isNoted, nodeOf, run, say } from "./say.mjs";

/** The page's sources; tests among them are left out. */
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

/** Builds the web page if its sources have changed. */
export async function buildPage(root) {
  await build(root, "the web page", sources, {
    app: "apps/web",
    built: "dist/index.html",
    note: "page.sum",
  });
}

/** Builds the single-file verifier for outsiders, if its sources have changed. */
export async function buildVerifier(root) {
  await build(root, "the log's verifier", ["apps/verify", "packages/ledger", "package-lock.json"], {
    app: "apps/verify",
    built: "dist/verify.mjs",
    note: "verifier.sum",
  });
}

async function build(root, name, sources, { app, built, note }) {
  const folder = join(root, app);
  if (!existsSync(join(folder, "package.json"))) return;
  const noteFile = join(root, ".cache", note);
  const wanted = digest(root, sources);
  if (existsSync(join(folder, built)) && isNoted(noteFile, wanted)) return;
  // If a build fails, the note must not vouch for the files it leaves.
  rmSync(noteFile, { force: true });
  say(`building ${name} (a few seconds, after each change)`);
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
