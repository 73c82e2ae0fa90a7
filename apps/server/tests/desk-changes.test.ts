import type { DeskChange } from "@graticule/api/desk-changes";
import { deskChange, deskRegister, deskStaff } from "@graticule/api/desk-changes";
import { changeBody } from "@graticule/server/desk/changes/change-body";
import { sayChange } from "@graticule/server/desk/changes/say-change";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type ApiService, everyoneExcept, from, startApiService } from "./api-service.ts";
import { recordUnjudged, unjudged } from "./by-hand.ts";
import { anySignature, deskKeyOf, forgetDeskKey, makeDeskKey, storeDeskKey } from "./desk-keys.ts";
import { entries as entriesIn, newAuthority } from "./desk-people.ts";
import {
  decideChange,
  giveSecondFactor,
  letDeskTimePass,
  newStaff,
  type Staff,
  signProposal,
} from "./desk-service.ts";
import {
  makeTestFolder,
  startTestDatabase,
  type TestDatabase,
  type TestFolder,
} from "./harness.ts";
import { published } from "./orders.ts";
import { type Browser, newPerson, password } from "./people-service.ts";

let database: TestDatabase;
let folder: TestFolder;
let service: ApiService;

beforeAll(async () => {
  database = await startTestDatabase();
  folder = makeTestFolder();
});
afterAll(async () => {
  await service?.stop();
  await database?.stop();
  folder?.remove();
});

/** Each test has a new desk, in which no one from an earlier test holds a role. */
beforeEach(async () => {
  await service?.stop();
  service = await startApiService(database, { dataDir: folder.path });
  // What another test left open would take effect in the midst of this one.
  await unjudged(database, async (client) => {
    await client.query(
      "INSERT INTO staff_appointment (person_id, roles) SELECT DISTINCT person_id, '{}'::text[] FROM staff_appointment",
    );
    await client.query(
      `INSERT INTO desk_change_outcome (change_id, outcome, by_person)
       SELECT id, 'withdrawn', proposed_by FROM desk_change ON CONFLICT DO NOTHING`,
    );
  });
});

const patience = { timeout: 30_000, interval: 50 };
let people = 0;
const appoint = (roles: Staff extends never ? never : readonly string[], hoursAgo?: number) => {
  people += 1;
  return newStaff(service, database, `member${people}`, {
    roles: roles as never,
    ...(hoursAgo === undefined ? {} : { hoursAgo }),
  });
};
/** Someone with an account and a second factor, outside the desk. */
async function candidate(): Promise<Browser & { readonly email: string }> {
  people += 1;
  const person = await newPerson(service, `candidate${people}`);
  const id = await giveSecondFactor(database, person);
  // As made for an earlier proposal.
  await unjudged(database, (client) => storeDeskKey(client, id));
  return person;
}

const asAdministrator = (method: string, path: string, body?: object) =>
  service.ask(method, path, {
    headers: { cookie: service.operatorCookie },
    ...(body === undefined ? {} : { body }),
  });
const propose = (who: Browser, body: object) => who.ask("POST", "/api/desk/changes", body);
/** @param seconder who signs the proposal, if an administrator made it */
const decide = (
  who: Staff | Browser,
  { id }: { readonly id: string },
  outcome: string,
  seconder?: Staff,
) => decideChange(who, id, outcome, seconder);
const register = async (who: Browser) =>
  deskRegister.parse((await who.ask("GET", "/api/desk/register")).json);
const entries = (kind: string) => entriesIn(database, kind);
const authority = (name: string, parts: object = {}) => ({
  kind: "authority",
  authority: {
    name,
    contact: "By letter",
    territory: { kind: "country", home: "UA" },
    instruments: [],
    ...parts,
  },
});

// Broken on purpose: the name isn't asked → 201.
test.each(["Court for abc-defg-hij", "Court, ana@example.org", "Court, +380 44 123 4567"])(
  "no authority's name leads the log's readers to a meeting or a person: %s",
  async (name) => {
    const made = await propose(await appoint(["reviewer"]), authority(name));
    expect([made.status, made.json.errors?.[0]?.pointer]).toEqual([400, "/authority/name"]);
  },
);

// Was: the authority's name alone was asked. Broken on purpose: the citation, or the source, isn't asked → 201.
test("no citation and no source leads the log's readers to a meeting or a person; both cite laws", async () => {
  const reviewer = await appoint(["reviewer"]);
  const citing = (citation: string) =>
    authority(`Court ${citation.length}`, { instruments: [{ place: "HK", citation }] });
  const listing = (source: string) => ({
    ...{ kind: "disputed-places", add: ["GE-AB"], remove: [], source },
  });
  for (const what of ["abc-defg-hij", "ana@example.org", "+380 44 123 4567", "https://a.example/b"])
    for (const [pointer, body] of [
      ["/authority/instruments/0/citation", citing(`Act, ${what}`)],
      ["/source", listing(`Act, ${what}`)],
    ] as const) {
      const { status, json } = await propose(reviewer, body);
      const detail = expect.stringContaining(`The public reads this. Leave out “${what}”`);
      expect([status, json.errors]).toEqual([400, [{ pointer, detail }]]);
    }
  const law = "Resolution 1718 (2006), No 269/2014";
  expect((await propose(reviewer, citing(law))).status).toBe(201);
  expect((await propose(reviewer, listing(law))).status).toBe(201);
});

// Broken on purpose: any words → 201, and the sentence that two people sign says what won't be.
test("no words of a proposal end their quotation or brackets in the public log’s sentence", async () => {
  const reviewer = await appoint(["reviewer"]);
  const citation = "Act 1” and over Kenya by “Act 2";
  const list = { kind: "disputed-places", add: ["GE-AB"], remove: [], source: "A list). (B" };
  for (const [pointer, body] of [
    ["/authority/name", authority("A” would have no power. “B")],
    [
      "/authority/instruments/0/citation",
      authority("A", { instruments: [{ place: "HK", citation }] }),
    ],
    ["/source", list],
  ] as const) {
    const { status, json } = await propose(reviewer, body);
    expect([status, json.errors]).toEqual([
      400,
      [{ pointer, detail: expect.stringContaining("the public log puts its own around this") }],
    ]);
  }
  const leaving = changeBody.parse({ kind: "staff", person: "", roles: [], liaisonTo: [] });
  expect(sayChange(leaving, "A” would approve. “B")).toBe(
    "“A would approve. B” would have no role at the desk.",
  );
});

