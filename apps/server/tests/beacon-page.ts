import { randomBytes } from "node:crypto";
import { attributeType, buildStun, parseStun } from "@graticule/server/beacon/stun";

/** A page's half of a beacon as bytes, without sockets: a minimal controlling ICE agent. */
export class BeaconPage {
  readonly ufrag = randomBytes(4).toString("hex");
  readonly password = randomBytes(12).toString("hex");
  #theirUfrag = "";
  #theirPassword = "";

  readonly offer = [
    "v=0",
    "o=- 1 1 IN IP4 127.0.0.1",
    "s=-",
    "t=0 0",
    "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
    "c=IN IP4 0.0.0.0",
    `a=ice-ufrag:${this.ufrag}`,
    `a=ice-pwd:${this.password}`,
    "a=mid:0",
    "",
  ].join("\r\n");

  /** @returns where the answer sends checks */
  accept(answer: string): readonly { readonly address: string; readonly port: number }[] {
    this.#theirUfrag = /^a=ice-ufrag:(.+)\r$/m.exec(answer)?.[1] ?? "";
    this.#theirPassword = /^a=ice-pwd:(.+)\r$/m.exec(answer)?.[1] ?? "";
    const candidates = answer.matchAll(/^a=candidate:\d+ 1 udp \d+ (\S+) (\d+) typ host\r$/gm);
    return [...candidates].map(([, address = "", port]) => ({ address, port: Number(port) }));
  }

  check(password = this.#theirPassword): Buffer {
    return buildStun({
      kind: "request",
      transaction: randomBytes(12).toString("latin1"),
      attributes: [
        {
          type: attributeType.username,
          value: Buffer.from(`${this.#theirUfrag}:${this.ufrag}`),
        },
        { type: attributeType.priority, value: Buffer.from("6e0001ff", "hex") },
        { type: attributeType.useCandidate, value: Buffer.alloc(0) },
      ],
      password,
    });
  }

  /** A page's answer to a ping; undefined for anything else. */
  answerTo(datagram: Buffer, password = this.password): Buffer | undefined {
    const message = parseStun(datagram);
    if (message?.kind !== "request") return undefined;
    const { transaction } = message;
    return buildStun({ kind: "response", transaction, attributes: [], password });
  }
}
