import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

/** What the demo does with the terminal it was started in. */
const script = join(import.meta.dirname, "terminal-process.ts");

/** A terminal of its own in which a shell with job control runs a command. */
function terminal(command: string) {
  const shell = `bash -c 'set -m; ${command}'`;
  const child: ChildProcess = spawn("script", ["-qec", shell, "/dev/null"]);
  onTestFinished(() => void child.kill("SIGKILL"));
  let said = "";
  child.stdout?.on("data", (data) => {
    said += data;
  });
  return {
    enter: (line: string) => child.stdin?.write(`${line}\n`),
    /** Until it has said this, after what it had said when this was called. */
    async says(text: string | RegExp, times = 1) {
      const from = said.length;
      const found = () => said.slice(from).split(text).length - 1;
      await expect.poll(found, { timeout: 20_000 }).toBeGreaterThanOrEqual(times);
    },
  };
}
const node = `"${process.execPath}" "${script}"`;

test("in the foreground it hears each line", async () => {
  const { enter, says } = terminal(node);
  await says("hears true");
  enter("");
  await says("line, hears true");
});

test("in the background it leaves the terminal alone and goes on; back in front it hears again", async () => {
  const { enter, says } = terminal(`${node} & read one; read go; kill -STOP %1; wait %1; fg %1`);
  await says("hears false");
  enter("of the shell");
  await says("of the shell");
  await says("runs", 5);
  enter("go");
  await says("terminal-process");
  enter("");
  await says("line, hears true");
});
