import { everyRole } from "@graticule/server/cluster/roles";
import { createOrderEffects } from "@graticule/server/desk/orders/effect-store";
import { createOrderWatch, type OrderWatchParts } from "@graticule/server/desk/orders/order-watch";
import { commitmentToText } from "@graticule/server/rooms/signed-order";
import { expect, test } from "vitest";
import { unjudged } from "./by-hand.ts";
import { signatureBy, signedDecision } from "./desk-keys.ts";
import {
  act,
  acts,
  deskOfTests,
  deskPeople,
  entries,
  ordered,
  orderOf,
  people,
  requestOf,
  runningMeeting,
  underReview,
} from "./desk-people.ts";
import { letDeskTimePass, newStaff } from "./desk-service.ts";
import { startTestDatabase } from "./harness.ts";
import {
  database,
  home,
  newMeetingOf,
  service,
  startMeetingService,
  type TestMeeting,
} from "./meeting-service.ts";
import { newPerson } from "./people-service.ts";

deskOfTests();
const hourMs = 3_600_000;
/** Sets when the session of some orders began, which no test can wait for. */
const beganTwoHoursAgo =
  "UPDATE order_proposal SET occurrence_from = occurrence_from - interval '2 hours' WHERE id = ANY($1)";
/** A watch over all orders that looks when told to, so much later than now. */
function watchOf(emptySince: OrderWatchParts["emptySince"], aheadMs = 0) {
  const { directory, desk } = service.deps;
  return createOrderWatch({
    db: database.db,
    notices: desk.hostNotices,
    everyMs: hourMs,
    roles: everyRole,
    emptySince,
    directory: { ...directory, now: () => directory.now() + aheadMs },
  });
}

const running = () => runningMeeting(service);

function at(ms: number): string {
  return new Date(ms).toISOString();
}

/** The door's status for someone from mainland China. */
async function fromChina(meeting: TestMeeting): Promise<number> {
  return (await service.comes(meeting, "Mei", { from: home.china })).answer.status;
}

const knows = (meeting: TestMeeting) =>
  service.deps.directory.refresh({ kind: "room", room: meeting.room });

// Was: lifted, or over, an order's request could be rejected by one person, and the log counted its demand as sent back.
// Broken on purpose: notOrdered answers "yes" → the database refuses; without its rule, too → 200.
test("a request with an order is answered, and not sent back once the order is over (11)", async () => {
  const meeting = await running();
  const { id, orderId } = await ordered(people, requestOf(people.authority, [meeting.code]));
  const rejecting = { kind: "reject", ground: "duplicate", text: "Again." };
  expect((await act(people.approver, id, rejecting)).status).toBe(409);
  const lifted = await acts(people.approver, id, { kind: "lift", orderId, why: "No ground" });
  expect(lifted.may.sendBack).toBe("closed");
  expect((await act(people.approver, id, rejecting)).status).toBe(409);
  const answer = { kind: "answer-demand", demand: 0, answer: "met" };
  await acts(people.approver, id, answer);
  await acts(people.approver, id, { kind: "close", text: "The answer" });
  expect((await entries(database, "request-closed")).at(-1)).toMatchObject({
    outcome: "answered",
    answers: [{ demand: "withhold-meeting", answer: "met" }],
  });
});

