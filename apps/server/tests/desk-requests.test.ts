import { expect, test } from "vitest";
import { committed, tell, unjudged } from "./by-hand.ts";
import {
  act,
  acts,
  deskOfTests,
  deskPeople,
  entries,
  networkInChina,
  ordered,
  orderOf,
  people,
  receive,
  requestOf,
  runningMeeting,
  underReview,
} from "./desk-people.ts";
import { letDeskTimePass, newStaff, type Staff } from "./desk-service.ts";
import { database, home, service } from "./meeting-service.ts";

deskOfTests();
const running = (inChina: number) => runningMeeting(service, inChina);

test("three people take a request from receipt to an order and an answer", async () => {
  const meeting = await running(12);
  const id = await receive(people, requestOf(people.authority, [meeting.code]));
  const { reviewer, approver } = people;
  await acts(reviewer, id, {
    kind: "call-back",
    outcome: "authentic",
    how: "Number of the register",
  });
  await acts(reviewer, id, { kind: "begin-review" });
  const looked = await acts(reviewer, id, { kind: "look", meeting: 0 });
  expect(looked.namedMeetings[0]).toMatchObject({
    state: "running",
    looks: [{ ordinal: 1, bucket: "10-99" }],
    recommendation: "findings-decide",
  });
  const proposed = await acts(reviewer, id, { kind: "propose", order: orderOf() });
  const [{ id: orderId }] = proposed.orders;
  expect(proposed.orders[0]).toMatchObject({ state: "proposed", mayApprove: "no-such-role" });
  expect(service.deps.presence.seats.inside(meeting.room)).toHaveLength(13);
  const approved = await acts(approver, id, { kind: "approve", orderId });
  expect(approved.orders[0].state).toBe("in-force");
  await service.deps.enforcement.settled();
  expect(service.deps.presence.seats.inside(meeting.room)).toHaveLength(1);
  await acts(reviewer, id, { kind: "answer-demand", demand: 0, answer: "met" });
  const today = new Date().toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });
  const closed = await acts(reviewer, id, { kind: "close", text: "The answer" });
  expect(closed).toMatchObject({ state: "answered", order: "in-force" });
  expect(closed.draft).toContain(`It came into force on ${today}; the public log shows no effect`);
  expect(closed.draft).not.toContain("Commemoration");
  expect(closed.steps.map(({ kind }: { kind: string }) => kind)).toEqual([
    ...["received", "authenticated", "review-began", "looked", "proposed", "approved"],
    ...["demand-answered", "answered"],
  ]);
  for (const kind of ["request-received", "look", "order-approved", "request-closed"]) {
    expect(await entries(database, kind)).toHaveLength(1);
  }
  expect((await entries(database, "order-approved"))[0]).toMatchObject({ look: "made" });
  expect((await entries(database, "request-received"))[0]).toMatchObject({
    came: new Date(Date.now() - 60_000).toISOString().slice(0, 10),
  });
  expect(service.engine.ended).toEqual([]);
  // Was: "has been in force". Broken on purpose: letterState asks the times alone → "came into force".
  const silent = "UPDATE ledger_head SET signed_at = now() - interval '11 minutes'";
  await unjudged(database, (client) => client.query(silent));
  const stopped = (await reviewer.ask("GET", `/api/desk/requests/${id}`)).json;
  expect(stopped.orders[0].state).toBe("suspended");
  expect(stopped.draft).toContain("It has no effect at present.");
  const lifted = await acts(approver, id, { kind: "lift", orderId, why: "No ground any more" });
  expect(lifted.orders[0].state).toBe("lifted");
  expect((await service.comes(meeting, "Mei", { from: home.china })).answer.status).toBe(200);
});

