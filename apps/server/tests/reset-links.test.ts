import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type Answered, type ApiService, startApiService } from "./api-service.ts";
import { startTestDatabase, type TestDatabase } from "./harness.ts";
import { type LetterBox, openLetterBox } from "./letter-box.ts";
import { meanwhile } from "./meanwhile.ts";
import { letOperatorDayPass, operatorLink } from "./operator-day.ts";
import { Browser, newPerson, password, totpCode } from "./people-service.ts";
import { newPasskey, registration } from "./soft-passkey.ts";

let database: TestDatabase;
let box: LetterBox;
let service: ApiService;
let count = 0;
let name: string;

beforeAll(async () => {
  database = await startTestDatabase();
  box = await openLetterBox();
  service = await startApiService(database, { mail: { url: box.url, from: undefined } });
});

afterAll(async () => {
  await service?.stop();
  box?.close();
  await database?.stop();
});

beforeEach(() => {
  count += 1;
  name = `linked${count}`;
});

const newPassword = "quite another phrase";
const lockSignIns = "LOCK TABLE sign_in IN SHARE ROW EXCLUSIVE MODE";

/** A link to a new password, as mailed. */
async function newLink(email: string): Promise<string> {
  const subject = "reset your password";
  const before = box.count(email, subject);
  await new Browser(service).auth("/request-password-reset", { email });
  return await box.secretIn(email, subject, before);
}

const reset = (token: string) =>
  new Browser(service).auth("/reset-password", { token, newPassword });

async function turnOnSecondStep(person: Browser): Promise<string> {
  const { totpURI } = (await person.auth("/two-factor/enable", { password })).json;
  const turned = await person.auth("/two-factor/verify-totp", { code: totpCode(totpURI) });
  if (turned.status !== 200) throw new Error(`the second step was answered ${turned.status}`);
  return totpURI;
}

// Was 200: better-auth compares the password, and inserts the sign-in some 80 ms later. Broken on purpose: without signInStamp.
test("a sign-in that was under way with the old password doesn't outlive the new one", async () => {
  const person = await newPerson(service, name);
  const signIn = await meanwhileReset(person.email, lockSignIns, () =>
    new Browser(service).signIn(person.email, password),
  );
  expect(signIn.status).toBe(401);
  expect(await opensAccount(person.email)).toMatchObject({ sessions: 0 });
});

// Were 200. Broken on purpose: without unlessChanged in each.
test("nor does one by second step or by passkey", async () => {
  const person = await newPerson(service, name);
  const totpURI = await turnOnSecondStep(person);
  const passkey = await newPasskey(database, person.email);
  const half = new Browser(service);
  await half.signIn(person.email, password);
  const other = new Browser(service);
  const response = await passkey.answer(other);
  const ways = [
    () => half.auth("/two-factor/verify-totp", { code: totpCode(totpURI) }),
    () => other.auth("/passkey/verify-authentication", { response }),
  ];
  for (const ask of ways) {
    const signIn = await meanwhileReset(person.email, lockSignIns, ask);
    expect(signIn.status).toBe(401);
  }
  expect(await opensAccount(person.email)).toMatchObject({ sessions: 0 });
});

// Was 200, counted as a guess of the session's person, and not compared. Broken on purpose: with both cookies handed on.
test("no second step is done in a browser whose session ends in that very moment", async () => {
  const person = await newPerson(service, name);
  const totpURI = await turnOnSecondStep(person);
  await person.auth("/sign-out", {});
  const other = await newPerson(service, `other-${name}`);
  const half = new Browser(service);
  await half.signIn(person.email, password);
  const both = Object.assign(new Browser(service), {
    cookies: new Map([...half.cookies, ...other.cookies]),
  });
  const give = (browser: Browser) =>
    browser.auth("/two-factor/verify-totp", { code: totpCode(totpURI) });
  // Asked for between the two looks at the session.
  const lock = "LOCK TABLE credential IN ACCESS EXCLUSIVE MODE";
  const ended = "DELETE FROM sign_in WHERE person_id = (SELECT id FROM person WHERE email = $1)";
  const ask = () => give(both);
  const answer = await meanwhile(database, [[lock]], ask, [[ended, [other.email]]]);
  expect(answer.json).toMatchObject({ code: "INVALID_TWO_FACTOR_COOKIE" });
  expect(await opensAccount(person.email)).toMatchObject({ sessions: 0 });
  expect((await give(half)).status).toBe(200);
});

