import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** As `scripts/prepare/twin.mjs` builds it. */
const twinProgram = join(
  import.meta.dirname,
  "../../../../.cache/openmls-twin/release/openmls-twin",
);

/** In words, for test names. */
export const twinState = existsSync(twinProgram)
  ? "built"
  : "LEFT OUT, as there was no Cargo to build tools/openmls-twin with";

/** Its answer. `error`: why it refuses; `panic`: it crashed, a fault of its own. */
export type TwinAnswer = Readonly<Record<string, unknown>>;

/** OpenMLS beside us: `tools/openmls-twin`. Takes one question at a time. */
export class OpenMls {
  readonly #program: ChildProcessWithoutNullStreams;
  readonly #waiting: ((line: string | undefined) => void)[] = [];
  #stderr = "";
  #isOver = false;

  constructor() {
    this.#program = spawn(twinProgram, { stdio: "pipe" });
    this.#program.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-2_000);
    });
    const lines = createInterface(this.#program.stdout);
    lines.on("line", (line) => this.#waiting.shift()?.(line));
    this.#program.once("error", (error) => {
      this.#stderr += error.message;
    });
    lines.once("close", () => {
      this.#isOver = true;
      for (const tell of this.#waiting.splice(0)) tell(undefined);
    });
  }

  /** Rejects when it refuses, panics, or has gone. */
  async ask(question: { readonly does: string } & TwinAnswer): Promise<TwinAnswer> {
    const line = await new Promise<string | undefined>((resolve) => {
      if (this.#isOver) return resolve(undefined);
      this.#waiting.push(resolve);
      this.#program.stdin.write(`${JSON.stringify(question)}\n`);
    });
    if (line === undefined) throw new Error(`OpenMLS is gone: ${this.#stderr}`);
    const answer: TwinAnswer = JSON.parse(line);
    const fault = answer["error"] ?? answer["panic"];
    if (fault !== undefined) throw new Error(`OpenMLS can't ${question.does}: ${fault}`);
    return answer;
  }

  /** How it reads each of these messages. */
  async read(messages: readonly string[]): Promise<readonly TwinAnswer[]> {
    const { read } = await this.ask({ does: "read", messages });
    return read as readonly TwinAnswer[];
  }

  close(): void {
    this.#program.stdin.end();
  }
}
