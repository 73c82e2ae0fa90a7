import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { personOf } from "@graticule/admission/standing";
import { safetyOverview } from "@graticule/api/safety";
import { openInstanceSeal } from "@graticule/server/accounts/seal";
import { soleOwner } from "@graticule/server/cluster/owners";
import { writeBackup } from "@graticule/server/db/backup";
import { termsActsAround } from "@graticule/server/desk/requests/terms-act-store";
import { createHostDecisionReaper } from "@graticule/server/hosting/host-decision-reaper";
import { createHostingStore, writeDecision } from "@graticule/server/hosting/store";
import { leaveJob } from "@graticule/server/jobs/jobs";
import { LiveRooms } from "@graticule/server/presence/live-room";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { nameInRequest, receiptOf, report } from "./abuse.ts";
import { committed, tell, trial, unjudged, whileLogStands } from "./by-hand.ts";
import { newStaff, type Staff } from "./desk-service.ts";
import { instanceKey } from "./harness.ts";
import {
  database,
  meetingServiceOfTests,
  newMeetingOf,
  service,
  type TestMeeting,
  type Visitor,
} from "./meeting-service.ts";
import { published } from "./orders.ts";
import { type Browser, everythingStored, newPerson } from "./people-service.ts";

// Seen to fail with the rule broken: a report that names someone without a receipt, or by the
// reporter's word for them; `forgetSitting` and the backup without `reported_participant`;
// `takeOut` of anyone's role; "let all in" including those removed; `ParticipantError` not thrown;
// the name given to the desk; the hold shown as a host's; requests left out of the public entry.
meetingServiceOfTests();
let host: Browser & { readonly email: string };
let sam: Staff;
let uma: Staff;
let rhea: Staff;
let meeting: TestMeeting;
let ana: Visitor;
let bo: Visitor;

beforeAll(async () => {
  host = await newPerson(service, "host");
  sam = await newStaff(service, database, "sam", { roles: ["safety"] });
  uma = await newStaff(service, database, "uma", { roles: ["appeals"] });
  rhea = await newStaff(service, database, "rhea", { roles: ["reviewer", "intake"] });
});
beforeEach(async () => {
  meeting = await newMeetingOf(service, host);
  ana = await service.sits(meeting, "Ana");
  bo = await service.sits(meeting, "Bo", { from: "127.1.0.9" });
  service.engine.muted.length = 0;
});

/** Ana reports someone, under the name her page shows. */
const reports = async (
  who: Pick<Visitor, "identity">,
  how: { readonly fromState?: boolean; readonly receipt?: string; readonly name?: string } = {},
): Promise<string> => {
  const { name = "Bo", receipt = await receiptOf(service, ana), fromState = false } = how;
  const participant = { identity: who.identity, name };
  return await report(service, database, meeting, { receipt, fromState, participant });
};
const act = (staff: Staff, kind: "mute" | "remove", reportId: string) =>
  staff.ask("POST", "/api/safety/acts", {
    kind: `${kind}-participant`,
    reportId,
    reason: "Insults, again and again",
  });
const seen = async (staff: Staff, id: string) =>
  safetyOverview
    .parse((await staff.ask("GET", "/api/safety")).json)
    .reports.find((one) => one.id === id);
const isInside = ({ identity }: Visitor) =>
  service.deps.presence.seats.isInside(meeting.room, identity);
const named = async () =>
  (
    await database.pool.query("SELECT display_name FROM reported_participant WHERE room = $1", [
      meeting.room,
    ])
  ).rows.map(({ display_name: name }) => name);
const until = async (page: Visitor["page"], kind: string) => {
  let event = await page.next();
  while (event.kind !== kind) event = await page.next();
  return event;
};

/** The acts that keep Bo out. */
const takenOutBy = async (): Promise<string[]> =>
  (
    await database.pool.query(
      "SELECT unnest(taken_out_by) AS act FROM seat_standing WHERE room = $1 AND person = $2",
      [meeting.room, personOf(bo.identity)],
    )
  ).rows.map(({ act }) => act);
const noJobs = () =>
  vi.waitFor(
    async () => expect((await database.pool.query("SELECT FROM job")).rows).toEqual([]),
    10_000,
  );

