import { decide } from "@graticule/admission/decide";
import { accountRule, placeSet } from "@graticule/api/account";
import { platformRule } from "@graticule/api/administration";
import { meetingManaged } from "@graticule/api/meetings";
import { certificate } from "@graticule/api/rules";
import { allPlaces } from "@graticule/jurisdiction/place";
import { limitsFor } from "@graticule/server/rooms/limits-for";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type ApiService, everyoneExcept, from, startApiService } from "./api-service.ts";
import { refusalOf, trial, unjudged } from "./by-hand.ts";
import { administrator, startTestDatabase, type TestDatabase } from "./harness.ts";
import { wordsOf } from "./pdf-words.ts";
import { enterPlatformRule, letTimePass } from "./rule-time.ts";
import { sitDown } from "./sit-down.ts";

let database: TestDatabase;
let service: ApiService;
let signedIn: { cookie: string };

beforeAll(async () => {
  database = await startTestDatabase();
  service = await startApiService(database);
  signedIn = { cookie: service.operatorCookie };
});

afterAll(async () => {
  await service.stop();
  await database.stop();
});

/** Each test begins without any rule above the meetings. */
beforeEach(async () => {
  await asked("DELETE", "/api/account/rule");
  await database.pool.query(
    `WITH lifted AS (INSERT INTO platform_rule_lifting (rule_id) SELECT id FROM platform_rule
       WHERE review_at > now() ON CONFLICT DO NOTHING RETURNING rule_id)
     INSERT INTO public_entry (kind, body)
       SELECT 'platform-rule-lifted', jsonb_build_object('rule', rule_id) FROM lifted`,
  );
  await service.deps.directory.refresh({ kind: "all" });
});

const asked = (method: string, path: string, body?: object) =>
  service.ask(method, path, { headers: signedIn, ...(body === undefined ? {} : { body }) });
const setAccountRule = (mode: "default" | "locked", code: string) =>
  asked("PUT", "/api/account/rule", { mode, rule: everyoneExcept(code) });
const doorOf = async (code: string, address: string) =>
  (await service.ask("GET", `/api/meetings/${code}/door`, { from: address })).json;
const managed = async (meeting: { code: string; bearer: object }) =>
  meetingManaged.parse(
    (
      await service.ask("GET", `/api/meetings/${meeting.code}/manage`, {
        headers: { ...meeting.bearer },
      })
    ).json,
  );
/** Who is refused at a meeting's door, and by whose rule. */
const refusals = async (code: string) =>
  Object.fromEntries(
    await Promise.all(
      (["china", "france", "hongKong"] as const).map(async (place) => [
        place,
        (await doorOf(code, from[place])).refusal?.decidedBy ?? "in",
      ]),
    ),
  );
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

test("an account's default is copied into a new meeting, and is then the meeting's own", async () => {
  expect((await setAccountRule("default", "CN")).status).toBe(200);
  const copied = await service.newMeeting();
  const own = await service.newMeeting({ rule: everyoneExcept("FR") });
  const none = await service.newMeeting({ rule: null });
  expect(await refusals(copied.code)).toEqual({ china: "meeting", france: "in", hongKong: "in" });
  expect(await refusals(own.code)).toEqual({ china: "in", france: "meeting", hongKong: "in" });
  expect(await refusals(none.code)).toEqual({ china: "in", france: "in", hongKong: "in" });

  await setAccountRule("default", "HK");
  expect(await refusals(copied.code)).toEqual({ china: "meeting", france: "in", hongKong: "in" });
  const path = `/api/meetings/${copied.code}/manage/rule`;
  expect((await service.ask("DELETE", path, { headers: copied.bearer })).status).toBe(204);
  expect(await refusals(copied.code)).toEqual({ china: "in", france: "in", hongKong: "in" });
});

