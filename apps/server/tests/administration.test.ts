import { mailbox, publicSettings, serviceStatus, settings } from "@graticule/api/administration";
import { agreement } from "@graticule/api/agreement";
import { allCountries } from "@graticule/jurisdiction/country";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type ApiService, startApiService } from "./api-service.ts";
import { refusalOf, trial } from "./by-hand.ts";
import { administrator, startTestDatabase, type TestDatabase } from "./harness.ts";
import { meanwhile } from "./meanwhile.ts";
import { newPerson, secretInLetter } from "./people-service.ts";

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

const ask = (method: string, path: string, body?: unknown) =>
  service.ask(method, path, {
    headers: { cookie: service.operatorCookie },
    ...(body === undefined ? {} : { body }),
  });

const wished = {
  signUp: "invitation",
  serviceName: "Map\r\nRoom",
  contact: "desk@example.org",
  placeNames: { TW: "Taiwan" },
};

test("the administrator changes the settings, and everyone sees the public part of them", async () => {
  expect(settings.parse((await ask("GET", "/api/admin/settings")).json)).toEqual({
    signUp: "closed",
    serviceName: "Graticule",
    placeNames: {},
  });
  expect((await ask("PUT", "/api/admin/settings", wished)).status).toBe(204);
  const seen = await service.ask("GET", "/api/settings");
  expect(seen.json).toEqual({
    serviceName: "Map Room",
    contact: "desk@example.org",
    placeNames: { TW: "Taiwan" },
    mail: "mailbox",
  });
  expect(publicSettings.parse(seen.json)).toBeDefined();
  expect((await service.ask("GET", "/api/session")).json.signUp).toBe("invitation");
  const wrong = { ...wished, signUp: "sometimes" };
  expect((await ask("PUT", "/api/admin/settings", wrong)).status).toBe(400);
  const { contact: _contact, ...without } = wished;
  await ask("PUT", "/api/admin/settings", without);
  expect((await service.ask("GET", "/api/settings")).json.contact).toBeUndefined();
});

// Was "done": the names of all places were taken back without an entry. Broken on purpose: with settings among the tables
// whose rows the service may delete.
test("settings are changed, never deleted", async () => {
  await trial(database, async (client) => {
    expect(await refusalOf(client, "DELETE FROM settings")).toMatch(/^42501 permission denied/);
  });
});

// Renaming was silent once: "HK" called "China" stood so at doors, on orders and before the approver.
test("a place's name is changed in public, and none can pass for another place's", async () => {
  const named = (placeNames: object) =>
    ask("PUT", "/api/admin/settings", { ...wished, placeNames });
  const entries = async () =>
    (
      await database.pool.query(
        `SELECT body ->> 'place' AS place, value AS name FROM public_entry
         LEFT JOIN ledger_text ON entry_id = id WHERE kind = 'place-named' ORDER BY id`,
      )
    ).rows.map(({ place, name }) => [place, name]);
  await named({});
  const before = (await entries()).length;
  const refused = await named({ HK: "China" });
  expect([refused.status, refused.json.errors[0].pointer]).toEqual([400, "/placeNames/HK"]);
  expect((await named({ XK: "Kosova", TW: "Formosa" })).status).toBe(204);
  expect((await named({ XK: "Kosova", TW: "Taiwan" })).status).toBe(204);
  expect((await named({ XK: "Kosova", TW: "Taiwan" })).status).toBe(204);
  expect((await named({ TW: "Taiwan" })).status).toBe(204);
  expect((await entries()).slice(before)).toEqual([
    ["TW", "Formosa"],
    ["XK", "Kosova"],
    ["TW", "Taiwan"],
    ["XK", null],
  ]);
  // Nor by SQL, beside the page.
  await database.pool.query(`UPDATE settings SET place_names = '{"HK": "China"}'`);
  expect((await entries()).at(-2)).toEqual(["HK", "China"]);
});

