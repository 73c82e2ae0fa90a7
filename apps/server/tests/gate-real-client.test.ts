import { ParticipantInfo_State } from "@livekit/protocol";
import { DisconnectReason, dispose, Room, RoomEvent } from "@livekit/rtc-node";
import { RoomServiceClient } from "livekit-server-sdk";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import {
  accountKey,
  deny,
  france,
  type GateStack,
  hongKong,
  mainland,
  startGateStack,
} from "./fakes.ts";
import { type Forward, forwardFrom } from "./forward.ts";
import { startTestEngine, type TestEngine } from "./harness.ts";
import { mintToken } from "./raw-client.ts";

/** LiveKit's own client for Node, which knows nothing of this service. Media is real. */
interface Person {
  readonly room: Room;
  readonly way: Forward;
  readonly token: string;
  readonly disconnected: Promise<DisconnectReason>;
  /** What came on the topic `graticule`. */
  readonly told: Promise<unknown>;
}

let engine: TestEngine;
let stack: GateStack;
const people: Person[] = [];

beforeAll(async () => {
  engine = await startTestEngine();
  const engineKey = { id: engine.key, secret: engine.secret };
  stack = await startGateStack({ engineUrl: engine.url, engineKey });
});
afterEach(async () => {
  for (const { room, way } of people.splice(0)) {
    await room.disconnect();
    way.close();
  }
});
afterAll(async () => {
  await stack.stop();
  await engine.stop();
  await dispose();
});

async function come(name: string, identity: string, from: string): Promise<Person> {
  const way = await forwardFrom(from, stack.port);
  const room = new Room();
  const token = mintToken(accountKey, name, identity);
  const disconnected = new Promise<DisconnectReason>((resolve) => {
    room.on(RoomEvent.Disconnected, resolve);
  });
  const told = new Promise<unknown>((resolve) => {
    room.on(RoomEvent.DataReceived, (payload, _participant, _kind, topic) => {
      if (topic === "graticule") resolve(JSON.parse(new TextDecoder().decode(payload)));
    });
  });
  const person = { room, way, token, disconnected, told };
  people.push(person);
  await room.connect(way.url, token, { autoSubscribe: true, dynacast: false });
  return person;
}

async function listed(name: string): Promise<string[]> {
  return ((await stack.engine.listSeats(name)) ?? []).map(({ identity }) => identity).sort();
}

/** Resolves when everyone in the room has a media connection. */
async function mediaFlows(name: string): Promise<void> {
  const service = new RoomServiceClient(engine.url, engine.key, engine.secret);
  await vi.waitFor(
    async () => {
      const states = (await service.listParticipants(name)).map(({ state }) => state);
      expect(new Set(states)).toEqual(new Set([ParticipantInfo_State.ACTIVE]));
    },
    { timeout: 10_000 },
  );
}

test("an unadapted client is refused with the reason, removed with the reason, and let in again", async () => {
  stack.directory.set("real", []);
  const fr = await come("real", "fr", france);
  const names = ["cn", "cn2", "cn3", "cn4", "cn5", "cn6"];
  const mainlanders = await Promise.all(names.map((name) => come("real", name, mainland)));
  await mediaFlows("real");
  const until = Date.now() + 3_600_000;
  const jurisdiction = ["CN"] as never;
  const order = { id: "o", kind: "order", jurisdiction, from: 0, until, authority: "A" } as const;
  stack.directory.set("real", [order]);
  for (const { disconnected } of mainlanders) {
    expect(await disconnected).toBe(DisconnectReason.PARTICIPANT_REMOVED);
  }
  // The packet is sent first, but the engine may let the end overtake it: about 3 in 100.
  expect(await Promise.any(mainlanders.map(({ told }) => told))).toMatchObject({
    kind: "removed",
    status: 451,
    refusal: { decidedBy: "order", place: "CN", authority: "A" },
  });
  await stack.enforcement.settled();
  expect(await listed("real")).toEqual(["fr"]);
  expect(fr.room.isConnected).toBe(true);
  await expect(come("real", "cn", mainland)).rejects.toThrow(/451/);
  stack.directory.set("real", []);
  await come("real", "cn", mainland);
  expect(await listed("real")).toEqual(["cn", "fr"]);
});

test("a client whose connection broke and who returns from a refused place loses its seat and media (attack 10)", async () => {
  stack.directory.set("moving", [deny("CN")]);
  const person = await come("moving", "a", hongKong);
  // From now on it is seen elsewhere: the same client, the same token.
  stack.locator.put(hongKong, "HK");
  stack.locator.put("127.0.86.9", "CN");
  const seat = stack.seats.find("moving", "a");
  const elsewhere = await forwardFrom("127.0.86.9", stack.port);
  const again = new Room();
  // The engine drops anyone whose connection breaks before media has flowed.
  await mediaFlows("moving");
  person.way.close();
  await vi.waitFor(() => expect(seat?.legs.length).toBe(0));
  expect(await listed("moving")).toEqual(["a"]);
  await expect(
    again.connect(elsewhere.url, person.token, { autoSubscribe: true, dynacast: false }),
  ).rejects.toThrow(/403/);
  await vi.waitFor(async () => expect(await listed("moving")).toEqual([]), { timeout: 5_000 });
  elsewhere.close();
});

test("a client whose connection broke resumes its own seat through the gate", async () => {
  stack.directory.set("resume", [deny("CN")]);
  const person = await come("resume", "a", hongKong);
  const before = (await stack.engine.listSeats("resume"))?.[0]?.sid;
  const resumed = new Promise<void>((done) =>
    person.room.once(RoomEvent.Reconnected, () => done()),
  );
  // Otherwise the engine gives it a new seat: see above.
  await mediaFlows("resume");
  person.way.cut();
  await resumed;
  expect((await stack.engine.listSeats("resume"))?.[0]?.sid).toBe(before);
  expect(stack.seats.find("resume", "a")?.legs.length).toBe(1);
});

test("a client whose gate falls silent without a word notices within 3 s, and resumes its seat once it may", async () => {
  stack.directory.set("silent", []);
  const person = await come("silent", "a", hongKong);
  await mediaFlows("silent");
  const before = (await stack.engine.listSeats("silent"))?.[0]?.sid;
  const heard = (event: RoomEvent.Reconnecting | RoomEvent.Reconnected) =>
    new Promise<number>((done) => person.room.once(event, () => done(performance.now())));
  const [noticed, resumed] = [heard(RoomEvent.Reconnecting), heard(RoomEvent.Reconnected)];
  const fellSilent = performance.now();
  person.way.hang();
  // Half a second for a busy machine.
  expect((await noticed) - fellSilent).toBeLessThan(3_500);
  // This client (not livekit-client) waits for its old connection to end before it opens a new one.
  person.way.cut();
  await resumed;
  expect((await stack.engine.listSeats("silent"))?.[0]?.sid).toBe(before);
});
