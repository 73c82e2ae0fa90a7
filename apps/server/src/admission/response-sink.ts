import type { ServerResponse } from "node:http";
import type { JoinEvent } from "@graticule/api/meetings";
import type { EventSink } from "./joins.ts";

const heartbeatMs = 15_000;
/** A page that reads nothing while so much waits for it is gone. */
const mostUnread = 64 * 1024;

/** Writes server-sent events; what is sent before it begins is written then. */
export class ResponseSink implements EventSink {
  readonly #response: ServerResponse;
  readonly #early: JoinEvent[] = [];
  #heartbeat: NodeJS.Timeout | undefined;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  begin(): void {
    this.#response.writeHead(200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    });
    this.#heartbeat = setInterval(() => this.#write(": here\n\n"), heartbeatMs).unref();
    this.#response.once("close", () => clearInterval(this.#heartbeat));
    // Without a listener an error would end the process; a close event follows.
    this.#response.on("error", () => this.#response.destroy());
    this.#write("retry: 1000\n\n");
    for (const event of this.#early) this.send(event);
  }

  send(event: JoinEvent): void {
    if (this.#heartbeat === undefined) this.#early.push(event);
    else this.#write(`event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`);
  }

  end(): void {
    clearInterval(this.#heartbeat);
    this.#response.end();
  }

  /** What has ended can stay open for long, behind another answer or a peer that does not read. */
  #write(text: string): void {
    if (this.#response.writableEnded) return;
    if (this.#response.writableLength > mostUnread) this.#response.destroy();
    else this.#response.write(text);
  }
}
