import { expect, test } from "vitest";
import { everyoneExcept } from "./api-service.ts";
import { newStaff } from "./desk-service.ts";
import {
  database,
  home,
  meetingServiceOfTests,
  service,
  type TestMeeting,
  type Visitor,
} from "./meeting-service.ts";
import { approvedEarlier, liftOrder, order } from "./orders.ts";

meetingServiceOfTests();

const minuteMs = 60_000;

/** Someone seated for so long that orders can be dated back. */
async function satLong(meeting: TestMeeting, name: string, from: string): Promise<Visitor> {
  const visitor = await service.sits(meeting, name, { from });
  const seat = service.deps.presence.seats.find(meeting.room, visitor.identity);
  if (seat !== undefined) seat.seatedSince = service.deps.directory.now() - 5 * minuteMs;
  await visitor.page.next();
  return visitor;
}

async function refreshed({ room }: TestMeeting): Promise<void> {
  await service.deps.directory.refresh({ kind: "room", room });
}

async function ordered(meeting: TestMeeting, noticeMinutes: number): Promise<string> {
  const id = await order(database, meeting.room, ["CN"], { noticeMinutes });
  await refreshed(meeting);
  return id;
}

test("notice: people inside learn it privately and may stay for its length, newcomers are refused at once", async () => {
  const meeting = await service.newMeeting();
  const inChina = await satLong(meeting, "Wei", home.china);
  const inFrance = await satLong(meeting, "Jeanne", home.france);
  expect((await inFrance.page.sees(() => true)).limitedByOrder).toBe(false);

  const before = service.deps.directory.now();
  const id = await ordered(meeting, 1);
  const notice = await inChina.page.next();
  expect(notice).toMatchObject({
    kind: "notice",
    refusal: { decidedBy: "order", place: "CN", limitPlace: "CN", sure: "sure", orderId: id },
  });
  const at = "at" in notice ? Date.parse(notice.at) : 0;
  expect(Math.abs(at - before - minuteMs)).toBeLessThan(10_000);
  const { answer } = await service.comes(meeting, "New", { from: home.china });
  expect(answer.status).toBe(451);
  expect(answer.json.refusal.orderId).toBe(id);
  expect((await inChina.enter()).status).toBe(200);

  // Everyone else sees that there is an order, and nothing of the notice.
  const view = await inFrance.page.sees(({ limitedByOrder }) => limitedByOrder);
  expect(JSON.stringify(view)).not.toMatch(/CN|Test Act|notice/);

  // On a busy machine a second is over before their page hears of it.
  await approvedEarlier(database, id, 56);
  await refreshed(meeting);
  const sooner = await inChina.page.next();
  expect(sooner.kind).toBe("notice");
  expect(await inChina.page.next()).toMatchObject({ kind: "removed", status: 451 });
  await service.deps.enforcement.settled();
  expect(service.deps.presence.seats.inside(meeting.room).map(({ identity }) => identity)).toEqual([
    inFrance.identity,
  ]);
  // Not counted: beside the person who just left, a count would say why.
  const counted = (await service.deps.counters.counts()).map(({ name }) => name);
  expect(counted.filter((name) => /order|removed|removal/.test(name))).toEqual([]);
  expect((await inChina.enter()).status).toBe(451);
  await liftOrder(database, id);
  await refreshed(meeting);
  await inFrance.page.sees(({ limitedByOrder }) => !limitedByOrder);
  // Someone kept out comes back without the expired notice.
  expect((await inChina.enter()).status).toBe(200);
  const back = await service.follows(inChina);
  expect(await back.next()).toEqual({ kind: "state", admitted: true });
  // The page in France heard of the room and nothing else.
  service.deps.streams.tellEnded(meeting.room);
  expect((await back.next()).kind).toBe("ended");
  expect((await inFrance.page.next()).kind).toBe("ended");
});

