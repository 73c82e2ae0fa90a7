import { randomUUID } from "node:crypto";
import { safetyOverview, type TermsAct } from "@graticule/api/safety";
import { termsActsAround } from "@graticule/server/desk/requests/terms-act-store";
import { createHostingStore } from "@graticule/server/hosting/store";
import { createMeetingStore } from "@graticule/server/meetings/store";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { approveAct, closeRequest, nameInRequest, proposeAct, receiptOf, report } from "./abuse.ts";
import { refusalOf, trial, unjudged, unjudgedWithin, whileLogStands } from "./by-hand.ts";
import { entries as entriesIn } from "./desk-people.ts";
import { letDeskTimePass, newStaff, type Staff } from "./desk-service.ts";
import { meanwhile } from "./meanwhile.ts";
import {
  database,
  home,
  meetingServiceOfTests,
  newMeetingOf,
  service,
  type TestMeeting,
} from "./meeting-service.ts";
import { type Browser, newPerson, password } from "./people-service.ts";

meetingServiceOfTests();
let host: Browser & { readonly email: string };
let meeting: TestMeeting;
let sam: Staff;
let tia: Staff;
let uma: Staff;
const series = randomUUID();

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

const newMeeting = () => newMeetingOf(service, host);
const path = () => `/api/meetings/${meeting.code}/manage`;

/** A report by someone who is inside and stays there. */
async function fromInside(how: { readonly fromState?: boolean } = {}) {
  const bo = await service.sits(meeting, "Bo");
  const receipt = await receiptOf(service, bo);
  return { bo, id: await report(service, database, meeting, { receipt, ...how }) };
}

const reason = "Threats against a participant";
const propose = (staff: Staff, kind: string, reportId: string) =>
  proposeAct(staff, { kind, reportId, reason });
const approve = (staff: Staff, { id }: Pick<TermsAct, "id">) => approveAct(staff, id);
const withdraw = (staff: Staff, { id }: Pick<TermsAct, "id">) =>
  staff.ask("POST", `/api/safety/acts/${id}/decision`, { kind: "withdraw" });
const withdrawByRow = (staff: Staff, { id }: Pick<TermsAct, "id">) =>
  database.pool.query("INSERT INTO terms_withdrawal (act_id, by_person) VALUES ($1, $2)", [
    id,
    staff.id,
  ]);
const review = (staff: Staff, { id }: Pick<TermsAct, "id">, request: number, outcome: string) =>
  staff.ask("POST", `/api/safety/acts/${id}/reviews`, {
    request,
    outcome,
    reasons: "Looked at it",
  });
const door = async ({ code }: TestMeeting) =>
  (await service.ask("GET", `/api/meetings/${code}/door`)).json;
const entries = async (act: string) =>
  (
    await database.pool.query(
      "SELECT kind, body FROM public_entry WHERE body ->> 'act' = $1 ORDER BY id",
      [act],
    )
  ).rows;

/** Suspended by two people, with no request near in time. */
async function suspend(): Promise<TermsAct> {
  const { id } = await fromInside();
  const act = (await propose(sam, "suspend-account", id)).json;
  return (await approve(tia, act)).json;
}

test("one person ends no meeting: two and a report from inside do, just as a host would (attack 27)", async () => {
  const { bo, id } = await fromInside();
  const proposed = await propose(sam, "end-meeting", id);
  expect([proposed.status, proposed.json.state]).toEqual([201, "waits-for-second"]);
  const alone = await approve(sam, proposed.json);
  expect([alone.status, alone.json.reason]).toEqual([403, "proposed-it"]);
  expect((await door(meeting)).ended).toBe(false);
  const done = await approve(tia, proposed.json);
  expect([done.status, done.json.state]).toEqual([200, "in-effect"]);
  expect((await door(meeting)).ended).toBe(true);
  await expect.poll(() => service.engine.ended).toContain(meeting.room);
  let event = await bo.page.next();
  while (event.kind !== "ended") event = await bo.page.next();
  const [entry] = await entries(done.json.id);
  expect(entry).toMatchObject({ kind: "terms-act", body: { what: "end-meeting", requests: [] } });
  expect(JSON.stringify(entry)).not.toContain(meeting.room);
  const { reports } = safetyOverview.parse((await sam.ask("GET", "/api/safety")).json);
  expect(reports.find((one) => one.id === id)?.outcome).toBe("acted");
  const notices = await database.pool.query("SELECT kind, body FROM host_notice WHERE room = $1", [
    meeting.room,
  ]);
  expect(notices.rows).toMatchObject([{ kind: "terms-act", body: { how: "end-meeting", reason } }]);
  // Broken on purpose: the time compared in the view alone.
  const endsIt = `WITH ended AS (UPDATE meeting SET ended_at = now() WHERE room = $1 RETURNING room)
    INSERT INTO host_act (room, kind, acted_as) SELECT room, 'ended', 'host' FROM ended`;
  const reopened = await meanwhile(database, [[endsIt, [meeting.room]]], () =>
    createMeetingStore(database.db).reopen(done.json.id),
  );
  expect(reopened).toBe(undefined);
  expect((await door(meeting)).ended).toBe(true);
});

