import {
  encodeMlsMessage,
  generateKeyPackageWithKey,
  type KeyPackage,
  type LeafNode,
  type MLSMessage,
  type PrivateKeyPackage,
  type RatchetTree,
  zeroOutUint8Array,
} from "ts-mls";
import { getHpkePublicKey } from "ts-mls/ratchetTree.js";
import { toBase64Url } from "./base64url.ts";
import { makeCredential } from "./credential.ts";
import type { SigningKeyPair } from "./ed25519.ts";
import { type LinkKey, linkKeyOf } from "./link-key.ts";
import { hostHashIn } from "./link-secret.ts";
import type { LinkedMeeting, Occasion, SeatName } from "./occasion.ts";
import { loadSuite, type Suite, suiteName } from "./suite.ts";
import type { Voucher } from "./voucher.ts";

/** What one page brings. */
export interface MemberParts {
  readonly suite: Suite;
  readonly meeting: LinkedMeeting;
  /** Derived from the meeting's secret, never from what the service says. */
  readonly link: LinkKey;
  readonly seat: SeatName;
  /** One key pair until the page is reloaded, however often it starts over. */
  readonly signature: SigningKeyPair;
  /** In a vouched meeting: for this page's signature key in a sitting. */
  readonly voucherFor?: ((sitting: string) => Promise<Voucher | undefined>) | undefined;
}

export interface GroupParts extends MemberParts {
  /** The one that all proofs in the group are for: see {@link Occasion}. */
  readonly sitting: string;
  /** In a vouched meeting: for this page's signature key in this sitting. */
  readonly voucher?: Voucher | undefined;
}

/** `signature`: of a visit that has one already. Rejects in a browser without the cryptography. */
export async function loadMemberParts(
  meeting: LinkedMeeting,
  seat: SeatName,
  signature?: SigningKeyPair,
): Promise<MemberParts> {
  const suite = await loadSuite();
  const link = await linkKeyOf(meeting.secret);
  return { suite, meeting, link, seat, signature: signature ?? (await suite.signature.keygen()) };
}

export function occasionOf({
  meeting,
  sitting,
}: Pick<GroupParts, "meeting" | "sitting">): Occasion {
  return { code: meeting.code, sitting, host: hostHashIn(meeting.secret) };
}

/** A key package with its private keys: it serves once. */
export interface KeyPackageBundle {
  /** The public part as an MLSMessage. */
  readonly keyPackage: string;
  readonly publicPart: KeyPackage;
  readonly privatePart: PrivateKeyPackage;
}

const capabilities = {
  versions: ["mls10" as const],
  ciphersuites: [suiteName as typeof suiteName],
  extensions: [],
  proposals: [],
  credentials: ["basic" as const],
};
/**
 * Unlimited: a key package is used once, while its page is there. Committers must check lifetimes
 * (RFC 9420 section 7.3), and a wrong clock would keep everyone out, or its own page.
 */
const lifetime = { notBefore: 0n, notAfter: 2n ** 64n - 1n };

/** Fresh keys, but for the signature key. */
export async function makeKeyPackage(parts: GroupParts): Promise<KeyPackageBundle> {
  const { suite, link, seat, signature } = parts;
  const identity = await makeCredential(occasionOf(parts), seat, {
    signatureKey: signature.publicKey,
    link,
    signing: suite.signature,
    voucher: parts.voucher,
  });
  const made = await generateKeyPackageWithKey(
    { credentialType: "basic", identity },
    capabilities,
    lifetime,
    [],
    signature,
    suite,
  );
  const message: MLSMessage = {
    version: "mls10",
    wireformat: "mls_key_package",
    keyPackage: made.publicPackage,
  };
  return {
    keyPackage: toBase64Url(encodeMlsMessage(message)),
    publicPart: made.publicPackage,
    privatePart: made.privatePackage,
  };
}

/** Zeroes the private keys of an unused key package, but not the visit's signature key. */
export function forgetKeyPackage({ privatePart }: Pick<KeyPackageBundle, "privatePart">): void {
  zeroOutUint8Array(privatePart.initPrivateKey);
  zeroOutUint8Array(privatePart.hpkePrivateKey);
}

/** What every leaf of our groups must be like, for those inside and for newcomers. */
export function isPlainLeaf({ extensions, capabilities, credential }: LeafNode): boolean {
  return (
    extensions.length === 0 &&
    capabilities.credentials.includes("basic") &&
    credential.credentialType === "basic"
  );
}

/** By node; undefined: a blank one. */
export function encryptionKeysOf(tree: RatchetTree): readonly (string | undefined)[] {
  return tree.map((node) => (node === undefined ? undefined : toBase64Url(getHpkePublicKey(node))));
}

export function signatureKeysOf(tree: RatchetTree): readonly string[] {
  return tree.flatMap((node) =>
    node?.nodeType === "leaf" ? [toBase64Url(node.leaf.signaturePublicKey)] : [],
  );
}

/** No two nodes share an encryption key, no two leaves a signature key. */
export function areKeysUnique(tree: RatchetTree, encryption = encryptionKeysOf(tree)): boolean {
  const used = encryption.filter((key) => key !== undefined);
  return areDifferent(used) && areDifferent(signatureKeysOf(tree));
}

function areDifferent(texts: readonly string[]): boolean {
  return new Set(texts).size === texts.length;
}

/**
 * Encodings of the points of small order on Curve25519 and its twist, without the top bit, which
 * X25519 ignores: any multiple that X25519 computes of them is zero (RFC 7748 section 6.1).
 */
const smallOrder: ReadonlySet<string> = new Set(
  [
    "00".repeat(32),
    `01${"00".repeat(31)}`,
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    `ec${"ff".repeat(30)}7f`,
    `ed${"ff".repeat(30)}7f`,
    `ee${"ff".repeat(30)}7f`,
  ].map((hex) => toBase64Url(bytesOf(hex))),
);

/**
 * Whether HPKE can seal to it: a point of small order would block all commits (RFC 9180, 7.1.4).
 */
export function takesSecrets(publicKey: Uint8Array): boolean {
  if (publicKey.length !== 32) return false;
  const point = Uint8Array.from(publicKey);
  point[31] = (point[31] ?? 0) & 0x7f;
  return !smallOrder.has(toBase64Url(point));
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

export async function isKeyPair(
  publicKey: Uint8Array,
  privateKey: Uint8Array,
  { hpke }: Suite,
): Promise<boolean> {
  try {
    const to = await hpke.importPublicKey(publicKey);
    const { ct, enc } = await hpke.seal(to, nothing, nothing, nothing);
    await hpke.open(await hpke.importPrivateKey(privateKey), enc, ct, nothing);
    return true;
  } catch {
    return false;
  }
}

const nothing = new Uint8Array();