test("an authority is registered by two people, with a reach without disputed territories (attack 24a)", async () => {
  const reviewer = await appoint(["reviewer"]);
  const approver = await appoint(["approver"]);
  const made = await propose(reviewer, authority("Ministry of One"));
  expect(made.status).toBe(201);
  const change = deskChange.parse(made.json);
  expect(change).toMatchObject({ state: "open", mayConfirm: "proposed-it" });
  expect(change.says).toBe("“Ministry of One” would have power over Ukraine.");
  expect((await register(approver)).authorities).toEqual([]);

  expect((await decide(reviewer, change, "confirmed")).json.reason).toBe("proposed-it");
  expect((await register(approver)).changes[0]).toMatchObject({ mayConfirm: "not-proposed" });
  const unsigned = await approver.ask("POST", `/api/desk/changes/${change.id}/decision`, {
    ...{ outcome: "confirmed", signature: anySignature() },
  });
  expect([unsigned.status, unsigned.json.reason]).toEqual([403, "not-proposed"]);
  expect(change.mayPropose).toBe("yes");
  expect((await signProposal(approver, change.id)).json.reason).toBe("no-such-role");
  expect((await signProposal(reviewer, change.id)).status).toBe(200);
  expect((await register(approver)).changes[0]).toMatchObject({ mayConfirm: "yes" });
  const done = await decide(approver, change, "confirmed");
  expect(done.json).toMatchObject({ state: "confirmed", decidedBy: { id: approver.id } });
  const [known] = (await register(reviewer)).authorities;
  expect(known).toMatchObject({ name: "Ministry of One", home: "UA", reach: ["UA"] });
  const { rows } = await database.pool.query(
    "SELECT place FROM authority_reach WHERE place LIKE 'UA%' AND authority_id = $1",
    [known?.id],
  );
  const reach = rows.map(({ place }) => place);
  expect(reach).toContain("UA-30");
  expect(reach).not.toContain("UA-43");
  expect(reach).not.toContain("UA-40");

  expect(await entries("change-proposed")).toContainEqual({
    change: change.id,
    what: "authority",
    says: change.says,
  });
  expect(await entries("change-decided")).toContainEqual(
    expect.objectContaining({
      change: change.id,
      outcome: "confirmed",
    }),
  );
  expect((await decide(approver, change, "declined")).status).toBe(409);
});

test("someone who proposes confirms none of it, nor does someone who has just become an approver", async () => {
  const approver = await appoint(["reviewer", "approver"]);
  const fresh = await appoint(["approver"], 71);
  const change = (await propose(approver, authority("Ministry of Two"))).json as DeskChange;
  expect(change.mayConfirm).toBe("proposed-it");
  expect((await decide(approver, change, "confirmed")).json).toMatchObject({
    status: 403,
    reason: "proposed-it",
  });
  expect((await decide(fresh, change, "confirmed")).json.reason).toBe("too-new");
  for (const by of [approver.id, fresh.id]) {
    const alone = database.pool.query(
      "INSERT INTO desk_change_outcome (change_id, outcome, by_person) VALUES ($1, 'confirmed', $2)",
      [change.id, by],
    );
    await expect(alone).rejects.toMatchObject({ code: "23001" });
  }
  expect((await decide(fresh, change, "withdrawn")).json.reason).toBe("no-such-role");
  expect((await decide(fresh, change, "declined")).json.state).toBe("declined");
  expect((await register(fresh)).authorities.map(({ name }) => name)).not.toContain(
    "Ministry of Two",
  );
});

