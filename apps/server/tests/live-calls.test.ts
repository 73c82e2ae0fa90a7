import { expect, test, vi } from "vitest";
import { acts, deskOfTests, ordered, people, requestOf } from "./desk-people.ts";
import { home, newMeetingOf, service, type TestMeeting, type Visitor } from "./meeting-service.ts";
import { newPerson } from "./people-service.ts";

deskOfTests();

/** As a page that leaves the call does: its seat is listed for a moment more. */
async function departs({ room }: TestMeeting, who: Visitor): Promise<void> {
  await who.leave();
  who.page.close();
  const { seats } = service.deps.presence;
  for (const leg of [...(seats.find(room, who.identity)?.legs ?? [])]) leg.cut();
}

// Was: done for the one whose page waits at the door, a conflict for the other; and the first one's name in the list.
// Broken on purpose: `joinsOf` in place of `#seenOf` in `named`, and in `isKnown`; `isKnown` without what seats remember.
test("no act of a host tells someone whom an order removed from someone who left", async () => {
  const meeting = await newMeetingOf(service, await newPerson(service, "asks"));
  await service.sits(meeting, "Boss", { headers: meeting.bearer });
  const wei = await service.sits(meeting, "Wei", { from: home.china });
  const lin = await service.sits(meeting, "Lin");
  const { id, orderId } = await ordered(people, requestOf(people.authority, [meeting.code]));
  for (let kind = ""; kind !== "removed"; ) kind = (await wei.page.next()).kind;
  await service.deps.enforcement.settled();
  const answersTo = async ({ identity }: Visitor) => {
    const asked = [
      { kind: "role", identity, role: "guest" },
      { kind: "successors", identities: [identity] },
      { kind: "mute", identity },
      { kind: "remove", identity },
      { kind: "send-back", identity },
      { kind: "ban", identity },
    ];
    const answers = [];
    for (const act of asked) answers.push(await service.act(meeting, act));
    return answers;
  };
  // As after a quarter of an hour, when no one remembers who was inside.
  const { seats } = service.deps.presence;
  const remembers = vi.spyOn(seats, "remembers").mockReturnValue(false);
  const role = { kind: "role", identity: wei.identity, role: "guest" };
  expect(await service.act(meeting, role)).toBe(409);
  remembers.mockRestore();
  await departs(meeting, lin);
  expect(await answersTo(lin)).toEqual(await answersTo(wei));
  const path = `/api/meetings/${meeting.code}/hosting`;
  const { banned } = (await service.ask("GET", path, { headers: meeting.bearer })).json.hosting;
  expect(banned.map(({ name }: { name: string }) => name)).toEqual(["", ""]);
  await acts(people.approver, id, { kind: "lift", orderId, why: "No ground" });
});
