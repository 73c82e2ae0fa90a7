import type { ChildProcess } from "node:child_process";

const exitWithinMs = 10_000;

/**
 * Ends a program that ends with its standard input; by force if its native half hangs on the way
 * out.
 */
export async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const over = new Promise((done) => child.once("exit", done));
  const force = setTimeout(() => {
    console.warn("A client did not end with its input, so it is killed.");
    child.kill("SIGKILL");
  }, exitWithinMs);
  child.stdin?.end();
  await over;
  clearTimeout(force);
}