// The service had a default once, which one administrator could set without an entry: new meetings began with it.
test("the service has no rule of its own, not even as a default: what it limits is a rule with an entry", async () => {
  const put = { mode: "default", rule: everyoneExcept("CN") };
  expect((await asked("PUT", "/api/admin/rule", put)).status).toBe(404);
  await expect(
    database.pool.query(
      "INSERT INTO rule_event (version, kind, mode, rule) VALUES (1, 'set', 'default', $1)",
      [JSON.stringify(everyoneExcept("CN"))],
    ),
  ).rejects.toThrow(/rule_event_one_scope/);
  const meeting = await service.newMeeting();
  expect(await refusals(meeting.code)).toEqual({ china: "in", france: "in", hongKong: "in" });
});

test("an account's locked rule holds in all its meetings, whatever a meeting's own rule says", async () => {
  const meeting = await service.newMeeting({ rule: everyoneExcept("FR") });
  await setAccountRule("locked", "CN");
  const made = await service.newMeeting();
  const both = { china: "account", france: "meeting", hongKong: "in" };
  expect(await refusals(meeting.code)).toEqual(both);
  expect((await refusals(made.code))["china"]).toBe("account");
  const path = `/api/meetings/${meeting.code}/manage/rule`;
  const body = { allow: [{ kind: "place", code: "CN" }] };
  expect((await service.ask("PUT", path, { headers: meeting.bearer, body })).status).toBe(200);
  expect((await refusals(meeting.code))["china"]).toBe("account");
  await service.ask("DELETE", path, { headers: meeting.bearer });
  expect(await refusals(meeting.code)).toEqual({ china: "account", france: "in", hongKong: "in" });
  expect((await managed(meeting)).otherLimits).toEqual([
    { tier: "account", rule: expect.objectContaining(everyoneExcept("CN")) },
  ]);
  await asked("DELETE", "/api/account/rule");
  expect((await refusals(meeting.code))["china"]).toBe("in");
});

test("the account's rule is changed only in the version that was seen", async () => {
  const first = accountRule.parse((await asked("GET", "/api/account/rule")).json);
  expect(first.held).toBeUndefined();
  const body = { mode: "locked", rule: everyoneExcept("CN") };
  const put = (version: number) =>
    service.ask("PUT", "/api/account/rule", {
      headers: { ...signedIn, "if-match": `"${version}"` },
      body,
    });
  const all = await Promise.all(Array.from({ length: 8 }, () => put(first.version)));
  expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(all.filter(({ status }) => status === 412)).toHaveLength(7);
  const read = await asked("GET", "/api/account/rule");
  expect(accountRule.parse(read.json)).toMatchObject({ version: first.version + 1, held: body });
  expect(read.headers["etag"]).toBe(`"${first.version + 1}"`);
  const wrong = await asked("PUT", "/api/account/rule", {
    mode: "default",
    rule: everyoneExcept("ZZ"),
  });
  expect(wrong.json.errors[0].pointer).toBe("/rule/deny/0");
});

