import { door } from "@graticule/api/meetings";
import { expect, test } from "vitest";
import { unjudged } from "./by-hand.ts";
import {
  acts,
  deskOfTests,
  ordered,
  people,
  requestOf,
  runningMeeting,
  underReview,
} from "./desk-people.ts";
import { database, home, service, type TestMeeting } from "./meeting-service.ts";

deskOfTests();
const running = () => runningMeeting(service);

async function notices({ code, bearer }: TestMeeting) {
  const path = `/api/meetings/${code}/manage/notices`;
  const answer = await service.ask("GET", path, { headers: bearer });
  expect(answer.status).toBe(200);
  return answer.json;
}

function letters() {
  const { mailer } = service.deps.people;
  return mailer.kind === "mailbox" ? mailer.letters() : [];
}

test("the host learns at once what was demanded, refused and ordered, and when it is over", async () => {
  const meeting = await running();
  const content = requestOf(people.authority, [meeting.code], {
    demands: [
      { kind: "end-meeting", verbatim: "End it.", meeting: 0 },
      { kind: "withhold-meeting", verbatim: "Else withhold it.", meeting: 0 },
    ],
  });
  const before = letters().length;
  const { id, orderId } = await ordered(people, content);
  expect(await notices(meeting)).toMatchObject([
    {
      kind: "order-began",
      authority: "Ministry of Tests",
      law: "Test Act, section 1",
      reason: "A test",
      places: ["CN"],
      orderId,
    },
  ]);
  await acts(people.reviewer, id, { kind: "answer-demand", demand: 0, answer: "refused" });
  await acts(people.reviewer, id, { kind: "answer-demand", demand: 1, answer: "met" });
  await acts(people.reviewer, id, { kind: "close", text: "The answer" });
  await acts(people.approver, id, { kind: "lift", orderId, why: "No ground" });
  const [ended, answered, began] = await notices(meeting);
  expect(began.kind).toBe("order-began");
  expect(answered).toMatchObject({
    kind: "request-answered",
    demands: [
      { kind: "end-meeting", answer: "refused", ground: "meetings-survive" },
      { kind: "withhold-meeting", answer: "met" },
    ],
  });
  expect(ended).toMatchObject({ kind: "order-ended", how: "lifted" });

  const sent = letters().slice(0, letters().length - before);
  expect(sent).toHaveLength(3);
  for (const { to, text, subject } of sent) {
    expect(to).toBe("ada@example.org");
    expect(`${subject} ${text}`).not.toMatch(
      /Ministry|China|CN|order|Commemoration|[a-z]{3}-[a-z]{4}/,
    );
    expect(text).toContain("Sign in");
  }
});

test("only those who manage a meeting read its notices, and other meetings have none of them", async () => {
  const [meeting, other] = [await running(), await running()];
  await ordered(people, requestOf(people.authority, [meeting.code]));
  const path = `/api/meetings/${meeting.code}/manage/notices`;
  expect((await service.ask("GET", path)).status).toBe(401);
  expect((await service.ask("GET", path, { headers: other.bearer })).status).toBe(401);
  expect((await people.intake.ask("GET", path)).status).toBe(403);
  expect(await notices(other)).toEqual([]);
});

