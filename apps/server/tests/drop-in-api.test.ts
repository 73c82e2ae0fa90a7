import { decide } from "@graticule/admission/decide";
import { room as roomSchema } from "@graticule/api/rooms";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ApiService, everyoneExcept, from, startApiService } from "./api-service.ts";
import { startTestDatabase, type TestDatabase } from "./harness.ts";
import { sitDown } from "./sit-down.ts";

let database: TestDatabase;
let service: ApiService;
let acme: { id: string; headers: Record<string, unknown> };
let other: { id: string; headers: Record<string, unknown> };

beforeAll(async () => {
  database = await startTestDatabase();
  service = await startApiService(database);
  acme = await service.newAccount("acme");
  other = await service.newAccount("other");
});

afterAll(async () => {
  await service.stop();
  await database.stop();
});

type Headers = Record<string, string>;
const path = (room: string, rest = "") => `/api/rooms/${encodeURIComponent(room)}${rest}`;
const decisionFrom = (room: string, address: string) => {
  const verdict = judgeOf(room, address);
  return verdict.kind === "decided" ? verdict.decision.kind : verdict.kind;
};
const judgeOf = (room: string, address: string) => {
  const policy = service.deps.directory.find(room);
  if (policy === undefined) return { kind: "no-room" } as const;
  const fix = service.deps.locator.fixOf(address, service.deps.directory.now());
  return {
    kind: "decided",
    decision: decide(fix, policy.limits, service.deps.directory.now()),
  } as const;
};

test("a backend sets a rule for its room, and decisions follow at once", async () => {
  const headers = acme.headers as Headers;
  const put = await service.ask("PUT", path("stand-up", "/rule"), {
    headers,
    body: everyoneExcept("CN"),
  });
  expect(put.json).toMatchObject({ version: 1 });
  expect(decisionFrom("stand-up", from.china)).toBe("refuse");
  expect(decisionFrom("stand-up", from.hongKong)).toBe("admit");
  const got = await service.ask("GET", path("stand-up", "/rule"), { headers });
  expect(got.json).toEqual(put.json);
  expect(got.headers["etag"]).toBe('"1"');
  expect((await service.ask("DELETE", path("stand-up", "/rule"), { headers })).status).toBe(204);
  expect(decisionFrom("stand-up", from.china)).toBe("admit");
  expect((await service.ask("GET", path("stand-up", "/rule"), { headers })).status).toBe(404);
});

test("one account's key can't reach another account's room (attack 2)", async () => {
  const headers = acme.headers as Headers;
  expect((await service.ask("POST", path("board"), { headers })).status).toBe(201);
  expect((await service.ask("POST", path("board"), { headers })).status).toBe(200);
  const foreign = other.headers as Headers;
  const tries = await Promise.all([
    service.ask("POST", path("board"), { headers: foreign }),
    service.ask("GET", path("board"), { headers: foreign }),
    service.ask("GET", path("board", "/rule"), { headers: foreign }),
    service.ask("PUT", path("board", "/rule"), { headers: foreign, body: everyoneExcept("FR") }),
    service.ask("DELETE", path("board", "/rule"), { headers: foreign }),
  ]);
  for (const tried of tries) expect(tried.json).toMatchObject({ status: 403, code: "forbidden" });
  expect(decisionFrom("board", from.france)).toBe("admit");
});

test("of two accounts that register one room at once exactly one gets it (attack 2)", async () => {
  for (let race = 0; race < 20; race += 1) {
    const both = await Promise.all(
      [acme, other].map(({ headers }) =>
        service.ask("POST", path(`race-${race}`), { headers: headers as Headers }),
      ),
    );
    expect(both.map((one) => one.status).sort()).toEqual([201, 403]);
  }
});

test("an account's key can't reach a meeting's room", async () => {
  const { room } = await service.newMeeting();
  const headers = acme.headers as Headers;
  const put = await service.ask("PUT", path(room, "/rule"), {
    headers,
    body: everyoneExcept("FR"),
  });
  expect(put.status).toBe(403);
});

test("an account's default holds in its rooms without a rule of their own, and nowhere else", async () => {
  const headers = other.headers as Headers;
  await service.ask("POST", path("plain"), { headers });
  await service.ask("PUT", path("special", "/rule"), { headers, body: everyoneExcept("FR") });
  await service.ask("POST", path("elsewhere"), { headers: acme.headers as Headers });
  const set = await service.ask("PUT", "/api/account/rule", {
    headers,
    body: { mode: "default", rule: everyoneExcept("HK") },
  });
  expect(set.status).toBe(200);
  expect(decisionFrom("plain", from.hongKong)).toBe("refuse");
  expect(decisionFrom("special", from.hongKong)).toBe("admit");
  expect(decisionFrom("special", from.france)).toBe("refuse");
  expect(decisionFrom("elsewhere", from.hongKong)).toBe("admit");
  await service.ask("DELETE", "/api/account/rule", { headers });
  expect(decisionFrom("plain", from.hongKong)).toBe("admit");
});

