import { expect, test } from "vitest";
import { everyoneExcept } from "./api-service.ts";
import {
  type Coming,
  database,
  home,
  meetingServiceOfTests,
  service,
  type TestMeeting,
  type Visitor,
} from "./meeting-service.ts";
import { order } from "./orders.ts";
import { enterPlatformRule } from "./rule-time.ts";

meetingServiceOfTests();

async function passOf({ code, bearer }: TestMeeting): Promise<string> {
  const asked = { headers: bearer, body: { name: "Mei" } };
  const made = await service.ask("POST", `/api/meetings/${code}/hosting/passes`, asked);
  return String(made.json.url).split("#pass=")[1] ?? "";
}

/** Everyone a host can favour, each inside and at an address that a limit will soon keep out. */
async function favoured(meeting: TestMeeting): Promise<readonly Visitor[]> {
  const sits = (name: string, how: Coming = {}) =>
    service.sits(meeting, name, { from: home.china, ...how });
  const owner = await sits("Owner", { headers: { cookie: service.operatorCookie } });
  const link = await sits("By link", { headers: meeting.bearer });
  const pass = await sits("With a pass", { pass: await passOf(meeting) });
  const [coHost, successor] = [await sits("Co-host"), await sits("Successor")];
  await service.act(meeting, { kind: "role", identity: coHost.identity, role: "co-host" });
  await service.act(meeting, { kind: "successors", identities: [successor.identity] });
  await service.act(meeting, { kind: "door", door: { entry: "lobby" } });
  const letIn = await service.comes(meeting, "Let in", { from: home.china });
  await service.act(meeting, { kind: "admit", joinId: letIn.joinId });
  const { identity } = (await letIn.enter()).json;
  service.seat(meeting.room, identity, home.china);
  return [owner, link, pass, coHost, successor, { ...letIn, identity }];
}

/** None of them is inside, or comes back in any way open to them. */
async function keptOut(
  meeting: TestMeeting,
  people: readonly Visitor[],
  status: number,
): Promise<void> {
  await service.deps.enforcement.settled();
  expect(service.deps.presence.seats.inside(meeting.room)).toEqual([]);
  for (const one of people) expect((await one.enter()).status).toBe(status);
  // A new page brings its join back, as after a restart.
  for (const one of people) {
    const join = service.deps.presence.joins.find(one.joinId);
    if (join !== undefined) service.deps.presence.joins.forget(join);
    expect((await one.enter()).status).toBe(status);
  }
  const ways: readonly Coming[] = [
    { headers: { cookie: service.operatorCookie } },
    { headers: meeting.bearer },
    { pass: await passOf(meeting) },
  ];
  for (const how of ways) {
    const { answer } = await service.comes(meeting, "Again", { from: home.china, ...how });
    expect(answer.status).toBe(status);
  }
  const asked = { from: home.china, headers: { cookie: service.operatorCookie } };
  const door = await service.ask("GET", `/api/meetings/${meeting.code}/door`, asked);
  expect(door.json.refusal).toBeDefined();
}

test("an order keeps out hosts, co-hosts, successors, passes and people let in, also while changes are put off", async () => {
  const meeting = await service.newMeeting({ title: "Talk" });
  const people = await favoured(meeting);
  const path = `/api/meetings/${meeting.code}/manage/rule`;
  for (const code of ["JP", "US", "DE", "FR"]) {
    await service.ask("PUT", path, { headers: meeting.bearer, body: everyoneExcept(code) });
  }
  expect(service.deps.presence.seats.inside(meeting.room)).toHaveLength(people.length);
  await order(database, meeting.room, ["CN"]);
  await service.deps.directory.refresh({ kind: "room", room: meeting.room });
  await keptOut(meeting, people, 451);
});

test("a rule of the whole service keeps out the same people, whatever a host decides", async () => {
  const meeting = await service.newMeeting({ title: "Talk" });
  const people = await favoured(meeting);
  await enterPlatformRule(database, everyoneExcept("CN"), -1);
  await service.deps.directory.refresh({ kind: "all" });
  await keptOut(meeting, people, 403);
});
