import { hosting, passCreated } from "@graticule/api/hosting";
import { soleOwner } from "@graticule/server/cluster/owners";
import { createHostingStore } from "@graticule/server/hosting/store";
import { hashSecret } from "@graticule/server/http/secret";
import { expect, test, vi } from "vitest";
import { everyoneExcept } from "./api-service.ts";
import { meanwhile } from "./meanwhile.ts";
import {
  database,
  home,
  meetingServiceOfTests,
  newMeetingOf,
  service,
  type TestMeeting,
} from "./meeting-service.ts";
import { liftOrder, order } from "./orders.ts";
import { type Browser, newPerson, password } from "./people-service.ts";

meetingServiceOfTests();

const view = async ({ code, bearer }: TestMeeting) =>
  hosting.parse(
    (await service.ask("GET", `/api/meetings/${code}/hosting`, { headers: bearer })).json,
  );
const roleOf = async (meeting: TestMeeting, identity: string) =>
  (await view(meeting)).roles.find((one) => one.identity === identity)?.role;
const host = (meeting: TestMeeting, name = "Host") =>
  service.sits(meeting, name, { headers: meeting.bearer });

test("only a host decides: every host act and host page is refused to a guest inside", async () => {
  const meeting = await service.newMeeting();
  const [ana, bo] = [await service.sits(meeting, "Ana"), await service.sits(meeting, "Bo")];
  const { identity } = bo;
  const acts = [
    { kind: "admit", joinId: bo.joinId },
    { kind: "admit-all" },
    { kind: "decline", joinId: bo.joinId },
    { kind: "remove", identity },
    { kind: "ban", identity },
    { kind: "unban", identity },
    { kind: "send-back", identity },
    { kind: "mute", identity },
    { kind: "mute-all" },
    { kind: "door", door: { locked: true } },
    { kind: "role", identity: ana.identity, role: "co-host" },
    { kind: "successors", identities: [ana.identity] },
  ];
  for (const act of acts) expect(await service.act(meeting, act, ana.auth)).toBe(403);
  const path = `/api/meetings/${meeting.code}`;
  const asked = { headers: ana.auth };
  expect((await service.ask("GET", `${path}/hosting`, asked)).status).toBe(403);
  expect((await service.ask("GET", `${path}/manage`, asked)).status).toBe(403);
  expect((await service.ask("POST", `${path}/manage/end`, asked)).status).toBe(403);
  const pass = { ...asked, body: { name: "Eve" } };
  expect((await service.ask("POST", `${path}/hosting/passes`, pass)).status).toBe(403);
  const rule = { ...asked, body: everyoneExcept("FR") };
  expect((await service.ask("PUT", `${path}/manage/rule`, rule)).status).toBe(403);
  expect(await service.act(meeting, { kind: "mute-all" }, { authorization: "Join a.b" })).toBe(401);
  expect(await service.act(meeting, { kind: "mute-all" }, {})).toBe(401);
  expect((await view(meeting)).door.locked).toBe(false);
});

// Was: host for good, in each session to come, whom no one could remove (409). Broken on purpose: without the second statement
// of renewSecret; without its last condition.
test("after a new host link nobody is host by the earlier one, but the owner is", async () => {
  const [owner, thief] = [await newPerson(service, "owner"), await newPerson(service, "thief")];
  const meeting = await newMeetingOf(service, owner);
  const as = (person: Browser, more: object = {}) => ({
    headers: { cookie: person.cookie(), origin: "http://meet.test", ...more },
  });
  const boss = await service.sits(meeting, "Boss", as(owner));
  const found = await service.sits(meeting, "Found it", as(thief, meeting.bearer));
  const guest = await service.sits(meeting, "Guest", { headers: meeting.bearer });
  const mute = { kind: "mute-all" };
  for (const { auth } of [boss, found, guest])
    expect(await service.act(meeting, mute, auth)).toBe(204);
  const path = `/api/meetings/${meeting.code}/manage`;
  expect((await owner.ask("POST", `${path}/link`)).status).toBe(200);
  expect(await service.act(meeting, mute)).toBe(401);
  expect(await service.act(meeting, mute, boss.auth)).toBe(204);
  for (const { auth } of [found, guest]) expect(await service.act(meeting, mute, auth)).toBe(403);
  await found.leave();
  const again = await service.sits(meeting, "Found it", as(thief));
  const end = await service.ask("POST", `${path}/end`, { headers: again.auth });
  expect(end.status).toBe(403);
  const ban = { kind: "ban", identity: again.identity };
  expect(await service.act(meeting, ban, boss.auth)).toBe(204);
});