test("no one does what another person must: each refusal says why (attack 26)", async () => {
  const meeting = await running(1);
  const roles = ["intake", "reviewer", "approver"] as const;
  const { authority, reviewer, approver, intake } = people;
  const typist = await newStaff(service, database, "typist", { roles });
  const liaison = await newStaff(service, database, "liaison", {
    roles,
    liaisonTo: [authority.series],
  });
  const inside = await newStaff(service, database, "inside", { roles, from: "203.0.113.7" });
  const nowhere = await newStaff(service, database, "nowhere", { roles, from: "10.9.9.9" });
  const recent = await newStaff(service, database, "recent", { roles, hoursAgo: 71 });
  const both = await newStaff(service, database, "both", { roles });
  const id = await receive({ ...people, intake: typist }, requestOf(authority, [meeting.code]));

  const callBack = { kind: "call-back", outcome: "authentic", how: "By telephone" };
  const propose = { kind: "propose", order: orderOf() };
  const refused = async (who: typeof typist, body: object): Promise<string> => {
    const answer = await act(who, id, body);
    expect(answer).toMatchObject({ status: 403, json: { code: "forbidden" } });
    return answer.json.reason;
  };
  expect(await refused(typist, callBack)).toBe("typed-it-in");
  expect(await refused(liaison, callBack)).toBe("liaison");
  expect(await refused(reviewer, { kind: "look", meeting: 0 })).toBe("not-yet");
  await acts(intake, id, callBack);
  expect(await refused(intake, { kind: "begin-review" })).toBe("no-such-role");
  expect(await refused(typist, { kind: "begin-review" })).toBe("typed-it-in");
  expect(await refused(reviewer, propose)).toBe("not-yet");
  await acts(reviewer, id, { kind: "begin-review" });
  expect(await refused(typist, { kind: "look", meeting: 0 })).toBe("typed-it-in");
  expect(await refused(approver, { kind: "look", meeting: 0 })).toBe("no-such-role");
  for (const [who, reason] of [
    [typist, "typed-it-in"],
    [liaison, "liaison"],
    [approver, "no-such-role"],
    [inside, "inside"],
    [nowhere, "may-be-inside"],
  ] as const) {
    expect(await refused(who, propose)).toBe(reason);
  }
  const { orders } = await acts(both, id, propose);
  const approve = { kind: "approve", orderId: orders[0].id };
  for (const [who, reason] of [
    [both, "proposed-it"],
    [typist, "typed-it-in"],
    [liaison, "liaison"],
    [reviewer, "no-such-role"],
    [recent, "too-new"],
    [inside, "inside"],
    [nowhere, "may-be-inside"],
  ] as const) {
    expect(await refused(who, approve)).toBe(reason);
  }
  const { rows } = await database.pool.query("SELECT FROM order_approval WHERE request_id = $1", [
    id,
  ]);
  expect(rows).toHaveLength(0);
  // Any one person can decline.
  expect(await refused(liaison, { ...approve, kind: "decline", why: "Too wide" })).toBe("liaison");
  await acts(typist, id, { kind: "decline", orderId: orders[0].id, why: "Too wide" });
});

