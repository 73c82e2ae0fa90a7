import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isNoted, NeedsAction, run, say, withPatience } from "./say.mjs";

/**
 * Installs the packages of package-lock.json if they are missing or the lock has changed. No
 * install script runs: none is needed here.
 */
export async function installPackages(root) {
  const lock = readFileSync(join(root, "package-lock.json"));
  const wanted = createHash("sha256").update(lock).digest("hex");
  const noteFile = join(root, "node_modules", ".graticule-lock");
  if (isNoted(noteFile, wanted)) return;
  say("installing the packages (about a minute the first time)");
  await withPatience("still installing the packages", () =>
    run("npm", installation, {
      cwd: root,
      // npm passes its own settings to scripts; a nested npm must read the project's again.
      env: withoutNpmSettings(process.env),
      hint: "Check the connection to the package registry, then start again.",
    }),
  );
  if (!existsSync(join(root, "node_modules"))) {
    throw new NeedsAction("npm installed nothing. Try again.");
  }
  writeFileSync(noteFile, `${wanted}\n`);
}

// Without `--include`, NODE_ENV=production would leave out what builds the page.
const installation = [
  ...["ci", "--ignore-scripts", "--include=dev", "--include=optional"],
  ...["--no-audit", "--no-fund", "--loglevel=error"],
];

function withoutNpmSettings(env) {
  const dropped =
    /^npm_(lifecycle|package|command|execpath|config_(global|prefix|local_prefix|omit|include|loglevel)$)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !dropped.test(name)));
}
