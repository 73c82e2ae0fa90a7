import { deskStaff } from "@graticule/api/desk-changes";
import { safetyOverview } from "@graticule/api/safety";
import { programSecretOf } from "@graticule/server/accounts/seal";
import { createReceipts } from "@graticule/server/safety/receipts";
import { beforeAll, expect, test } from "vitest";
import { receiptOf, report } from "./abuse.ts";
import { unjudged } from "./by-hand.ts";
import { giveSecondFactor, newStaff, type Staff } from "./desk-service.ts";
import { database, home, meetingServiceOfTests, newMeetingOf, service } from "./meeting-service.ts";
import { newPerson } from "./people-service.ts";

meetingServiceOfTests();
let sam: Staff;
let rhea: Staff;

beforeAll(async () => {
  sam = await newStaff(service, database, "sam", { roles: ["safety"] });
  rhea = await newStaff(service, database, "rhea", { roles: ["reviewer"] });
});

const overview = async (staff: Staff) =>
  safetyOverview.parse((await staff.ask("GET", "/api/safety")).json);
const found = async (staff: Staff, id: string) =>
  (await overview(staff)).reports.find((one) => one.id === id);

test("a receipt is for people inside, while they are, and not for anyone at the door", async () => {
  const meeting = await service.newMeeting();
  const bo = await service.comes(meeting, "Bo");
  const ask = (key = bo.key) =>
    service.ask("GET", `/api/joins/${bo.joinId}/receipt`, {
      headers: { authorization: `Bearer ${key}` },
    });
  // Let in, but not seated yet.
  expect((await ask()).status).toBe(409);
  service.seat(meeting.room, bo.identity, home.france);
  expect((await ask()).status).toBe(200);
  expect((await ask("wrong")).status).toBe(404);
  expect((await service.ask("GET", `/api/joins/${bo.joinId}/receipt`)).status).toBe(401);
  await service.act(meeting, { kind: "send-back", identity: bo.identity });
  await service.deps.enforcement.settled();
  expect((await ask()).status).toBe(409);
});

test("a receipt names no one, is stored nowhere, and is good for its own room alone", async () => {
  const [meeting, other] = [await service.newMeeting(), await service.newMeeting()];
  const bo = await service.sits(meeting, "Bo");
  const [one, two] = [await receiptOf(service, bo), await receiptOf(service, bo)];
  expect(one).toMatch(/^v1\.\d{4}-\d\d-\d\d\.[\w-]{22}\.[\w-]{43}$/);
  // One person's two receipts have nothing in common.
  expect(one.split(".")[2]).not.toBe(two.split(".")[2]);
  const inside = async (where: { code: string }, receipt: string) =>
    (await found(sam, await report(service, database, where, { receipt })))?.inside;
  expect(await inside(meeting, one)).toBe(true);
  expect(await inside(other, one)).toBe(false);
  const last = one.at(-2) === "A" ? "B" : "A";
  for (const wrong of ["", "v1", `${one}.`, `v2${one.slice(2)}`, `${one.slice(0, -2)}${last}A`]) {
    expect(await inside(meeting, wrong)).toBe(false);
  }
  const tables = await database.pool.query(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
  );
  for (const { name } of tables.rows) {
    const held = await database.pool.query(`SELECT count(*)::int AS n FROM "${name}" t
      WHERE t::text LIKE '%${one.split(".")[2]}%'`);
    expect([name, held.rows[0].n]).toEqual([name, 0]);
  }
  expect(service.logged()).not.toContain(one.split(".")[2]);
});

// Broken on purpose: without the day in `verify`, the database alone refuses it, with 500.
test("a receipt counts for 30 days; after that, its report is as from outside", async () => {
  const meeting = await service.newMeeting();
  const secret = programSecretOf(service.deps.config);
  const receiptFrom = (days: number) =>
    createReceipts(secret, () => Date.now() - days * 24 * 3_600_000).issue(meeting.room);
  const inside = async (receipt: string) =>
    (await found(sam, await report(service, database, meeting, { receipt })))?.inside;
  expect(await inside(receiptFrom(29))).toBe(true);
  expect(await inside(receiptFrom(32))).toBe(false);
  const newer = receiptFrom(32).replace(/\d{4}-\d\d-\d\d/, receiptFrom(0).split(".")[1] ?? "");
  expect(await inside(newer)).toBe(false);
});

test("a report by a state goes to the desk, which sees it marked as such and no other report", async () => {
  const meeting = await service.newMeeting();
  const receipt = await receiptOf(service, await service.sits(meeting, "Bo"));
  const own = await report(service, database, meeting, { receipt });
  const states = await report(service, database, meeting, { receipt, fromState: true });
  expect(await found(rhea, states)).toMatchObject({ fromState: true, code: meeting.code });
  expect(await found(rhea, own)).toBeUndefined();
  expect(await found(sam, own)).toMatchObject({ inside: true, fromState: false });
  expect((await overview(rhea)).acts).toEqual([]);
});