// Was: 204 as the first backup host, who acts while no host is inside. Broken on purpose: `successor_rank` left as it was in
// renewSecret.
test("after a new host link nobody who came by the earlier one is a backup host", async () => {
  const owner = await newPerson(service, "away");
  const meeting = await newMeetingOf(service, owner);
  const found = await service.sits(meeting, "Found it", { headers: meeting.bearer });
  const bea = await service.sits(meeting, "Bea");
  const identities = [found.identity, bea.identity];
  expect(await service.act(meeting, { kind: "successors", identities })).toBe(204);
  const path = `/api/meetings/${meeting.code}/manage`;
  expect((await owner.ask("POST", `${path}/link`)).status).toBe(200);
  const mute = { kind: "mute-all" };
  expect(await service.act(meeting, mute, found.auth)).toBe(403);
  // Others whom a host chose stay: nobody noted which host that was.
  expect(await service.act(meeting, mute, bea.auth)).toBe(204);
});

// Broken on purpose: `isOver` always false.
test("someone who came by the earlier host link just before is no host by it either", async () => {
  const owner = await newPerson(service, "hurried");
  const meeting = await newMeetingOf(service, owner);
  const { putHost } = createHostingStore(database.service.db);
  const hash = hashSecret(String(meeting.bearer.authorization).slice("Bearer ".length));
  const hosts = async () =>
    (
      await database.pool.query("SELECT person FROM seat_standing WHERE room = $1", [meeting.room])
    ).rows.map(({ person }) => person);
  await putHost({ room: meeting.room, person: "guest-a", name: "Ana" }, hash);
  expect(await hosts()).toEqual(["guest-a"]);
  const renewed = await owner.ask("POST", `/api/meetings/${meeting.code}/manage/link`);
  expect(renewed.status).toBe(200);
  await putHost({ room: meeting.room, person: "guest-b", name: "Bo" }, hash);
  await putHost({ room: meeting.room, person: "person-c", name: "Owner" }, undefined);
  expect(await hosts()).toEqual(["guest-a", "person-c"]);
});

// Was: host in each session to come, as the owner, whom no one removes, and with no sign-in left. Broken on purpose: without
// `lasts` in host-access.ts; without it in join.ts; with `signInId` left out of what a key seals.
test("a page that came with a stolen sign-in is no host's, and doesn't come back, once that sign-in has ended", async () => {
  const owner = await newPerson(service, "robbed");
  const meeting = await newMeetingOf(service, owner);
  const signedIn = () => ({ headers: { cookie: owner.cookie(), origin: "http://meet.test" } });
  const thief = await service.sits(meeting, "Thief", signedIn());
  const guest = await service.sits(meeting, "Guest", { headers: meeting.bearer });
  const mute = { kind: "mute-all" };
  expect(await service.act(meeting, mute, thief.auth)).toBe(204);
  expect((await thief.enter()).status).toBe(200);
  const change = { currentPassword: password, newPassword: "another long pass phrase" };
  expect((await owner.auth("/change-password", change)).status).toBe(200);
  expect(await service.act(meeting, mute, thief.auth)).toBe(401);
  // Brought back in its key, after its page was away for long.
  const { joins, seats } = service.deps.presence;
  for (const { joinId, identity } of [thief, guest]) {
    const [join, seat] = [joins.find(joinId), seats.find(meeting.room, identity)];
    if (join !== undefined) joins.forget(join);
    if (seat !== undefined) seats.forget(seat);
  }
  expect(await service.act(meeting, mute, thief.auth)).toBe(401);
  expect((await thief.enter()).status).toBe(404);
  expect((await guest.enter()).status).toBe(200);
  const again = await service.sits(meeting, "Owner", signedIn());
  expect(await service.act(meeting, mute, again.auth)).toBe(204);
  expect((await again.enter()).status).toBe(200);
});

