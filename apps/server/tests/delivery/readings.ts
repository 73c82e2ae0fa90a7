import { readSeat } from "@graticule/e2ee/credential";
import { decode, GroupError } from "@graticule/e2ee/group";
import { voucherParts } from "@graticule/e2ee/voucher";
import { readCommit, readKeyPackage } from "@graticule/server/delivery/mls-wire";
import type { TwinAnswer } from "./openmls.ts";

/** How a reader reads a message; undefined: it can't. Bytes are base64url. */
export type Reading =
  | {
      readonly is: "key package";
      readonly signatureKey: string;
      readonly credential: string | undefined;
    }
  | {
      readonly is: "commit" | "proposal" | "application";
      readonly group: string;
      readonly epoch: string;
      /** Undefined: from no member. */
      readonly leaf: number | undefined;
    }
  | { readonly is: "welcome"; readonly for: number }
  | { readonly is: "private" | "group info" }
  | undefined;

/** The members' own reader: ts-mls with the checks of `decode`. Any other error is a fault. */
export function membersRead(text: string): Reading {
  let message: ReturnType<typeof decode>;
  try {
    message = decode(text);
  } catch (error) {
    if (error instanceof GroupError && error.code === "unreadable") return undefined;
    throw error;
  }
  switch (message.wireformat) {
    case "mls_key_package": {
      const { credential, signaturePublicKey } = message.keyPackage.leafNode;
      const isBasic = credential.credentialType === "basic";
      return {
        is: "key package",
        signatureKey: textOf(signaturePublicKey),
        credential: isBasic ? textOf(credential.identity) : undefined,
      };
    }
    case "mls_public_message": {
      const { content } = message.publicMessage;
      if (isNeverTaken(content)) return undefined;
      const { contentType, groupId, epoch, sender } = content;
      const leaf = sender.senderType === "member" ? sender.leafIndex : undefined;
      return { is: contentType, group: textOf(groupId), epoch: String(epoch), leaf };
    }
    case "mls_welcome":
      return { is: "welcome", for: message.welcome.secrets.length };
    case "mls_private_message":
      return { is: "private" };
    case "mls_group_info":
      return { is: "group info" };
  }
}

/**
 * What members never accept, see `applyCommit` and `isAnnounced`: a commit that holds a proposal
 * itself, and a proposal of an unknown kind. ts-mls 1.6.4 reads an unreadable proposal of a known
 * kind, such as a truncated addition, as one of an unknown kind.
 */
function isNeverTaken(content: PublicContent): boolean {
  switch (content.contentType) {
    case "commit":
      return content.commit.proposals.some((one) => one.proposalOrRefType === "proposal");
    case "proposal":
      return typeof content.proposal.proposalType === "number";
    case "application":
      return false;
  }
}

type PublicContent = Extract<
  ReturnType<typeof decode>,
  { readonly wireformat: "mls_public_message" }
>["publicMessage"]["content"];

/** The delivery service's: only commits and key packages, and only such as our pages make. */
export function serviceReads(text: string): Reading {
  const commit = readCommit(text);
  const keys = readKeyPackage(text);
  if (commit !== undefined && keys !== undefined) throw new Error("one message is two things");
  if (commit !== undefined) {
    const { group, epoch, leaf } = commit;
    return { is: "commit", group: textOf(Buffer.from(group)), epoch: String(epoch), leaf };
  }
  if (keys === undefined) return undefined;
  const { signatureKey, ...said } = keys;
  const vouched = said.voucher === undefined ? [] : [voucherParts(said.voucher)];
  const parts = [said.identity, said.name, said.proof, ...vouched];
  const credential = Buffer.from(JSON.stringify(parts));
  if (readSeat(credential)?.identity !== said.identity)
    throw new Error("members read another seat");
  return { is: "key package", signatureKey, credential: textOf(credential) };
}

/** OpenMLS's, see `tools/openmls-twin/src/read.rs`. */
export function openMlsReads(answer: TwinAnswer): Reading {
  if (answer["panic"] !== undefined) throw new Error(`OpenMLS panics: ${answer["panic"]}`);
  if (answer["error"] !== undefined) return undefined;
  const { isSpelledSo, isBasic } = answer;
  if (isSpelledSo !== true) throw new Error("OpenMLS reads a second spelling");
  const reading = answer as unknown as Exclude<Reading, undefined>;
  switch (reading.is) {
    case "key package": {
      const { is, signatureKey } = reading;
      return { is, signatureKey, credential: isBasic === true ? reading.credential : undefined };
    }
    case "commit":
    case "proposal":
    case "application": {
      const { is, group, epoch } = reading;
      return { is, group, epoch, leaf: reading.leaf ?? undefined };
    }
    case "welcome":
      return { is: reading.is, for: reading.for };
    case "private":
    case "group info":
      return { is: reading.is };
  }
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64url");
}
