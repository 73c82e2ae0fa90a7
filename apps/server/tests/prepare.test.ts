import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const say = fileURLToPath(new URL("../../../scripts/prepare/say.mjs", import.meta.url));
const work = `
  import { endWithParent, run } from ${JSON.stringify(say)};
  endWithParent();
  await run(process.execPath, ["-e", "console.error(process.ppid, process.pid); setTimeout(() => {}, 60_000)"]);
`;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test("a signal that ends only npm's shell ends the preparation and its processes", async () => {
  // A shell that waits, as npm's does for `prepare && exec main`.
  const shell = spawn("sh", [
    "-c",
    '"$0" --input-type=module -e "$1" && true',
    process.execPath,
    work,
  ]);
  const lines = createInterface({ input: shell.stderr });
  const [line] = (await once(lines, "line")) as [string];
  const pids = line.split(" ").map(Number);
  expect(pids.map(isAlive)).toEqual([true, true]);
  shell.kill("SIGTERM");
  await expect.poll(() => pids.filter(isAlive), { timeout: 10_000 }).toEqual([]);
});