// Broken on purpose: any name → every letter of the service says the link.
test("the service's name, with which letters begin, leads nowhere", async () => {
  const named = async (serviceName: string) => {
    const { status, json } = await ask("PUT", "/api/admin/settings", { ...wished, serviceName });
    return [status, json?.errors?.[0].pointer];
  };
  expect(await named("Meet: https://evil.example/reset")).toEqual([400, "/serviceName"]);
  expect(await named("Meet evil.example/reset")).toEqual([400, "/serviceName"]);
  expect(await named(wished.serviceName)).toEqual([204, undefined]);
});

// Broken on purpose: without the check of codes, or of how many, each is an entry of the public log for ever.
test("the names of 100 places change in one save, and of nothing that is no place", async () => {
  const named = async (placeNames: object) => {
    const { status, json } = await ask("PUT", "/api/admin/settings", { ...wished, placeNames });
    return [status, json?.errors?.[0].pointer];
  };
  const many = (size: number) =>
    Object.fromEntries(allCountries.slice(0, size).map((code) => [code, `Land of ${code}`]));
  await named({});
  expect(await named(many(101))).toEqual([400, "/placeNames"]);
  expect(await named({ ZZ: "Nowhere" })).toEqual([400, "/placeNames/ZZ"]);
  expect(await named({ "ZZ-1": "Nowhere" })).toEqual([400, "/placeNames/ZZ-1"]);
  // Was 204: the log's sentence went on in its words. Broken on purpose: without withoutQuotationMarks.
  expect(await named({ HK: "Here”. Two people agreed on “it" })).toEqual([400, "/placeNames/HK"]);
  expect(await named(many(100))).toEqual([204, undefined]);
  expect(await named(many(150))).toEqual([204, undefined]);
  expect(await named({})).toEqual([400, "/placeNames"]);
  await named(many(60));
  expect(await named({})).toEqual([204, undefined]);
});

// Was twice 204, and 300 entries of two saves: each was compared with the names before both. Broken on purpose: without the lock →
// 204, and 240 entries.
test("of two saves at once, the second is compared with the first", async () => {
  const save = (from: number) =>
    ask("PUT", "/api/admin/settings", {
      ...wished,
      placeNames: Object.fromEntries(
        allCountries.slice(from, from + 80).map((code) => [code, `Land of ${code}`]),
      ),
    });
  const told = async () => {
    const kind = "SELECT FROM public_entry WHERE kind = 'place-named'";
    return (await database.pool.query(kind)).rowCount ?? 0;
  };
  await ask("PUT", "/api/admin/settings", { ...wished, placeNames: {} });
  const before = await told();
  // Both have arrived before either is written.
  const saves = await meanwhile(database, [["LOCK TABLE settings IN ACCESS EXCLUSIVE MODE"]], () =>
    Promise.all([save(0), save(80)]),
  );
  expect(saves.map(({ status }) => status).toSorted()).toEqual([204, 400]);
  const refused = saves.find(({ status }) => status === 400);
  expect(refused?.json.errors).toMatchObject([{ pointer: "/placeNames" }]);
  expect((await told()) - before).toBe(80);
  await ask("PUT", "/api/admin/settings", { ...wished, placeNames: {} });
});

test("another instance hears of changed settings", async () => {
  const { dataDir } = service.deps.config;
  const other = await startApiService(database, { dataDir });
  try {
    const told = new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (other.deps.people.settings.current().serviceName !== "Reading room") return;
        clearInterval(look);
        resolve();
      }, 10);
    });
    await ask("PUT", "/api/admin/settings", { ...wished, serviceName: "Reading room" });
    await told;
  } finally {
    await other.stop();
  }
});

