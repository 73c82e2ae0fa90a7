import { meetingCreated, meetingManaged, meetingSummary } from "@graticule/api/meetings";
import { createBeacons } from "@graticule/server/beacon/responder";
import { createMeetingStore } from "@graticule/server/meetings/store";
import { beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { startApiService } from "./api-service.ts";
import { unjudged } from "./by-hand.ts";
import { database, home, meetingServiceOfTests, service } from "./meeting-service.ts";
import { type Browser, newPerson } from "./people-service.ts";

meetingServiceOfTests();
let ana: Browser;
let ben: Browser;

beforeAll(async () => {
  ana = await newPerson(service, "ana");
  ben = await newPerson(service, "ben");
});

const query = (sql: string, values: unknown[] = []) => database.pool.query(sql, values);
const dayMs = 86_400_000;
const inDays = (days: number): string =>
  new Date(Math.ceil(Date.now() / dayMs) * dayMs + days * dayMs).toISOString();

async function makes(person: Browser, body: object = {}) {
  const made = await person.ask("POST", "/api/meetings", { title: "Seminar", ...body });
  expect([made.status, made.text]).toEqual([201, made.text]);
  const { code, manageUrl } = meetingCreated.parse(made.json);
  const bearer = { authorization: `Bearer ${manageUrl.split("#")[1]}` };
  const room = service.deps.directory.findMeeting(code)?.policy.room ?? "";
  return { code, room, bearer, path: `/api/meetings/${code}/manage` };
}

async function lists(person: Browser, code: string) {
  const listed = await person.ask("GET", "/api/meetings");
  return meetingSummary
    .array()
    .parse(listed.json)
    .find((meeting) => meeting.code === code);
}

/** As if it was last used so many days ago. */
const lastUsed = (room: string, days: number) =>
  query(
    "UPDATE room SET last_used_on = (now() AT TIME ZONE 'UTC')::date - $2::int WHERE name = $1",
    [room, days],
  );

test("a meeting belongs to the account of the person who creates it, and to no one else", async () => {
  const { code, path } = await makes(ana);
  expect(await lists(ana, code)).toMatchObject({ code, title: "Seminar", inProgress: false });
  expect(await lists(ben, code)).toBeUndefined();
  expect((await ana.ask("GET", path)).status).toBe(200);
  for (const [method, url] of [
    ["GET", path],
    ["PATCH", path],
    ["DELETE", path],
    ["POST", `${path}/end`],
  ]) {
    const body = method === "PATCH" ? { title: "Mine" } : undefined;
    expect((await ben.ask(method ?? "", url ?? "", body)).status).toBe(403);
  }
  expect((await service.ask("GET", "/api/meetings")).status).toBe(401);
});

test("a weekly meeting says when it is next, by its own zone's clocks", async () => {
  const repeat = { every: "week", interval: 2, count: 5 };
  const time = { startsAt: inDays(3), durationMinutes: 90, timeZone: "Europe/Paris", repeat };
  const { code, path, bearer } = await makes(ana, time);
  const summary = await lists(ana, code);
  expect(summary).toMatchObject({ ...time, nextStartsAt: time.startsAt });
  const lastEnd = Date.parse(time.startsAt) + 4 * 14 * dayMs + 90 * 60_000;
  // Clocks may change meanwhile.
  expect(Math.abs(Date.parse(summary?.deletedAt ?? "") - lastEnd - 30 * dayMs)).toBeLessThan(
    7_200_000,
  );
  const managed = await service.ask("GET", path, { headers: bearer });
  expect(meetingManaged.parse(managed.json)).toMatchObject({
    ...time,
    door: { entry: "open", locked: false, beacon: "wanted" },
    otherLimits: [],
  });
});

test("an impossible time is refused, naming the part that is wrong", async () => {
  const refused = async (body: object, pointer: string) => {
    const answer = await ana.ask("POST", "/api/meetings", { title: "x", ...body });
    expect([answer.status, answer.json.errors?.[0]?.pointer]).toEqual([400, pointer]);
  };
  const weekly = { every: "week" };
  await refused({ repeat: weekly }, "/repeat");
  await refused({ startsAt: inDays(1), timeZone: "Mars/Olympus" }, "/timeZone");
  // Was 500 with the database's bounds: times that it doesn't have.
  for (const startsAt of ["2500-01-01T00:00:00Z", "2199-06-01T00:00:00Z", "1999-12-31T23:59:59Z"])
    await refused({ startsAt }, "/startsAt");
  const seldom = { every: "month", interval: 52, count: 500 };
  await refused({ startsAt: inDays(1), repeat: seldom }, "/repeat/count");
  await refused({ startsAt: inDays(9), repeat: { ...weekly, until: inDays(8) } }, "/repeat/until");
  await refused({ startsAt: inDays(9), repeat: { ...weekly, interval: 53 } }, "/repeat/interval");
  await refused({ rule: { deny: [{ kind: "place", code: "ZZ" }] } }, "/rule/deny/0");
});

test("title and time change separately, and null removes the time", async () => {
  const { code, path, bearer } = await makes(ana, { startsAt: inDays(1), timeZone: "Asia/Tokyo" });
  const change = async (body: object) => {
    const answer = await service.ask("PATCH", path, { headers: bearer, body });
    expect([answer.status, answer.text]).toEqual([204, ""]);
    return await lists(ana, code);
  };
  const before = await lists(ana, code);
  expect(await change({ title: "Colloquium" })).toEqual({ ...before, title: "Colloquium" });
  expect(await change({ startsAt: inDays(2), repeat: { every: "day" } })).toMatchObject({
    title: "Colloquium",
    startsAt: inDays(2),
    timeZone: "Asia/Tokyo",
    repeat: { every: "day", interval: 1 },
    nextStartsAt: inDays(2),
  });
  const single = await change({ repeat: null });
  expect(single).not.toHaveProperty("repeat");
  expect(await change({ startsAt: null })).not.toHaveProperty("nextStartsAt");
  const wrong = { headers: bearer, body: { repeat: { every: "day" } } };
  expect((await service.ask("PATCH", path, wrong)).status).toBe(400);
});

test("ending a repeating meeting ends this occurrence, and the next one opens by itself", async () => {
  const startsAt = new Date(Date.now() - 60_000).toISOString();
  const { code, room, path, bearer } = await makes(ana, { startsAt, repeat: { every: "day" } });
  expect(await lists(ana, code)).toMatchObject({ nextStartsAt: startsAt });
  expect((await service.ask("POST", `${path}/end`, { headers: bearer })).status).toBe(204);
  const door = () => service.ask("GET", `/api/meetings/${code}/door`);
  expect((await door()).json).toMatchObject({ ended: true });
  const summary = await lists(ana, code);
  expect(summary).not.toHaveProperty("endedAt");
  expect(Date.parse(summary?.nextStartsAt ?? "")).toBe(Date.parse(startsAt) + dayMs);
  const { rows } = await query("SELECT reopens_at FROM meeting WHERE code = $1", [code]);
  expect(rows[0].reopens_at.getTime()).toBe(Date.parse(startsAt) + dayMs - 15 * 60_000);
  // Its host may prepare the next one meanwhile.
  const rule = { headers: bearer, body: {} };
  expect((await service.ask("PUT", `${path}/rule`, rule)).status).toBe(200);

  const past =
    "UPDATE meeting SET ended_at = now() - interval '1 day', reopens_at = now() - interval '1 second' WHERE code = $1";
  await unjudged(database, (client) => client.query(past, [code]));
  await service.deps.directory.refresh({ kind: "room", room });
  expect((await door()).json).toMatchObject({ ended: false });
  // Seen before: a change of its title closed it until the occurrence after this one.
  const renamed = { headers: bearer, body: { title: "Colloquium" } };
  expect((await service.ask("PATCH", path, renamed)).status).toBe(204);
  expect((await door()).json).toMatchObject({ ended: false });
  await service.ask("POST", `${path}/end`, { headers: bearer });
  expect((await door()).json).toMatchObject({ ended: true });
});

test("ending the last occurrence ends the meeting, which no one can change any more", async () => {
  const startsAt = new Date(Date.now() - 60_000).toISOString();
  const { code, path, bearer } = await makes(ana, { startsAt });
  await service.ask("POST", `${path}/end`, { headers: bearer });
  const summary = await lists(ana, code);
  expect(Date.parse(summary?.deletedAt ?? "")).toBe(
    Date.parse(summary?.endedAt ?? "") + 30 * dayMs,
  );
  expect(summary).not.toHaveProperty("nextStartsAt");
  const change = { headers: bearer, body: { title: "Again" } };
  expect((await service.ask("PATCH", path, change)).json).toMatchObject({
    status: 410,
    code: "ended",
  });
});

// Was: ended once more, and its pages were told that the host ended it. Broken on purpose: without asking whether it is over.
test("a meeting that is open again isn't ended once more, though the engine failed to end it before", async () => {
  const startsAt = new Date(Date.now() - 60_000).toISOString();
  const meeting = await makes(ana, { startsAt, repeat: { every: "day" } });
  const { room, path, bearer } = meeting;
  let fails = (_: never): void => undefined;
  const failing = new Promise<never>((done) => {
    fails = done;
  });
  const ends = vi.spyOn(service.engine, "endRoom").mockReturnValueOnce(failing);
  onTestFinished(() => ends.mockRestore());
  const ending = service.ask("POST", `${path}/end`, { headers: bearer });
  await vi.waitUntil(() => ends.mock.calls.length === 1);
  await service.ask("PATCH", path, { headers: bearer, body: { startsAt: null } });
  fails("failed" as never);
  await ending;
  const bo = await service.sits(meeting, "Bo");
  const isOver = async () =>
    (await query("SELECT FROM job WHERE kind = 'end-room'")).rowCount === 0;
  await vi.waitUntil(isOver, { timeout: 60_000 });
  expect(ends.mock.calls).toEqual([[room]]);
  expect(bo.page.rest()).not.toContainEqual({ kind: "ended", by: "host" });
});

test("a meeting moved while its occurrence is ended opens at its new time", async () => {
  const startsAt = new Date(Date.now() - 60_000).toISOString();
  const { code, path, bearer } = await makes(ana, { startsAt, repeat: { every: "day" } });
  await service.ask("POST", `${path}/end`, { headers: bearer });
  const door = async () => (await service.ask("GET", `/api/meetings/${code}/door`)).json.ended;
  await service.ask("PATCH", path, { headers: bearer, body: { startsAt: inDays(5) } });
  expect(await door()).toBe(true);
  await service.ask("PATCH", path, { headers: bearer, body: { startsAt: null } });
  expect(await door()).toBe(false);
});

test("the owner and the management link can delete, and those inside leave", async () => {
  const byOwner = await makes(ana);
  expect((await ana.ask("DELETE", byOwner.path)).status).toBe(204);
  expect(await lists(ana, byOwner.code)).toBeUndefined();

  const meeting = await makes(ana);
  const host = await service.sits(meeting, "Host", { headers: meeting.bearer });
  const fromInside = { headers: host.auth };
  expect(
    (await service.ask("POST", `${meeting.path}/rule/preview`, { ...fromInside, body: {} })).status,
  ).toBe(200);
  expect((await service.ask("DELETE", meeting.path, fromInside)).status).toBe(403);

  expect((await service.ask("DELETE", meeting.path, { headers: meeting.bearer })).status).toBe(204);
  for (let event = await host.page.next(); event.kind !== "ended"; event = await host.page.next());
  await expect.poll(() => service.engine.ended).toContain(meeting.room);
  expect((await service.ask("GET", meeting.path, { headers: meeting.bearer })).status).toBe(404);
  expect((await service.ask("GET", `/api/meetings/${meeting.code}/door`)).status).toBe(404);
  const left = await query("SELECT 1 FROM room WHERE name = $1", [meeting.room]);
  expect(left.rowCount).toBe(0);
});

test("meetings are deleted 30 days after their end, and endless series a year after their last use", async () => {
  const store = createMeetingStore(database.db);
  const now = await makes(ana);
  const nowUsed = await makes(ana);
  const over = await makes(ana, { startsAt: "2026-01-01T09:00:00Z" });
  const overButUsed = await makes(ana, { startsAt: "2026-01-01T09:00:00Z" });
  const coming = await makes(ana, { startsAt: inDays(90) });
  const endless = await makes(ana, { startsAt: "2025-01-01T09:00:00Z", repeat: { every: "week" } });
  const forgotten = await makes(ana, {
    startsAt: "2025-01-01T09:00:00Z",
    repeat: { every: "week" },
  });
  await lastUsed(now.room, 31);
  await lastUsed(nowUsed.room, 29);
  await lastUsed(over.room, 40);
  await lastUsed(overButUsed.room, 10);
  await lastUsed(coming.room, 100);
  await lastUsed(endless.room, 364);
  await lastUsed(forgotten.room, 366);
  const passed = async (code: string) =>
    Date.parse((await lists(ana, code))?.deletedAt ?? "") < Date.now();
  const all = [now, nowUsed, over, overButUsed, coming, endless, forgotten];
  const expected = [true, false, true, false, false, false, true];
  expect(await Promise.all(all.map(({ code }) => passed(code)))).toEqual(expected);
  await store.deleteDue();
  const gone = await Promise.all(
    all.map(async ({ code }) => (await store.find(code)) === undefined),
  );
  expect(gone).toEqual(expected);
});

test("a room is in use while someone sits there, and is marked as used that day, once", async () => {
  const meeting = await makes(ana, { startsAt: new Date(Date.now() - 3 * dayMs).toISOString() });
  expect(await lists(ana, meeting.code)).not.toHaveProperty("nextStartsAt");
  await service.sits(meeting, "Guest");
  expect(await lists(ana, meeting.code)).toHaveProperty("nextStartsAt");
  await lastUsed(meeting.room, 9);
  const store = createMeetingStore(database.db);
  await store.markUsed([meeting.room]);
  const { rows } = await query(
    "SELECT last_used_on = (now() AT TIME ZONE 'UTC')::date AS today FROM room WHERE name = $1",
    [meeting.room],
  );
  expect(rows).toEqual([{ today: true }]);
});

// Was: in use by each admitted join, so that asking to join every 55 minutes kept an order in force on an empty room. Broken on
// purpose: with `joined` as a mark of use; without listening to seats.
test("only a seat uses a room, however short, and no join that takes none", async () => {
  const meeting = await makes(ana, {});
  const { use } = service.deps.meetings;
  const { seats } = service.deps.presence;
  const { answer, identity } = await service.comes(meeting, "Stranger");
  expect(answer.status).toBe(200);
  expect(use.of(meeting.room)).toEqual({ emptySince: undefined });
  service.seat(meeting.room, identity, home.france);
  expect(use.of(meeting.room)).toBe("in-use");
  const seat = seats.find(meeting.room, identity);
  if (seat !== undefined) seats.forget(seat);
  expect(use.of(meeting.room)).toEqual({ emptySince: expect.any(Number) });
});

test("a backend's room unused for a year goes, unless it has a rule", async () => {
  const { id, headers } = await service.newAccount("archive");
  for (const room of ["unused", "ruled", "lifted", "young"]) {
    await service.ask("POST", `/api/rooms/${room}`, { headers });
    await lastUsed(room, room === "young" ? 364 : 366);
  }
  for (const room of ["ruled", "lifted"]) {
    await service.ask("PUT", `/api/rooms/${room}/rule`, { headers, body: {} });
  }
  await service.ask("DELETE", "/api/rooms/lifted/rule", { headers });
  expect((await createMeetingStore(database.db).deleteDue()).rooms).toBe(2);
  const { rows } = await query("SELECT name FROM room WHERE account_id = $1 ORDER BY name", [id]);
  expect(rows.map(({ name }) => name)).toEqual(["ruled", "young"]);
});

test("an account is limited in its rooms, and the refusal says so in words", async () => {
  const { id, headers } = await service.newAccount("busy");
  const fill =
    "INSERT INTO room (name, account_id, kind) SELECT 'busy-' || n, $1, 'drop-in' FROM generate_series(1, 199) n";
  await query(fill, [id]);
  expect((await service.ask("POST", "/api/rooms/busy-200", { headers })).status).toBe(201);
  const full = await service.ask("POST", "/api/rooms/busy-201", { headers });
  expect(full.json).toMatchObject({
    status: 409,
    code: "conflict",
    detail: expect.stringContaining("reached its limit"),
  });
  expect((await service.ask("POST", "/api/rooms/busy-200", { headers })).status).toBe(200);

  const cleo = await newPerson(service, "cleo");
  const account = "SELECT account_id FROM person WHERE email = 'cleo@example.org'";
  await query(
    `INSERT INTO room (name, account_id, kind) SELECT 'cleo-' || n, (${account}), 'drop-in' FROM generate_series(1, 200) n`,
  );
  const made = await cleo.ask("POST", "/api/meetings", { title: "One more" });
  expect(made.json).toMatchObject({ status: 409, code: "conflict" });
});

test("a new management link opens the meeting and the one before doesn't", async () => {
  const meeting = await service.newMeeting();
  const path = `/api/meetings/${meeting.code}/manage`;
  const made = await service.ask("POST", `${path}/link`, { headers: meeting.bearer });
  expect(made.status).toBe(200);
  const secret = String(made.json.manageUrl).split("#")[1];
  const fresh = { authorization: `Bearer ${secret}` };
  expect((await service.ask("GET", path, { headers: meeting.bearer })).status).toBe(401);
  expect((await service.ask("GET", path, { headers: fresh })).status).toBe(200);
  const owner = { cookie: service.operatorCookie, origin: "http://meet.test" };
  expect((await service.ask("POST", `${path}/link`, { headers: owner })).status).toBe(200);
  expect((await service.ask("GET", path, { headers: fresh })).status).toBe(401);
  expect((await service.ask("POST", `${path}/link`)).status).toBe(401);
});

test("a second check that this service can't make can't be required, for a new or an existing meeting", async () => {
  const blind = await startApiService(database, { beacons: await createBeacons({ listen: [] }) });
  try {
    const headers = { cookie: blind.operatorCookie };
    const door = { beacon: "required" };
    const body = { title: "Seminar", door };
    const refused = await blind.ask("POST", "/api/meetings", { headers, body });
    expect(refused.json).toMatchObject({
      status: 400,
      code: "invalid",
      errors: [{ pointer: "/door/beacon" }],
    });
    const { code, bearer } = await blind.newMeeting();
    const act = { headers: bearer, body: { kind: "door", door } };
    const changed = await blind.ask("POST", `/api/meetings/${code}/hosting/acts`, act);
    expect(changed.json).toMatchObject({ status: 409, code: "conflict" });
    const managed = await blind.ask("GET", `/api/meetings/${code}/manage`, { headers: bearer });
    expect(meetingManaged.parse(managed.json)).toMatchObject({
      secondCheck: "impossible",
      door: { beacon: "wanted" },
    });
  } finally {
    await blind.stop();
  }
});