test.each(["a/b?c=d#e", "% ü \u202e", "x".repeat(256), "室".repeat(85), "%2F"])(
  "the room name %s may be used unchanged",
  async (name) => {
    const headers = acme.headers as Headers;
    const put = await service.ask("PUT", path(name, "/rule"), {
      headers,
      body: everyoneExcept("CN"),
    });
    expect(put.status).toBe(200);
    expect(decisionFrom(name, from.china)).toBe("refuse");
    const got = await service.ask("GET", path(name), { headers });
    expect(got.json.room).toBe(name);
  },
);

test.each([
  `${path("x".repeat(257), "/rule")}`,
  "/api/rooms/%00/rule",
  "/api/rooms/%ff/rule",
  "/api/rooms/%ED%A0%80/rule",
])("the room name in %.30s is refused (attack 12)", async (url) => {
  const headers = acme.headers as Headers;
  const put = await service.ask("PUT", url, { headers, body: everyoneExcept("CN") });
  expect(put.status).toBe(400);
});

test("who is inside is given in bands, with service seats separate", async () => {
  const headers = acme.headers as Headers;
  await service.ask("POST", path("busy"), { headers });
  const sit = (identity: string, address: string) =>
    sitDown(service.deps.presence.seats, { room: "busy", identity, address });
  for (let seat = 0; seat < 6; seat += 1) sit(`fr-${seat}`, from.france);
  sit("cn", from.china);
  service.engine.seats.set("busy", [{ identity: "bot", sid: "1", kind: "service" }]);
  const got = await service.ask("GET", path("busy"), { headers });
  expect(roomSchema.parse(got.json)).toEqual({
    room: "busy",
    asOf: expect.any(String),
    inside: 7,
    // Six of seven beside "a few" would reveal the one.
    byPlace: [
      { place: "CN", count: "some" },
      { place: "FR", count: "some" },
    ],
    cannotTell: "none",
    serviceSeats: { policy: "allowed", inside: 1 },
  });
  service.engine.seats.clear();
});

test("service seats are refused if the account says so, and always in our own meetings", async () => {
  await database.pool.query("UPDATE account SET service_seats = 'refused' WHERE id = $1", [
    acme.id,
  ]);
  await service.deps.directory.refresh({ kind: "account", accountId: acme.id });
  expect(service.deps.directory.find("busy")?.serviceSeats).toBe("refused");
  const { room } = await service.newMeeting();
  expect(service.deps.directory.find(room)?.serviceSeats).toBe("refused");
});

test("without a valid key and secret nothing is answered, and guessing is slowed down (attack 13)", async () => {
  const basic = (text: string) => ({
    authorization: `Basic ${Buffer.from(text).toString("base64")}`,
  });
  const guesses = ["", "key-acme:", "key-acme:wrong", "unknown:wrong", ":", "key-acme"];
  for (const guess of guesses) {
    const asked = { headers: basic(guess), from: "198.18.1.1" };
    expect((await service.ask("GET", "/api/account/rule", asked)).status).toBe(401);
  }
  const statuses: number[] = [];
  for (let guess = 0; guess < 40; guess += 1) {
    const asked = { headers: basic("key-acme:wrong"), from: "198.18.2.2" };
    statuses.push((await service.ask("GET", "/api/account/rule", asked)).status);
  }
  expect(statuses.filter((status) => status === 401)).toHaveLength(30);
  expect(statuses.at(-1)).toBe(429);
  const elsewhere = { headers: acme.headers as Headers, from: "198.18.9.9" };
  expect((await service.ask("GET", "/api/account/rule", elsewhere)).status).toBe(200);
});

test("a key's secret isn't stored in plain text, and another instance can't read it", async () => {
  const stored = await database.pool.query("SELECT * FROM api_key");
  const dump = JSON.stringify(stored.rows.map((row) => String(row.secret_sealed)));
  expect(dump).not.toContain("secret-of");
  const { createSeal } = await import("@graticule/server/config/seal");
  const { randomBytes } = await import("node:crypto");
  for (const row of stored.rows) {
    expect(createSeal(randomBytes(32)).open(row.secret_sealed, row.id)).toBeUndefined();
  }
});

test("the password challenge comes where an API key is accepted, and nowhere else", async () => {
  const challenge = async (method: string, url: string) =>
    (await service.ask(method as "GET", url)).headers["www-authenticate"];
  expect(await challenge("GET", path("board", "/rule"))).toMatch(/^Basic /);
  // Otherwise a browser would show its own password window over our page.
  expect(await challenge("GET", "/api/account/rule")).toMatch(/^Bearer /);
  expect(await challenge("GET", "/api/meetings")).toMatch(/^Bearer /);
  expect(await challenge("GET", "/api/meetings/abc-defg-hij/manage")).not.toMatch(/^Basic /);
});
