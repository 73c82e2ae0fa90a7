import {
  type ClientState,
  type GroupInfo,
  type KeyPackage,
  type LeafNode,
  type PrivateKeyPackage,
  type RatchetTree,
  type Welcome,
  zeroOutUint8Array,
} from "ts-mls";
import type { ClientConfig } from "ts-mls/clientConfig.js";
import {
  ratchetTreeFromExtension,
  verifyGroupInfoConfirmationTag,
  verifyGroupInfoSignature,
} from "ts-mls/groupInfo.js";
import { makeKeyPackageRef } from "ts-mls/keyPackage.js";
import { deriveKeySchedule } from "ts-mls/keySchedule.js";
import { pathToRoot } from "ts-mls/pathSecrets.js";
import { mergePrivateKeyPaths, toPrivateKeyPath } from "ts-mls/privateKeyPath.js";
import { findLeafIndex, getHpkePublicKey } from "ts-mls/ratchetTree.js";
import { createSecretTree } from "ts-mls/secretTree.js";
import { leafToNodeIndex, leafWidth, toLeafIndex } from "ts-mls/treemath.js";
import { firstCommonAncestor } from "ts-mls/updatePath.js";
import { decryptGroupInfo, decryptGroupSecrets } from "ts-mls/welcome.js";
import { isKeyPair } from "./keys.ts";
import { areSameBytes } from "./same-bytes.ts";
import { type Suite, suiteName } from "./suite.ts";
import { isGoodTree } from "./tree-check.ts";

export interface WelcomeParts {
  readonly suite: Suite;
  readonly keyPackage: KeyPackage;
  readonly privateKeys: PrivateKeyPackage;
  readonly clientConfig: ClientConfig;
}

type Secrets = NonNullable<Awaited<ReturnType<typeof decryptGroupSecrets>>>;

export async function isWelcomeFor(
  welcome: Welcome,
  { suite, keyPackage }: Pick<WelcomeParts, "suite" | "keyPackage">,
): Promise<boolean> {
  const own = await makeKeyPackageRef(keyPackage, suite.hash);
  return welcome.secrets.some(({ newMember }) => areSameBytes(newMember, own));
}

/**
 * Joins by a welcome (RFC 9420 section 12.4.3.1) without pre-shared keys. Not by the library's own
 * function, for its check of the tree: see {@link isGoodTree}. Undefined: a check failed.
 */
export async function joinByWelcome(
  welcome: Welcome,
  parts: WelcomeParts,
): Promise<ClientState | undefined> {
  const { suite } = parts;
  const secrets = await openSecrets(welcome, parts);
  if (secrets === undefined) return undefined;
  const noPsk = new Uint8Array(suite.kdf.size);
  const info = await decryptGroupInfo(welcome, secrets.joinerSecret, noPsk, suite);
  const tree = info && ratchetTreeFromExtension(info);
  if (info === undefined || tree === undefined) return undefined;
  if (!(await isSigned(info, tree, suite)) || !(await isGood(tree, info, parts))) return undefined;
  if (!(await verifyGroupInfoConfirmationTag(info, secrets.joinerSecret, noPsk, suite))) {
    return undefined;
  }
  const privatePath = await ownPath(tree, info, secrets, parts);
  if (privatePath === undefined) return undefined;
  const { groupContext, confirmationTag } = info;
  const [keySchedule, encryptionSecret] = await deriveKeySchedule(
    secrets.joinerSecret,
    noPsk,
    groupContext,
    suite.kdf,
  );
  const secretTree = await createSecretTree(leafWidth(tree.length), encryptionSecret, suite.kdf);
  zeroOutUint8Array(encryptionSecret);
  zeroOutUint8Array(secrets.joinerSecret);
  return {
    groupContext,
    confirmationTag,
    keySchedule,
    secretTree,
    privatePath,
    ratchetTree: tree,
    signaturePrivateKey: parts.privateKeys.signaturePrivateKey,
    unappliedProposals: {},
    historicalReceiverData: new Map(),
    groupActiveState: { kind: "active" },
    clientConfig: parts.clientConfig,
  };
}

async function openSecrets(welcome: Welcome, parts: WelcomeParts): Promise<Secrets | undefined> {
  const { suite, keyPackage, privateKeys } = parts;
  if (welcome.cipherSuite !== suiteName) return undefined;
  const key = await suite.hpke.importPrivateKey(privateKeys.initPrivateKey);
  const ref = await makeKeyPackageRef(keyPackage, suite.hash);
  const secrets = await decryptGroupSecrets(key, ref, welcome, suite.hpke);
  return secrets?.psks.length === 0 ? secrets : undefined;
}

/** The signer's credential is checked with the whole tree. */
async function isSigned(info: GroupInfo, tree: RatchetTree, suite: Suite): Promise<boolean> {
  const signer = tree[leafToNodeIndex(toLeafIndex(info.signer))];
  if (signer?.nodeType !== "leaf" || info.groupContext.cipherSuite !== suiteName) return false;
  return await verifyGroupInfoSignature(info, signer.leaf.signaturePublicKey, suite.signature);
}

async function isGood(tree: RatchetTree, info: GroupInfo, parts: WelcomeParts): Promise<boolean> {
  const { groupId, treeHash } = info.groupContext;
  const isBelieved = ({ credential, signaturePublicKey }: LeafNode): Promise<boolean> =>
    parts.clientConfig.authService.validateCredential(credential, signaturePublicKey);
  return await isGoodTree(tree, { suite: parts.suite, groupId, treeHash, isBelieved });
}

/** The private keys of one's own leaf, and of its ancestors on the committer's path. */
async function ownPath(
  tree: RatchetTree,
  info: GroupInfo,
  { pathSecret }: Secrets,
  { suite, keyPackage, privateKeys }: WelcomeParts,
) {
  const leafIndex = findLeafIndex(tree, keyPackage.leafNode);
  if (leafIndex === undefined) return undefined;
  const own = {
    leafIndex,
    privateKeys: { [leafToNodeIndex(leafIndex)]: privateKeys.hpkePrivateKey },
  };
  if (pathSecret === undefined) return own;
  const meeting = firstCommonAncestor(tree, leafIndex, toLeafIndex(info.signer));
  const above = await pathToRoot(tree, meeting, pathSecret, suite.kdf);
  const path = await toPrivateKeyPath(above, leafIndex, suite);
  for (const secret of [pathSecret, ...Object.values(above)]) zeroOutUint8Array(secret);
  const isTrue = await Promise.all(
    Object.entries(path.privateKeys).map(async ([at, key]) => {
      const node = tree[Number(at)];
      return node?.nodeType === "parent" && (await isKeyPair(getHpkePublicKey(node), key, suite));
    }),
  );
  return isTrue.every(Boolean) ? mergePrivateKeyPaths(path, own) : undefined;
}
