import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { expect, test, vi } from "vitest";
import { ResponseSink } from "./response-sink.ts";

const nextTurn = () => new Promise((done) => setImmediate(done));

test("a stream that has ended and can't be flushed is left alone (attack 13)", async () => {
  // Without a socket nothing goes out, as with a peer that doesn't read.
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  const sink = new ResponseSink(response);
  const errors: unknown[] = [];
  sink.begin();
  response.removeAllListeners("error");
  response.on("error", (error) => errors.push(error));
  sink.end();
  for (let beat = 0; beat < 3; beat += 1) {
    sink.send({ kind: "may-return" });
    await nextTurn();
  }
  expect(errors).toEqual([]);
});

test("a page that reads nothing is dropped before much is queued for it (attack 13)", async () => {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  const sink = new ResponseSink(response);
  sink.begin();
  for (let beat = 0; beat < 10_000 && !response.destroyed; beat += 1) {
    sink.send({ kind: "may-return" });
  }
  expect(response.destroyed).toBe(true);
  expect(response.writableLength).toBeLessThan(100_000);
});

test("a host on a slow line keeps the stream while a crowd passes the lobby, and gets the newest view (attack 13)", async () => {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  const sink = new ResponseSink(response);
  sink.begin();
  const view = (count: number) => {
    const waiting = Array.from({ length: count }, (_, at) => ({
      joinId: `tab-${at}`,
      name: "\u4e2d".repeat(80),
      text: "\u4e2d".repeat(200),
      ...({ because: "knock", since: "2026-11-24T10:00:00.000Z" } as const),
    }));
    const hosting = { waiting, successors: [], banned: [], byPass: [] };
    const door = { entry: "lobby", locked: false, beacon: "wanted" } as const;
    sink.send({
      kind: "room",
      room: { door, roles: [], you: "host", limitedByOrder: false, ruleVersion: 0, hosting },
    });
  };
  for (let change = 0; change < 200; change += 1) view(500 - (change % 2));
  sink.send({ kind: "beat" });
  expect(response.destroyed).toBe(false);
  const first = response.writableLength;
  expect(first).toBeLessThan(1_000_000);
  // The line has sent everything.
  view(7);
  const written = vi.spyOn(response, "write");
  response.emit("drain");
  expect(written.mock.calls.map(([text]) => String(text).split("joinId").length - 1)).toEqual([7]);
});
