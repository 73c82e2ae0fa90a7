import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { contractOf } from "@graticule/client/generate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ApiService, startApiService } from "./api-service.ts";
import { startTestDatabase, type TestDatabase } from "./harness.ts";

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

const file = join(import.meta.dirname, "../../../packages/client/src/contract.ts");

test("the typed client has the types of the service's own OpenAPI document", async () => {
  const types = await contractOf((await service.ask("GET", "/openapi.json")).json);
  if (process.env["GRATICULE_CLIENT"] === "1") writeFileSync(file, types);
  expect(readFileSync(file, "utf8"), "run: npm run client").toBe(types);
});