test("a law that forbids telling delays authority, law and reason alone, until its date (constitution 10)", async () => {
  const meeting = await running();
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const content = requestOf(people.authority, [meeting.code], {
    forbidsNotice: { until, law: "Secrets Act" },
  });
  const { id, orderId } = await ordered(people, content, { sealedUntil: until });
  const atTheDoor = async () => {
    await service.deps.directory.refresh({ kind: "all" });
    const path = `/api/meetings/${meeting.code}/door`;
    return door.parse((await service.ask("GET", path, { from: home.china })).json).refusal;
  };
  const refusal = await atTheDoor();
  expect(refusal).toMatchObject({ because: "ordered", orderId, sealedUntil: until });
  for (const field of ["authority", "law"]) expect(refusal).not.toHaveProperty(field);
  await acts(people.reviewer, id, { kind: "answer-demand", demand: 0, answer: "met" });
  await acts(people.reviewer, id, { kind: "close", text: "The answer" });
  for (const notice of await notices(meeting)) {
    expect(notice).toMatchObject({ sealedUntil: until, places: ["CN"], orderId });
    for (const field of ["authority", "law", "reason"]) expect(notice).not.toHaveProperty(field);
  }
  await unjudged(database, (client) =>
    client.query(
      `UPDATE host_notice SET body = body || jsonb_build_object('sealedUntil', $1::text)
       WHERE body ->> 'orderId' = $2`,
      [new Date(Date.now() - 1_000).toISOString(), orderId],
    ),
  );
  for (const notice of await notices(meeting)) {
    expect(notice.authority).toBe("Ministry of Tests");
    expect(notice).not.toHaveProperty("sealedUntil");
  }
  const over = "UPDATE order_proposal SET sealed_until = now() WHERE id = $1";
  await unjudged(database, (client) => client.query(over, [orderId]));
  const told = await atTheDoor();
  expect(told).toMatchObject({ authority: "Ministry of Tests", law: "Test Act, section 1" });
  expect(told).not.toHaveProperty("sealedUntil");
});

test("a request sent back as incomplete, or rejected, is reported too: who demanded what, and that nothing was done", async () => {
  const meeting = await running();
  const demands = [
    { kind: "end-meeting" as const, verbatim: "End it.", meeting: 0 },
    { kind: "withhold-meeting" as const, verbatim: "Else withhold it.", meeting: 0 },
  ];
  const incomplete = requestOf(people.authority, [meeting.code], { demands, redress: undefined });
  const before = letters().length;
  const returned = await underReview(people, incomplete);
  await acts(people.reviewer, returned, { kind: "return", text: "Say how to seek redress." });
  const complete = requestOf(people.authority, [meeting.code], { demands });
  const rejected = await underReview(people, complete);
  await acts(people.reviewer, rejected, { kind: "answer-demand", demand: 0, answer: "refused" });
  await acts(people.reviewer, rejected, { kind: "reject", ground: "withdrawn", text: "As asked." });
  const told = await notices(meeting);
  expect(told).toMatchObject([
    {
      kind: "request-rejected",
      how: "withdrawn",
      authority: "Ministry of Tests",
      places: [],
      demands: [
        { kind: "end-meeting", answer: "refused", ground: "meetings-survive" },
        { kind: "withhold-meeting", answer: "rejected" },
      ],
    },
    {
      kind: "request-returned",
      law: "Test Act, section 1",
      reason: "Because of a test.",
      demands: [{ answer: "returned" }, { answer: "returned" }],
    },
  ]);
  for (const notice of told) expect(notice).not.toHaveProperty("orderId");
  const sent = letters().slice(0, letters().length - before);
  expect(sent.map(({ subject }) => subject)).toHaveLength(2);
  expect(sent[0]?.text).not.toMatch(/Ministry|reject/);
});

test("a law that forbids telling delays the authority's name even if its request is rejected", async () => {
  const meeting = await running();
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const forbidsNotice = { until, law: "Secrets Act" };
  const content = requestOf(people.authority, [meeting.code], { forbidsNotice });
  const id = await underReview(people, content);
  await acts(people.reviewer, id, { kind: "reject", ground: "duplicate", text: "Again." });
  const [notice] = await notices(meeting);
  expect(notice).toMatchObject({ kind: "request-rejected", sealedUntil: until });
  for (const field of ["authority", "law", "reason"]) expect(notice).not.toHaveProperty(field);
});

test("a request refused in full is reported too, with nothing ordered", async () => {
  const meeting = await running();
  const content = requestOf(people.authority, [meeting.code], {
    demands: [{ kind: "suspend-account", verbatim: "Suspend it." }],
  });
  const id = await underReview(people, content);
  await acts(people.reviewer, id, { kind: "answer-demand", demand: 0, answer: "refused" });
  await acts(people.reviewer, id, { kind: "close", text: "The answer" });
  const [notice] = await notices(meeting);
  expect(notice).toMatchObject({
    demands: [{ kind: "suspend-account", answer: "refused", ground: "accounts-survive" }],
    places: [],
  });
  expect(notice).not.toHaveProperty("orderId");
});
