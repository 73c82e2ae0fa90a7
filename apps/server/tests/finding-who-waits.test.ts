import { hosting } from "@graticule/api/hosting";
import { expect, test } from "vitest";
import { everyoneExcept } from "./api-service.ts";
import {
  database,
  home,
  meetingServiceOfTests,
  service,
  type TestMeeting,
} from "./meeting-service.ts";
import { letTimePass } from "./rule-time.ts";

meetingServiceOfTests();

/** The names that a host sees in the lobby. */
async function seen({ code, bearer }: TestMeeting): Promise<string[]> {
  const answer = await service.ask("GET", `/api/meetings/${code}/hosting`, { headers: bearer });
  return hosting.parse(answer.json).hosting.waiting.map(({ name }) => name);
}

async function sets({ code, bearer }: TestMeeting, ...denied: string[]): Promise<void> {
  const path = `/api/meetings/${code}/manage/rule`;
  const asked = { headers: bearer, body: everyoneExcept(...denied) };
  expect((await service.ask("PUT", path, asked)).status).toBe(200);
}

test("a host who changes the rule again and again doesn't learn where someone in the lobby is (attack 24b)", async () => {
  const meeting = await service.newMeeting({ door: { entry: "lobby" } });
  const ana = await service.comes(meeting, "Ana", { from: home.france });
  for (const code of ["JP", "US", "DE"]) await sets(meeting, code);
  await sets(meeting, "FR");
  expect(await seen(meeting)).toEqual(["Ana"]);
  // A door opened for her shows as little as a closed one.
  expect(await service.act(meeting, { kind: "admit", joinId: ana.joinId })).toBe(204);
  expect((await ana.enter()).status).toBe(200);
  service.seat(meeting.room, ana.identity, ana.address);
  await service.deps.enforcement.settled();
  expect(service.deps.presence.seats.isInside(meeting.room, ana.identity)).toBe(true);
  // Newcomers meet the newest rule at once.
  const bo = await service.comes(meeting, "Bo", { from: home.france });
  expect(bo.answer.status).toBe(403);
});

test("after ten minutes the newest rule holds for those who wait as for those inside (attack 24b)", async () => {
  const meeting = await service.newMeeting({ door: { entry: "lobby" } });
  const ana = await service.comes(meeting, "Ana", { from: home.france });
  await ana.page.next();
  for (const code of ["JP", "US", "DE", "FR"]) await sets(meeting, code);
  expect(await seen(meeting)).toEqual(["Ana"]);
  await letTimePass(database, meeting.room, 10);
  await service.deps.directory.refresh({ kind: "room", room: meeting.room });
  expect(await ana.page.next()).toMatchObject({ admitted: false, refusal: { place: "FR" } });
  expect(await seen(meeting)).toEqual([]);
});

test("a host who narrows the rule step by step doesn't see at which place someone who knocks gets in (attack 24b)", async () => {
  const meeting = await service.newMeeting({ rule: everyoneExcept("CN", "JP", "US", "DE") });
  const mei = await service.comes(meeting, "Mei", { from: home.china });
  await mei.knock({ says: "not-there" });
  await sets(meeting, "CN", "JP", "US");
  await sets(meeting, "CN", "JP");
  await sets(meeting, "CN", "US");
  await sets(meeting, "JP");
  expect(await seen(meeting)).toEqual(["Mei"]);
  expect((await mei.enter()).status).toBe(403);
  // Lifting reveals no one's place, and opens at once.
  const path = `/api/meetings/${meeting.code}/manage/rule`;
  await service.ask("DELETE", path, { headers: meeting.bearer });
  expect((await mei.enter()).status).toBe(200);
});

test("with many changes, a held seat doesn't get in at the very change that opens to its place (attack 24b)", async () => {
  const meeting = await service.newMeeting({ rule: everyoneExcept("CN", "JP", "US", "DE") });
  const mei = await service.comes(meeting, "Mei", { from: home.china });
  await mei.page.next();
  await sets(meeting, "CN", "JP", "US");
  await sets(meeting, "CN", "JP");
  await sets(meeting, "CN");
  await sets(meeting, "JP");
  service.deps.streams.recheck([meeting.room]);
  expect(service.deps.presence.joins.find(mei.joinId)?.state.kind).toBe("kept-out");
  // Someone who asks again as a new join meets the newest rule.
  expect((await service.comes(meeting, "Mei", { from: home.china })).answer.status).toBe(200);
  await letTimePass(database, meeting.room, 10);
  await service.deps.directory.refresh({ kind: "room", room: meeting.room });
  expect(await mei.page.next()).toEqual({ kind: "may-return" });
});