test("a platform rule has a ground and a review date, and takes effect 7 days later (attack 24a)", async () => {
  const { code } = await service.newMeeting();
  const input = {
    name: "Sanctions of the year",
    ground: "sanctions",
    reviewAt: inDays(90),
    rule: everyoneExcept("CN"),
  };
  const entered = await asked("POST", "/api/admin/platform-rules", input);
  expect(entered.status).toBe(201);
  const rule = platformRule.parse(entered.json);
  expect(rule).toMatchObject({ state: "coming", name: input.name, reviewAt: input.reviewAt });
  const wait = Date.parse(rule.effectiveAt) - Date.parse(rule.enteredAt);
  expect(wait).toBe(7 * 86_400_000);
  expect((await refusals(code))["china"]).toBe("in");

  for (const reviewAt of [inDays(6), inDays(181), inDays(-1)]) {
    const refused = await asked("POST", "/api/admin/platform-rules", { ...input, reviewAt });
    expect(refused.json.errors[0].pointer).toBe("/reviewAt");
  }
  // Was 201, and the log said after 7 days that a rule is in effect which was over. Broken on purpose: without /rule/until, here
  // and in platform_rule_is_entered.
  const over = { ...input.rule, until: inDays(-1) };
  const refused = await asked("POST", "/api/admin/platform-rules", { ...input, rule: over });
  expect(refused.json.errors[0].pointer).toBe("/rule/until");
  for (const name of [`Meeting ${code}`, "See https://meet.test/x"]) {
    const refused = await asked("POST", "/api/admin/platform-rules", { ...input, name });
    expect(refused.json.errors[0].pointer).toBe("/name");
  }
  // Broken on purpose: any name → the entry begins with “A” (security) would, in every meeting, keep no one out.
  const quoting = "A” (security) would, in every meeting, keep no one out. “B";
  const ended = await asked("POST", "/api/admin/platform-rules", { ...input, name: quoting });
  expect([ended.status, ended.json.errors]).toEqual([
    400,
    [{ pointer: "/name", detail: expect.stringContaining("Leave out quotation marks") }],
  ]);
  const groundless = await asked("POST", "/api/admin/platform-rules", {
    ...input,
    ground: "asked",
  });
  expect(groundless.status).toBe(400);
  const unsigned = await service.ask("POST", "/api/admin/platform-rules", { body: input });
  expect(unsigned.status).toBe(401);
  const told = (await service.ask("GET", "/api/platform-rules")).json;
  expect(told).toContainEqual(rule);
});

test("the database itself enforces the waiting time, the review and the history of platform rules (attack 24a)", async () => {
  const insert = (columns: string, values: string) =>
    unjudged(database, (client) =>
      client.query(
        `INSERT INTO platform_rule (name, rule, refuses, ${columns})
         VALUES ('x', '{"deny": [{"kind": "place", "code": "CN"}]}', '{CN}', ${values})`,
      ),
    );
  const soon = "'security', now() + interval '100 hours', now() + interval '50 days'";
  await expect(insert("ground, effective_at, review_at", soon)).rejects.toThrow(/check/);
  const late = "'security', now() + interval '181 days'";
  await expect(insert("ground, review_at", late)).rejects.toThrow(/check/);
  await expect(insert("ground", "'security'")).rejects.toThrow(/null/);
  await expect(insert("review_at", "now() + interval '50 days'")).rejects.toThrow(/null/);
  const id = await enterPlatformRule(database, everyoneExcept("CN"), 3_600);
  const edits = ["effective_at = now()", "review_at = review_at + interval '1 day'", "rule = '{}'"];
  for (const edit of edits) {
    await expect(
      database.pool.query(`UPDATE platform_rule SET ${edit} WHERE id = $1`, [id]),
    ).rejects.toThrow(/history/);
  }
  await expect(database.pool.query("DELETE FROM platform_rule")).rejects.toThrow(/history/);
  await expect(database.pool.query("TRUNCATE platform_rule CASCADE")).rejects.toThrow(/history/);
  const columns = await database.pool.query(
    "SELECT column_name FROM information_schema.columns WHERE table_name = 'platform_rule'",
  );
  const names = columns.rows.map(({ column_name }) => column_name).sort();
  expect(names).toEqual([
    ...["change_id", "effective_at", "entered_at", "ground", "id", "name", "refuses", "review_at"],
    "rule",
  ]);
});

