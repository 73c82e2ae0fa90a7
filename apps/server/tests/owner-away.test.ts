import { soleQuestions } from "@graticule/server/cluster/questions";
import { expect, test } from "vitest";
import {
  act,
  acts,
  deskOfTests,
  ordered,
  orderOf,
  people,
  receive,
  requestOf,
  runningMeeting,
  underReview,
} from "./desk-people.ts";
import { home, service } from "./meeting-service.ts";

/** Whether rooms' owners, of several instances, don't answer. */
let isAway = false;
const { aboutRoom } = soleQuestions;
const aboutRoomUnlessAway: typeof aboutRoom = (...asked) => {
  const ask = aboutRoom(...asked);
  return async (...about) => (isAway ? undefined : await ask(...about));
};
Object.assign(soleQuestions, { aboutRoom: aboutRoomUnlessAway });
deskOfTests();

// Broken on purpose, each alone: a request isn't shown without its rooms' use; what is done asks for none.
test("a room's owner that doesn't answer hides no request from the desk and keeps no order in force; what rests on its word waits", async () => {
  const { intake, reviewer, approver, authority } = people;
  const meeting = await runningMeeting(service, 1);
  const { id, orderId } = await ordered(people, requestOf(authority, [meeting.code]));
  const other = await runningMeeting(service, 1);
  const reviewed = await underReview(people, requestOf(authority, [other.code]));

  isAway = true;
  try {
    for (const who of [intake, reviewer, approver]) {
      expect((await who.ask("GET", `/api/desk/requests/${id}`)).status).toBe(200);
    }
    const received = await receive(people, requestOf(authority, [meeting.code]));
    await acts(reviewer, received, {
      kind: "call-back",
      outcome: "authentic",
      how: "By telephone",
    });
    await acts(reviewer, received, { kind: "begin-review" });
    await acts(reviewer, received, { kind: "reject", ground: "duplicate", text: "Again." });
    for (const body of [
      { kind: "look", meeting: 0 },
      { kind: "propose", order: orderOf() },
    ]) {
      const refused = await act(reviewer, reviewed, body);
      expect([refused.status, refused.json.code]).toEqual([503, "cannot-check"]);
    }
    const lifted = await acts(approver, id, { kind: "lift", orderId, why: "No ground any more" });
    expect(lifted.orders[0].state).toBe("lifted");
  } finally {
    isAway = false;
  }
  expect((await service.comes(meeting, "Mei", { from: home.china })).answer.status).toBe(200);
});