// Was: each draft told whether the host is called so, and left no trace. Broken on purpose: names compared in the draft; before
// the signature is taken → 400 for an id that is taken; an answer instead of UndoneAct → the order stays.
test("no one tests who a meeting's host is by drafts, or by orders that can't be proposed (5)", async () => {
  const host = "Oksana";
  const meeting = await newMeetingOf(service, await newPerson(service, host));
  service.seat(meeting.room, "fr", home.france);
  const id = await underReview(people, requestOf(people.authority, [meeting.code]));
  const path = `/api/desk/requests/${id}`;
  const order = { ...orderOf(), reason: "For nobody" };
  const drafts = (reason: string) =>
    people.reviewer.ask("POST", `${path}/order-drafts`, { ...order, reason });
  const named = await drafts(`For ${host}`);
  const { draft, toSign } = (await drafts(order.reason)).json;
  expect(named.status).toBe(200);
  const said = (reason: string) => commitmentToText(draft.salts.reason, reason);
  /** By this one draft, which its proposer can sign for another reason. */
  const proposes = (reason: string) =>
    people.reviewer.ask("POST", `${path}/acts`, {
      ...{ kind: "propose", order: { ...order, reason }, draft },
      signature: signatureBy(people.reviewer.id, toSign.replace(said(order.reason), said(reason))),
    });
  const answer = await proposes(`For ${host}`);
  expect([answer.status, answer.json.errors?.[0]?.pointer]).toEqual([400, "/order/reason"]);
  // What was written is undone; a guess that fails is a proposal.
  expect((await people.reviewer.ask("GET", path)).json.orders).toEqual([]);
  const made = await proposes(order.reason);
  expect(made.json.orders).toHaveLength(1);
  await acts(people.reviewer, id, { kind: "decline", orderId: draft.id, why: "Not so" });
  const guesses = [await proposes(`For ${host}`), await proposes("For another")];
  expect(guesses.map(({ status }) => status)).toEqual([409, 409]);
});

// Was: each answer quoted the right one, and colleagues saw no try. Broken on purpose: all compared at once; names quoted;
// each text with an answer of its own.
test("no one tests who a meeting's host is among many names, or beside what is refused anyway (5)", async () => {
  const [host, known] = ["Wilhelmina", "Konstantin"];
  const meetings = [];
  for (const name of [host, known]) {
    const meeting = await newMeetingOf(service, await newPerson(service, name));
    service.seat(meeting.room, "fr", home.france);
    meetings.push(meeting.code);
  }
  const id = await underReview(people, requestOf(people.authority, meetings));
  const answers = async (wrong: string, name: string) => {
    const order = orderOf({ reason: `For ${name}, Ana`, law: `Law of ${wrong}` });
    return (await act(people.reviewer, id, { kind: "propose", order })).json.errors;
  };
  for (const wrong of [meetings[0] ?? "", known]) {
    const [right, other] = [await answers(wrong, host), await answers(wrong, "Wilhelm")];
    expect(right).toHaveLength(1);
    expect(right).toEqual(other);
  }
});

// Was: only names, codes and titles were refused. Broken on purpose: without `contact` and `link` → 200; citations not spared → 400.
test("an order's reason leads to no one: neither by an address nor by a number or a link, and cites laws", async () => {
  const host = await newPerson(service, "petra");
  const meeting = await newMeetingOf(service, host);
  service.seat(meeting.room, "fr", home.france);
  const id = await underReview(people, requestOf(people.authority, [meeting.code]));
  for (const what of [host.email, "+49 170 1234567", "https://tinyurl.example/abc"]) {
    const order = orderOf({ reason: `By Law 269/2014, held by ${what}` });
    const { status, json } = await act(people.reviewer, id, { kind: "propose", order });
    expect([status, json.errors]).toEqual([
      400,
      [{ pointer: "/order/reason", detail: expect.stringContaining(`“${what}”`) }],
    ]);
  }
  const law = "Resolution 1718 (2006), https://laws.example/1718";
  const order = orderOf({ reason: "By Resolution 1718 (2006)", law });
  expect((await act(people.reviewer, id, { kind: "propose", order })).status).toBe(200);
});