// Was 200, with an entry of what never happened. Broken on purpose: `isSomethingLeft` true, with and without its line in
// terms_take_effect; is_something_left without is_closed, for one that comes again.
test("what its host ended or deleted since the proposal is ended by no one else, and no entry says so", async () => {
  const ends = () => service.ask("POST", `${path()}/end`, { headers: meeting.bearer });
  const startsAt = new Date(Date.now() - 60_000).toISOString();
  for (const [end, how] of [
    [ends, {}],
    [ends, { startsAt, repeat: { every: "day" } }],
    [() => service.ask("DELETE", path(), { headers: meeting.bearer }), {}],
  ] as const) {
    meeting = await newMeetingOf(service, host, how);
    const act = (await propose(sam, "end-meeting", (await fromInside()).id)).json;
    expect((await end()).status).toBe(204);
    expect((await approve(tia, act)).status).toBe(409);
    await trial(database, async (client) => {
      const second =
        "INSERT INTO terms_approval (act_id, by_person, review) VALUES ($1, $2, 'second')";
      await unjudgedWithin(client, () => client.query(second, [act.id, tia.id]));
      const effect = "INSERT INTO terms_effect (act_id) VALUES ($1)";
      expect(await refusalOf(client, effect, [act.id])).toMatch(/^23001 nothing is left/);
    });
    expect(await entries(act.id)).toEqual([]);
  }
});

// Was: 403, as if no report supported it. Broken on purpose: endWithin's answer left unread.
test("what its host ends while the last one approves is a conflict", async () => {
  const act = (await propose(sam, "end-meeting", (await fromInside()).id)).json;
  const end = `WITH ended AS (UPDATE meeting SET ended_at = now() WHERE room = $1 RETURNING room)
    INSERT INTO host_act (room, kind, acted_as) SELECT room, 'ended', 'host' FROM ended`;
  const approved = await meanwhile(database, [[end, [meeting.room]]], () => approve(tia, act));
  expect(approved.status).toBe(409);
  expect(await entries(act.id)).toEqual([]);
});

// Was: they went with the end, as with a host's. Broken on purpose: isOver without meeting_ended_under_terms.
test("a meeting that a review reopens has those whom its host let in, removed and chose", async () => {
  const bad = await newPerson(service, `bad-${randomUUID().slice(0, 8)}`);
  const { id, bo } = await fromInside();
  const cookie = { headers: { cookie: bad.cookie(), origin: "http://meet.test" } };
  const seat = await service.sits(meeting, "Bad", cookie);
  await service.act(meeting, { kind: "ban", identity: seat.identity });
  const pass = { headers: meeting.bearer, body: { name: "Li" } };
  await service.ask("POST", `/api/meetings/${meeting.code}/hosting/passes`, pass);
  const kept = async () => {
    const { rows } = await database.pool.query(
      `SELECT (SELECT count(*)::int FROM seat_standing s WHERE s.room = $1 AND s.entry = 'banned') AS banned,
         (SELECT count(*)::int FROM travel_pass p WHERE p.room = $1) AS passes`,
      [meeting.room],
    );
    return rows[0];
  };
  const before = await kept();
  expect(before).toEqual({ banned: 1, passes: 1 });
  const act = (await propose(sam, "end-meeting", id)).json;
  expect((await approve(tia, act)).json.state).toBe("in-effect");
  let event = await bo.page.next();
  while (event.kind !== "ended") event = await bo.page.next();
  await createHostingStore(database.db).forgetSitting(meeting.room);
  expect(await kept()).toEqual(before);
});