test("one person alone removes the participant a report names, for this sitting, and everyone concerned learns it", async () => {
  const id = await reports(bo);
  expect(await seen(sam, id)).toMatchObject({
    participant: "Bo",
    supports: ["end-meeting", "suspend-account", "mute-participant", "remove-participant"],
  });
  const done = await act(sam, "remove", id);
  expect([done.status, done.json.state, done.json.approvals]).toEqual([201, "in-effect", []]);
  await service.deps.enforcement.settled();
  expect([isInside(bo), isInside(ana)]).toEqual([false, true]);
  // Bo learns that it was the service, at once and whenever he comes again, and nothing of Ana.
  expect(await until(bo.page, "sent-back")).toMatchObject({ held: { because: "terms" } });
  const again = await bo.enter();
  expect([again.status, again.json.held.because]).toEqual([202, "terms"]);
  expect(await until(await service.follows(bo), "state")).toMatchObject({
    held: { because: "terms" },
  });
  // His next tab is not new: it comes from where someone was removed.
  expect((await service.comes(meeting, "Bo", { from: bo.address })).answer.status).toBe(202);
  // The host learns of it, without anyone's name.
  const notices = await database.pool.query("SELECT body FROM host_notice WHERE room = $1", [
    meeting.room,
  ]);
  expect(notices.rows).toMatchObject([{ body: { how: "remove-participant" } }]);
  // The meeting and its host are as before.
  const { json: door } = await service.ask("GET", `/api/meetings/${meeting.code}/door`);
  expect(door.ended).toBe(false);
  expect((await host.ask("GET", "/api/meetings")).status).toBe(200);
});

test("the host may let in again those the service removed, one by one and not with all the others", async () => {
  await act(sam, "remove", await reports(bo));
  await service.deps.enforcement.settled();
  await service.act(meeting, { kind: "admit-all" });
  // Nor by an answer at the door, or by a role.
  const who = { room: meeting.room, person: personOf(bo.identity), name: "Bo" };
  await createHostingStore(database.db).letInByAnswer(who);
  const role = { kind: "role", identity: bo.identity, role: "co-host" };
  expect(await service.act(meeting, role)).toBe(409);
  expect((await bo.enter()).status).toBe(202);
  await service.act(meeting, { kind: "admit", joinId: bo.joinId });
  expect((await bo.enter()).status).toBe(200);
});

// Was removed again: someone with the role's password ended the connection by which the job was removed, and it came back.
// Broken on purpose: a host's word since isn't looked at → 202.
test("whom the host let in again no act removes a second time", async () => {
  const removed = (await act(sam, "remove", await reports(bo))).json;
  await service.deps.enforcement.settled();
  await service.act(meeting, { kind: "admit", joinId: bo.joinId });
  expect((await bo.enter()).status).toBe(200);
  const seal = openInstanceSeal({ dataDir: "", instanceKey });
  const value = { act: removed.id };
  expect(await leaveJob({ db: database.db, seal }, "terms-effect", { value, keptDays: 1 })).toBe(
    true,
  );
  await noJobs();
  expect((await bo.enter()).status).toBe(200);
});

/** As someone does who had no part in it, because of a request. */
const reverses = (actId: string, request: { readonly number: number }) =>
  uma.ask("POST", `/api/safety/acts/${actId}/reviews`, {
    request: request.number,
    outcome: "reversed",
    reasons: "Not an insult",
  });

// Was not removed, though the log said so, where they used a pass meanwhile. Broken on purpose: entry_at moves with every change.
test("someone let in before an act is removed by it, though their standing changes before it is published", async () => {
  const who = { room: meeting.room, person: personOf(bo.identity), name: "Bo" };
  await writeDecision(database.db, who, { entry: "let-in" });
  await whileLogStands(database, async () => {
    const acted = await act(sam, "remove", await reports(bo));
    expect(acted.status).toBe(201);
    await writeDecision(database.db, who, { pass: true });
  });
  await expect.poll(() => isInside(bo), { timeout: 10_000 }).toBe(false);
  expect((await bo.enter()).status).toBe(202);
});

test("one person alone mutes the participant a report names, who learns that it was the service", async () => {
  const id = await reports(bo);
  const done = await act(sam, "mute", id);
  expect([done.status, done.json.state]).toEqual([201, "in-effect"]);
  expect(service.engine.muted).toEqual([bo.identity]);
  expect(await until(bo.page, "muted")).toEqual({ kind: "muted" });
  expect(isInside(bo)).toBe(true);
  // Once, and then the other kind.
  const twice = await act(sam, "mute", id);
  expect([twice.status, twice.json.reason]).toEqual([403, "report-used"]);
  expect((await act(sam, "remove", id)).status).toBe(201);
});

