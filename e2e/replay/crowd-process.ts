import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { endChild } from "../end-child.ts";
import type {
  CrowdAnswer,
  CrowdTask,
  CrowdWord,
  Entry,
  Gap,
  HeldKeys,
  Sight,
} from "./crowd-words.ts";
import type { Place } from "./places.ts";

export interface Seen {
  readonly who: string;
  readonly sight: Sight;
}

/** Longer than all steps of joining can take together; each reports by itself where it hangs. */
const answerWithinMs = 120_000;
/**
 * How many of the native client's last characters of output are kept: when it ends, they say why.
 */
const mostKept = 4_000;

/** The people of one home with an unadapted client; see crowd.ts. */
export class Crowd {
  readonly seen: Seen[] = [];
  readonly #home: string;
  readonly #child: ChildProcess;
  /** How it ended, once it has. */
  #ended: string | undefined;
  readonly #answers = new Map<number, (word: CrowdWord & { kind: "answer" | "fault" }) => void>();
  readonly #listeners = new Set<() => void>();
  #asked = 0;

  constructor(place: Place) {
    this.#home = place.place;
    const program = fileURLToPath(new URL("./crowd.ts", import.meta.url));
    const [command = "", ...args] = [...place.enter, process.execPath, program, place.url];
    this.#child = spawn(command, [...args, place.place], { stdio: "pipe" });
    let said = "";
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-mostKept);
    });
    this.#child.once("close", (code, signal) =>
      this.#end(`ended with ${signal ?? code}, and said last: ${said}`),
    );
    if (this.#child.stdout === null) throw new Error("The crowd has no standard output.");
    createInterface({ input: this.#child.stdout }).on("line", (line) => {
      if (line.startsWith("{")) this.#hear(JSON.parse(line));
    });
  }

  async come(task: Omit<CrowdTask & { kind: "come" }, "kind">): Promise<Entry> {
    return (await this.#ask({ kind: "come", ...task })) as Entry;
  }

  async measure(): Promise<void> {
    await this.#ask({ kind: "measure" });
  }

  async gaps(): Promise<readonly Gap[]> {
    return (await this.#ask({ kind: "gaps" })) as readonly Gap[];
  }

  async keys(): Promise<readonly HeldKeys[]> {
    return (await this.#ask({ kind: "keys" })) as readonly HeldKeys[];
  }

  /** See `CrowdTask`. */
  async foundKeys(code: string): Promise<number> {
    return (await this.#ask({ kind: "found-keys", code })) as number;
  }

  /** The first matching event. `what` names it in a timeout's error. */
  until(
    fits: (seen: Seen) => boolean,
    { what, deadlineMs = 30_000 }: { readonly what: string; readonly deadlineMs?: number },
  ): Promise<Seen> {
    return new Promise((done, failed) => {
      const stop = () => {
        clearTimeout(timer);
        this.#listeners.delete(look);
      };
      const look = () => {
        const found = this.seen.find(fits);
        if (found === undefined) return;
        stop();
        done(found);
      };
      const timer = setTimeout(() => {
        stop();
        const last = this.seen.slice(-8).map(({ who, sight }) => `${who} ${sight.kind}`);
        failed(new Error(`The crowd did not see: ${what}. It saw last: ${last.join(", ")}`));
      }, deadlineMs);
      this.#listeners.add(look);
      look();
    });
  }

  async close(): Promise<void> {
    await endChild(this.#child);
  }

  #ask(task: CrowdTask): Promise<CrowdAnswer> {
    const to = this.#asked++;
    const what = task.kind === "come" ? `${task.who} comes` : task.kind;
    return new Promise((done, failed) => {
      const fail = (message: string) =>
        failed(new Error(`The crowd of ${this.#home}, asked for "${what}": ${message}`));
      if (this.#ended !== undefined) return fail(this.#ended);
      const timer = setTimeout(() => fail(`no answer in ${answerWithinMs} ms`), answerWithinMs);
      this.#answers.set(to, (word) => {
        clearTimeout(timer);
        if (word.kind === "answer") done(word.answer);
        else fail(word.message);
      });
      this.#child.stdin?.write(`${JSON.stringify(task)}\n`);
    });
  }

  /** Ends all waiting. */
  #end(message: string): void {
    this.#ended = message;
    for (const to of [...this.#answers.keys()]) this.#hear({ kind: "fault", to, message });
  }

  #hear(word: CrowdWord): void {
    if (word.kind === "sight") {
      this.seen.push(word);
      for (const look of this.#listeners) look();
      return;
    }
    this.#answers.get(word.to)?.(word);
    this.#answers.delete(word.to);
  }
}