// Two rules see to it: the act counts while it keeps the meeting closed, and the job that ends a room asks whether it is over.
test("a session that the service ended while the log stood takes the next one with it no more", async () => {
  const act = (await propose(sam, "end-meeting", (await fromInside()).id)).json;
  await whileLogStands(database, async () => {
    expect((await approve(tia, act)).json.state).toBe("waits-for-log");
    await unjudged(database, (client) =>
      client.query(
        `UPDATE meeting SET starts_at = now(), duration_minutes = 60, time_zone = 'UTC', reopens_at = ended_at + interval '1 ms'
         WHERE room = $1`,
        [meeting.room],
      ),
    );
  });
  const waits = () => database.pool.query("SELECT FROM job WHERE kind = 'terms-effect'");
  await vi.waitFor(async () => expect((await waits()).rows).toEqual([]), 15_000);
  expect(service.engine.ended).not.toContain(meeting.room);
  expect((await door(meeting)).ended).toBe(false);
});

test("a report from outside, by a state, closed, or about another host's meeting supports nothing (attack 27)", async () => {
  const refused = async (id: string) => {
    for (const kind of ["end-meeting", "suspend-account"]) {
      const answer = await propose(sam, kind, id);
      expect([answer.status, answer.json.reason]).toEqual([403, "no-report-from-inside"]);
    }
  };
  await refused(await report(service, database, meeting));
  await refused((await fromInside({ fromState: true })).id);
  for (const outcome of ["no-action", "to-the-desk"]) {
    const { id } = await fromInside();
    await sam.ask("POST", `/api/safety/reports/${id}/outcome`, { outcome });
    await refused(id);
  }
  expect((await propose(sam, "end-meeting", randomUUID())).status).toBe(404);
  // Nor by anyone who writes to the database: another meeting, another account, another commitment.
  const { id } = await fromInside();
  const other = await newMeeting();
  const insert = (room: string, commitments: string) =>
    database.pool.query(
      `INSERT INTO terms_act (kind, room, report_id, reason, proposed_by, meeting_commitment, host_commitment)
       SELECT 'end-meeting', $1, $2, 'sealed:', $3, ${commitments} FROM room WHERE name = $1`,
      [room, id, sam.id],
    );
  const true_ = "commitment_to_room(name), commitment_to_account(account_id)";
  await expect(insert(other.room, true_)).rejects.toMatchObject({ code: "23001" });
  const false_ = "sha256('a'), sha256('b')";
  await expect(insert(meeting.room, false_)).rejects.toMatchObject({ code: "23001" });
  await insert(meeting.room, true_);
});

test("only the role proposes, only the roles approve, and no one twice, even at the same moment", async () => {
  const rhea = await newStaff(service, database, `rhea${hosts}`, {
    roles: ["reviewer", "approver"],
  });
  const { id } = await fromInside();
  for (const staff of [rhea, uma]) {
    const answer = await propose(staff, "end-meeting", id);
    expect([answer.status, answer.json.reason]).toEqual([403, "no-such-role"]);
  }
  await nameInRequest(database, meeting.room, { series });
  const act = (await propose(sam, "end-meeting", id)).json;
  expect((await approve(rhea, act)).json.reason).toBe("no-such-role");
  const twice = await Promise.all([approve(tia, act), approve(tia, act)]);
  expect(twice.map(({ status }) => status).sort()).toEqual([200, 403]);
  expect((await approve(tia, act)).json.reason).toBe("approved-it");
  expect((await door(meeting)).ended).toBe(false);
});

test("two simultaneous approvals have one effect, and a withdrawal beside an approval one outcome (attack 24)", async () => {
  const tess = await newStaff(service, database, `tess${hosts}`, { roles: ["safety"] });
  for (let race = 0; race < 10; race += 1) {
    const { id } = await fromInside();
    const act = (await propose(sam, "end-meeting", id)).json;
    const asked = [
      approve(tia, act),
      approve(tess, act),
      ...(race % 2 === 0 ? [withdraw(sam, act)] : []),
    ];
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(asked.length - 1);
    const known = await database.pool.query(
      `SELECT (SELECT count(*) FROM terms_effect WHERE act_id = $1) AS effects,
         (SELECT count(*) FROM terms_withdrawal WHERE act_id = $1) AS withdrawals`,
      [act.id],
    );
    const { effects, withdrawals } = known.rows[0];
    expect(Number(effects) + Number(withdrawals)).toBe(1);
    expect(await entries(act.id)).toHaveLength(Number(effects));
    meeting = await newMeeting();
  }
});

