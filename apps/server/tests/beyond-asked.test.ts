import type { OrderInput } from "@graticule/api/orders";
import type { RequestContent } from "@graticule/api/requests";
import { expect, test } from "vitest";
import {
  act,
  acts,
  deskOfTests,
  entries,
  networkInChina,
  orderOf,
  people,
  requestOf,
  runningMeeting,
  underReview,
} from "./desk-people.ts";
import { database, service } from "./meeting-service.ts";

deskOfTests();
const hourMs = 3_600_000;

const stated = {
  lengthStated: { kind: "hours", hours: 48 },
  placesStated: ["CN"],
} satisfies Partial<RequestContent>;
const why = "The court asked for it on the telephone";

/** An order for so many hours from now, by default without a reason. */
function forHours(hours: number, changed: Partial<OrderInput> = {}): object {
  const now = Date.now();
  return orderOf({
    from: new Date(now).toISOString(),
    until: new Date(now + hours * hourMs).toISOString(),
    beyondWhy: undefined,
    ...changed,
  });
}

async function reviewed(content: Partial<RequestContent>, inChina = 0) {
  const meeting = await runningMeeting(service, inChina);
  const id = await underReview(people, requestOf(people.authority, [meeting.code], content));
  return id;
}

const propose = (id: string, order: object) => act(people.reviewer, id, { kind: "propose", order });

async function approved(id: string, order: object): Promise<string> {
  const { orders } = await acts(people.reviewer, id, { kind: "propose", order });
  await acts(people.approver, id, { kind: "approve", orderId: orders.at(-1).id });
  return orders.at(-1).id;
}

const answer = async (id: string, given: string, ground?: string): Promise<number> =>
  (await act(people.reviewer, id, { kind: "answer-demand", demand: 0, answer: given, ground }))
    .status;

test("an order beyond the demand needs a written reason, which the log carries, and is never granted in part (attack 25)", async () => {
  const id = await reviewed(stated);
  const without = await propose(id, forHours(168));
  expect(without).toMatchObject({
    status: 400,
    json: { errors: [{ pointer: "/order/beyondWhy" }] },
  });
  const orderId = await approved(id, forHours(168, { beyondWhy: why }));
  const [entry] = (await entries(database, "order-approved")).filter(
    ({ order }) => order === orderId,
  );
  expect(entry).toMatchObject({ beyond: ["length"], beyondWhy: why });
  expect(await answer(id, "narrowed")).toBe(400);
  expect(await answer(id, "met")).toBe(200);
  const view = (await people.reviewer.ask("GET", `/api/desk/requests/${id}`)).json;
  expect(view.orders[0]).toMatchObject({ beyond: ["length"], beyondWhy: why });
  expect(view.draft).toContain("It goes beyond what was asked.");
});

test("an order as demanded needs no reason and is granted; a smaller one is granted in part and nothing else", async () => {
  const same = await reviewed(stated);
  expect((await propose(same, forHours(48, { beyondWhy: why }))).status).toBe(400);
  const orderId = await approved(same, forHours(48));
  const [entry] = (await entries(database, "order-approved")).filter(
    ({ order }) => order === orderId,
  );
  expect(entry).not.toHaveProperty("beyond");
  expect(await answer(same, "narrowed")).toBe(400);
  // Broken on purpose: the ground of an answer by an order goes through groundProblems alone → 409, from the database.
  expect(await answer(same, "met", "nothing-handed-over")).toBe(400);
  expect(await answer(same, "met", "not-necessary")).toBe(400);
  expect(await answer(same, "met")).toBe(200);
  const smaller = await reviewed(stated);
  await approved(smaller, forHours(24));
  expect(await answer(smaller, "met")).toBe(400);
  expect(await answer(smaller, "narrowed", "no-topics")).toBe(400);
  expect(await answer(smaller, "narrowed", "not-proportionate")).toBe(200);
});

test("going beyond what the request states, or against a look, needs a reason too (6)", async () => {
  const unsaid = await reviewed({ ...stated, lengthStated: undefined });
  expect((await propose(unsaid, forHours(1))).status).toBe(400);
  expect((await propose(unsaid, forHours(1, { beyondWhy: why }))).json.orders[0].beyond).toEqual([
    "length",
  ]);
  const few = await reviewed(stated, 3);
  await acts(people.reviewer, few, { kind: "look", meeting: 0 });
  expect((await propose(few, forHours(48))).status).toBe(400);
  const orderId = await approved(few, forHours(48, { beyondWhy: why }));
  expect(await entries(database, "order-approved")).toContainEqual(
    expect.objectContaining({ order: orderId, beyond: ["advice"], beyondWhy: why }),
  );
});