test("a guest moved to the lobby leaves, waits, and comes back when let in", async () => {
  const meeting = await service.newMeeting();
  const ana = await service.sits(meeting, "Ana");
  await ana.page.next();
  expect(await service.act(meeting, { kind: "send-back", identity: ana.identity })).toBe(204);
  expect(await ana.page.next()).toMatchObject({
    kind: "sent-back",
    held: { because: "sent-back" },
  });
  await service.deps.enforcement.settled();
  expect(service.deps.presence.seats.find(meeting.room, ana.identity)).toBeUndefined();
  expect((await view(meeting)).hosting.waiting).toMatchObject([{ because: "sent-back" }]);
  await service.act(meeting, { kind: "admit", joinId: ana.joinId });
  expect(await ana.page.next()).toEqual({ kind: "may-return" });
  expect((await ana.enter()).json.identity).toBe(ana.identity);
});

test("a removed guest learns it, is not waiting, and waits in the lobby on coming again", async () => {
  const meeting = await service.newMeeting();
  const ana = await service.sits(meeting, "Ana");
  await ana.page.next();
  expect(await service.act(meeting, { kind: "remove", identity: ana.identity })).toBe(204);
  expect(await ana.page.next()).toMatchObject({
    kind: "removed",
    status: 403,
    refusal: { decidedBy: "host", because: "removed" },
  });
  await service.deps.enforcement.settled();
  expect((await view(meeting)).hosting.waiting).toEqual([]);
  service.deps.streams.recheck([meeting.room]);
  expect(service.deps.presence.joins.find(ana.joinId)?.state).toMatchObject({
    kind: "kept-out",
    refusal: { because: "removed" },
  });
  const again = await service.comes(meeting, "Somebody else", { from: home.france });
  expect(again.answer.json).toMatchObject({ held: { because: "lobby" } });
  expect((await service.comes(meeting, "Neighbour", { from: home.paris })).answer.status).toBe(200);
  expect((await ana.enter()).json).toMatchObject({ held: { because: "sent-back" } });
  const { waiting } = (await view(meeting)).hosting;
  expect(waiting.map(({ because }) => because).sort()).toEqual(["lobby", "sent-back"]);
});

test("a banned guest is out permanently under this identity, and newcomers from the same address wait", async () => {
  const meeting = await service.newMeeting();
  const ana = await service.sits(meeting, "Ana");
  await ana.page.next();
  expect(await service.act(meeting, { kind: "ban", identity: ana.identity })).toBe(204);
  expect(await ana.page.next()).toMatchObject({
    kind: "removed",
    refusal: { decidedBy: "host", because: "banned" },
  });
  await service.deps.enforcement.settled();
  expect((await ana.enter()).json).toMatchObject({ status: 403, refusal: { because: "banned" } });
  expect((await ana.knock()).status).toBe(409);
  const again = await service.comes(meeting, "Ana again");
  expect(again.answer.status).toBe(202);
  const { banned } = (await view(meeting)).hosting;
  expect(banned).toEqual([{ identity: ana.identity.split(".")[0], name: "Ana" }]);
  const [one] = banned;
  expect(await service.act(meeting, { kind: "unban", identity: one?.identity ?? "" })).toBe(204);
  expect(await service.act(meeting, { kind: "unban", identity: one?.identity ?? "" })).toBe(409);
  expect((await ana.enter()).status).toBe(200);
  expect((await service.comes(meeting, "Ana, new")).answer.status).toBe(200);
});

test("banning someone signed in bans all their tabs, now and later", async () => {
  const meeting = await service.newMeeting();
  // The owner's session is a host; here the meeting belongs to someone else.
  const { id } = await service.newAccount("other");
  await database.pool.query("UPDATE room SET account_id = $1 WHERE name = $2", [id, meeting.room]);
  await service.deps.directory.refresh({ kind: "room", room: meeting.room });
  const headers = { cookie: service.operatorCookie };
  const ada = await service.sits(meeting, "Ada", { headers, from: home.france });
  expect(ada.answer.json.role).toBe("guest");
  await service.act(meeting, { kind: "ban", identity: ada.identity });
  const later = await service.comes(meeting, "Ada", { headers, from: home.china });
  expect(later.answer.json).toMatchObject({ status: 403, refusal: { because: "banned" } });
});

