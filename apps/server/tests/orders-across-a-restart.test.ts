import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { noteUse, readNotedUse } from "@graticule/server/desk/orders/noted-use-store";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { unjudged } from "./by-hand.ts";
import { signOrdersAgain } from "./desk-keys.ts";
import { act, acts, deskPeople, orderOf, requestOf, underReview } from "./desk-people.ts";
import type { Staff } from "./desk-service.ts";
import { startTestDatabase, type TestDatabase } from "./harness.ts";
import {
  home,
  type MeetingService,
  startMeetingService,
  type TestMeeting,
} from "./meeting-service.ts";
import { Browser } from "./people-service.ts";

/** An order waits for approval while the service, which alone knows who was there, restarts. */

let database: TestDatabase;
let dataDir: string;
beforeAll(async () => {
  database = await startTestDatabase();
  dataDir = mkdtempSync(join(tmpdir(), "graticule-restart-"));
});
afterAll(async () => {
  await database?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const started = (): Promise<MeetingService> => startMeetingService(database, { dataDir });
const minuteMs = 60_000;
const sits = (service: MeetingService, { room }: TestMeeting): void =>
  service.seat(room, "fr", home.france);

/** A service with so many meetings under way, each with an order that waits for approval. */
async function proposedFor(count: number) {
  const service = await started();
  const people = await deskPeople(service, database);
  const waiting = [];
  for (let one = 0; one < count; one += 1) {
    const meeting = await service.newMeeting();
    sits(service, meeting);
    const id = await underReview(people, requestOf(people.authority, [meeting.code]));
    const order = orderOf({ until: new Date(Date.now() + 12 * 60 * minuteMs).toISOString() });
    const { orders } = await acts(people.reviewer, id, { kind: "propose", order });
    waiting.push({ meeting, id, orderId: String(orders[0].id) });
  }
  return { service, people, waiting };
}
type Waiting = Awaited<ReturnType<typeof proposedFor>>["waiting"][number];

/** The status with which the service answers an approval. */
async function approved(service: MeetingService, approver: Staff, { id, orderId }: Waiting) {
  const browser = new Browser(service);
  for (const [name, value] of approver.cookies) browser.cookies.set(name, value);
  const staff = Object.assign(browser, { id: approver.id, email: approver.email });
  return (await act(staff, id, { kind: "approve", orderId })).status;
}

/** Makes everything that is stored of these meetings' use, and of their orders, older. */
const letPass = ({ meeting, orderId }: Waiting, minutes: number): Promise<void> =>
  unjudged(database, async (client) => {
    await client.query(
      `UPDATE noted_use SET since = since - make_interval(mins => $2),
         seen_at = seen_at - make_interval(mins => $2) WHERE room = $1`,
      [meeting.room, minutes],
    );
    await client.query(
      `UPDATE order_proposal SET occurrence_from = occurrence_from - make_interval(mins => $2),
         starts_at = starts_at - make_interval(mins => $2) WHERE id = $1`,
      [orderId, minutes],
    );
    await signOrdersAgain(client);
  });

test("an order proposed before a restart is approved after it, whether or not people are back yet", async () => {
  const { service, people, waiting } = await proposedFor(2);
  const [empty, back] = waiting as [Waiting, Waiting];
  await service.stop();
  const next = await started();
  onTestFinished(() => next.stop());
  sits(next, back.meeting);
  expect(await approved(next, people.approver, empty)).toBe(200);
  expect(await approved(next, people.approver, back)).toBe(200);
  const mei = await next.comes(back.meeting, "Mei", { from: home.china });
  expect(mei.answer.status).toBe(451);
});

test("over any number of restarts it is approved, unless the meeting may have been empty for an hour between two", async () => {
  let { service, people, waiting } = await proposedFor(3);
  const [goesOn, paused, left] = waiting as [Waiting, Waiting, Waiting];
  for (const pause of [50, 60, 50]) {
    await service.stop();
    await letPass(goesOn, 50);
    await letPass(paused, pause);
    await letPass(left, 60);
    service = await started();
    for (const { meeting } of [goesOn, paused]) sits(service, meeting);
    await service.deps.desk.useWatch.look();
  }
  onTestFinished(() => service.stop());
  expect(await approved(service, people.approver, paused)).toBe(403);
  expect(await approved(service, people.approver, left)).toBe(403);
  expect(await approved(service, people.approver, goesOn)).toBe(200);
});

test("a meeting's use is noted only while an order for it waits", async () => {
  const { service, people, waiting } = await proposedFor(5);
  onTestFinished(() => service.stop());
  const [waits, declined, allowed, over, deleted] = waiting as [
    ...[Waiting, Waiting, Waiting, Waiting, Waiting],
  ];
  const other = await service.newMeeting();
  sits(service, other);
  const rooms = [...waiting.map(({ meeting }) => meeting.room), other.room];
  const noted = async () => {
    const { rows } = await database.pool.query(
      "SELECT room FROM noted_use WHERE room = ANY ($1) ORDER BY array_position($1, room)",
      [rooms],
    );
    return rows.map(({ room }) => room);
  };
  expect(await noted()).toEqual(rooms.slice(0, 5));
  const { orderId } = declined;
  await acts(people.reviewer, declined.id, { kind: "decline", orderId, why: "Too wide" });
  expect(await approved(service, people.approver, allowed)).toBe(200);
  await unjudged(database, (client) =>
    client.query("UPDATE order_proposal SET ends_at = now() WHERE id = $1", [over.orderId]),
  );
  const { code, bearer } = deleted.meeting;
  await service.ask("DELETE", `/api/meetings/${code}/manage`, { headers: bearer });
  await service.deps.desk.useWatch.look();
  expect(await noted()).toEqual([waits.meeting.room]);
});

test("what an instance notes late, of the time before an hour's pause, changes nothing", async () => {
  const { service, waiting } = await proposedFor(1);
  onTestFinished(() => service.stop());
  const { room } = (waiting as [Waiting])[0].meeting;
  const { db } = database.service;
  const now = Date.now() + minuteMs;
  const use = { inside: "in-use", since: now } as const;
  await noteUse(db, room, use, now);
  const before = await readNotedUse(db, room);
  expect(before?.last).toBe(now);
  const later = now + 61 * minuteMs;
  await noteUse(db, room, { inside: "in-use", since: later }, later);
  await noteUse(db, room, { inside: "in-use", since: now }, now + 10 * minuteMs);
  expect(await readNotedUse(db, room)).toEqual({ first: later, last: later });
});
