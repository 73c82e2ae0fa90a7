import { ciphersuites, getCiphersuiteFromName } from "ts-mls/crypto/ciphersuite.js";
import { getCiphersuiteImpl } from "ts-mls/crypto/getCiphersuiteImpl.js";
import type { Hpke } from "ts-mls/crypto/hpke.js";
import type { GroupContext } from "ts-mls/groupContext.js";
import { decodeMlsMessage, type MLSMessage } from "ts-mls/message.js";

/** Binary data as the vectors write it: two hexadecimal digits a byte. */
export type Hex = string;

const suiteName = "MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519";

/** The only ciphersuite that Graticule speaks, by its number in RFC 9420 section 17.1. */
export const suiteNumber = ciphersuites[suiteName];

export const suite = await getCiphersuiteImpl(getCiphersuiteFromName(suiteName));

export const nothing = new Uint8Array();

export function bytes(hex: Hex): Uint8Array {
  if (!/^(?:[0-9a-f]{2})*$/.test(hex)) throw new Error(`not hexadecimal: ${hex.slice(0, 40)}`);
  return Uint8Array.from(hex.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
}

function hexOf(data: Uint8Array): Hex {
  return Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Throws unless what was computed is what the vector says. Bytes are compared with hexadecimal
 * text.
 */
export function same(what: string, computed: unknown, wanted: unknown): void {
  const got = computed instanceof Uint8Array ? hexOf(computed) : JSON.stringify(computed);
  const want = typeof wanted === "string" ? wanted : JSON.stringify(wanted);
  if (got !== want) throw new Error(`${what}: computed ${got}, the vector says ${want}`);
}

/** Throws unless it holds. */
export function holds(what: string, held: boolean): void {
  if (!held) throw new Error(`${what} does not hold`);
}

/** Reads a whole structure: no byte may be left over. */
export function whole<T>(
  decode: (data: Uint8Array, offset: number) => [T, number] | undefined,
  hex: Hex,
): T {
  const data = bytes(hex);
  const read = decode(data, 0);
  if (read === undefined) throw new Error(`not decoded: ${hex.slice(0, 40)}…`);
  same("bytes decoded", read[1], data.length);
  return read[0];
}

/** An MLSMessage that must be of the given wire format. */
export function message<W extends MLSMessage["wireformat"]>(
  wireformat: W,
  hex: Hex,
): Extract<MLSMessage, { wireformat: W }> {
  const read = whole(decodeMlsMessage, hex);
  same("wire format", read.wireformat, JSON.stringify(wireformat));
  return read as Extract<MLSMessage, { wireformat: W }>;
}

/** The group context without extensions, as every vector that needs one describes it. */
export function context(of: {
  readonly group_id: Hex;
  readonly epoch: number;
  readonly tree_hash: Uint8Array;
  readonly confirmed_transcript_hash: Hex;
}): GroupContext {
  return {
    version: "mls10",
    cipherSuite: suiteName,
    groupId: bytes(of.group_id),
    epoch: BigInt(of.epoch),
    treeHash: of.tree_hash,
    confirmedTranscriptHash: bytes(of.confirmed_transcript_hash),
    extensions: [],
  };
}

/** Throws unless what is sealed to the public key opens with the private one. */
export async function keysMatch(publicKey: Uint8Array, privateKey: Uint8Array): Promise<void> {
  const hpke: Hpke = suite.hpke;
  const sealed = await hpke.seal(await hpke.importPublicKey(publicKey), publicKey, nothing);
  const key = await hpke.importPrivateKey(privateKey);
  same("opened", await hpke.open(key, sealed.enc, sealed.ct, nothing), hexOf(publicKey));
}
