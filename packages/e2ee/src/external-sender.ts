import type { ClientState } from "ts-mls";
import { encode } from "ts-mls/codec/tlsEncoder.js";
import { decodeVarLenData, varLenTypeEncoder } from "ts-mls/codec/variableLength.js";
import { externalSenderEncoder } from "ts-mls/externalSender.js";
import { toBase64Url } from "./base64url.ts";

/**
 * The group's one external sender, as RFC 9420 section 12.1.8.1 spells it: the extension's data is a vector of senders. ts-mls 1.6.4 takes it for one
 * sender without the vector's length, so that no other implementation could come into its groups, nor it into theirs.
 */

type GroupContext = ClientState["groupContext"];

const senderName = new TextEncoder().encode("Graticule delivery");
const encodeSenders = encode(varLenTypeEncoder(externalSenderEncoder));

/** `publicKey`: Ed25519, of who alone may propose. */
export function sendersExtension(publicKey: Uint8Array): GroupContext["extensions"][number] {
  const credential = { credentialType: "basic" as const, identity: senderName };
  const extensionData = encodeSenders([{ signaturePublicKey: publicKey, credential }]);
  return { extensionType: "external_senders", extensionData };
}

/** Whether a group believes this one external sender and has no other extension. */
export function hasOnlySender({ extensions }: GroupContext, publicKey: Uint8Array): boolean {
  const [extension, ...others] = extensions;
  if (extension?.extensionType !== "external_senders" || others.length > 0) return false;
  const expected = sendersExtension(publicKey).extensionData;
  return toBase64Url(extension.extensionData) === toBase64Url(expected);
}

/**
 * A group of one external sender as the library reads it: to take in a proposal, for nothing else. What it says of the group goes into no secret, tag
 * or signature of a proposal from outside (section 6.1).
 */
export function asLibraryReads(groupContext: GroupContext): GroupContext {
  const extensions = groupContext.extensions.map((one) =>
    one.extensionType === "external_senders"
      ? { ...one, extensionData: decodeVarLenData(one.extensionData, 0)?.[0] ?? one.extensionData }
      : one,
  );
  return { ...groupContext, extensions };
}
