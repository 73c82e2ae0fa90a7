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
        void livekit.removeSeat(room, identityOf("affected", at, room));
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

/** Called for each of those a limit will name, once they are in the room. */
export type OpenPage = (client: Signalling, room: string, identity: string) => Promise<void>;

/**
 * Fills each room with `inRoom` people, `affectedInRoom` of them from where a limit will name them.
 * @param openPage absent: they have no page
 */
export async function gather(
  port: number,
  rooms: readonly string[],
  inRoom: number,
  affectedInRoom: number,
  openPage?: OpenPage,
): Promise<Crowd> {
  const affected: Signalling[] = [];
  const others: Signalling[] = [];
  const join = async (room: string, who: Who, at: number): Promise<void> => {
    const identity = identityOf(who, at, room);
    const target = signalTarget(mintToken(accountKey, room, identity));
    const isAffected = who === "affected";
    const client = new Signalling(port, target, isAffected ? deniedFrom : "127.0.86.1");
    (isAffected ? affected : others).push(client);
    await client.joinedAt;
    if (isAffected) await openPage?.(client, room, identity);
  };
  const people = rooms.flatMap((room) => Array.from({ length: inRoom }, (_, at) => ({ room, at })));
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let person = people[next++]; person !== undefined; person = people[next++]) {
      await join(person.room, person.at < affectedInRoom ? "affected" : "other", person.at);
    }
  };
  await Promise.all(Array.from({ length: joinsAtOnce }, worker));
  // The engine does some things only after it has welcomed someone.
  await delay(settleMs);
  return { rooms, affected, others };
}

type Who = "affected" | "other";

/** No two of a bench are the same, in whatever room. */
function identityOf(who: Who, at: number, room: string): string {
  return `${who}-${at}-${room}`;
}
