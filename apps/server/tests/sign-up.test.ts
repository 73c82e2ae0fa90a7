import { afterAll, beforeAll, expect, test } from "vitest";
import { type ApiService, startApiService } from "./api-service.ts";
import { startTestDatabase, type TestDatabase } from "./harness.ts";
import { allowSignUp, Browser, password, secretInLetter } from "./people-service.ts";

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

const invite = async (body: object = {}) => {
  const headers = { cookie: service.operatorCookie };
  const made = await service.ask("POST", "/api/admin/invitations", { headers, body });
  expect(made.status).toBe(201);
  const { id, url, letter } = made.json;
  return { id, url, letter, secret: String(url).split("#")[1] };
};

const signUp = (email: string, more: object = {}) =>
  new Browser(service).auth("/sign-up/email", { name: "Ben", email, password, ...more });

const persons = async () =>
  Number((await database.pool.query("SELECT count(*) FROM person")).rows[0].count);

test("by default no one can sign up; then invited people, or everyone", async () => {
  const { secret } = await invite();
  const refused = await signUp("closed@example.org", { invitation: secret });
  expect(refused.json).toMatchObject({ code: "SIGN_UP_CLOSED" });
  expect(refused.status).toBe(403);
  await allowSignUp(service, "invitation");
  expect((await signUp("no@example.org")).json).toMatchObject({ code: "INVITATION_NEEDED" });
  const wrong = await signUp("no@example.org", { invitation: "guessed" });
  expect(wrong.json).toMatchObject({ code: "INVITATION_NOT_OPEN" });
  expect((await signUp("invited@example.org", { invitation: secret })).status).toBe(200);
  await allowSignUp(service, "open");
  expect((await signUp("open@example.org")).status).toBe(200);
  expect(await persons()).toBe(3);
});

test("a closed door doesn't say who is inside", async () => {
  await allowSignUp(service, "closed");
  const known = await signUp("open@example.org");
  const unknown = await signUp("nobody@example.org");
  expect(known.status).toBe(403);
  expect(known.text).toBe(unknown.text);
});

test("fifty at once use one invitation, and one gets in", async () => {
  await allowSignUp(service, "invitation");
  const { secret } = await invite();
  const before = await persons();
  const all = await Promise.all(
    Array.from({ length: 50 }, (_, index) => {
      const browser = new Browser(service, `10.${index}.0.1`);
      const email = `racer${index}@example.org`;
      return browser.auth("/sign-up/email", { name: "R", email, password, invitation: secret });
    }),
  );
  expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(all.every(({ status }) => status === 200 || (status >= 400 && status < 500))).toBe(true);
  expect(await persons()).toBe(before + 1);
  // The losers left nothing behind, not even an account.
  const { rows } = await database.pool.query(
    "SELECT count(*) FROM account a WHERE NOT operator AND NOT EXISTS (SELECT FROM person p WHERE p.account_id = a.id)",
  );
  expect(Number(rows[0].count)).toBe(0);
});

test("a failed sign-up doesn't use up the invitation", async () => {
  await allowSignUp(service, "invitation");
  const { secret } = await invite();
  const taken = await signUp("invited@example.org", { invitation: secret });
  expect(taken.json).toMatchObject({ code: "USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL" });
  const short = await signUp("short@example.org", { invitation: secret, password: "short" });
  expect(short.status).toBe(400);
  expect((await signUp("second@example.org", { invitation: secret })).status).toBe(200);
});

test("an invitation with an address is mailed, admits that address alone, and is gone when used", async () => {
  await allowSignUp(service, "invitation");
  const { url, letter } = await invite({ email: "Cora@Example.org", note: "for the seminar" });
  // There is no mail server here.
  expect(letter).toBe("kept");
  expect((await invite()).letter).toBe("none");
  const secret = secretInLetter(service, "cora@example.org");
  expect(url).toBe(`http://meet.test/sign-up#${secret}`);
  const other = await signUp("dan@example.org", { invitation: secret });
  expect(other.json).toMatchObject({ code: "INVITATION_NOT_OPEN" });
  expect((await signUp("cora@example.org", { invitation: secret })).status).toBe(200);
  const { rows } = await database.pool.query("SELECT note FROM invitation WHERE note IS NOT NULL");
  expect(rows).toEqual([]);
});

test("an invitation ends after seven days, or when it is withdrawn", async () => {
  await allowSignUp(service, "invitation");
  const old = await invite();
  const { rows } = await database.pool.query(
    `UPDATE invitation SET expires_at = expires_at - interval '7 days' WHERE id = $1
     RETURNING expires_at <= now() AS over`,
    [old.id],
  );
  expect(rows).toEqual([{ over: true }]);
  const late = await signUp("late@example.org", { invitation: old.secret });
  expect(late.json).toMatchObject({ code: "INVITATION_NOT_OPEN" });

  const back = await invite();
  const headers = { cookie: service.operatorCookie };
  const list = await service.ask("GET", "/api/admin/invitations", { headers });
  expect(list.json.map((one: { id: string }) => one.id)).toContain(back.id);
  expect(list.json.map((one: { id: string }) => one.id)).not.toContain(old.id);
  expect(list.text).not.toContain(back.secret);
  const path = `/api/admin/invitations/${back.id}`;
  expect((await service.ask("DELETE", path, { headers })).status).toBe(204);
  expect((await service.ask("DELETE", path, { headers })).status).toBe(404);
  const gone = await signUp("gone@example.org", { invitation: back.secret });
  expect(gone.json).toMatchObject({ code: "INVITATION_NOT_OPEN" });
});

test("the database itself admits no one by an invitation that isn't open", async () => {
  const insert = database.pool.query(
    "INSERT INTO person (name, email, invitation_hash) VALUES ('X', 'x@example.org', $1)",
    ["00".repeat(32)],
  );
  await expect(insert).rejects.toThrow(/not open/);
  const forY = "11".repeat(32);
  await database.pool.query(
    "INSERT INTO invitation (secret_hash, email) VALUES (decode($1, 'hex'), 'y@example.org')",
    [forY],
  );
  const as = (email: string) =>
    database.pool.query("INSERT INTO person (name, email, invitation_hash) VALUES ('X', $1, $2)", [
      email,
      forY,
    ]);
  await expect(as("x@example.org")).rejects.toThrow(/not open/);
  await as("y@example.org");
  await expect(as("z@example.org")).rejects.toThrow(/not open/);
});