// Each left a session. Broken on purpose: without FOR KEY SHARE.
test("turning the second step on or off, under way with the old password, leaves no session after a reset", async () => {
  const turns = {
    on: (person: Browser, totpURI: string) =>
      person.auth("/two-factor/verify-totp", { code: totpCode(totpURI) }),
    off: (person: Browser) => person.auth("/two-factor/disable", { password }),
  };
  for (const [way, turn] of Object.entries(turns)) {
    const person = await newPerson(service, `${name}-${way}`);
    const { totpURI } = (await person.auth("/two-factor/enable", { password })).json;
    if (way === "off") {
      const code = totpCode(totpURI);
      expect((await person.auth("/two-factor/verify-totp", { code })).status).toBe(200);
    }
    const token = await newLink(person.email);
    const [turned, done] = await thenReset(token, {
      table: "sign_in",
      asks: 'update "person"|insert into "sign_in"',
      ask: () => turn(person, totpURI),
    });
    expect([turned.status, done.status], way).toEqual([200, 200]);
    const { email } = person;
    expect(await opensAccount(email), way).toMatchObject({ sessions: 0, secondStep: false });
  }
});

// Was: a passkey of someone who had only the old password. Broken on purpose: without forwardSignedIn.
test("a passkey added under way with the old password doesn't outlive a reset that removes passkeys", async () => {
  const person = await newPerson(service, name);
  const options = await person.auth("/passkey/generate-register-options", { password });
  const response = registration(options.json.challenge);
  const [added, done] = await thenReset(await newLink(person.email), {
    table: "passkey",
    asks: 'insert into "passkey"',
    ask: () => person.auth("/passkey/verify-registration", { response }),
  });
  expect([added.status, done.status]).toEqual([200, 200]);
  expect(await opensAccount(person.email)).toMatchObject({ sessions: 0, passkeys: 0 });
});

/** What is answered to `ask`, which waits to write to a table, and to a reset that begins then. */
async function thenReset(
  token: string,
  act: { readonly table: string; readonly asks: string; readonly ask: () => Promise<Answered> },
): Promise<readonly [Answered, Answered]> {
  const { table, asks, ask } = act;
  const waits = (query: string) =>
    expect.poll(
      async () => {
        const text = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ~ $1";
        return (await database.pool.query(text, [query])).rowCount;
      },
      { timeout: 10_000 },
    );
  const client = await database.pool.connect();
  try {
    await client.query("BEGIN");
    await client.query(`LOCK TABLE ${table} IN SHARE ROW EXCLUSIVE MODE`);
    const asked = ask();
    await waits(asks).toBe(1);
    const done = reset(token);
    // The reset's beginning; without the rule, what it deletes.
    await waits(`for update|^(delete from|DELETE FROM) "?${table}`).toBe(1);
    await client.query("COMMIT");
    return await Promise.all([asked, done]);
  } finally {
    // A broken test's lock goes with its connection.
    client.release(true);
  }
}

// Was 200, and the old password's change stood. Broken on purpose: without lockPerson.
test("a change of the password that was under way with the old one doesn't replace a reset", async () => {
  const person = await newPerson(service, name);
  // As a reset has them. With the person's row alone, a change that doesn't wait for it would end in a deadlock here, and begin again.
  const lock = "SELECT FROM person p JOIN credential c ON c.person_id = p.id FOR UPDATE";
  const change = await meanwhileReset(person.email, lock, () =>
    person.auth("/change-password", { currentPassword: password, newPassword }),
  );
  expect(change.status).toBe(401);
  expect((await new Browser(service).signIn(person.email, newPassword)).status).toBe(401);
  expect(await opensAccount(person.email)).toMatchObject({ sessions: 0 });
});

/** What is answered to `ask`, which waits for the lock while the password becomes another one. */
function meanwhileReset<T>(email: string, lock: string, ask: () => Promise<T>): Promise<T> {
  const ofThem = "person_id = (SELECT id FROM person WHERE email = $1)";
  return meanwhile(database, [[lock]], ask, [
    [`UPDATE credential SET password_hash = password_hash || '-another' WHERE ${ofThem}`, [email]],
    [`DELETE FROM sign_in WHERE ${ofThem}`, [email]],
  ]);
}

/** What opens an account besides its password, as stored. */
async function opensAccount(email: string) {
  const { rows } = await database.pool.query(
    `SELECT p.email_verified AS "verified", p.second_factor AS "secondStep",
       (SELECT count(*)::int FROM second_factor s WHERE s.person_id = p.id) AS "factors",
       (SELECT count(*)::int FROM passkey k WHERE k.person_id = p.id) AS "passkeys",
       (SELECT count(*)::int FROM sign_in i WHERE i.person_id = p.id) AS "sessions",
       (SELECT count(*)::int FROM api_key a WHERE a.account_id = p.account_id) AS "keys"
     FROM person p WHERE email = $1`,
    [email],
  );
  return rows[0];
}

const givePasskey = (email: string) =>
  database.pool.query(
    `INSERT INTO passkey (person_id, public_key, credential_id, counter, device_type, backed_up)
     SELECT id, 'key', 'credential-' || id, 0, 'singleDevice', false FROM person WHERE email = $1`,
    [email],
  );

