import { randomUUID } from "node:crypto";
import { personOf } from "@graticule/admission/standing";
import { passCreated } from "@graticule/api/hosting";
import { soleOwner } from "@graticule/server/cluster/owners";
import { createHostDecisionReaper } from "@graticule/server/hosting/host-decision-reaper";
import { createHostingStore } from "@graticule/server/hosting/store";
import { beforeAll, expect, test } from "vitest";
import { everyoneExcept } from "./api-service.ts";
import { recordUnjudged, unjudged } from "./by-hand.ts";
import {
  database,
  home,
  meetingServiceOfTests,
  service,
  type TestMeeting,
  type Visitor,
} from "./meeting-service.ts";
import { published } from "./orders.ts";
import { everythingStored, newPerson } from "./people-service.ts";
import { until } from "./until.ts";
import { WebhookReceiver } from "./webhook-receiver.ts";

meetingServiceOfTests();
const people = new Map<string, string>();

beforeAll(async () => {
  for (const name of ["Ana", "Bo", "Cy", "Dee"]) {
    people.set(name, (await newPerson(service, name)).cookie());
  }
});

const signedIn = (name: string) => ({ headers: { cookie: people.get(name) ?? "" } });

/** The stored names of people who were in a meeting, and what is stored of each. */
async function stored({ room }: TestMeeting): Promise<string[]> {
  const { rows } = await database.pool.query(
    `SELECT display_name || ' ' || role || ' ' || entry AS row FROM seat_standing WHERE room = $1
     UNION ALL SELECT 'pass of ' || name FROM travel_pass WHERE room = $1 ORDER BY row`,
    [room],
  );
  return rows.map(({ row }) => row);
}

/** An hour without anyone, as the service sees it. */
async function emptyForAnHour(): Promise<void> {
  const clock = { nowMs: 0 };
  const { live, seats } = service.deps.presence;
  const care = createHostDecisionReaper({
    owners: soleOwner("engine"),
    store: createHostingStore(database.db),
    live,
    seats,
    suspects: { forget: () => undefined, rooms: () => [] },
    monotonicNowMs: () => clock.nowMs,
  });
  await care.look();
  clock.nowMs += 60 * 60_000;
  await care.look();
  care.close();
}

function goes({ room }: TestMeeting, { identity }: Visitor): void {
  const seat = service.deps.presence.seats.find(room, identity);
  if (seat !== undefined) service.deps.presence.seats.forget(seat);
}

test("someone signed in who was let in is a stranger after the sitting, and waits the next time", async () => {
  const meeting = await service.newMeeting({ door: { entry: "lobby" } });
  const ana = await service.comes(meeting, "Ana", signedIn("Ana"));
  await service.act(meeting, { kind: "admit", joinId: ana.joinId });
  expect(await stored(meeting)).toEqual(["Ana guest let-in"]);
  expect((await ana.enter()).status).toBe(200);
  // Her page stays open, which is no sitting.
  await emptyForAnHour();
  expect(await stored(meeting)).toEqual([]);
  await service.deps.directory.refresh({ kind: "room", room: meeting.room });
  expect((await service.comes(meeting, "Ana", signedIn("Ana"))).answer.status).toBe(202);
});

// Broken on purpose: `forgetSitting` without `taken_out_by`.
test("an act on a participant keeps no one out of the next sitting", async () => {
  const meeting = await service.newMeeting();
  const ana = await service.sits(meeting, "Ana", signedIn("Ana"));
  await service.act(meeting, { kind: "successors", identities: [ana.identity] });
  const removal = { id: randomUUID(), since: "now" };
  const what = "remove-participant";
  await unjudged(database, async (client) => {
    await client.query(
      `WITH effect AS (INSERT INTO terms_effect (act_id) VALUES ($1))
       INSERT INTO terms_act (id, kind, room, host_commitment, report_id, reason, proposed_by)
         VALUES ($1, $2, $3, '', $1, 'sealed:', $1)`,
      [removal.id, what, meeting.room],
    );
    const host = "00".repeat(32);
    await recordUnjudged(client, "terms-act", { act: removal.id, what, host, requests: [] });
  });
  await published(database, "terms-act", removal.id);
  const who = { room: meeting.room, person: personOf(ana.identity), name: "Ana" };
  expect(await createHostingStore(database.db).takeOut(who, removal)).toBe("done");
  await service.deps.directory.refresh({ kind: "room", room: meeting.room });
  expect((await ana.enter()).status).toBe(202);
  goes(meeting, ana);
  await emptyForAnHour();
  expect(await stored(meeting)).toEqual(["Ana guest none"]);
  await service.deps.directory.refresh({ kind: "room", room: meeting.room });
  expect((await service.comes(meeting, "Ana", signedIn("Ana"))).answer.status).toBe(200);
});

test("a guest's page left open at the door keeps no name alive", async () => {
  const meeting = await service.newMeeting();
  const ana = await service.sits(meeting, "Ana");
  await service.act(meeting, { kind: "ban", identity: ana.identity });
  await service.deps.enforcement.settled();
  expect(await stored(meeting)).toEqual(["Ana guest banned"]);
  await emptyForAnHour();
  expect(await stored(meeting)).toEqual([]);
});

