import { createHmac, timingSafeEqual } from "node:crypto";
import { crc32 } from "node:zlib";
import { parseIpv6Words } from "@graticule/admission/location/address";
import type { Endpoint, StunMessage } from "@graticule/beacon/stun";

export interface StunParts {
  readonly kind: StunMessage["kind"];
  readonly transaction: string;
  readonly attributes: readonly StunAttribute[];
  readonly password: string;
}

export interface StunAttribute {
  readonly type: number;
  readonly value: Uint8Array;
}

export const attributeType = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  xorMappedAddress: 0x0020,
  priority: 0x0024,
  useCandidate: 0x0025,
  fingerprint: 0x8028,
  iceControlled: 0x8029,
} as const;

/** Comprehension-required attributes (RFC 8489 section 14) that are accepted; most are ignored. */
const understood = new Set<number>([
  attributeType.username,
  attributeType.messageIntegrity,
  attributeType.xorMappedAddress,
  attributeType.priority,
  attributeType.useCandidate,
]);
/** MESSAGE-INTEGRITY-SHA256, which may follow MESSAGE-INTEGRITY. */
const messageIntegritySha256 = 0x001c;

const magicCookie = 0x2112a442;
const headerBytes = 20;
const integrityBytes = 24;
const fingerprintBytes = 8;
const fingerprintXor = 0x5354554e;
/** Far above any check; longer datagrams are not read. */
const maximumBytes = 1_280;
const kinds = new Map<number, StunMessage["kind"]>([
  [0x0001, "request"],
  [0x0101, "response"],
]);

/**
 * Reads a Binding request or success response of ICE; undefined for everything else. Never throws,
 * and keeps nothing of the datagram but two short texts. The fingerprint is checked, the signature
 * is not (`isSignedWith`). INVARIANT: what follows MESSAGE-INTEGRITY is not read (RFC 8489 section
 * 14.5).
 */
export function parseStun(datagram: Buffer): StunMessage | undefined {
  if (!isFramed(datagram)) return undefined;
  const kind = kinds.get(datagram.readUInt16BE(0));
  const read = kind && readAttributes(datagram);
  if (kind === undefined || read === undefined || !hasFingerprint(datagram)) return undefined;
  return { kind, transaction: datagram.toString("latin1", 8, headerBytes), ...read };
}

/** Whether the sender of the datagram knows the password. @param message read from this datagram */
export function isSignedWith(password: string, datagram: Buffer, message: StunMessage): boolean {
  const end = message.signedBytes;
  return timingSafeEqual(
    integrityOf(password, datagram.subarray(0, end)),
    datagram.subarray(end + 4, end + integrityBytes),
  );
}

export function buildStun({ kind, transaction, attributes, password }: StunParts): Buffer {
  const size = attributes.reduce((sum, { value }) => sum + 4 + padded(value.length), headerBytes);
  const datagram = Buffer.alloc(size + integrityBytes + fingerprintBytes);
  datagram.writeUInt16BE(kind === "request" ? 0x0001 : 0x0101, 0);
  datagram.writeUInt16BE(datagram.length - headerBytes, 2);
  datagram.writeUInt32BE(magicCookie, 4);
  datagram.write(transaction, 8, 12, "latin1");
  let at = headerBytes;
  const put = (type: number, value: Uint8Array): void => {
    datagram.writeUInt16BE(type, at);
    datagram.writeUInt16BE(value.length, at + 2);
    datagram.set(value, at + 4);
    at += 4 + padded(value.length);
  };
  for (const { type, value } of attributes) put(type, value);
  put(attributeType.messageIntegrity, integrityOf(password, datagram.subarray(0, at)));
  const fingerprint = Buffer.alloc(4);
  fingerprint.writeUInt32BE(fingerprintOf(datagram.subarray(0, at)));
  put(attributeType.fingerprint, fingerprint);
  return datagram;
}

