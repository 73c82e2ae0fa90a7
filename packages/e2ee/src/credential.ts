import { fromBase64Url, toBase64Url } from "./base64url.ts";
import type { LinkSecret } from "./link-secret.ts";

/** Who somebody is in the call: the seat that the service gave, and the name that it shows. */
export interface Seat {
  /** As the media engine knows it: of the account or guest, and of the tab. */
  readonly identity: string;
  readonly name: string;
}

/** Keyed hashing, as the cipher suite brings it: HMAC-SHA-256. */
export interface Mac {
  mac(key: Uint8Array, data: Uint8Array): Promise<Uint8Array>;
  /** In constant time. */
  verifyMac(key: Uint8Array, mac: Uint8Array, data: Uint8Array): Promise<boolean>;
}

/** The meeting that a credential is for, and what everybody with its link shares. */
export interface Meeting {
  readonly code: string;
  readonly secret: LinkSecret;
}

const label = "Graticule leaf 1";

/**
 * A basic credential (RFC 9420 section 5.3): JSON of identity, name, and a proof that whoever holds this signature key has
 * the meeting's link. The service, which never gets the link's secret, can't make one.
 */
export async function makeCredential(
  meeting: Meeting,
  seat: Seat,
  key: { readonly signatureKey: Uint8Array; readonly mac: Mac },
): Promise<Uint8Array> {
  const proof = await key.mac.mac(
    fromBase64Url(meeting.secret),
    proven(meeting, seat, key.signatureKey),
  );
  return new TextEncoder().encode(JSON.stringify([seat.identity, seat.name, toBase64Url(proof)]));
}

/** Undefined: it is no credential of ours. Says nothing of its proof. */
export function readSeat(credential: Uint8Array): Seat | undefined {
  const [identity, name, proof, ...rest] = readList(credential);
  if (typeof identity !== "string" || typeof name !== "string") return undefined;
  return typeof proof === "string" && rest.length === 0 ? { identity, name } : undefined;
}

/** Whether whoever holds this signature key has the meeting's link, and said to be this seat. */
export async function isProven(
  meeting: Meeting,
  credential: Uint8Array,
  key: { readonly signatureKey: Uint8Array; readonly mac: Mac },
): Promise<boolean> {
  const seat = readSeat(credential);
  const proof = readList(credential)[2];
  if (seat === undefined || typeof proof !== "string") return false;
  let bytes: Uint8Array;
  try {
    bytes = fromBase64Url(proof);
  } catch {
    return false;
  }
  const data = proven(meeting, seat, key.signatureKey);
  return await key.mac.verifyMac(fromBase64Url(meeting.secret), bytes, data);
}

/** What the proof covers. JSON keeps its parts apart. */
function proven(meeting: Meeting, seat: Seat, signatureKey: Uint8Array): Uint8Array {
  const parts = [label, meeting.code, seat.identity, seat.name, toBase64Url(signatureKey)];
  return new TextEncoder().encode(JSON.stringify(parts));
}

function readList(credential: Uint8Array): readonly unknown[] {
  try {
    const read: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(credential));
    return Array.isArray(read) ? read : [];
  } catch {
    return [];
  }
}
