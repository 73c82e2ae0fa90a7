import { spawnSync } from "node:child_process";

const projects = [
  "tsconfig.packages.json",
  // With the types of Web Crypto.
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