test("a report names someone only from inside, not for a state, and only someone inside now", async () => {
  const gone = await service.sits(meeting, "Gone");
  const left = service.deps.presence.seats.find(meeting.room, gone.identity);
  if (left !== undefined) service.deps.presence.seats.forget(left);
  const other = await service.sits(await service.newMeeting(), "Elsewhere");
  const receipt = await receiptOf(service, ana);
  for (const id of [
    await reports(bo, { receipt: "v1.none" }),
    await reports(bo, { fromState: true }),
    await reports(gone),
    await reports(other),
    await report(service, database, meeting, { receipt }),
  ]) {
    expect((await seen(sam, id))?.participant).toBeUndefined();
    for (const kind of ["mute", "remove"] as const) {
      expect((await act(sam, kind, id)).json.reason).toMatch(
        /no-report-from-inside|nobody-reported/,
      );
    }
  }
  expect(await named()).toEqual([]);
  // Nor by anyone who writes to the database.
  const id = await reports(bo, { fromState: true });
  const insert = database.pool.query("INSERT INTO reported_participant VALUES ($1, $2, $3, 'Bo')", [
    id,
    meeting.room,
    bo.identity,
  ]);
  await expect(insert).rejects.toMatchObject({ code: "23001" });
  expect(isInside(bo)).toBe(true);
});

test("no one is reported under another's name", async () => {
  await reports(bo, { name: "Ana" });
  expect(await named()).toEqual(["Bo"]);
});

test("someone who has left by the time of the act is not acted on, and nothing of it is stored", async () => {
  const id = await reports(bo);
  const seat = service.deps.presence.seats.find(meeting.room, bo.identity);
  if (seat !== undefined) service.deps.presence.seats.forget(seat);
  for (const kind of ["mute", "remove"] as const)
    expect((await act(sam, kind, id)).status).toBe(409);
  const acts = await database.pool.query("SELECT FROM terms_act WHERE report_id = $1", [id]);
  expect(acts.rowCount).toBe(0);
  expect((await seen(sam, id))?.outcome).toBeUndefined();
});

test("one person removes no host or co-host, and at most mutes them", async () => {
  await service.act(meeting, { kind: "role", identity: bo.identity, role: "co-host" });
  const id = await reports(bo);
  const refused = await act(sam, "remove", id);
  expect([refused.status, refused.json.reason]).toEqual([403, "is-host"]);
  expect((await act(sam, "mute", id)).status).toBe(201);
  await service.deps.enforcement.settled();
  expect(isInside(bo)).toBe(true);
  // Was 409: the service's answers told when a co-host was inside. Broken on purpose: nameInside first.
  const seat = service.deps.presence.seats.find(meeting.room, bo.identity);
  if (seat !== undefined) service.deps.presence.seats.forget(seat);
  expect((await act(sam, "remove", id)).status).toBe(403);
});

test("only the role can do it, and the desk sees neither the name nor a way", async () => {
  const id = await reports(bo);
  for (const staff of [rhea, uma]) {
    const answer = await act(staff, "remove", id);
    expect([answer.status, answer.json.reason]).toEqual([403, "no-such-role"]);
  }
  await sam.ask("POST", `/api/safety/reports/${id}/outcome`, { outcome: "to-the-desk" });
  expect(await seen(rhea, id)).toMatchObject({ supports: [] });
  expect((await seen(rhea, id))?.participant).toBeUndefined();
  expect((await act(sam, "remove", id)).json.reason).toBe("no-report-from-inside");
  expect(isInside(bo)).toBe(true);
});

test("what one person does alone is a public entry that names no one, linked to a request and reviewed for it", async () => {
  const series = randomUUID();
  const lia = await newStaff(service, database, "lia", { roles: ["safety"], liaisonTo: [series] });
  const request = await nameInRequest(database, meeting.room, { series });
  const id = await reports(bo);
  expect((await act(lia, "remove", id)).json.reason).toBe("near-request");
  const { json } = await act(sam, "remove", id);
  expect(json.requests).toEqual([request.number]);
  const entry = await database.pool.query(
    "SELECT kind, body FROM public_entry WHERE body ->> 'act' = $1",
    [json.id],
  );
  expect(entry.rows).toMatchObject([
    { kind: "terms-act", body: { what: "remove-participant", requests: [request.number] } },
  ]);
  for (const word of ["Bo", bo.identity, meeting.room, meeting.code, sam.id]) {
    expect(JSON.stringify(entry.rows)).not.toContain(word);
  }
  const reviewed = async () =>
    (await termsActsAround(database.db, request.id)).find((one) => one.id === json.id)?.reviewed;
  expect(await reviewed()).toBe(false);
  const looked = await reverses(json.id, request);
  expect([looked.status, looked.json.state]).toEqual([200, "reversed"]);
  expect(await reviewed()).toBe(true);
});

