import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import { expect, test, vi } from "vitest";
import { Leg, type LegEvents } from "./leg.ts";

const nothing = (): void => undefined;
const events: LegEvents = {
  opening: () => undefined,
  opened: nothing,
  closed: nothing,
  stalled: nothing,
  flowing: nothing,
  refused: () => "",
  broken: nothing,
  unreachable: nothing,
};

/** An open connection to an engine that reads nothing. */
function onDeafEngine(early = Buffer.alloc(0)) {
  const upstream = new Duplex({ read: nothing, write: nothing });
  const client = new Duplex({ read: nothing, write: (_chunk, _encoding, done) => done() });
  const who = { room: "r", identity: "i", address: "192.0.2.1", leavable: true };
  const sockets = { client, upstream: upstream as Socket, early };
  const leg = new Leg(who, sockets, events);
  leg.fromUpstream(Buffer.from("HTTP/1.1 101 \r\nSec-WebSocket-Accept: x=\r\n\r\n"));
  expect(leg.state).toBe("open");
  return { leg, upstream };
}

/** So many messages of 8 bytes. */
const messages = (count: number) =>
  Buffer.concat(Array.from({ length: count }, () => Buffer.from([0x82, 0x82, 0, 0, 0, 0, 1, 2])));

test("the gate doesn't leave for a client whose messages the engine isn't reading", () => {
  const { leg, upstream } = onDeafEngine();
  leg.fromClient(messages(100_000));
  const before = upstream.writableLength;
  expect(leg.leave()).toBe(false);
  expect(upstream.writableLength).toBe(before);
});

test("a few messages in flight to the engine don't stop the gate from leaving", () => {
  const { leg, upstream } = onDeafEngine();
  leg.fromClient(messages(100));
  const before = upstream.writableLength;
  expect(leg.leave()).toBe(true);
  expect(upstream.writableLength).toBe(before + 10);
});

test("bytes right behind the client's request count too", () => {
  const { leg } = onDeafEngine(messages(1).subarray(0, 5));
  expect(leg.leave()).toBe(false);
  leg.fromClient(messages(1).subarray(5));
  expect(leg.leave()).toBe(true);
});

/** What reaches an engine that never answers by itself. */
function onEngine() {
  const written: Buffer[] = [];
  const ended: (Buffer | "end")[] = [];
  const upstream = new Duplex({
    read: nothing,
    write: (chunk, _encoding, done) => {
      written.push(chunk);
      done();
    },
  });
  const client = new Duplex({
    read: nothing,
    write: (chunk, _encoding, done) => {
      ended.push(chunk);
      done();
    },
    final: (done) => {
      ended.push("end");
      done();
    },
  });
  const faults: number[] = [];
  const leg = new Leg(
    { room: "r", identity: "i", address: "192.0.2.1", leavable: true },
    { client, upstream: upstream as Socket, early: Buffer.alloc(0) },
    { ...events, broken: (_leg, fault) => faults.push(fault) },
  );
  leg.fromUpstream(Buffer.from("HTTP/1.1 101 \r\nSec-WebSocket-Accept: x=\r\n\r\n"));
  return { leg, upstream, client, faults, written: () => Buffer.concat(written), toClient: ended };
}

const tooLong = Buffer.from([0x82, 0xff, 0, 0, 0, 0, 0x7f, 0, 0, 0, 1, 2, 3, 4]);

test.each([0, 1, 3, 9])(
  "nothing of a too long message reaches the engine, even with its head in two parts (attack 13; %i)",
  (cut) => {
    const { leg, faults, written } = onEngine();
    leg.fromClient(Buffer.concat([messages(2), tooLong.subarray(0, cut)]));
    expect(written()).toEqual(messages(2));
    leg.fromClient(Buffer.concat([tooLong.subarray(cut), messages(2)]));
    leg.fromClient(messages(2));
    expect(faults).toEqual([1009]);
    const closing = written().subarray(messages(2).length);
    expect([closing.length, closing[0], closing[1]]).toEqual([8, 0x88, 0x82]);
    expect(leg.leave()).toBe(false);
  },
);

test("a connection that is broken off gets what the engine still sends, and then the end (attack 13)", () => {
  const { leg, upstream, client, toClient } = onEngine();
  leg.fromClient(tooLong);
  const last = Buffer.from([0x88, 2, 3, 0xf1]);
  leg.fromUpstream(last);
  leg.ended(upstream);
  expect(toClient.slice(1)).toEqual([last, "end"]);
  // It may still be sending: unread data would cost it the close.
  expect(client.destroyed).toBe(false);
  leg.ended(client);
  expect([client.destroyed, upstream.destroyed]).toEqual([true, true]);
});

test("an engine that doesn't answer a close, or a client that never ends, keeps nothing open (attack 13)", () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const { leg, upstream, client } = onEngine();
    leg.fromClient(tooLong);
    vi.advanceTimersByTime(1_900);
    expect(leg.state).toBe("open");
    vi.advanceTimersByTime(200);
    expect([leg.state, client.destroyed, upstream.destroyed]).toEqual(["closed", true, true]);
  } finally {
    vi.useRealTimers();
  }
});