test("notice: a page that comes back gets it again, and lifting the order takes it back", async () => {
  const meeting = await service.newMeeting();
  const visitor = await satLong(meeting, "Wei", home.china);
  const id = await ordered(meeting, 5);
  expect((await visitor.page.next()).kind).toBe("notice");
  const again = await service.follows(visitor);
  expect(await again.next()).toEqual({ kind: "state", admitted: true });
  expect((await again.next()).kind).toBe("notice");
  await liftOrder(database, id);
  await refreshed(meeting);
  expect(await again.next()).toEqual({ kind: "state", admitted: true });
  const reloaded = await service.follows(visitor);
  expect(await reloaded.next()).toEqual({ kind: "state", admitted: true });
  expect((await visitor.enter()).status).toBe(200);
});

test("notice: someone in the lobby is not inside, and rule changes that are put off count beside it", async () => {
  const meeting = await service.newMeeting();
  await service.act(meeting, { kind: "door", door: { entry: "lobby" } });
  const waits = await service.comes(meeting, "Wei", { from: home.china });
  expect(await waits.page.next()).toMatchObject({ kind: "state", held: { because: "lobby" } });
  await service.act(meeting, { kind: "door", door: { entry: "open" } });
  expect(await waits.page.next()).toEqual({ kind: "may-return" });
  const inside = await satLong(meeting, "Li", home.china);
  const path = `/api/meetings/${meeting.code}/manage/rule`;
  for (const code of ["JP", "US", "DE", "CN"]) {
    await service.ask("PUT", path, { headers: meeting.bearer, body: everyoneExcept(code) });
  }
  await ordered(meeting, 5);
  expect(await waits.page.next()).toMatchObject({
    kind: "state",
    refusal: { decidedBy: "order" },
  });
  expect((await inside.page.next()).kind).toBe("notice");
  expect((await inside.enter()).status).toBe(200);
});

test("notice: someone who meanwhile says they're not there stays until the answer decides", async () => {
  const uma = await newStaff(service, database, "uma", { roles: ["appeals"] });
  const meeting = await service.newMeeting();
  const [wei, li, jo] = [
    await satLong(meeting, "Wei", home.china),
    await satLong(meeting, "Li", home.china),
    await satLong(meeting, "Jo", home.china),
  ];
  const id = await ordered(meeting, 2);
  for (const { page } of [wei, li, jo]) expect((await page.next()).kind).toBe("notice");
  const said = { wei: (await wei.contest()).json, li: (await li.contest()).json };
  expect(said).toMatchObject({ wei: { kind: "waits" }, li: { kind: "waits" } });

  // They may stay until the answer, and keep getting their place.
  service.deps.enforcement.reconcile([meeting.room]);
  const refusal = { place: "CN", sure: "sure" };
  const notice = (at: string) => ({ kind: "notice", at, refusal });
  expect(await wei.page.next()).toMatchObject(notice(said.wei.dueAt));
  expect(await li.page.next()).toMatchObject(notice(said.li.dueAt));
  await approvedEarlier(database, id, 125);
  await refreshed(meeting);
  await service.deps.enforcement.settled();
  const inside = () =>
    service.deps.presence.seats.inside(meeting.room).map(({ identity }) => identity);
  expect(inside()).toEqual([wei.identity, li.identity]);
  // Someone who comes only now, or who claimed it when outside, waits outside.
  expect((await jo.contest()).json).toMatchObject({ kind: "waits" });
  expect((await jo.enter()).status).toBe(451);

  const waiting = (await uma.ask("GET", "/api/desk/contests")).json;
  const answer = (at: number, body: object) =>
    uma.ask("POST", `/api/desk/contests/${waiting[at].id}/answer`, body);
  await answer(0, { kind: "in" });
  expect(await wei.page.next()).toMatchObject({ kind: "contest", contest: { kind: "in" } });
  expect(await wei.page.next()).toEqual({ kind: "state", admitted: true });
  const why = "Your network has been there for years.";
  await answer(1, { kind: "stays-out", why });
  expect(await li.page.next()).toMatchObject({
    kind: "contest",
    contest: { kind: "stays-out", why },
  });
  expect(await li.page.next()).toMatchObject({ kind: "removed", status: 451 });
  await service.deps.enforcement.settled();
  expect(inside()).toEqual([wei.identity]);
});