// Was held until the sitting was over or a host let him in. Broken on purpose: `reversals` without it; `takeBack` without
// `undoTakeOut` → held for good; without `acquit` → 202 for the newcomer.
test("whom the service removed wrongly may come in again once a review says so, and so may newcomers from there", async () => {
  const request = await nameInRequest(database, meeting.room);
  await service.act(meeting, { kind: "door", door: { entry: "lobby" } });
  const cy = await service.comes(meeting, "Cy", { from: "127.1.0.10" });
  await service.act(meeting, { kind: "admit", joinId: cy.joinId });
  const { identity } = (await cy.enter()).json;
  service.seat(meeting.room, identity, cy.address);
  const removed = await act(sam, "remove", await reports({ identity }));
  await service.deps.enforcement.settled();
  expect((await cy.enter()).status).toBe(202);
  const page = await service.follows(cy);
  expect(await until(page, "state")).toMatchObject({ held: { because: "terms" } });
  expect((await reverses(removed.json.id, request)).json.state).toBe("reversed");
  // Past the lobby: the host had let him in.
  await until(page, "may-return");
  expect((await cy.enter()).status).toBe(200);
  await service.act(meeting, { kind: "door", door: { entry: "open" } });
  expect((await service.comes(meeting, "Cy", { from: cy.address })).answer.status).toBe(200);
});

// Broken on purpose: all acts taken from the row, not this one → he comes in.
test("a review undoes what that act did, and neither another act nor what a host decided", async () => {
  const request = await nameInRequest(database, meeting.room);
  const [one, two] = [await reports(bo), await reports(bo)];
  const acts = await whileLogStands(database, () =>
    Promise.all([act(sam, "remove", one), act(sam, "remove", two)]),
  );
  await expect.poll(takenOutBy, { timeout: 10_000 }).toHaveLength(2);
  await reverses(acts[0].json.id, request);
  expect((await bo.enter()).json.held.because).toBe("terms");
  await service.act(meeting, { kind: "remove", identity: bo.identity });
  await reverses(acts[1].json.id, request);
  expect((await bo.enter()).json.held.because).toBe("sent-back");
  const newcomer = await service.comes(meeting, "Bo", { from: bo.address });
  expect(newcomer.answer.status).toBe(202);
});

const entryOfBo = `SELECT h ->> 'entry' AS entry FROM stored_room r, json_array_elements(r."hostDecisions") h
  WHERE r.room = $1 AND h ->> 'person' = $2`;

// Was: reversed, says the log, and held by a row until the sitting was over. Broken on purpose: takes_out without its review; without
// what it asks of the act → the last.
test("rows keep no one out by an act that a review reversed, or that the log doesn't say", async () => {
  const { id, number } = await nameInRequest(database, meeting.room);
  const removed = (await act(sam, "remove", await reports(bo))).json.id;
  await service.deps.enforcement.settled();
  const who = [meeting.room, personOf(bo.identity)];
  const entry = async () => (await database.pool.query(entryOfBo, who)).rows[0].entry;
  expect(await entry()).toBe("taken-out");
  await committed(database, async (client) => {
    await client.query(
      `INSERT INTO terms_review (act_id, request_id, by_person, outcome, reasons) VALUES ($1, $2, $3, 'reversed', 'sealed:x')`,
      [removed, id, uma.id],
    );
    await tell(client, "terms-review", { act: removed, request: number, outcome: "reversed" });
  });
  expect([await entry(), await takenOutBy()]).toEqual(["none", [removed]]);
  await trial(database, async (client) => {
    await client.query(
      "UPDATE seat_standing SET taken_out_by = ARRAY[gen_random_uuid()] WHERE room = $1 AND person = $2",
      who,
    );
    expect((await client.query(entryOfBo, who)).rows).toEqual([{ entry: "none" }]);
  });
});

test("whom the host let in before a review said so stays let in", async () => {
  const request = await nameInRequest(database, meeting.room);
  const removed = await act(sam, "remove", await reports(bo));
  await service.deps.enforcement.settled();
  await service.act(meeting, { kind: "admit", joinId: bo.joinId });
  await reverses(removed.json.id, request);
  await service.act(meeting, { kind: "door", door: { entry: "lobby" } });
  expect((await bo.enter()).status).toBe(200);
});