/** XOR-MAPPED-ADDRESS (RFC 8489 section 14.2), of an IPv4 or IPv6 address without a zone. */
export function xorMappedAddress({ address, port }: Endpoint, transaction: string): StunAttribute {
  const bytes = addressBytes(address);
  const mask = Buffer.alloc(16);
  mask.writeUInt32BE(magicCookie);
  mask.write(transaction, 4, 12, "latin1");
  const value = Buffer.alloc(4 + bytes.length);
  value.writeUInt8(bytes.length === 16 ? 2 : 1, 1);
  value.writeUInt16BE(port ^ (magicCookie >>> 16), 2);
  for (const [at, byte] of bytes.entries()) value[4 + at] = byte ^ (mask[at] ?? 0);
  return { type: attributeType.xorMappedAddress, value };
}

function isFramed(datagram: Buffer): boolean {
  const { length } = datagram;
  return (
    length >= headerBytes + integrityBytes + fingerprintBytes &&
    length <= maximumBytes &&
    length % 4 === 0 &&
    datagram.readUInt16BE(2) === length - headerBytes &&
    datagram.readUInt32BE(4) === magicCookie
  );
}

/** Undefined: an attribute runs over the end, is required and unknown, or no signature is there. */
function readAttributes(
  datagram: Buffer,
): Pick<StunMessage, "username" | "signedBytes"> | undefined {
  let username = "";
  let at = headerBytes;
  const end = datagram.length - fingerprintBytes;
  while (at < end && attributeEnd(datagram, at) <= end) {
    const type = datagram.readUInt16BE(at);
    if (type === attributeType.messageIntegrity) {
      return endsRight(datagram, at, end) ? { username, signedBytes: at } : undefined;
    }
    if (type < 0x8000 && !understood.has(type)) return undefined;
    if (type === attributeType.username) username = textAt(datagram, at);
    at = attributeEnd(datagram, at);
  }
  return undefined;
}

function attributeEnd(datagram: Buffer, at: number): number {
  return at + 4 + padded(datagram.readUInt16BE(at + 2));
}

function textAt(datagram: Buffer, attribute: number): string {
  const length = datagram.readUInt16BE(attribute + 2);
  return datagram.toString("latin1", attribute + 4, attribute + 4 + length);
}

/** Between MESSAGE-INTEGRITY and FINGERPRINT only MESSAGE-INTEGRITY-SHA256 is allowed. */
function endsRight(datagram: Buffer, integrity: number, end: number): boolean {
  if (datagram.readUInt16BE(integrity + 2) !== integrityBytes - 4) return false;
  const next = integrity + integrityBytes;
  if (next === end) return true;
  return (
    datagram.readUInt16BE(next) === messageIntegritySha256 && attributeEnd(datagram, next) === end
  );
}

function hasFingerprint(datagram: Buffer): boolean {
  const at = datagram.length - fingerprintBytes;
  return (
    datagram.readUInt16BE(at) === attributeType.fingerprint &&
    datagram.readUInt16BE(at + 2) === 4 &&
    datagram.readUInt32BE(at + 4) === fingerprintOf(datagram.subarray(0, at))
  );
}

/** Over all before it, with the length in the header as if this were the last attribute. */
function integrityOf(password: string, before: Buffer): Buffer {
  const header = Buffer.from(before.subarray(0, 4));
  header.writeUInt16BE(before.length + integrityBytes - headerBytes, 2);
  return createHmac("sha1", password).update(header).update(before.subarray(4)).digest();
}

function fingerprintOf(before: Buffer): number {
  return (crc32(before) ^ fingerprintXor) >>> 0;
}

function padded(length: number): number {
  return (length + 3) & ~3;
}

function addressBytes(address: string): Uint8Array {
  const words = parseIpv6Words(address);
  if (words === undefined) return Uint8Array.from(address.split("."), Number);
  const bytes = Buffer.alloc(16);
  for (const [at, word] of words.entries()) bytes.writeUInt32BE(word, at * 4);
  return bytes;
}
