import { join } from "node:path";
import { writeBackup } from "@graticule/server/db/backup";
import { restoreBackup } from "@graticule/server/db/restore";
import { onTestFinished } from "vitest";
import { unjudged } from "./by-hand.ts";
import {
  acts,
  deskPeople,
  orderOf,
  requestOf,
  runningMeeting,
  underReview,
} from "./desk-people.ts";
import { decideChange, newStaff, type Staff } from "./desk-service.ts";
import { makeTestFolder, startTestDatabase, type TestDatabase } from "./harness.ts";
import {
  home,
  type MeetingService,
  startMeetingService,
  type TestMeeting,
} from "./meeting-service.ts";
import { published } from "./orders.ts";
import { Browser } from "./people-service.ts";

/** A service whose database goes back to what it was while an order was in force. */
export interface RestoredWorld {
  readonly meeting: TestMeeting;
  readonly request: string;
  readonly order: string;
  readonly people: Readonly<Record<"reviewer" | "approver" | "both" | "other", Staff>>;
}

/** An order in force, and four people at the desk. */
export async function worldWithOrder(
  service: MeetingService,
  database: TestDatabase,
): Promise<RestoredWorld> {
  const meeting = await runningMeeting(service);
  const desk = await deskPeople(service, database);
  const both = await newStaff(service, database, "both", { roles: ["reviewer", "approver"] });
  const other = await newStaff(service, database, "other", { roles: ["approver"] });
  const request = await underReview(desk, requestOf(desk.authority, [meeting.code]));
  const { orders } = await acts(desk.reviewer, request, { kind: "propose", order: orderOf() });
  const order: string = orders[0].id;
  await acts(desk.approver, request, { kind: "approve", orderId: order });
  await published(database, "order-approved", order);
  // Tests enter authorities without the change behind them, which no restore accepts.
  await unjudged(database, (client) =>
    client.query(
      `WITH made AS (INSERT INTO desk_change (id, kind, body, proposed_by, by_administrator)
         SELECT change_id, 'disputed-places', '{"add": [], "remove": [], "source": "-"}', change_id, false
         FROM authority RETURNING id)
       INSERT INTO desk_change_outcome (change_id, outcome, by_person) SELECT id, 'confirmed', id FROM made`,
    ),
  );
  const people = { reviewer: desk.reviewer, approver: desk.approver, both, other };
  return { meeting, request, order, people };
}

/** The door's status for someone from mainland China. */
export async function fromChina(service: MeetingService, meeting: TestMeeting): Promise<number> {
  return (await service.comes(meeting, "Mei", { from: home.china })).answer.status;
}

/** The same browser in front of another run of the service. */
export function again(service: MeetingService, { id, email, cookies }: Staff): Staff {
  const browser = new Browser(service);
  for (const [name, value] of cookies) browser.cookies.set(name, value);
  return Object.assign(browser, { id, email });
}

export const view = async (who: Staff, id: string) =>
  (await who.ask("GET", `/api/desk/requests/${id}`)).json.orders[0];

/** The administrator proposes someone's roles again, one colleague signs that, and another confirms it. */
export async function appointAgain(
  service: MeetingService,
  who: Staff,
  roles: readonly string[],
  [by, seconder]: readonly [Staff, Staff],
): Promise<void> {
  const change = await service.ask("POST", "/api/admin/staff-changes", {
    headers: { cookie: service.operatorCookie },
    body: { kind: "staff", email: who.email, roles, liaisonTo: [] },
  });
  const decided = await decideChange(by, change.json.id, "confirmed", seconder);
  if (decided.status !== 200) throw new Error(`${change.text} ${decided.text}`);
}

/** A database for this test alone. */
export async function ownDatabase(snapshot?: string): Promise<TestDatabase> {
  const database = await startTestDatabase(snapshot);
  onTestFinished(() => database.stop());
  return database;
}

/** What a backup of this database becomes elsewhere. */
export async function backupOf(database: TestDatabase): Promise<() => Promise<TestDatabase>> {
  const folder = makeTestFolder();
  onTestFinished(() => folder.remove());
  const file = join(folder.path, "backup.gz");
  await writeBackup(database.owner, file);
  return async () => {
    const restored = await ownDatabase();
    await restoreBackup(restored.owner, file);
    return restored;
  };
}

/** A service for this test alone. */
export async function running(database: TestDatabase, dataDir: string): Promise<MeetingService> {
  const service = await startMeetingService(database, { dataDir });
  let isStopped = false;
  const stop = async () => {
    if (!isStopped) await service.stop();
    isStopped = true;
  };
  onTestFinished(stop);
  return { ...service, stop };
}
