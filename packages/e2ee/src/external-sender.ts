import type { ClientState } from "ts-mls";
import { encode } from "ts-mls/codec/tlsEncoder.js";
import { decodeVarLenData, varLenTypeEncoder } from "ts-mls/codec/variableLength.js";
import { externalSenderEncoder } from "ts-mls/externalSender.js";
import { toBase64Url } from "./base64url.ts";

/**
 * The group's one external sender as RFC 9420 section 12.1.8.1 has it: a vector of senders. ts-mls
 * 1.6.4 reads one sender without the vector's length, which no other implementation could join.
 */

type GroupContext = ClientState["groupContext"];

const senderName = new TextEncoder().encode("Graticule delivery");
const encodeSenders = encode(varLenTypeEncoder(externalSenderEncoder));

/** `publicKey`: Ed25519. Its holder alone may propose. */
export function sendersExtension(publicKey: Uint8Array): GroupContext["extensions"][number] {
  const credential = { credentialType: "basic" as const, identity: senderName };
  const extensionData = encodeSenders([{ signaturePublicKey: publicKey, credential }]);
  return { extensionType: "external_senders", extensionData };
}

/** Whether a group has this external sender and no other extension. */
export function hasOnlySender({ extensions }: GroupContext, publicKey: Uint8Array): boolean {
  const [extension, ...others] = extensions;
  if (extension?.extensionType !== "external_senders" || others.length > 0) return false;
  const expected = sendersExtension(publicKey).extensionData;
  return toBase64Url(extension.extensionData) === toBase64Url(expected);
}

/** As the library reads it, for external proposals only, which do not cover it (section 6.1). */
export function asLibraryReads(groupContext: GroupContext): GroupContext {
  const extensions = groupContext.extensions.map((one) =>
    one.extensionType === "external_senders"
      ? { ...one, extensionData: decodeVarLenData(one.extensionData, 0)?.[0] ?? one.extensionData }
      : one,
  );
  return { ...groupContext, extensions };
}
