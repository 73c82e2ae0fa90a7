import { afterAll, beforeAll, expect, test } from "vitest";
import {
  act,
  acts,
  type DeskPeople,
  deskPeople,
  entries,
  ordered,
  orderOf,
  receive,
  requestOf,
  underReview,
} from "./desk-people.ts";
import { newStaff } from "./desk-service.ts";
import { startTestDatabase, type TestDatabase } from "./harness.ts";
import {
  home,
  type MeetingService,
  startMeetingService,
  type TestMeeting,
} from "./meeting-service.ts";

let database: TestDatabase;
let service: MeetingService;
let people: DeskPeople;

beforeAll(async () => {
  database = await startTestDatabase();
  service = await startMeetingService(database);
  people = await deskPeople(service, database);
});
afterAll(async () => {
  await service.stop();
  await database.stop();
});

/** A meeting that runs, with so many people in China and one in France. */
async function running(inChina: number): Promise<TestMeeting> {
  const meeting = await service.newMeeting({ title: "Commemoration" });
  service.seat(meeting.room, "fr", home.france);
  for (let one = 0; one < inChina; one += 1) service.seat(meeting.room, `cn-${one}`, home.china);
  return meeting;
}

test("three people take a request from its receipt to an order, and its answer back", async () => {
  const meeting = await running(12);
  const id = await receive(people, requestOf(people.authority, [meeting.code]));
  const { reviewer, approver } = people;
  await acts(reviewer, id, {
    kind: "call-back",
    outcome: "authentic",
    how: "Number of the register",
  });
  await acts(reviewer, id, { kind: "begin-review" });
  const looked = await acts(reviewer, id, { kind: "look", meeting: 0 });
  expect(looked.namedMeetings[0]).toMatchObject({
    state: "running",
    looks: [{ ordinal: 1, bucket: "10-99" }],
    recommendation: "findings-decide",
  });
  const proposed = await acts(reviewer, id, { kind: "propose", order: orderOf() });
  const [{ id: orderId }] = proposed.orders;
  expect(proposed.orders[0]).toMatchObject({ state: "proposed", mayApprove: "no-such-role" });
  expect(service.deps.seats.inside(meeting.room)).toHaveLength(13);
  const approved = await acts(approver, id, { kind: "approve", orderId });
  expect(approved.orders[0].state).toBe("in-force");
  await service.deps.enforcement.settled();
  expect(service.deps.seats.inside(meeting.room)).toHaveLength(1);
  await acts(reviewer, id, { kind: "answer-demand", demand: 0, answer: "met" });
  const today = new Date().toISOString().slice(0, 10);
  const closed = await acts(reviewer, id, { kind: "close", text: "The answer" });
  expect(closed).toMatchObject({ state: "answered", order: "in-force" });
  expect(closed.draft).toContain(`It has effect since ${today}`);
  expect(closed.draft).not.toContain("Commemoration");
  expect(closed.steps.map(({ kind }: { kind: string }) => kind)).toEqual([
    ...["received", "authenticated", "review-began", "looked", "proposed", "approved"],
    ...["demand-answered", "answered"],
  ]);
  for (const kind of ["request-received", "look", "order-approved", "request-closed"]) {
    expect(await entries(database, kind)).toHaveLength(1);
  }
  expect(service.engine.ended).toEqual([]);
  const lifted = await acts(approver, id, { kind: "lift", orderId, why: "No ground any more" });
  expect(lifted.orders[0].state).toBe("lifted");
  expect((await service.comes(meeting, "Mei", { from: home.china })).answer.status).toBe(200);
});
