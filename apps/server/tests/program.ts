import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { testLivekit } from "./harness.ts";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));

/** The service as a program of its own, as `npm start` runs it. */
export class Program {
  readonly child: ChildProcess;
  readonly lines: string[] = [];
  readonly exited: Promise<number | null>;
  readonly #waiting = new Set<() => void>();

  constructor(env: Record<string, string>, user?: { uid: number; gid: number }) {
    this.child = spawn(process.execPath, [main], {
      env: {
        LIVEKIT_SERVER: testLivekit(),
        LOG_LEVEL: "error",
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
      cwd: "/",
      ...user,
    });
    this.exited = once(this.child, "exit").then(([code]) => code);
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

  /** The first line that contains this text. Fails where the program ends before. */
  line(text: string): Promise<string> {
    return new Promise((done, failed) => {
      const look = (): void => {
        const found = this.lines.find((line) => line.includes(text));
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
    return (await this.line("Graticule is at")).split(" ").at(-1) ?? "";
  }

  stop(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    return this.exited;
  }
}
