import type { EventEmitter } from "node:events";
import type { Forwarder, HttpExchange, HttpUpgrade } from "../cluster/forwarder.ts";
import type { Owner, Owners } from "../cluster/owners.ts";
import { type Routed, toOwner } from "../cluster/to-owner.ts";
import { outage } from "../decision/gate-answer.ts";
import { isForwarded } from "../http/client-address.ts";
import type { Counters } from "../presence/counters.ts";
import type { GateAnswer } from "../presence/seats.ts";
import { WaitingClient } from "./waiting-client.ts";

/** `here`: this gate answers. `done`: another has. Else what this one answers in its place. */
export type Elsewhere = "here" | "done" | GateAnswer;

/** All in milliseconds. */
export interface Patience {
  /**
   * How long someone new waits for a room to have an owner. Refused at once, a client would come
   * again only after pauses that grow.
   */
  readonly joinMs: number;
  /**
   * When a client that resumes gets its 101 in advance. After one refused resume, LiveKit's native
   * clients give up their media. They wait 5 s for the answer, and once they have it, 5 s more for the
   * engine's first message.
   */
  readonly acceptMs: number;
  /** How long one that resumes waits: longer than a take-over. */
  readonly resumeMs: number;
  /** How often someone tries whose room has no known owner. */
  readonly tryEveryMs: number;
}

const usualPatience: Patience = {
  joinMs: 4_000,
  acceptMs: 4_000,
  resumeMs: 8_000,
  tryEveryMs: 1_000,
};

/**
 * More are refused at once: half of what the gate has room for. Each network's share is bounded with
 * its upgrades under way, among which these count: see `FloodLimits`.
 */
const maxPatient = 2_000;

/** An upgrade that may have to wait for its room's next owner. */
export interface Arriving extends HttpUpgrade {
  /** Replaced once it has to wait. */
  socket: HttpUpgrade["socket"];
  /** Its `Sec-WebSocket-Key`. */
  readonly key: string;
  /** Whether the client says that it was inside before. */
  readonly resumes: boolean;
}

/** Hands connections to the gate of the instance that owns their room. */
export interface OtherGates {
  /** @param from the person's address */
  upgrade(room: string, asked: Arriving, from: string): Promise<Elsewhere>;
  request(room: string, asked: HttpExchange, from: string): Promise<Elsewhere>;
  /** Nobody waits any longer. */
  close(): void;
}

/** One request on its way to its room's owner. */
interface Journey {
  readonly kind: "request" | "socket";
  readonly isForwarded: boolean;
  readonly hand: Parameters<typeof toOwner>[3];
  /** Answers an instance that forwarded this to us, though the room isn't ours. */
  readonly misdirected: () => void;
  /** Called when it has to wait. The wait ends with the client's connection. */
  readonly wait: () => { readonly client: Client; readonly forMs: number };
}

type Client = EventEmitter & { readonly destroyed: boolean };

/** The outcome of asking a room's owner. */
interface Gone {
  readonly routed: Routed;
  /** How many changes there had been before. */
  readonly seen: number;
  readonly isOwnerKnown: boolean;
}

