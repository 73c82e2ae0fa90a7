import { door, meetingManaged } from "@graticule/api/meetings";
import { expect, test } from "vitest";
import { everyoneExcept } from "./api-service.ts";
import { unjudged } from "./by-hand.ts";
import { signOrdersAgain } from "./desk-keys.ts";
import {
  database,
  home,
  meetingServiceOfTests,
  service,
  type TestMeeting,
} from "./meeting-service.ts";
import { liftOrder, order } from "./orders.ts";

meetingServiceOfTests();

const managed = async ({ code, bearer }: TestMeeting) =>
  meetingManaged.parse(
    (await service.ask("GET", `/api/meetings/${code}/manage`, { headers: bearer })).json,
  );
const doorFrom = async ({ code }: TestMeeting, from: string) =>
  door.parse((await service.ask("GET", `/api/meetings/${code}/door`, { from })).json);

test("beside the rules a host sees which orders hold now, by whom, where and until when", async () => {
  const meeting = await service.newMeeting();
  expect((await managed(meeting)).orders).toEqual([]);
  await order(database, meeting.room, ["CN"], { fromMs: 3_600_000 });
  const id = await order(database, meeting.room, ["CN"]);
  await service.deps.directory.refresh({ kind: "room", room: meeting.room });
  const { orders } = await managed(meeting);
  // The future one doesn't hold yet.
  expect(orders).toMatchObject([{ places: ["CN"], excepted: [], authority: "Ministry of Tests" }]);
  expect(Date.parse(orders[0]?.until ?? "")).toBeGreaterThan(Date.now());
  await liftOrder(database, id);
  await service.deps.directory.refresh({ kind: "room", room: meeting.room });
  expect((await managed(meeting)).orders).toEqual([]);
});

test("for a sealed order the host doesn't see the authority", async () => {
  const meeting = await service.newMeeting();
  const id = await order(database, meeting.room, ["CN"]);
  await unjudged(database, async (client) => {
    const sealed =
      "UPDATE order_proposal SET sealed_until = now() + interval '1 day' WHERE id = $1";
    await client.query(sealed, [id]);
    await signOrdersAgain(client);
  });
  await service.deps.directory.refresh({ kind: "room", room: meeting.room });
  const [told] = (await managed(meeting)).orders;
  expect(told).toMatchObject({ places: ["CN"] });
  expect(told?.authority).toBeUndefined();
  expect(JSON.stringify(told)).not.toContain("Ministry");
});

test("at the door someone let in sees that an order holds, and not where; someone kept out sees theirs alone", async () => {
  const meeting = await service.newMeeting();
  expect((await doorFrom(meeting, home.france)).limitedByOrder).toBeUndefined();
  await order(database, meeting.room, ["CN"]);
  await service.deps.directory.refresh({ kind: "room", room: meeting.room });
  const seen = await doorFrom(meeting, home.france);
  expect(seen.limitedByOrder).toBe(true);
  expect(JSON.stringify(seen)).not.toContain("CN");
  expect((await doorFrom(meeting, home.china)).limitedByOrder).toBeUndefined();
  const rule = { headers: meeting.bearer, body: everyoneExcept("FR") };
  await service.ask("PUT", `/api/meetings/${meeting.code}/manage/rule`, rule);
  expect((await doorFrom(meeting, home.france)).limitedByOrder).toBeUndefined();
});
