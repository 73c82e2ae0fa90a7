import { createHash } from "node:crypto";
import type { DelegationTold, VoucherTold } from "@graticule/api/keys";
import { isSigned } from "./ed25519.ts";

/** A voucher holds for one sitting of one vouched meeting, whose link names its host key's hash. */
export interface VoucherOccasion {
  readonly code: string;
  readonly sitting: string;
  readonly hostHash: string;
}

/** Someone in the meeting, with the key that they sign with (base64url). */
export interface ProvedSeat {
  readonly identity: string;
  readonly signatureKey: string;
}

/** `name`: as hosts were shown it. */
export interface ProvedVouchedSeat extends ProvedSeat {
  readonly name: string;
}

/** See `@graticule/e2ee/voucher`. */
const voucherLabel = "Graticule voucher 2";
const delegateLabel = "Graticule delegate 1";
const hashBytes = 16;

/**
 * Whether the host key, or a key that it let vouch, vouched for exactly this seat. Members check it
 * themselves: here it only spares them keys that they would refuse.
 */
export function isVouchedFor(
  occasion: VoucherOccasion,
  whom: ProvedVouchedSeat,
  { signature, signer, delegation }: VoucherTold,
): boolean {
  if (delegation === undefined) {
    if (hashOf(signer) !== occasion.hostHash) return false;
  } else {
    const delegate = { identity: delegation.identity, signatureKey: signer };
    if (!isLetVouch(occasion, delegate, delegation)) return false;
  }
  const { name, identity, signatureKey } = whom;
  const what = said(voucherLabel, occasion, [name, identity, signatureKey]);
  return isSigned(what, { by: signer, signature });
}

/** Whether the host key let exactly this seat vouch. */
export function isLetVouch(
  occasion: VoucherOccasion,
  whom: ProvedSeat,
  { identity, signature, host }: DelegationTold,
): boolean {
  if (identity !== whom.identity || hashOf(host) !== occasion.hostHash) return false;
  const what = said(delegateLabel, occasion, [whom.identity, whom.signatureKey]);
  return isSigned(what, { by: host, signature });
}

function said(
  label: string,
  { hostHash, sitting, code }: VoucherOccasion,
  of: readonly string[],
): Buffer {
  return Buffer.from(JSON.stringify([label, hostHash, sitting, code, ...of]));
}

function hashOf(key: string): string {
  const digest = createHash("sha256").update(Buffer.from(key, "base64url")).digest();
  return digest.subarray(0, hashBytes).toString("base64url");
}