test("someone banned or removed while waiting learns it", async () => {
  const meeting = await service.newMeeting({ door: { entry: "lobby" } });
  const guest = await service.comes(meeting, "Ana");
  await guest.page.next();
  const identity = service.deps.presence.joins.find(guest.joinId)?.identity ?? "";
  expect(await service.act(meeting, { kind: "ban", identity })).toBe(204);
  expect(await guest.page.next()).toMatchObject({ refusal: { because: "banned" } });
  expect((await view(meeting)).hosting.waiting).toEqual([]);
});

test("no one removes a host, and a removed co-host no longer is one", async () => {
  const meeting = await service.newMeeting();
  const boss = await host(meeting);
  const ana = await service.sits(meeting, "Ana");
  const identity = boss.identity;
  for (const kind of ["remove", "ban", "send-back"]) {
    expect(await service.act(meeting, { kind, identity })).toBe(409);
  }
  expect(await service.act(meeting, { kind: "role", identity, role: "guest" })).toBe(409);
  const asCoHost = { kind: "role", identity: ana.identity, role: "co-host" };
  expect(await service.act(meeting, asCoHost, boss.auth)).toBe(204);
  expect(await roleOf(meeting, ana.identity)).toBe("co-host");
  expect(await service.act(meeting, { kind: "mute-all" }, ana.auth)).toBe(204);
  // No one removes themselves.
  const self = { kind: "remove", identity: ana.identity };
  expect(await service.act(meeting, self, ana.auth)).toBe(409);
  expect(await service.act(meeting, { kind: "send-back", identity: ana.identity })).toBe(204);
  await service.deps.enforcement.settled();
  expect(await service.act(meeting, { kind: "mute-all" }, ana.auth)).toBe(403);
  expect(await service.act(meeting, asCoHost, boss.auth)).toBe(409);
});

test("a co-host changes rules and ends for everyone, like a host, and only while inside", async () => {
  const meeting = await service.newMeeting();
  await host(meeting);
  const ana = await service.sits(meeting, "Ana");
  await service.act(meeting, { kind: "role", identity: ana.identity, role: "co-host" });
  const path = `/api/meetings/${meeting.code}/manage`;
  const asked = { headers: ana.auth };
  const rule = { ...asked, body: everyoneExcept("CN") };
  expect((await service.ask("PUT", `${path}/rule`, rule)).status).toBe(200);
  const seat = service.deps.presence.seats.find(meeting.room, ana.identity);
  if (seat !== undefined) service.deps.presence.seats.forget(seat);
  expect((await service.ask("POST", `${path}/end`, asked)).status).toBe(403);
  service.seat(meeting.room, ana.identity, home.france);
  expect((await service.ask("POST", `${path}/end`, asked)).status).toBe(204);
  expect(await service.act(meeting, { kind: "mute-all" }, ana.auth)).not.toBe(204);
});

test("a host's second page that isn't in the call decides nothing", async () => {
  const meeting = await service.newMeeting();
  const headers = { cookie: service.operatorCookie };
  const inside = await service.sits(meeting, "Ada", { headers });
  const second = await service.comes(meeting, "Ada", { headers });
  const lock = { kind: "door", door: { locked: true } };
  expect(await service.act(meeting, lock, second.auth)).toBe(403);
  expect(await service.act(meeting, lock, inside.auth)).toBe(204);
});

