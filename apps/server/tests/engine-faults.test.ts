import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createLiveKit } from "@graticule/server/media/livekit";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { filmAt, openAt } from "./at-gate.ts";
import { deny, france, type GateStack, mainland, startGateStack } from "./fakes.ts";
import { startTestEngine, type TestEngine } from "./harness.ts";

/** How the room service handles one call: normally, or with an answer from the test. */
type Fault = {
  readonly method: string;
  readonly answers: number | "nothing";
  /** Whether the engine does it anyway. */
  readonly done: boolean;
};

let engine: TestEngine;
const stacks: GateStack[] = [];
const undo: (() => void)[] = [];

beforeAll(async () => {
  engine = await startTestEngine();
});
afterEach(async () => {
  for (const stack of stacks.splice(0)) await stack.stop();
  for (const step of undo.splice(0)) step();
});
afterAll(() => engine.stop());

/** The engine's room service behind a stand-in with one fault per call, by method. */
async function startFaulty(faults: Fault[]): Promise<string> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const method = request.url?.split("/").at(-1);
    const at = faults.findIndex((fault) => fault.method === method);
    const fault = at < 0 ? undefined : faults.splice(at, 1)[0];
    const pass = async () =>
      fetch(`${engine.url}${request.url}`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          authorization: request.headers.authorization ?? "",
        },
        body,
      });
    if (fault !== undefined) {
      if (fault.done) await (await pass()).arrayBuffer();
      // Nothing: the caller's own deadline ends it.
      if (fault.answers === "nothing") return;
      response.writeHead(fault.answers, { "content-type": "application/json" });
      response.end(JSON.stringify({ code: "test", msg: "a fault" }));
      return;
    }
    const answer = await pass();
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  undo.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function startStack(faults: Fault[]): Promise<GateStack> {
  const engineKey = { id: engine.key, secret: engine.secret };
  const livekit = createLiveKit({
    url: await startFaulty(faults),
    key: engineKey,
    deadlineMs: 400,
  });
  undo.push(() => livekit.close());
  const stack = await startGateStack({ engineUrl: engine.url, engineKey, engine: livekit });
  stacks.push(stack);
  return stack;
}

/** From the engine directly, without faults. */
async function seated(room: string): Promise<string[]> {
  const direct = createLiveKit({
    url: engine.url,
    key: { id: engine.key, secret: engine.secret },
  });
  const listed = await direct.listSeats(room);
  direct.close();
  return (listed ?? []).map(({ identity }) => identity).sort();
}

const answers = [404, 500, 503, "nothing"] as const;
const cases = answers.flatMap((said) => [true, false].map((done) => [said, done] as const));

test.each(cases)(
  "a removal answered %s (done: %s) is retried until the list shows absence, and recorded once (attack 14)",
  async (said, done) => {
    const faults = Array.from({ length: 3 }, () => ({
      method: "RemoveParticipant",
      answers: said,
      done,
    }));
    const stack = await startStack(faults);
    const room = `remove-${said}-${done}`;
    stack.directory.set(room, []);
    // With media: the engine keeps such a seat even with its signalling cut.
    const [gone, stays] = await Promise.all([
      filmAt(stack, room, "cn", mainland),
      filmAt(stack, room, "fr", france),
    ]);
    await stays.moreFrames("cn", 3);
    stack.directory.set(room, [deny("CN")]);
    await vi.waitFor(() => expect(stack.seats.find(room, "cn")?.removal).toBeDefined());
    await stack.enforcement.settled();
    expect(await seated(room)).toEqual(["fr"]);
    expect(stack.counters.of("seat-removed-rule")).toBe(1);
    await vi.waitFor(() => expect(gone.interruptions).not.toEqual([]), 5_000);
    expect(stays.interruptions).toEqual([]);
  },
);

test.each([500, "nothing"] as const)(
  "while the list is answered %s nothing is recorded as done, even if it is (attack 14)",
  async (said) => {
    const faults: Fault[] = [];
    const stack = await startStack(faults);
    const room = `list-${said}`;
    stack.directory.set(room, []);
    const gone = openAt(stack, room, "cn", { from: mainland });
    await gone.joined;
    const failing = { method: "ListParticipants", answers: said, done: false } as const;
    faults.push(...Array.from({ length: 40 }, () => failing));
    stack.directory.set(room, [deny("CN")]);
    await gone.closed;
    await vi.waitFor(async () => expect(await seated(room)).toEqual([]));
    const retried = stack.counters.of("seat-removal-retried");
    await vi.waitFor(
      () => expect(stack.counters.of("seat-removal-retried")).toBeGreaterThan(retried + 1),
      5_000,
    );
    expect(stack.counters.of("seat-removed-rule")).toBe(0);
    // The identity stays out meanwhile: it isn't known to be gone.
    expect(stack.seats.find(room, "cn")?.removal).toBeDefined();
    faults.length = 0;
    await stack.enforcement.settled();
    expect(stack.counters.of("seat-removed-rule")).toBe(1);
  },
);