export function createOtherGates(parts: {
  readonly owners: Pick<Owners, "find">;
  readonly forwarder: Pick<Forwarder, "upgrade" | "request">;
  /** See `Membership`. */
  readonly onChange: (listener: () => void) => () => void;
  /** Called for each connection or request that no other instance forwarded to us. */
  readonly count: Counters["routed"];
  /** For tests. */
  readonly patience?: Patience;
  readonly maxPatient?: number;
}): OtherGates {
  const { owners, forwarder, count } = parts;
  const { joinMs, acceptMs, resumeMs, tryEveryMs } = parts.patience ?? usualPatience;
  const atMost = parts.maxPatient ?? maxPatient;
  let patient = 0;
  let isClosed = false;
  let changes = 0;
  /** Ends the pause of each who waits. */
  const pauses = new Set<() => void>();
  const endPauses = (): void => {
    for (const end of pauses) end();
  };
  const unlisten = parts.onChange(() => {
    changes += 1;
    endPauses();
  });

  /** Until something has changed since `seen` changes, the time is over, or the client goes. */
  const pause = (client: Client, seen: number, forMs: number): Promise<void> =>
    new Promise((done) => {
      if (changes !== seen || client.destroyed || isClosed) return done();
      const end = (): void => {
        clearTimeout(timer);
        client.off("close", end);
        pauses.delete(end);
        done();
      };
      const timer = setTimeout(end, forMs);
      client.once("close", end);
      pauses.add(end);
    });

  async function lead(room: string, journey: Journey): Promise<Elsewhere> {
    const go = goer(room, journey);
    let gone = await go();
    // The instance that forwarded it has the client, and its own patience.
    if (gone.routed === "outage" && !journey.isForwarded && patient < atMost) {
      patient += 1;
      gone = await goAgain(gone, journey, go).finally(() => {
        patient -= 1;
      });
    }
    const { routed } = gone;
    if (!journey.isForwarded) count(journey.kind, routed);
    if (routed === "outage" && !journey.isForwarded) return outage;
    if (routed === "here" || routed === "done") return routed;
    journey.misdirected();
    return "done";
  }

  /** Asks the room's owner, and notes who that is, as of how many changes. */
  const goer =
    (room: string, { isForwarded, hand }: Journey) =>
    async (): Promise<Gone> => {
      const seen = changes;
      let owner: Owner | undefined;
      const find: Owners["find"] = async (...asked) => {
        owner = await owners.find(...asked);
        return owner;
      };
      const routed = await toOwner(room, { find }, { isForwarded, mayRepeat: true }, hand);
      return { routed, seen, isOwnerKnown: owner?.kind === "peer" };
    };

  const isOver = ({ destroyed }: Client, { isOwnerKnown, seen }: Gone): boolean =>
    destroyed || isClosed || (isOwnerKnown && changes === seen);

  /** Until there is an owner to ask, the client goes, or it has waited for long enough. */
  async function goAgain(before: Gone, journey: Journey, go: () => Promise<Gone>): Promise<Gone> {
    const { client, forMs } = journey.wait();
    const giveUpAt = performance.now() + forMs;
    let gone = before;
    while (gone.routed === "outage") {
      const leftMs = giveUpAt - performance.now();
      if (leftMs <= 0) break;
      // An owner that can't be asked stays the owner until something changes.
      await pause(client, gone.seen, gone.isOwnerKnown ? leftMs : Math.min(leftMs, tryEveryMs));
      if (isOver(client, gone)) break;
      gone = await go();
    }
    return gone;
  }

  return {
    async upgrade(room, asked, from) {
      const arrivedAt = performance.now();
      const { resumes } = asked;
      const wait = () => {
        const client = new WaitingClient(asked.socket, asked.key);
        const passedMs = performance.now() - arrivedAt;
        asked.socket = client;
        if (resumes) setTimeout(() => client.accept(), acceptMs - passedMs).unref();
        return { client, forMs: resumes ? resumeMs - passedMs : joinMs };
      };
      return await lead(room, {
        kind: "socket",
        isForwarded: isForwarded(asked.request),
        hand: (peer) => forwarder.upgrade(peer, asked, from),
        misdirected: () => asked.socket.end(misdirectedUpgrade),
        wait,
      });
    },
    request: (room, asked, from) =>
      lead(room, {
        kind: "request",
        isForwarded: isForwarded(asked.request),
        hand: (peer) => forwarder.request(peer, asked, from),
        misdirected: () => asked.response.writeHead(421, { "content-length": "0" }).end(),
        wait: () => ({ client: asked.response, forMs: joinMs }),
      }),
    close() {
      isClosed = true;
      unlisten();
      endPauses();
    },
  };
}

const misdirectedUpgrade =
  "HTTP/1.1 421 Misdirected Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