test("a report has one outcome, by the first person with the role", async () => {
  const meeting = await service.newMeeting();
  const id = await report(service, database, meeting);
  const path = `/api/safety/reports/${id}/outcome`;
  const wrongRole = await rhea.ask("POST", path, { outcome: "no-action" });
  expect([wrongRole.status, wrongRole.json.reason]).toEqual([403, "no-such-role"]);
  const both = await Promise.all([
    sam.ask("POST", path, { outcome: "no-action" }),
    sam.ask("POST", path, { outcome: "to-the-desk" }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
  const nothing = "/api/safety/reports/00000000-0000-4000-8000-000000000000/outcome";
  expect((await sam.ask("POST", nothing, { outcome: "no-action" })).status).toBe(404);
});

test("an administrator learns how many reports wait, and nothing of their content", async () => {
  const asked = async () => {
    const headers = { cookie: service.operatorCookie };
    const { json } = await service.ask("GET", "/api/admin/staff", { headers });
    return { told: deskStaff.parse(json), raw: JSON.stringify(json) };
  };
  const before = (await asked()).told.openReports;
  // Was counted: a host who administers the service learnt that someone inside reported. Broken on purpose: without own_rooms.
  const own = await report(service, database, await service.newMeeting());
  expect((await asked()).told.openReports).toBe(before);
  await sam.ask("POST", `/api/safety/reports/${own}/outcome`, { outcome: "no-action" });
  const meeting = await newMeetingOf(service, await newPerson(service, "hosting"));
  const id = await report(service, database, meeting, { text: "Only for the desk" });
  const { told, raw } = await asked();
  expect(told.openReports).toBe(before + 1);
  for (const secret of [id, meeting.code, "Only for"]) expect(raw).not.toContain(secret);
  await sam.ask("POST", `/api/safety/reports/${id}/outcome`, { outcome: "no-action" });
  expect((await asked()).told.openReports).toBe(before);
});

test("a report's words are inert, and nothing about their author is kept (attack 31)", async () => {
  const meeting = await service.newMeeting();
  const text = "\u202E=cmd|'/c calc'!A1\u0000\r\n<script>alert(1)</script>\u200B";
  const id = await report(service, database, meeting, { text });
  expect((await found(sam, id))?.text).toBe("=cmd|'/c calc'!A1\n<script>alert(1)</script>");
  expect(service.logged()).not.toContain("script");
  const { rows } = await database.pool.query("SELECT * FROM abuse_report WHERE id = $1", [id]);
  expect(Object.keys(rows[0]).sort()).toEqual([
    "from_state",
    "id",
    "inside",
    "made_on",
    "receipt",
    "room",
    "text",
    "what",
  ]);
  const empty = { code: meeting.code, what: "spam", text: "\u200B", fromState: false };
  expect((await service.ask("POST", "/api/reports", { body: empty })).status).toBe(400);
});

test("reports are limited by address prefix, and an unknown meeting is reported as such", async () => {
  const { code } = await service.newMeeting();
  const make = (of: string, from: string) =>
    service.ask("POST", "/api/reports", {
      from,
      body: { code: of, what: "spam", text: "Again", fromState: false },
    });
  expect((await make("aaa-aaaa-aaa", "10.20.0.1")).status).toBe(404);
  const statuses = [];
  for (let n = 0; n < 30; n += 1) statuses.push((await make(code, `10.20.0.${n}`)).status);
  expect(statuses.at(-1)).toBe(429);
  expect((await make(code, "10.21.0.1")).status).toBe(204);
});

// Broken on purpose: `pleas` for all, as it was → 429.
test("neighbours who weren't inside use up no reports of someone who was", async () => {
  const meeting = await service.newMeeting();
  const [bo, cy] = [await service.sits(meeting, "Bo"), await service.sits(meeting, "Cy")];
  const receipts = [await receiptOf(service, bo), await receiptOf(service, cy)];
  const make = (receipt?: string) =>
    service.ask("POST", "/api/reports", {
      from: "10.22.0.1",
      body: { code: meeting.code, what: "spam", text: "Again", fromState: false, receipt },
    });
  const last = async (receipt?: string) => {
    let status = 0;
    for (let n = 0; n < 21; n += 1) status = (await make(receipt)).status;
    return status;
  };
  expect(await last()).toBe(429);
  expect(await last("wrong")).toBe(429);
  for (const receipt of receipts) {
    expect((await make(receipt)).status).toBe(204);
    expect(await last(receipt)).toBe(429);
  }
});

test("a member without a second factor, or whose browser acts for another site, can do nothing (attack 30)", async () => {
  const eve = await newStaff(service, database, "eve", { roles: ["safety"] });
  const reasonOf = async () => (await eve.ask("GET", "/api/safety")).json.reason;
  await database.pool.query("UPDATE person SET second_factor = false WHERE id = $1", [eve.id]);
  expect(await reasonOf()).toBe("no-second-factor");
  await giveSecondFactor(database, eve);
  const headers = { origin: "https://evil.test" };
  const id = "00000000-0000-4000-8000-000000000000";
  const asked = [`/api/safety/acts/${id}/decision`, { kind: "approve" }] as const;
  expect((await eve.ask("POST", ...asked, { headers })).status).toBe(403);
  expect((await eve.ask("POST", ...asked)).status).toBe(404);
  expect((await service.ask("GET", "/api/safety")).status).toBe(401);
});

// Broken on purpose: the newest 500 of all, as it was → the report is hidden.
test("a crowd of reports from outside hides none from inside", async () => {
  const meeting = await service.newMeeting();
  const receipt = await receiptOf(service, await service.sits(meeting, "Bo"));
  const own = await report(service, database, meeting, { receipt });
  const crowd = await service.newMeeting();
  const one = await report(service, database, crowd);
  const within = await report(service, database, crowd, {
    receipt: await receiptOf(service, await service.sits(crowd, "Cy")),
  });
  await unjudged(database, (client) =>
    client.query(
      `INSERT INTO abuse_report SELECT (jsonb_populate_record(r, jsonb_build_object(
         'id', gen_random_uuid(), 'made_on', r.made_on + 1))).* FROM abuse_report r, generate_series(1, 600)
       WHERE r.id IN ($1, $2)`,
      [one, within],
    ),
  );
  expect(await found(sam, own)).toMatchObject({ inside: true });
});