test("a liaison reads nothing of their authority's requests but what they entered, and acts on none", async () => {
  const { authority, reviewer } = people;
  const meeting = await running(12);
  const liaison = await newStaff(service, database, "reads", {
    roles: ["intake", "reviewer", "approver", "appeals"],
    liaisonTo: [authority.series],
  });
  const { id, orderId } = await ordered(people, requestOf(authority, [meeting.code]));
  await acts(reviewer, id, { kind: "look", meeting: 0 });
  await service.ask("POST", "/api/appeals", { body: { by: "public", orderId, text: "No." } });
  const at = `/api/desk/requests/${id}`;
  const lists = async (who: Staff) => ({
    listed: (await who.ask("GET", "/api/desk/requests")).text,
    overview: (await who.ask("GET", "/api/desk")).text,
    appeals: (await who.ask("GET", "/api/desk/appeals")).text,
  });
  for (const told of Object.values(await lists(reviewer))) expect(told).toMatch(new RegExp(id));
  for (const told of Object.values(await lists(liaison))) expect(told).not.toMatch(new RegExp(id));
  expect((await liaison.ask("GET", "/api/desk")).json.openAppeals).toBe(
    (await reviewer.ask("GET", "/api/desk")).json.openAppeals - 1,
  );
  const answer = await liaison.ask("GET", at);
  expect(answer).toMatchObject({ status: 403, json: { code: "forbidden", reason: "liaison" } });
  for (const body of [
    { kind: "lift", orderId, why: "No" },
    { kind: "decline", orderId, why: "No" },
    { kind: "look", meeting: 0 },
  ]) {
    expect((await act(liaison, id, body)).json.reason).toBe("liaison");
  }
  // Was: 200, and they read as their own what they had overwritten. Broken on purpose: `correct` for every reader → 200.
  const unread = await receive(people, requestOf(authority, [meeting.code]));
  const content = requestOf(authority, [meeting.code], { reference: "Not theirs" });
  expect((await act(liaison, unread, { kind: "correct", content })).json.reason).toBe("liaison");
  // Another authority's request about the same meeting doesn't name it.
  const other = await deskPeople(service, database, ["FR"]);
  const alike = await receive(other, requestOf(other.authority, [meeting.code]));
  const path = `/api/desk/requests/${alike}`;
  expect((await reviewer.ask("GET", path)).text).toContain(id);
  expect((await liaison.ask("GET", path)).text).not.toContain(id);

  // What they entered they read as they entered it.
  const typed = requestOf(authority, [meeting.code], { reference: "By me" });
  const own = await ordered({ ...people, intake: liaison }, typed);
  await acts(reviewer, own.id, { kind: "look", meeting: 0 });
  const view = (await liaison.ask("GET", `/api/desk/requests/${own.id}`)).json;
  expect(view).toMatchObject({
    shown: "what-you-typed",
    state: "under-review",
    content: { reference: "By me" },
    orders: [],
    namedMeetings: [],
    answers: [null],
    draft: "",
    alike: [],
  });
  expect(view.steps.map(({ kind }: { kind: string }) => kind)).toEqual(["received"]);
  const [summary] = (await liaison.ask("GET", "/api/desk/requests")).json;
  expect(summary).toMatchObject({ id: own.id, state: "under-review", authenticity: "open" });
  expect(summary).not.toHaveProperty("order");
  expect(
    (await act(liaison, own.id, { kind: "lift", orderId: own.orderId, why: "No" })).status,
  ).toBe(403);
});

test("someone outside the desk, or there only for the terms of service, reads no request", async () => {
  const demands = [{ kind: "other", verbatim: "Do it." }] as const;
  const id = await receive(people, requestOf(people.authority, [], { demands: [...demands] }));
  const safety = await newStaff(service, database, "safety", { roles: ["safety"] });
  for (const path of ["/api/desk/requests", `/api/desk/requests/${id}`]) {
    expect((await safety.ask("GET", path)).json.reason).toBe("no-such-role");
    const administrator = { headers: { cookie: service.operatorCookie } };
    expect((await service.ask("GET", path, administrator)).json.reason).toBe("no-member");
    expect((await service.ask("GET", path)).status).toBe(401);
  }
  const overview = await safety.ask("GET", "/api/desk");
  expect(overview).toMatchObject({
    status: 200,
    json: { requests: [], you: { roles: ["safety"] } },
  });
});

test("an incomplete request allows neither look nor order; it is sent back and counted", async () => {
  const meeting = await running(1);
  const content = requestOf(people.authority, [meeting.code], { redress: undefined });
  const id = await underReview(people, content);
  const { reviewer } = people;
  for (const body of [
    { kind: "look", meeting: 0 },
    { kind: "propose", order: orderOf() },
  ]) {
    expect((await act(reviewer, id, body)).json.reason).toBe("not-yet");
  }
  const returned = await acts(reviewer, id, { kind: "return", text: "Say how to seek redress." });
  expect(returned).toMatchObject({ state: "returned", gaps: ["redress"] });
  const closed = await entries(database, "request-closed");
  expect(closed.at(-1)).toMatchObject({
    request: returned.number,
    outcome: "returned",
    answers: [{ demand: "withhold-meeting", answer: "returned" }],
  });
  expect((await act(reviewer, id, { kind: "begin-review" })).status).toBe(409);
});

