import { fromBase64Url, toBase64Url } from "./base64url.ts";
import type { LinkKey } from "./link-key.ts";
import type { Occasion, SeatName, Signing } from "./occasion.ts";
import { isVoucherValid, readVoucher, type Voucher, voucherParts } from "./voucher.ts";

const label = "Graticule leaf 2";
/** A byte order mark makes another text: there is one spelling. */
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * A basic credential (RFC 9420 section 5.3): JSON of identity, name, and a proof that the holder of
 * this signature key has the meeting's link. The service can check a proof, and can't make one.
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
  const data = proofBytes(occasion, seat, by.signatureKey);
  const proof = toBase64Url(await by.signing.sign(by.link.signKey, data));
  const vouched = by.voucher === undefined ? [] : [voucherParts(by.voucher)];
  return new TextEncoder().encode(JSON.stringify([seat.identity, seat.name, proof, ...vouched]));
}

/** Undefined: not a credential of ours. The proof is not checked. */
export function readSeat(credential: Uint8Array): SeatName | undefined {
  const [identity, name, proof, voucher, ...rest] = readList(credential);
  if (typeof identity !== "string" || typeof name !== "string") return undefined;
  if (typeof proof !== "string" || rest.length > 0) return undefined;
  const isWhole = voucher === undefined || readVoucher(voucher) !== undefined;
  return isWhole ? { identity, name } : undefined;
}

/** Whether this key's holder had the link in this sitting, and a voucher where one is needed. */
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
  const [, , proof, vouched] = readList(credential);
  if (seat === undefined || typeof proof !== "string") return false;
  let bytes: Uint8Array;
  try {
    bytes = fromBase64Url(proof);
  } catch {
    return false;
  }
  const data = proofBytes(occasion, seat, by.signatureKey);
  if (!(await by.signing.verify(by.link.publicKey, data, bytes))) return false;
  const voucher = readVoucher(vouched);
  const { host } = occasion;
  // Without a host there are no vouchers: a credential has one spelling.
  if (host === undefined) return voucher === undefined;
  if (voucher === undefined) return false;
  const whom = { ...seat, signatureKey: by.signatureKey };
  return await isVoucherValid({ ...occasion, host }, whom, { voucher, signing: by.signing });
}

/** What the proof signs. JSON keeps its parts apart. */
function proofBytes(occasion: Occasion, seat: SeatName, signatureKey: Uint8Array): Uint8Array {
  const { sitting, code, host } = occasion;
  const parts = [label, sitting, code, seat.identity, seat.name, toBase64Url(signatureKey)];
  // One seed with another host is another meeting.
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
