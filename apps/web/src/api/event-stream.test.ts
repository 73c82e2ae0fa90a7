import { afterEach, expect, test, vi } from "vitest";
import { openEventStream } from "./event-stream.ts";

afterEach(() => vi.unstubAllGlobals());

const events = { headers: { "content-type": "text/event-stream; charset=utf-8" } };

/** A body of these pieces. `isOpen`: no end follows. */
function bodyOf(pieces: readonly Uint8Array[], isOpen = false): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      if (!isOpen) controller.close();
    },
  });
}

/** What a page hears of such an answer, until it ends. */
async function heard(answer: () => Promise<Response>) {
  const asked = vi.fn(answer);
  vi.stubGlobal("fetch", asked);
  const told: string[] = [];
  await new Promise<void>((done) => {
    openEventStream("/events?page=p", "K", {
      onData: (data) => told.push(data),
      onEnd: (how) => {
        told.push(how);
        done();
      },
    });
  });
  return { told, asked: asked.mock.calls as readonly unknown[] };
}

test("a join's key is in the header and never in the address", async () => {
  const { asked } = await heard(async () => new Response(bodyOf([]), events));
  expect(asked).toEqual([
    [
      "/events?page=p",
      expect.objectContaining({ headers: expect.objectContaining({ authorization: "Bearer K" }) }),
    ],
  ]);
});

test("events are read however they are cut, also within a letter", async () => {
  const text = 'retry: 1000\n\nevent: a\ndata: {"é":1}\n\nevent: b\ndata: {}\n\nevent: c\ndata: {"';
  const bytes = new TextEncoder().encode(text);
  const singles = Array.from(bytes, (byte) => Uint8Array.of(byte));
  for (const pieces of [[bytes], singles]) {
    const { told } = await heard(async () => new Response(bodyOf(pieces), events));
    expect(told).toEqual(['{"é":1}', "{}", "ended"]);
  }
});

test("an answer that is no stream turns the page away, and a connection that breaks ends it", async () => {
  const of = async (answer: () => Promise<Response>) => (await heard(answer)).told;
  expect(await of(async () => new Response("{}", { status: 404 }))).toEqual(["turned-away"]);
  expect(
    await of(async () => new Response("<p>", { headers: { "content-type": "text/html" } })),
  ).toEqual(["turned-away"]);
  expect(await of(() => Promise.reject(new TypeError("Failed to fetch")))).toEqual(["ended"]);
});

test("of a closed stream nothing more is heard", async () => {
  const bytes = new TextEncoder().encode("data: 1\n\ndata: 2\n\n");
  vi.stubGlobal("fetch", async () => new Response(bodyOf([bytes], true), events));
  const told: string[] = [];
  await new Promise<void>((done) => {
    const stream = openEventStream("/events", "K", {
      onData: (data) => {
        told.push(data);
        stream.close();
        done();
      },
      onEnd: (how) => told.push(how),
    });
  });
  await new Promise((done) => setImmediate(done));
  expect(told).toEqual(["1"]);
});
