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
import { type LinkedMeeting, makeCredential, type Occasion, type SeatName } from "./credential.ts";
import { type LinkKey, linkKeyOf } from "./link-key.ts";
import { hostHashIn } from "./link-secret.ts";
import { loadSuite, type Suite, suiteName } from "./suite.ts";
import type { Voucher } from "./voucher.ts";

/** With which someone signs for as long as their page is not loaded anew, however often it begins anew. */
export interface SignatureKeys {
  readonly publicKey: Uint8Array;
  readonly signKey: Uint8Array;
}

/** What one page brings with it. */
export interface MemberParts {
  readonly suite: Suite;
  readonly meeting: LinkedMeeting;
  /** What follows from the meeting's secret: never what the service tells of it. */
  readonly link: LinkKey;
  readonly seat: SeatName;
  readonly signature: SignatureKeys;
  /** In a vouched meeting: the one for this page's signature key in a sitting, if there is one yet. */
  readonly voucherFor?: ((sitting: string) => Promise<Voucher | undefined>) | undefined;
}

export interface GroupParts extends MemberParts {
  /** For which everyone in the group proves that they have the link: see {@link Occasion}. */
  readonly sitting: string;
  /** For this page's signature key, in this sitting; in a vouched meeting no one takes it in without. */
  readonly voucher?: Voucher | undefined;
}

/** `signature`: of a visit that has one already. Rejects where this browser lacks what it takes. */
export async function loadMemberParts(
  meeting: LinkedMeeting,
  seat: SeatName,
  signature?: SignatureKeys,
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

/** Fresh keys with which someone can be added, once. */
export interface KeyPackageBundle {
  /** MLSMessage with the public part. */
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
 * For ever: each key package is used once, while its page is there. Whoever commits an addition must look at its lifetime
 * (RFC 9420 section 7.3), and a page whose clock is wrong would keep everyone out, or be kept out itself.
 */
const lifetime = { notBefore: 0n, notAfter: 2n ** 64n - 1n };

/** Other keys each time, but for the one that signs. */
export async function makeKeys(parts: GroupParts): Promise<KeyPackageBundle> {
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

/** Zeroes the private keys of a key package that came to nothing; not the one that signs, which is the visit's. */
export function forgetKeys({ privatePart }: Pick<KeyPackageBundle, "privatePart">): void {
  zeroOutUint8Array(privatePart.initPrivateKey);
  zeroOutUint8Array(privatePart.hpkePrivateKey);
}

/** What every leaf of our groups is like, whoever looks: those inside ask no less than those who come in. */
export function isPlainLeaf({ extensions, capabilities, credential }: LeafNode): boolean {
  return (
    extensions.length === 0 &&
    capabilities.credentials.includes("basic") &&
    credential.credentialType === "basic"
  );
}

/** Of each node the encryption key; undefined: it is blank. */
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
 * The points of small order on Curve25519 and on its twist, with the top bit off, which X25519 ignores: whatever one multiplies with
 * them is zero (RFC 7748 section 6.1). Told by their encodings, because each of a commit's keys is looked at.
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
 * Whether anything can be sealed to this key. With a point of small order nothing can (RFC 9180 section 7.1.4): one such leaf,
 * and nobody could commit any removal.
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

/** Whether these two belong together: what is sealed to the one opens with the other. */
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
