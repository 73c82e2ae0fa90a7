import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { testLivekit } from "./harness.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");
const main = `${root}/apps/server/src/main.ts`;

/** Runs as the test's user, or as an ordinary one, which takes root. */
export type ProgramUser = "same" | "nobody";

/**
 * The command line. The ordinary user sees this tree at /mnt, in a separate mount namespace: a
 * folder above the tree may be closed to others.
 */
function commandFor(user: ProgramUser, main: string): readonly string[] {
  if (user === "same") return [process.execPath, main];
  const become = "setpriv --reuid=65534 --regid=65534 --clear-groups";
  const script = `mount --bind "$1" /mnt && exec ${become} "$2" "$3"`;
  const seen = [process.execPath, main].map(seenByNobody);
  return ["unshare", "--mount", "sh", "-c", script, "sh", root, ...seen];
}

function seenByNobody(path: string): string {
  return path.startsWith(`${root}/`) ? `/mnt${path.slice(root.length)}` : path;
}

/** The service as a separate program, as `npm start` runs it. */
export class Program {
  readonly child: ChildProcess;
  readonly lines: string[] = [];
  readonly exited: Promise<number | null>;
  readonly #waiting = new Set<() => void>();
  /** It ended, and all that it printed is read. */
  readonly #closed: Promise<unknown>;

  /** `script`: another one in this repository, for the demo and for commands. */
  constructor(
    env: Record<string, string>,
    user: ProgramUser = "same",
    script = main,
    more: readonly string[] = [],
  ) {
    const [command = "", ...args] = [...commandFor(user, script), ...more];
    const livekit = testLivekit();
    this.child = spawn(command, args, {
      env: {
        PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
        LIVEKIT_SERVER: user === "same" ? livekit : seenByNobody(livekit),
        LOG_LEVEL: "error",
        ...env,
      },
      stdio: ["pipe", "pipe", "pipe"],
      cwd: "/",
    });
    this.exited = once(this.child, "exit").then(([code]) => code);
    this.#closed = once(this.child, "close");
    for (const stream of [this.child.stdout, this.child.stderr]) {
      if (stream === null) throw new Error("no output");
      createInterface({ input: stream }).on("line", (line) => {
        this.lines.push(line);
        for (const look of this.#waiting) look();
      });
    }
    void this.exited.then(() => {
      for (const look of this.#waiting) look();
    });
  }

  /** As the Enter key does. */
  enter(): void {
    this.child.stdin?.write("\n");
  }

  /** The first line with this text, from this one on. Fails if the program ends before. */
  line(text: string, from = 0): Promise<string> {
    return new Promise((done, failed) => {
      const look = (): void => {
        const found = this.lines.slice(from).find((line) => line.includes(text));
        if (found === undefined && this.child.exitCode === null) return;
        this.#waiting.delete(look);
        if (found === undefined) failed(new Error(`It ended:\n${this.lines.join("\n")}`));
        else done(found);
      };
      this.#waiting.add(look);
      look();
    });
  }

  async url(): Promise<string> {
    return (await this.line("Graticule is running at")).split(" ").at(-1) ?? "";
  }

  stop(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    return this.exited;
  }

  /** Fails, with what it printed, if it ends with another code than 0. */
  async stopCleanly(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    const code = await this.stop(signal);
    if (code === 0) return;
    await this.#closed;
    throw new Error(`It ended with ${code}:\n${this.lines.join("\n")}`);
  }
}