// Was without the letter. Broken on purpose: `tellOf` left out of resetByLink.
test("a reset ends all other links of the person, and no one else's, and a letter says that it was done", async () => {
  const person = await newPerson(service, name);
  const other = await newPerson(service, `other-${name}`);
  const links = [await newLink(person.email), await newLink(person.email)];
  const others = await newLink(other.email);
  expect((await reset(links[0] ?? "")).status).toBe(200);
  for (const link of links) {
    expect((await reset(link)).json).toMatchObject({ code: "INVALID_TOKEN" });
  }
  expect((await reset(others)).status).toBe(200);
  const told = ({ email }: typeof person) => box.count(email, "your password was changed");
  await vi.waitFor(() => expect([told(person), told(other)]).toEqual([1, 1]));
});

test("a new password ends every link, and every other session, whatever the client asks for", async () => {
  const person = await newPerson(service, name);
  const thief = new Browser(service);
  await thief.signIn(person.email, password);
  const link = await newLink(person.email);
  const wish = { currentPassword: password, newPassword, revokeOtherSessions: false };
  expect((await person.auth("/change-password", wish)).status).toBe(200);
  expect(await thief.person()).toBeUndefined();
  expect(await person.person()).toMatchObject({ email: person.email });
  expect((await reset(link)).status).toBe(400);
});

test("a link in the mailbox of an abandoned address opens nothing", async () => {
  const person = await newPerson(service, name);
  const link = await newLink(person.email);
  const newEmail = `moved-${person.email}`;
  expect((await person.auth("/change-email", { newEmail, password })).status).toBe(200);
  expect(await person.person()).toMatchObject({ email: newEmail });
  expect((await reset(link)).status).toBe(400);
  expect((await new Browser(service).signIn(newEmail, password)).status).toBe(200);
});

// Was: a link that worked, in a letter to the old address. Broken on purpose: without FOR SHARE; without the deletion.
test("a link that was asked for while the address changed isn't sent, and opens nothing", async () => {
  const person = await newPerson(service, name);
  const subject = "reset your password";
  const leaves = "UPDATE person SET email = 'left-' || email WHERE email = $1";
  await meanwhile(database, [[leaves, [person.email]]], () =>
    new Browser(service).auth("/request-password-reset", { email: person.email }),
  );
  const links = `SELECT FROM verification
    WHERE value = (SELECT id::text FROM person WHERE email = 'left-' || $1)`;
  expect((await database.pool.query(links, [person.email])).rowCount).toBe(0);
  expect(box.count(person.email, subject)).toBe(0);
});

test("someone who made an account with another's address keeps no way in once its owner resets it by mail", async () => {
  const attacker = await newPerson(service, name);
  await turnOnSecondStep(attacker);
  await givePasskey(attacker.email);
  const made = await attacker.ask("POST", "/api/account/keys", { name: "Mine", scopes: ["join"] });
  expect(made.status).toBe(201);
  const owner = new Browser(service);
  const token = await newLink(attacker.email);
  expect((await owner.auth("/reset-password", { token, newPassword })).status).toBe(200);
  expect(await opensAccount(attacker.email)).toEqual({
    verified: true,
    secondStep: false,
    factors: 0,
    passkeys: 0,
    sessions: 0,
    keys: 0,
  });
  expect(await attacker.person()).toBeUndefined();
  expect((await owner.signIn(attacker.email, newPassword)).json.user.email).toBe(attacker.email);
  expect(await owner.person()).toMatchObject({ emailVerified: true });
});

test("a reset by mail keeps the second factor of someone with a verified address", async () => {
  const person = await newPerson(service, name);
  const token = await box.secretIn(person.email, "verify your email address");
  expect((await person.auth("/verify-email", { token })).status).toBe(200);
  await turnOnSecondStep(person);
  await givePasskey(person.email);
  expect((await reset(await newLink(person.email))).status).toBe(200);
  expect(await opensAccount(person.email)).toMatchObject({
    verified: true,
    secondStep: true,
    factors: 1,
    passkeys: 1,
    sessions: 0,
  });
  const signedIn = await new Browser(service).signIn(person.email, newPassword);
  expect(signedIn.json).toMatchObject({ twoFactorRedirect: true });
});

test("a link made by the operator signs in, and proves no address", async () => {
  const person = await newPerson(service, name);
  await turnOnSecondStep(person);
  await person.ask("POST", "/api/account/keys", { name: "Mine", scopes: ["join"] });
  const token = await operatorLink({ service, database }, person.email);
  await letOperatorDayPass(database);
  expect((await reset(token)).status).toBe(200);
  expect(await opensAccount(person.email)).toEqual({
    verified: false,
    secondStep: false,
    factors: 0,
    passkeys: 0,
    sessions: 0,
    keys: 1,
  });
});

test("two simultaneous uses of one link set one password", async () => {
  const person = await newPerson(service, name);
  const token = await newLink(person.email);
  const answers = await Promise.all(Array.from({ length: 6 }, () => reset(token)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
});