test("a platform rule in force holds in every meeting and room until one administrator lifts it", async () => {
  const meeting = await service.newMeeting();
  const acme = await service.newAccount("acme-tiers");
  await service.ask("POST", "/api/rooms/tiers", { headers: acme.headers });
  const id = await enterPlatformRule(database, everyoneExcept("CN"), -60);
  await service.deps.directory.refresh({ kind: "all" });
  expect((await refusals(meeting.code))["china"]).toBe("platform");
  const judged = service.deps.directory.find("tiers");
  expect(judged?.told.map(({ limit }) => limit.ground)).toEqual(["sanctions"]);
  const [limit] = (await managed(meeting)).otherLimits;
  expect(limit).toMatchObject({ tier: "platform", ground: "sanctions" });
  expect(Date.parse(limit?.rule.until ?? "")).toBeGreaterThan(Date.now());

  const listed = async () =>
    (await service.ask("GET", "/api/platform-rules")).json.find(
      (rule: { id: string }) => rule.id === id,
    );
  expect((await listed()).state).toBe("in-force");
  const lift = () => asked("POST", `/api/admin/platform-rules/${id}/lift`);
  const first = platformRule.parse((await lift()).json);
  expect(first.state).toBe("over");
  expect((await refusals(meeting.code))["china"]).toBe("in");
  expect((await lift()).json).toEqual(first);
  expect((await listed()).liftedAt).toBe(first.liftedAt);
  const nowhere = `/api/admin/platform-rules/${crypto.randomUUID()}/lift`;
  expect((await asked("POST", nowhere)).status).toBe(404);
});

// Was 200, and the log said that a rule was lifted which had ended. Broken on purpose: insertLifting of any rule →
// 500; the trigger ended_rule_is_not_lifted left out → "done".
test("a platform rule that ended at its review date isn't lifted any more, and the log says nothing", async () => {
  const daysAgo = (days: number) =>
    enterPlatformRule(database, everyoneExcept("AQ"), -days * 86_400);
  // Its review is 93 days after it takes effect.
  const [ended, inForce] = [await daysAgo(94), await daysAgo(92)];
  const lift = (id: string) => asked("POST", `/api/admin/platform-rules/${id}/lift`);
  const refused = await lift(ended);
  expect([refused.status, refused.json.code]).toEqual([409, "conflict"]);
  expect(refused.json.detail).toBe(
    "This rule ended at its review date, so there is nothing to lift.",
  );
  expect((await lift(inForce)).status).toBe(200);
  const told = await database.pool.query(
    "SELECT body ->> 'rule' AS rule FROM public_entry WHERE kind = 'platform-rule-lifted' AND body ->> 'rule' = ANY ($1)",
    [[ended, inForce]],
  );
  expect(told.rows).toEqual([{ rule: inForce }]);
  await trial(database, async (client) => {
    const lifting = "INSERT INTO platform_rule_lifting (rule_id) VALUES ($1)";
    expect(await refusalOf(client, lifting, [ended])).toMatch(/^23001 this rule ended/);
  });
});

// Broken on purpose: the list cut at 200 by their entries → it is hidden.
test("rules that are over hide none that is in force", async () => {
  const id = await enterPlatformRule(database, everyoneExcept("AQ"), -60);
  await unjudged(database, async (client) => {
    await client.query(`WITH later AS (INSERT INTO platform_rule (name, ground, rule, refuses, review_at)
        SELECT name, ground, rule, refuses, now() + interval '90 days' FROM platform_rule, generate_series(1, 300)
        WHERE id = '${id}' RETURNING id)
      INSERT INTO platform_rule_lifting (rule_id) SELECT id FROM later`);
  });
  const listed = (await service.ask("GET", "/api/platform-rules")).json;
  expect(listed.find((rule: { id: string }) => rule.id === id)?.state).toBe("in-force");
  expect((await asked("POST", `/api/admin/platform-rules/${id}/lift`)).json.state).toBe("over");
});

