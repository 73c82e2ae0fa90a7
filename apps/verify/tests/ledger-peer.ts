import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";

/** Go's own implementations of the log's formats: tools/ledger-peer. */

const folder = join(import.meta.dirname, "../../../tools/ledger-peer");

/** @param program where it is to be */
export function buildPeer(program: string): void {
  const go = {
    CGO_ENABLED: "0",
    GOTOOLCHAIN: "local",
    GOFLAGS: "-mod=readonly -buildvcs=false",
  };
  const built = spawnSync("go", ["build", "-o", program, "."], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, ...go },
  });
  if (built.status !== 0) {
    throw new Error(`tools/ledger-peer can't be built (Go 1.24 or newer): ${built.stderr}`);
  }
}

/** What a program said, however it ended. */
export interface Said {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program and gives it these lines as fast as it takes them. */
export async function runProgram(
  command: string,
  args: readonly string[],
  input: Iterable<string> | AsyncIterable<string> = [],
): Promise<Said> {
  const child = spawn(command, args, { stdio: "pipe" });
  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      said[name] += text;
    });
  }
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  // It may end before it has read all.
  let isOpen = true;
  child.stdin.on("error", () => {
    isOpen = false;
  });
  for await (const line of input) {
    if (!isOpen) break;
    if (!child.stdin.write(line)) {
      await Promise.race([new Promise((resolve) => child.stdin.once("drain", resolve)), ended]);
    }
  }
  child.stdin.end();
  return { code: await ended, ...said };
}