test("a suspended account's rooms are closed and its keys get 403; its owner signs in and sees why", async () => {
  const other = await newMeeting();
  const made = await host.ask("POST", "/api/account/keys", {
    name: "Backend",
    scopes: ["join", "rules:write"],
  });
  const { id: keyId, secret } = made.json;
  const basic = { authorization: `Basic ${Buffer.from(`${keyId}:${secret}`).toString("base64")}` };
  const rooms = () =>
    service.ask("PUT", `/api/rooms/backend-${hosts}/rule`, { headers: basic, body: {} });
  expect((await rooms()).status).toBe(200);
  const ana = await service.sits(other, "Ana");
  const act = await suspend();
  expect(act).toMatchObject({ kind: "suspend-account", state: "in-effect" });
  expect([(await door(meeting)).ended, (await door(other)).ended]).toEqual([true, true]);
  await service.deps.enforcement.settled();
  expect(service.deps.presence.seats.inside(other.room)).toEqual([]);
  expect((await ana.enter()).status).toBe(410);
  expect([(await rooms()).status, service.deps.accounts.keyRing.find(keyId)?.suspended]).toEqual([
    403,
    true,
  ]);
  const again = await service.ask("POST", "/api/auth/sign-in/email", {
    body: { email: host.email, password },
  });
  expect(again.status).toBe(200);
  expect((await host.ask("GET", "/api/meetings")).json).toHaveLength(2);
  const managed = await service.ask("GET", `/api/meetings/${other.code}/manage`, {
    headers: other.bearer,
  });
  expect(managed.status).toBe(200);
  const listed = await service.ask("GET", `/api/admin/people?search=${host.email}`, {
    headers: { cookie: service.operatorCookie },
  });
  expect(listed.json).toMatchObject({ count: 1, people: [{ suspended: true }] });
  // No one else's.
  expect((await door(await service.newMeeting())).ended).toBe(false);
  // However many acts came since, this one is listed. Broken on purpose: the newest 500 alone.
  await unjudged(database, (client) =>
    client.query(
      `WITH more AS (INSERT INTO terms_act SELECT (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(),
           'kind', 'reinstate-account', 'report_id', NULL, 'proposed_at', now() + interval '1 minute'))).* FROM terms_act a, generate_series(1, 500) WHERE a.id = $1 RETURNING id)
       INSERT INTO terms_withdrawal (act_id, by_person) SELECT id, id FROM more`,
      [act.id],
    ),
  );
  const { acts } = safetyOverview.parse((await tia.ask("GET", "/api/safety")).json);
  expect(acts).toHaveLength(500);
  expect(acts.map(({ id }) => id)).toContain(act.id);
  await unjudged(database, (client) =>
    client.query(
      "WITH ended AS (DELETE FROM terms_withdrawal WHERE act_id = by_person) DELETE FROM terms_act WHERE proposed_at > now()",
    ),
  );
});

test("reinstated by two people, everything is as it was: meetings, rules, keys, people let in (attack 27)", async () => {
  const rule = { headers: meeting.bearer, body: { deny: [{ kind: "place", code: "DE" }] } };
  await service.ask("PUT", `/api/meetings/${meeting.code}/manage/rule`, rule);
  const managed = async () => {
    const {
      history: _,
      inside: __,
      ...rest
    } = (
      await service.ask("GET", `/api/meetings/${meeting.code}/manage`, { headers: meeting.bearer })
    ).json;
    return rest;
  };
  const act = await suspend();
  await nameInRequest(database, meeting.room, { series });
  // Nothing of it is deleted meanwhile, however long it takes.
  const back = "UPDATE room SET last_used_on = last_used_on - 400 WHERE name = $1";
  await database.pool.query(back, [meeting.room]);
  const { createMeetingStore } = await import("@graticule/server/meetings/store");
  await createMeetingStore(database.db).deleteDue();
  const proposal = { kind: "reinstate-account", actId: act.id, reason: "It was a mistake" };
  const proposed = (await sam.ask("POST", "/api/safety/acts", proposal)).json;
  expect((await approve(sam, proposed)).status).toBe(403);
  expect((await door(meeting)).ended).toBe(true);
  // Broken on purpose, in the program and in SQL: any reviewer withdraws it → 200 and "done".
  const none = await withdraw(tia, proposed);
  expect([none.status, none.json.reason]).toEqual([403, "no-such-role"]);
  await expect(withdrawByRow(tia, proposed)).rejects.toMatchObject({ code: "23001" });
  const own = (await sam.ask("POST", "/api/safety/acts", proposal)).json;
  const twice = (await sam.ask("POST", "/api/safety/acts", proposal)).json;
  expect((await withdraw(sam, own)).json.state).toBe("withdrawn");
  expect((await approve(uma, proposed)).json.state).toBe("in-effect");
  // No one reviews it, so it is linked to no request.
  expect((await entries(proposed.id)).map(({ body }) => body.requests)).toEqual([[]]);
  expect(await door(meeting)).toMatchObject({ ended: false });
  expect(await managed()).toMatchObject({ title: "Talk", rule: rule.body, ruleVersion: 1 });
  expect((await service.comes(meeting, "Bo")).answer.status).toBe(200);
  await createMeetingStore(database.db).deleteDue();
  expect((await door(meeting)).ended).toBe(false);
  // Nothing is left to reinstate. Was 200, with a second entry. Broken on purpose: is_something_left true of it.
  expect((await approve(uma, twice)).status).toBe(409);
  expect(await entries(twice.id)).toEqual([]);
  expect((await sam.ask("POST", "/api/safety/acts", proposal)).status).toBe(404);
});

