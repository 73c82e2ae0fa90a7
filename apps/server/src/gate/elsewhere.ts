import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Forwarder } from "../cluster/forwarder.ts";
import type { Owners } from "../cluster/owners.ts";
import { toOwner } from "../cluster/to-owner.ts";
import { outage } from "../decision/gate-answer.ts";
import { isForwarded } from "../http/client-address.ts";
import type { GateAnswer } from "../presence/seats.ts";

/** `here`: this gate answers. `done`: another has. Else what this one answers in its place. */
export type Elsewhere = "here" | "done" | GateAnswer;

/** Hands connections to the gate of the instance that owns their room. */
export interface OtherGates {
  /** @param from the person's address */
  upgrade(room: string, asked: AskedUpgrade, from: string): Promise<Elsewhere>;
  request(room: string, asked: AskedRequest, from: string): Promise<Elsewhere>;
}

interface AskedUpgrade {
  readonly request: IncomingMessage;
  readonly socket: Socket;
  readonly head: Buffer;
}

interface AskedRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

export function createOtherGates(parts: {
  readonly owners: Pick<Owners, "find">;
  readonly forwarder: Forwarder;
}): OtherGates {
  const { owners, forwarder } = parts;
  return {
    async upgrade(room, asked, from) {
      const arrived = { isForwarded: isForwarded(asked.request), mayRepeat: true };
      const routed = await toOwner(room, owners, arrived, (peer) =>
        forwarder.upgrade(peer, asked, from),
      );
      if (routed === "not-owner") {
        asked.socket.end(
          "HTTP/1.1 421 Misdirected Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
        );
        return "done";
      }
      return routed === "outage" ? outage : routed;
    },
    async request(room, asked, from) {
      const arrived = { isForwarded: isForwarded(asked.request), mayRepeat: true };
      const routed = await toOwner(room, owners, arrived, (peer) =>
        forwarder.request(peer, asked, from),
      );
      if (routed === "not-owner") {
        asked.response.writeHead(421, { "content-length": "0" }).end();
        return "done";
      }
      return routed === "outage" ? outage : routed;
    },
  };
}
