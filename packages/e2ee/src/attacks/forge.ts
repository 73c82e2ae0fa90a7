import { encodeMlsMessage, type KeyPackage } from "ts-mls";
import { signKeyPackage } from "ts-mls/keyPackage.js";
import { signLeafNodeKeyPackage } from "ts-mls/leafNode.js";
import { toBase64Url } from "../base64url.ts";
import { type GroupParts, type Keys, makeKeys } from "../keys.ts";

type Leaf = KeyPackage["leafNode"];

/** Well signed and well proven, and yet not as our pages make them. */
export async function forgeKeys(
  parts: GroupParts,
  differences: { readonly leaf?: Partial<Leaf>; readonly whole?: Partial<KeyPackage> },
): Promise<Keys> {
  const { publicPart, privatePart } = await makeKeys(parts);
  const { signaturePrivateKey } = privatePart;
  const { signature } = parts.suite;
  const leaf = { ...publicPart.leafNode, ...differences.leaf };
  if (leaf.leafNodeSource !== "key_package") throw new Error("no leaf of a key package");
  const leafNode = await signLeafNodeKeyPackage(leaf, signaturePrivateKey, signature);
  const tbs = { ...publicPart, leafNode, ...differences.whole };
  const signed = await signKeyPackage(tbs, signaturePrivateKey, signature);
  return keysOf(signed, privatePart);
}

/** Well signed and well proven, with the signature key of somebody else's seat: of one person with two. */
export async function keysSignedBy(parts: GroupParts, signer: Keys): Promise<Keys> {
  const publicKey = signer.publicPart.leafNode.signaturePublicKey;
  const signKey = signer.privatePart.signaturePrivateKey;
  return await makeKeys({ ...parts, signature: { publicKey, signKey } });
}

function keysOf(keyPackage: KeyPackage, privatePart: Keys["privatePart"]): Keys {
  return {
    keyPackage: toBase64Url(
      encodeMlsMessage({ version: "mls10", wireformat: "mls_key_package", keyPackage }),
    ),
    publicPart: keyPackage,
    privatePart,
  };
}