test("a rule above the meetings that lets in only some places names them to someone it keeps out", async () => {
  const { code } = await service.newMeeting();
  const rule = { allow: [{ kind: "group", id: "EU" }], onDoubt: "refuse" };
  const only = { allow: rule.allow, deny: [] };
  await asked("PUT", "/api/account/rule", { mode: "locked", rule });
  expect((await doorOf(code, from.china)).refusal).toMatchObject({ decidedBy: "account", only });
  await asked("DELETE", "/api/account/rule");
  await enterPlatformRule(database, rule, -60);
  await service.deps.directory.refresh({ kind: "all" });
  const refusal = (await doorOf(code, from.china)).refusal;
  expect(refusal).toMatchObject({ decidedBy: "platform", because: "outside-allowed", only });
  expect((await doorOf(code, from.nowhere)).refusal).toMatchObject({
    because: "cannot-tell",
    only,
  });
});

test("a platform rule begins by itself when its waiting time is over", async () => {
  const { code } = await service.newMeeting();
  await enterPlatformRule(database, everyoneExcept("CN"), 1);
  await service.deps.directory.refresh({ kind: "all" });
  expect((await refusals(code))["china"]).toBe("in");
  await vi.waitFor(async () => expect((await refusals(code))["china"]).toBe("platform"), {
    timeout: 5_000,
    interval: 50,
  });
});

test("one unreadable stored rule closes its own room, and no other (attack 12)", async () => {
  const odd = await service.newMeeting();
  const other = await service.newMeeting();
  await database.pool.query(
    "INSERT INTO rule_event (room, version, kind, rule) VALUES ($1, 1, 'set', $2)",
    [odd.room, JSON.stringify({ deny: { from: "a later version" } })],
  );
  await service.deps.directory.refresh({ kind: "all" });
  const closed = { china: "meeting", france: "meeting", hongKong: "meeting" };
  expect(await refusals(odd.code)).toEqual(closed);
  expect(await refusals(other.code)).toEqual({ china: "in", france: "in", hongKong: "in" });
  expect((await managed(odd)).ruleVersion).toBe(1);
  const path = `/api/meetings/${odd.code}/manage/rule`;
  expect((await service.ask("DELETE", path, { headers: odd.bearer })).status).toBe(204);
  expect((await refusals(odd.code))["france"]).toBe("in");
});

test("a host asks ten times in ten minutes what a rule would do, and each is in the log (attack 24b)", async () => {
  const meeting = await service.newMeeting();
  const path = `/api/meetings/${meeting.code}/manage/rule/preview`;
  const preview = (from: string) =>
    service.ask("POST", path, { from, headers: meeting.bearer, body: everyoneExcept("CN") });
  const statuses: number[] = [];
  for (let one = 0; one < 11; one += 1) statuses.push((await preview(`100.64.9.${one}`)).status);
  expect(statuses).toEqual([...Array(10).fill(200), 429]);
  const { history, ruleVersion } = await managed(meeting);
  expect(ruleVersion).toBe(0);
  expect(history.filter(({ kind }) => kind === "previewed")).toHaveLength(10);
  expect(history.at(-1)?.rule).toMatchObject(everyoneExcept("CN"));
  await letTimePass(database, meeting.room, 11);
  expect((await preview("100.64.9.1")).status).toBe(200);
});

test("counts and previews stay the same for a minute, no matter who comes or goes (attack 24b)", async () => {
  const meeting = await service.newMeeting();
  const { room } = meeting;
  const sit = (identity: string, address: string) =>
    sitDown(service.deps.presence.seats, { room, identity, address });
  for (let one = 0; one < 6; one += 1) sit(`fr-${one}`, from.france);
  const before = await managed(meeting);
  sit("cn", from.china);
  const after = await managed(meeting);
  expect(after).toMatchObject({ inside: 7, byPlace: before.byPlace, asOf: before.asOf });
  const path = `/api/meetings/${meeting.code}/manage/rule/preview`;
  const preview = await service.ask("POST", path, {
    headers: meeting.bearer,
    body: everyoneExcept("CN"),
  });
  expect(preview.json).toEqual({ leave: "none", wait: "none", stay: 6, asOf: before.asOf });
});

