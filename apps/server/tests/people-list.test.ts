import { type ListedPeople, listedPeople, peopleAPage } from "@graticule/api/administration";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ApiService, startApiService } from "./api-service.ts";
import { newStaff } from "./desk-service.ts";
import { startTestDatabase, type TestDatabase } from "./harness.ts";
import { newPerson } from "./people-service.ts";

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

async function list(query = ""): Promise<ListedPeople> {
  const { json } = await service.ask("GET", `/api/admin/people${query}`, {
    headers: { cookie: service.operatorCookie },
  });
  return listedPeople.parse(json);
}

test("the administrator sees who has an account, since when, and nothing else of them", async () => {
  await newPerson(service, "zora");
  await newStaff(service, database, "bea", { roles: ["intake"] });
  const { count, people } = await list();
  expect(count).toBe(3);
  const [first, second, third] = people;
  const today = new Date().toISOString().slice(0, 10);
  expect(first).toMatchObject({ administrator: true, desk: false, since: today });
  expect(second).toEqual({
    name: "bea",
    email: "bea@example.org",
    emailVerified: true,
    secondFactor: true,
    administrator: false,
    desk: true,
    suspended: false,
    since: today,
  });
  expect(third).toMatchObject({ name: "zora", desk: false });
});

test("anyone but an administrator sees no one", async () => {
  const eve = await newPerson(service, "eve");
  const answer = await eve.ask("GET", "/api/admin/people");
  expect(answer.status).toBe(403);
  expect(answer.text).not.toContain("@");
  const member = await newStaff(service, database, "ann", { roles: ["approver", "safety"] });
  expect((await member.ask("GET", "/api/admin/people")).status).toBe(403);
});

test("people are found by part of a name or address, even with special characters", async () => {
  const names = async (search: string) =>
    (await list(`?search=${encodeURIComponent(search)}`)).people.map(({ name }) => name);
  expect(await names(" ZOR ")).toEqual(["zora"]);
  expect(await names("bea@exa")).toEqual(["bea"]);
  expect(await names("%")).toEqual([]);
  expect(await names("_o_a")).toEqual([]);
  expect(await names("' OR true --")).toEqual([]);
});

test("a long list comes page by page, each person once", async () => {
  await database.pool.query(`WITH made AS (
      INSERT INTO account (name) SELECT 'many ' || n FROM generate_series(1, 60) n RETURNING id, name)
    INSERT INTO person (account_id, name, email) SELECT id, name, replace(name, ' ', '-') || '@example.org' FROM made`);
  const first = await list("?search=many");
  const second = await list("?search=many&page=2");
  expect([first.count, first.people.length, second.people.length]).toEqual([60, peopleAPage, 10]);
  const all = [...first.people, ...second.people].map(({ email }) => email);
  expect(new Set(all).size).toBe(60);
  expect((await list("?search=many&page=3")).people).toEqual([]);
  const wrong = await service.ask("GET", "/api/admin/people?page=0", {
    headers: { cookie: service.operatorCookie },
  });
  expect(wrong.status).toBe(400);
});
