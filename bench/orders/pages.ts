import { randomBytes } from "node:crypto";
import { get, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createSeal } from "@graticule/server/config/seal";
import { createEventStreams, type EventStreams } from "@graticule/server/joining/event-streams";
import { ResponseSink } from "@graticule/server/joining/response-sink";
import { Joins } from "@graticule/server/presence/joins";
import type { RoomDirectory } from "@graticule/server/rooms/room-directory";
import type { OpenPage } from "../crowd.ts";
import { deniedFrom, type StreamParts } from "../gate-parts.ts";

/**
 * The pages of people in a meeting: each follows the event stream of its join, over HTTP, and leaves as a browser's does
 * when it hears that it must.
 */
export class BenchPages {
  readonly #directory: RoomDirectory;
  #joins: Joins | undefined;
  #streams: EventStreams | undefined;

  constructor(directory: RoomDirectory) {
    this.#directory = directory;
  }

  readonly openStreams = ({ live, seats, judge }: StreamParts): EventStreams => {
    const directory = this.#directory;
    const seal = createSeal(randomBytes(32));
    const joins = new Joins(live, {
      time: directory.now,
      seal,
      roomOf: () => undefined,
      hasSeat: () => false,
    });
    const streams = createEventStreams({ directory, judge, joins, seats });
    [this.#joins, this.#streams] = [joins, streams];
    return streams;
  };

  serve(server: Server): void {
    server.on("request", (request, response) => this.#follow(request, response));
  }

  /** @param port where they are served */
  openAt(port: number): OpenPage {
    return (client, room, identity) =>
      new Promise((resolve, reject) => {
        const path = `/?${new URLSearchParams({ room, identity })}`;
        const following = get({ port, path, localAddress: deniedFrom }, (stream) => {
          stream.on("data", (chunk: Buffer) => {
            if (chunk.includes("event: removed")) client.leave();
            resolve();
          });
          stream.on("error", reject);
        });
        following.on("error", reject);
        client.socket.on("close", () => following.destroy());
      });
  }

  close(): void {
    this.#streams?.close();
  }

  #follow({ url = "" }: IncomingMessage, response: ServerResponse): void {
    const { searchParams } = new URL(url, "http://bench.invalid");
    const [room, identity] = [searchParams.get("room") ?? "", searchParams.get("identity") ?? ""];
    const added = this.#joins?.add({ code: "abc-defg-hij", name: "bench", room, identity });
    if (added === undefined) return void response.writeHead(500).end();
    const sink = new ResponseSink(response);
    const opened = this.#streams?.open(
      { id: added.join.id, key: added.key },
      { address: deniedFrom, page: undefined },
      sink,
    );
    if (opened?.kind !== "opened") return void response.writeHead(500).end();
    response.on("close", opened.close);
    sink.begin();
  }
}
