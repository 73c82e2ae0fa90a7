import { randomUUID } from "node:crypto";
import { deskOverview } from "@graticule/api/desk-changes";
import { safetyOverview, type TermsAct } from "@graticule/api/safety";
import { waitUnread } from "@graticule/server/safety/report-store";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { approveAct, nameInRequest, proposeAct, receiptOf, report } from "./abuse.ts";
import { refusalOf, trial, unjudged } from "./by-hand.ts";
import {
  act,
  acts,
  deskPeople,
  ordered,
  orderOf,
  receive,
  requestOf,
  runningMeeting,
  underReview,
} from "./desk-people.ts";
import { appoint, newStaff, type Staff } from "./desk-service.ts";
import {
  database,
  meetingServiceOfTests,
  newMeetingOf,
  service,
  type TestMeeting,
} from "./meeting-service.ts";
import { newPerson } from "./people-service.ts";

meetingServiceOfTests();
/** Of the desk, and host of the meeting. */
let hana: Staff;
let meeting: TestMeeting;
let sam: Staff;
let tia: Staff;

beforeAll(async () => {
  sam = await newStaff(service, database, "sam", { roles: ["safety"] });
  tia = await newStaff(service, database, "tia", { roles: ["safety"] });
});
let hosts = 0;
beforeEach(async () => {
  hosts += 1;
  const host = await newPerson(service, `hana${hosts}`);
  hana = await appoint(database, host, { roles: ["safety", "appeals"] });
  meeting = await newMeetingOf(service, hana);
});

const fromInside = async (of = meeting) =>
  report(service, database, of, {
    receipt: await receiptOf(service, await service.sits(of, "Bo")),
  });
const reason = "Threats against a participant";
const propose = (staff: Staff, kind: string, reportId: string) =>
  proposeAct(staff, { kind, reportId, reason });
const decide = (staff: Staff, act: string, kind: string) =>
  kind === "approve"
    ? approveAct(staff, act)
    : staff.ask("POST", `/api/safety/acts/${act}/decision`, { kind });
const reinstate = (staff: Staff, actId: string) =>
  staff.ask("POST", "/api/safety/acts", { kind: "reinstate-account", actId, reason });
const seen = async (staff: Staff) =>
  safetyOverview.parse((await staff.ask("GET", "/api/safety")).json);
const ownMeeting = { status: 403, json: { reason: "own-meeting" } };

/** What the database answers to a row of someone's. */
const byRow = (sql: string, values: readonly unknown[]) =>
  trial(database, (client) => refusalOf(client, sql, values));
const copyOf = (act: TermsAct, by: Staff) =>
  byRow(
    `INSERT INTO terms_act SELECT (jsonb_populate_record(a,
       jsonb_build_object('id', gen_random_uuid(), 'proposed_by', $2::uuid, 'proposed_at', now()))).*
     FROM terms_act a WHERE a.id = $1`,
    [act.id, by.id],
  );
const approvedBy = (act: TermsAct, by: Staff) =>
  byRow("INSERT INTO terms_approval (act_id, by_person, review) VALUES ($1, $2, 'second')", [
    act.id,
    by.id,
  ]);
const withdrawnBy = (act: TermsAct, by: Staff) =>
  byRow("INSERT INTO terms_withdrawal (act_id, by_person) VALUES ($1, $2)", [act.id, by.id]);
const reviewedBy = (act: TermsAct, request: string, by: Staff) =>
  byRow(
    `INSERT INTO terms_review (act_id, request_id, by_person, outcome, reasons)
     VALUES ($1, $2, $3, 'reversed', 'sealed:')`,
    [act.id, request, by.id],
  );

