import {
  appealCase,
  appealMade,
  appealStatus,
  moreStatements,
  publicOrder,
} from "@graticule/api/appeals";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { unjudged } from "./by-hand.ts";
import { signedDecision, signOrdersAgain } from "./desk-keys.ts";
import { letDeskTimePass, newStaff, type Staff } from "./desk-service.ts";
import {
  database,
  home,
  meetingServiceOfTests,
  service,
  type TestMeeting,
} from "./meeting-service.ts";
import { liftOrder, order } from "./orders.ts";

meetingServiceOfTests();
let uma: Staff;
let meeting: TestMeeting;
let orderId: string;

beforeAll(async () => {
  uma = await newStaff(service, database, "uma", { roles: ["appeals"] });
});
beforeEach(async () => {
  meeting = await service.newMeeting();
  orderId = await ordered(meeting);
});

const days = 24 * 3_600_000;

async function ordered({ room }: TestMeeting, untilMs = 6.9 * days): Promise<string> {
  const id = await order(database, room, ["CN"], { untilMs });
  await service.deps.directory.refresh({ kind: "room", room });
  return id;
}

let asked = 0;
/** Each from another network: appeals are rate-limited by network. */
function appeal(body: object, headers = {}, from?: string) {
  asked += 1;
  return service.ask("POST", "/api/appeals", {
    from: from ?? `10.80.${asked}.1`,
    headers,
    body: { orderId, text: "I was not there.", ...body },
  });
}
const secretOf = (made: { json: unknown }) => appealMade.parse(made.json).url.split("#")[1] ?? "";
const status = async (secret: string) =>
  appealStatus.parse((await service.ask("POST", "/api/appeals/status", { body: { secret } })).json);
/** The newest case of an order, if this member sees it. */
const listed = async (staff: Staff, id = orderId) =>
  appealCase
    .array()
    .parse((await staff.ask("GET", "/api/desk/appeals")).json)
    .find((one) => one.orderId === id);
/** As a reader of that list does; someone who isn't shown the case tries anyway. */
async function decide(
  staff: Staff,
  outcome: "upheld" | "overturned",
  id = orderId,
  reasons = "Found so.",
) {
  const { no, readTo } = (await listed(staff, id)) ?? { no: 1, readTo: 0 };
  const body = { no, readTo, outcome, reasons };
  const signed = signedDecision(staff.id, id, body);
  return await staff.ask("POST", `/api/desk/appeals/${id}/decision`, signed);
}
async function appealRefused(text = "I was not there.") {
  const mei = await service.comes(meeting, "Mei", { from: home.china });
  const headers = { authorization: `Bearer ${mei.key}` };
  return await appeal({ by: "refused", joinId: mei.joinId, text }, headers, home.china);
}
const appealHost = (text = "It is a lecture.") =>
  appeal({ by: "host", code: meeting.code, text }, meeting.bearer);
/** Of the newest case. */
const hoursLeft = async (id?: string) =>
  (Date.parse((await listed(uma, id))?.dueAt ?? "") - Date.now()) / 3_600_000;
const enters = async () =>
  (await service.comes(meeting, "Lin", { from: home.china })).answer.status;
async function hoursPass(hours: number): Promise<void> {
  await letDeskTimePass(database, hours);
  await service.deps.directory.refresh({ kind: "room", room: meeting.room });
}
const entries = async () =>
  (
    await database.pool.query(
      `SELECT kind, daily, body FROM public_entry
       WHERE body ->> 'order' = $1 AND kind <> 'order-approved' ORDER BY id`,
      [orderId],
    )
  ).rows;

/** Sets who had which part in the order, which nothing in the product can do. */
async function handsOf(staff: Staff, column: "proposed_by" | "approved_by" | "typed" | "liaison") {
  const client = await database.pool.connect();
  const statements = {
    proposed_by: "UPDATE order_proposal SET proposed_by = $1 WHERE id = $2",
    approved_by: "UPDATE order_approval SET by_person = $1 WHERE order_id = $2",
    typed: `UPDATE request_event SET by_person = $1 WHERE kind = 'received'
      AND request_id = (SELECT request_id FROM order_proposal WHERE id = $2)`,
    liaison: `UPDATE staff_appointment SET liaison_to = ARRAY(SELECT a.series FROM order_proposal p
      JOIN authority a ON a.id = p.authority_id WHERE p.id = $2) WHERE person_id = $1`,
  };
  await client.query("BEGIN");
  await client.query("SET LOCAL session_replication_role = replica");
  await client.query(statements[column], [staff.id, orderId]);
  await client.query("COMMIT");
  client.release();
}

