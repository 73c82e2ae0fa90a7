import { randomUUID } from "node:crypto";
import { deskChange, deskRegister, ownProposal } from "@graticule/api/desk-changes";
import { softDeskKey } from "@graticule/ledger/tests/soft-desk-key";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type ApiService, startApiService } from "./api-service.ts";
import { makeDeskKey, signatureBy } from "./desk-keys.ts";
import {
  decideChange,
  giveSecondFactor,
  letDeskTimePass,
  newStaff,
  signProposal,
} from "./desk-service.ts";
import { startTestDatabase, type TestDatabase } from "./harness.ts";
import { openLetterBox } from "./letter-box.ts";
import { letOperatorDayPass, operatorLink } from "./operator-day.ts";
import { Browser, newPerson, password } from "./people-service.ts";

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

type Person = Browser & { readonly email: string; readonly id: string };

/** Someone with an account and a second factor, whose address is unverified. */
async function candidate(of: ApiService, name: string): Promise<Person> {
  const person = await newPerson(of, name);
  return Object.assign(person, {
    id: await giveSecondFactor(database, person, { verified: false }),
  });
}

const proposeTo = (of: ApiService, { email }: Person, roles: readonly string[]) =>
  of.ask("POST", "/api/admin/staff-changes", {
    headers: { cookie: of.operatorCookie },
    body: { kind: "staff", email, roles, liaisonTo: [] },
  });

const proposals = async (person: Browser) =>
  ownProposal.array().parse((await person.ask("GET", "/api/account/proposed-roles")).json);

const accept = (person: Browser, id: string, made: object) =>
  person.ask("POST", `/api/account/proposed-roles/${id}/key`, { password, ...made });

const desk = async (who: Browser) => (await who.ask("GET", "/api/desk")).status;