// Was: both were published. Broken on purpose: beyondWhy isn't asked → 200; the reasons aren't asked, or their statute → 204.
test("while a law forbids telling who asked, neither the order nor a decision about it names them", async () => {
  const meeting = await running();
  const until = at(Date.now() + 48 * hourMs);
  const content = {
    forbidsNotice: { law: "Secrets Ordinance", until },
    legalBasis: { statute: "Assembly Code", provision: "section 1" },
  };
  const id = await underReview(people, requestOf(people.authority, [meeting.code], content));
  const tells = ["MINISTRY OF TESTS", "Secrets Ordinance", "Assembly Code"];
  const sealed = { sealedUntil: until, law: "Assembly Code, section 1" };
  for (const what of tells) {
    const order = orderOf({ ...sealed, beyondWhy: `The ${what} says nothing of places.` });
    const { status, json } = await act(people.reviewer, id, { kind: "propose", order });
    expect([status, json.errors]).toEqual([
      400,
      [{ pointer: "/order/beyondWhy", detail: expect.stringContaining(what) }],
    ]);
  }
  const { orders } = await acts(people.reviewer, id, { kind: "propose", order: orderOf(sealed) });
  const orderId = orders[0].id;
  await acts(people.approver, id, { kind: "approve", orderId });
  const body = { orderId, by: "public", text: "No." };
  expect((await service.ask("POST", "/api/appeals", { body })).status).toBe(201);
  const decider = await newStaff(service, database, "seals", { roles: ["appeals"] });
  const decides = async (reasons: string) => {
    const decision = { no: 1, readTo: 0, outcome: "upheld", reasons } as const;
    const signed = signedDecision(decider.id, orderId, decision);
    return await decider.ask("POST", `/api/desk/appeals/${orderId}/decision`, signed);
  };
  for (const what of tells) {
    const { status, json } = await decides(`The ${what} allows it.`);
    expect([status, json.errors?.[0]?.pointer]).toEqual([400, "/reasons"]);
  }
  expect((await decides("It was asked for lawfully.")).status).toBe(204);
});

test("an order wider than its authority, its request, a week or one sitting is refused (attack 25)", async () => {
  const host = "Zdenka";
  const other = await newMeetingOf(service, await newPerson(service, host));
  const meeting = await running();
  const startsAt = at(Date.now() + hourMs);
  const weekly = await service.newMeeting({
    title: "Weekly",
    startsAt,
    timeZone: "UTC",
    durationMinutes: 30,
    repeat: { every: "day", interval: 1 },
  });
  const id = await underReview(
    people,
    requestOf(people.authority, [meeting.code, other.code, weekly.code], {
      demands: [
        { kind: "withhold-meeting", verbatim: "Withhold it.", meeting: 0 },
        { kind: "end-meeting", verbatim: "End it.", meeting: 1 },
        { kind: "withhold-meeting", verbatim: "Withhold it.", meeting: 2 },
      ],
    }),
  );
  const now = Date.now();
  const opens = Date.parse(startsAt) - hourMs / 4;
  const weeklyTimes = { from: at(opens), until: at(opens + hourMs) };
  const wrong: readonly (readonly [object, string])[] = [
    [{ places: ["CN", "HK"] }, "/order/places/1"],
    [{ places: ["US"] }, "/order/places/0"],
    [{ reason: `The vigil in ${meeting.code}` }, "/order/reason"],
    // Of names and titles all texts have one answer.
    [{ law: "Act against the Commemoration" }, "/order/reason"],
    [{ reason: `The gathering around ${host}` }, "/order/reason"],
    [{ meeting: 1 }, "/order/meeting"],
    [{ meeting: 9 }, "/order/meeting"],
    [{ until: at(now + 169 * hourMs) }, "/order/until"],
    [{ from: at(now + 2 * hourMs), until: at(now + hourMs) }, "/order/until"],
    [{ from: at(now - 24 * hourMs) }, "/order/from"],
    [{ meeting: 2 }, "/order/from"],
    [{ meeting: 2, ...weeklyTimes, until: at(opens + 25 * hourMs) }, "/order/until"],
    [{ sealedUntil: at(now + hourMs) }, "/order/sealedUntil"],
  ];
  for (const [changed, pointer] of wrong) {
    const answer = await act(people.reviewer, id, { kind: "propose", order: orderOf(changed) });
    expect(answer.status, pointer).toBe(400);
    expect(answer.json.errors[0].pointer).toBe(pointer);
  }
  // Without an end it isn't an order, and nothing that names an account or a person belongs in one.
  const endless = { kind: "propose", order: orderOf({ until: undefined }) };
  expect((await act(people.reviewer, id, endless)).status).toBe(400);
  const named = { ...orderOf({ meeting: 2, ...weeklyTimes }), accountId: "all", person: "Eve" };
  const proposed = await acts(people.reviewer, id, { kind: "propose", order: named });
  expect(Object.keys(proposed.orders[0])).not.toContain("accountId");
  const orderId: string = proposed.orders[0].id;
  await acts(people.approver, id, { kind: "approve", orderId });
  // Only a new request renews it.
  const renewed = { kind: "propose", order: orderOf({ meeting: 2, ...weeklyTimes }) };
  expect((await act(people.reviewer, id, renewed)).status).toBe(409);
});

