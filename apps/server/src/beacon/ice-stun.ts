import { randomBytes } from "node:crypto";
import type { Stun } from "@graticule/beacon/stun";
import { attributeType, buildStun, isSignedWith, parseStun, xorMappedAddress } from "./stun.ts";

/** Of a peer-reflexive candidate; required by RFC 8445, and not read by anyone. */
const priority = { type: attributeType.priority, value: Buffer.from("6e0001ff", "hex") };
const controlled = { type: attributeType.iceControlled, value: randomBytes(8) };

export const iceStun: Stun<Buffer> = {
  parse: parseStun,
  isSignedWith,
  request({ transaction, username, password }) {
    const name = { type: attributeType.username, value: Buffer.from(username, "latin1") };
    const attributes = [name, priority, controlled];
    return buildStun({ kind: "request", transaction, attributes, password });
  },
  response({ transaction, mapped, password }) {
    const attributes = [xorMappedAddress(mapped, transaction)];
    return buildStun({ kind: "response", transaction, attributes, password });
  },
};
