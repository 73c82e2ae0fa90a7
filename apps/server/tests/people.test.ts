import { afterAll, beforeAll, expect, test } from "vitest";
import { type ApiService, startApiService } from "./api-service.ts";
import { administrator, startTestDatabase, type TestDatabase } from "./harness.ts";

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

test("the set-up link made the administrator, who is signed in by it", async () => {
  const headers = { cookie: service.operatorCookie };
  const answer = await service.ask("GET", "/api/session", { headers });
  expect(answer.json).toMatchObject({
    setUp: true,
    signUp: "closed",
    person: { name: administrator.name, administrator: true, secondFactor: false },
  });
  const signedIn = await service.ask("POST", "/api/auth/sign-in/email", { body: administrator });
  expect(signedIn.json).toMatchObject({ user: { email: administrator.email } });
  expect(signedIn.status).toBe(200);
});