test("a host's decisions about people who sign in stay with the meeting until it is deleted", async () => {
  const meeting = await service.newMeeting({ rule: everyoneExcept("CN") });
  const [ana, bo, cy] = [
    await service.sits(meeting, "Ana", signedIn("Ana")),
    await service.sits(meeting, "Bo", signedIn("Bo")),
    await service.sits(meeting, "Cy", signedIn("Cy")),
  ];
  await service.act(meeting, { kind: "ban", identity: ana.identity });
  await service.act(meeting, { kind: "role", identity: bo.identity, role: "co-host" });
  await service.act(meeting, { kind: "send-back", identity: cy.identity });
  const dee = await service.comes(meeting, "Dee", { ...signedIn("Dee"), from: home.china });
  await dee.knock();
  await service.act(meeting, { kind: "admit", joinId: dee.joinId });
  const passes = `/api/meetings/${meeting.code}/hosting/passes`;
  const asked = { headers: meeting.bearer, body: { name: "Eve" } };
  passCreated.parse((await service.ask("POST", passes, asked)).json);
  await service.deps.enforcement.settled();
  expect(await stored(meeting)).toEqual([
    ...["Ana guest banned", "Bo co-host none", "Cy guest held", "Dee guest let-in"],
    ...["pass of Dee", "pass of Eve"],
  ]);
  goes(meeting, bo);
  await emptyForAnHour();
  expect(await stored(meeting)).toEqual(["Ana guest banned", "Bo co-host none", "pass of Eve"]);
  const end = `/api/meetings/${meeting.code}/manage/end`;
  await service.ask("POST", end, { headers: meeting.bearer });
  await createHostingStore(database.db).forgetSitting(meeting.room);
  expect(await stored(meeting)).toEqual([]);
  // A meeting that is over records nothing new.
  expect(await service.act(meeting, { kind: "ban", identity: cy.identity })).toBe(410);
  expect((await service.ask("POST", passes, asked)).status).toBe(410);
  expect(await stored(meeting)).toEqual([]);
});

test("an acting host can't keep out people ranked above them by the host (attack 24d)", async () => {
  const meeting = await service.newMeeting();
  const boss = await service.sits(meeting, "Host", { headers: meeting.bearer });
  const [coHost, first, second, last] = [
    await service.sits(meeting, "Co-host"),
    await service.sits(meeting, "First"),
    await service.sits(meeting, "Second"),
    await service.sits(meeting, "Last"),
  ];
  await service.act(meeting, { kind: "role", identity: coHost.identity, role: "co-host" });
  const identities = [first.identity, second.identity, last.identity];
  await service.act(meeting, { kind: "successors", identities });
  for (const one of [boss, coHost, first]) goes(meeting, one);
  for (const kind of ["ban", "remove", "send-back"]) {
    for (const { identity } of [coHost, first]) {
      expect(await service.act(meeting, { kind, identity }, second.auth)).toBe(403);
    }
  }
  expect(await service.act(meeting, { kind: "ban", identity: last.identity }, second.auth)).toBe(
    204,
  );
});

const allButParis = { deny: [{ kind: "place", code: "FR-IDF" }], onDoubt: "ask" };

const allDelivered = (): Promise<void> =>
  until(async () => (await database.pool.query("SELECT 1 FROM webhook_delivery")).rowCount === 0);

test("once a meeting is over no table and no log names anyone who was there, or says where (attack 38a)", async () => {
  const receiver = new WebhookReceiver();
  const url = await receiver.listen();
  const events = ["joined", "refused", "removed", "rule-changed"];
  const asOwner = { headers: { cookie: service.operatorCookie } };
  await service.ask("POST", "/api/account/webhooks", { ...asOwner, body: { url, events } });
  const meeting = await service.newMeeting({ title: "Talk", rule: allButParis });
  // Asked and let in, knocked and let in, removed, signed in and out, made co-host.
  const zeno = await service.comes(meeting, "Zenobia");
  await zeno.enter({ stated: "FR-ARA" });
  await service.ask("PUT", `/api/meetings/${meeting.code}/manage/rule`, {
    headers: meeting.bearer,
    body: everyoneExcept("CN"),
  });
  const yorick = await service.comes(meeting, "Yorick", { from: home.china });
  await yorick.knock({ text: "It is Yorick" });
  await service.act(meeting, { kind: "admit", joinId: yorick.joinId });
  await yorick.enter();
  const xanthe = await service.sits(meeting, "Xanthe", signedIn("Ana"));
  const wolf = await service.sits(meeting, "Wolfram", signedIn("Bo"));
  await service.act(meeting, { kind: "ban", identity: wolf.identity });
  await service.act(meeting, { kind: "role", identity: xanthe.identity, role: "co-host" });
  await service.act(meeting, { kind: "successors", identities: [xanthe.identity] });
  await service.deps.enforcement.settled();
  const names = ["Zenobia", "Yorick", "Xanthe", "Wolfram"];
  const before = await everythingStored(database);
  for (const name of names) expect(before, name).toContain(name);
  await allDelivered();
  await service.ask("POST", `/api/meetings/${meeting.code}/manage/end`, {
    headers: meeting.bearer,
  });
  await createHostingStore(database.db).forgetSitting(meeting.room);
  await service.deps.tally.flush();
  await allDelivered();
  const persons = [zeno, yorick, xanthe, wolf].map(({ joinId }) => joinId).filter(Boolean);
  const after = `${await everythingStored(database)}\n${service.logged()}`;
  for (const trace of [...names, ...persons, home.france, home.china, zeno.key, "ARA"]) {
    expect(after.includes(trace), trace).toBe(false);
  }
  for (const text of [xanthe.identity, wolf.identity]) {
    expect(after.includes(text.split(".")[0] ?? ""), text).toBe(false);
  }
  receiver.close();
});
