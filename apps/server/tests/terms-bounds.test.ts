import { randomUUID } from "node:crypto";
import type { TermsAct } from "@graticule/api/safety";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { approveAct, letReportAge, nameInRequest, proposeAct, receiptOf, report } from "./abuse.ts";
import { trial } from "./by-hand.ts";
import { entries } from "./desk-people.ts";
import { newStaff, type Staff } from "./desk-service.ts";
import {
  database,
  meetingServiceOfTests,
  newMeetingOf,
  service,
  type TestMeeting,
} from "./meeting-service.ts";
import { type Browser, newPerson } from "./people-service.ts";

// Seen to fail with the rule broken: `endedBy` always the host; no reversal of an end; `reopen` by
// the act alone, no matter who ended the meeting; `why_no_act` without 'report-used'; `is_recent_report`
// with 300 days.
meetingServiceOfTests();
let host: Browser & { readonly email: string };
let meeting: TestMeeting;
let sam: Staff;
let tia: Staff;
let uma: Staff;

beforeAll(async () => {
  sam = await newStaff(service, database, "sam", { roles: ["safety"] });
  tia = await newStaff(service, database, "tia", { roles: ["safety"] });
  uma = await newStaff(service, database, "uma", { roles: ["appeals"] });
});
let hosts = 0;
beforeEach(async () => {
  hosts += 1;
  host = await newPerson(service, `host${hosts}`);
  meeting = await newMeeting();
});

const newMeeting = (how?: object) => newMeetingOf(service, host, how);

async function fromInside(): Promise<string> {
  const receipt = await receiptOf(service, await service.sits(meeting, "Bo"));
  return await report(service, database, meeting, { receipt });
}
const propose = (kind: string, reportId: string) =>
  proposeAct(sam, { kind, reportId, reason: "Threats" });
const decide = (staff: Staff, { id }: Pick<TermsAct, "id">, kind: "approve" | "withdraw") =>
  kind === "approve"
    ? approveAct(staff, id)
    : staff.ask("POST", `/api/safety/acts/${id}/decision`, { kind });
async function acts(kind: string): Promise<TermsAct> {
  const { json } = await propose(kind, await fromInside());
  return (await decide(tia, json, "approve")).json;
}
async function reverse({ id }: TermsAct): Promise<number> {
  const { number } = await nameInRequest(database, meeting.room, { series: randomUUID() });
  const review = { request: number, outcome: "reversed", reasons: "It was a mistake" };
  return (await uma.ask("POST", `/api/safety/acts/${id}/reviews`, review)).status;
}
const door = async () => (await service.ask("GET", `/api/meetings/${meeting.code}/door`)).json;
const notices = async () =>
  (
    await service.ask("GET", `/api/meetings/${meeting.code}/manage/notices`, {
      headers: meeting.bearer,
    })
  ).json.map(({ how }: { how: string }) => how);
const hostEnds = () =>
  service.ask("POST", `/api/meetings/${meeting.code}/manage/end`, { headers: meeting.bearer });

test.each(["end-meeting", "suspend-account"])(
  "someone who comes to a meeting closed by %s learns that the service closed it, and so do those inside",
  async (kind) => {
    const ana = await service.sits(meeting, "Ana");
    await acts(kind);
    let event = await ana.page.next();
    while (event.kind !== "ended") event = await ana.page.next();
    expect(event).toEqual({ kind: "ended", by: "service" });
    expect(await door()).toMatchObject({ ended: true, endedBy: "service" });
    const late = (await service.comes(meeting, "Cy")).answer;
    expect([late.status, late.json.reason]).toEqual([410, "terms"]);
    // A page that comes back without an event.
    expect((await ana.enter()).json).toMatchObject({ status: 410, reason: "terms" });
  },
);