test("the status describes the service in counts, and names no one", async () => {
  const answer = await ask("GET", "/api/admin/status");
  const status = serviceStatus.parse(answer.json);
  expect(status).toMatchObject({
    engine: { state: "ok", kind: "external" },
    database: { state: "ok", kind: "embedded" },
    log: { state: expect.stringMatching(/^(starting|signing)$/), setAside: 0 },
    mail: "mailbox",
    live: { signalling: 0, pages: 0, meetingsInUse: 0 },
  });
  // Nothing of instances where there is one.
  expect(status.cluster).toBeUndefined();
  expect(status.sources.map(({ id, state }) => [id, state])).toEqual([["own", "fresh"]]);
  expect(status.database.snapshotAgeSeconds).toBeLessThan(60);
  service.engine.isHealthy = false;
  expect((await ask("GET", "/api/admin/status")).json.engine.state).toBe("failing");
  service.engine.isHealthy = true;
  expect(answer.text).not.toContain("@");
});

test("the administrator has the location sources compared, and sees counts alone", async () => {
  expect((await ask("GET", "/api/admin/agreement")).json).toEqual({ run: { kind: "idle" } });
  expect((await ask("POST", "/api/admin/agreement")).status).toBe(202);
  const look = async () => agreement.parse((await ask("GET", "/api/admin/agreement")).json);
  await vi.waitUntil(async () => (await look()).run.kind !== "running", { timeout: 60_000 });
  const { report, run } = await look();
  expect(run).toEqual({ kind: "idle" });
  expect(report?.sources.map(({ id }) => id)).toEqual(["dbip", "iptoasn", "geo-whois-asn"]);
  expect(report?.families.map(({ sampled }) => sampled)).toEqual([50_000, 50_000]);
  expect(report?.pairs.length).toBeGreaterThan(100);
});

test("without an SMTP server letters are in the mailbox, newest first, at most fifty", async () => {
  await ask("PUT", "/api/admin/settings", { ...wished, serviceName: "Map\r\nBcc: evil" });
  for (let index = 0; index < 55; index += 1) {
    await ask("POST", "/api/admin/invitations", { email: `guest${index}@example.org` });
  }
  const letters = mailbox.parse((await ask("GET", "/api/admin/mailbox")).json);
  expect(letters).toHaveLength(50);
  expect(letters[0]).toMatchObject({
    to: "guest54@example.org",
    subject: "Map Bcc: evil: your invitation",
    text: expect.stringContaining("http://meet.test/sign-up#"),
  });
  for (const { text, subject } of letters) {
    expect(subject).not.toMatch(/[\r\n]/);
    for (const [url] of (text ?? "").matchAll(/https?:\S+/g))
      expect(url).toMatch(/^http:\/\/meet\.test\//);
  }
});

// Broken on purpose: without setsPassword in mayRead, the link of the administrator's own password is read by a stolen session.
test("a letter that sets a password or leads into another person's account is listed, but not shown", async () => {
  const person = await newPerson(service, "letters");
  await person.auth("/request-password-reset", { email: person.email });
  await service.ask("POST", "/api/auth/request-password-reset", { body: administrator });
  const answer = await ask("GET", "/api/admin/mailbox");
  const to = (email: string) => mailbox.parse(answer.json).filter((one) => one.to === email);
  expect(to(person.email).map(({ subject, text }) => [subject.split(": ").at(-1), text])).toEqual([
    ["reset your password", undefined],
    ["verify your email address", undefined],
  ]);
  for (const token of [secretInLetter(service, person.email)]) {
    expect(token.length).toBeGreaterThan(10);
    expect(answer.text).not.toContain(token);
  }
  // Not even one's own: who reads it with a stolen session would be past password and second step.
  const own = to(administrator.email)[0];
  expect(own?.subject).toContain("reset your password");
  expect(own).not.toHaveProperty("text");
  expect(answer.text).not.toContain("/reset#");
  expect(answer.text).not.toContain(secretInLetter(service, administrator.email));
  await ask("POST", "/api/auth/send-verification-email", administrator);
  expect(
    mailbox
      .parse((await ask("GET", "/api/admin/mailbox")).json)
      .find((one) => one.to === administrator.email)?.text,
  ).toContain("/verify-email#");
});
