import { afterEach, expect, test } from "vitest";
import { everyoneExcept } from "./api-service.ts";
import { type MediaPage, openMedia } from "./media-page.ts";
import {
  database,
  home,
  meetingServiceOfTests,
  service,
  type TestMeeting,
  type Visitor,
} from "./meeting-service.ts";
import { order } from "./orders.ts";

meetingServiceOfTests();
const open: MediaPage[] = [];
afterEach(() => {
  for (const page of open.splice(0)) page.stop();
});

async function media(visitor: Visitor, ...addresses: string[]): Promise<MediaPage> {
  const page = await openMedia(service, visitor);
  open.push(page);
  await page.comesFrom(...addresses);
  return page;
}

/** The page says where it is, from this address. */
const says = (visitor: Visitor, from: string) =>
  service.ask("POST", `/api/joins/${visitor.joinId}/here`, {
    from,
    headers: { authorization: `Bearer ${visitor.key}` },
  });

const enterFrom = (from: string, visitor: Visitor) =>
  service.ask("POST", `/api/joins/${visitor.joinId}/enter`, {
    from,
    headers: { authorization: `Bearer ${visitor.key}` },
    body: {},
  });

function decided({ room }: TestMeeting, { identity }: Visitor): string {
  const {
    presence: { seats },
    decision: { connectionLocator },
  } = service.deps;
  const seat = seats.find(room, identity);
  if (seat === undefined) throw new Error("no seat");
  const { fix, media: seen } = connectionLocator.locate(seat);
  const places = fix.standing === "contested" ? fix.places : "place" in fix ? [fix.place] : [];
  return [seen, fix.standing, ...places].join(" ");
}

async function until(meeting: TestMeeting, who: Visitor, expected: string): Promise<void> {
  if (decided(meeting, who) === expected) return;
  await new Promise<void>((resolve) => {
    const stop = service.deps.decision.media.onChange(() => {
      if (decided(meeting, who) !== expected) return;
      stop();
      resolve();
    });
  });
}

test("a media path from the same place changes nothing, and is seen", async () => {
  const meeting = await service.newMeeting();
  const ana = await service.sits(meeting, "Ana");
  expect(decided(meeting, ana)).toBe("unseen established FR");
  await media(ana, home.paris);
  await until(meeting, ana, "seen established FR");
});

test("an order doesn't touch a split tunnel, and a strict rule holds it (attack 20)", async () => {
  const meeting = await service.newMeeting();
  const wei = await service.sits(meeting, "Wei", { from: home.china });
  expect(await wei.page.next()).toMatchObject({ kind: "state", admitted: true });
  await media(wei, home.france);
  expect(await wei.page.next()).toEqual({ kind: "where" });
  expect((await says(wei, home.china)).status).toBe(204);
  await until(meeting, wei, "seen contested CN FR");
  await order(database, meeting.room, ["CN"]);
  await service.deps.directory.refresh({ kind: "all" });
  expect(service.deps.presence.seats.isInside(meeting.room, wei.identity)).toBe(true);
  const rule = { ...everyoneExcept("CN"), onDoubt: "hold" };
  await service.ask("PUT", `/api/meetings/${meeting.code}/manage/rule`, {
    headers: meeting.bearer,
    body: rule,
  });
  expect(await wei.page.next()).toMatchObject({
    kind: "sent-back",
    held: { because: "cannot-tell" },
  });
});

test("someone who moves to a place that an order withholds is out, and back when they return (attack 18)", async () => {
  const meeting = await service.newMeeting();
  await order(database, meeting.room, ["CN"]);
  await service.deps.directory.refresh({ kind: "all" });
  const ana = await service.sits(meeting, "Ana");
  expect(await ana.page.next()).toMatchObject({ kind: "state", admitted: true });
  const page = await media(ana, home.france);
  await until(meeting, ana, "seen established FR");
  await page.comesFrom(home.china);
  expect(await ana.page.next()).toEqual({ kind: "where" });
  // The page's old network is gone and no one answers: the stream there ends.
  await ana.page.ended;
  await until(meeting, ana, "seen established CN");
  const there = { ...ana, address: home.china };
  const back = await service.follows(there);
  const refusal = { because: "ordered", place: "CN", sure: "sure" };
  expect(await back.next()).toMatchObject({ kind: "state", admitted: false, refusal });
  expect((await enterFrom(home.china, ana)).status).toBe(451);
  await page.comesFrom(home.france);
  const home2 = await service.follows(ana);
  expect(await home2.next()).toMatchObject({ kind: "may-return" });
  expect((await enterFrom(home.france, ana)).status).toBe(200);
}, 20_000);

