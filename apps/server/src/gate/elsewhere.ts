import type { EventEmitter } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
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
  readonly lookEveryMs: number;
}

const usualPatience: Patience = {
  joinMs: 4_000,
  acceptMs: 4_000,
  resumeMs: 8_000,
  lookEveryMs: 300,
};

/** Longer than a take-over. */
const lookAtMostMs = 8_000;
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
  readonly wait: () => {
    readonly client: EventEmitter & { readonly destroyed: boolean };
    readonly forMs: number;
  };
}

export function createOtherGates(parts: {
  readonly owners: Pick<Owners, "find">;
  readonly forwarder: Pick<Forwarder, "upgrade" | "request">;
  /** Called for each connection or request that no other instance forwarded to us. */
  readonly count: Counters["routed"];
  /** For tests. */
  readonly patience?: Patience;
  readonly maxPatient?: number;
}): OtherGates {
  const { owners, forwarder, count } = parts;
  const { joinMs, acceptMs, resumeMs, lookEveryMs } = parts.patience ?? usualPatience;
  const atMost = parts.maxPatient ?? maxPatient;
  let patient = 0;
  let isClosed = false;
  /** Ends the wait of each who waits. */
  const waits = new Set<() => void>();
  /** By room: one look for everyone who waits. */
  const looks = new Map<string, Promise<void>>();

  /** Resolves once the room seems to have another owner than the one that couldn't be asked. */
  const anotherOwner = (room: string): Promise<void> => {
    const look =
      looks.get(room) ??
      lookForOwner(room)
        .catch(() => undefined)
        .finally(() => looks.delete(room));
    looks.set(room, look);
    return look;
  };

  const lookForOwner = async (room: string): Promise<void> => {
    const before = nameOf(await owners.find(room));
    const giveUpAt = performance.now() + lookAtMostMs;
    while (performance.now() < giveUpAt && !isClosed) {
      await delay(lookEveryMs, undefined, { ref: false });
      const now = nameOf(await owners.find(room, "again"));
      if (now !== undefined && now !== before) return;
    }
  };

  async function lead(room: string, journey: Journey): Promise<Elsewhere> {
    const arrived = { isForwarded: journey.isForwarded, mayRepeat: true };
    const go = () => toOwner(room, owners, arrived, journey.hand);
    let routed = await go();
    // The instance that forwarded it has the client, and its own patience.
    if (routed === "outage" && !journey.isForwarded && patient < atMost) {
      patient += 1;
      routed = await goAgain(room, journey, go).finally(() => {
        patient -= 1;
      });
    }
    if (!journey.isForwarded) count(journey.kind, routed);
    if (routed === "outage" && !journey.isForwarded) return outage;
    if (routed === "here" || routed === "done") return routed;
    journey.misdirected();
    return "done";
  }

  /** Until there is an owner to ask, the client goes, or it has waited for long enough. */
  async function goAgain(
    room: string,
    journey: Journey,
    go: () => Promise<Routed>,
  ): Promise<Routed> {
    const { client, forMs } = journey.wait();
    let end = (): void => {};
    const ended = new Promise<void>((done) => {
      end = done;
    });
    const giveUpAt = performance.now() + forMs;
    const timer = setTimeout(end, forMs);
    client.once("close", end);
    waits.add(end);
    let routed: Routed = "outage";
    while (routed === "outage" && performance.now() < giveUpAt && !client.destroyed && !isClosed) {
      await Promise.race([anotherOwner(room), ended]);
      if (!client.destroyed && !isClosed) routed = await go();
    }
    clearTimeout(timer);
    client.off("close", end);
    waits.delete(end);
    return routed;
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
      for (const end of waits) end();
    },
  };
}

/** Undefined: no one knows. */
function nameOf(owner: Owner): string | undefined {
  if (owner.kind === "peer") return owner.peer.id;
  return owner.kind === "here" ? "here" : undefined;
}

const misdirectedUpgrade =
  "HTTP/1.1 421 Misdirected Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
