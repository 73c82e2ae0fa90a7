import {
  encodeMlsMessage,
  generateKeyPackageWithKey,
  type KeyPackage,
  type LeafNode,
  type MLSMessage,
  type Node,
  type PrivateKeyPackage,
  type RatchetTree,
} from "ts-mls";
import { getHpkePublicKey } from "ts-mls/ratchetTree.js";
import { toBase64Url } from "./base64url.ts";
import { type Meeting, makeCredential, type Seat } from "./credential.ts";
import { type Suite, suiteName } from "./suite.ts";

export interface GroupParts {
  readonly suite: Suite;
  readonly meeting: Meeting;
  readonly seat: Seat;
}

/** Fresh keys with which somebody can be added, once. */
export interface Keys {
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
 * (RFC 9420 section 7.3), and a page whose clock is wrong would keep everybody out, or be kept out itself.
 */
const lifetime = { notBefore: 0n, notAfter: 2n ** 64n - 1n };

export async function makeKeys({ suite, meeting, seat }: GroupParts): Promise<Keys> {
  const { signKey, publicKey } = await suite.signature.keygen();
  const identity = await makeCredential(meeting, seat, {
    signatureKey: publicKey,
    mac: suite.hash,
  });
  const made = await generateKeyPackageWithKey(
    { credentialType: "basic", identity },
    capabilities,
    lifetime,
    [],
    { signKey, publicKey },
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

/** What every leaf of our groups is like, whoever looks: those inside ask no less than those who come in. */
export function isPlainLeaf({ extensions, capabilities, credential }: LeafNode): boolean {
  return (
    extensions.length === 0 &&
    capabilities.credentials.includes("basic") &&
    credential.credentialType === "basic"
  );
}

/** No two nodes share an encryption key, no two leaves a signature key. */
export function areKeysUnique(tree: RatchetTree): boolean {
  const nodes = tree.filter((node): node is Node => node !== undefined);
  const encryption = nodes.map((node) => toBase64Url(getHpkePublicKey(node)));
  const signature = nodes.flatMap((node) =>
    node.nodeType === "leaf" ? [toBase64Url(node.leaf.signaturePublicKey)] : [],
  );
  return areDifferent(encryption) && areDifferent(signature);
}

function areDifferent(texts: readonly string[]): boolean {
  return new Set(texts).size === texts.length;
}

/**
 * Whether anything can be sealed to this key. With a point of small order nothing can (RFC 9180 section 7.1.4): one such leaf,
 * and nobody could commit any removal.
 */
export async function takesSecrets(publicKey: Uint8Array, { hpke }: Suite): Promise<boolean> {
  try {
    await hpke.seal(await hpke.importPublicKey(publicKey), nothing, nothing, nothing);
    return true;
  } catch {
    return false;
  }
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