test("a look after the proposal that finds fewer than 10 holds up the approval until a reason is written", async () => {
  const id = await reviewed(stated, 3);
  const { orders } = (await propose(id, forHours(48))).json;
  await acts(people.reviewer, id, { kind: "look", meeting: 0 });
  const approve = { kind: "approve", orderId: orders[0].id };
  expect((await act(people.approver, id, approve)).json.reason).toBe("not-explained");
  await acts(people.approver, id, { kind: "decline", orderId: orders[0].id, why: "No reason" });
  await approved(id, forHours(48, { beyondWhy: why }));
});

// Was: the log told of 20 networks that there were fewer than ten. Broken on purpose: what the order says that it goes beyond may be more.
test("an order says that it goes against the advice only if the last head count found few (5)", async () => {
  const meeting = await runningMeeting(service, 3);
  const id = await underReview(people, requestOf(people.authority, [meeting.code], stated));
  await acts(people.reviewer, id, { kind: "look", meeting: 0 });
  await acts(people.reviewer, id, { kind: "look", meeting: 0 });
  const { orders } = await acts(people.reviewer, id, {
    kind: "propose",
    order: forHours(48, { beyondWhy: why }),
  });
  for (let one = 3; one < 20; one += 1) {
    service.seat(meeting.room, `cn-${one}`, networkInChina(one));
  }
  await acts(people.approver, id, { kind: "second-look", meeting: 0 });
  const approve = { kind: "approve", orderId: orders[0].id };
  expect((await act(people.approver, id, approve)).json.reason).toBe("not-explained");
  await acts(people.approver, id, {
    kind: "decline",
    orderId: orders[0].id,
    why: "More are there",
  });
  const orderId = await approved(id, forHours(48));
  const [entry] = (await entries(database, "order-approved")).filter(
    ({ order }) => order === orderId,
  );
  expect(entry).not.toHaveProperty("beyond");
});

// Was: the log said of one meeting that keeping people out of it was refused, and granted. Broken on purpose: `some` for `every`
// in isOpenDemand.
test("no order grants what a demand was answered as not granted, or granted only in part (11)", async () => {
  const [one, two] = [await runningMeeting(service), await runningMeeting(service)];
  const content = requestOf(people.authority, [one.code, two.code], {
    demands: [
      { kind: "withhold-meeting", verbatim: "Withhold the first.", meeting: 0 },
      { kind: "withhold-meeting", verbatim: "Withhold both." },
      { kind: "withhold-meeting", verbatim: "Withhold the second.", meeting: 1 },
    ],
    lengthStated: { kind: "without-end" },
    placesStated: ["CN"],
  });
  const id = await underReview(people, content);
  const { orders } = await acts(people.reviewer, id, {
    kind: "propose",
    order: forHours(2, { meeting: 1 }),
  });
  const refused = { answer: "refused", ground: "not-necessary" };
  await acts(people.approver, id, { kind: "answer-demand", demand: 0, ...refused });
  const again = await propose(id, forHours(2));
  expect([again.status, again.json.errors?.[0]?.pointer]).toEqual([400, "/order/meeting"]);
  await acts(people.approver, id, { kind: "answer-demand", demand: 1, ...refused });
  const late = await act(people.approver, id, { kind: "approve", orderId: orders[0].id });
  expect(late.status).toBe(409);
});

test("a demand about several meetings has no order that goes beyond it", async () => {
  const [one, two] = [await runningMeeting(service), await runningMeeting(service)];
  const content = requestOf(people.authority, [one.code, two.code], {
    ...stated,
    demands: [{ kind: "withhold-meeting", verbatim: "Withhold them." }],
  });
  const id = await underReview(people, content);
  const wider = await propose(id, forHours(168, { beyondWhy: why }));
  expect(wider).toMatchObject({ status: 400, json: { errors: [{ pointer: "/order/meeting" }] } });
  await approved(id, forHours(48));
  expect(await answer(id, "met")).toBe(400);
  expect(await answer(id, "narrowed")).toBe(200);
});
