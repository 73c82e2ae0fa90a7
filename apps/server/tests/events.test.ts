import { type AddressInfo, connect, type Socket } from "node:net";
import type { Refusal } from "@graticule/api/problem";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ApiService, everyoneExcept, startApiService } from "./api-service.ts";
import { startTestDatabase, type TestDatabase } from "./harness.ts";
import { followJoin } from "./join-page.ts";
import { order } from "./orders.ts";

const france = "127.1.0.1";
const china = "127.2.0.1";

let database: TestDatabase;
let service: ApiService;
let port: number;

beforeAll(async () => {
  database = await startTestDatabase();
  service = await startApiService(database);
  await service.app.listen({ host: "127.0.0.1", port: 0 });
  port = (service.app.server.address() as AddressInfo).port;
});

afterAll(async () => {
  await service.stop();
  await database.stop();
});

const follow = (joined: { joinId: string; key: string; pageName?: string }, address: string) =>
  followJoin(port, joined, address);

async function join(code: string, address: string) {
  const path = `/api/meetings/${code}/joins`;
  return (await service.ask("POST", path, { from: address, body: { name: "Ana" } })).json;
}

const setRule = (meeting: { code: string; bearer: object }, body: object) =>
  service.ask("PUT", `/api/meetings/${meeting.code}/manage/rule`, {
    headers: { ...meeting.bearer },
    body,
  });
const lift = (meeting: { code: string; bearer: object }) =>
  service.ask("DELETE", `/api/meetings/${meeting.code}/manage/rule`, {
    headers: { ...meeting.bearer },
  });

test("someone refused learns when the door opens, and when it closes again", async () => {
  const meeting = await service.newMeeting({ rule: everyoneExcept("CN") });
  const page = await follow(await join(meeting.code, china), china);
  expect(await page.next()).toMatchObject({
    kind: "state",
    admitted: false,
    refusal: { because: "denied-place", place: "CN" },
  });
  await lift(meeting);
  expect(await page.next()).toEqual({ kind: "may-return" });
  await setRule(meeting, everyoneExcept("CN"));
  expect(await page.next()).toMatchObject({ kind: "state", admitted: false });
  await setRule(meeting, { allow: [{ kind: "place", code: "FR" }] });
  expect(await page.next()).toMatchObject({ refusal: { because: "outside-allowed" } });
  page.close();
});

test("someone kept out learns of a change in the places that are open", async () => {
  const [france, hongKong] = ["FR", "HK"].map((code) => ({ kind: "place", code }));
  const meeting = await service.newMeeting({ rule: { allow: [france] } });
  const page = await follow(await join(meeting.code, china), china);
  expect(await page.next()).toMatchObject({ refusal: { only: { allow: [france], deny: [] } } });
  const allow = [france, hongKong];
  await setRule(meeting, { allow });
  expect(await page.next()).toMatchObject({ refusal: { only: { allow, deny: [] } } });
  page.close();
});

test("a removed page gets the reason at once, and again after a lost connection", async () => {
  const meeting = await service.newMeeting();
  const joined = await join(meeting.code, china);
  const page = await follow(joined, china);
  expect(await page.next()).toEqual({ kind: "state", admitted: true });
  const { streams } = service.deps;
  expect(streams.isOpen(meeting.room, joined.identity)).toBe(true);
  const refusal: Refusal = {
    decidedBy: "meeting",
    because: "denied-place",
    sure: "sure",
    evidence: [],
  };
  expect(streams.tellRemoved(meeting.room, joined.identity, 403, refusal)).toBe(true);
  expect(await page.next()).toEqual({ kind: "removed", status: 403, refusal });
  page.close();
  await setRule(meeting, everyoneExcept("CN"));
  const again = await follow(joined, china);
  expect(await again.next()).toMatchObject({ kind: "state", admitted: false });
  await lift(meeting);
  expect(await again.next()).toEqual({ kind: "may-return" });
  again.close();
});

test("a page that was away when it was removed learns it on coming back", async () => {
  const meeting = await service.newMeeting();
  const joined = await join(meeting.code, china);
  await setRule(meeting, everyoneExcept("CN"));
  const refusal: Refusal = {
    decidedBy: "meeting",
    because: "denied-place",
    sure: "sure",
    evidence: [],
  };
  const { streams } = service.deps;
  expect(streams.tellRemoved(meeting.room, joined.identity, 403, refusal)).toBe(false);
  const page = await follow(joined, china);
  expect(await page.next()).toMatchObject({ kind: "state", admitted: false });
  page.close();
});

test("someone refused is judged by the stream's current address", async () => {
  const meeting = await service.newMeeting({ rule: everyoneExcept("CN") });
  const refused = await join(meeting.code, china);
  const page = await follow(refused, france);
  expect(await page.next()).toEqual({ kind: "may-return" });
  page.close();
});

/** Less than the database's slow poll takes, which would also find it. */
const beforeThePollMs = 20_000;