test("while a request names the meeting an act takes a third person and says so publicly (attack 27)", async () => {
  const { number } = await nameInRequest(database, meeting.room, { series });
  const { id } = await fromInside();
  const act = (await propose(sam, "end-meeting", id)).json;
  expect(act.requests).toEqual([number]);
  const second = await approve(tia, act);
  expect([second.status, second.json.state]).toEqual([200, "waits-for-third"]);
  expect((await door(meeting)).ended).toBe(false);
  // Nor directly in the database.
  const effect = database.pool.query("INSERT INTO terms_effect (act_id) VALUES ($1)", [act.id]);
  await expect(effect).rejects.toMatchObject({ code: "23001" });
  expect((await approve(tia, act)).json.reason).toBe("approved-it");
  const third = await approve(uma, act);
  expect([third.status, third.json.state]).toEqual([200, "in-effect"]);
  expect((await entries(act.id)).map(({ body }) => body.requests)).toEqual([[number]]);
});

test("a liaison to any authority has no part in an act, in any role (attacks 26, 27)", async () => {
  const { id } = await fromInside();
  for (const [at, roles] of [["safety", "appeals"], ["appeals"]].entries()) {
    const liaison = await newStaff(service, database, `lia${hosts}-${at}`, {
      roles: roles as never,
      liaisonTo: [randomUUID()],
    });
    if (at === 0) {
      const proposed = await propose(liaison, "end-meeting", id);
      expect([proposed.status, proposed.json.reason]).toEqual([403, "near-request"]);
    }
    const act = (await propose(sam, "end-meeting", (await fromInside()).id)).json;
    expect((await approve(liaison, act)).json.reason).toBe("near-request");
    // Broken on purpose: a liaison withdraws it, and reads its reason in the list.
    expect((await withdraw(liaison, act)).json.reason).toBe("near-request");
    await expect(withdrawByRow(liaison, act)).rejects.toMatchObject({ code: "23001" });
    expect((await liaison.ask("GET", "/api/safety")).json.acts).toEqual([]);
    const sql = "INSERT INTO terms_approval (act_id, by_person, review) VALUES ($1, $2, 'second')";
    await database.pool.query(sql, [act.id, liaison.id]);
    const effect = database.pool.query("INSERT INTO terms_effect (act_id) VALUES ($1)", [act.id]);
    await expect(effect).rejects.toMatchObject({ code: "23001" });
  }
  expect((await door(meeting)).ended).toBe(false);
});

// Failed for all but the typist: the reviewer, those who looked, and the approver of that very
// request could act.
test.each(["typed", "looked", "looked-with", "called-back", "proposed", "approved"] as const)(
  "someone who had a part in the request around an act ($0) has none in the act (13)",
  async (hand) => {
    const near = await newStaff(service, database, `near-${hand}`, { roles: ["safety"] });
    const early = (await propose(near, "end-meeting", (await fromInside()).id)).json;
    expect(early.state).toBe("waits-for-second");
    const typist = hand === "typed" ? near.id : randomUUID();
    const request = await nameInRequest(database, meeting.room, { series, typist });
    await handIn(request.id, near.id, hand);
    const { id } = await fromInside();
    expect((await propose(near, "end-meeting", id)).json.reason).toBe("near-request");
    const act = (await propose(sam, "end-meeting", id)).json;
    expect((await approve(near, act)).json.reason).toBe("near-request");
    // What they proposed before has no effect now, no matter who approves it.
    await approve(tia, early);
    const tess = await newStaff(service, database, `tess-${hand}`, { roles: ["safety"] });
    expect((await approve(tess, early)).status).not.toBe(200);
    expect(await termsActsAround(database.db, request.id)).toEqual([]);
    expect((await door(meeting)).ended).toBe(false);
  },
);