test("a demand that names no meeting of ours, or a date in the future, is reported by its place in the form", async () => {
  const [known, unknown] = [(await running(0)).code, "aaa-aaaa-aaa"];
  const content = requestOf(people.authority, [known, unknown, known], {
    receivedAt: "2099-01-01T00:00:00Z",
    demands: [{ kind: "end-meeting", verbatim: "End it.", meeting: 7 }],
  });
  const answer = await people.intake.ask("POST", "/api/desk/requests", content);
  expect(answer.status).toBe(400);
  expect(answer.json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
    ...["/meetings/1", "/meetings/2", "/demands/0/meeting", "/receivedAt"],
  ]);
  const other = { ...content, authorityId: "00000000-0000-4000-8000-000000000000" };
  expect((await people.intake.ask("POST", "/api/desk/requests", other)).status).toBe(400);
  // Failed before: 500.
  const early = requestOf(people.authority, [known], { receivedAt: "1999-12-31T23:59:59Z" });
  const refused = await people.intake.ask("POST", "/api/desk/requests", early);
  expect([refused.status, refused.json.errors?.[0]?.pointer]).toEqual([400, "/receivedAt"]);
});

test("everything but a withholding has one answer, and only an order grants a withholding", async () => {
  const meeting = await running(1);
  const fixed = {
    "end-meeting": ["refused", "meetings-survive"],
    "suspend-account": ["refused", "accounts-survive"],
    "withhold-person": ["refused", "no-named-persons"],
    "limit-other-meetings": ["refused", "one-occurrence-only"],
    "hand-over-data": ["not-handled-here", "nothing-handed-over"],
  } as const;
  const kinds = [...Object.keys(fixed), "withhold-meeting"];
  const content = requestOf(people.authority, [meeting.code], {
    demands: kinds.map((kind) => ({ kind: kind as "other", verbatim: "Do it.", meeting: 0 })),
  });
  const id = await underReview(people, content);
  const answer = (demand: number, given: string, ground?: string) =>
    act(people.reviewer, id, { kind: "answer-demand", demand, answer: given, ground });
  for (const [index, [given, ground]] of Object.values(fixed).entries()) {
    expect((await answer(index, "met")).status).toBe(400);
    expect((await answer(index, given, "human-rights")).status).toBe(400);
    const view = await answer(index, given);
    expect(view.json.answers[index]).toMatchObject({ answer: given, ground });
    expect(view.json.answers.at(-1)).toBeNull();
    expect((await answer(index, given)).status).toBe(409);
  }
  const last = kinds.length - 1;
  expect((await answer(last, "met")).status).toBe(400);
  expect((await answer(last, "narrowed")).status).toBe(400);
  expect((await answer(last, "not-handled-here")).status).toBe(400);
  expect((await answer(last, "refused")).status).toBe(400);
  expect((await answer(last, "refused", "meetings-survive")).status).toBe(400);
  const close = { kind: "close", text: "The answer" };
  expect((await act(people.reviewer, id, close)).json.reason).toBe("not-yet");
  // No ground tells the authority how many are there.
  expect((await answer(last, "refused", "too-few-there")).status).toBe(400);
  expect((await answer(last, "refused", "cannot-tell-there")).status).toBe(400);
  await answer(last, "refused", "not-necessary");
  const closed = await acts(people.reviewer, id, close);
  expect(closed.draft).toContain("http://meet.test/what-we-hold");
  expect(service.engine.ended).toEqual([]);
});

test("three requests within 30 days about one host are public, and likely repeats are shown", async () => {
  const other = await deskPeople(service, database);
  const [one, two] = [await running(0), await running(0)];
  const before = (await entries(database, "repeated-requests")).length;
  const first = await receive(other, requestOf(other.authority, [one.code], { reference: "A 1" }));
  await receive(other, requestOf(other.authority, [two.code]));
  expect(await entries(database, "repeated-requests")).toHaveLength(before);
  // However many others wrote meanwhile. Broken on purpose: the newest 1,000 alone.
  const others = (text: string) => unjudged(database, (client) => client.query(text));
  await others(`INSERT INTO request (received_at, entered_by)
    SELECT now(), gen_random_uuid() FROM generate_series(1, 1000)`);
  const again = requestOf(other.authority, [one.code], { reference: "a-1" });
  const third = await other.intake.ask("POST", "/api/desk/requests", again);
  await others(`DELETE FROM request r WHERE r.authority_id IS NULL
    AND NOT EXISTS (SELECT FROM request_event e WHERE e.request_id = r.id)`);
  expect(await entries(database, "repeated-requests")).toHaveLength(before + 1);
  expect(third.json.repeated).toBe(true);
  expect(third.json.alike[1]).toMatchObject({ id: first, because: "same-reference" });
  // Of a sealed one it would tell who asked: the same authority as before.
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const sealed = { forbidsNotice: { until, law: "Secrecy Act" } };
  await receive(other, requestOf(other.authority, [one.code], sealed));
  expect(await entries(database, "repeated-requests")).toHaveLength(before + 1);
});