test("what the host ended stays the host's end, even if the account is suspended and reinstated in between", async () => {
  await hostEnds();
  expect(await door()).toMatchObject({ ended: true, endedBy: "host" });
  expect((await service.comes(meeting, "Cy")).answer.json.reason).toBeUndefined();
  const other = meeting;
  meeting = await newMeeting();
  const act = await acts("suspend-account");
  const gone = await service.ask("GET", `/api/meetings/${other.code}/door`);
  expect(gone.json.endedBy).toBe("service");
  await reverse(act);
  const back = await service.ask("GET", `/api/meetings/${other.code}/door`);
  expect(back.json).toMatchObject({ ended: true, endedBy: "host" });
});

test("a meeting whose end is reversed is open again as it was, and its host hears of it", async () => {
  const act = await acts("end-meeting");
  // Kept for 30 days after its end, and long unused.
  const back = "UPDATE room SET last_used_on = last_used_on - 29 WHERE name = $1";
  await database.pool.query(back, [meeting.room]);
  expect(await reverse(act)).toBe(200);
  expect(await door()).toMatchObject({ ended: false });
  const { answer } = await service.comes(meeting, "Bo");
  expect(answer.status).toBe(200);
  expect(await notices()).toEqual(["end-meeting-reversed", "end-meeting"]);
  const { rows } = await database.pool.query(
    "SELECT last_used_on = (now() AT TIME ZONE 'UTC')::date AS today FROM room WHERE name = $1",
    [meeting.room],
  );
  expect(rows).toEqual([{ today: true }]);
});

test("a repeating meeting reopens at once, not only at its next occurrence", async () => {
  meeting = await newMeeting({
    startsAt: new Date(Date.now() - 60_000).toISOString(),
    durationMinutes: 60,
    timeZone: "UTC",
    repeat: { every: "day", interval: 1 },
  });
  const act = await acts("end-meeting");
  expect((await door()).ended).toBe(true);
  await reverse(act);
  expect((await door()).ended).toBe(false);
});

test("a reversal opens nothing that its host has ended", async () => {
  await hostEnds();
  // It was already over: this act ended nothing.
  const bo = await report(service, database, meeting, { receipt: await receiptFor(meeting) });
  const { json } = await propose("end-meeting", bo);
  await decide(tia, json, "approve");
  expect((await door()).endedBy).toBe("host");
  await reverse(json);
  expect(await door()).toMatchObject({ ended: true, endedBy: "host" });
});

test("an act can be reversed even if its meeting is deleted", async () => {
  const act = await acts("end-meeting");
  const { number } = await nameInRequest(database, meeting.room, { series: randomUUID() });
  await service.ask("DELETE", `/api/meetings/${meeting.code}/manage`, { headers: meeting.bearer });
  const review = { request: number, outcome: "reversed", reasons: "It was a mistake" };
  const looked = await uma.ask("POST", `/api/safety/acts/${act.id}/reviews`, review);
  expect(looked.status).toBe(200);
});

/** For someone who was inside before it ended. */
async function receiptFor({ room }: TestMeeting): Promise<string> {
  const { createReceipts } = await import("@graticule/server/safety/receipts");
  const { programSecretOf } = await import("@graticule/server/accounts/seal");
  return createReceipts(programSecretOf(service.deps.config)).issue(room);
}

test("a report supports one act of each kind, and another once that is withdrawn", async () => {
  const id = await fromInside();
  const first = await propose("suspend-account", id);
  const both = await Promise.all([propose("end-meeting", id), propose("end-meeting", id)]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 403]);
  const again = await propose("suspend-account", id);
  expect([again.status, again.json.reason]).toEqual([403, "report-used"]);
  await decide(sam, first.json, "withdraw");
  const { json } = await propose("suspend-account", id);
  expect((await decide(tia, json, "approve")).json.state).toBe("in-effect");
  expect((await propose("suspend-account", id)).json.reason).toBe("report-used");
});

