import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ResponseSink } from "./response-sink.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const nextTurn = () => new Promise((done) => setImmediate(done));

test("a stream that has ended and can't be flushed is left alone (attack 13)", async () => {
  // Without a socket nothing of it ever goes out, as with a peer that does not read.
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  const sink = new ResponseSink(response);
  const errors: unknown[] = [];
  sink.begin();
  response.removeAllListeners("error");
  response.on("error", (error) => errors.push(error));
  sink.end();
  for (let beat = 0; beat < 3; beat += 1) {
    vi.advanceTimersByTime(15_000);
    sink.send({ kind: "may-return" });
    await nextTurn();
  }
  expect(errors).toEqual([]);
});

test("a page that reads nothing is let go before much waits for it (attack 13)", async () => {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  const sink = new ResponseSink(response);
  sink.begin();
  for (let beat = 0; beat < 10_000 && !response.destroyed; beat += 1) {
    sink.send({ kind: "may-return" });
  }
  expect(response.destroyed).toBe(true);
  expect(response.writableLength).toBeLessThan(100_000);
});
