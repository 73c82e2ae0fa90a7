import { encodeMlsMessage, type KeyPackage } from "ts-mls";
import { nextEpochContext } from "ts-mls/clientState.js";
import { createConfirmationTag, createContentCommitSignature } from "ts-mls/framedContent.js";
import { signKeyPackage } from "ts-mls/keyPackage.js";
import { initializeEpoch } from "ts-mls/keySchedule.js";
import { signLeafNodeKeyPackage } from "ts-mls/leafNode.js";
import { protectPublicMessage } from "ts-mls/messageProtectionPublic.js";
import { toBase64Url } from "../base64url.ts";
import type { Group } from "../group.ts";
import { type GroupParts, type KeyPackageBundle, makeKeyPackage } from "../keys.ts";

type Commit = Parameters<typeof createContentCommitSignature>[2];
type Leaf = KeyPackage["leafNode"];

/** Well signed and well proven, and yet not as our pages make them. */
export async function forgeKeys(
  parts: GroupParts,
  differences: { readonly leaf?: Partial<Leaf>; readonly whole?: Partial<KeyPackage> },
): Promise<KeyPackageBundle> {
  const { publicPart, privatePart } = await makeKeyPackage(parts);
  const { signaturePrivateKey } = privatePart;
  const { signature } = parts.suite;
  const leaf = { ...publicPart.leafNode, ...differences.leaf };
  if (leaf.leafNodeSource !== "key_package") throw new Error("no leaf of a key package");
  const leafNode = await signLeafNodeKeyPackage(leaf, signaturePrivateKey, signature);
  const tbs = { ...publicPart, leafNode, ...differences.whole };
  const signed = await signKeyPackage(tbs, signaturePrivateKey, signature);
  return keysOf(signed, privatePart);
}

/**
 * Well signed and well proven, with the signature key of someone else's seat: of one person with
 * two.
 */
export async function keysSignedBy(
  parts: GroupParts,
  signer: KeyPackageBundle,
): Promise<KeyPackageBundle> {
  const publicKey = signer.publicPart.leafNode.signaturePublicKey;
  const signKey = signer.privatePart.signaturePrivateKey;
  return await makeKeyPackage({ ...parts, signature: { publicKey, signKey } });
}

/** A commit without a path: well signed, and well confirmed where it commits nothing. */
export async function pathlessCommit(
  { suite }: Pick<GroupParts, "suite">,
  { mls }: Pick<Group, "mls">,
  proposals: Commit["proposals"] = [],
): Promise<string> {
  const wireformat = "mls_public_message";
  const { groupContext, keySchedule, privatePath, confirmationTag: before } = mls;
  const { signature, framedContent: content } = await createContentCommitSignature(
    groupContext,
    wireformat,
    { proposals, path: undefined },
    { senderType: "member", leafIndex: privatePath.leafIndex },
    new Uint8Array(),
    mls.signaturePrivateKey,
    suite.signature,
  );
  const next = await nextEpochContext(
    ...([groupContext, wireformat, content, signature, groupContext.treeHash, before] as const),
    suite.hash,
  );
  const nothing = new Uint8Array(suite.kdf.size);
  const { keySchedule: after } = await initializeEpoch(
    ...([keySchedule.initSecret, nothing, next, nothing, suite.kdf] as const),
  );
  const confirmationTag = await createConfirmationTag(
    ...([after.confirmationKey, next.confirmedTranscriptHash, suite.hash] as const),
  );
  const auth = { contentType: content.contentType, signature, confirmationTag };
  const publicMessage = await protectPublicMessage(
    ...([keySchedule.membershipKey, groupContext, { wireformat, content, auth }, suite] as const),
  );
  return toBase64Url(encodeMlsMessage({ version: "mls10", wireformat, publicMessage }));
}

function keysOf(
  keyPackage: KeyPackage,
  privatePart: KeyPackageBundle["privatePart"],
): KeyPackageBundle {
  return {
    keyPackage: toBase64Url(
      encodeMlsMessage({ version: "mls10", wireformat: "mls_key_package", keyPackage }),
    ),
    publicPart: keyPackage,
    privatePart,
  };
}