test("after three quick changes of its rule a meeting's fourth waits for those inside (attack 24b)", async () => {
  const meeting = await service.newMeeting();
  const path = `/api/meetings/${meeting.code}/manage/rule`;
  const set = async (code: string) =>
    (await service.ask("PUT", path, { headers: meeting.bearer, body: everyoneExcept(code) })).json;
  const { directory, locator } = service.deps;
  const insideSince = directory.now();
  for (const code of ["CN", "CN", "CN"]) expect(await set(code)).not.toHaveProperty("insideFrom");
  const fourth = await set("FR");
  const wait = Date.parse(fourth.insideFrom) - Date.parse(fourth.setAt);
  expect(wait).toBeGreaterThan(9 * 60_000);
  expect(wait).toBeLessThan(10 * 60_000);
  const decided = (address: string, seatedSince: number | undefined) => {
    const policy = directory.find(meeting.room);
    if (policy === undefined) throw new Error("the meeting is known");
    const now = directory.now();
    const limits = limitsFor(policy, { seatedSince, waitingSince: seatedSince, pass: false }, now);
    return decide(locator.fixOf(address, now), limits, now).kind;
  };
  expect(decided(from.france, undefined)).toBe("refuse");
  expect(decided(from.france, insideSince)).toBe("admit");
  expect(decided(from.china, insideSince)).toBe("refuse");
  expect(decided(from.china, undefined)).toBe("admit");
  await letTimePass(database, meeting.room, 10);
  await directory.refresh({ kind: "room", room: meeting.room });
  expect(decided(from.france, insideSince)).toBe("refuse");
  expect(decided(from.china, insideSince)).toBe("admit");
});

test("an account and the service can each save sets of places, 50 at most", async () => {
  const set = {
    name: "Where the licence holds",
    dated: "2026-11-24",
    places: [
      { kind: "place", code: "FR" },
      { kind: "group", id: "EU" },
    ],
  };
  const put = await asked("PUT", "/api/account/place-sets/licence", set);
  expect(placeSet.parse(put.json)).toEqual({ ...set, id: "licence", tier: "account" });
  const service_ = await asked("PUT", "/api/admin/place-sets/sanctions", { ...set, name: "List" });
  expect(service_.json.tier).toBe("platform");
  const renamed = await asked("PUT", "/api/account/place-sets/licence", {
    ...set,
    name: "Licence",
  });
  expect(renamed.status).toBe(200);
  // Was 500 with the database's bounds.
  for (const dated of ["1999-12-31", "2200-01-02"]) {
    const { status, json } = await asked("PUT", "/api/account/place-sets/odd", { ...set, dated });
    expect([status, json.errors?.[0]?.pointer]).toEqual([400, "/dated"]);
  }
  const listed = async (path: string) =>
    (await asked("GET", path)).json.map(
      (one: { id: string; name: string }) => `${one.id} ${one.name}`,
    );
  expect(await listed("/api/account/place-sets")).toEqual(["licence Licence", "sanctions List"]);
  expect(await listed("/api/admin/place-sets")).toEqual(["sanctions List"]);

  // Every host is offered the service's sets: none passes for a place that it isn't. Broken on purpose: without nameProblems.
  const named = async (owner: string, name: string, ...codes: string[]) => {
    const places = codes.map((code) => ({ kind: "place", code }));
    const path = `/api/${owner}/place-sets/named`;
    const { status, json } = await asked("PUT", path, { ...set, name, places });
    return status === 200 ? status : [status, ...json.errors];
  };
  for (const [name, detail] of [
    ["Russia (RU)", "Leave out the code in brackets"],
    ["russland", "This is the name of a place (RU)"],
    ["European Union", "This is the name of a group of places (EU)"],
    ["Ask ana@example.org", "Every host reads this. Leave out “ana@example.org”"],
  ] as const) {
    const error = { pointer: "/name", detail: expect.stringContaining(detail) };
    expect(await named("admin", name, "FR", "DE"), name).toEqual([400, error]);
    expect(await named("admin", name, "RU", "DE"), name).toEqual([400, error]);
    expect(await named("account", name, "FR", "DE"), name).toBe(200);
  }
  expect(await named("admin", "Russia", "RU")).toBe(200);
  expect(await named("admin", "Ukraine", "UA-43", "UA-09")).toBe(200);
  expect(await named("admin", "Sanctions list, 269/2014", "RU", "BY")).toBe(200);
  for (const owner of ["account", "admin"]) {
    expect((await asked("DELETE", `/api/${owner}/place-sets/named`)).status).toBe(204);
  }

  const wrong = { ...set, places: [{ kind: "group", id: "ATLANTIS" }] };
  const refused = await asked("PUT", "/api/account/place-sets/wrong", wrong);
  expect(refused.json.errors[0].pointer).toBe("/places/0");
  expect((await asked("PUT", "/api/account/place-sets/NO", set)).status).toBe(400);
  expect((await service.ask("GET", "/api/account/place-sets")).status).toBe(401);

  const many = await Promise.all(
    Array.from({ length: 60 }, (_, at) => asked("PUT", `/api/account/place-sets/more-${at}`, set)),
  );
  expect(many.filter(({ status }) => status === 200)).toHaveLength(49);
  expect(many.filter(({ status }) => status === 409)).toHaveLength(11);
  expect((await asked("PUT", "/api/account/place-sets/licence", set)).status).toBe(200);
  expect((await asked("DELETE", "/api/account/place-sets/licence")).status).toBe(204);
  expect((await asked("DELETE", "/api/account/place-sets/licence")).status).toBe(404);
});

