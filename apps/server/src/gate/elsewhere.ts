import type { IncomingMessage } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { Forwarder, HttpExchange, HttpUpgrade } from "../cluster/forwarder.ts";
import type { Owner, Owners } from "../cluster/owners.ts";
import { type Routed, toOwner } from "../cluster/to-owner.ts";
import { outage } from "../decision/gate-answer.ts";
import { isForwarded } from "../http/client-address.ts";
import type { Counters } from "../presence/counters.ts";
import type { GateAnswer } from "../presence/seats.ts";

/** `here`: this gate answers. `done`: another has. Else what this one answers in its place. */
export type Elsewhere = "here" | "done" | GateAnswer;

/**
 * How long someone waits for a room to have an owner. Refused at once, a client would come again only
 * after pauses that grow, and LiveKit's native ones would give up their media at the first refusal.
 * They wait 5 s for an answer.
 */
const patienceMs = 4_000;
const lookEveryMs = 300;
/** Longer than a take-over. */
const lookAtMostMs = 8_000;
/** More are refused at once: half of what the gate has room for. */
const maxPatient = 2_000;

/** Hands connections to the gate of the instance that owns their room. */
export interface OtherGates {
  /** @param from the person's address */
  upgrade(room: string, asked: HttpUpgrade, from: string): Promise<Elsewhere>;
  request(room: string, asked: HttpExchange, from: string): Promise<Elsewhere>;
}

export function createOtherGates(parts: {
  readonly owners: Pick<Owners, "find">;
  readonly forwarder: Forwarder;
  /** Called for each connection or request that no other instance forwarded to us. */
  readonly count: Counters["routed"];
}): OtherGates {
  const { owners, forwarder, count } = parts;
  let patient = 0;
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
    while (performance.now() < giveUpAt) {
      await delay(lookEveryMs);
      const now = nameOf(await owners.find(room, "again"));
      if (now !== undefined && now !== before) return;
    }
  };

  /** Someone who can't be answered now waits for the room to have an owner. */
  async function patiently(
    room: string,
    request: IncomingMessage,
    hand: Parameters<typeof toOwner>[3],
  ): Promise<Routed> {
    const arrived = { isForwarded: isForwarded(request), mayRepeat: true };
    const routed = await toOwner(room, owners, arrived, hand);
    if (routed !== "outage" || patient >= maxPatient) return routed;
    patient += 1;
    await Promise.race([anotherOwner(room), delay(patienceMs)]);
    patient -= 1;
    return request.socket.destroyed ? routed : await toOwner(room, owners, arrived, hand);
  }

  /** @param misdirected answers an instance that forwarded this to us, though the room isn't ours */
  async function lead(
    room: string,
    asked: HttpUpgrade | HttpExchange,
    hand: Parameters<typeof toOwner>[3],
    misdirected: () => void,
  ): Promise<Elsewhere> {
    const { request } = asked;
    const routed = await patiently(room, request, hand);
    if (!isForwarded(request)) count("socket" in asked ? "socket" : "request", routed);
    if (routed === "outage") return outage;
    if (routed !== "not-owner") return routed;
    misdirected();
    return "done";
  }

  return {
    upgrade: (room, asked, from) =>
      lead(
        room,
        asked,
        (peer) => forwarder.upgrade(peer, asked, from),
        () => asked.socket.end(misdirectedUpgrade),
      ),
    request: (room, asked, from) =>
      lead(
        room,
        asked,
        (peer) => forwarder.request(peer, asked, from),
        () => asked.response.writeHead(421, { "content-length": "0" }).end(),
      ),
  };
}

/** Undefined: no one knows. */
function nameOf(owner: Owner): string | undefined {
  if (owner.kind === "peer") return owner.peer.id;
  return owner.kind === "here" ? "here" : undefined;
}

const misdirectedUpgrade =
  "HTTP/1.1 421 Misdirected Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
