import type { Bytes } from "./bytes.ts";

/** Before the sealed part of each frame, in the clear, authenticated (RFC 9605 section 4.3). */
export interface SFrameHeader {
  /** Names the key: 0 to 2^53 - 1 here, 2^64 - 1 in the RFC. */
  readonly keyId: number;
  /** How many frames this key sealed before: 0 to 2^53 - 1 here. */
  readonly counter: number;
}

/** A value below 8 stands in the first byte itself; of a greater one, its length does. */
const inlineBelow = 8;

export function encodeHeader({ keyId, counter }: SFrameHeader): Bytes {
  const key = fieldOf(keyId);
  const count = fieldOf(counter);
  return Uint8Array.of((key.bits << 4) | count.bits, ...key.bytes, ...count.bytes);
}

/**
 * `length`: in bytes. Undefined: no header, or a number beyond 2^53 - 1, which none of ours has.
 */
export function decodeHeader(
  bytes: Uint8Array,
): { readonly header: SFrameHeader; readonly length: number } | undefined {
  const [first] = bytes;
  if (first === undefined) return undefined;
  const key = readField(first >> 4, bytes, 1);
  if (key === undefined) return undefined;
  const count = readField(first & 15, bytes, key.end);
  if (count === undefined) return undefined;
  return { header: { keyId: key.value, counter: count.value }, length: count.end };
}

/** Four bits of the first byte, and the bytes that follow it. */
function fieldOf(value: number): { readonly bits: number; readonly bytes: readonly number[] } {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError("No number of a header.");
  if (value < inlineBelow) return { bits: value, bytes: [] };
  const bytes: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return { bits: inlineBelow | (bytes.length - 1), bytes };
}

function readField(
  bits: number,
  bytes: Uint8Array,
  at: number,
): { readonly value: number; readonly end: number } | undefined {
  if (bits < inlineBelow) return { value: bits, end: at };
  const end = at + (bits - inlineBelow) + 1;
  if (end > bytes.length) return undefined;
  let value = 0;
  for (const byte of bytes.subarray(at, end)) value = value * 256 + byte;
  return Number.isSafeInteger(value) ? { value, end } : undefined;
}
