import { spawnSync } from "node:child_process";
import { fstatSync } from "node:fs";
import { createInterface, type Interface } from "node:readline";
import { isatty } from "node:tty";

/** Whether a line that someone enters arrives here now. */
export function hearsLines(): boolean {
  return isatty(0) ? isInForeground() : !fstatSync(0).isCharacterDevice();
}

/**
 * Calls `onLine` for each line that is entered. In the background it leaves the terminal alone: the
 * system stops a process that reads it there.
 */
export function followLines(onLine: () => void, until: AbortSignal): void {
  let lines: Interface | undefined;
  const follow = (): void => {
    if (!hearsLines()) lines?.pause();
    else if (lines === undefined)
      lines = createInterface({ input: process.stdin }).on("line", onLine);
    else lines.resume();
  };
  follow();
  // After Ctrl-Z the shell's `bg` and `fg` send one.
  process.on("SIGCONT", follow);
  until.addEventListener("abort", () => lines?.close(), { once: true });
}

/** `ps` knows which group of processes has the terminal; where it doesn't, ours is taken to. */
function isInForeground(): boolean {
  const asked = ["-o", "pgid=,tpgid=", "-p", String(process.pid)];
  const { status, stdout } = spawnSync("ps", asked, { encoding: "utf8" });
  if (status !== 0) return true;
  const [own, foreground = 0] = stdout.trim().split(/\s+/).map(Number);
  return foreground <= 0 || own === foreground;
}
