import { setTimeout as delay } from "node:timers/promises";
import { createLiveKit } from "@graticule/server/media/livekit";
import { accountKey, deniedFrom } from "./gate-parts.ts";
import type { BenchEngine } from "./real-engine.ts";
import { mintToken, Signalling, signalTarget } from "./signalling.ts";

/** Everyone in some rooms: those a limit will name, and the others. */
export interface Crowd {
  readonly rooms: readonly string[];
  readonly affected: readonly Signalling[];
  readonly others: readonly Signalling[];
}

const joinsAtOnce = 20;
/** How long the others are watched after the last person is out. */
const watchMs = 1_000;
const settleMs = 1_000;

export interface Outcome {
  readonly lastMs: number;
  readonly othersCut: number;
}

/** What an operator could do without us: ask the engine to remove each person. */
export async function byLoop(engine: BenchEngine, crowd: Crowd): Promise<Outcome> {
  const livekit = createLiveKit({ url: engine.url, key: engine.key });
  const outcome = await timed(crowd, () => {
    for (const room of crowd.rooms) {
      for (let at = 0; at < crowd.affected.length; at++) {
        void livekit.removeSeat(room, `affected-${at}`);
      }
    }
  });
  livekit.close();
  return outcome;
}

/** Measured at the clients: from the act until the last person it names is out. */
export async function timed({ affected, others }: Crowd, act: () => unknown): Promise<Outcome> {
  const began = performance.now();
  void act();
  const outAt = await Promise.all(affected.map((client) => client.outAt));
  const lastMs = Math.max(...outAt) - began;
  await delay(watchMs);
  const othersCut = others.filter(({ socket }) => socket.destroyed).length;
  for (const { socket } of others) socket.destroy();
  return { lastMs, othersCut };
}

/**
 * Fills each room with `inRoom` people, `affectedInRoom` of them from where a limit will name them.
 */
export async function gather(
  port: number,
  rooms: readonly string[],
  inRoom: number,
  affectedInRoom: number,
): Promise<Crowd> {
  const affected: Signalling[] = [];
  const others: Signalling[] = [];
  const people = rooms.flatMap((room) => Array.from({ length: inRoom }, (_, at) => ({ room, at })));
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let person = people[next++]; person !== undefined; person = people[next++]) {
      const { room, at } = person;
      const named = at < affectedInRoom;
      const identity = named ? `affected-${at}` : `other-${at}`;
      const target = signalTarget(mintToken(accountKey, room, identity));
      const client = new Signalling(port, target, named ? deniedFrom : "127.0.86.1");
      (named ? affected : others).push(client);
      await client.joinedAt;
    }
  };
  await Promise.all(Array.from({ length: joinsAtOnce }, worker));
  // The engine does some things only after it has welcomed someone.
  await delay(settleMs);
  return { rooms, affected, others };
}
