import { beforeAll, expect, test } from "vitest";
import {
  act,
  acts,
  type DeskPeople,
  deskPeople,
  ordered,
  orderOf,
  requestOf,
  runningMeeting,
  underReview,
} from "./desk-people.ts";
import { database, meetingServiceOfTests, service } from "./meeting-service.ts";

meetingServiceOfTests();
let people: DeskPeople;

beforeAll(async () => {
  people = await deskPeople(service, database);
});

const findings = {
  procedure: "It came by letter.",
  authority: "It may ask.",
  legality: "The law says so.",
  necessity: "Less would not do.",
  rights: "Nothing speaks against it.",
};
/** The same words, typed differently. */
const copied = { ...findings, rights: "  Nothing speaks\n\nagainst   it. " };

test("a renewal with the previous order's findings, word for word, is refused (constitution 8)", async () => {
  const { authority, reviewer, approver } = people;
  const meeting = await runningMeeting(service);
  const content = () => requestOf(authority, [meeting.code]);
  const propose = (asWritten: typeof findings) =>
    ({ kind: "propose", order: orderOf({ findings: asWritten }) }) as const;
  const first = await ordered(people, content(), { findings });
  await acts(approver, first.id, { kind: "lift", orderId: first.orderId, why: "Renewed" });

  const renewal = await underReview(people, content());
  const refused = await act(reviewer, renewal, propose(copied));
  expect(refused).toMatchObject({ status: 403, json: { reason: "findings-not-fresh" } });
  // One new finding is enough, and those that were only proposed may be proposed again.
  const fresh = { ...copied, necessity: "Less was tried since, and did not do." };
  const { orders } = await acts(reviewer, renewal, propose(fresh));
  await acts(approver, renewal, { kind: "decline", orderId: orders[0].id, why: "Too long" });
  const again = await acts(reviewer, renewal, propose(fresh));
  await acts(approver, renewal, { kind: "approve", orderId: again.orders[1].id });

  // Another authority, or another meeting, is no renewal.
  const other = await deskPeople(service, database);
  await ordered(other, requestOf(other.authority, [meeting.code]), { findings });
  const elsewhere = await runningMeeting(service);
  await ordered(people, requestOf(authority, [elsewhere.code]), { findings });
});

test("of two requests with the same findings the second is not approved, nor by the database", async () => {
  const meeting = await runningMeeting(service);
  const [one, two] = [1, 2].map(() => requestOf(people.authority, [meeting.code]));
  const ids = [await underReview(people, one ?? {}), await underReview(people, two ?? {})];
  const proposed = [];
  for (const id of ids) {
    const proposal = { kind: "propose", order: orderOf({ findings }) };
    proposed.push((await acts(people.reviewer, id, proposal)).orders[0].id);
  }
  const [first = "", second = ""] = ids;
  await acts(people.approver, first, { kind: "approve", orderId: proposed[0] });
  const answer = await act(people.approver, second, { kind: "approve", orderId: proposed[1] });
  expect(answer.json.reason).toBe("findings-not-fresh");
  const insert = `INSERT INTO order_approval (order_id, request_id, meeting_no, by_person)
    VALUES ($1, $2, 1, $3)`;
  await expect(
    database.pool.query(insert, [proposed[1], second, people.approver.id]),
  ).rejects.toMatchObject({ code: "23001" });
});