// Was: done, all of it. Broken on purpose: each line of is_host_concerned in SQL, and each of isOwn and own-meeting in the
// program → done, done, or the database's own refusal.
test("a member of the desk has no part in what is done about their own meeting (13)", async () => {
  const id = await fromInside();
  expect(await propose(hana, "end-meeting", id)).toMatchObject(ownMeeting);
  const act: TermsAct = (await propose(sam, "end-meeting", id)).json;
  expect((await seen(hana)).acts.find((one) => one.id === act.id)?.mayApprove).toBe("own-meeting");
  for (const kind of ["approve", "withdraw"]) {
    expect(await decide(hana, act.id, kind)).toMatchObject(ownMeeting);
  }
  expect(await approvedBy(act, hana)).toBe("23001 another person reviews");
  expect(await approvedBy(act, tia)).toBe("done");
  expect(await withdrawnBy(act, hana)).toBe("23001 this act is not withdrawn");
  expect((await decide(tia, act.id, "withdraw")).json.state).toBe("withdrawn");
  expect(await copyOf(act, hana)).toBe("23001 another person proposes this");
  expect(await copyOf(act, tia)).toBe("done");
  // In another host's case they act as any member does.
  const elsewhere = await fromInside(await service.newMeeting());
  const other: TermsAct = (await propose(hana, "end-meeting", elsewhere)).json;
  expect((await decide(tia, other.id, "approve")).json.state).toBe("in-effect");
});

test("a member of the desk doesn't open their own account again, by a review or a reinstatement (13)", async () => {
  const proposed: TermsAct = (await propose(sam, "suspend-account", await fromInside())).json;
  const act: TermsAct = (await decide(tia, proposed.id, "approve")).json;
  expect(act.state).toBe("in-effect");
  const request = await nameInRequest(database, meeting.room);
  const review = { request: request.number, outcome: "reversed", reasons: "Looked at it" };
  const reviewed = await hana.ask("POST", `/api/safety/acts/${act.id}/reviews`, review);
  expect(reviewed).toMatchObject(ownMeeting);
  const uma = await newStaff(service, database, `uma${hosts}`, { roles: ["appeals"] });
  expect(await reviewedBy(act, request.id, hana)).toBe("23001 another person reviews");
  expect(await reviewedBy(act, request.id, uma)).toBe("done");
  expect(await reinstate(hana, act.id)).toMatchObject(ownMeeting);
  const opening: TermsAct = (await reinstate(sam, act.id)).json;
  expect(await decide(hana, opening.id, "approve")).toMatchObject(ownMeeting);
  expect(await approvedBy(opening, hana)).toBe("23001 another person reviews");
  expect(await copyOf(opening, hana)).toBe("23001 another person proposes this");
  expect(await copyOf(opening, tia)).toBe("done");
  expect((await decide(tia, opening.id, "approve")).json.state).toBe("in-effect");
});

test("a host with a role at the desk neither reads, counts nor closes reports about their own meeting (13)", async () => {
  const counted = async (staff: Staff) =>
    deskOverview.parse((await staff.ask("GET", "/api/desk")).json).openReports;
  const before = [await counted(hana), await counted(sam)];
  const ids = [
    await fromInside(),
    await report(service, database, meeting, { fromState: true, text: "By a state" }),
  ];
  const listed = async (staff: Staff) =>
    (await seen(staff)).reports.filter((one) => ids.includes(one.id)).length;
  expect([await listed(hana), await listed(sam)]).toEqual([0, 2]);
  expect([await counted(hana), await counted(sam)]).toEqual([before[0], (before[1] ?? 0) + 2]);
  const close = (staff: Staff, id = "") =>
    staff.ask("POST", `/api/safety/reports/${id}/outcome`, { outcome: "no-action" });
  for (const id of ids) expect(await close(hana, id)).toMatchObject(ownMeeting);
  for (const id of ids) expect((await close(sam, id)).status).toBe(204);
  // One that none but its host could read waits unread.
  const outcomes =
    "INSERT INTO abuse_report_outcome (report_id, outcome, by_person) SELECT id, 'no-action', $1 FROM abuse_report ON CONFLICT DO NOTHING";
  await unjudged(database, (client) => client.query(outcomes, [randomUUID()]));
  await report(service, database, meeting);
  expect(await waitUnread(database.db)).toBe(false);
  const without = "UPDATE person SET second_factor = id = $1";
  await unjudged(database, (client) => client.query(without, [hana.id]));
  expect(await waitUnread(database.db)).toBe(true);
  await unjudged(database, (client) => client.query("UPDATE person SET second_factor = true"));
});

