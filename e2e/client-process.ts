import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { endChild } from "./end-child.ts";
import type { Site } from "./network.ts";

/** What `rtc-client.ts` reports, one object a line. */
export type ClientNews =
  | { readonly kind: "joined" | "reconnecting" }
  | { readonly kind: "refused"; readonly message: string }
  | {
      readonly kind: "frames";
      readonly from: string;
      readonly frames: number;
      /** The last picture's mean U and V. */
      readonly chroma: readonly [number, number];
    }
  | { readonly kind: "data"; readonly topic: string; readonly text: string }
  | { readonly kind: "participant-left"; readonly identity: string }
  | { readonly kind: "disconnected"; readonly reason: number };

/** An unadapted LiveKit client that runs inside a site. */
export class ClientProcess {
  readonly news: ClientNews[] = [];
  readonly #child: ChildProcess;
  readonly #listeners = new Set<() => void>();

  constructor(site: Pick<Site, "enter" | "place">, url: string, token: string) {
    const program = fileURLToPath(new URL("./rtc-client.ts", import.meta.url));
    const [command = "", ...args] = [...site.enter, process.execPath, program, url, token];
    this.#child = spawn(command, [...args, site.place], { stdio: ["pipe", "pipe", "ignore"] });
    if (this.#child.stdout === null) throw new Error("The client has no standard output.");
    createInterface({ input: this.#child.stdout }).on("line", (line) => {
      if (!line.startsWith("{")) return;
      this.news.push(JSON.parse(line));
      for (const listener of this.#listeners) listener();
    });
  }

  /** The first matching news from position `from` on; fails after `deadlineMs`. */
  until<T extends ClientNews>(
    fits: (news: ClientNews) => news is T,
    { from = 0, deadlineMs = 30_000 } = {},
  ): Promise<T> {
    return new Promise((done, failed) => {
      const stop = () => {
        clearTimeout(timer);
        this.#listeners.delete(look);
      };
      const look = () => {
        const found = this.news.slice(from).find(fits);
        if (found === undefined) return;
        stop();
        done(found);
      };
      const timer = setTimeout(() => {
        stop();
        failed(
          new Error(`Not seen in ${deadlineMs} ms; last: ${JSON.stringify(this.news.at(-1))}`),
        );
      }, deadlineMs);
      this.#listeners.add(look);
      look();
    });
  }

  /** The first news of this kind from position `from` on. */
  untilKind<K extends ClientNews["kind"]>(kind: K, options = {}) {
    type Wanted = Extract<ClientNews, { kind: K }>;
    return this.until((news): news is Wanted => news.kind === kind, options);
  }

  /** Waits for `more` further whole pictures of `identity`. */
  async moreFrames(identity: string, more = 10): Promise<void> {
    const seen = this.news.findLast((n) => n.kind === "frames" && n.from === identity);
    const wanted = (seen?.kind === "frames" ? seen.frames : 0) + more;
    await this.until(
      (n): n is ClientNews => n.kind === "frames" && n.from === identity && n.frames >= wanted,
    );
  }

  async close(): Promise<void> {
    await endChild(this.#child);
  }
}
