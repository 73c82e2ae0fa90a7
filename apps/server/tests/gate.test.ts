import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
  accountKey,
  deny,
  france,
  type GateStack,
  hongKong,
  mainland,
  otherKey,
  startGateStack,
} from "./fakes.ts";
import { startTestEngine, type TestEngine } from "./harness.ts";
import { mintToken, newQuery, oldQuery, RawClient } from "./raw-client.ts";

let engine: TestEngine;
let stack: GateStack;
const clients: RawClient[] = [];

beforeAll(async () => {
  engine = await startTestEngine();
  const engineKey = { id: engine.key, secret: engine.secret };
  stack = await startGateStack({ engineUrl: engine.url, engineKey });
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
afterAll(async () => {
  await stack.stop();
  await engine.stop();
});

function open(target: string, from: string, headers: readonly string[] = []): RawClient {
  const client = new RawClient({ port: stack.port, target, from, headers });
  clients.push(client);
  return client;
}

test("a client of either protocol version gets in and its seat is known", async () => {
  stack.directory.set("both", []);
  const old = open(oldQuery(mintToken(accountKey, "both", "old")), france);
  const young = open(newQuery(mintToken(accountKey, "both", "new")), hongKong);
  expect((await old.joined)?.participant?.identity).toBe("old");
  expect((await young.joined)?.participant?.identity).toBe("new");
  expect(
    stack.seats
      .inRoom("both")
      .map(({ address }) => address)
      .sort(),
  ).toEqual([france, hongKong]);
});

test("somebody from a denied place is answered 403 with the reason, others get in", async () => {
  stack.directory.set("denied", [deny("CN")]);
  const refused = await open(oldQuery(mintToken(accountKey, "denied", "a")), mainland).answer;
  expect(refused.status).toBe(403);
  expect(refused.headers.get("content-type")).toBe("application/problem+json");
  expect(JSON.parse(refused.body).refusal).toMatchObject({ because: "denied-place", place: "CN" });
  const other = await open(oldQuery(mintToken(accountKey, "denied", "b")), hongKong).answer;
  expect(other.status).toBe(101);
});

test("an order is answered 451 with who implements it", async () => {
  const until = Date.now() + 60_000;
  stack.directory.set("ordered", [
    {
      kind: "order",
      id: "o",
      jurisdiction: ["CN"] as never,
      from: 0,
      until,
      authority: "A",
      law: "L",
    },
  ]);
  const refused = await open(newQuery(mintToken(accountKey, "ordered", "a")), mainland).answer;
  expect(refused.status).toBe(451);
  expect(refused.headers.get("link")).toBe('<https://meet.example.org/process>; rel="blocked-by"');
  expect(refused.headers.get("cache-control")).toBe("no-store");
  const { refusal } = JSON.parse(refused.body);
  expect(refusal).toMatchObject({ decidedBy: "order", authority: "A", law: "L" });
  expect(refusal.until).toBe(new Date(until).toISOString());
});

test("a key of one account gets 403 for another account's room (attack 2)", async () => {
  stack.directory.set("theirs", [], { accountId: "account-2" });
  const answer = await open(oldQuery(mintToken(accountKey, "theirs", "a")), france).answer;
  expect(answer.status).toBe(403);
  expect(JSON.parse(answer.body).code).toBe("forbidden");
  const own = await open(oldQuery(mintToken(otherKey, "theirs", "b")), france).answer;
  expect(own.status).toBe(101);
});