test("someone who seems to join from elsewhere learns it and why, and no one else does", async () => {
  const meeting = await service.newMeeting();
  const ana = await service.sits(meeting, "Ana");
  const ben = await service.sits(meeting, "Ben");
  const own = { place: "FR", sure: "sure", evidence: [{ kind: "own-list" }] };
  expect(ana.answer.json).toMatchObject(own);
  expect(await ana.page.next()).toEqual({ kind: "state", admitted: true });
  const page = await media(ana, home.france);
  const both = [{ kind: "own-list" }, { kind: "paths-agree" }];
  expect(await ana.page.placed(({ evidence }) => evidence.length > 1)).toEqual({
    kind: "place",
    ...own,
    evidence: both,
  });
  await page.comesFrom(home.china);
  expect(await ana.page.next()).toEqual({ kind: "where" });
  expect((await says(ana, home.france)).status).toBe(204);
  expect(await ana.page.placed(({ sure }) => sure === "cannot-tell")).toEqual({
    kind: "place",
    sure: "cannot-tell",
    evidence: [{ kind: "paths-differ" }],
  });
  expect(ben.page.places).toEqual([]);
  expect(ana.page.places.length).toBeLessThanOrEqual(3);
}, 20_000);

test("a required beacon holds anyone without one, and lets them in once it is seen (attack 19)", async () => {
  const meeting = await service.newMeeting({ door: { beacon: "required" } });
  const ana = await service.comes(meeting, "Ana");
  expect(ana.answer.status).toBe(202);
  expect(ana.answer.json.held).toMatchObject({ because: "media-path" });
  expect(await ana.page.next()).toMatchObject({ kind: "state", admitted: false });
  const page = await media(ana, home.paris);
  expect(await ana.page.next()).toEqual({ kind: "may-return" });
  const entered = await ana.enter();
  expect(entered.status).toBe(200);
  service.seat(meeting.room, entered.json.identity, home.france);
  page.stop();
  expect(await ana.page.next()).toMatchObject({
    kind: "sent-back",
    held: { because: "media-path" },
  });
}, 20_000);

test("a copied or forged check from elsewhere proves nothing about anyone (attack 19)", async () => {
  const meeting = await service.newMeeting();
  const ana = await service.sits(meeting, "Ana");
  const page = await media(ana, home.paris);
  await until(meeting, ana, "seen established FR");
  await page.copiedFrom(home.china);
  // A source that only asks is pinged three times, once a second.
  await page.answers(4);
  expect(decided(meeting, ana)).toBe("seen established FR");
}, 20_000);

test("a beacon that answers too late counts as none, and doesn't help past an order (attack 19)", async () => {
  const meeting = await service.newMeeting();
  await order(database, meeting.room, ["CN"]);
  await service.deps.directory.refresh({ kind: "all" });
  const wei = await service.comes(meeting, "Wei", { from: home.china });
  expect(wei.answer.status).toBe(451);
  const page = await openMedia(service, wei);
  open.push(page);
  page.delayMs = 3_500;
  await page.comesFrom(home.france);
  await page.answers(3);
  expect((await wei.enter()).status).toBe(451);
}, 20_000);

test("someone left in question by two paths stays so when the beacon is blocked, and no order touches them (attacks 5, 19)", async () => {
  const meeting = await service.newMeeting();
  const wei = await service.sits(meeting, "Wei", { from: home.china });
  expect(await wei.page.next()).toMatchObject({ kind: "state", admitted: true });
  const page = await media(wei, home.france);
  expect(await wei.page.next()).toEqual({ kind: "where" });
  expect((await says(wei, home.china)).status).toBe(204);
  await until(meeting, wei, "seen contested CN FR");
  page.stop();
  await until(meeting, wei, "unseen contested CN FR");
  await order(database, meeting.room, ["CN"]);
  await service.deps.directory.refresh({ kind: "all" });
  expect(service.deps.presence.seats.isInside(meeting.room, wei.identity)).toBe(true);
}, 20_000);

test("someone whose signalling alone goes elsewhere is in question through the stream their page opens there (attack 20)", async () => {
  const meeting = await service.newMeeting();
  const ana = await service.sits(meeting, "Ana");
  await media(ana, home.france);
  await until(meeting, ana, "seen established FR");
  await service.follows({ ...ana, address: home.china });
  await until(meeting, ana, "seen contested CN FR");
}, 20_000);

test("someone who looks at the door of such a meeting sees that they will get in", async () => {
  const meeting = await service.newMeeting({ door: { beacon: "required" } });
  const door = await service.ask("GET", `/api/meetings/${meeting.code}/door`, {
    from: home.france,
  });
  expect(door.json.held).toBeUndefined();
});

test("a beacon belongs to its join, and there is none where the host wants none", async () => {
  const meeting = await service.newMeeting({ door: { beacon: "off" } });
  const ana = await service.sits(meeting, "Ana");
  const post = (key: string, sdp = "v=0") =>
    service.ask("POST", `/api/joins/${ana.joinId}/beacon`, {
      headers: { authorization: `Bearer ${key}` },
      body: { sdp },
    });
  expect(await post(ana.key)).toMatchObject({ status: 200, json: {} });
  expect((await post("wrong")).status).toBe(404);
  await service.act(meeting, { kind: "door", door: { beacon: "wanted" } });
  expect((await post(ana.key)).status).toBe(400);
  expect((await post(ana.key)).status).toBe(429);
});
