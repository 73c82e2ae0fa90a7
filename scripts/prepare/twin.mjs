import { rmSync } from "node:fs";
import { join } from "node:path";
import { ask, run, say } from "./say.mjs";

/**
 * Builds `tools/openmls-twin`, the second implementation of MLS that the soak compares ours with,
 * into `.cache`; Cargo decides if there is anything to do. Without Cargo its tests are left out,
 * with a message.
 */
export async function buildTwin(root) {
  const target = join(root, ".cache", "openmls-twin");
  if (ask("cargo", ["--version"]) === undefined) {
    // It may be older than its source.
    rmSync(join(target, "release", "openmls-twin"), { force: true });
    say("NO CARGO: nothing is compared with OpenMLS. Install Rust 1.91 or newer to include it.");
    return;
  }
  say("building the OpenMLS twin (some minutes, the first time)");
  await run("cargo", ["build", "--release", "--locked", "--quiet"], {
    cwd: join(root, "tools", "openmls-twin"),
    env: { ...process.env, CARGO_TARGET_DIR: target },
    hint: "Rust 1.91 or newer is needed, and the crates that Cargo.lock names.",
  });
}