test("two simultaneous decisions have one outcome (attack 24)", async () => {
  const reviewer = await appoint(["reviewer"]);
  const [one, other] = [await appoint(["approver"]), await appoint(["approver"])];
  for (let race = 0; race < 5; race += 1) {
    const change = (await propose(reviewer, authority(`Race ${race}`))).json as DeskChange;
    const answers = await Promise.all([
      decide(one, change, "confirmed"),
      decide(one, change, "confirmed"),
      decide(other, change, "declined"),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const told = (await register(one)).changes.find(({ id }) => id === change.id);
    const is = (await register(one)).authorities.some(({ name }) => name === `Race ${race}`);
    expect(is).toBe(told?.state === "confirmed");
  }
});

test("an authority reaches a place with its own code only by an instrument, and never a disputed one", async () => {
  const reviewer = await appoint(["reviewer"]);
  const approver = await appoint(["approver"]);
  const instrument = (place: string) => ({
    instruments: [{ place, citation: "Act 1 of that place" }],
    territory: { kind: "country", home: "CN" },
  });
  const refused = await propose(reviewer, authority("Three", instrument("TW")));
  expect(refused.json.errors[0].pointer).toBe("/authority/instruments/0/place");
  const spelled = { territory: { kind: "country", home: "CN-HK" }, instruments: [] };
  expect((await propose(reviewer, authority("Three", spelled))).json.errors[0].pointer).toBe(
    "/authority/territory/home",
  );
  const change = (await propose(reviewer, authority("Three", instrument("HK")))).json;
  expect(change.says).toContain("China, and over Hong Kong by “Act 1 of that place”");
  await decide(approver, change, "confirmed");
  const known = (await register(reviewer)).authorities.find(({ name }) => name === "Three");
  expect(known?.reach).toEqual(["CN", "HK"]);
  expect(known?.instruments).toEqual([{ place: "HK", citation: "Act 1 of that place" }]);

  const withdrawn = `/api/desk/register/${known?.id}/withdrawal`;
  expect((await reviewer.ask("POST", withdrawn, {})).status).toBe(204);
  expect((await reviewer.ask("POST", withdrawn, {})).status).toBe(409);
  expect(await entries("authority-withdrawn")).toContainEqual({ authority: "Three" });
});

test("the list of disputed territories is changed by two, and counts for the next confirmation", async () => {
  const reviewer = await appoint(["reviewer"]);
  const approver = await appoint(["approver"]);
  const early = (
    await propose(
      reviewer,
      authority("Four", {
        territory: { kind: "country", home: "GE" },
      }),
    )
  ).json;
  const list = { kind: "disputed-places", add: ["GE-AB"], remove: [], source: "A resolution" };
  const change = (await propose(reviewer, list)).json as DeskChange;
  expect(change.says).toContain("While a territory is listed, no order in force affects it.");
  expect((await register(reviewer)).disputed.map(({ place }) => place)).not.toContain("GE-AB");
  await decide(approver, change, "confirmed");
  expect((await register(reviewer)).disputed).toContainEqual(
    expect.objectContaining({ place: "GE-AB", source: "A resolution" }),
  );
  await decide(approver, early, "confirmed");
  const found = await database.pool.query(
    "SELECT place FROM authority_reach r JOIN authority a ON a.id = r.authority_id WHERE a.name = 'Four'",
  );
  expect(found.rows.map(({ place }) => place)).toContain("GE-TB");
  expect(found.rows.map(({ place }) => place)).not.toContain("GE-AB");
  const again = (await propose(reviewer, { ...list, remove: ["FR"] })).json;
  expect(again.errors.map((one: { pointer: string }) => one.pointer)).toEqual([
    ...["/add/0", "/remove/0"],
  ]);
});

test("someone proposed for the desk hears of it, and how long they may wait, before they hold a role", async () => {
  const puppet = await candidate();
  const asks = async () => (await puppet.ask("GET", "/api/desk")).json;
  expect(await asks()).toMatchObject({ reason: "no-member" });
  expect((await asks()).proposed).toBeUndefined();
  const body = { kind: "staff", email: puppet.email, roles: ["safety"], liaisonTo: [] };
  const alone = deskChange.parse(
    (await asAdministrator("POST", "/api/admin/staff-changes", body)).json,
  );
  expect(alone.says).toBe(
    `${alone.says.split(" ")[0]} would have these roles at the desk: safety. They would be a liaison to no authority.`,
  );
  expect((await asks()).proposed).toEqual({
    roles: ["safety"],
    proposedAt: alone.proposedAt,
    hasKey: true,
    waitsUntil: alone.waitsUntil,
  });
  expect(alone.waitsUntil).toBeDefined();
  const other = await candidate();
  expect((await other.ask("GET", "/api/desk")).json.proposed).toBeUndefined();
  await asAdministrator("POST", `/api/admin/staff-changes/${alone.id}/withdrawal`);
  expect((await asks()).proposed).toBeUndefined();
  // Now someone can confirm: it waits for them, however long.
  const approver = await appoint(["approver"]);
  const change = (await propose(approver, { ...body, roles: ["approver"] })).json;
  const waiting = { proposedAt: change.proposedAt, hasKey: true };
  expect((await asks()).proposed).toEqual({ roles: ["approver"], ...waiting });
});

test("an administrator can't make anyone a member alone, and can't become one (attack 24a)", async () => {
  const approver = await appoint(["approver"]);
  const seconder = await appoint(["intake"]);
  const puppet = await candidate();
  const body = { kind: "staff", email: puppet.email, roles: ["approver"], liaisonTo: [] };
  const made = await asAdministrator("POST", "/api/admin/staff-changes", body);
  expect(made.status).toBe(201);
  const change = deskChange.parse(made.json);
  expect(change.waitsUntil).toBeUndefined();
  expect(change).toMatchObject({ mayConfirm: "proposed-it", proposedBy: { name: "Ada" } });
  expect((await decide(puppet, change, "confirmed")).json.reason).toBe("no-member");
  const byAdministrator = await service.ask("POST", `/api/desk/changes/${change.id}/decision`, {
    headers: { cookie: service.operatorCookie },
    body: { outcome: "confirmed", signature: anySignature() },
  });
  expect(byAdministrator.json.reason).toBe("no-member");
  // However long it waits, someone could confirm it.
  await letDeskTimePass(database, 24 * 8);
  const kept = deskStaff.parse((await asAdministrator("GET", "/api/admin/staff")).json);
  expect(kept.changes.find(({ id }) => id === change.id)).toMatchObject({ state: "open" });
  expect(kept.staff.map(({ email }) => email)).not.toContain(puppet.email);

  expect((await decide(approver, change, "confirmed", seconder)).status).toBe(200);
  const [member] = (await register(approver)).staff.filter(({ email }) => email === puppet.email);
  expect(member).toMatchObject({ roles: ["approver"], secondFactor: true });
  expect(member?.approvesFrom).toBeDefined();
  const said = (await entries("change-proposed")).find((one) => one["change"] === change.id);
  expect(said?.["says"]).toBe(
    "Someone would have these roles at the desk: approver. They would be a liaison to no authority.",
  );

  const own = { ...body, email: "ada@example.org" };
  const refused = await asAdministrator("POST", "/api/admin/staff-changes", own);
  expect(refused.json.errors[0].pointer).toBe("/email");
  const raw = database.pool.query(
    `INSERT INTO staff_appointment (person_id, roles, change_id)
     SELECT id, '{reviewer}', $1 FROM person WHERE email = 'ada@example.org'`,
    [change.id],
  );
  await expect(raw).rejects.toMatchObject({ code: "23001" });
});

test("a new member for appeals reads from when they can decide one", async () => {
  const fresh = await appoint(["appeals"], 71);
  const staff = (await register(await appoint(["appeals"]))).staff;
  const from = staff.find(({ id }) => id === fresh.id)?.hearsFrom ?? "";
  expect(Math.round((Date.parse(from) - Date.now()) / 3_600_000)).toBe(1);
  expect(staff.filter(({ hearsFrom }) => hearsFrom !== undefined)).toHaveLength(1);
});

test("someone without an account or second factor learns what to do first", async () => {
  const approver = await appoint(["approver"]);
  const person = await newPerson(service, "unsecured");
  const body = { kind: "staff", email: person.email, roles: ["intake"], liaisonTo: [] };
  const refused = await propose(approver, body);
  expect(refused.json.errors[0]).toMatchObject({ pointer: "/email" });
  expect(refused.json.errors[0].detail).toContain("second step");
  const accountless = await propose(approver, { ...body, email: "nobody@example.org" });
  expect(accountless.json.errors[0].detail).toContain("account");
  const unknown = { ...body, email: (await candidate()).email, liaisonTo: [crypto.randomUUID()] };
  expect((await propose(approver, unknown)).json.errors[0].pointer).toBe("/liaisonTo/0");
});

const staff = ({ email }: Staff, roles: readonly string[], liaisonTo: readonly string[] = []) => ({
  kind: "staff",
  email,
  roles,
  liaisonTo,
});
const rolesOf = async (who: Staff, asks: Browser) =>
  (await register(asks)).staff.find(({ id }) => id === who.id)?.roles;
const changeAsSeen = async (who: Browser, { id }: { readonly id: string }) =>
  (await register(who)).changes.find((one) => one.id === id);

test("members give up their own roles alone and at once, and get them back by two", async () => {
  const approver = await appoint(["approver"]);
  const member = await appoint(["intake", "reviewer"]);
  const less = await propose(member, staff(member, ["intake"]));
  expect(less.json).toMatchObject({ state: "alone", mayConfirm: "closed" });
  expect(await entries("staff-left")).toContainEqual({ roles: ["reviewer"] });
  expect((await propose(member, staff(member, ["intake"]))).json.errors[0].pointer).toBe("/roles");

  const more = await propose(member, staff(member, ["intake", "reviewer"]));
  expect(more.json.state).toBe("open");
  expect(await rolesOf(member, approver)).toEqual(["intake"]);
  await decide(approver, more.json, "confirmed");
  expect(await rolesOf(member, approver)).toEqual(["intake", "reviewer"]);

  const gone = await propose(member, staff(member, []));
  expect(gone.json.state).toBe("alone");
  expect((await member.ask("GET", "/api/desk/register")).json.reason).toBe("no-member");
  const alone = database.pool.query(
    "INSERT INTO staff_appointment (person_id, roles) VALUES ($1, '{intake}')",
    [member.id],
  );
  await expect(alone).rejects.toMatchObject({ code: "23001" });
});

// Failed before: `alone` at once, by anyone at the desk and by an administrator.
test("removing another's roles takes two: no member strips the others alone (attack 50)", async () => {
  const intake = await appoint(["intake"]);
  const [first, second] = [await appoint(["approver"]), await appoint(["approver"])];
  const change = (await propose(intake, staff(first, []))).json as DeskChange;
  expect(change).toMatchObject({ state: "open", mayConfirm: "proposed-it" });
  expect(change.waitsUntil).toBeUndefined();
  // The person concerned neither confirms nor stops it: there is another approver.
  expect(await changeAsSeen(first, change)).toMatchObject({
    mayConfirm: "about-you",
    mayDecline: "about-you",
  });
  expect((await decide(first, change, "declined")).json.reason).toBe("about-you");
  expect((await decide(first, change, "confirmed")).json.reason).toBe("about-you");
  expect(await rolesOf(first, second)).toEqual(["approver"]);
  expect((await decide(second, change, "confirmed")).json.state).toBe("confirmed");
  expect(await rolesOf(first, second)).toBeUndefined();
  const ended = deskKeyOf(first.id).id;
  expect(await entries("staff-left")).toContainEqual({ roles: ["approver"], ended });
  // Making someone a liaison removes roles too.
  const tied = (await propose(second, staff(intake, ["intake"], [await registered(second)]))).json;
  expect(tied).toMatchObject({ state: "open" });
  expect(tied.waitsUntil).toBeDefined();
});

/** The series of an authority, as if entered by two people. */
async function registered(who: Staff): Promise<string> {
  const { series } = await newAuthority(database, ["FR"]);
  expect((await register(who)).authorities.map((one) => one.series)).toContain(series);
  return series;
}

test("without a second person a removal of roles waits 7 days, and the person concerned can decline it (attack 50)", async () => {
  const intake = await appoint(["intake"]);
  const approver = await appoint(["approver"]);
  const change = (await propose(approver, staff(intake, []))).json as DeskChange;
  const waits = Date.parse(change.waitsUntil ?? "") - Date.parse(change.proposedAt);
  expect(waits).toBe(7 * 86_400_000);
  expect(await changeAsSeen(intake, change)).toMatchObject({
    mayConfirm: "no-such-role",
    mayDecline: "yes",
  });
  expect((await decide(intake, change, "declined")).json.state).toBe("declined");

  const again = (await propose(intake, staff(approver, []))).json as DeskChange;
  expect(again.waitsUntil).toBeDefined();
  await letDeskTimePass(database, 24 * 6);
  expect(await rolesOf(approver, intake)).toEqual(["approver"]);
  await letDeskTimePass(database, 24);
  await vi.waitFor(async () => expect(await rolesOf(approver, intake)).toBeUndefined(), {
    timeout: 30_000,
    interval: 50,
  });
  expect((await changeAsSeen(intake, again))?.state).toBe("waited");
});

test("someone who acts under the terms of service is liaison to no authority, and the other way round (13)", async () => {
  const approver = await appoint(["approver"]);
  const series = await registered(approver);
  const safety = await appoint(["safety"]);
  const body = staff(safety, ["safety"], [series]);
  // Nor by themselves.
  for (const who of [approver, safety]) {
    expect((await propose(who, body)).json.errors[0]).toMatchObject({ pointer: "/liaisonTo" });
  }
  const liaison = await newStaff(service, database, "tied", {
    roles: ["intake"],
    liaisonTo: [series],
  });
  const gains = staff(liaison, ["intake", "safety"], [series]);
  expect((await propose(approver, gains)).json.errors[0].pointer).toBe("/liaisonTo");
  expect((await propose(approver, staff(liaison, ["safety"]))).json.state).toBe("open");
});

test("a union is from the list; one that names its own members is refused: CN with HK and MO (attack 47)", async () => {
  const reviewer = await appoint(["reviewer"]);
  const approver = await appoint(["approver"]);
  const free = { territory: { kind: "union", members: ["CN", "HK", "MO"] } };
  expect((await propose(reviewer, authority("State Council", free))).status).toBe(400);
  const unlisted = { territory: { kind: "union", union: "CN+HK+MO" } };
  expect((await propose(reviewer, authority("State Council", unlisted))).status).toBe(400);
  const listed = { territory: { kind: "union", union: "EU" } };
  const change = (await propose(reviewer, authority("Commission", listed))).json as DeskChange;
  expect(change.says).toMatch(
    /^“Commission” would have power over the members of the European Union/,
  );
  expect((await decide(approver, change, "confirmed")).status).toBe(200);
  const known = (await register(reviewer)).authorities.find(({ name }) => name === "Commission");
  expect(known).toMatchObject({ kind: "union", union: "EU", instruments: [] });
  expect(known?.reach).toHaveLength(27);
  for (const place of ["RE", "AX", "HK"]) expect(known?.reach).not.toContain(place);
  // One proposed while it was possible is no longer registered, but can be read.
  const { rows } = await database.pool.query(
    "SELECT proposed_by AS by FROM desk_change WHERE id = $1",
    [change.id],
  );
  const { authority: said } = authority("State Council", free);
  const old = await unjudged(database, async (client) => {
    const made = await client.query(
      `INSERT INTO desk_change (kind, body, proposed_by, by_administrator)
       VALUES ('authority', $1, $2, false) RETURNING id`,
      [{ authority: said }, rows[0].by],
    );
    const told = { change: made.rows[0].id, what: "authority" };
    await recordUnjudged(client, "change-proposed", told, {
      texts: { says: sayChange(changeBody.parse({ kind: "authority", authority: said })) },
    });
    return made;
  });
  expect((await decide(approver, old.rows[0], "confirmed")).status).toBe(409);
  expect((await changeAsSeen(approver, old.rows[0]))?.says).toContain("China; Hong Kong; Maca");
});

test("one person makes a liaison, and two end it: ending it opens an authority's requests", async () => {
  const approver = await appoint(["approver"]);
  const series = crypto.randomUUID();
  const member = await newStaff(service, database, "liaison", {
    roles: ["reviewer"],
    liaisonTo: [series],
  });
  const body = { kind: "staff", email: member.email, roles: ["reviewer"], liaisonTo: [] };
  const change = (await propose(member, body)).json as DeskChange;
  expect(change.state).toBe("open");
  const alone = database.pool.query(
    "INSERT INTO staff_appointment (person_id, roles) VALUES ($1, '{reviewer}')",
    [member.id],
  );
  await expect(alone).rejects.toMatchObject({ code: "23001" });
  expect((await decide(approver, change, "confirmed")).status).toBe(200);
});

// Was: confirmed, and the new liaison read that authority's requests. Broken on purpose: isOutdated false in view.ts, or is_outdated
// false → "yes"; without it in change_takes_two → the row is refused for want of its entry alone.
test("no old proposal takes someone's mark as a liaison, and what would take it says so", async () => {
  const [intake, first, second] = [
    await appoint(["intake"]),
    await appoint(["approver"]),
    await appoint(["approver"]),
  ];
  const bob = await appoint(["reviewer"]);
  const staff = { kind: "staff", email: bob.email };
  const old = (await propose(intake, { ...staff, roles: ["reviewer", "intake"], liaisonTo: [] }))
    .json as DeskChange;
  expect(old.says).toMatch(/: reviewer, intake\. They would be a liaison to no authority\.$/);
  expect((await signProposal(intake, old.id)).status).toBe(200);
  const registered = (await propose(intake, authority("A court of bob’s"))).json as DeskChange;
  expect((await decide(first, registered, "confirmed")).status).toBe(200);
  const { series } = (await register(intake)).authorities.at(-1) ?? {};
  const marks = (await propose(first, { ...staff, roles: ["reviewer"], liaisonTo: [series] }))
    .json as DeskChange;
  expect(marks.says).toMatch(/: reviewer\. They would be a liaison to 1 authority\.$/);
  expect((await decide(second, marks, "confirmed")).status).toBe(200);
  expect((await changeAsSeen(second, old))?.mayConfirm).toBe("appointed-since");
  const refused = await decide(second, old, "confirmed");
  expect([refused.status, refused.json.reason]).toEqual([403, "appointed-since"]);
  const row = database.pool.query(
    "INSERT INTO desk_change_outcome (change_id, outcome, by_person) VALUES ($1, 'confirmed', $2)",
    [old.id, second.id],
  );
  await expect(row).rejects.toThrow("appointed since");
  expect((await decide(second, old, "declined")).status).toBe(200);
});

test("a liaison proposes, confirms and declines nothing that authorities reach, and reads why", async () => {
  const [intake, approver] = [await appoint(["intake"]), await appoint(["approver"])];
  const liaison = await newStaff(service, database, "reach-liaison", {
    roles: ["approver"],
    liaisonTo: [crypto.randomUUID()],
  });
  const body = { kind: "disputed-places", add: ["FO"], remove: [], source: "A public list" };
  expect((await propose(liaison, body)).json).toMatchObject({ status: 403, reason: "is-liaison" });
  const change = (await propose(intake, body)).json as DeskChange;
  expect(await changeAsSeen(liaison, change)).toMatchObject({
    mayConfirm: "is-liaison",
    mayDecline: "is-liaison",
  });
  for (const outcome of ["confirmed", "declined"] as const) {
    expect((await decide(liaison, change, outcome)).status).toBe(403);
  }
  expect((await decide(approver, change, "declined")).status).toBe(200);
});

test("if no one at the desk can confirm, an administrator's change waits 7 days, also across a restart", async () => {
  const first = await candidate();
  const body = { kind: "staff", email: first.email, roles: ["approver"], liaisonTo: [] };
  const made = await asAdministrator("POST", "/api/admin/staff-changes", body);
  const waitsMs = Date.parse(made.json.waitsUntil) - Date.parse(made.json.proposedAt);
  expect(waitsMs).toBe(7 * 86_400_000);
  const early = database.pool.query(
    "INSERT INTO desk_change_outcome (change_id, outcome) VALUES ($1, 'waited')",
    [made.json.id],
  );
  await expect(early).rejects.toMatchObject({ code: "23001" });
  await service.stop();
  await letDeskTimePass(database, 24 * 7);
  service = await startApiService(database, { dataDir: folder.path });
  const known = async () => {
    const told = await asAdministrator("GET", "/api/admin/staff");
    return deskStaff.parse(told.json);
  };
  await vi.waitFor(
    async () => expect((await known()).staff.map(({ email }) => email)).toContain(first.email),
    { timeout: 15_000, interval: 50 },
  );
  const told = await known();
  expect(told.changes.find(({ id }) => id === made.json.id)?.state).toBe("waited");
  expect(told.shortages).toContain("no-orders");
  expect(await entries("change-decided")).toContainEqual(
    expect.objectContaining({
      change: made.json.id,
      outcome: "waited",
    }),
  );
  // One member alone can't confirm another; two can, and then it doesn't wait.
  const between = { ...body, email: (await candidate()).email };
  const waits = await asAdministrator("POST", "/api/admin/staff-changes", between);
  expect(waits.json.waitsUntil).toBeDefined();
  await appoint(["intake"]);
  const second = { ...body, email: (await candidate()).email };
  const next = await asAdministrator("POST", "/api/admin/staff-changes", second);
  expect(next.json.waitsUntil).toBeUndefined();
  const path = `/api/admin/staff-changes/${next.json.id}/withdrawal`;
  expect((await asAdministrator("POST", path)).json.state).toBe("withdrawn");
});

// Broken on purpose: `proposed_at` in the place of `waits_from` → the straw is a member on the day on which the desk is empty.
test("emptying the desk and refilling it takes twice 7 days: what was proposed while others could sign waits from when they can't (14)", async () => {
  const approver = await appoint(["approver"]);
  const intake = await appoint(["intake"]);
  const proposes = async (email: string, roles: readonly string[]) => {
    const body = { kind: "staff", email, roles, liaisonTo: [] };
    return deskChange.parse((await asAdministrator("POST", "/api/admin/staff-changes", body)).json);
  };
  const known = async () =>
    deskStaff
      .parse((await asAdministrator("GET", "/api/admin/staff")).json)
      .staff.map(({ email }) => email);
  const straw = await candidate();
  const refill = await proposes(straw.email, ["reviewer", "approver"]);
  expect(refill.waitsUntil).toBeUndefined();
  for (const { email } of [approver, intake]) await proposes(email, []);
  await letDeskTimePass(database, 24 * 7);
  await vi.waitFor(async () => expect(await known()).toEqual([]), patience);
  const seen = await asAdministrator("GET", "/api/admin/staff");
  const change = deskStaff.parse(seen.json).changes.find(({ id }) => id === refill.id);
  expect(change?.state).toBe("open");
  expect(Date.parse(change?.waitsUntil ?? "") - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
  const early = database.pool.query(
    "INSERT INTO desk_change_outcome (change_id, outcome) VALUES ($1, 'waited')",
    [refill.id],
  );
  await expect(early).rejects.toMatchObject({ code: "23001" });
  await letDeskTimePass(database, 24 * 7);
  await vi.waitFor(async () => expect(await known()).toContain(straw.email), patience);
});

/** What an administrator proposes. */
const proposeStaff = async ({ email }: { readonly email: string }, roles: readonly string[]) => {
  const body = { kind: "staff", email, roles, liaisonTo: [] };
  return deskChange.parse((await asAdministrator("POST", "/api/admin/staff-changes", body)).json);
};
const staffChange = async ({ id }: { readonly id: string }) => {
  const { json } = await asAdministrator("GET", "/api/admin/staff");
  return deskStaff.parse(json).changes.find((one) => one.id === id);
};
const takesEffect = ({ id }: { readonly id: string }) =>
  database.pool.query(
    "INSERT INTO desk_change_outcome (change_id, outcome) VALUES ($1, 'waited')",
    [id],
  );
const sevenDays = 7 * 86_400_000;
const waitsStill = (change: DeskChange | undefined) =>
  Date.parse(change?.waitsUntil ?? "") - Date.now();

// Failed before: within five seconds the new reviewer and approver was of intake alone.
test("an old proposal takes nothing at once that someone was given since (14)", async () => {
  const member = await appoint(["intake"]);
  const newcomer = await candidate();
  const old = (await propose(member, { ...staff(newcomer as Staff, ["intake"]) }))
    .json as DeskChange;
  expect(old.waitsUntil).toBeUndefined();
  const gives = await proposeStaff(newcomer, ["intake", "reviewer", "approver"]);
  await letDeskTimePass(database, 24 * 7);
  await vi.waitFor(async () => expect((await staffChange(gives))?.state).toBe("waited"), patience);
  await published(database, "change-decided", gives.id);
  const waits = await staffChange(old);
  expect(waits?.state).toBe("open");
  expect(waitsStill(waits)).toBeGreaterThan(sevenDays - 60_000);
  await expect(takesEffect(old)).rejects.toMatchObject({ code: "23001" });
  expect((await decide(newcomer, old, "declined")).json.state).toBe("declined");
});

// Failed before: the straw was a member within five seconds. Broken on purpose: the last condition of waits_from left out.
test("what two could sign waits from when they can't, also where the second is no approver (14)", async () => {
  await appoint(["approver"]);
  const intake = await appoint(["intake"]);
  const straw = await candidate();
  const stored = await proposeStaff(straw, ["reviewer", "approver"]);
  expect(stored.waitsUntil).toBeUndefined();
  await letDeskTimePass(database, 24 * 8);
  expect((await propose(intake, staff(intake, []))).json.state).toBe("alone");
  const waits = await staffChange(stored);
  expect(waits?.state).toBe("open");
  expect(waitsStill(waits)).toBeGreaterThan(sevenDays - 60_000);
  await expect(takesEffect(stored)).rejects.toMatchObject({ code: "23001" });
});

// Failed before: the straw was a member at the next start. Broken on purpose: `there_since()` left out of waits_from → likewise.
test("a service that is stopped for the 7 days has everyone read of it for another 7 (14)", async () => {
  const straw = await candidate();
  const refill = await proposeStaff(straw, ["reviewer", "approver"]);
  expect(waitsStill(refill)).toBeLessThan(sevenDays + 1000);
  await service.stop();
  await letDeskTimePass(database, 24 * 7);
  await unjudged(database, (client) =>
    client.query("UPDATE ledger_head SET signed_at = signed_at - interval '7 days'"),
  );
  service = await startApiService(database, { dataDir: folder.path });
  await vi.waitFor(async () => {
    const { rows } = await database.pool.query("SELECT is_log_signed() AS yes");
    expect(rows[0].yes).toBe(true);
  }, patience);
  const waits = await staffChange(refill);
  expect(waits?.state).toBe("open");
  expect(waitsStill(waits)).toBeGreaterThan(sevenDays - 60_000);
  await expect(takesEffect(refill)).rejects.toMatchObject({ code: "23001" });
  await unjudged(database, (client) => client.query("UPDATE ledger_head SET away_until = NULL"));
});

// Failed before: both stayed open for ever, and so did everything else that waited.
test("a change that can't take effect keeps no other from it", async () => {
  await appoint(["approver"]);
  const [leaver, other] = [await appoint(["intake"]), await appoint(["intake"])];
  const taking = await proposeStaff(leaver, []);
  expect(taking.waitsUntil).toBeDefined();
  await propose(leaver, staff(leaver, []));
  // Proposed once more, they make a new key, which this one doesn't give.
  const back = await proposeStaff(leaver, ["intake"]);
  forgetDeskKey(leaver.id);
  const [own] = (await leaver.ask("GET", "/api/account/proposed-roles")).json;
  const made = { ...makeDeskKey(leaver.id, own.toSign), password };
  const path = `/api/account/proposed-roles/${back.id}/key`;
  expect((await leaver.ask("POST", path, made)).status).toBe(204);
  // Its end is in the log already, so that there can't be another.
  const stuck = await proposeStaff(other, []);
  await unjudged(database, (client) =>
    recordUnjudged(client, "change-decided", { change: stuck.id, outcome: "declined" }),
  );
  const last = await proposeStaff(other, []);
  await letDeskTimePass(database, 24 * 7);
  for (const one of [taking, last]) {
    await vi.waitFor(async () => expect((await staffChange(one))?.state).toBe("waited"), patience);
  }
  expect((await staffChange(stuck))?.state).toBe("open");
});

// Broken on purpose: the list cut at 200 → the first is hidden; few_changes_are_open left out → the last is "done".
test("no proposal is hidden among others: all that are open are listed, and one person has few of them (14)", async () => {
  const approver = await appoint(["approver"]);
  const body = { kind: "staff", email: approver.email, roles: [], liaisonTo: [] };
  const takes = deskChange.parse(
    (await asAdministrator("POST", "/api/admin/staff-changes", body)).json,
  );
  await unjudged(database, (client) =>
    client.query(`INSERT INTO desk_change (kind, body, proposed_by, by_administrator, proposed_at)
      SELECT c.kind, c.body, p.id, true, now() + interval '1 second' FROM desk_change c,
        (SELECT gen_random_uuid() AS id FROM generate_series(1, 3)) AS p, generate_series(1, 99)
      WHERE c.id = '${takes.id}'`),
  );
  expect(await changeAsSeen(approver, takes)).toMatchObject({ mayDecline: "yes" });
  expect((await decide(approver, takes, "declined")).status).toBe(200);

  await unjudged(database, (client) =>
    client.query(`UPDATE desk_change SET proposed_by = '${takes.proposedBy.id}'
      WHERE id IN (SELECT id FROM desk_change c WHERE proposed_by <> '${takes.proposedBy.id}'
        AND NOT EXISTS (SELECT FROM desk_change_outcome WHERE change_id = c.id) LIMIT 100)`),
  );
  const more = await asAdministrator("POST", "/api/admin/staff-changes", body);
  expect([more.status, more.json.code]).toEqual([409, "conflict"]);
  const rule = {
    ...{ name: "List", ground: "own-policy", rule: everyoneExcept("CN") },
    reviewAt: new Date(Date.now() + 90 * 86_400_000).toISOString(),
  };
  expect((await asAdministrator("POST", "/api/admin/platform-rules", rule)).status).toBe(409);
  await unjudged(database, (client) =>
    client.query("DELETE FROM desk_change WHERE proposed_at > now() - interval '1 hour'"),
  );
});

test("deleting an account removes its roles at the desk, and leaves no one waiting for it", async () => {
  const approver = await appoint(["approver"]);
  await database.pool
    .query("DELETE FROM sign_in WHERE person_id = $1", [approver.id])
    .catch(() => undefined);
  await database.pool.query("DELETE FROM person WHERE id = $1", [approver.id]);
  const ended = deskKeyOf(approver.id).id;
  expect(await entries("staff-left")).toContainEqual({ roles: ["approver"], ended });
  const body = {
    kind: "staff",
    email: (await candidate()).email,
    roles: ["intake"],
    liaisonTo: [],
  };
  const made = await asAdministrator("POST", "/api/admin/staff-changes", body);
  expect(made.json.waitsUntil).toBeDefined();
});

test("a rule for the whole service takes effect when an approver confirms it, and never when one declines (attack 24a)", async () => {
  const approver = await appoint(["approver"]);
  const seconder = await appoint(["intake"]);
  const { code } = await service.newMeeting();
  const refused = async () =>
    (await service.ask("GET", `/api/meetings/${code}/door`, { from: from.china })).json.refusal
      ?.decidedBy;
  const input = {
    name: "Sanctions",
    ground: "sanctions",
    rule: everyoneExcept("CN"),
    reviewAt: new Date(Date.now() + 90 * 86_400_000).toISOString(),
  };
  const enter = async () =>
    (await asAdministrator("POST", "/api/admin/platform-rules", input)).json;
  const openChange = async () => {
    const change = (await register(approver)).changes.find(({ state }) => state === "open");
    if (change === undefined) throw new Error("a change is open");
    return change;
  };
  const state = async (id: string) =>
    (await service.ask("GET", "/api/platform-rules")).json.find(
      (one: { id: string }) => one.id === id,
    ).state;

  const declined = await enter();
  expect((await openChange()).says).toBe(
    "“Sanctions” (sanctions) would, in every meeting, keep out people who are likely to be in China. In doubt it would let people in.",
  );
  // The log knows a rule by the change that entered it. Broken on purpose: an id of its own.
  expect((await openChange()).id).toBe(declined.id);
  await decide(approver, await openChange(), "declined");
  expect(await state(declined.id)).toBe("over");
  await letDeskTimePass(database, 24 * 8);
  await service.deps.directory.refresh({ kind: "all" });
  expect(await refused()).toBeUndefined();

  const confirmed = await enter();
  expect(await state(confirmed.id)).toBe("coming");
  const change = await openChange();
  expect(change.waitsUntil).toBeDefined();
  expect((await decide(approver, change, "confirmed", seconder)).status).toBe(200);
  expect(await state(confirmed.id)).toBe("in-force");
  expect(await refused()).toBe("platform");
  await asAdministrator("POST", `/api/admin/platform-rules/${confirmed.id}/lift`);
  expect(await refused()).toBeUndefined();
  expect(await entries("platform-rule-lifted")).toEqual([
    ...[{ rule: declined.id }, { rule: confirmed.id }],
  ]);

  await enter();
  const lifted = await openChange();
  const rule = (await service.ask("GET", "/api/platform-rules")).json[0];
  await asAdministrator("POST", `/api/admin/platform-rules/${rule.id}/lift`);
  expect((await decide(approver, lifted, "confirmed")).status).toBe(409);

  // Broken on purpose: liftRuleOf of a rule that has ended → 409.
  const ended = await enter();
  await unjudged(database, (client) =>
    client.query(
      `UPDATE platform_rule SET entered_at = entered_at - interval '180 days',
         effective_at = effective_at - interval '180 days', review_at = review_at - interval '180 days'
       WHERE id = $1`,
      [ended.id],
    ),
  );
  expect((await decide(approver, await openChange(), "declined")).status).toBe(200);
  expect(await entries("platform-rule-lifted")).not.toContainEqual({ rule: ended.id });
});

test("a stolen desk session changes nothing (attack 30)", async () => {
  const approver = await appoint(["approver", "reviewer"]);
  const asks: readonly (readonly [string, string, object | undefined])[] = [
    ["GET", "/api/desk/register", undefined],
    ["POST", "/api/desk/changes", authority("Thief")],
    [
      "POST",
      `/api/desk/changes/${crypto.randomUUID()}/decision`,
      { outcome: "confirmed", signature: anySignature() },
    ],
    ["POST", `/api/desk/register/${crypto.randomUUID()}/withdrawal`, {}],
  ];
  const reasons = async (who: Browser, headers = {}) =>
    await Promise.all(
      asks.map(async ([method, path, body]) => {
        const { status, json } = await who.ask(method, path, body, { headers });
        return json.reason ?? status;
      }),
    );
  const other = { origin: "http://evil.test" };
  expect((await reasons(approver, other)).slice(1)).toEqual([403, 403, 403]);
  const crossSite = { cookie: approver.cookie(), "sec-fetch-site": "cross-site" };
  for (const [method, path, body] of asks.slice(1)) {
    const answer = await service.ask(method, path, { headers: crossSite, body });
    expect(answer.status).toBe(403);
  }
  const noSession = await Promise.all(
    asks.map(([method, path, body]) => service.ask(method, path, body ? { body } : {})),
  );
  expect(noSession.map(({ status }) => status)).toEqual([401, 401, 401, 401]);

  await database.pool.query("UPDATE sign_in SET created_at = now() - interval '5 hours'");
  expect(await reasons(approver)).toEqual(Array(4).fill("session-too-old"));
  await database.pool.query("UPDATE sign_in SET created_at = now()");
  await database.pool.query("UPDATE person SET second_factor = false WHERE id = $1", [approver.id]);
  expect(await reasons(approver)).toEqual(Array(4).fill("no-second-factor"));
  expect(await entries("change-proposed")).not.toContainEqual(
    expect.objectContaining({ says: expect.stringContaining("Thief") }),
  );
});

// Was: no entry. Broken on purpose: lost roles read before the appointment → the second confirmation is refused (409); without
// lost_roles_are_told, too → no entry.
test("the log says what someone loses by the second of two changes at one moment", async () => {
  const [ada, bob, cat] = [
    await appoint(["approver"]),
    await appoint(["intake"]),
    await appoint(["intake"]),
  ];
  const staff = { kind: "staff", email: cat.email, liaisonTo: [] };
  const gives = (await propose(bob, { ...staff, roles: ["intake", "reviewer"] })).json;
  expect((await signProposal(bob, gives.id)).status).toBe(200);
  const told = (await entriesIn(database, "staff-left")).length;
  const holder = await database.pool.connect();
  const waiting = (count: number) =>
    vi.waitFor(async () => {
      const { rows } = await database.pool.query(
        `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      expect(Number(rows[0].count)).toBeGreaterThanOrEqual(count);
    }, patience);
  await holder.query("BEGIN");
  await holder.query("SELECT take_turn('staff')");
  const first = decide(ada, gives, "confirmed");
  // What the service does regularly waits for this turn as well, so it has to be this one.
  const held = "SELECT FROM desk_change WHERE id = $1 FOR UPDATE SKIP LOCKED";
  await vi.waitFor(async () => {
    expect((await database.pool.query(held, [gives.id])).rowCount).toBe(0);
  }, patience);
  await waiting(1);
  const second = propose(cat, { ...staff, roles: [] });
  await waiting(2);
  await holder.query("COMMIT");
  holder.release();
  expect([(await first).status, (await second).status]).toEqual([200, 201]);
  expect((await entriesIn(database, "staff-left")).slice(told)).toMatchObject([
    { roles: ["intake", "reviewer"] },
  ]);
});
