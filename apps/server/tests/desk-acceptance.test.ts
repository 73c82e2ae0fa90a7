import { deskChange, deskRegister, deskStaff, ownProposal } from "@graticule/api/desk-changes";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type ApiService, startApiService } from "./api-service.ts";
import { letDeskTimePass, newStaff } from "./desk-service.ts";
import { startTestDatabase, type TestDatabase } from "./harness.ts";
import { openLetterBox } from "./letter-box.ts";
import { letOperatorDayPass, operatorLink } from "./operator-day.ts";
import { type Browser, newPerson, password } from "./people-service.ts";
import { newPasskey } from "./soft-passkey.ts";

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

type Person = Browser & { readonly email: string };

/** Someone with an account and a second factor, whose address is unverified. */
async function candidate(of: ApiService, name: string): Promise<Person> {
  const person = await newPerson(of, name);
  const noted = "UPDATE person SET second_factor = true WHERE email = $1";
  await database.pool.query(noted, [person.email]);
  return person;
}

const proposeTo = (of: ApiService, { email }: Person, roles: readonly string[]) =>
  of.ask("POST", "/api/admin/staff-changes", {
    headers: { cookie: of.operatorCookie },
    body: { kind: "staff", email, roles, liaisonTo: [] },
  });

const proposals = async (person: Browser) =>
  ownProposal.array().parse((await person.ask("GET", "/api/account/proposed-roles")).json);

const accept = (person: Browser, id: string, response: object) =>
  person.ask("POST", `/api/account/proposed-roles/${id}/acceptance`, { response });

const decide = (who: Browser, id: string) =>
  who.ask("POST", `/api/desk/changes/${id}/decision`, { outcome: "confirmed" });

const desk = async (who: Browser) => (await who.ask("GET", "/api/desk")).status;

test("without mail a person accepts a role with their own passkey, before anyone confirms it", async () => {
  const approver = await newStaff(service, database, "approver-one", { roles: ["approver"] });
  const person = await candidate(service, "accepts");
  const other = await candidate(service, "other-one");
  const { id } = deskChange.parse((await proposeTo(service, person, ["reviewer"])).json);
  const register = async () =>
    deskRegister.parse((await approver.ask("GET", "/api/desk/register")).json);
  expect((await register()).changes.find((one) => one.id === id)).toMatchObject({
    mayConfirm: "not-proved",
    about: { email: person.email, emailVerified: false, accepted: false },
  });
  expect((await decide(approver, id)).json).toMatchObject({ status: 403, reason: "not-proved" });
  expect(await proposals(person)).toMatchObject([
    { id, roles: ["reviewer"], acceptance: "needed" },
  ]);
  expect(await proposals(other)).toEqual([]);

  const own = await newPasskey(database, person.email);
  const others = await newPasskey(database, other.email);
  expect((await accept(person, id, await others.answer(person))).status).toBe(401);
  expect((await accept(person, id, {})).status).toBe(401);
  const touched = await own.answer(person);
  expect((await accept(other, id, touched)).status).toBe(401);
  expect((await accept(person, id, await others.answer(other))).status).toBe(401);
  expect((await decide(approver, id)).json.reason).toBe("not-proved");

  const { rows: before } = await database.pool.query("SELECT count(*) FROM sign_in");
  const response = await own.answer(person);
  expect((await accept(person, id, response)).status).toBe(204);
  expect((await database.pool.query("SELECT count(*) FROM sign_in")).rows).toEqual(before);
  expect((await accept(person, id, response)).status).toBe(401);
  expect((await accept(person, id, await own.answer(person))).status).toBe(409);
  expect(await proposals(person)).toMatchObject([{ id, acceptance: "given" }]);
  expect((await decide(approver, id)).status).toBe(200);
  expect(await desk(person)).toBe(200);
  const { staff, changes } = await register();
  expect(staff.find(({ email }) => email === person.email)?.emailVerified).toBe(false);
  expect(changes.find((one) => one.id === id)?.about).toMatchObject({ accepted: true });

  // Their address stays, as nothing here could verify another; so does their second factor.
  const moved = { newEmail: "moved-accepts@example.org", password };
  expect((await person.auth("/change-email", moved)).json.code).toBe("DESK_ADDRESS_STAYS");
  const token = await operatorLink({ service, database }, person.email);
  await letOperatorDayPass(database);
  const reset = { token, newPassword: "quite another phrase" };
  expect((await person.auth("/reset-password", reset)).status).toBe(200);
  const kept = await database.pool.query(
    `SELECT p.second_factor, (SELECT count(*)::int FROM passkey k WHERE k.person_id = p.id) AS keys
     FROM person p WHERE email = $1`,
    [person.email],
  );
  expect(kept.rows).toEqual([{ second_factor: true, keys: 1 }]);
});

test("what no one can confirm also waits for the person's acceptance, and holds up nothing behind it", async () => {
  await letDeskTimePass(database, 1);
  const client = await database.pool.connect();
  await client.query("BEGIN; SET LOCAL session_replication_role = replica");
  await client.query(
    "INSERT INTO staff_appointment (person_id, roles) SELECT DISTINCT person_id, '{}'::text[] FROM staff_appointment",
  );
  await client.query("COMMIT");
  client.release();
  const slow = await candidate(service, "slow");
  const ready = await candidate(service, "ready");
  const first = deskChange.parse((await proposeTo(service, slow, ["approver"])).json);
  const second = deskChange.parse((await proposeTo(service, ready, ["reviewer"])).json);
  expect(first.waitsUntil).toBeUndefined();
  const passkey = await newPasskey(database, ready.email);
  expect((await accept(ready, second.id, await passkey.answer(ready))).status).toBe(204);
  await letDeskTimePass(database, 168);
  await vi.waitUntil(async () => (await desk(ready)) === 200, { timeout: 30_000 });
  expect(await desk(slow)).toBe(403);
  const late = await newPasskey(database, slow.email);
  expect((await accept(slow, first.id, await late.answer(slow))).status).toBe(204);
  await vi.waitUntil(async () => (await desk(slow)) === 200, { timeout: 30_000 });
});

test("where mail goes out a role needs a verified address, and no acceptance replaces it", async () => {
  const box = await openLetterBox();
  const mailing = await startApiService(database, { mail: { url: box.url, from: undefined } });
  try {
    const person = await candidate(mailing, "by-mail");
    const refused = await proposeTo(mailing, person, ["reviewer"]);
    expect([refused.status, refused.json.errors]).toEqual([
      400,
      [{ pointer: "/email", detail: expect.stringContaining("verify their email address first") }],
    ]);
    const token = await box.secretIn(person.email, "verify your email address");
    expect((await person.auth("/verify-email", { token })).status).toBe(200);
    const { id } = deskChange.parse((await proposeTo(mailing, person, ["reviewer"])).json);
    expect(await proposals(person)).toMatchObject([{ id, acceptance: "not-needed" }]);
    const passkey = await newPasskey(database, person.email);
    expect((await accept(person, id, await passkey.answer(person))).status).toBe(409);
    const headers = { cookie: mailing.operatorCookie };
    const staff = await mailing.ask("GET", "/api/admin/staff", { headers });
    expect(deskStaff.parse(staff.json).changes.find((one) => one.id === id)?.about).toEqual({
      email: person.email,
      emailVerified: true,
      accepted: false,
    });
  } finally {
    await mailing.stop();
    box.close();
  }
});
