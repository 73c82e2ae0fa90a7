import { fromBase64Url, toBase64Url } from "./base64url.ts";
import type { Occasion, SeatName, Signing } from "./credential.ts";
import type { SigningKeyPair } from "./ed25519.ts";
import { type HostHash, hostHashOf } from "./host-key.ts";

/** Who sits there, with the key that they sign with. */
export interface Keyed extends Pick<SeatName, "identity"> {
  readonly signatureKey: Uint8Array;
}

/** Whom someone vouches for, by the name that was shown: under another one the voucher does not hold. */
export interface Vouched extends Keyed, Pick<SeatName, "name"> {}

/**
 * Why a leaf of a vouched meeting is believed, base64url, as it stands in its credential. `signer`: of the voucher. `delegation`: by which the
 * host let that one vouch; absent: it is the host key itself.
 */
export interface Voucher {
  readonly signature: string;
  readonly signer: string;
  readonly delegation?: Delegation | undefined;
}

/** By which the host key lets someone vouch: who sits there, and the host key itself, base64url. */
export interface Delegation {
  readonly identity: string;
  readonly signature: string;
  readonly host: string;
}

/** What vouches: the host key, or, with a delegation, a signature key that it let vouch. */
export interface Voucherer {
  readonly signer: SigningKeyPair;
  readonly delegation?: Delegation | undefined;
}

const voucherLabel = "Graticule voucher 2";
const delegateLabel = "Graticule delegate 1";
/** Of Ed25519. */
const keyBytes = 32;
const signatureBytes = 64;

/** By the host key, or by someone whom it let vouch: `by.delegation`, as {@link delegate} made it for their own signature key. */
export async function vouch(
  occasion: VouchedOccasion,
  whom: Vouched,
  by: Voucherer & { readonly signing: Pick<Signing, "sign"> },
): Promise<Voucher> {
  const signature = await by.signing.sign(by.signer.signKey, vouchedFor(occasion, whom));
  const voucher = { signature: toBase64Url(signature), signer: toBase64Url(by.signer.publicKey) };
  return by.delegation === undefined ? voucher : { ...voucher, delegation: by.delegation };
}

/** The host lets someone vouch, with the key that they sign with, for this sitting. */
export async function delegate(
  occasion: VouchedOccasion,
  whom: Keyed,
  by: { readonly host: SigningKeyPair; readonly signing: Pick<Signing, "sign"> },
): Promise<Delegation> {
  const signature = await by.signing.sign(by.host.signKey, letVouch(occasion, whom));
  const { identity } = whom;
  return { identity, signature: toBase64Url(signature), host: toBase64Url(by.host.publicKey) };
}

/** A sitting of a meeting whose link names its host key. */
export type VouchedOccasion = Occasion & { readonly host: HostHash };

/** Whether the host, or someone whom the host let vouch, vouched for just this one. One step and no more. */
export async function isVouched(
  occasion: VouchedOccasion,
  whom: Vouched,
  { voucher, signing }: { readonly voucher: Voucher; readonly signing: Pick<Signing, "verify"> },
): Promise<boolean> {
  const { signature, signer, delegation } = voucher;
  const [by, sealed] = [bytesOf(signer, keyBytes), bytesOf(signature, signatureBytes)];
  if (by === undefined || sealed === undefined) return false;
  if (delegation === undefined) {
    if ((await hostHashOf(by)) !== occasion.host) return false;
  } else {
    const delegate = { identity: delegation.identity, signatureKey: by };
    if (!(await isDelegate(occasion, delegate, { delegation, signing }))) return false;
  }
  return await signing.verify(by, vouchedFor(occasion, whom), sealed);
}

/** Whether the host key let just this one vouch. */
export async function isDelegate(
  occasion: VouchedOccasion,
  whom: Keyed,
  by: { readonly delegation: Delegation; readonly signing: Pick<Signing, "verify"> },
): Promise<boolean> {
  const { identity, signature, host } = by.delegation;
  const [root, given] = [bytesOf(host, keyBytes), bytesOf(signature, signatureBytes)];
  if (identity !== whom.identity || root === undefined || given === undefined) return false;
  if ((await hostHashOf(root)) !== occasion.host) return false;
  return await by.signing.verify(root, letVouch(occasion, whom), given);
}

/** As it stands in a credential; undefined: it is none. */
export function readVoucher(value: unknown): Voucher | undefined {
  if (!Array.isArray(value) || !value.every((part) => typeof part === "string")) return undefined;
  const [signature = "", signer = "", identity, given, host, ...rest] = value as readonly string[];
  if (value.length === 2) return { signature, signer };
  if (identity === undefined || given === undefined || host === undefined) return undefined;
  if (rest.length > 0) return undefined;
  return { signature, signer, delegation: { identity, signature: given, host } };
}

export function voucherParts({ signature, signer, delegation }: Voucher): readonly string[] {
  if (delegation === undefined) return [signature, signer];
  return [signature, signer, delegation.identity, delegation.signature, delegation.host];
}

function vouchedFor(occasion: VouchedOccasion, { name, ...whom }: Vouched): Uint8Array {
  return said(voucherLabel, occasion, [name, ...partsOf(whom)]);
}

function letVouch(occasion: VouchedOccasion, whom: Keyed): Uint8Array {
  return said(delegateLabel, occasion, partsOf(whom));
}

function partsOf({ identity, signatureKey }: Keyed): readonly string[] {
  return [identity, toBase64Url(signatureKey)];
}

/** JSON keeps its parts apart. */
function said(
  label: string,
  { host, sitting, code }: VouchedOccasion,
  of: readonly string[],
): Uint8Array {
  return new TextEncoder().encode(JSON.stringify([label, host, sitting, code, ...of]));
}

function bytesOf(text: string, length: number): Uint8Array | undefined {
  try {
    const bytes = fromBase64Url(text);
    return bytes.length === length ? bytes : undefined;
  } catch {
    return undefined;
  }
}