test("a host outside sees who runs the meeting now, by the names they gave", async () => {
  const meeting = await service.newMeeting();
  const boss = await host(meeting);
  const ana = await service.sits(meeting, "Ana");
  expect((await view(meeting)).runBy).toEqual(["Host"]);
  await service.act(meeting, { kind: "successors", identities: [ana.identity] }, boss.auth);
  const { seats } = service.deps.presence;
  const seat = seats.find(meeting.room, boss.identity);
  // Someone whose connection ended has a seat for a moment more, and runs nothing (it named the
  // host who had just left).
  const [leg] = seat?.legs ?? [];
  if (seat !== undefined && leg !== undefined) seats.closed(seat, leg, false);
  expect(seats.isInside(meeting.room, boss.identity)).toBe(true);
  expect((await view(meeting)).runBy).toEqual(["Ana"]);
  if (seat !== undefined) seats.forget(seat);
  expect((await view(meeting)).runBy).toEqual(["Ana"]);
  await service.act(meeting, { kind: "successors", identities: [] });
  expect((await view(meeting)).runBy).toEqual([]);
});

test("mute turns one off, mute all spares hosts, and an engine that fails to is reported", async () => {
  const meeting = await service.newMeeting();
  const boss = await host(meeting);
  const guests = [await service.sits(meeting, "A"), await service.sits(meeting, "B")];
  const { engine } = service;
  engine.muted.length = 0;
  await service.act(meeting, { kind: "mute", identity: guests[0]?.identity }, boss.auth);
  expect(engine.muted).toEqual([guests[0]?.identity]);
  engine.muted.length = 0;
  await service.act(meeting, { kind: "mute-all" }, boss.auth);
  expect(engine.muted.sort()).toEqual(guests.map(({ identity }) => identity).sort());
  const { mute } = engine;
  engine.mute = async () => "failed" as never;
  expect(await service.act(meeting, { kind: "mute-all" }, boss.auth)).toBe(503);
  engine.mute = mute;
});

test("the first successor inside acts while no host is there, passes nothing on, and stops when a host comes (attack 24d)", async () => {
  const meeting = await service.newMeeting();
  const boss = await host(meeting);
  const [planted, first, second] = [
    await service.sits(meeting, "Planted"),
    await service.sits(meeting, "First"),
    await service.sits(meeting, "Second"),
  ];
  const identities = [first.identity, second.identity];
  expect(await service.act(meeting, { kind: "successors", identities }, boss.auth)).toBe(204);
  expect((await view(meeting)).hosting.successors).toEqual(identities);
  expect(await service.act(meeting, { kind: "mute-all" }, first.auth)).toBe(403);
  const goes = (identity: string) => {
    const seat = service.deps.presence.seats.find(meeting.room, identity);
    if (seat !== undefined) service.deps.presence.seats.forget(seat);
  };
  goes(boss.identity);
  await first.page.sees(({ you }) => you === "acting");
  await second.page.sees(({ roles }) => roles.some(({ role }) => role === "acting"));
  expect(await service.act(meeting, { kind: "mute-all" }, first.auth)).toBe(204);
  for (const other of [planted, second]) {
    expect(await service.act(meeting, { kind: "mute-all" }, other.auth)).toBe(403);
  }
  // Lent powers can't be passed on.
  const promote = { kind: "role", identity: first.identity, role: "co-host" };
  expect(await service.act(meeting, promote, first.auth)).toBe(403);
  const list = { kind: "successors", identities: [planted.identity] };
  expect(await service.act(meeting, list, first.auth)).toBe(403);
  goes(first.identity);
  await second.page.sees(({ you }) => you === "acting");
  goes(second.identity);
  await planted.page.sees(({ roles }) => roles.length === 0);
  expect(planted.page.room?.you).toBe("guest");
  // Someone whose seat is gone may do nothing, and learns so once back (a broken connection read as
  // a lost role).
  expect(first.page.room?.you).toBe("acting");
  const path = `/api/meetings/${meeting.code}/manage/end`;
  expect((await service.ask("POST", path, { headers: planted.auth })).status).toBe(403);
  service.seat(meeting.room, second.identity, home.france);
  await second.page.sees(({ you }) => you === "acting");
  service.seat(meeting.room, boss.identity, home.france);
  await second.page.sees(({ you }) => you === "guest");
  expect(second.page.room?.hosting).toBeUndefined();
  service.seat(meeting.room, first.identity, home.france);
  await first.page.sees(({ you }) => you === "guest");
  expect(await service.act(meeting, { kind: "mute-all" }, second.auth)).toBe(403);
});