test("a person accepts a role with a desk key of their own, before anyone confirms it", async () => {
  const approver = await newStaff(service, database, "approver-one", { roles: ["approver"] });
  const seconder = await newStaff(service, database, "seconder", { roles: ["intake"] });
  const person = await candidate(service, "accepts");
  const other = await candidate(service, "other-one");
  const { id } = deskChange.parse((await proposeTo(service, person, ["reviewer"])).json);
  const register = async () =>
    deskRegister.parse((await approver.ask("GET", "/api/desk/register")).json);
  const seen = async () => (await register()).changes.find((one) => one.id === id);
  expect(await seen()).toMatchObject({
    mayConfirm: "no-key-yet",
    about: { email: person.email, emailVerified: false },
  });
  expect((await seen())?.toSign).toBeUndefined();
  expect((await decideChange(approver, id)).json).toMatchObject({
    status: 403,
    reason: "no-key-yet",
  });
  const [own] = await proposals(person);
  expect(own).toMatchObject({ id, roles: ["reviewer"], next: "make-key" });
  expect(await proposals(other)).toEqual([]);
  expect((await person.ask("GET", "/api/account/desk-key")).status).toBe(404);

  const made = makeDeskKey(person.id, own?.toSign ?? "");
  // Another person's proposal, another key's signature, another act, no key at all.
  expect((await accept(other, id, made)).status).toBe(409);
  const signature = signatureBy(other.id, own?.toSign ?? "");
  expect((await accept(person, id, { ...made, signature })).json.reason).toBe("not-signed");
  const of = (toSign: object) => makeDeskKey(person.id, JSON.stringify(toSign)).signature;
  const day = made.signature.day;
  expect((await accept(person, id, { ...made, signature: of({ day }) })).status).toBe(403);
  const elsewhere = signatureBy(person.id, own?.toSign ?? "", "http://evil.test");
  expect((await accept(person, id, { ...made, signature: elsewhere })).status).toBe(403);
  const words = Buffer.from("A text, and no key".repeat(8)).toString("base64url");
  expect((await accept(person, id, { ...made, publicKey: words })).status).toBe(403);
  expect((await accept(person, id, {})).status).toBe(400);
  // Only a session, as a thief has it.
  expect((await accept(person, id, { ...made, password: undefined })).status).toBe(400);
  const guessed = await accept(person, id, { ...made, password: "not the password" });
  expect(guessed.json).toMatchObject({ status: 403, reason: "wrong-password" });
  expect((await decideChange(approver, id)).json.reason).toBe("no-key-yet");

  expect((await accept(person, id, made)).status).toBe(204);
  expect((await accept(person, id, made)).status).toBe(409);
  expect(await proposals(person)).toMatchObject([{ id, next: "has-key", key: made.signature.key }]);
  expect((await person.ask("GET", "/api/account/desk-key")).status).toBe(404);
  expect((await seen())?.about?.key).toBe(made.signature.key);

  // An administrator has no desk key: another member signs the proposal, roles and key, before the
  // second person can confirm it, and not the same person: nor the only one who could confirm it.
  const proposal = `/api/desk/changes/${id}/proposal`;
  expect(await seen()).toMatchObject({ mayPropose: "only-approver", mayConfirm: "not-proposed" });
  const bySeconder = deskRegister.parse((await seconder.ask("GET", "/api/desk/register")).json);
  const asked = bySeconder.changes.find((one) => one.id === id)?.toSign ?? "";
  const alone = await approver.ask("POST", proposal, {
    signature: signatureBy(approver.id, asked),
  });
  expect(alone.json.reason).toBe("only-approver");
  const given = { change: id, roles: ["reviewer"], key: made.publicKey };
  expect(JSON.parse(asked)).toMatchObject({ act: "propose-change", ...given });
  for (const one of [asked.replace("propose", "confirm"), asked.replace("reviewer", "approver")]) {
    const refused = await seconder.ask("POST", proposal, {
      signature: signatureBy(seconder.id, one),
    });
    expect([refused.status, refused.json.reason]).toEqual([403, "not-signed"]);
  }
  expect((await signProposal(seconder, id)).json).toMatchObject({
    proposalSignedBy: { id: seconder.id },
    mayPropose: "signed-it",
    mayConfirm: "signed-it",
  });
  expect((await signProposal(approver, id)).json.reason).toBe("signed-it");
  expect(await seen()).toMatchObject({ mayPropose: "signed-it", mayConfirm: "yes" });

  // Who confirms signs the roles and the key; a signature of less, or of another, confirms nothing.
  const path = `/api/desk/changes/${id}/decision`;
  const bare = await approver.ask("POST", path, { outcome: "confirmed" });
  expect(bare.status).toBe(400);
  const toSign = (await seen())?.toSign ?? "";
  expect(JSON.parse(toSign)).toMatchObject({
    act: "confirm-change",
    ...given,
  });
  const stranger = softDeskKey().signChallenge(new Uint8Array(32), day);
  const wider = signatureBy(approver.id, toSign.replace("reviewer", "approver"));
  for (const one of [stranger, wider, signatureBy(person.id, toSign)]) {
    const refused = await approver.ask("POST", path, { outcome: "confirmed", signature: one });
    expect([refused.status, refused.json.reason]).toEqual([403, "not-signed"]);
  }
  expect((await decideChange(approver, id)).status).toBe(200);
  expect(await desk(person)).toBe(200);
  const kept = (await person.ask("GET", "/api/account/desk-key")).json;
  expect(kept).toMatchObject({ id: made.signature.key, credentialId: made.credentialId });
  const { staff } = await register();
  expect(staff.find(({ email }) => email === person.email)).toMatchObject({
    emailVerified: false,
    key: made.signature.key,
  });
  // The public log has the key, the roles and who confirmed them.
  const { rows } = await database.pool.query(
    "SELECT body FROM public_entry WHERE kind = 'change-decided' AND body ->> 'change' = $1",
    [id],
  );
  expect(rows[0].body).toMatchObject({
    roles: ["reviewer"],
    key: made.publicKey,
    confirmation: { key: expect.stringMatching(/^[0-9a-f]{64}$/) },
  });

  // Their address stays, as nothing here could verify another; so does their second factor.
  const moved = { newEmail: "moved-accepts@example.org", password };
  expect((await person.auth("/change-email", moved)).json.code).toBe("DESK_ADDRESS_STAYS");
  const token = await operatorLink({ service, database }, person.email);
  await letOperatorDayPass(database);
  const reset = { token, newPassword: "quite another phrase" };
  expect((await person.auth("/reset-password", reset)).status).toBe(200);
  const factor = await database.pool.query("SELECT second_factor FROM person WHERE email = $1", [
    person.email,
  ]);
  expect(factor.rows).toEqual([{ second_factor: true }]);
});