test("no day of the year 0, which the database doesn't know, makes the server fail", async () => {
  const set = { name: "Old", dated: "0000-12-31", places: [{ kind: "place", code: "FR" }] };
  const put = await asked("PUT", "/api/account/place-sets/old", set);
  expect([put.status, put.json.errors]).toEqual([
    400,
    [{ pointer: "/dated", detail: "There is no year 0." }],
  ]);
  const startsAt = "0000-01-01T00:00:00Z";
  expect((await asked("POST", "/api/meetings", { title: "T", startsAt })).status).toBe(400);
});

test("a history and an access record end with a million characters of rules, and say how many changes are left out", async () => {
  const meeting = await service.newMeeting();
  const path = `/api/meetings/${meeting.code}/manage`;
  const { bearer: headers } = meeting;
  const body = { deny: allPlaces.map((code) => ({ kind: "place", code })) };
  for (let change = 0; change < 8; change += 1) {
    expect((await service.ask("PUT", `${path}/rule`, { headers, body })).status).toBe(200);
  }
  const told = certificate.parse(
    (await service.ask("GET", `${path}/certificate`, { headers })).json,
  );
  expect(told.leftOut).toBeGreaterThan(0);
  expect(told.entries.length + told.leftOut).toBe(8);
  expect(told.entries.at(-1)?.denied).toHaveLength(allPlaces.length);
  const { history } = (await service.ask("GET", path, { headers })).json;
  expect(JSON.stringify(history).length).toBeLessThan(1_500_000);
  const last = { headers, body: everyoneExcept("FR") };
  expect((await service.ask("PUT", `${path}/rule`, last)).status).toBe(200);
  const after = certificate.parse(
    (await service.ask("GET", `${path}/certificate`, { headers })).json,
  );
  expect(after.entries.at(-1)?.denied).toEqual(["FR"]);
});