// Was: 200, also of what a law forbids telling the host. Broken on purpose: `own-meeting` out of whyForOthers → 200, each line
// with requests_about in SQL out → done.
test("a member of the desk reads nothing of a request that names their own meeting, sealed or not, and acts on none", async () => {
  const people = await deskPeople(service, database);
  const { authority, reviewer } = people;
  const roles = ["intake", "reviewer", "approver", "appeals"] as const;
  const hugo = await appoint(database, await newPerson(service, "hugo"), { roles });
  const own = await newMeetingOf(service, hugo);
  const until = new Date(Date.now() + 30 * 86_400_000).toISOString();
  const forbidsNotice = { until, law: "Secrets Act" };
  const other = await runningMeeting(service);
  const { id, orderId } = await ordered(
    people,
    requestOf(authority, [other.code, own.code], { forbidsNotice }),
    { sealedUntil: until },
  );
  await service.ask("POST", "/api/appeals", { body: { by: "public", orderId, text: "No." } });
  const lists = async (who: Staff) =>
    await Promise.all(
      ["/api/desk/requests", "/api/desk", "/api/desk/appeals"].map(
        async (path) => (await who.ask("GET", path)).text,
      ),
    );
  for (const told of await lists(reviewer)) expect(told).toContain(id);
  for (const told of await lists(hugo)) expect(told).not.toContain(id);
  const waiting = async (who: Staff) => (await who.ask("GET", "/api/desk")).json.openAppeals;
  expect(await waiting(hugo)).toBe((await waiting(reviewer)) - 1);
  const at = `/api/desk/requests/${id}`;
  expect(await hugo.ask("GET", at)).toMatchObject(ownMeeting);
  for (const body of [
    { kind: "lift", orderId, why: "No" },
    { kind: "look", meeting: 0 },
    { kind: "close", text: "Done." },
  ]) {
    expect(await act(hugo, id, body)).toMatchObject(ownMeeting);
  }
  const decision = { no: 1, readTo: 0, outcome: "overturned", reasons: "Mine" };
  expect(await hugo.ask("POST", `/api/desk/appeals/${orderId}/decision`, decision)).toMatchObject(
    ownMeeting,
  );
  // Nor by rows, in what anyone of the desk does alone.
  const lifted = (by: Staff) =>
    byRow(
      "INSERT INTO order_end (order_id, kind, by_person, why) VALUES ($1, 'lifted', $2, 'sealed:')",
      [orderId, by.id],
    );
  expect([await lifted(hugo), await lifted(reviewer)]).toEqual([
    "23001 this order does not end like that",
    "done",
  ]);
  const second = await underReview(people, requestOf(authority, [other.code, own.code]));
  const { orders } = await acts(reviewer, second, { kind: "propose", order: orderOf() });
  const declined = (by: Staff) =>
    byRow("INSERT INTO order_refusal (order_id, by_person, why) VALUES ($1, $2, 'sealed:')", [
      orders[0].id,
      by.id,
    ]);
  expect([await declined(hugo), await declined(reviewer)]).toEqual([
    "23001 one of the desk declines",
    "done",
  ]);
  const mayReview = "SELECT may_review($1, $2, 'reviewer') AS may";
  const may = async (by: Staff) => (await database.pool.query(mayReview, [id, by.id])).rows[0].may;
  expect([await may(hugo), await may(reviewer)]).toEqual([false, true]);
  // What they entered they read, and nothing that became of it.
  const typed = await receive({ ...people, intake: hugo }, requestOf(authority, [own.code]));
  expect((await hugo.ask("GET", `/api/desk/requests/${typed}`)).json).toMatchObject({
    shown: "what-you-typed",
  });
  // Nor do they take down what the public log says of it.
  const told = await receive(people, requestOf(authority, [own.code]));
  const near = async (by: Staff) =>
    (
      await database.pool.query(
        `SELECT is_near_text(t.leaf, $2) AS near FROM ledger_text t JOIN public_entry e ON e.id = t.entry_id
         JOIN request r ON e.body ->> 'request' = r.number::text WHERE r.id = $1 AND t.leaf IS NOT NULL LIMIT 1`,
        [told, by.id],
      )
    ).rows[0]?.near;
  await expect.poll(() => near(hugo)).toBe(true);
  expect(await near(reviewer)).toBe(false);
});
