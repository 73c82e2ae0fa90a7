import { afterAll, beforeAll, expect, test } from "vitest";
import { type ApiService, everyoneExcept, startApiService } from "./api-service.ts";
import { administrator, startTestDatabase, type TestDatabase } from "./harness.ts";
import { order } from "./orders.ts";
import { Browser, everythingStored, newPerson, password } from "./people-service.ts";

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

const accountOf = async (email: string): Promise<string> => {
  const sql = "SELECT account_id FROM person WHERE email = $1";
  return (await database.pool.query(sql, [email])).rows[0].account_id;
};

/** A room with a rule, an order and a key, all belonging to an account. */
const furnish = async (accountId: string, room: string) => {
  const { pool } = database;
  const rule = JSON.stringify(everyoneExcept("DE"));
  await pool.query("INSERT INTO room (name, account_id, kind) VALUES ($1, $2, 'drop-in')", [
    room,
    accountId,
  ]);
  const event = "INSERT INTO rule_event (room, account_id, mode, version, kind, rule) VALUES";
  await pool.query(`${event} ($1, NULL, NULL, 1, 'set', $2)`, [room, rule]);
  await pool.query(`${event} (NULL, $1, 'locked', 1, 'set', $2)`, [accountId, rule]);
  await order(database, room, ["CN"]);
  await pool.query("INSERT INTO api_key (id, account_id, secret_sealed) VALUES ($1, $2, $3)", [
    `key-${room}`,
    accountId,
    Buffer.alloc(40),
  ]);
  await service.deps.directory.refresh({ kind: "room", room });
};

test("deleting an account takes everything with it, and everyone leaves its rooms", async () => {
  const ann = await newPerson(service, "ann");
  const bob = await newPerson(service, "bob");
  await furnish(await accountOf(ann.email), "room-of-ann");
  await furnish(await accountOf(bob.email), "room-of-bob");
  await ann.auth("/two-factor/enable", { password });
  await new Browser(service).signIn(ann.email, password);
  await ann.auth("/request-password-reset", { email: ann.email });
  const annsId = (await ann.ask("GET", "/api/session")).json.person.id;
  const annsAccount = await accountOf(ann.email);

  expect((await ann.auth("/delete-user", { password: "not the password" })).status).toBe(400);
  expect(await ann.person()).toMatchObject({ email: ann.email });
  expect((await ann.auth("/delete-user", { password })).status).toBe(200);

  await expect.poll(() => service.engine.ended).toContain("room-of-ann");
  expect(service.engine.ended).not.toContain("room-of-bob");
  expect(service.deps.directory.find("room-of-ann")).toBeUndefined();
  expect(service.deps.directory.find("room-of-bob")).toBeDefined();
  expect((await ann.signIn(ann.email, password)).status).toBe(401);
  const stored = await everythingStored(database, "change_log");
  for (const left of [annsId, annsAccount, ann.email, "room-of-ann"])
    expect(stored, left).not.toContain(left);
  expect(stored).toContain("room-of-bob");
  // That they are gone is itself a change that every instance has to hear of, for an hour or two.
  const changes = await database.pool.query("SELECT key FROM change_log");
  for (const left of [annsId, ann.email]) expect(changes.rows).not.toContainEqual({ key: left });
  expect(await bob.person()).toMatchObject({ email: bob.email });
});

test("no one is deleted without the password, however fresh the session; with it, however old", async () => {
  const cy = await newPerson(service, "cy");
  expect((await cy.auth("/delete-user", {})).status).toBe(400);
  expect(await cy.person()).toMatchObject({ email: cy.email });
  await database.pool.query("UPDATE sign_in SET created_at = now() - interval '2 days'");
  expect((await cy.auth("/delete-user", { password })).status).toBe(200);
  expect(await cy.person()).toBeUndefined();
});

test("the administrator stays", async () => {
  const browser = new Browser(service);
  await browser.signIn(administrator.email, administrator.password);
  const answer = await browser.auth("/delete-user", { password: administrator.password });
  expect(answer.status).toBe(403);
  expect(answer.json).toMatchObject({ code: "ADMINISTRATOR_STAYS" });
  expect(await browser.person()).toMatchObject({ administrator: true });
  // Nor does anyone's deletion take the operator's account: it owns the engine's key.
  await database.pool.query("DELETE FROM person WHERE email = $1", [administrator.email]);
  const { rows } = await database.pool.query("SELECT count(*) FROM account WHERE operator");
  expect(Number(rows[0].count)).toBe(1);
});