test("an access record shows the rule's history in bands, without names, as data and on paper", async () => {
  const meeting = await service.newMeeting({ title: "Exam «α»", rule: everyoneExcept("CN") });
  const join = (address: string, name: string) =>
    service.ask("POST", `/api/meetings/${meeting.code}/joins`, { from: address, body: { name } });
  for (let one = 0; one < 6; one += 1) await join(from.france, `Unmistakable ${one}`);
  await join(from.china, "Unmistakable");
  const path = `/api/meetings/${meeting.code}/manage`;
  const headers = meeting.bearer;
  await service.ask("PUT", `${path}/rule`, {
    headers,
    body: { allow: [{ kind: "group", id: "EU" }] },
  });
  await join(from.hongKong, "Unmistakable");
  await service.ask("DELETE", `${path}/rule`, { headers });
  await setAccountRule("locked", "HK");
  const before = await service.ask("GET", `${path}/certificate`, { headers });
  expect(certificate.parse(before.json).passes).toBe("none");
  const pass = { headers, body: { name: "Unmistakable guest" } };
  const passes = `/api/meetings/${meeting.code}/hosting/passes`;
  expect((await service.ask("POST", passes, pass)).status).toBe(201);

  const got = await service.ask("GET", `${path}/certificate`, { headers });
  expect(got.status).toBe(200);
  const told = certificate.parse(got.json);
  expect(told.meeting).toMatchObject({ code: meeting.code, title: "Exam «α»" });
  expect(told.meeting.url).toMatch(new RegExp(`^http.*/m/${meeting.code}$`));
  expect(told.entries).toMatchObject([
    { denied: ["CN"], allowed: "everyone", admitted: "5-9", held: "none", refused: "a-few" },
    { denied: [], admitted: "none", refused: "a-few" },
    { denied: [], allowed: "everyone", admitted: "none", refused: "none" },
  ]);
  expect(told.entries[1]?.allowed).toHaveLength(34);
  expect(told.entries[2]).not.toHaveProperty("rule");
  expect(told.entries.map(({ until }) => until)).toEqual([
    ...[told.entries[1]?.from, told.entries[2]?.from, undefined],
  ]);
  expect(told.passes).toBe("a-few");
  expect(told.otherLimits).toMatchObject([{ tier: "account" }]);
  expect(told.sources).toMatchObject([{ maker: "test", basis: "operator" }]);

  const reply = await service.app.inject({
    method: "GET",
    url: `${path}/certificate.pdf`,
    headers: { ...headers } as Record<string, string>,
  });
  expect(reply.headers["content-type"]).toBe("application/pdf");
  const words = wordsOf(reply.rawPayload);
  expect(words).toContain("its title is in a script");
  expect(words).toContain("China");
  expect(words).toContain("5\u00969\nnone\na few\nnone");
  expect(words).toContain("Page 1 of 2");
  for (const text of [got.text, words, reply.rawPayload.toString("latin1")]) {
    expect(text).not.toContain("Unmistakable");
    expect(text).not.toContain(administrator.name);
    for (const address of Object.values(from)) expect(text).not.toContain(address);
  }
  expect((await service.ask("GET", `${path}/certificate`)).status).toBe(401);
  expect((await service.ask("GET", `${path}/certificate.pdf`)).status).toBe(401);
});

// Broken on purpose: few_rules_are_entered left out → the 21st is entered.
test("an administrator enters 20 rules in a day, however many they lift", async () => {
  const input = {
    ...{ name: "List", ground: "own-policy", rule: everyoneExcept("CN") },
    reviewAt: inDays(90),
  };
  const enter = () => asked("POST", "/api/admin/platform-rules", input);
  const entered = async () => {
    const { rows } = await database.pool.query(`SELECT count(*)::integer AS of FROM platform_rule p
      JOIN desk_change c ON c.id = p.change_id WHERE p.entered_at > now() - interval '24 hours'`);
    return rows[0].of;
  };
  for (let already = await entered(); already < 20; already += 1) {
    const { status, json } = await enter();
    expect(status).toBe(201);
    expect((await asked("POST", `/api/admin/platform-rules/${json.id}/lift`)).status).toBe(200);
  }
  const refused = await enter();
  expect([refused.status, refused.json.code]).toEqual([409, "conflict"]);
  expect(refused.json.detail).toContain("20 service-wide rules within 24 hours");
});
