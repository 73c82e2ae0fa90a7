import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import { expect, test } from "vitest";
import { Leg, type LegEvents } from "./leg.ts";

const nothing = (): void => undefined;
const events: LegEvents = {
  opening: () => undefined,
  ...{ opened: nothing, closed: nothing, stalled: nothing, flowing: nothing },
  refused: () => "",
};

/** An open connection on an engine that reads nothing. */
function onDeafEngine(early = Buffer.alloc(0)) {
  const upstream = new Duplex({ read: nothing, write: nothing });
  const client = new Duplex({ read: nothing, write: (_chunk, _encoding, done) => done() });
  const who = { room: "r", identity: "i", address: "192.0.2.1", leavable: true };
  const sockets = { client: client as Socket, upstream: upstream as Socket, early };
  const leg = new Leg(who, sockets, events);
  leg.fromUpstream(Buffer.from("HTTP/1.1 101 \r\nSec-WebSocket-Accept: x=\r\n\r\n"));
  expect(leg.state).toBe("open");
  return { leg, upstream };
}

/** A message of 8 bytes, so often. */
const messages = (count: number) =>
  Buffer.concat(Array.from({ length: count }, () => Buffer.from([0x82, 0x82, 0, 0, 0, 0, 1, 2])));

test("the gate does not leave for a client whose messages the engine does not take", () => {
  const { leg, upstream } = onDeafEngine();
  leg.fromClient(messages(100_000));
  const before = upstream.writableLength;
  expect(leg.leave()).toBe(false);
  expect(upstream.writableLength).toBe(before);
});

test("a few messages that are on their way to the engine do not keep it from leaving", () => {
  const { leg, upstream } = onDeafEngine();
  leg.fromClient(messages(100));
  const before = upstream.writableLength;
  expect(leg.leave()).toBe(true);
  expect(upstream.writableLength).toBe(before + 10);
});

test("bytes that came right behind the client's request are counted too", () => {
  const { leg } = onDeafEngine(messages(1).subarray(0, 5));
  expect(leg.leave()).toBe(false);
  leg.fromClient(messages(1).subarray(5));
  expect(leg.leave()).toBe(true);
});
