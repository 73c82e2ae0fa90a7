import { DisconnectReason } from "@livekit/protocol";
import { Room, RoomEvent } from "@livekit/rtc-node";
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { type Calls, from, type Person, startCalls } from "./calls.ts";
import { order } from "./orders.ts";
import { oldQuery, RawClient } from "./raw-client.ts";

/** What those who stay in the room can see of an order. */
let calls: Calls;
/** What they see of someone who leaves. */
let leaves: Observed | undefined;

beforeAll(async () => {
  calls = await startCalls();
});
afterEach(() => {
  calls.closeAll();
});
afterAll(() => calls.stop());

/**
 * How someone goes; `silent`: by an order, which the client or page ignores; `cut off`: by an order, while
 * they have no connection to the gate.
 */
type Departure =
  | "leaves"
  | "page leaves"
  | "silent page"
  | "silent client"
  | "cut off"
  | "in mid-message";

interface Observed {
  readonly sdk: readonly string[];
  readonly protocol: readonly string[];
}

/** What two observers receive once someone goes, without what differs between any two people. */
async function observed(departure: Departure): Promise<Observed> {
  const { code, room } = await calls.newMeeting();
  const observer = await calls.sit(await calls.join(code, from.france));
  const sdk = new Room();
  const { token } = await calls.join(code, from.nowhere);
  await sdk.connect(`ws://127.0.0.1:${calls.running.port}`, token, {
    autoSubscribe: true,
    dynacast: false,
  });
  const person = await calls.join(code, from.china);
  const arrives = new Promise((done) => sdk.once(RoomEvent.ParticipantConnected, done));
  const client = await calls.sit(person);
  await arrives;
  const sid = (await client.joined)?.participant?.sid ?? "no sid";
  await vi.waitFor(() => expect(naming(observer, person.identity, sid)).not.toEqual([]));
  const before = naming(observer, person.identity, sid).length;
  const events: string[] = [];
  for (const kind of Object.values(RoomEvent)) {
    sdk.on(kind as RoomEvent.ParticipantDisconnected, (who) => {
      if (who?.identity !== person.identity) return;
      events.push(`${kind} ${DisconnectReason[who.disconnectReason ?? 0]}`);
    });
  }
  const hasPage = departure === "page leaves" || departure === "silent page";
  const page = hasPage ? await calls.follow(person) : undefined;
  // A frame's head whose payload never comes.
  if (departure === "in mid-message") client.socket.write(Buffer.from([0x82, 0x84, 0, 0, 0, 0]));
  if (departure === "cut off") await loseConnection(room, client, { ...person, sid });
  if (departure === "leaves") client.leave();
  else {
    await order(calls.database, room, ["CN"]);
    if (hasPage) expect(await page?.next()).toMatchObject({ kind: "removed", status: 451 });
    if (departure === "page leaves") client.leave();
  }
  await client.closed;
  await calls.running.deps.enforcement.settled();
  await vi.waitFor(() => {
    expect(naming(observer, person.identity, sid).length).toBeGreaterThan(before);
    expect(events).not.toEqual([]);
  }, 5_000);
  expect(await calls.listed(room)).toHaveLength(2);
  await sdk.disconnect();
  return { sdk: events, protocol: naming(observer, person.identity, sid).slice(before) };
}

/**
 * Loses the connection to the gate, and keeps the seat. A real client's media keep it; this one has none, so
 * it goes on at the engine itself.
 */
async function loseConnection(
  room: string,
  client: RawClient,
  { token, identity, sid }: Person & { readonly sid: string },
): Promise<void> {
  const port = Number(new URL(calls.engine.url).port);
  const target = oldQuery(token, { reconnect: "1", sid });
  const resumed = new RawClient({ port, target });
  onTestFinished(() => resumed.close());
  expect((await resumed.answer).status).toBe(101);
  client.close();
  const { seats } = calls.running.deps.presence;
  await vi.waitFor(() => expect(seats.find(room, identity)?.legs).toEqual([]));
  expect(await calls.listed(room)).toContain(identity);
}

/** Every protocol message that names this person, as JSON without names, times and versions. */
function naming({ messages }: RawClient, identity: string, sid: string): string[] {
  return messages
    .map((message) => message.toJsonString())
    .filter((text) => text.includes(identity) || text.includes(sid))
    .map((text) => text.replaceAll(identity, "IDENTITY").replaceAll(sid, "SID"))
    .map((text) => text.replace(/"(joinedAt|joinedAtMs|version)":("?)\d+\2/g, '"$1":0'));
}

test("someone who leaves is seen to leave of their own accord", async () => {
  leaves = await observed("leaves");
  expect(leaves).toMatchObject({ sdk: ["participantDisconnected CLIENT_INITIATED"] });
  expect(leaves.protocol.join()).toContain('"disconnectReason":"CLIENT_INITIATED"');
});

test.each([
  ["whose page leaves when asked", "page leaves"],
  ["whose page ignores it", "silent page"],
  ["who has no page to ask", "silent client"],
  ["who is not connected to the gate", "cut off"],
] as const)(
  "no one inside can tell someone an order removes, %s, from someone who leaves (attack 24c)",
  async (_who, departure) => expect(await observed(departure)).toEqual(leaves),
);

test("if the gate can't leave for someone, the engine removes them and says so", async () => {
  const removed = await observed("in mid-message");
  expect(removed.sdk).toEqual(["participantDisconnected PARTICIPANT_REMOVED"]);
});