let reported = 0;
/** A report by Bo of someone who comes in, each from another network. */
async function reportOf(name: string): Promise<string> {
  reported += 1;
  const bo = await service.sits(meeting, "Bo");
  const { identity } = await service.sits(meeting, name, { from: `127.1.${reported}.9` });
  const receipt = await receiptOf(service, bo);
  return await report(service, database, meeting, { receipt, participant: { identity, name } });
}
/** Removes three participants, as one person may. */
async function threeRemoved(): Promise<void> {
  for (const name of ["Cy", "Di", "Ed"]) {
    const { json } = await propose("remove-participant", await reportOf(name));
    expect(json.state).toBe("in-effect");
  }
}

// Seen to fail with `people_needed` of 1 for every act on a participant; with 2 around a request; with only the act's
// own 24 hours; counting acts and not reports (Cy is muted, too).
test("one person alone acts on three participants of a session; a fourth takes two (attack 50)", async () => {
  const cy = await reportOf("Cy");
  expect((await propose("mute-participant", cy)).json.state).toBe("in-effect");
  expect((await propose("remove-participant", cy)).json.state).toBe("in-effect");
  for (const name of ["Di", "Ed"]) {
    const { json } = await propose("remove-participant", await reportOf(name));
    expect(json.state).toBe("in-effect");
  }
  const fourth = (await propose("remove-participant", await reportOf("Flo"))).json;
  expect(fourth.state).toBe("waits-for-second");
  const alone = database.pool.query("INSERT INTO terms_effect (act_id) VALUES ($1)", [fourth.id]);
  await expect(alone).rejects.toMatchObject({ code: "23001" });
  expect((await decide(sam, fourth, "approve")).json.reason).toBe("proposed-it");
  expect((await decide(tia, fourth, "approve")).json.state).toBe("in-effect");
  // Another meeting has its own three.
  meeting = await newMeeting();
  const { json } = await propose("remove-participant", await reportOf("Guy"));
  expect(json.state).toBe("in-effect");
});

// Was: whatever the number of people, the log said that the act waits for a review.
test("around a request, the fourth participant takes three people, none of whom had a hand in it, and the log says so", async () => {
  await threeRemoved();
  const { number } = await nameInRequest(database, meeting.room, { series: randomUUID() });
  const act = (await propose("remove-participant", await reportOf("Flo"))).json;
  expect((await decide(tia, act, "approve")).json.state).toBe("waits-for-third");
  expect((await decide(uma, act, "approve")).json.state).toBe("in-effect");
  const told = (await entries(database, "terms-act")).slice(-4);
  expect(told.map(({ agreed }) => agreed)).toEqual([1, 1, 1, 3]);
  expect(told.at(-1)).toMatchObject({ act: act.id, requests: [number] });
});

test("a session that ends for it gives no other three within the day", async () => {
  await threeRemoved();
  await database.pool.query("DELETE FROM reported_participant WHERE room = $1", [meeting.room]);
  const act = (await propose("mute-participant", await reportOf("Flo"))).json;
  expect(act.state).toBe("waits-for-second");
});

/** They keep but one role, and so their desk key. */
const becomesIntake = async (staff: Staff) => {
  const body = { kind: "staff", email: staff.email, roles: ["intake"], liaisonTo: [] };
  expect((await staff.ask("POST", "/api/desk/changes", body)).json.state).toBe("alone");
};
const mayApprove = async (staff: Staff, { id }: TermsAct) =>
  (await staff.ask("GET", "/api/safety")).json.acts.find((one: TermsAct) => one.id === id)
    .mayApprove;

