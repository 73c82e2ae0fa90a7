import { randomBytes } from "node:crypto";
import { newResetUrl } from "@graticule/server/people/operator-acts";
import { createSetup } from "@graticule/server/people/setup";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ApiService, cookiesOf, startApiService } from "./api-service.ts";
import { administrator, startTestDatabase, type TestDatabase } from "./harness.ts";
import { letOperatorDayPass, operatorLink } from "./operator-day.ts";
import { allowSignUp, Browser, password } from "./people-service.ts";

let database: TestDatabase;
let service: ApiService;

beforeAll(async () => {
  database = await startTestDatabase();
  service = await startApiService(database);
});

afterAll(async () => {
  await service?.stop();
  await database?.stop();
});

/** As on the first day. */
const forgetEveryone = async () => {
  await database.pool.query("DELETE FROM person");
  await database.pool.query("DELETE FROM setup_link");
};

const setUp = (token: string | undefined) =>
  service.ask("POST", "/api/setup", { body: { token, ...administrator } });

test("before the set-up link is used no one can do anything, whatever the settings say", async () => {
  await forgetEveryone();
  await allowSignUp(service, "open");
  const { dataDir } = service.deps.config;
  const fresh = await startApiService(database, { dataDir }).catch((error: unknown) => error);
  expect(fresh).not.toBeInstanceOf(Error);
  await (fresh as ApiService).stop();
  await forgetEveryone();
  const early = await new Browser(service).auth("/sign-up/email", {
    name: "Early",
    email: "early@example.org",
    password,
  });
  expect(early.json).toMatchObject({ code: "SIGN_UP_CLOSED" });
});

test("the set-up link works once, also when ten use it at once, and an older one no longer works", async () => {
  await forgetEveryone();
  const older = (await service.setupUrl()).split("#")[1];
  const link = await service.setupUrl();
  expect(link).toMatch(/^http:\/\/meet\.test\/setup#/);
  expect((await setUp(older)).status).toBe(401);
  const token = link.split("#")[1];
  const all = await Promise.all(Array.from({ length: 10 }, () => setUp(token)));
  expect(all.map((one) => one.status).sort()).toEqual([204, ...Array(9).fill(409)]);
  expect((await setUp(token)).json).toMatchObject({ status: 409, code: "conflict" });
  expect((await setUp("wrong")).json).toMatchObject({ status: 401, code: "unauthorized" });
  const made = all.find(({ status }) => status === 204);
  const headers = { cookie: made === undefined ? "" : cookiesOf(made) };
  const session = await service.ask("GET", "/api/session", { headers });
  expect(session.json.person).toMatchObject({ administrator: true });
  expect(await service.setupUrl()).toBe("done");
  // Nor again when no one is left.
  await database.pool.query("DELETE FROM person");
  expect((await setUp(token)).json).toMatchObject({ status: 409 });
});

test("the contact given at set-up is in the settings, and a set-up without one leaves them unchanged", async () => {
  await forgetEveryone();
  const contact = async () => (await service.ask("GET", "/api/settings")).json.contact;
  const use = async (more: object) => {
    const token = (await service.setupUrl()).split("#")[1];
    const body = { token, ...administrator, ...more };
    return (await service.ask("POST", "/api/setup", { body })).status;
  };
  expect(await use({ contact: "Write to\r\nhelp@example.org" })).toBe(204);
  expect(await contact()).toBe("Write to help@example.org");
  await forgetEveryone();
  expect(await use({})).toBe(204);
  expect(await contact()).toBe("Write to help@example.org");
});

test("two links at once make one administrator", async () => {
  await forgetEveryone();
  const setup = createSetup(database.db, "http://meet.test", { cluster: undefined });
  const secrets = ["first", "second"];
  const { hashSecret } = await import("@graticule/server/http/secret");
  for (const secret of secrets)
    await database.db
      .insertInto("setup_link")
      .values({ hash: hashSecret(secret) })
      .execute();
  const use = (secret: string) =>
    setup
      .use(secret, { name: "A", email: `${secret}@example.org`, passwordHash: "x" })
      .catch(() => "failed");
  const outcomes = await Promise.all(secrets.map(use));
  expect(outcomes.filter((one) => one === "made")).toHaveLength(1);
  const { rows } = await database.pool.query("SELECT count(*) FROM person");
  expect(Number(rows[0].count)).toBe(1);
});

test("a reset link from the command line sets a password once, and ends all sessions", async () => {
  await forgetEveryone();
  const made = await setUp((await service.setupUrl()).split("#")[1]);
  const old = { cookie: cookiesOf(made) };
  const parts = {
    db: database.db,
    seal: service.deps.accounts.seal,
    publicUrl: "http://meet.test",
  };
  expect(await newResetUrl({ ...parts, email: "nobody@example.org" })).toBe("absent");
  const token = await operatorLink({ service, database }, administrator.email.toUpperCase());
  await letOperatorDayPass(database);
  const { rows } = await database.pool.query("SELECT identifier FROM verification");
  for (const { identifier } of rows) expect(identifier).not.toContain(token);
  const newPassword = randomBytes(12).toString("hex");
  const reset = { body: { token, newPassword } };
  expect((await service.ask("POST", "/api/auth/reset-password", reset)).status).toBe(200);
  expect((await service.ask("POST", "/api/auth/reset-password", reset)).status).toBe(400);
  expect((await service.ask("GET", "/api/session", { headers: old })).json.person).toBeUndefined();
  const browser = new Browser(service);
  expect((await browser.signIn(administrator.email, newPassword)).status).toBe(200);
});
