import { setTimeout as delay } from "node:timers/promises";
import { connectOnce } from "@graticule/server/db/pool";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { receiptOf, report } from "./abuse.ts";
import { newStaff, type Staff } from "./desk-service.ts";
import {
  database,
  meetingServiceOfTests,
  newMeetingOf,
  service,
  type TestMeeting,
} from "./meeting-service.ts";
import { type Browser, newPerson } from "./people-service.ts";

/** What a job does is done again where no one could note that it was done: it then finds nothing to do any more. */
meetingServiceOfTests();
let host: Browser;
let sam: Staff;
let meeting: TestMeeting;

beforeAll(async () => {
  host = await newPerson(service, "host");
  sam = await newStaff(service, database, "sam", { roles: ["safety"] });
  // As an engine that is busy: a stranger finds the job in time.
  const { endRoom } = service.engine;
  vi.spyOn(service.engine, "endRoom").mockImplementation(async (room) => {
    await delay(200);
    return await endRoom.call(service.engine, room);
  });
});
beforeEach(async () => {
  const startsAt = new Date(Date.now() - 60_000).toISOString();
  meeting = await newMeetingOf(service, host, { startsAt, repeat: { every: "day" } });
});

/** Until it has cancelled what removes a job, within seconds: with the password of the service's role alone. */
const cancelling = `
  DO $$ DECLARE cancelled bigint := 0; BEGIN
    LOOP
      PERFORM FROM job WHERE kind <> 'email' FOR UPDATE SKIP LOCKED;
      EXIT WHEN FOUND;
    END LOOP;
    WHILE cancelled = 0 LOOP
      PERFORM pg_stat_clear_snapshot();
      SELECT count(pg_cancel_backend(pid)) INTO cancelled FROM pg_stat_activity
        WHERE usename = current_user AND state = 'active' AND query LIKE 'delete from "job"%';
    END LOOP;
  END $$`;

async function keepsJob(act: () => Promise<unknown>): Promise<void> {
  const stranger = await connectOnce(database.postgres.targets.service);
  const kept = stranger.query(cancelling);
  await act();
  await kept;
  await stranger.end();
  expect((await jobs()).rowCount).toBe(1);
}

const jobs = () => database.pool.query("SELECT FROM job WHERE kind <> 'email'");
const dueNow = async () => {
  await database.pool.query("UPDATE job SET due_at = now()");
  await expect.poll(async () => (await jobs()).rowCount, { timeout: 20_000 }).toBe(0);
};

test("a meeting that has opened again isn't ended a second time", async () => {
  const path = `/api/meetings/${meeting.code}/manage`;
  await keepsJob(() => service.ask("POST", `${path}/end`, { headers: meeting.bearer }));
  expect(service.engine.ended.filter((room) => room === meeting.room)).toHaveLength(1);
  // The host holds it now, and not at its time.
  await service.ask("PATCH", path, { headers: meeting.bearer, body: { startsAt: null } });
  const ana = await service.sits(meeting, "Ana");
  await dueNow();
  expect(service.engine.ended.filter((room) => room === meeting.room)).toHaveLength(1);
  expect(ana.page.rest().map(({ kind }) => kind)).not.toContain("ended");
}, 60_000);

test("whom a host let in again isn't taken out a second time", async () => {
  const ana = await service.sits(meeting, "Ana");
  const bo = await service.sits(meeting, "Bo", { from: "127.1.0.9" });
  const receipt = await receiptOf(service, ana);
  const participant = { identity: bo.identity, name: "Bo" };
  const reportId = await report(service, database, meeting, { receipt, participant });
  await keepsJob(() =>
    sam.ask("POST", "/api/safety/acts", {
      kind: "remove-participant",
      reportId,
      reason: "Insults, again and again",
    }),
  );
  await service.deps.enforcement.settled();
  expect((await bo.enter()).status).toBe(202);
  await service.act(meeting, { kind: "admit", joinId: bo.joinId });
  expect((await bo.enter()).status).toBe(200);
  service.seat(meeting.room, bo.identity, bo.address);
  await dueNow();
  await service.deps.enforcement.settled();
  expect(service.deps.presence.seats.isInside(meeting.room, bo.identity)).toBe(true);
}, 60_000);