/** Bypasses all checks, as nothing in the product can. */
async function handIn(request: string, who: string, hand: string): Promise<void> {
  const proposal = (
    by: string,
  ) => `INSERT INTO order_proposal (request_id, meeting_no, authority_id, starts_at,
      ends_at, occurrence_from, reason, law, procedure_finding, authority_finding, legality_finding,
      necessity_finding, rights_finding, proposed_by)
    SELECT id, 1, authority_id, now(), now() + interval '1 hour', now(), 'r', 'l', 'f', 'f', 'f', 'f', 'f', ${by}
    FROM request WHERE id = $1`;
  const look = (
    ordinal: number,
    by: string,
  ) => `INSERT INTO desk_look (request_id, meeting_no, ordinal, by_person,
      with_person, bucket) VALUES ($1, 1, ${ordinal}, ${by}, '10-99')`;
  const statements: Readonly<Record<string, string>> = {
    "called-back":
      "INSERT INTO request_event (request_id, kind, by_person) VALUES ($1, 'authenticated', $2)",
    looked: look(1, "$2, NULL"),
    "looked-with": look(2, "gen_random_uuid(), $2"),
    proposed: proposal("$2"),
    approved: `WITH made AS (${proposal("gen_random_uuid()")} RETURNING id, request_id)
      INSERT INTO order_approval (order_id, request_id, meeting_no, by_person) SELECT id, request_id, 1, $2 FROM made`,
  };
  const statement = statements[hand];
  if (statement === undefined) return;
  await unjudged(database, (client) => client.query(statement, [request, who]));
}

test.each([
  { days: 89, isAround: true },
  { days: 91, isAround: false },
])(
  "an act $days days before a request is around it: $isAround (attack 27)",
  async ({ days, isAround }) => {
    const act = await suspend();
    await letDeskTimePass(database, days * 24);
    const request = await nameInRequest(database, meeting.room, { series });
    const around = await termsActsAround(database.db, request.id);
    expect(around.map(({ id, reviewed }) => ({ id, reviewed }))).toEqual(
      isAround ? [{ id: act.id, reviewed: false }] : [],
    );
    const looked = await review(uma, act, request.number, "stands");
    expect(looked.status).toBe(isAround ? 200 : 409);
  },
);

test.each([
  { days: 179, state: "waits-for-third" },
  { days: 181, state: "in-effect" },
])(
  "$days days after a request was closed, an act with two people is: $state (attack 27)",
  async ({ days, state }) => {
    const request = await nameInRequest(database, meeting.room, { series });
    await closeRequest(database, request.id);
    await letDeskTimePass(database, days * 24);
    const { id } = await fromInside();
    // Another meeting of the same host: the windows apply to the host too.
    const act = (await propose(sam, "suspend-account", id)).json;
    expect((await approve(tia, act)).json.state).toBe(state);
  },
);

test("a third person looks at an act from before a request, and once reversed it no longer holds (attack 27)", async () => {
  const act = await suspend();
  const request = await nameInRequest(database, meeting.room, { series });
  for (const [staff, because] of [
    [sam, "proposed-it"],
    [tia, "approved-it"],
  ] as const) {
    expect((await review(staff, act, request.number, "stands")).json.reason).toBe(because);
  }
  expect((await door(meeting)).ended).toBe(true);
  const looked = await review(uma, act, request.number, "reversed");
  expect([looked.status, looked.json.state]).toEqual([200, "reversed"]);
  expect((await door(meeting)).ended).toBe(false);
  expect((await review(uma, act, request.number, "stands")).status).toBe(409);
  expect((await entries(act.id)).at(-1)).toMatchObject({
    kind: "terms-review",
    body: { request: request.number, outcome: "reversed" },
  });
  expect(await termsActsAround(database.db, request.id)).toMatchObject([{ reviewed: true }]);
});

