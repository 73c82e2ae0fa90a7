import { fromBase64Url, toBase64Url } from "./base64url.ts";
import type { LinkKey } from "./link-key.ts";
import type { LinkSecret } from "./link-secret.ts";

/** Who somebody is in the call: the seat that the service gave, and the name that it shows. */
export interface Seat {
  /** As the media engine knows it: of the account or guest, and of the tab. */
  readonly identity: string;
  readonly name: string;
}

/** Ed25519, as the cipher suite brings it. */
export interface Signing {
  sign(signKey: Uint8Array, message: Uint8Array): Promise<Uint8Array>;
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean>;
}

/** The meeting that somebody has a link of. */
export interface Meeting {
  readonly code: string;
  readonly secret: LinkSecret;
}

/** For what a proof holds: one sitting of one meeting. */
export interface Occasion {
  readonly code: string;
  /** When the sitting began, as the service told it (ISO 8601 UTC): no proof of one counts in another. */
  readonly sitting: string;
}

const label = "Graticule leaf 2";

/**
 * A basic credential (RFC 9420 section 5.3): JSON of identity, name, and a proof that whoever holds this signature key has the meeting's
 * link. The service has the link's public key: it can tell a proof, and can't make one.
 */
export async function makeCredential(
  occasion: Occasion,
  seat: Seat,
  by: {
    readonly signatureKey: Uint8Array;
    readonly link: Pick<LinkKey, "signKey">;
    readonly signing: Pick<Signing, "sign">;
  },
): Promise<Uint8Array> {
  const data = proven(occasion, seat, by.signatureKey);
  const proof = await by.signing.sign(by.link.signKey, data);
  return new TextEncoder().encode(JSON.stringify([seat.identity, seat.name, toBase64Url(proof)]));
}

/** Undefined: it is no credential of ours. Says nothing of its proof. */
export function readSeat(credential: Uint8Array): Seat | undefined {
  const [identity, name, proof, ...rest] = readList(credential);
  if (typeof identity !== "string" || typeof name !== "string") return undefined;
  return typeof proof === "string" && rest.length === 0 ? { identity, name } : undefined;
}

/** Whether whoever holds this signature key had the meeting's link in this sitting, and said to be this seat. */
export async function isProven(
  occasion: Occasion,
  credential: Uint8Array,
  by: {
    readonly signatureKey: Uint8Array;
    readonly link: Pick<LinkKey, "publicKey">;
    readonly signing: Pick<Signing, "verify">;
  },
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
  const data = proven(occasion, seat, by.signatureKey);
  return await by.signing.verify(by.link.publicKey, data, bytes);
}

/** What the proof covers. JSON keeps its parts apart. */
function proven({ sitting, code }: Occasion, seat: Seat, signatureKey: Uint8Array): Uint8Array {
  const parts = [label, sitting, code, seat.identity, seat.name, toBase64Url(signatureKey)];
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