// Broken on purpose: publishRepeats with what is sealed → the database refuses the entry; its ground without
// names_its_authority as well → the open request tells whose the sealed ones are. watchSeals without publishRepeats → nothing
// comes; the ground only with a request_event → nor does it; without that of the request → the open one is told by hand.
test("requests whose sender a law hides count for no repetition, as the next open one would tell it; the log says it with the end of their seal", async () => {
  const other = await deskPeople(service, database);
  const one = await running(0);
  const asked = requestOf(other.authority, [one.code]);
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const sealed = { ...asked, forbidsNotice: { until, law: "Secrecy Act" } };
  const repeats = async () => await entries(database, "repeated-requests");
  const before = (await repeats()).length;
  const ids = [await receive(other, sealed), await receive(other, sealed)];
  const open = await receive(other, asked);
  const { sealWatch } = service.deps.desk;
  await sealWatch.look();
  expect(await repeats()).toHaveLength(before);
  await unjudged(database, (client) =>
    client.query(
      `UPDATE request_event SET body = jsonb_set(body, '{content,forbidsNotice,until}', to_jsonb(now()))
       WHERE request_id = ANY ($1)`,
      [ids],
    ),
  );
  await sealWatch.look();
  const said = (await repeats()).slice(before);
  const told = said.map(({ request }) => request);
  const { rows } = await database.pool.query("SELECT number FROM request WHERE id = ANY ($1)", [
    ids,
  ]);
  expect(told.sort()).toEqual(rows.map(({ number }) => number).sort());
  await sealWatch.look();
  const unrelated = await deskPeople(service, database);
  await receive(unrelated, requestOf(unrelated.authority, [one.code]));
  expect(await repeats()).toHaveLength(before + 2);
  const byHand = committed(database, async (client) => {
    const { rows } = await client.query("SELECT number FROM request WHERE id = $1", [open]);
    await tell(client, "repeated-requests", { ...said[0], request: rows[0].number });
  });
  await expect(byHand).rejects.toMatchObject({
    message: expect.stringContaining("nothing behind it"),
  });
});

test("one look at a running meeting, a second with a second person, never a third, never a number (attack 24b)", async () => {
  const meeting = await running(9);
  const id = await underReview(people, requestOf(people.authority, [meeting.code]));
  const { reviewer, approver } = people;
  const look = { kind: "look", meeting: 0, places: ["CN-BJ"] };
  const again = { kind: "second-look", meeting: 0 };
  expect((await act(approver, id, again)).json.reason).toBe("not-yet");
  const first = await acts(reviewer, id, look);
  expect(first.namedMeetings[0]).toMatchObject({
    looks: [{ bucket: "fewer-than-10" }],
    recommendation: "no-action",
  });
  // More tabs on a network that is there already are no more networks (attack 54).
  for (let tab = 0; tab < 9; tab += 1) service.seat(meeting.room, `tab-${tab}`, networkInChina(0));
  service.seat(meeting.room, "cn-10", networkInChina(9));
  const asked = await acts(reviewer, id, look);
  expect(asked.namedMeetings[0].looks).toHaveLength(1);
  expect((await act(reviewer, id, look)).status).toBe(409);
  expect((await act(reviewer, id, again)).json.reason).toBe("no-such-role");
  const both = await newStaff(service, database, "asks-alone", { roles: ["reviewer", "approver"] });
  const second = await acts(approver, id, again);
  expect(second.namedMeetings[0]).toMatchObject({
    looks: [{ bucket: "fewer-than-10" }, { bucket: "10-99" }],
    recommendation: "findings-decide",
  });
  for (const who of [approver, both]) expect((await act(who, id, again)).status).toBe(409);
  expect((await act(both, id, look)).status).toBe(409);
  const told = await entries(database, "look");
  expect(told.slice(-2).map(({ ordinal }) => ordinal)).toEqual([1, 2]);
});

