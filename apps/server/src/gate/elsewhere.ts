import type { IncomingMessage } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { Forwarder, HttpExchange, HttpUpgrade } from "../cluster/forwarder.ts";
import type { Owners } from "../cluster/owners.ts";
import { toOwner } from "../cluster/to-owner.ts";
import { outage } from "../decision/gate-answer.ts";
import { isForwarded } from "../http/client-address.ts";
import type { GateAnswer } from "../presence/seats.ts";

/** `here`: this gate answers. `done`: another has. Else what this one answers in its place. */
export type Elsewhere = "here" | "done" | GateAnswer;

/**
 * How long someone waits for a room to have an owner. Refused at once, a client would come again only after pauses
 * that grow, and LiveKit's native ones would give up their media at the first refusal. They wait 5 s for an answer.
 */
const patienceMs = 4_000;
const pauseMs = 200;

/** Hands connections to the gate of the instance that owns their room. */
export interface OtherGates {
  /** @param from the person's address */
  upgrade(room: string, asked: HttpUpgrade, from: string): Promise<Elsewhere>;
  request(room: string, asked: HttpExchange, from: string): Promise<Elsewhere>;
}

export function createOtherGates(parts: {
  readonly owners: Pick<Owners, "find">;
  readonly forwarder: Forwarder;
}): OtherGates {
  const { owners, forwarder } = parts;

  /** @param misdirected answers an instance that forwarded this to us, though the room isn't ours */
  async function lead(
    room: string,
    { request }: { readonly request: IncomingMessage },
    hand: Parameters<typeof toOwner>[3],
    misdirected: () => void,
  ): Promise<Elsewhere> {
    const arrived = { isForwarded: isForwarded(request), mayRepeat: true };
    const giveUpAt = performance.now() + patienceMs;
    let routed = await toOwner(room, owners, arrived, hand);
    while (routed === "outage" && performance.now() < giveUpAt && !request.socket.destroyed) {
      await delay(pauseMs);
      routed = await toOwner(room, owners, arrived, hand);
    }
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

const misdirectedUpgrade =
  "HTTP/1.1 421 Misdirected Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
