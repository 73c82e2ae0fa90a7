import { fromBase64Url, toBase64Url } from "./base64url.ts";
import type { SigningKeyPair } from "./ed25519.ts";
import { type HostHash, hostHashOf } from "./host-key.ts";
import type { Occasion, SeatName, Signing } from "./occasion.ts";

/** A seat with its signature key. */
export interface KeyedSeat extends Pick<SeatName, "identity"> {
  readonly signatureKey: Uint8Array;
}

/** Whom a voucher is for. It holds for this name only. */
export interface VouchedSeat extends KeyedSeat, Pick<SeatName, "name"> {}

/** Why a vouched leaf is believed, in base64url. `signer`: the host key, or a delegated key. */
export interface Voucher {
  readonly signature: string;
  readonly signer: string;
  readonly delegation?: Delegation | undefined;
}

/** By which the host key (`host`) lets a seat vouch; base64url. */
export interface Delegation {
  readonly identity: string;
  readonly signature: string;
  readonly host: string;
}

/** The host key, or a signature key that a delegation of it lets vouch. */
export interface VoucherSigner {
  readonly signer: SigningKeyPair;
  readonly delegation?: Delegation | undefined;
}

const voucherLabel = "Graticule voucher 2";
const delegateLabel = "Graticule delegate 1";
/** Of Ed25519. */
const keyBytes = 32;
const signatureBytes = 64;

export async function vouch(
  occasion: VouchedOccasion,
  whom: VouchedSeat,
  by: VoucherSigner & { readonly signing: Pick<Signing, "sign"> },
): Promise<Voucher> {
  const signature = await by.signing.sign(by.signer.signKey, voucherBytes(occasion, whom));
  const voucher = { signature: toBase64Url(signature), signer: toBase64Url(by.signer.publicKey) };
  return by.delegation === undefined ? voucher : { ...voucher, delegation: by.delegation };
}

/** Lets a seat vouch in this sitting, with its signature key. */
export async function delegate(
  occasion: VouchedOccasion,
  whom: KeyedSeat,
  by: { readonly host: SigningKeyPair; readonly signing: Pick<Signing, "sign"> },
): Promise<Delegation> {
  const signature = await by.signing.sign(by.host.signKey, delegationBytes(occasion, whom));
  const { identity } = whom;
  return { identity, signature: toBase64Url(signature), host: toBase64Url(by.host.publicKey) };
}

/** A sitting of a meeting whose link names its host key. */
export type VouchedOccasion = Occasion & { readonly host: HostHash };

/** Whether the host key, or a key that it lets vouch, signed for exactly this seat. */
export async function isVoucherValid(
  occasion: VouchedOccasion,
  whom: VouchedSeat,
  { voucher, signing }: { readonly voucher: Voucher; readonly signing: Pick<Signing, "verify"> },
): Promise<boolean> {
  const { signature, signer, delegation } = voucher;
  const [signerKey, signed] = [bytesOf(signer, keyBytes), bytesOf(signature, signatureBytes)];
  if (signerKey === undefined || signed === undefined) return false;
  if (delegation === undefined) {
    if ((await hostHashOf(signerKey)) !== occasion.host) return false;
  } else {
    const delegate = { identity: delegation.identity, signatureKey: signerKey };
    if (!(await isDelegationValid(occasion, delegate, { delegation, signing }))) return false;
  }
  return await signing.verify(signerKey, voucherBytes(occasion, whom), signed);
}

/** Whether the host key lets exactly this seat vouch. */
export async function isDelegationValid(
  occasion: VouchedOccasion,
  whom: KeyedSeat,
  by: { readonly delegation: Delegation; readonly signing: Pick<Signing, "verify"> },
): Promise<boolean> {
  const { identity, signature, host } = by.delegation;
  const [root, given] = [bytesOf(host, keyBytes), bytesOf(signature, signatureBytes)];
  if (identity !== whom.identity || root === undefined || given === undefined) return false;
  if ((await hostHashOf(root)) !== occasion.host) return false;
  return await by.signing.verify(root, delegationBytes(occasion, whom), given);
}

/** From a credential. Undefined: not a voucher. */
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

function voucherBytes(occasion: VouchedOccasion, { name, ...whom }: VouchedSeat): Uint8Array {
  return signedBytes(voucherLabel, occasion, [name, ...partsOf(whom)]);
}

function delegationBytes(occasion: VouchedOccasion, whom: KeyedSeat): Uint8Array {
  return signedBytes(delegateLabel, occasion, partsOf(whom));
}

function partsOf({ identity, signatureKey }: KeyedSeat): readonly string[] {
  return [identity, toBase64Url(signatureKey)];
}

/** JSON keeps its parts apart. */
function signedBytes(
  label: string,
  { host, sitting, code }: VouchedOccasion,
  parts: readonly string[],
): Uint8Array {
  return new TextEncoder().encode(JSON.stringify([label, host, sitting, code, ...parts]));
}

function bytesOf(text: string, length: number): Uint8Array | undefined {
  try {
    const bytes = fromBase64Url(text);
    return bytes.length === length ? bytes : undefined;
  } catch {
    return undefined;
  }
}
