import { apiKey, apiKeyCreated } from "@graticule/api/account";
import { createKeyStore } from "@graticule/server/keys/store";
import { AccessToken } from "livekit-server-sdk";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type ApiService, startApiService } from "./api-service.ts";
import { startTestDatabase, type TestDatabase } from "./harness.ts";
import { type Browser, newPerson } from "./people-service.ts";

let database: TestDatabase;
let service: ApiService;
let origin: string;
let ana: Awaited<ReturnType<typeof newPerson>>;

beforeAll(async () => {
  database = await startTestDatabase();
  service = await startApiService(database);
  origin = await service.app.listen({ host: "127.0.0.1", port: 0 });
  ana = await newPerson(service, "ana");
});

afterAll(async () => {
  await service.stop();
  await database.stop();
});

const all = ["join", "rooms:read", "rules:write"];

async function makesKey(person: Browser, scopes: readonly string[] = all) {
  const made = await person.ask("POST", "/api/account/keys", { name: "Backend", scopes });
  expect([made.status, made.text]).toEqual([201, made.text]);
  return apiKeyCreated.parse(made.json);
}

type Key = Awaited<ReturnType<typeof makesKey>>;

const basic = ({ id, secret }: Key) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
});

async function lists(person: Browser, id: string) {
  const listed = await person.ask("GET", "/api/account/keys");
  return apiKey
    .array()
    .parse(listed.json)
    .find((key) => key.id === id);
}

/** The gate's status for a token signed by this key: 401, or that it has no engine to ask. */
async function gateSays({ id, secret }: Key, room: string): Promise<number> {
  const token = new AccessToken(id, secret, { identity: "somebody", ttl: 600 });
  token.addGrant({ roomJoin: true, room });
  const answer = await fetch(`${origin}/rtc/validate?access_token=${await token.toJwt()}`);
  await answer.arrayBuffer();
  return answer.status;
}

test("whose account has a new key or webhook gets a letter that says so", async () => {
  const { mailer } = service.deps.people;
  const told = () =>
    mailer.kind === "mailbox" ? mailer.letters().map(({ to, subject }) => [to, subject]) : [];
  const before = told().length;
  const { id } = await makesKey(ana);
  await ana.ask("POST", `/api/account/keys/${id}/rotate`);
  const hook = { url: "https://127.0.0.1/hook", events: ["joined"] };
  const made = await ana.ask("POST", "/api/account/webhooks", hook);
  expect(made.status, made.text).toBe(201);
  const letter = (what: string) => [
    ana.email,
    expect.stringMatching(`: a new ${what} in your account`),
  ];
  await vi.waitFor(() =>
    expect(told().slice(0, -before || undefined)).toEqual(
      expect.arrayContaining(["webhook", "API key", "API key"].map(letter)),
    ),
  );
  // No one's address is written to without an end.
  for (let index = 0; index < 2; index += 1) await makesKey(ana);
  await ana.ask("POST", "/api/account/webhooks", hook);
  const count = (what: string) =>
    told().filter(([to, subject]) => to === ana.email && subject?.includes(`new ${what}`)).length;
  await vi.waitFor(() => expect(count("webhook")).toBe(2));
  expect(count("API key")).toBe(3);
});

test("a key's secret is shown only once", async () => {
  const { secret, ...key } = await makesKey(ana);
  expect(key).toMatchObject({ name: "Backend", scopes: all });
  expect(await lists(ana, key.id)).toEqual(key);
  const listed = await ana.ask("GET", "/api/account/keys");
  expect(listed.text).not.toContain(secret);
  expect(listed.headers["cache-control"]).toBe("no-store");
  const stored = await database.pool.query("SELECT k::text AS row FROM api_key k");
  expect(JSON.stringify(stored.rows)).not.toContain(secret);
});

test("a key does what its scopes allow, and a refusal says which one is missing", async () => {
  const reads = await makesKey(ana, ["rooms:read"]);
  const writes = await makesKey(ana, ["rules:write"]);
  const joins = await makesKey(ana, ["join"]);
  const ask = async (method: string, path: string, key: Key) => {
    const body = method === "PUT" ? {} : undefined;
    const asked = body === undefined ? {} : { body };
    const answer = await service.ask(method, path, { headers: basic(key), ...asked });
    return answer.status === 403 ? answer.json.detail : answer.status;
  };
  const lacks = (scope: string) =>
    `This key isn't allowed to do this: it lacks the scope ${scope}.`;
  const room = "/api/rooms/scoped";
  expect(await ask("POST", room, reads)).toBe(lacks("rules:write"));
  expect(await ask("POST", room, joins)).toBe(lacks("rules:write"));
  expect(await ask("POST", room, writes)).toBe(201);
  expect(await ask("GET", room, writes)).toBe(lacks("rooms:read"));
  expect(await ask("GET", room, reads)).toBe(200);
  expect(await ask("PUT", `${room}/rule`, reads)).toBe(lacks("rules:write"));
  expect(await ask("PUT", `${room}/rule`, writes)).toBe(200);
  expect(await ask("GET", `${room}/rule`, writes)).toBe(lacks("rooms:read"));
  expect(await ask("GET", `${room}/rule`, reads)).toBe(200);
  expect(await ask("DELETE", `${room}/rule`, reads)).toBe(lacks("rules:write"));
  expect(await ask("DELETE", `${room}/rule`, joins)).toBe(lacks("rules:write"));
  for (const method of ["GET", "HEAD"])
    expect(await ask(method, "/api/account/rule", reads)).toBe(200);
});

