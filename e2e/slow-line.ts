import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../tools/slow-line");

/** Two new interfaces joined by a slow cable. */
export interface SlowLine {
  /** Removes the interfaces too. */
  cut(): void;
}

/** `delayMs`: each way. `names`: of the interfaces, at most 15 characters each. */
export async function laySlowLine(
  delayMs: number,
  names: readonly [string, string],
): Promise<SlowLine> {
  const scratch = mkdtempSync(join(tmpdir(), "graticule-line-"));
  try {
    const program = build(join(scratch, "slow-line"));
    const child = spawn(program, [`${delayMs}ms`, ...names], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    await isReady(child);
    return { cut: () => child.kill() };
  } finally {
    // A running program does not need its file.
    rmSync(scratch, { recursive: true, force: true });
  }
}

function build(program: string): string {
  const env = { ...process.env, CGO_ENABLED: "0", GOTOOLCHAIN: "local" };
  const built = spawnSync("go", ["build", "-buildvcs=false", "-o", program, "."], {
    cwd: folder,
    env,
    encoding: "utf8",
  });
  if (built.status === 0) return program;
  throw new Error(`tools/slow-line can't be built (Go 1.24 or newer): ${built.stderr}`);
}

function isReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.once("data", () => resolve());
    child.once("exit", () => reject(new Error("tools/slow-line ended")));
    child.once("error", reject);
  });
}
