import type { ServerResponse } from "node:http";
import type { JoinEvent } from "@graticule/api/meetings";
import type { EventSink } from "../presence/joins.ts";

/** A page with so many bytes unread, beside one room view and one event about keys, is gone. */
const mostUnread = 64 * 1024;

/** Writes server-sent events; what is sent before `begin` is written then. */
export class ResponseSink implements EventSink {
  readonly #response: ServerResponse;
  readonly #early: JoinEvent[] = [];
  #hasBegun = false;
  /** The newest view of the room, for a page that still reads an older one. */
  #nextRoom: JoinEvent | undefined;
  /** Upper bounds in bytes: of the newest view that was written, and of the longest keys event. */
  #roomLength = 0;
  #keysLength = 0;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  begin(): void {
    this.#response.writeHead(200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      // Without this the connection would stay open for a minute after the stream.
      connection: "close",
      "x-accel-buffering": "no",
    });
    this.#hasBegun = true;
    // Without a listener an error would end the process; a close event follows.
    this.#response.on("error", () => this.#response.destroy());
    this.#response.on("drain", () => this.#catchUp());
    this.#write("retry: 1000\n\n");
    for (const event of this.#early) this.send(event);
  }

  /**
   * A view of a room with a long lobby is long and changes often: of those that can't be written
   * yet only the newest is kept, so that no crowd before a door cuts off its host.
   */
  send(event: JoinEvent): void {
    if (!this.#hasBegun) return void this.#early.push(event);
    const waits = event.kind === "room" && this.#response.writableNeedDrain;
    this.#nextRoom = waits ? event : undefined;
    if (!waits) this.#writeEvent(event);
  }

  end(): void {
    this.#response.end();
  }

  cut(): void {
    this.#response.destroy();
  }

  #catchUp(): void {
    const room = this.#nextRoom;
    this.#nextRoom = undefined;
    if (room !== undefined) this.#writeEvent(room);
  }

  #writeEvent(event: JoinEvent): void {
    const text = `event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`;
    this.#write(text);
    if (event.kind === "room") this.#roomLength = text.length * 3;
    if (event.kind === "keys") this.#keysLength = Math.max(this.#keysLength, text.length);
  }

  /** An ended response can stay open for long, behind another one or a peer that does not read. */
  #write(text: string): void {
    if (this.#response.writableEnded) return;
    if (this.#response.writableLength > mostUnread + this.#roomLength + this.#keysLength)
      this.#response.destroy();
    else this.#response.write(text);
  }
}
