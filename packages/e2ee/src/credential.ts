import { fromBase64Url, toBase64Url } from "./base64url.ts";
import type { HostHash } from "./host-key.ts";
import type { LinkKey } from "./link-key.ts";
import type { LinkSecret } from "./link-secret.ts";
import { isVouched, readVoucher, type Voucher, voucherParts } from "./voucher.ts";

/** Who someone is in the call: the seat that the service gave, and the name that it shows. */
export interface SeatName {
  /** As the media engine knows it: of the account or guest, and of the tab. */
  readonly identity: string;
  readonly name: string;
}

/** Ed25519, as the cipher suite brings it. */
export interface Signing {
  sign(signKey: Uint8Array, message: Uint8Array): Promise<Uint8Array>;
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean>;
}

/** The meeting that someone has a link of. Whether it is vouched, and who vouches, stands in the secret. */
export interface LinkedMeeting {
  readonly code: string;
  readonly secret: LinkSecret;
}

/** For what a proof holds: one sitting of one meeting. */
export interface Occasion {
  readonly code: string;
  /** When the sitting began, as the service told it (ISO 8601 UTC): no proof of one counts in another. */
  readonly sitting: string;
  /** Of a vouched meeting, as its link names it: no one is believed there without a {@link Voucher}. */
  readonly host?: HostHash | undefined;
}

const label = "Graticule leaf 2";
/** What begins with a mark of the order of bytes is another text: there is one spelling. */
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * A basic credential (RFC 9420 section 5.3): JSON of identity, name, and a proof that whoever holds this signature key has the meeting's
 * link. The service has the link's public key: it can tell a proof, and can't make one.
 */
export async function makeCredential(
  occasion: Occasion,
  seat: SeatName,
  by: {
    readonly signatureKey: Uint8Array;
    readonly link: Pick<LinkKey, "signKey">;
    readonly signing: Pick<Signing, "sign">;
    /** In a vouched meeting. */
    readonly voucher?: Voucher | undefined;
  },
): Promise<Uint8Array> {
  const data = proven(occasion, seat, by.signatureKey);
  const proof = toBase64Url(await by.signing.sign(by.link.signKey, data));
  const vouched = by.voucher === undefined ? [] : [voucherParts(by.voucher)];
  return new TextEncoder().encode(JSON.stringify([seat.identity, seat.name, proof, ...vouched]));
}

/** Undefined: it is no credential of ours. Says nothing of its proof. */
export function readSeat(credential: Uint8Array): SeatName | undefined {
  const [identity, name, proof, voucher, ...rest] = readList(credential);
  if (typeof identity !== "string" || typeof name !== "string") return undefined;
  if (typeof proof !== "string" || rest.length > 0) return undefined;
  const isWhole = voucher === undefined || readVoucher(voucher) !== undefined;
  return isWhole ? { identity, name } : undefined;
}

/**
 * Whether whoever holds this signature key had the meeting's link in this sitting, and said to be this seat; and in a vouched one, whether the
 * host, or someone whom the host let vouch, vouched for them.
 */
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
  if (!(await by.signing.verify(by.link.publicKey, data, bytes))) return false;
  const voucher = readVoucher(readList(credential)[3]);
  const { host } = occasion;
  // Elsewhere no one vouches: one spelling of a credential for each meeting.
  if (host === undefined) return voucher === undefined;
  if (voucher === undefined) return false;
  const whom = { ...seat, signatureKey: by.signatureKey };
  return await isVouched({ ...occasion, host }, whom, { voucher, signing: by.signing });
}

/** What the proof covers. JSON keeps its parts apart. */
function proven(occasion: Occasion, seat: SeatName, signatureKey: Uint8Array): Uint8Array {
  const { sitting, code, host } = occasion;
  const parts = [label, sitting, code, seat.identity, seat.name, toBase64Url(signatureKey)];
  // The same seed with another host's ending is another meeting.
  if (host !== undefined) parts.push(host);
  return new TextEncoder().encode(JSON.stringify(parts));
}

function readList(credential: Uint8Array): readonly unknown[] {
  try {
    const read: unknown = JSON.parse(utf8.decode(credential));
    return Array.isArray(read) ? read : [];
  } catch {
    return [];
  }
}