test("everyone inside hears when the room changes, but only hosts hear who waits", async () => {
  const meeting = await service.newMeeting();
  const boss = await host(meeting);
  const ana = await service.sits(meeting, "Ana");
  await ana.page.sees(({ roles }) => roles.length === 1);
  await service.act(meeting, { kind: "door", door: { entry: "lobby" } }, boss.auth);
  await ana.page.sees(({ door }) => door.entry === "lobby");
  const bo = await service.comes(meeting, "Bo");
  const seen = await boss.page.sees(({ hosting }) => hosting?.waiting.length === 1);
  expect(seen.hosting?.waiting).toMatchObject([{ joinId: bo.joinId, name: "Bo" }]);
  expect(ana.page.room?.hosting).toBeUndefined();
  expect(bo.page.room).toBeUndefined();
  await service.act(meeting, { kind: "role", identity: ana.identity, role: "co-host" }, boss.auth);
  await ana.page.sees(({ hosting }) => hosting?.waiting.length === 1);
});

test("acting on what no longer applies, or on someone who isn't there, is a conflict", async () => {
  const meeting = await service.newMeeting();
  const other = await service.newMeeting();
  const stranger = await service.sits(other, "Stranger");
  for (const kind of ["remove", "ban", "send-back"]) {
    expect(await service.act(meeting, { kind, identity: stranger.identity })).toBe(409);
  }
  expect(await service.act(meeting, { kind: "admit", joinId: stranger.joinId })).toBe(409);
  const list = { kind: "successors", identities: [stranger.identity] };
  expect(await service.act(meeting, list)).toBe(409);
  const acts = { kind: "role", identity: "nobody", role: "co-host" };
  expect(await service.act(meeting, acts)).toBe(409);
  expect(await service.act(meeting, { kind: "role", identity: "x", role: "host" })).toBe(400);
  // Powers in one meeting are none in another.
  const boss = await host(other);
  expect(await service.act(meeting, { kind: "mute-all" }, boss.auth)).toBe(401);
});