// Seen to fail with `looks_are_spent` by request; without one of its three bounds.
test("nobody looks again and again: two a day at a meeting by any requests, ten at a host's meetings, fifty in all (attack 54)", async () => {
  const meeting = await running(9);
  const { reviewer, approver, authority } = people;
  const look = { kind: "look", meeting: 0 };
  const first = await underReview(people, requestOf(authority, [meeting.code]));
  await acts(reviewer, first, look);
  await acts(reviewer, first, look);
  await acts(approver, first, { kind: "second-look", meeting: 0 });
  const other = await underReview(people, requestOf(authority, [meeting.code]));
  expect((await act(reviewer, other, look)).json.reason).toBe("looks-spent");
  const direct = `INSERT INTO desk_look (request_id, meeting_no, ordinal, by_person, bucket)
    VALUES ($1, 1, 1, $2, '10-99')`;
  await expect(database.pool.query(direct, [other, reviewer.id])).rejects.toMatchObject({
    code: "23001",
    message: expect.stringContaining("enough was looked"),
  });
  await letDeskTimePass(database, 25);
  const again = await acts(reviewer, other, look);
  expect(again.namedMeetings[0]).toMatchObject({ looks: [{ ordinal: 1 }], mayLook: "yes" });
  for (const [ofHost, looks] of [
    [true, 10],
    [false, 50],
  ] as const) {
    await letDeskTimePass(database, 25);
    const id = await underReview(people, requestOf(authority, [(await running(1)).code]));
    await lookedElsewhere(id, looks - 1, ofHost);
    await acts(reviewer, id, look);
    expect((await act(reviewer, id, look)).json.reason).toBe("looks-spent");
  }
  await letDeskTimePass(database, 25);
});

/** Looks at other meetings that a request could have named: of the same host, or each of another. */
async function lookedElsewhere(request: string, looks: number, ofHost: boolean): Promise<void> {
  await unjudged(database, (client) =>
    client.query(
      `WITH others AS (INSERT INTO request_meeting (request_id, no, meeting_commitment, host_commitment)
         SELECT $1, m.no + n, sha256(uuid_send(gen_random_uuid())),
           CASE WHEN $3 THEN m.host_commitment ELSE sha256(uuid_send(gen_random_uuid())) END
         FROM generate_series(1, $2::int) AS n, (SELECT max(no) AS no, min(host_commitment::text)::bytea AS host_commitment
           FROM request_meeting WHERE request_id = $1) AS m RETURNING no)
       INSERT INTO desk_look (request_id, meeting_no, ordinal, by_person, bucket)
       SELECT $1, no, 1, gen_random_uuid(), '10-99' FROM others`,
      [request, looks, ofHost],
    ),
  );
}

test("the person who asked for a second look can't agree to it, and a future meeting isn't looked at (attack 24b)", async () => {
  const meeting = await running(3);
  const both = await newStaff(service, database, "both-roles", { roles: ["reviewer", "approver"] });
  const id = await underReview(people, requestOf(people.authority, [meeting.code]));
  for (let times = 0; times < 2; times += 1) await acts(both, id, { kind: "look", meeting: 0 });
  const alone = await act(both, id, { kind: "second-look", meeting: 0 });
  expect(alone.json.reason).toBe("proposed-it");
  const startsAt = new Date(Date.now() + 7_200_000).toISOString();
  const later = await service.newMeeting({ title: "Later", startsAt });
  service.seat(later.room, "early", home.china);
  const coming = await underReview(people, requestOf(people.authority, [later.code]));
  const answer = await act(people.reviewer, coming, { kind: "look", meeting: 0 });
  expect(answer.json.reason).toBe("not-yet");
});