// Broken on purpose: `findInEffect` without the review → a row of his.
test("a removal that a review reverses before it is published never happens", async () => {
  const request = await nameInRequest(database, meeting.room);
  const id = await reports(bo);
  const acted = await whileLogStands(database, async () => {
    const done = await act(sam, "remove", id);
    expect((await reverses(done.json.id, request)).status).toBe(200);
    return done;
  });
  await published(database, "terms-act", acted.json.id);
  await noJobs();
  await service.deps.enforcement.settled();
  expect(isInside(bo)).toBe(true);
  // Nor was he removed and let in again.
  const stored = await database.pool.query("SELECT FROM seat_standing WHERE room = $1", [
    meeting.room,
  ]);
  expect(stored.rowCount).toBe(0);
  expect((await service.comes(meeting, "Bo", { from: bo.address })).answer.status).toBe(200);
});

// Broken on purpose: the last `takeBack` of the job left out → 202 for ever.
test("one that a review reverses while it is under way is undone", async () => {
  const request = await nameInRequest(database, meeting.room);
  const id = await reports(bo);
  const other = await database.pool.connect();
  await other.query("BEGIN");
  // The removal waits for this row, which nothing else sees.
  const row = "INSERT INTO seat_standing (room, person, display_name) VALUES ($1, $2, 'Bo')";
  await other.query(row, [meeting.room, personOf(bo.identity)]);
  const removing = act(sam, "remove", id);
  const waits =
    "SELECT FROM pg_stat_activity WHERE wait_event = 'transactionid' AND query ~ 'taken_out_by'";
  await expect
    .poll(async () => (await database.pool.query(waits)).rowCount, {
      timeout: 10_000,
      interval: 20,
    })
    .toBe(1);
  const { rows } = await database.pool.query("SELECT id FROM terms_act WHERE report_id = $1", [id]);
  const reversed = await reverses(rows[0].id, request);
  await other.query("ROLLBACK");
  other.release();
  expect([reversed.status, (await removing).status]).toEqual([200, 201]);
  await noJobs();
  expect(await takenOutBy()).toEqual([]);
  expect((await bo.enter()).status).toBe(200);
});

// Failed before: the entry named 501, which the log can't say, so it was missing there.
test("around more requests than an entry can name someone is removed all the same", async () => {
  const id = await reports(bo);
  const request = await nameInRequest(database, meeting.room);
  await unjudged(database, (client) =>
    client.query(
      `WITH more AS (INSERT INTO request (received_at, entered_by) SELECT now(), gen_random_uuid()
           FROM generate_series(1, 500) RETURNING id)
       INSERT INTO request_meeting (request_id, no, meeting_commitment, host_commitment)
         SELECT more.id, 1, m.meeting_commitment, m.host_commitment FROM more, request_meeting m
         WHERE m.request_id = $1`,
      [request.id],
    ),
  );
  const done = await act(sam, "remove", id);
  expect(done.status).toBe(201);
  const { rows } = await database.pool.query(
    "SELECT jsonb_array_length(body -> 'requests') AS requests FROM public_entry WHERE body ->> 'act' = $1",
    [done.json.id],
  );
  expect(rows).toEqual([{ requests: 500 }]);
});

test("the person a report names is in no backup, and deleted with the sitting's guests", async () => {
  const eve = await service.sits(meeting, "Unmistakable Eve");
  const id = await reports(eve, { name: "Unmistakable Eve" });
  await act(sam, "mute", id);
  const folder = mkdtempSync(join(tmpdir(), "graticule-backup-"));
  await writeBackup(database.target, join(folder, "one.gz"));
  const backup = gunzipSync(readFileSync(join(folder, "one.gz"))).toString("utf8");
  rmSync(folder, { recursive: true });
  expect(backup).toContain(id);
  for (const word of ["Unmistakable", eve.identity]) expect(backup).not.toContain(word);
  const clock = { nowMs: 0 };
  const care = createHostDecisionReaper({
    owners: soleOwner("engine"),
    store: createHostingStore(database.db),
    seats: { inRoom: () => [] },
    live: new LiveRooms(),
    suspects: { forget: () => undefined, rooms: () => [] },
    monotonicNowMs: () => clock.nowMs,
  });
  await care.look();
  expect(await named()).toEqual(["Unmistakable Eve"]);
  clock.nowMs += 60 * 60_000;
  await care.look();
  care.close();
  const stored = await everythingStored(database);
  for (const word of ["Unmistakable", eve.identity]) expect(stored).not.toContain(word);
  expect((await act(sam, "remove", id)).json.reason).toBe("nobody-reported");
  expect(service.logged()).not.toContain("Unmistakable");
});