// Was: in effect. Broken on purpose: `rests_on_lost_role` false → 200; without its line in mayApprove → another reason; without
// it in terms_take_effect → the row is taken.
test("an act that keeps someone out rests on no one who has lost the role since", async () => {
  const ann = await newStaff(service, database, "ann", { roles: ["safety", "intake"] });
  const [end, close] = [
    await proposeAct(ann, { kind: "end-meeting", reportId: await fromInside(), reason: "Threats" }),
    await proposeAct(ann, {
      ...{ kind: "suspend-account", reportId: await fromInside(), reason: "Threats" },
    }),
  ];
  await becomesIntake(ann);
  for (const { json } of [end, close]) {
    const refused = await decide(tia, json, "approve");
    expect([refused.status, refused.json.reason]).toEqual([403, "role-lost"]);
    expect(await mayApprove(tia, json)).toBe("role-lost");
  }
  const tried = trial(database, async (client) => {
    await client.query(
      "INSERT INTO terms_approval (act_id, by_person, review) VALUES ($1, $2, 'second')",
      [end.json.id, tia.id],
    );
    await client.query("INSERT INTO terms_effect (act_id) VALUES ($1)", [end.json.id]);
  });
  await expect(tried).rejects.toThrow("has lost the role");
  expect((await door()).ended).toBe(false);
  expect((await decide(tia, end.json, "withdraw")).json.state).toBe("withdrawn");
  // Nor does a third person's word stand with the second's.
  await nameInRequest(database, meeting.room, { series: randomUUID() });
  const vic = await newStaff(service, database, "vic", { roles: ["appeals", "intake"] });
  const act = (await propose("end-meeting", await fromInside())).json;
  expect((await decide(vic, act, "approve")).json.state).toBe("waits-for-third");
  await becomesIntake(vic);
  expect((await decide(tia, act, "approve")).json.reason).toBe("role-lost");
});

/** The database's own answer to one more act. */
const insert = (kind: "end-meeting" | "suspend-account", reportId: string) =>
  database.pool.query(
    `INSERT INTO terms_act (kind, room, account_id, report_id, reason, proposed_by, meeting_commitment,
       host_commitment)
     SELECT $1, CASE WHEN $1 = 'end-meeting' THEN name END,
       CASE WHEN $1 = 'suspend-account' THEN account_id END, $2, 'sealed:', $3,
       CASE WHEN $1 = 'end-meeting' THEN commitment_to_room(name) END, commitment_to_account(account_id)
     FROM room WHERE name = $4`,
    [kind, reportId, sam.id, meeting.room],
  );

test("the database accepts no second act of a kind, and two at once are one", async () => {
  const id = await fromInside();
  const both = await Promise.allSettled([insert("end-meeting", id), insert("end-meeting", id)]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  await expect(insert("end-meeting", id)).rejects.toMatchObject({ code: "23001" });
  await insert("suspend-account", id);
});

test.each([
  { days: 30, status: 201 },
  { days: 31, status: 403 },
])("$days days after a report an act on it is answered $status", async ({ days, status }) => {
  const id = await fromInside();
  await letReportAge(database, id, days);
  const asked = await propose("end-meeting", id);
  expect(asked.status).toBe(status);
  if (status === 403) {
    expect(asked.json.reason).toBe("report-too-old");
    await expect(insert("end-meeting", id)).rejects.toMatchObject({ code: "23001" });
  }
});

test("no report is dated ahead, to support acts for longer", async () => {
  const ahead = database.pool.query(
    `INSERT INTO abuse_report (room, what, text, inside, from_state, made_on)
     VALUES ($1, 'threat', 'sealed:', false, false, (now() AT TIME ZONE 'UTC')::date + 30)`,
    [meeting.room],
  );
  await expect(ahead).rejects.toMatchObject({ code: "23001" });
});

test("an act proposed in time no longer takes effect once its report is too old", async () => {
  const id = await fromInside();
  const { json } = await propose("end-meeting", id);
  await letReportAge(database, id, 31);
  const late = await decide(tia, json, "approve");
  expect([late.status, late.json.reason]).toEqual([403, "report-too-old"]);
  // Nor directly in the database.
  const approval =
    "INSERT INTO terms_approval (act_id, by_person, review) VALUES ($1, $2, 'second')";
  await database.pool.query(approval, [json.id, tia.id]);
  const effect = database.pool.query("INSERT INTO terms_effect (act_id) VALUES ($1)", [json.id]);
  await expect(effect).rejects.toMatchObject({ code: "23001" });
  expect((await door()).ended).toBe(false);
});
