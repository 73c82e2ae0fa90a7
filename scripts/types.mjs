import { spawnSync } from "node:child_process";

/** Checks the types of the pure packages, of everything that runs on Node, of the browser tests, and of the web page. */
const projects = [
  "tsconfig.packages.json",
  // Where the web's cryptography is known.
  "packages/e2ee/tsconfig.json",
  "tsconfig.node.json",
  "tsconfig.e2e.json",
  "apps/web/tsconfig.json",
];

let failed = false;
for (const project of projects) {
  const { status } = spawnSync("tsc", ["-p", project], { stdio: "inherit" });
  if (status !== 0) failed = true;
}
process.exit(failed ? 1 : 0);