test("what a court forced outside the product is entered, inert and without a meeting's name (attack 31)", async () => {
  const body = {
    what: "Handed over the disk\u202E\r\nunder seal",
    forcedBy: "A court",
    on: "2026-01-02",
    code: meeting.code,
  };
  expect((await uma.ask("POST", "/api/safety/outside-acts", body)).status).toBe(403);
  expect(
    (await sam.ask("POST", "/api/safety/outside-acts", { ...body, on: "2999-01-01" })).status,
  ).toBe(400);
  expect((await sam.ask("POST", "/api/safety/outside-acts", body)).status).toBe(201);
  const { outsideActs } = safetyOverview.parse((await uma.ask("GET", "/api/safety")).json);
  expect(outsideActs[0]).toMatchObject({
    what: "Handed over the disk under seal",
    on: "2026-01-02",
  });
  const entered = await entriesIn(database, "outside-act");
  expect(entered.at(-1)).toMatchObject({ on: "2026-01-02" });
  expect(JSON.stringify(entered)).not.toContain(meeting.code);
});

// Broken on purpose: without `problems` each is entered.
test("what is entered about a meeting names neither it nor its host, nor anyone's address or link", async () => {
  const { rows } = await database.pool.query(
    `SELECT m.title, p.name FROM meeting m JOIN room r ON r.name = m.room
     JOIN person p ON p.account_id = r.account_id WHERE m.room = $1`,
    [meeting.room],
  );
  const [{ title, name }] = rows;
  const before = (await entriesIn(database, "outside-act")).length;
  const about = { what: "Handed over the disk", forcedBy: "A court", on: "2026-01-02" };
  for (const [named, pointer, body] of [
    // Which words name someone isn't said: no one tests names by what else they write.
    [undefined, "/what", { what: `Handed over “${title}”`, code: meeting.code }],
    [undefined, "/what", { what: `Handed over ${name}’s account`, code: meeting.code }],
    [meeting.code, "/forcedBy", { forcedBy: `A court, about ${meeting.code}` }],
    ["http://meet.test/x", "/what", { what: "Handed over http://meet.test/x" }],
    ["a@example.org", "/forcedBy", { forcedBy: "a@example.org" }],
  ] as const) {
    const answer = await sam.ask("POST", "/api/safety/outside-acts", { ...about, ...body });
    const detail = named === undefined ? "What you wrote has the title" : `“${named}`;
    expect([answer.status, answer.json.errors]).toEqual([
      400,
      [{ pointer, detail: expect.stringContaining(detail) }],
    ]);
    for (const told of [title, name]) expect(answer.text).not.toContain(told);
  }
  expect((await entriesIn(database, "outside-act")).length).toBe(before);
});

// Was: the answer quoted the host's name, and nothing was entered. Broken on purpose: names are compared at once.
test("no one tests who a meeting's host is by what can't be entered anyhow", async () => {
  const { rows } = await database.pool.query(
    `SELECT m.title, p.name, p.email FROM meeting m JOIN room r ON r.name = m.room
     JOIN person p ON p.account_id = r.account_id WHERE m.room = $1`,
    [meeting.room],
  );
  const [{ title, name, email }] = rows;
  const guesses = { what: `${title}, Ann, ${name}, Bob`, forcedBy: "A court", code: meeting.code };
  for (const body of [
    { ...guesses, on: "2999-01-01" },
    { ...guesses, on: "2026-01-02", forcedBy: "www.example.org/x" },
    { ...guesses, on: "2026-01-02", what: `${guesses.what}, bob@example.org` },
  ]) {
    const answer = await sam.ask("POST", "/api/safety/outside-acts", body);
    expect(answer.status).toBe(400);
    for (const told of [title, name, email]) expect(answer.text).not.toContain(told);
  }
});

test("none of this names a person, a room or a code in public", async () => {
  const { rows } = await database.pool.query(
    // Keys and signatures have all letters.
    `SELECT (body - '{key,confirmation,proposal,approval,third,review}'::text[])::text AS body FROM public_entry
     UNION ALL SELECT value FROM ledger_text`,
  );
  const said = rows.map(({ body }) => body).join("\n");
  expect(rows.length).toBeGreaterThan(0);
  for (const word of [
    sam.id,
    tia.id,
    uma.id,
    "sam",
    "Bo",
    meeting.room,
    meeting.code,
    home.france,
  ]) {
    expect(said).not.toContain(word);
  }
});
