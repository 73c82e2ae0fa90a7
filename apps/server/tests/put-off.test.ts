import { noLimits } from "@graticule/admission/limits";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { accountKey, deny, france, type GateStack, hongKong, startGateStack } from "./fakes.ts";
import { startTestEngine, type TestEngine } from "./harness.ts";
import { mintToken, newQuery, oldQuery, RawClient } from "./raw-client.ts";

let engine: TestEngine;
let stack: GateStack;
const clients: RawClient[] = [];

beforeAll(async () => {
  engine = await startTestEngine();
  stack = await startGateStack({
    engineUrl: engine.url,
    engineKey: { id: engine.key, secret: engine.secret },
  });
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
afterAll(async () => {
  await stack.stop();
  await engine.stop();
});

function person(room: string, identity: string, from: string, query = oldQuery): RawClient {
  const target = query(mintToken(accountKey, room, identity));
  const client = new RawClient({ port: stack.port, target, from });
  clients.push(client);
  return client;
}

/** Denies France from now on, but only later for those inside. */
function denyLater(room: string, waitMs: number, waits = noLimits): number {
  const now = stack.directory.now();
  const until = now + waitMs;
  // The fake's clock has whole milliseconds: anyone seated in this very one was inside before.
  const earlier = [{ takenBefore: now + 1, until, limits: waits, passLimits: waits }];
  stack.directory.set(room, [deny("FR")], { earlier });
  return until;
}

test("a change that is put off refuses newcomers at once, and those inside when its time has come (attack 24b)", async () => {
  stack.directory.set("probed", []);
  const [french, other] = [person("probed", "fr", france), person("probed", "hk", hongKong)];
  await Promise.all([french.joined, other.joined]);
  const until = denyLater("probed", 2_500);

  for (const query of [oldQuery, newQuery]) {
    expect((await person("probed", "new", france, query).answer).status).toBe(403);
  }
  const again = person("probed", "fr", france);
  await again.joined;
  expect(stack.directory.now()).toBeLessThan(until);
  await again.closed;
  const late = stack.directory.now() - until;
  expect(late).toBeGreaterThanOrEqual(-1);
  // Woken at the moment itself, not by the next slow check.
  expect(late).toBeLessThan(1_500);
  await stack.enforcement.settled();
  expect(other.socket.destroyed).toBe(false);
  expect((await person("probed", "fr", france).answer).status).toBe(403);
});

test("someone who leaves in the meantime and comes back is judged as before, until the time has come", async () => {
  stack.directory.set("returns", []);
  const first = person("returns", "fr", france);
  await first.joined;
  const until = denyLater("returns", 2_500);
  first.close();
  await first.closed;
  expect((await person("returns", "fr", france).answer).status).toBe(101);
  expect(stack.directory.now()).toBeLessThan(until);
});

test("lifting lets everyone in at once, whatever was put off", async () => {
  stack.directory.set("lifted", []);
  const inside = person("lifted", "fr", france);
  await inside.joined;
  denyLater("lifted", 1_000);
  stack.directory.set("lifted", [], { earlier: [] });
  expect((await person("lifted", "new", france).answer).status).toBe(101);
  stack.enforcement.reconcile("all");
  await stack.enforcement.settled();
  expect(inside.socket.destroyed).toBe(false);
});
