import { type IncomingMessage, request } from "node:http";
import type { RoomView } from "@graticule/api/hosting";
import { type JoinEvent, joinEvent } from "@graticule/api/meetings";
import { expect } from "vitest";

type OwnEvent = Exclude<JoinEvent, { readonly kind: "room" | "beat" | "place" }>;
type PlaceEvent = Extract<JoinEvent, { readonly kind: "place" }>;

/** Follows its join from an address. Events about the room and its place are kept apart. */
export class JoinPage {
  readonly status: number;
  readonly ended: Promise<void>;
  room: RoomView | undefined;
  /** Its places as the stream gave them. */
  readonly places: PlaceEvent[] = [];
  readonly #response: IncomingMessage;
  readonly #events: OwnEvent[] = [];
  readonly #waiting: ((event: OwnEvent) => void)[] = [];
  #onRoom: (() => void)[] = [];
  #onPlace: (() => void)[] = [];

  constructor(response: IncomingMessage) {
    this.#response = response;
    this.status = response.statusCode ?? 0;
    let text = "";
    response.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
        this.#take(text.slice(0, end));
        text = text.slice(end + 2);
      }
    });
    response.on("error", () => undefined);
    this.ended = new Promise((resolve) => response.once("close", resolve));
  }

  /** The next event about itself, whenever it comes. */
  next(): Promise<OwnEvent> {
    const event = this.#events.shift();
    if (event !== undefined) return Promise.resolve(event);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Events that no one has read. */
  rest(): readonly OwnEvent[] {
    return this.#events;
  }

  /** The first matching view of the room, the newest first. */
  async sees(holds: (room: RoomView) => boolean): Promise<RoomView> {
    while (this.room === undefined || !holds(this.room)) {
      await new Promise<void>((resolve) => this.#onRoom.push(resolve));
    }
    return this.room;
  }

  /** The first matching event about its place. */
  async placed(holds: (place: PlaceEvent) => boolean): Promise<PlaceEvent> {
    for (;;) {
      const found = this.places.find(holds);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.#onPlace.push(resolve));
    }
  }

  close(): void {
    this.#response.destroy();
  }

  #take(block: string): void {
    const data = /^data: (.*)$/m.exec(block)?.[1];
    if (data === undefined) return;
    const event = joinEvent.parse(JSON.parse(data));
    expect(/^event: (.*)$/m.exec(block)?.[1]).toBe(event.kind);
    if (event.kind === "room") {
      this.room = event.room;
      for (const resolve of this.#onRoom.splice(0)) resolve();
      return;
    }
    if (event.kind === "place") {
      this.places.push(event);
      for (const resolve of this.#onPlace.splice(0)) resolve();
      return;
    }
    if (event.kind === "beat") return;
    const waiting = this.#waiting.shift();
    if (waiting === undefined) this.#events.push(event);
    else waiting(event);
  }
}

/** Opens the event stream of a join. `page`: the page's name. */
export function followJoin(
  port: number,
  join: { readonly joinId: string; readonly key: string; readonly pageName?: string },
  address: string,
): Promise<JoinPage> {
  const named = join.pageName === undefined ? "" : `?page=${join.pageName}`;
  const path = `/api/joins/${join.joinId}/events${named}`;
  const headers = { authorization: `Bearer ${join.key}` };
  return new Promise((resolve, reject) => {
    const to = { host: "127.0.0.1", port, localAddress: address, agent: false };
    const asked = request({ ...to, path, headers });
    asked.on("response", (response) => resolve(new JoinPage(response)));
    asked.on("error", reject);
    asked.end();
  });
}