// Was: approved, and in the log for good as an order that was not signed. Broken on purpose: without `after` → 200; without the CHECK
// of public_entry too → the entry.
test("no one approves days before it was proposed, by the days that both signed", async () => {
  const { code } = await runningMeeting(service);
  const id = await underReview(people, requestOf(people.authority, [code]));
  const path = `/api/desk/requests/${id}`;
  const later = (toSign: string, days: number): string => {
    const said = JSON.parse(toSign);
    const day = new Date(Date.parse(said.day) + days * 24 * hourMs).toISOString().slice(0, 10);
    return JSON.stringify({ ...said, day });
  };
  const order = orderOf();
  const { reviewer, approver } = people;
  const { json } = await reviewer.ask("POST", `${path}/order-drafts`, order);
  const signature = signatureBy(reviewer.id, later(json.toSign, 1));
  const propose = { kind: "propose", order, draft: json.draft, signature };
  const orderId = (await reviewer.ask("POST", `${path}/acts`, propose)).json.orders[0].id;
  const { toSign } = (await approver.ask("GET", path)).json.orders[0];
  const approves = (days: number) =>
    approver.ask("POST", `${path}/acts`, {
      ...{ kind: "approve", orderId },
      signature: signatureBy(approver.id, later(toSign, days)),
    });
  expect((await approves(-1)).json.reason).toBe("not-signed");
  expect((await approves(0)).status).toBe(200);
});