// Broken on purpose, each alone: it answers at once, or without the engine's word, and the log would say for good that there were few.
test("nobody is counted while people from before a restart have yet to come back, or the engine doesn't say who they are", async () => {
  const { reviewer, authority } = people;
  const meeting = await runningMeeting(service);
  const id = await underReview(people, requestOf(authority, [meeting.code]));
  const { seats } = service.deps.presence;
  seats.inherit(meeting.room, [{ identity: "back-soon", sid: "PA_1", kind: "standard" }]);
  const look = { kind: "look", meeting: 0 };
  const refused = await act(reviewer, id, look);
  expect([refused.status, refused.json.code]).toEqual([503, "cannot-check"]);
  seats.hold(meeting.room, "back-soon", "192.0.2.1").decided = true;
  const { listSeats } = service.engine;
  Object.assign(service.engine, { listSeats: async () => undefined });
  const unsaid = await act(reviewer, id, look);
  expect([unsaid.status, unsaid.json.code]).toEqual([503, "cannot-check"]);
  service.engine.listSeats = listSeats;
  expect((await act(reviewer, id, look)).status).toBe(200);
});

test("an entry can be corrected until someone calls back, and its corrector no longer reviews it", async () => {
  const [one, two] = [await running(0), await running(0)];
  const content = requestOf(people.authority, [one.code]) as Record<string, unknown>;
  const id = await receive(people, content);
  const corrector = await newStaff(service, database, "corrector", {
    roles: ["intake", "reviewer"],
  });
  const demands = [{ kind: "withhold-meeting", verbatim: "That one.", meeting: 0 }];
  const corrected = { ...content, meetings: [two.code], demands };
  const later = { ...corrected, receivedAt: new Date().toISOString() };
  const refused = await act(corrector, id, { kind: "correct", content: later });
  expect(refused.json.errors[0].pointer).toBe("/content/receivedAt");
  const view = await acts(corrector, id, { kind: "correct", content: corrected });
  expect(view.namedMeetings).toMatchObject([{ code: two.code }]);
  expect(view.typedBy).toHaveLength(2);
  expect((await act(corrector, id, { kind: "begin-review" })).json.reason).toBe("typed-it-in");
  await acts(people.reviewer, id, { kind: "begin-review" });
  const late = await act(people.intake, id, { kind: "correct", content: corrected });
  expect(late.status).toBe(409);
});

// Was: 500. Broken on purpose: without numberProblems → 500.
test("a request names at most 50 meetings, counting those from before its corrections", async () => {
  const codes: string[] = [];
  for (let at = 0; at < 51; at += 1) codes.push((await service.newMeeting()).code);
  const receivedAt = new Date(Date.now() - 60_000).toISOString();
  const naming = (meetings: readonly string[]) =>
    requestOf(people.authority, meetings, { receivedAt });
  const id = await receive(people, naming(codes.slice(0, 50)));
  const correct = (content: object) => act(people.intake, id, { kind: "correct", content });
  const { status, json } = await correct(naming(codes.slice(50)));
  expect([status, json.errors?.[0]]).toEqual([
    400,
    { pointer: "/content/meetings", detail: expect.stringContaining("would name 51 meetings") },
  ]);
  expect((await correct(naming(codes.slice(40, 50)))).status).toBe(200);
});

// Was: an order rested on what no authority had said, entered by one person once another had called back about something else.
// Broken on purpose: permits without notYetCalled → 200; both without → done.
test("what someone called back about is corrected by no one (7)", async () => {
  const [one, two] = [await running(0), await running(0)];
  const content = requestOf(people.authority, [one.code]);
  const id = await receive(people, content);
  await acts(people.reviewer, id, { kind: "call-back", outcome: "authentic", how: "By telephone" });
  const corrected = { ...content, meetings: [two.code] };
  expect((await act(people.intake, id, { kind: "correct", content: corrected })).status).toBe(409);
  const write = database.pool.query(
    `INSERT INTO request_event (request_id, kind, by_person, body) SELECT request_id, 'corrected', by_person, body
     FROM request_event WHERE request_id = $1 AND kind = 'received'`,
    [id],
  );
  await expect(write).rejects.toThrow("someone called back about this request");
});

