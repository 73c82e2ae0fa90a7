import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { endChild } from "../end-child.ts";

const folder = join(import.meta.dirname, "../../tools/hostile-engine");

/** What the media half reports by itself. Bytes are base64. */
export type MediaEvent =
  /** All frames queued for this track are sent. */
  | { readonly kind: "played"; readonly peer: string; readonly track: string }
  | { readonly kind: "state"; readonly peer: string; readonly state: string }
  | { readonly kind: "channel"; readonly peer: string; readonly label: string }
  | {
      readonly kind: "message";
      readonly peer: string;
      readonly label: string;
      readonly data: string;
    }
  | {
      readonly kind: "track";
      readonly peer: string;
      /** Names this incoming track, one of its sizes. */
      readonly source: string;
      readonly rid: string;
      readonly mime: string;
      /** The id of the sender's track, as in its browser's offer. */
      readonly label: string;
    }
  | {
      readonly kind: "frame";
      readonly peer: string;
      readonly source: string;
      readonly mime: string;
      readonly data: string;
      /** Loudness in the packet's header, 0 to 127; smaller is louder. */
      readonly level?: number;
    };

export type MediaCommand = { readonly do: string } & Readonly<Record<string, unknown>>;

export interface MediaAnswer {
  readonly sdp: string;
  /** Our tracks by their section (mid). */
  readonly sections: Readonly<Record<string, string>>;
  /** How many sections of a browser's offer could receive another track. */
  readonly free: { readonly audio: number; readonly video: number };
}

interface Waiting {
  readonly done: (answer: MediaAnswer) => void;
  readonly failed: (error: Error) => void;
}

/** The program with the engine's peer connections: tools/hostile-engine. */
export class MediaHalf {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  constructor(onEvent: (event: MediaEvent) => void) {
    built ??= build();
    this.#child = spawn(built, { stdio: ["pipe", "pipe", "inherit"] });
    if (this.#child.stdout === null) throw new Error("The media half has no standard output.");
    createInterface({ input: this.#child.stdout }).on("line", (line) => {
      const word = JSON.parse(line);
      if (word.id === undefined) onEvent(word);
      else this.#answered(word);
    });
  }

  do(command: MediaCommand): Promise<MediaAnswer> {
    return new Promise((done, failed) => {
      const { stdin } = this.#child;
      if (stdin?.writable !== true) return failed(new Error("The media half has ended."));
      this.#last += 1;
      this.#waiting.set(this.#last, { done, failed });
      stdin.write(`${JSON.stringify({ ...command, id: this.#last })}\n`);
    });
  }

  async stop(): Promise<void> {
    await endChild(this.#child);
  }

  #answered(word: MediaAnswer & { readonly id: number; readonly error?: string }): void {
    const waiting = this.#waiting.get(word.id);
    this.#waiting.delete(word.id);
    if (word.error === undefined) waiting?.done(word);
    else waiting?.failed(new Error(`The media half: ${word.error}`));
  }
}

/** Once: a service that runs here says nothing meanwhile, and its pages would connect again. */
let built: string | undefined;

function build(): string {
  const scratch = mkdtempSync(join(tmpdir(), "graticule-engine-"));
  process.once("exit", () => rmSync(scratch, { recursive: true, force: true }));
  const program = join(scratch, "hostile-engine");
  const env = { ...process.env, CGO_ENABLED: "0", GOTOOLCHAIN: "local", GOFLAGS: "-mod=readonly" };
  const done = spawnSync("go", ["build", "-buildvcs=false", "-o", program, "."], {
    cwd: folder,
    env,
    encoding: "utf8",
  });
  if (done.status === 0) return program;
  throw new Error(`tools/hostile-engine can't be built (Go 1.24 or newer): ${done.stderr}`);
}