// Was 204. Broken on purpose: without checkPassword in the route; with a check that counts no guess.
test("a stolen session makes no desk key, and few guesses at the password for it", async () => {
  const person = await candidate(service, "stolen-one");
  const { id } = deskChange.parse((await proposeTo(service, person, ["reviewer"])).json);
  const [own] = await proposals(person);
  const thief = new Browser(service, "192.0.2.66");
  thief.cookies.set("graticule.session_token", person.cookies.get("graticule.session_token") ?? "");
  const made = makeDeskKey(randomUUID(), own?.toSign ?? "");
  const tries: unknown[] = [];
  for (let index = 0; index < 12; index += 1) {
    const { status, json } = await accept(thief, id, { ...made, password: `a guess ${index}` });
    tries.push(json.reason ?? status);
  }
  const wrong = Array.from({ length: 10 }, () => "wrong-password");
  expect(tries).toEqual([...wrong, 429, 429]);
  expect(await proposals(person)).toMatchObject([{ id, next: "make-key" }]);
  expect((await accept(person, id, makeDeskKey(person.id, own?.toSign ?? ""))).status).toBe(204);
});

test("what no one can confirm also waits for the person's key, and holds up nothing behind it", async () => {
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
  deskChange.parse((await proposeTo(service, ready, ["reviewer"])).json);
  expect(first.waitsUntil).toBeUndefined();
  const hears = async () => (await ready.ask("GET", "/api/desk")).json.proposed;
  expect(await hears()).toMatchObject({ hasKey: false });
  expect((await hears()).waitsUntil).toBeUndefined();
  const takes = async (person: Person) => {
    const [own] = await proposals(person);
    const made = makeDeskKey(person.id, own?.toSign ?? "");
    expect((await accept(person, own?.id ?? "", made)).status).toBe(204);
  };
  await takes(ready);
  const { waitsUntil } = await hears();
  expect(await hears()).toMatchObject({ hasKey: true, waitsUntil: expect.any(String) });
  expect(await proposals(ready)).toMatchObject([{ next: "has-key", waitsUntil }]);
  await letDeskTimePass(database, 168);
  await vi.waitUntil(async () => (await desk(ready)) === 200, { timeout: 30_000 });
  expect(await desk(slow)).toBe(403);
  await takes(slow);
  // What gives a key is public with it for 7 days.
  expect(await desk(slow)).toBe(403);
  await letDeskTimePass(database, 168);
  await vi.waitUntil(async () => (await desk(slow)) === 200, { timeout: 30_000 });
});

test("where mail goes out an address is verified before a key is made", async () => {
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
    await database.pool.query("UPDATE person SET email_verified = false WHERE id = $1", [
      person.id,
    ]);
    const [before] = await proposals(person);
    expect(before).toEqual({ ...before, id, next: "verify-first" });
    const made = makeDeskKey(person.id, JSON.stringify({ day: new Date().toISOString() }));
    expect((await accept(person, id, made)).status).not.toBe(204);
    await database.pool.query("UPDATE person SET email_verified = true WHERE id = $1", [person.id]);
    const [own] = await proposals(person);
    const kept = makeDeskKey(person.id, own?.toSign ?? "");
    expect((await accept(person, id, kept)).status).toBe(204);
  } finally {
    await mailing.stop();
    box.close();
  }
});