test("tokens of a key that may not join, or has expired, open no door", async () => {
  const joins = await makesKey(ana, ["join"]);
  const reads = await makesKey(ana, ["rooms:read", "rules:write"]);
  expect(await gateSays(joins, "door")).not.toBe(401);
  expect(await gateSays(reads, "door")).toBe(401);
  const runOut = "UPDATE api_key SET expires_at = now() - interval '1 second' WHERE id = $1";
  await database.pool.query(runOut, [joins.id]);
  await service.deps.accounts.keyRing.refresh();
  expect(await gateSays(joins, "door")).toBe(401);
  const answer = await service.ask("GET", "/api/rooms/door", { headers: basic(joins) });
  expect(answer.status).toBe(401);
});

test("a rotated key works for seven more days beside its successor, and is rotated once", async () => {
  const old = await makesKey(ana, ["join", "rooms:read"]);
  const answer = await ana.ask("POST", `/api/account/keys/${old.id}/rotate`);
  expect(answer.status).toBe(201);
  const next = apiKeyCreated.parse(answer.json);
  expect(next).toMatchObject({ name: old.name, scopes: old.scopes });
  expect(next.id).not.toBe(old.id);
  expect(await gateSays(old, "rotated")).not.toBe(401);
  expect(await gateSays(next, "rotated")).not.toBe(401);
  const { expiresAt } = (await lists(ana, old.id)) ?? {};
  const days = (Date.parse(expiresAt ?? "") - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(6.99);
  expect(days).toBeLessThanOrEqual(7);
  expect((await ana.ask("POST", `/api/account/keys/${old.id}/rotate`)).status).toBe(409);
  await database.pool.query("UPDATE api_key SET expires_at = now() WHERE id = $1", [old.id]);
  expect(await createKeyStore(database.db).deleteExpired()).toBeGreaterThan(0);
  expect(await lists(ana, old.id)).toBeUndefined();
  expect(await lists(ana, next.id)).toBeDefined();
});

test("a deleted key ends at once, and only its own account can delete or rotate it", async () => {
  const key = await makesKey(ana);
  const ben = await newPerson(service, "ben");
  expect((await ben.ask("DELETE", `/api/account/keys/${key.id}`)).status).toBe(404);
  expect((await ben.ask("POST", `/api/account/keys/${key.id}/rotate`)).status).toBe(404);
  expect(await lists(ben, key.id)).toBeUndefined();
  expect(await gateSays(key, "ended")).not.toBe(401);
  expect((await ana.ask("DELETE", `/api/account/keys/${key.id}`)).status).toBe(204);
  expect(await gateSays(key, "ended")).toBe(401);
});

test("with thirty keys created at once, the account has twenty", async () => {
  const cleo = await newPerson(service, "cleo");
  const body = { name: "one of many", scopes: ["join"] };
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => cleo.ask("POST", "/api/account/keys", body)),
  );
  const made = answers.filter((answer) => answer.status === 201);
  expect([made.length, answers.length]).toEqual([20, 30]);
  const refused = answers.find((answer) => answer.status !== 201);
  expect(refused?.json).toMatchObject({ status: 409, code: "conflict" });
  const [first] = made;
  const rotated = await cleo.ask("POST", `/api/account/keys/${first?.json.id}/rotate`);
  expect(rotated.json).toMatchObject({
    status: 409,
    detail: expect.stringContaining("reached its limit"),
  });
});

test("the day of a key's last use is noted, at the gate and at the API, and nothing finer", async () => {
  const [joins, reads] = [await makesKey(ana, ["join"]), await makesKey(ana, ["rooms:read"])];
  expect(await lists(ana, joins.id)).not.toHaveProperty("lastUsedOn");
  await gateSays(joins, "used");
  await service.ask("GET", "/api/rooms/used", { headers: basic(reads) });
  await service.deps.keys.marks.write();
  const today = new Date().toISOString().slice(0, 10);
  expect(await lists(ana, joins.id)).toMatchObject({ lastUsedOn: today });
  expect(await lists(ana, reads.id)).toMatchObject({ lastUsedOn: today });
});

test("keys are for people who are signed in, and never for another site's page", async () => {
  expect((await service.ask("GET", "/api/account/keys")).status).toBe(401);
  const body = { name: "x", scopes: ["join"] };
  const evil = { headers: { origin: "https://evil.example" } };
  expect((await ana.ask("POST", "/api/account/keys", body, evil)).status).toBe(403);
  const wrong = await ana.ask("POST", "/api/account/keys", { name: "x", scopes: ["everything"] });
  expect(wrong.status).toBe(400);
});
