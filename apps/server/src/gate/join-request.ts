import { gunzipSync } from "node:zlib";

/**
 * What newer clients put into `join_request`: a WrappedJoinRequest (LiveKit's livekit_rtc.proto)
 * around a JoinRequest, plain or gzipped. Nothing in it names a room or an identity.
 */
export interface JoinRequest {
  readonly reconnect: boolean;
  /** The request re-encoded: known fields only, not compressed. */
  readonly canonical: string;
}

/** Longest text of `join_request`: it can hold a whole SDP offer. */
export const maxJoinRequestLength = 49_152;

/** Longest JoinRequest after decompression, in bytes. */
const maxJoinRequestBytes = 262_144;

const varint = 0;
const bytes = 2;

/** Fields of JoinRequest: number → wire type. */
const joinFields: Readonly<Record<number, number>> = {
  1: bytes, // client_info
  2: bytes, // connection_settings
  3: bytes, // metadata
  4: bytes, // participant_attributes
  5: bytes, // add_track_requests
  6: bytes, // publisher_offer
  7: varint, // reconnect
  8: varint, // reconnect_reason
  9: bytes, // participant_sid
  10: bytes, // sync_state
};
const repeated = new Set([4, 5]);
/** Fields that are messages themselves: all but metadata and participant_sid. */
const messages = new Set([1, 2, 4, 5, 6, 10]);

interface Field {
  readonly number: number;
  readonly type: number;
  /** The value of a varint, inexact beyond 53 bits; the length of bytes. */
  readonly value: number;
  /** Where the field begins and ends, tag included, and where its value begins. */
  readonly start: number;
  readonly content: number;
  readonly end: number;
}

/** Reads `join_request` (base64, either alphabet). Undefined if it is malformed. */
export function parseJoinRequest(text: string): JoinRequest | undefined {
  if (text.length > maxJoinRequestLength || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(text))
    return undefined;
  const wrapped = Buffer.from(text, "base64url");
  const inner = unwrap(wrapped);
  const fields = inner === undefined ? undefined : readFields(inner);
  if (inner === undefined || fields === undefined) return undefined;
  return rewrite(inner, fields);
}

function unwrap(wrapped: Buffer): Buffer | undefined {
  const fields = readFields(wrapped);
  if (fields === undefined) return undefined;
  const compression = single(fields, 1);
  const request = single(fields, 2);
  if (compression === "twice" || request === "twice") return undefined;
  if (compression !== undefined && compression.type !== varint) return undefined;
  if (request !== undefined && request.type !== bytes) return undefined;
  const content = request === undefined ? empty : wrapped.subarray(request.content, request.end);
  if (compression === undefined || compression.value === 0) return content;
  return compression.value === 1 ? gunzip(content) : undefined;
}

function gunzip(content: Buffer): Buffer | undefined {
  try {
    return gunzipSync(content, { maxOutputLength: maxJoinRequestBytes });
  } catch {
    return undefined;
  }
}

const empty = Buffer.alloc(0);
/** The engine fails on a request without client_info: an empty one stands in. */
const emptyClientInfo = Buffer.from([0x0a, 0x00]);

function rewrite(inner: Buffer, fields: readonly Field[]): JoinRequest | undefined {
  const kept: Buffer[] = [];
  const seen = new Set<number>();
  let reconnect = false;
  for (const field of fields) {
    const type = joinFields[field.number];
    if (type === undefined) continue;
    if (type !== field.type || !isWhole(inner, field)) return undefined;
    if (seen.has(field.number) && !repeated.has(field.number)) return undefined;
    seen.add(field.number);
    if (field.number === 7) reconnect = field.value !== 0;
    kept.push(inner.subarray(field.start, field.end));
  }
  if (!seen.has(1)) kept.unshift(emptyClientInfo);
  const request = Buffer.concat(kept);
  const wrapped = Buffer.concat([Buffer.from([0x12, ...varintOf(request.length)]), request]);
  // The engine's decoder wants the padding.
  const canonical = wrapped.toString("base64").replaceAll("+", "-").replaceAll("/", "_");
  return { reconnect, canonical };
}

/** Some parsers run over the end of a truncated nested message: the engine never sees one. */
function isWhole(inner: Buffer, { number, content, end }: Field): boolean {
  return !messages.has(number) || readFields(inner.subarray(content, end)) !== undefined;
}

function single(fields: readonly Field[], number: number): Field | "twice" | undefined {
  const found = fields.filter((field) => field.number === number);
  return found.length > 1 ? "twice" : found[0];
}

/** Undefined if the bytes are no message. Groups are refused. */
function readFields(message: Buffer): Field[] | undefined {
  const fields: Field[] = [];
  let at = 0;
  while (at < message.length) {
    const field = readField(message, at);
    if (field === undefined) return undefined;
    fields.push(field);
    at = field.end;
  }
  return fields;
}

function readField(message: Buffer, start: number): Field | undefined {
  const tag = readVarint(message, start);
  if (tag === undefined || tag.value > maxTag || tag.value < 8) return undefined;
  const number = Math.floor(tag.value / 8);
  const type = tag.value % 8;
  const content = contentOf(message, type, tag.end);
  if (content === undefined || content.end > message.length) return undefined;
  return { number, type, start, ...content };
}

/** The largest field number of protobuf, with the highest wire type. */
const maxTag = 0x1fffffff * 8 + 7;

function contentOf(
  message: Buffer,
  type: number,
  at: number,
): { value: number; content: number; end: number } | undefined {
  const width = fixedWidths.get(type);
  if (width !== undefined) return { value: 0, content: at, end: at + width };
  const read = type === varint || type === bytes ? readVarint(message, at) : undefined;
  if (read === undefined) return undefined;
  const { value, end } = read;
  return { value, content: end, end: type === bytes ? end + value : end };
}

/** Wire types of 8 and of 4 bytes. */
const fixedWidths = new Map([
  [1, 8],
  [5, 4],
]);

/** A base-128 varint of at most 10 bytes; inexact beyond 53 bits. */
function readVarint(message: Buffer, at: number): { value: number; end: number } | undefined {
  let value = 0;
  for (let count = 0; count < 10; count++) {
    const byte = message[at + count];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * 2 ** (7 * count);
    if (byte < 0x80) return { value, end: at + count + 1 };
  }
  return undefined;
}

function varintOf(value: number): number[] {
  const out: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    out.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  out.push(rest);
  return out;
}