test("of two simultaneous approvals, a double click, or an approval and a decline, exactly one counts (attack 24)", async () => {
  const second = await newStaff(service, database, "second", { roles: ["approver"] });
  const races: readonly (readonly [string, string])[] = [
    ["approve", "approve"],
    ["approve", "decline"],
  ];
  for (const [one, other] of races) {
    for (const who of [second, people.approver]) {
      const meeting = await running();
      const id = await underReview(people, requestOf(people.authority, [meeting.code]));
      const { orders } = await acts(people.reviewer, id, { kind: "propose", order: orderOf() });
      const body = (kind: string) => ({ kind, orderId: orders[0].id, why: "Too wide" });
      const answers = await Promise.all([
        act(people.approver, id, body(one)),
        act(who, id, body(other)),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const { rows } = await database.pool.query(
        `SELECT order_id FROM order_approval WHERE order_id = $1
         UNION ALL SELECT order_id FROM order_refusal WHERE order_id = $1`,
        [orders[0].id],
      );
      expect(rows).toHaveLength(1);
    }
  }
});

test("an order is for one sitting: the account's other meetings and the next sitting are free", async () => {
  const startsAt = at(Date.now() + hourMs);
  const daily = await service.newMeeting({
    title: "Daily",
    startsAt,
    timeZone: "UTC",
    durationMinutes: 30,
    repeat: { every: "day", interval: 1 },
  });
  const other = await running();
  const opens = Date.parse(startsAt) - hourMs / 4;
  const times = { from: at(opens), until: at(opens + 3 * hourMs) };
  const content = requestOf(people.authority, [daily.code]);
  const { id } = await ordered(people, content, times);
  const view = (await people.reviewer.ask("GET", `/api/desk/requests/${id}`)).json;
  expect(view.namedMeetings[0]).toMatchObject({
    state: "scheduled",
    occurrence: { from: times.from, until: at(opens + 24 * hourMs) },
  });
  expect(view.orders[0].state).toBe("approved");
  expect(await fromChina(daily)).toBe(200);
  await letDeskTimePass(database, 1);
  await knows(daily);
  expect(await fromChina(daily)).toBe(451);
  expect((await service.comes(daily, "Ana")).answer.status).toBe(200);
  expect(await fromChina(other)).toBe(200);
  await letDeskTimePass(database, 3);
  await knows(daily);
  expect(await fromChina(daily)).toBe(200);
});

test("once it has expired or been lifted, those kept out join at once, and one person is enough to lift", async () => {
  const [lapses, lifts] = [await running(), await running()];
  const { id: lapsed } = await ordered(people, requestOf(people.authority, [lapses.code]));
  expect(await fromChina(lapses)).toBe(451);
  await letDeskTimePass(database, 3);
  await knows(lapses);
  expect(await fromChina(lapses)).toBe(200);
  const view = await people.reviewer.ask("GET", `/api/desk/requests/${lapsed}`);
  expect(view.json.orders[0].state).toBe("lapsed");

  const { id, orderId } = await ordered(people, requestOf(people.authority, [lifts.code]));
  const page = await service.comes(lifts, "Mei", { from: home.china });
  expect(page.answer.status).toBe(451);
  const lift = { kind: "lift", orderId, why: "No ground" };
  expect((await act(people.intake, id, lift)).json.reason).toBe("no-such-role");
  await acts(people.reviewer, id, lift);
  expect((await page.enter()).status).toBe(200);
  expect((await act(people.approver, id, lift)).status).toBe(409);
  expect((await entries(database, "order-ended")).at(-1)).toEqual({
    order: orderId,
    how: "lifted",
  });
});

test("an order ends with its sitting: when the host ends it, or after an hour with no one there", async () => {
  const [ended, empty] = [await running(), await running()];
  const first = await ordered(people, requestOf(people.authority, [ended.code]));
  const second = await ordered(people, requestOf(people.authority, [empty.code]));
  const ends = (orderId: string) =>
    database.pool
      .query("SELECT kind FROM order_end WHERE order_id = $1", [orderId])
      .then(({ rows }) => rows.map(({ kind }) => kind));
  const path = `/api/meetings/${ended.code}/manage/end`;
  expect((await service.ask("POST", path, { headers: ended.bearer })).status).toBe(204);
  await service.deps.desk.orderWatch.look();
  await service.deps.desk.orderWatch.look();
  expect(await ends(first.orderId)).toEqual(["occurrence-over"]);
  expect(await ends(second.orderId)).toEqual([]);

  const { directory } = service.deps;
  const watch = (emptySince: number, aheadMs: number) => watchOf(async () => emptySince, aheadMs);
  // The test can't wait two hours: the order's sitting opened that long ago.
  const client = await database.pool.connect();
  await client.query("SET session_replication_role = replica");
  await client.query(beganTwoHoursAgo, [[second.orderId]]);
  await client.query("SET session_replication_role = origin");
  client.release();
  const now = directory.now();
  for (const since of [now, now - hourMs / 2]) {
    const young = watch(since, 0);
    await young.look();
    young.close();
    expect(await ends(second.orderId)).toEqual([]);
  }
  const old = watch(now - hourMs, 0);
  await old.look();
  old.close();
  expect(await ends(second.orderId)).toEqual(["occurrence-over"]);
  expect(await fromChina(empty)).toBe(200);
});

// Was: the log never said it. Broken on purpose: `readDue` without the cases of orders that are over by their time.
test("an order that an appeal ended just before its time was over ended so in the log, too (8)", async () => {
  const meeting = await running();
  const { orderId } = await ordered(people, requestOf(people.authority, [meeting.code]));
  const other = await ordered(people, requestOf(people.authority, [(await running()).code]));
  const text = "I was not there.";
  const made = await service.ask("POST", "/api/appeals", {
    from: "10.87.1.1",
    body: { orderId, by: "public", text },
  });
  expect(made.status).toBe(201);
  // Both moments go by between two looks.
  await letDeskTimePass(database, 3);
  await service.deps.desk.orderWatch.look();
  const ended = (await entries(database, "order-ended")).filter(({ order }) =>
    [orderId, other.orderId].includes(String(order)),
  );
  expect(ended).toEqual([{ order: orderId, how: "appeal-not-decided" }]);
});

// Was: no order after it ended, in any round. Broken on purpose: `isLast` answers false.
test("an order that can't be ended keeps no other in force", async () => {
  const made = [];
  for (const meeting of [await running(), await running()]) {
    const { orderId } = await ordered(people, requestOf(people.authority, [meeting.code]));
    made.push({ orderId, room: meeting.room });
  }
  const [first, second] = made.sort((one, other) => (one.orderId < other.orderId ? -1 : 1));
  await unjudged(database, (client) =>
    client.query(beganTwoHoursAgo, [[first?.orderId, second?.orderId]]),
  );
  const watch = watchOf(async (room) => {
    if (room === first?.room) throw new Error("its row is locked");
    return service.deps.directory.now() - hourMs;
  });
  await watch.look();
  await watch.look();
  watch.close();
  const { rows } = await database.pool.query(
    "SELECT order_id AS id FROM order_end WHERE order_id = ANY($1)",
    [[first?.orderId, second?.orderId]],
  );
  expect(rows).toEqual([{ id: second?.orderId }]);
});

// Was: neither, nor any other, in any round. Broken on purpose: readPage reads the schedules (the empty one stays in force);
// that, and readDue's are ended after the page was read (both).
test("an order whose meeting can't be read keeps no other in force", async () => {
  const made = [];
  for (const meeting of [await running(), await running(), await running()]) {
    const { orderId } = await ordered(people, requestOf(people.authority, [meeting.code]));
    made.push({ orderId, room: meeting.room });
  }
  const ids = made.map(({ orderId }) => orderId);
  const [unread, empty, ended] = made;
  await unjudged(database, async (client) => {
    await client.query(beganTwoHoursAgo, [ids]);
    await client.query("UPDATE meeting SET ended_at = now() WHERE room = $1", [ended?.room]);
    await client.query("ALTER TABLE meeting DROP CONSTRAINT meeting_starts_at_time");
    await client.query("UPDATE meeting SET starts_at = 'infinity' WHERE room = $1", [unread?.room]);
  });
  const watch = watchOf(async () => service.deps.directory.now() - hourMs);
  await watch.look();
  watch.close();
  const { rows } = await database.pool.query(
    "SELECT order_id AS id FROM order_end WHERE order_id = ANY($1) ORDER BY 1",
    [ids],
  );
  expect(rows.map(({ id }) => id)).toEqual([empty?.orderId, ended?.orderId].toSorted());
  await unjudged(database, async (client) => {
    await client.query("UPDATE meeting SET starts_at = NULL WHERE room = $1", [unread?.room]);
  });
});

// Broken on purpose: isReplaced answers false, and the order goes on for the next day's session.
test("an order ends before another session of a meeting that was moved, though someone has stayed all the time", async () => {
  const meeting = await running();
  const { orderId } = await ordered(people, requestOf(people.authority, [meeting.code]), {
    until: at(Date.now() + 48 * hourMs),
  });
  const isOver = async () =>
    (await database.pool.query("SELECT FROM order_end WHERE order_id = $1", [orderId])).rowCount ===
    1;
  const lookIn = async (hours: number) => {
    const watch = watchOf(async () => "in-use", hours * hourMs);
    await watch.look();
    watch.close();
  };
  await unjudged(database, (client) =>
    client.query(
      `WITH opened AS (UPDATE order_proposal SET occurrence_from = occurrence_from - interval '2 hours'
         WHERE id = $1 RETURNING room, occurrence_from)
       UPDATE meeting m SET starts_at = occurrence_from + interval '15 minutes', duration_minutes = 60,
         time_zone = 'UTC', repeat = '{"every": "day", "interval": 1}' FROM opened o WHERE m.room = o.room`,
      [orderId],
    ),
  );
  await lookIn(20);
  expect(await isOver()).toBe(false);
  await lookIn(23);
  expect(await isOver()).toBe(true);
});

test("an appeal not decided in time ends the order, once", async () => {
  const meeting = await running();
  const { orderId } = await ordered(people, requestOf(people.authority, [meeting.code]), {
    until: at(Date.now() + 120 * hourMs),
  });
  const appeal = { orderId, by: "public", text: "This is wrong." };
  expect((await service.ask("POST", "/api/appeals", { body: appeal })).status).toBe(201);
  await letDeskTimePass(database, 73);
  await knows(meeting);
  expect(await fromChina(meeting)).toBe(200);
  await Promise.all([service.deps.desk.orderWatch.look(), service.deps.desk.orderWatch.look()]);
  await service.deps.desk.orderWatch.look();
  const told = (await entries(database, "order-ended")).filter(({ order: of }) => of === orderId);
  expect(told).toEqual([{ order: orderId, how: "appeal-not-decided" }]);
});

test("that an order had effect is one entry a day, whomever it kept out and however often it restarts", async () => {
  const meeting = await running();
  const { id, orderId } = await ordered(people, requestOf(people.authority, [meeting.code]));
  await acts(people.reviewer, id, { kind: "answer-demand", demand: 0, answer: "met" });
  const told = async () =>
    (await entries(database, "order-effect")).filter(({ order }) => order === orderId);
  for (let times = 0; times < 2; times += 1) {
    const effects = createOrderEffects(database.db);
    effects.mark(orderId);
    effects.mark(orderId);
    await effects.close();
  }
  expect(await told()).toEqual([{ order: orderId }]);
  // Nor does the desk know before the log tells it. Broken on purpose: effectSince from the entries of every day.
  const letter = async () =>
    (await people.reviewer.ask("GET", `/api/desk/requests/${id}`)).json.draft;
  expect(await letter()).toMatch(/into force/);
  expect(await letter()).not.toMatch(/first had effect/);
  const { rows } = await database.pool.query(
    "SELECT DISTINCT daily FROM public_entry WHERE kind = 'order-effect'",
  );
  expect(rows).toEqual([{ daily: true }]);
});

test("a 451 at the door and a removal inside both count as an effect of their order", async () => {
  const own = await startTestDatabase();
  const stage = await startMeetingService(own);
  const desk = await deskPeople(stage, own);
  const [door, inside] = [await stage.newMeeting({}), await stage.newMeeting({})];
  try {
    stage.seat(door.room, "fr", home.france);
    stage.seat(inside.room, "cn", home.china);
    const ids: string[] = [];
    for (const { code } of [door, inside]) {
      ids.push((await ordered(desk, requestOf(desk.authority, [code]))).orderId);
    }
    await stage.comes(door, "Mei", { from: home.china });
    await stage.deps.enforcement.settled();
    await stage.stop();
    const told = (await entries(own, "order-effect")).map(({ order }) => String(order));
    expect(told.sort()).toEqual(ids.sort());
  } finally {
    await own.stop();
  }
});

test("an order that only turned away someone at the door's first look, or in the lobby, had an effect", async () => {
  const own = await startTestDatabase();
  const stage = await startMeetingService(own);
  const desk = await deskPeople(stage, own);
  const looked = await stage.newMeeting({});
  const waited = await stage.newMeeting({ door: { entry: "lobby" } });
  try {
    for (const { room } of [looked, waited]) stage.seat(room, "fr", home.france);
    const waiting = await stage.comes(waited, "Mei", { from: home.china });
    expect(waiting.answer.status).toBe(202);
    expect(await waiting.page.next()).toMatchObject({ kind: "state", held: {} });
    const ids: string[] = [];
    for (const { code } of [looked, waited]) {
      ids.push((await ordered(desk, requestOf(desk.authority, [code]))).orderId);
    }
    const door = `/api/meetings/${looked.code}/door`;
    const seen = await stage.ask("GET", door, { from: home.china });
    expect(seen.json.refusal).toMatchObject({ orderId: ids[0] });
    expect(await waiting.page.next()).toMatchObject({ refusal: { orderId: ids[1] } });
    await stage.stop();
    const told = (await entries(own, "order-effect")).map(({ order }) => String(order));
    expect(told.sort()).toEqual(ids.sort());
  } finally {
    await own.stop();
  }
});

test("an approval is reported as done only when it is durable (attack 16)", async () => {
  const own = await startTestDatabase();
  const stage = await startMeetingService(own);
  try {
    const desk = await deskPeople(stage, own);
    const meeting = await stage.newMeeting({});
    stage.seat(meeting.room, "cn", home.china);
    const id = await underReview(desk, requestOf(desk.authority, [meeting.code]));
    const { orders } = await acts(desk.reviewer, id, { kind: "propose", order: orderOf() });
    await own.postgres.stop();
    const answer = await act(desk.approver, id, { kind: "approve", orderId: orders[0].id });
    expect(answer).toMatchObject({ status: 503, json: { code: "cannot-check" } });
    await stage.deps.enforcement.settled();
    expect(stage.deps.presence.seats.inside(meeting.room)).toHaveLength(1);
  } finally {
    await stage.stop();
    await own.stop();
  }
});