test("a traveller's pass lets its newest user in against the meeting's rule, and revoking it removes them at once", async () => {
  const meeting = await service.newMeeting({ rule: everyoneExcept("CN") });
  const passes = `/api/meetings/${meeting.code}/hosting/passes`;
  const made = await service.ask("POST", passes, {
    headers: meeting.bearer,
    body: { name: "Mei" },
  });
  expect(made.status).toBe(201);
  const { id, url } = passCreated.parse(made.json);
  expect(url).toMatch(/\/m\/[a-z-]+#pass=/);
  const pass = url.split("#pass=")[1] ?? "";
  const wrong = await service.comes(meeting, "Eve", { from: home.china, pass: "wrong" });
  expect(wrong.answer.status).toBe(403);
  const mei = await service.sits(meeting, "Mei", { from: home.china, pass });
  expect(mei.answer.status).toBe(200);
  expect((await view(meeting)).passes).toMatchObject([{ id, name: "Mei", used: true }]);
  await mei.page.next();
  // The link was passed on: the older user loses it.
  const next = await service.sits(meeting, "Mei's phone", { from: home.china, pass });
  expect(await mei.page.next()).toMatchObject({
    kind: "removed",
    refusal: { because: "denied-place" },
  });
  await next.page.next();
  const taken = await service.ask("DELETE", `${passes}/${id}`, { headers: meeting.bearer });
  expect(taken.status).toBe(204);
  expect(await next.page.next()).toMatchObject({
    kind: "removed",
    refusal: { because: "denied-place" },
  });
  await service.deps.enforcement.settled();
  expect(service.deps.presence.seats.inRoom(meeting.room)).toEqual([]);
  const gone = await service.ask("DELETE", `${passes}/${id}`, { headers: meeting.bearer });
  expect(gone.status).toBe(404);
});

// Broken on purpose: the room isn't locked.
test("someone who uses a second pass as their first one is used by another keeps what lets them in", async () => {
  const meeting = await service.newMeeting({ rule: everyoneExcept("CN") });
  const [first, second] = [await passFor(meeting, "Mei"), await passFor(meeting, "Mei again")];
  const mei = await service.comes(meeting, "Mei", { from: home.china, pass: first.pass });
  const person = mei.identity.split(".")[0];
  const where = [person, meeting.room];
  const other = await meanwhile(
    database,
    [
      ["SELECT FROM room WHERE name = $1 FOR NO KEY UPDATE", [meeting.room]],
      ["UPDATE travel_pass SET person = $1 WHERE id = $2", [person, second.id]],
      ["UPDATE seat_standing SET pass = true WHERE person = $1 AND room = $2", where],
    ],
    () => service.comes(meeting, "Bo", { from: home.china, pass: first.pass }),
  );
  expect(other.answer.status).toBe(200);
  expect((await mei.enter()).status).toBe(200);
});

// Was: "used" beside someone who never came. Broken on purpose: the pass is used before it is decided.
test("a pass of someone whom an order keeps out stays unused, and lets them in once it is over", async () => {
  const meeting = await service.newMeeting({ rule: everyoneExcept("CN") });
  const { pass } = await passFor(meeting, "Mei");
  const id = await order(database, meeting.room, ["CN"]);
  const seen = async () => (await view(meeting)).passes.map(({ used }) => used);
  const come = () => service.comes(meeting, "Mei", { from: home.china, pass });
  await vi.waitFor(
    async () => expect((await doorWith(meeting, pass)).refusal?.orderId).toBe(id),
    5_000,
  );
  const mei = await come();
  expect(mei.answer.status).toBe(451);
  expect(await seen()).toEqual([false]);
  await mei.page.next();
  await liftOrder(database, id);
  expect(await mei.page.next()).toMatchObject({ kind: "may-return" });
  const enter = () =>
    service.ask("POST", `/api/joins/${mei.joinId}/enter`, {
      from: home.china,
      headers: { authorization: `Bearer ${mei.answer.json.key}` },
      body: {},
    });
  await vi.waitFor(async () => expect((await enter()).status).toBe(200), 5_000);
  expect(await seen()).toEqual([true]);
});

async function passFor(meeting: TestMeeting, name: string): Promise<{ id: string; pass: string }> {
  const asked = { headers: meeting.bearer, body: { name } };
  const made = await service.ask("POST", `/api/meetings/${meeting.code}/hosting/passes`, asked);
  const { id, url } = passCreated.parse(made.json);
  return { id, pass: url.split("#pass=")[1] ?? "" };
}

async function doorWith(meeting: TestMeeting, pass: string | undefined, more = {}) {
  const headers = { ...(pass === undefined ? {} : { "graticule-pass": pass }), ...more };
  const path = `/api/meetings/${meeting.code}/door`;
  return (await service.ask("GET", path, { headers, from: home.china })).json;
}

test("a look with a pass shows the door as it is for its guest, and with another secret shows nothing more", async () => {
  const meeting = await service.newMeeting({ title: "Talk", rule: everyoneExcept("CN") });
  const { id, pass } = await passFor(meeting, "Mei");
  const seen = await doorWith(meeting, pass);
  expect(seen).toMatchObject({ title: "Talk", pass: { kind: "valid", name: "Mei", used: false } });
  expect(seen.refusal).toBeUndefined();
  const without = await doorWith(meeting, undefined);
  expect(without).toMatchObject({ refusal: { because: "denied-place" }, limits: [] });
  expect(without.title).toBeUndefined();
  expect(await doorWith(meeting, "wrong")).toEqual({ ...without, pass: { kind: "gone" } });
  await service.comes(meeting, "Mei", { from: home.china, pass });
  expect(await doorWith(meeting, pass)).toMatchObject({ title: "Talk", pass: { used: true } });
  await service.act(meeting, { kind: "door", door: { entry: "lobby" } });
  const lobby = await doorWith(meeting, pass);
  expect(lobby).toMatchObject({ title: "Talk", held: { because: "lobby" } });
  // Someone who comes as host doesn't wait, and no pass is mentioned.
  const asHost = await doorWith(meeting, pass, meeting.bearer);
  expect([asHost.held, asHost.pass]).toEqual([undefined, undefined]);
  await service.ask("DELETE", `/api/meetings/${meeting.code}/hosting/passes/${id}`, {
    headers: meeting.bearer,
  });
  expect(await doorWith(meeting, pass)).toEqual({ ...without, pass: { kind: "gone" } });
});

test("only hosts see who came by a pass, and who it is for", async () => {
  const meeting = await service.newMeeting({ rule: everyoneExcept("CN") });
  const boss = await host(meeting);
  const ana = await service.sits(meeting, "Ana");
  const { pass } = await passFor(meeting, "Carl Weiß");
  const inside = await service.sits(meeting, "C. W.", { from: home.china, pass });
  const byPass = [{ identity: inside.identity, passFor: "Carl Weiß" }];
  await vi.waitFor(async () => expect((await view(meeting)).hosting.byPass).toEqual(byPass));
  const told = service.deps.presence.joins.find(boss.joinId)?.open?.lastSentRoom;
  expect(told).toContain("Carl Weiß");
  expect(service.deps.presence.joins.find(ana.joinId)?.open?.lastSentRoom).not.toContain(
    "Carl Weiß",
  );
  await service.act(meeting, { kind: "door", door: { entry: "lobby" } });
  const other = await passFor(meeting, "Mei");
  await service.comes(meeting, "M.", { from: home.china, pass: other.pass });
  await service.comes(meeting, "Bo");
  const waiting = (await view(meeting)).hosting.waiting.map(({ name, passFor }) => [name, passFor]);
  expect(waiting).toEqual([
    ["M.", "Mei"],
    ["Bo", undefined],
  ]);
});

test("a pass opens no other meeting, no lobby and no rule above the meeting's", async () => {
  const meeting = await service.newMeeting({ rule: everyoneExcept("CN") });
  const other = await service.newMeeting({ rule: everyoneExcept("CN") });
  const passes = `/api/meetings/${meeting.code}/hosting/passes`;
  const asked = { headers: meeting.bearer, body: { name: "Mei" } };
  const pass = String((await service.ask("POST", passes, asked)).json.url).split("#pass=")[1] ?? "";
  const elsewhere = await service.comes(other, "Mei", { from: home.china, pass });
  expect(elsewhere.answer.status).toBe(403);
  await service.act(meeting, { kind: "door", door: { entry: "lobby" } });
  const mei = await service.comes(meeting, "Mei", { from: home.china, pass });
  expect(mei.answer.json).toMatchObject({ held: { because: "lobby" } });
});

test("what hosts decided about guests is forgotten when the meeting is over, or an hour after everyone has left", async () => {
  const { createHostDecisionReaper } = await import(
    "@graticule/server/hosting/host-decision-reaper"
  );
  const { createHostingStore } = await import("@graticule/server/hosting/store");
  const { createSuspects } = await import("@graticule/server/presence/suspects");
  const meeting = await service.newMeeting();
  const ana = await service.sits(meeting, "Ana");
  await service.act(meeting, { kind: "ban", identity: ana.identity });
  await service.deps.enforcement.settled();
  await ana.leave();
  const clock = { nowMs: 0 };
  const { live, seats } = service.deps.presence;
  const suspects = createSuspects(live);
  suspects.add(meeting.room, home.france, { person: "guest-x" });
  const store = createHostingStore(database.db);
  const care = createHostDecisionReaper({
    owners: soleOwner("engine"),
    live,
    store,
    suspects,
    seats,
    monotonicNowMs: () => clock.nowMs,
  });
  const remembered = async () =>
    (await store.roomsToForget()).includes(meeting.room) && suspects.has(meeting.room, home.france);
  await care.look();
  clock.nowMs += 50 * 60_000;
  const bo = await service.sits(meeting, "Bo");
  await care.look();
  await bo.leave();
  const seat = service.deps.presence.seats.find(meeting.room, bo.identity);
  if (seat !== undefined) service.deps.presence.seats.forget(seat);
  await care.look();
  clock.nowMs += 59 * 60_000;
  await care.look();
  expect(await remembered()).toBe(true);
  clock.nowMs += 60_000;
  await care.look();
  expect(await remembered()).toBe(false);
  care.close();
});
