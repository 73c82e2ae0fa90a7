import { rmSync } from "node:fs";
import { join } from "node:path";
import { reportReaders } from "@graticule/api/safety";
import { createPersonStore } from "@graticule/server/people/person-store";
import {
  createUnreadReports,
  type UnreadReportsParts,
} from "@graticule/server/safety/unread-reports";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { report } from "./abuse.ts";
import { unjudged } from "./by-hand.ts";
import { newStaff } from "./desk-service.ts";
import { makeTestFolder } from "./harness.ts";
import { database, meetingServiceOfTests, service } from "./meeting-service.ts";

meetingServiceOfTests();

const folder = makeTestFolder();
afterAll(() => folder.remove());

const lettersToAdministrator = () => {
  const { mailer } = service.deps.people;
  const letters = mailer.kind === "mailbox" ? mailer.letters() : [];
  return letters.filter(({ subject }) => subject.includes("an abuse report is waiting"));
};
const readers = async () => reportReaders.parse((await service.ask("GET", "/api/reports")).json);
const closeAll = () =>
  unjudged(database, (client) =>
    client.query(
      `INSERT INTO abuse_report_outcome (report_id, outcome, by_person)
       SELECT id, 'no-action', gen_random_uuid() FROM abuse_report`,
    ),
  );

const hour = 3_600_000;
let sent: string[] = [];
let now = Date.parse("2026-11-28T00:00:00Z");
const toldFile = join(folder.path, "reports-told.json");
const start = (own: Partial<UnreadReportsParts> = {}) =>
  createUnreadReports({
    db: database.db,
    administrators: createPersonStore(database.db).administrators,
    isOurs: async () => true,
    notifiedFile: toldFile,
    nowMs: () => now,
    sender: () => ({ serviceName: "Map Room", publicUrl: "http://meet.test" }),
    send: async ({ to }) => sent.push(to),
    ...own,
  });
const told = async (by: ReturnType<typeof start>) => {
  sent = [];
  await by.tell();
  return sent.length;
};

beforeEach(() => {
  rmSync(toldFile, { force: true });
});

test("while no one can read reports the reporter can see it, and the administrator learns that one waits and nothing of it", async () => {
  expect(await readers()).toEqual({ people: "no-one", states: "no-one" });
  const meeting = await service.newMeeting();
  expect(lettersToAdministrator()).toEqual([]);
  const id = await report(service, database, meeting, { text: "Only for the desk" });
  await vi.waitFor(() => expect(lettersToAdministrator()).toHaveLength(1));
  const [letter] = lettersToAdministrator();
  expect(letter?.text).toContain("http://meet.test/admin/desk");
  for (const secret of [id, meeting.code, "Only for", "threat"]) {
    expect(`${letter?.subject} ${letter?.text}`).not.toContain(secret);
  }
});

test("the letter comes once a day while a report waits, also across a restart, and stops once none does", async () => {
  const first = start();
  expect(await told(first)).toBe(1);
  now += 23 * hour;
  expect(await told(first)).toBe(0);
  first.close();
  const second = start();
  expect(await told(second)).toBe(0);
  now += hour;
  expect(await told(second)).toBe(1);
  await closeAll();
  now += 25 * hour;
  expect(await told(second)).toBe(0);
  second.close();
});

// Broken on purpose: each instance tells.
test("of several instances, each with its own data folder, one writes the letter", async () => {
  await report(service, database, await service.newMeeting());
  const notifiedFile = join(folder.path, "other-told.json");
  const instances = [start(), start({ notifiedFile, isOurs: async () => false })];
  sent = [];
  for (const instance of instances) await instance.tell();
  expect(sent).toHaveLength(1);
  for (const instance of instances) instance.close();
});

test("someone at the desk who can read reports ends it; one without the role reads only those by states", async () => {
  await report(service, database, await service.newMeeting());
  await newStaff(service, database, "rhea", { roles: ["reviewer"] });
  expect(await readers()).toEqual({ people: "no-one", states: "someone" });
  const watch = start();
  expect(await told(watch)).toBe(1);
  now += 25 * hour;
  await newStaff(service, database, "sam", { roles: ["safety"] });
  expect(await readers()).toEqual({ people: "someone", states: "someone" });
  expect(await told(watch)).toBe(0);
  watch.close();
});