test("a wrong seal can be shortened, publicly, but never extended beyond what was published", async () => {
  const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  const content = requestOf(people.authority, [(await running(0)).code]);
  const sealedFor = (days: number) => ({
    ...(content as Record<string, unknown>),
    forbidsNotice: { until: dayIn(days), law: "Secrecy Act" },
  });
  const id = await receive(people, sealedFor(20));
  const correct = (corrected: object) =>
    act(people.intake, id, { kind: "correct", content: corrected });
  const longer = await correct(sealedFor(21));
  expect(longer.json.errors[0].pointer).toBe("/content/forbidsNotice/until");
  for (const corrected of [sealedFor(20), sealedFor(10), sealedFor(-2), content as object]) {
    expect((await correct(corrected)).status).toBe(200);
  }
  const told = (await entries(database, "request-corrected")).slice(-4);
  const [ten, now] = [dayIn(10).slice(0, 10), dayIn(0).slice(0, 10)];
  expect(told.map(({ sealedUntil }) => sealedUntil)).toEqual([undefined, ten, now, undefined]);
  // Was 200: the door and the notice hid what the log tells. Broken on purpose: until > stated alone; sealed_until without the trigger.
  const hidden = await correct(sealedFor(15));
  expect(hidden.json.errors[0].pointer).toBe("/content/forbidsNotice/until");
  const write = database.pool.query(
    `INSERT INTO request_event (request_id, kind, by_person, body) SELECT request_id, 'corrected', by_person, body
     FROM request_event WHERE request_id = $1 AND kind = 'received'`,
    [id],
  );
  await expect(write).rejects.toThrow("a correction delays nothing");
  // Was "done", and named another day every day. Broken on purpose: without the pattern.
  const moving = database.pool.query(
    `INSERT INTO request_event (request_id, kind, by_person, body)
     SELECT request_id, 'corrected', by_person, jsonb_set(body, '{content,forbidsNotice,until}', '"yesterday"')
     FROM request_event WHERE request_id = $1 AND kind = 'received'`,
    [id],
  );
  await expect(moving).rejects.toThrow("nothing is sealed for longer than a year");
});

test("no request, whatever its outcome, ends a meeting or changes an account (constitution 3 and 4)", async () => {
  const state = async () =>
    (
      await database.pool.query(
        `SELECT (SELECT json_agg(a ORDER BY a.id) FROM account a)::text AS accounts,
           (SELECT json_agg(m ORDER BY m.code) FROM meeting m)::text AS meetings,
           (SELECT json_agg(k ORDER BY k.id) FROM api_key k)::text AS keys`,
      )
    ).rows[0];
  const meeting = await running(12);
  const before = await state();
  const { id, orderId } = await ordered(people, requestOf(people.authority, [meeting.code]));
  await acts(people.reviewer, id, { kind: "answer-demand", demand: 0, answer: "met" });
  await acts(people.reviewer, id, { kind: "close", text: "The answer" });
  await acts(people.approver, id, { kind: "lift", orderId, why: "Over" });
  expect(await state()).toEqual(before);
  expect(service.engine.ended).toEqual([]);
});

// Broken on purpose, each hides one of them: the newest 200 of all; approved orders alone; by number alone.
test("requests hide none on which an order stands or waits for its approval, and senders of no register no authority's", async () => {
  const { code } = await runningMeeting(service);
  const asked = requestOf(people.authority, [code]);
  const { id } = await ordered(people, asked);
  const proposed = await underReview(people, asked);
  await acts(people.reviewer, proposed, { kind: "propose", order: orderOf() });
  const open = await receive(people, asked);
  const copies = (authority: string) =>
    unjudged(database, (client) =>
      client.query(
        `INSERT INTO request OVERRIDING SYSTEM VALUE SELECT (jsonb_populate_record(r, jsonb_build_object(
           'id', gen_random_uuid(), 'authority_id', ${authority}, 'number', (SELECT max(number) FROM request) + n))).*
         FROM request r, generate_series(1, 300) AS n WHERE r.id = $1`,
        [id],
      ),
    );
  const listed = async (): Promise<readonly string[]> =>
    (await people.reviewer.ask("GET", "/api/desk")).json.requests.map(
      (one: { id: string }) => one.id,
    );
  await copies("NULL");
  expect(await listed()).toEqual(expect.arrayContaining([id, proposed, open]));
  await copies("r.authority_id");
  expect(await listed()).toEqual(expect.arrayContaining([id, proposed]));
});