test(
  "an order that expires opens the door",
  async () => {
    const meeting = await service.newMeeting();
    await order(database, meeting.room, ["CN"], { untilMs: 2_500 });
    await service.deps.directory.refresh({ kind: "room", room: meeting.room });
    const refused = await join(meeting.code, china);
    expect(refused.status).toBe(451);
    const page = await follow(refused, china);
    expect(await page.next()).toMatchObject({ refusal: { decidedBy: "order" } });
    expect(await page.next()).toEqual({ kind: "may-return" });
    page.close();
  },
  beforeThePollMs,
);

test("an order made by another process reaches the page through the database alone", async () => {
  const meeting = await service.newMeeting({ rule: everyoneExcept("CN") });
  const page = await follow(await join(meeting.code, china), china);
  expect(await page.next()).toMatchObject({ refusal: { decidedBy: "meeting" } });
  await order(database, meeting.room, ["CN"]);
  expect(await page.next()).toMatchObject({ refusal: { decidedBy: "order" } });
  page.close();
});

test("when the host ends the meeting every page learns of it", async () => {
  const meeting = await service.newMeeting();
  const joined = await join(meeting.code, france);
  const page = await follow(joined, france);
  await page.next();
  const path = `/api/meetings/${meeting.code}/manage/end`;
  await service.ask("POST", path, { headers: meeting.bearer });
  expect(await page.next()).toEqual({ kind: "ended", by: "host" });
  page.close();
  const again = await follow(joined, france);
  expect(await again.next()).toEqual({ kind: "ended", by: "host" });
  again.close();
});

test("a stream needs its own key, and a second one replaces the first", async () => {
  const meeting = await service.newMeeting();
  const one = await join(meeting.code, france);
  const two = await join(meeting.code, france);
  expect((await follow({ joinId: one.joinId, key: two.key }, france)).status).toBe(404);
  expect((await follow({ joinId: "none", key: one.key }, france)).status).toBe(404);
  const first = await follow(one, france);
  await first.next();
  const second = await follow(one, france);
  await first.ended;
  expect(await second.next()).toEqual({ kind: "state", admitted: true });
  expect(service.deps.streams.isOpen(meeting.room, one.identity)).toBe(true);
  second.close();
});

/** Everything the older of a join's two streams gets, opened by these two pages. */
async function toldBefore(older: string | undefined, newer: string | undefined) {
  const joined = await join((await service.newMeeting()).code, france);
  const as = (page: string | undefined) =>
    follow(page === undefined ? joined : { ...joined, pageName: page }, france);
  const first = await as(older);
  expect(await first.next()).toEqual({ kind: "state", admitted: true });
  const second = await as(newer);
  await first.ended;
  expect(await second.next()).toEqual({ kind: "state", admitted: true });
  second.close();
  return first.rest();
}

test("a page whose join another page now follows learns of it; its own streams, and those of unnamed pages, end silently", async () => {
  expect(await toldBefore("one", "other")).toEqual([{ kind: "elsewhere" }]);
  expect(await toldBefore("one", "one")).toEqual([]);
  expect(await toldBefore(undefined, "one")).toEqual([]);
  expect(await toldBefore("one", undefined)).toEqual([]);
});

test("of a join's many streams only the newest one's connection remains (attack 13)", async () => {
  const meeting = await service.newMeeting();
  const one = await join(meeting.code, france);
  const path = `/api/joins/${one.joinId}/events`;
  const closed: Promise<unknown>[] = [];
  const sockets: Socket[] = [];
  for (let at = 0; at < 20; at++) {
    const socket = connect({ host: "127.0.0.1", port, localAddress: france });
    closed.push(new Promise((done) => socket.once("close", done)));
    const lines = [`GET ${path} HTTP/1.1`, "Host: meet.test", `Authorization: Bearer ${one.key}`];
    socket.write(`${lines.join("\r\n")}\r\n\r\n`);
    // Once its answer has begun it is the newest.
    expect(String(await new Promise((done) => socket.once("data", done)))).toMatch(/ 200 OK/);
    socket.resume();
    sockets.push(socket);
  }
  await Promise.all(closed.slice(0, -1));
  expect(sockets.at(-1)?.readableEnded).toBe(false);
  expect(service.deps.streams.isOpen(meeting.room, one.identity)).toBe(true);
  sockets.at(-1)?.destroy();
});

test("an event stream carries the headers that keep a page to itself, like every answer", async () => {
  const meeting = await service.newMeeting();
  const { joinId, key } = await join(meeting.code, "127.0.0.1");
  const stop = new AbortController();
  const url = `http://127.0.0.1:${port}/api/joins/${joinId}/events`;
  const authorization = `Bearer ${key}`;
  // In the address, where a proxy's log has it, the key opens nothing.
  expect((await fetch(`${url}?key=${key}`)).status).toBe(401);
  const { headers } = await fetch(url, { headers: { authorization }, signal: stop.signal });
  expect(headers.get("content-type")).toMatch(/event-stream/);
  expect(headers.get("content-security-policy")).toMatch(/default-src 'self';/);
  expect(headers.get("permissions-policy")).toMatch(/geolocation=\(\)/);
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  stop.abort();
});
