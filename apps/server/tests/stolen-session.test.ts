import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type ApiService, startApiService } from "./api-service.ts";
import { startTestDatabase, type TestDatabase } from "./harness.ts";
import { Browser, newPerson, password, secretInLetter } from "./people-service.ts";

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

test("whoever has a session guesses its person's password no faster by writing the cookie in other ways", async () => {
  const ann = await newPerson(service, "ann", "10.1.1.1");
  const statuses: number[] = [];
  for (let index = 0; index < 14; index += 1) {
    const cookie = `x${index}=1; ${ann.cookie()}; y=${index}`;
    const body = { currentPassword: `wrong ${index} guess`, newPassword: "a new long password" };
    const asked = { headers: { cookie } };
    const { status } = await ann.ask("POST", "/api/auth/change-password", body, asked);
    statuses.push(status);
  }
  expect(statuses.filter((status) => status === 429)).toHaveLength(4);
});

test("a stranger who asks for letters to thousands of addresses keeps nobody from a letter of their own", async () => {
  const bob = await newPerson(service, "bob", "10.2.1.1");
  const stranger = new Browser(service, "10.3.1.1");
  // Each address that is remembered takes a place; where none is left, all share one count.
  const remembered = vi.spyOn(service.deps.guessLimits.letters, "take");
  for (let index = 0; index < 300; index += 1) {
    await stranger.auth("/request-password-reset", { email: `nobody-${index}@example.org` });
  }
  expect(remembered.mock.calls.length).toBeLessThan(250);
  await bob.auth("/request-password-reset", { email: bob.email });
  expect(secretInLetter(service, bob.email)).not.toBe("");
});

test("whoever has a session, but not the password, leads no letter to an address of their own", async () => {
  const cleo = await newPerson(service, "cleo", "10.4.1.1");
  const newEmail = "thief@example.org";
  expect((await cleo.auth("/change-email", { newEmail })).status).toBe(400);
  const guess = { newEmail, password: "not the password" };
  expect((await cleo.auth("/change-email", guess)).json).toMatchObject({
    code: "INVALID_PASSWORD",
  });
  expect(await cleo.person()).toMatchObject({ email: cleo.email });
  await cleo.auth("/request-password-reset", { email: newEmail });
  expect(secretInLetter(service, newEmail)).toBe("");
  const nobody = new Browser(service, "10.4.1.1");
  expect((await nobody.auth("/change-email", { newEmail, password })).status).toBe(401);
  expect(
    (await cleo.auth("/change-email", { newEmail: "cleo-2@example.org", password })).status,
  ).toBe(200);
  expect(await cleo.person()).toMatchObject({ email: "cleo-2@example.org" });
});
