import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * `npm run page-hashes`: the SHA-256 of every file that a browser can load. Builds of one source
 * are identical. `--of URL` compares with a running service; exit code 1 if a file differs or is
 * missing.
 */
const built = fileURLToPath(new URL("../apps/web/dist/", import.meta.url));
const at = process.argv.indexOf("--of");
const url = at === -1 ? undefined : process.argv[at + 1];

const files = readdirSync(built, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
  .map((entry) => relative(built, join(entry.parentPath, entry.name)).split(sep).join("/"))
  .sort();

const hashOf = (bytes) => createHash("sha256").update(bytes).digest("hex");

async function served(file) {
  const path = file === "index.html" ? "" : file;
  const response = await fetch(new URL(path, url), { signal: AbortSignal.timeout(30_000) });
  return response.ok ? hashOf(new Uint8Array(await response.arrayBuffer())) : "missing";
}

let differing = 0;
for (const file of files) {
  const hash = hashOf(readFileSync(join(built, file)));
  if (url === undefined) {
    console.log(`${hash}  ${file}`);
    continue;
  }
  const theirs = await served(file);
  if (theirs === hash) continue;
  differing += 1;
  console.log(`${file}: ${theirs === "missing" ? "is not served" : "differs"}`);
}
if (url !== undefined) {
  console.log(
    differing === 0
      ? `All ${files.length} files match this source.`
      : `${differing} of ${files.length} files do not match this source.`,
  );
  process.exitCode = differing === 0 ? 0 : 1;
}