test("someone kept out by an order appeals from the door, without an account, and follows the appeal by a link", async () => {
  const mei = await service.comes(meeting, "Mei", { from: home.china });
  expect([mei.answer.status, mei.answer.json.refusal.orderId]).toEqual([451, orderId]);
  const headers = { authorization: `Bearer ${mei.key}` };
  const made = await appeal({ by: "refused", joinId: mei.joinId }, headers, home.china);
  expect(made.status).toBe(201);
  expect(made.headers["cache-control"]).toBe("no-store");
  const { url, dueOn } = appealMade.parse(made.json);
  expect(url).toMatch(/^http:\/\/meet\.test\/appeal#[\w-]{32}$/);
  expect(await hoursLeft()).toBeCloseTo(72, 1);
  expect(await status(secretOf(made))).toEqual({
    madeOn: new Date().toISOString().slice(0, 10),
    text: "I was not there.",
    state: "open",
    dueOn,
  });
  // Only a hash of the secret is stored.
  const { rows } = await database.pool.query("SELECT a::text AS row FROM appeal a");
  expect(rows.map(({ row }) => row).join()).not.toContain(secretOf(made));
  const wrong = { body: { secret: "x".repeat(32) } };
  expect((await service.ask("POST", "/api/appeals/status", wrong)).status).toBe(404);
});

test("no one appeals as someone else: not as refused when let in, with a wrong key, or by another order", async () => {
  const mei = await service.comes(meeting, "Mei", { from: home.china });
  const ana = await service.comes(meeting, "Ana");
  const asRefused = async (
    joinId: string,
    key: string,
    body: object = {},
    from: string = home.france,
  ) =>
    (await appeal({ by: "refused", joinId, ...body }, { authorization: `Bearer ${key}` }, from))
      .status;
  expect(await asRefused(ana.joinId, ana.key)).toBe(403);
  expect(await asRefused(mei.joinId, ana.key)).toBe(401);
  expect(await asRefused("nobody", mei.key)).toBe(401);
  const other = await service.newMeeting();
  const another = { orderId: await ordered(other) };
  expect(await asRefused(mei.joinId, mei.key, another, home.china)).toBe(403);
  expect((await appeal({ by: "refused" })).status).toBe(400);
  const byHost = (code: string, headers = {}) => appeal({ by: "host", code }, headers);
  expect((await byHost(meeting.code)).status).toBe(401);
  expect((await byHost(other.code, other.bearer)).status).toBe(403);
  // A co-host can't use up the host's case, and is heard as the public is.
  const named = await service.sits(meeting, "Named");
  const { identity } = named;
  expect(await service.act(meeting, { kind: "role", identity, role: "co-host" })).toBe(204);
  expect((await byHost(meeting.code, named.auth)).status).toBe(403);
  expect((await byHost(meeting.code, meeting.bearer)).status).toBe(201);
  const nothing = "00000000-0000-4000-8000-000000000000";
  expect((await appeal({ by: "public", orderId: nothing })).status).toBe(404);
});

test("one case per order: the first appeal starts its clock, of which others learn the day", async () => {
  const first = appealMade.parse((await appeal({ by: "public" })).json);
  await letDeskTimePass(database, 5);
  const more = await Promise.all([
    appeal({ by: "public" }),
    appeal({ by: "public", text: "Nor I" }),
  ]);
  const seen = await listed(uma);
  for (const one of more) {
    expect(appealMade.parse(one.json).dueOn).toBe(seen?.dueAt.slice(0, 10));
  }
  expect(await hoursLeft()).toBeCloseTo(67, 1);
  expect(seen?.statements.map(({ by }) => by)).toEqual(["public", "public", "public"]);
  expect(seen?.mayDecide).toBe("yes");
  // Published once, with the day's others.
  expect(await entries()).toEqual([
    {
      kind: "appeal-made",
      daily: true,
      body: { order: orderId, case: 1, by: "public", due: first.dueOn },
    },
  ]);
});

// Each failed while an order had one case: 409, and the random order of one day.
test("a public appeal upheld at once uses up nothing: another person hears those kept out, in 72 hours (attack 46)", async () => {
  const ugo = await newStaff(service, database, "ugo2", { roles: ["appeals"] });
  await appeal({ by: "public", text: "fine" });
  expect((await decide(uma, "upheld")).status).toBe(204);
  await hoursPass(20);
  const made = await appealRefused();
  expect(made.status).toBe(201);
  const { dueOn } = appealMade.parse(made.json);
  expect(await hoursLeft()).toBeCloseTo(72, 1);
  expect(await status(secretOf(made))).toMatchObject({ state: "open", dueOn });
  expect(await listed(uma)).toMatchObject({ no: 2, mayDecide: "decided-it", statements: [] });
  expect((await decide(uma, "upheld")).json.reason).toBe("decided-it");
  expect(await listed(ugo)).toMatchObject({ no: 2, mayDecide: "yes" });
  expect((await decide(ugo, "overturned")).status).toBe(204);
  expect(await enters()).toBe(200);
  expect((await entries()).map(({ kind, body }) => [kind, body.case, body.by])).toEqual([
    ["appeal-made", 1, "public"],
    ["appeal-decided", 1, "public"],
    ["appeal-made", 2, "concerned"],
    ["appeal-decided", 2, "concerned"],
    ["order-ended", undefined, undefined],
  ]);
});

// Was: 409 until then, and 201 in the second in which someone kept out, or the host, appealed. Broken on purpose: `asTold` with all
// cases.
test("what strangers are answered doesn't tell that someone kept out, or the host, appeals", async () => {
  await appeal({ by: "public" });
  expect((await decide(uma, "upheld")).status).toBe(204);
  await hoursPass(26);
  const asStranger = async () => (await appeal({ by: "public" })).status;
  expect(await asStranger()).toBe(409);
  expect((await appealRefused()).status).toBe(201);
  expect(await asStranger()).toBe(409);
});

test("a second case that no one decides in time ends the order too; the first, decided, doesn't", async () => {
  await appeal({ by: "public" });
  await decide(uma, "upheld");
  await hoursPass(73);
  expect(await enters()).toBe(451);
  const secret = secretOf(await appealHost());
  await hoursPass(40);
  expect(await enters()).toBe(451);
  await hoursPass(33);
  expect(await enters()).toBe(200);
  expect(await status(secret)).toMatchObject({ state: "not-decided-in-time" });
});

test("a sham appeal by someone kept out closes nothing for the host; those who were heard are heard once", async () => {
  const ugo = await newStaff(service, database, "ugo3", { roles: ["appeals"] });
  const first = secretOf(await appealRefused("fine"));
  // The public joins it, and opens no case of its own.
  expect((await appeal({ by: "public" })).status).toBe(201);
  expect((await decide(uma, "upheld")).status).toBe(204);
  expect((await appealRefused()).status).toBe(409);
  expect((await appealHost()).status).toBe(201);
  expect((await appeal({ by: "public" })).status).toBe(201);
  expect((await decide(ugo, "upheld")).status).toBe(204);
  expect((await appealHost()).status).toBe(409);
  expect((await appealRefused()).status).toBe(409);
  expect(await status(first)).toMatchObject({ state: "upheld" });
  expect(await enters()).toBe(451);
});

test("nothing written by someone kept out or by the host is decided unread: an earlier decision is refused", async () => {
  await appeal({ by: "public" });
  const before = await listed(uma);
  await appealRefused();
  const path = `/api/desk/appeals/${orderId}/decision`;
  const upheld = { no: 1, outcome: "upheld", reasons: "So." } as const;
  const decides = async (who: Staff, readTo = 0) =>
    (await who.ask("POST", path, signedDecision(who.id, orderId, { ...upheld, readTo }))).status;
  expect(await decides(uma, before?.readTo)).toBe(409);
  // Nor what comes next. Broken on purpose: any number from the last one on counts.
  expect(await decides(uma, 9e12)).toBe(409);
  // What the public writes meanwhile delays nothing.
  const read = await listed(uma);
  await appeal({ by: "public" });
  expect(await decides(uma, read?.readTo)).toBe(204);
  // Nor does the person who read the case before decide it.
  await appealHost();
  const ugo = await newStaff(service, database, "ugo4", { roles: ["appeals"] });
  expect(await decides(ugo, 1e6)).toBe(409);
});

// Broken on purpose: without "handled-it" or "too-new" in mayAct each may decide, and the database alone refuses.
test("a member who dealt with the request, or is new to appeals, neither reads the appeal nor decides it", async () => {
  const caller = await newStaff(service, database, "caller", { roles: ["reviewer", "appeals"] });
  const fresh = await newStaff(service, database, "fresh", { roles: ["appeals"], hoursAgo: 71 });
  const calling = `UPDATE request_event SET by_person = $1 WHERE kind = 'authenticated'
    AND request_id = (SELECT request_id FROM order_proposal WHERE id = $2)`;
  await unjudged(database, (client) => client.query(calling, [caller.id, orderId]));
  const secret = secretOf(await appealHost());
  for (const [staff, because] of [
    [caller, "handled-it"],
    [fresh, "too-new"],
  ] as const) {
    expect(await listed(staff)).toMatchObject({ mayDecide: because, statements: [] });
    expect((await decide(staff, "overturned")).json.reason).toBe(because);
  }
  // With no one else, the order ends.
  await hoursPass(73);
  expect(await status(secret)).toMatchObject({ state: "not-decided-in-time" });
});

test("1,700 public appeals hide neither someone kept out nor the host: these come first, by arrival (attack 46)", async () => {
  await appeal({ by: "public", text: "public 0" });
  // Not sealed, as rows from before the first version.
  await unjudged(database, (client) =>
    client.query(
      `INSERT INTO appeal (order_id, made_by, text, secret_hash)
       SELECT $1::uuid, 'public', 'public ' || n, sha256(convert_to($1::uuid::text || n, 'UTF8'))
       FROM generate_series(1, 1700) AS n`,
      [orderId],
    ),
  );
  await appealHost("host 1");
  await appealRefused("refused 1");
  await appealRefused("refused 2");
  const seen = await listed(uma);
  const texts = seen?.statements.map(({ text }) => text) ?? [];
  expect(texts.slice(0, 4)).toEqual(["refused 1", "refused 2", "host 1", "public 0"]);
  expect(texts.length).toBe(103);
  // The others follow, a page at a time.
  const more = [];
  let { publicAfter: after } = seen ?? {};
  while (after !== undefined) {
    const path = `/api/desk/appeals/${orderId}/1/public?after=${after}`;
    const page = moreStatements.parse((await uma.ask("GET", path)).json);
    more.push(...page.statements.map(({ text }) => text));
    after = page.publicAfter;
  }
  expect(more).toEqual(Array.from({ length: 1601 }, (_, n) => `public ${n + 100}`));
  const other = await newStaff(service, database, "pages", { roles: ["reviewer"] });
  const path = `/api/desk/appeals/${orderId}/1/public?after=0`;
  expect((await other.ask("GET", path)).status).toBe(404);
});

test("the public gets five appeals a day per network against one order; someone kept out is not counted among them", async () => {
  const statuses = [];
  for (let n = 0; n < 6; n += 1) {
    statuses.push((await appeal({ by: "public" }, {}, `203.0.113.${n + 100}`)).status);
  }
  expect(statuses).toEqual([201, 201, 201, 201, 201, 429]);
  expect((await appealRefused()).status).toBe(201);
  const another = { by: "public", orderId: await ordered(await service.newMeeting()) };
  expect((await appeal(another, {}, "203.0.113.99")).status).toBe(201);
});

test("if upheld, the order continues and no further appeal is accepted; everyone sees why by their link", async () => {
  const secret = secretOf(await appeal({ by: "public" }));
  expect((await decide(uma, "upheld")).status).toBe(204);
  await hoursPass(24);
  expect(await status(secret)).toMatchObject({ state: "upheld", reasons: "Found so." });
  expect((await service.comes(meeting, "Mei", { from: home.china })).answer.status).toBe(451);
  expect((await appeal({ by: "public" })).status).toBe(409);
  // Decided in time: its clock ends nothing.
  await letDeskTimePass(database, 73);
  await service.deps.directory.refresh({ kind: "room", room: meeting.room });
  expect((await service.comes(meeting, "Lin", { from: home.china })).answer.status).toBe(451);
});

test("if overturned, the order ends with the decision, and all those it kept out can join at once", async () => {
  const mei = await service.comes(meeting, "Mei", { from: home.china });
  const secret = secretOf(await appealHost());
  expect((await decide(uma, "overturned")).status).toBe(204);
  expect((await mei.enter()).status).toBe(200);
  expect(await status(secret)).toMatchObject({ state: "overturned" });
  expect((await entries()).map(({ kind }) => kind)).toEqual([
    "appeal-made",
    "appeal-decided",
    "order-ended",
  ]);
  const notices = await database.pool.query("SELECT kind, body FROM host_notice WHERE room = $1", [
    meeting.room,
  ]);
  expect(notices.rows).toMatchObject([
    { kind: "appeal-decided", body: { orderId, how: "overturned" } },
  ]);
  expect((await appealHost()).status).toBe(409);
});

// Was: strangers who appealed read the title and the link. Broken on purpose: the reasons aren't asked → 204; returned and not
// thrown → the case is decided.
test("a decision's reasons lead those who appealed to no meeting and no person; laws are cited", async () => {
  meeting = await service.newMeeting({ title: "Commemoration" });
  orderId = await ordered(meeting);
  const secret = secretOf(await appeal({ by: "public" }));
  for (const [what, said] of [
    ["Commemoration", "the title of a meeting"],
    ...[meeting.code, "ana@example.org", "+49 170 1234567"].map((one) => [one, `“${one}”`]),
  ]) {
    const { status: answered, json } = await decide(uma, "upheld", orderId, `So: ${what}`);
    expect([answered, json.errors]).toEqual([
      400,
      [{ pointer: "/reasons", detail: expect.stringContaining(said ?? "") }],
    ]);
  }
  expect((await listed(uma))?.decision).toBeUndefined();
  const cited = "By Law 269/2014 and Resolution 1718 (2006)";
  expect((await decide(uma, "upheld", orderId, cited)).status).toBe(204);
  await letDeskTimePass(database, 24);
  expect(await status(secret)).toMatchObject({ reasons: cited });
});

test("an appeal undecided for 72 hours ends the order by itself, and is then too late to decide", async () => {
  const mei = await service.comes(meeting, "Mei", { from: home.china });
  const secret = secretOf(await appealHost());
  await letDeskTimePass(database, 71);
  await service.deps.directory.refresh({ kind: "room", room: meeting.room });
  expect((await mei.enter()).status).toBe(451);
  await letDeskTimePass(database, 2);
  await service.deps.directory.refresh({ kind: "room", room: meeting.room });
  expect((await mei.enter()).status).toBe(200);
  expect(await status(secret)).toMatchObject({ state: "not-decided-in-time" });
  expect(await listed(uma)).toMatchObject({ mayDecide: "closed" });
  expect((await decide(uma, "upheld")).status).toBe(409);
});

/** Hours until an appeal made now is due. */
const termOf = async (id: string) => {
  expect((await appeal({ by: "public", orderId: id })).status).toBe(201);
  return await hoursLeft(id);
};

// Seen to fail with `appeal_term` of 72 hours, and without the planned end of the session.
test("an appeal is decided within half of the time that is left, or the order is over", async () => {
  meeting = await service.newMeeting();
  orderId = await ordered(meeting, 3 * 3_600_000);
  expect(await termOf(orderId)).toBeCloseTo(1.5, 1);
  await hoursPass(1);
  expect(await enters()).toBe(451);
  await hoursPass(1);
  expect(await enters()).toBe(200);
  expect((await appealHost()).status).toBe(409);
});

// Seen to fail with the moment: twice what is left until then is the end, to the millisecond.
test("an appeal doesn't tell the minute at which the order, or its session, ends", async () => {
  meeting = await service.newMeeting({
    startsAt: new Date(Date.now() - 0.75 * 3_600_000).toISOString(),
    durationMinutes: 165,
    timeZone: "UTC",
  });
  orderId = await ordered(meeting);
  for (const made of [await appeal({ by: "public" }), await appealHost(), await appealRefused()]) {
    expect(made.status).toBe(201);
    const body = { secret: secretOf(made) };
    const followed = await service.ask("POST", "/api/appeals/status", { body });
    for (const { text } of [made, followed]) expect(text).not.toMatch(/T\d\d:|\d{10}/);
  }
});

test("what is left of a session counts as it is planned, however long the order is; a session that runs over has another hour", async () => {
  const planned = async (startsAt: number, minutes: number) => {
    const made = await service.newMeeting({
      startsAt: new Date(Date.now() + startsAt).toISOString(),
      durationMinutes: minutes,
      timeZone: "UTC",
    });
    return await termOf(await ordered(made));
  };
  const hour = 3_600_000;
  // The order is for a session that opened an hour ago, a quarter before its start.
  expect(await planned(-0.75 * hour, 165)).toBeCloseTo(1, 1);
  expect(await planned(-0.75 * hour, 30)).toBeCloseTo(0.5, 1);
});

test("someone who proposed, approved or entered an order, or is a liaison, neither decides nor reads appeals (attack 26)", async () => {
  await appeal({ by: "public" });
  const reasons = {
    proposed_by: "proposed-it",
    approved_by: "approved-it",
    typed: "typed-it-in",
    liaison: "liaison",
  } as const;
  for (const [column, reason] of Object.entries(reasons)) {
    const roles = ["intake", "reviewer", "approver", "appeals"] as const;
    const staff = await newStaff(service, database, `staff-${column}`, { roles });
    await handsOf(staff, column as keyof typeof reasons);
    const seen = await listed(staff);
    // A liaison isn't even shown the case.
    const shown = column === "liaison" ? [undefined, undefined] : [reason, []];
    expect([column, seen?.mayDecide, seen?.statements]).toEqual([column, ...shown]);
    const answer = await decide(staff, "upheld");
    expect([column, answer.status, answer.json.reason]).toEqual([column, 403, reason]);
    const insert = `INSERT INTO appeal_decision (order_id, outcome, reasons, by_person)
      VALUES ($1, 'upheld', 'sealed:', $2)`;
    await expect(database.pool.query(insert, [orderId, staff.id])).rejects.toMatchObject({
      code: "23001",
    });
  }
  const intake = await newStaff(service, database, "intake-only", { roles: ["intake"] });
  expect((await decide(intake, "upheld")).json.reason).toBe("no-such-role");
  expect((await service.ask("GET", "/api/desk/appeals")).status).toBe(401);
});

test("of two decisions at once one counts, and nothing is half done (attack 24)", async () => {
  const ugo = await newStaff(service, database, "ugo", { roles: ["appeals"] });
  for (let race = 0; race < 10; race += 1) {
    await appeal({ by: "public" });
    const both = await Promise.all([decide(uma, "overturned"), decide(ugo, "upheld")]);
    expect(both.map((answer) => answer.status).sort()).toEqual([204, 409]);
    const { rows } = await database.pool.query(
      `SELECT d.outcome, e.kind AS "end" FROM appeal_decision d
       LEFT JOIN order_end e ON e.order_id = d.order_id WHERE d.order_id = $1`,
      [orderId],
    );
    const overturned = both[0]?.status === 204;
    expect(rows).toEqual([
      overturned ? { outcome: "overturned", end: "overturned" } : { outcome: "upheld", end: null },
    ]);
    meeting = await service.newMeeting();
    orderId = await ordered(meeting);
  }
});

test("an order that is lifted meanwhile leaves nothing to decide", async () => {
  const secret = secretOf(await appealHost());
  await liftOrder(database, orderId);
  expect(await status(secret)).toMatchObject({ state: "order-over" });
  expect((await decide(uma, "overturned")).status).toBe(409);
  expect((await appealHost()).status).toBe(409);
});

/** As if this time had come just now. */
const comesNow = (time: "order_proposal SET ends_at" | "appeal_case SET due_at") =>
  unjudged(database, async (client) => {
    const id = time.startsWith("appeal") ? "order_id" : "id";
    await client.query(`UPDATE ${time} = now() WHERE ${id} = $1`, [orderId]);
  });

// Each failed without `asTold` where the order is shown, where an appeal is followed, or where one is taken.
test.each([
  { how: "lifted", end: () => liftOrder(database, orderId), state: "order-over" },
  { how: "overturned", end: () => decide(uma, "overturned"), state: "overturned" },
  { how: "upheld", end: () => decide(uma, "upheld"), state: "upheld" },
  { how: "late", end: () => comesNow("appeal_case SET due_at"), state: "not-decided-in-time" },
  { how: "over", end: () => comesNow("order_proposal SET ends_at"), state: "order-over" },
] as const)(
  "strangers don't learn that an order is $how before the log tells it; those concerned do",
  async ({ how, end, state }) => {
    const first = await appeal({ by: "public" });
    const host = secretOf(await appealHost());
    await end();
    const page = async () => (await service.ask("GET", `/api/orders/${orderId}`)).json.state;
    expect(await page()).toBe("in-force");
    const late = await appeal({ by: "public" });
    expect(late.status).toBe(201);
    for (const made of [first, late]) {
      const said = await status(secretOf(made));
      expect(Object.keys(said).sort()).toEqual(["dueOn", "madeOn", "state", "text"]);
      expect(said).toMatchObject({ state: "open", dueOn: appealMade.parse(late.json).dueOn });
    }
    expect(await status(host)).toMatchObject({ state });
    expect((await appealHost()).status).toBe(409);
    await hoursPass(24);
    expect(await page()).toBe(how === "upheld" ? "in-force" : "over");
    for (const made of [first, late]) expect(await status(secretOf(made))).toMatchObject({ state });
    expect((await appeal({ by: "public" })).status).toBe(409);
  },
);

test.each([
  { how: "lifted", end: () => liftOrder(database, orderId) },
  { how: "over", end: () => comesNow("order_proposal SET ends_at") },
] as const)(
  "a first appeal by the public is taken while the log doesn't tell that the order is $how, and leaves nothing to decide",
  async ({ end }) => {
    await end();
    expect((await appealHost()).status).toBe(409);
    const late = secretOf(await appeal({ by: "public" }));
    expect(await status(late)).toMatchObject({ state: "open" });
    expect(await listed(uma)).toMatchObject({ mayDecide: "closed" });
    await hoursPass(24);
    expect(await status(late)).toMatchObject({ state: "order-over" });
  },
);

// Broken on purpose: every order that isn't over is in force; by the moment, which the day of its start would show.
test("the page of an order says that it is to come until its first day, and anyone may appeal", async () => {
  const state = async () => (await service.ask("GET", `/api/orders/${orderId}`)).json.state;
  const starts = (when: string) =>
    unjudged(database, async (client) => {
      await client.query(
        `UPDATE order_proposal SET starts_at = ${when}, proposed_at = now() - interval '2 days' WHERE id = $1`,
        [orderId],
      );
      await signOrdersAgain(client);
    });
  await starts(
    "(date_trunc('day', now() AT TIME ZONE 'UTC') + interval '1 day') AT TIME ZONE 'UTC'",
  );
  expect(await state()).toBe("ahead");
  expect((await appeal({ by: "public" })).status).toBe(201);
  await starts(
    "(date_trunc('day', now() AT TIME ZONE 'UTC') + interval '1 day - 1 minute') AT TIME ZONE 'UTC'",
  );
  expect(await state()).toBe("in-force");
});

test("everyone may see of an order what an appeal needs: places and days, never the meeting or the minute", async () => {
  const path = `/api/orders/${orderId}`;
  const known = await service.ask("GET", path);
  expect(publicOrder.parse(known.json)).toMatchObject({
    id: orderId,
    places: ["CN"],
    state: "in-force",
    authority: "Ministry of Tests",
    law: "Test Act, section 1",
    reason: "A test",
  });
  expect(known.text).not.toMatch(/T\d\d:/);
  for (const word of [meeting.room, meeting.code, "Talk"]) expect(known.text).not.toContain(word);
  const client = await database.pool.connect();
  await client.query("BEGIN");
  await client.query("SET LOCAL session_replication_role = replica");
  const seal = "UPDATE order_proposal SET sealed_until = now() + interval '1 day' WHERE id = $1";
  await client.query(seal, [orderId]);
  await client.query("COMMIT");
  client.release();
  const sealed = (await service.ask("GET", path)).json;
  expect(Object.keys(sealed).sort()).toEqual([
    "excepted",
    "from",
    "id",
    "places",
    "state",
    "until",
  ]);
  await letDeskTimePass(database, 25);
  expect((await service.ask("GET", path)).json.authority).toBe("Ministry of Tests");
  await letDeskTimePass(database, 7 * 24);
  expect((await service.ask("GET", path)).json.state).toBe("over");
});

test("an appellant's text is inert, and appeals are limited by address prefix (attack 31)", async () => {
  const text = "\u202Eevil\u0000\r\n\r\n\r\n\r\n=1+1 <b>\u200B";
  const made = await appeal({ by: "public", text });
  expect((await status(secretOf(made))).text).toBe("evil\n\n=1+1 <b>");
  const wrong = { authorization: "Bearer wrong" };
  const statuses = [];
  for (let n = 0; n < 25; n += 1) {
    const body = { by: "refused", joinId: "nobody" };
    statuses.push((await appeal(body, wrong, `10.90.0.${n}`)).status);
  }
  expect([statuses[0], statuses[19], statuses[20], statuses[24]]).toEqual([401, 401, 429, 429]);
  expect((await appeal({ by: "public" }, {}, "10.90.0.99")).status).toBe(429);
  expect(service.logged()).not.toContain("=1+1");
});

// Each broken on purpose: `pleas` first for all, as it was → 429 for Mei and the host; the look-up
// behind the limit → 429 for the sixth.
test("neighbours and unknown orders use up nobody's appeals: those concerned are counted for themselves", async () => {
  const unknown = { by: "public", orderId: crypto.randomUUID() };
  const asked = async (times: number, ask: () => Promise<{ status: number }>) => {
    const statuses = [];
    for (let n = 0; n < times; n += 1) statuses.push((await ask()).status);
    return statuses.join(" ").replace(/(\d+)( \1)+/g, "$1…");
  };
  expect(await asked(30, () => appeal(unknown, {}, home.china))).toBe("404…");
  const mei = await service.comes(meeting, "Mei", { from: home.china });
  const lin = await service.comes(meeting, "Lin", { from: home.china });
  const wrong = { authorization: "Bearer wrong" };
  const appeals = ({ joinId }: { joinId: string }, headers: object) =>
    appeal({ by: "refused", joinId }, headers, home.china);
  expect(await asked(30, () => appeals(mei, wrong))).toBe("401… 429…");
  const keyOf = ({ key }: { key: string }) => ({ authorization: `Bearer ${key}` });
  expect(await asked(30, () => appeals(lin, keyOf(lin)))).toBe("201… 429…");
  expect(await asked(21, () => appeals(mei, keyOf(mei)))).toBe("201… 429");
  const { bearer, code } = meeting;
  expect(await asked(21, () => appeal({ by: "host", code }, bearer, home.china))).toBe("201… 429");
  const crowd = async () => {
    const one = await service.comes(meeting, "One", { from: home.china });
    return await asked(20, () => appeals(one, keyOf(one)));
  };
  expect([await crowd(), await crowd(), await crowd()]).toEqual(["201…", "201…", "201…"]);
  expect(await crowd()).toMatch(/429…$/);
});
