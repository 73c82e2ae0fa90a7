import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createEventStreams } from "@graticule/server/joining/event-streams";
import { ResponseSink } from "@graticule/server/joining/response-sink";
import { Joins } from "@graticule/server/presence/joins";
import { LiveRooms } from "@graticule/server/presence/live-room";
import { seatsARoom } from "./stored-service.ts";

/**
 * The shipped event streams on a loopback port, in a process of its own: each request is the page of
 * someone inside. Sends its port, and answers each message with the process's CPU time so far, in ms.
 */
const seal = {
  seal: (text: string) => Buffer.from(text),
  open: (bytes: Uint8Array) => Buffer.from(bytes).toString(),
};
const joins = new Joins(new LiveRooms(), {
  time: () => 0,
  seal,
  roomOf: () => undefined,
  hasSeat: () => false,
});
const streams = createEventStreams({
  joins,
  directory: { find: () => undefined, now: () => 0 },
  judge: {
    find: () => ({ kind: "outage" }),
    judge: () => ({ kind: "outage" }),
    noticeTo: () => ({ kind: "nothing" }),
  },
  seats: { find: () => undefined },
});

let pages = 0;
const server = createServer((_request, response) => {
  pages += 1;
  const room = `room-${Math.floor(pages / seatsARoom)}`;
  const made = { code: "abc-defg-hij", room, name: "Someone", identity: `guest.${pages}` };
  const { join, key } = joins.add(made);
  joins.setState(join, { kind: "admitted" });
  const address = `10.${pages >> 16}.${(pages >> 8) & 255}.${pages & 255}`;
  const sink = new ResponseSink(response);
  const opened = streams.open({ id: join.id, key }, { address, page: undefined }, sink);
  if (opened.kind !== "opened") throw new Error(`the stream is ${opened.kind}`);
  response.once("close", opened.close);
  sink.begin();
});
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));

process.on("message", () => {
  const { user, system } = process.cpuUsage();
  process.send?.((user + system) / 1_000);
});
process.on("disconnect", () => process.exit(0));
