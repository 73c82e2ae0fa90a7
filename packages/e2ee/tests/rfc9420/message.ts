import { type Commit, decodeCommit, encodeCommit } from "ts-mls/commit.js";
import { defaultCapabilities } from "ts-mls/defaultCapabilities.js";
import {
  type FramedContent,
  type FramedContentInfo,
  signFramedContentTBS,
  toTbs,
} from "ts-mls/framedContent.js";
import type { GroupContext } from "ts-mls/groupContext.js";
import { decodeGroupSecrets, encodeGroupSecrets } from "ts-mls/groupSecrets.js";
import { defaultKeyRetentionConfig } from "ts-mls/keyRetentionConfig.js";
import { encodeMlsMessage, type MLSMessage } from "ts-mls/message.js";
import { protect, unprotectPrivateMessage } from "ts-mls/messageProtection.js";
import { protectPublicMessage, unprotectPublicMessage } from "ts-mls/messageProtectionPublic.js";
import { UsageError } from "ts-mls/mlsError.js";
import { defaultPaddingConfig } from "ts-mls/paddingConfig.js";
import type { PrivateMessage, PrivateMessageContent } from "ts-mls/privateMessage.js";
import * as proposals from "ts-mls/proposal.js";
import type { PublicMessage } from "ts-mls/publicMessage.js";
import { decodeRatchetTree, encodeRatchetTree, type RatchetTree } from "ts-mls/ratchetTree.js";
import { createSecretTree } from "ts-mls/secretTree.js";
import { bytes, context, type Hex, message, nothing, same, suite, whole } from "./vector.ts";

interface MessageProtection {
  group_id: Hex;
  epoch: number;
  tree_hash: Hex;
  confirmed_transcript_hash: Hex;
  signature_priv: Hex;
  signature_pub: Hex;
  encryption_secret: Hex;
  sender_data_secret: Hex;
  membership_key: Hex;
  proposal: Hex;
  proposal_pub: Hex;
  proposal_priv: Hex;
  commit: Hex;
  commit_pub: Hex;
  commit_priv: Hex;
  application: Hex;
  application_priv: Hex;
}

const senderLeaf = 1;

/** The sender's leaf must not be blank; its key is given apart, so the rest of it says nothing. */
const treeWithSender: RatchetTree = [
  undefined,
  undefined,
  {
    nodeType: "leaf",
    leaf: {
      leafNodeSource: "update",
      hpkePublicKey: nothing,
      signaturePublicKey: nothing,
      credential: { credentialType: "basic", identity: nothing },
      capabilities: defaultCapabilities(),
      extensions: [],
      signature: nothing,
    },
  },
];

/**
 * RFC 9420 sections 6.1 to 6.3: messages signed, and tagged or encrypted; the vector's and our own.
 */
export async function messageProtection(vector: MessageProtection): Promise<void> {
  const groupContext = context({ ...vector, tree_hash: bytes(vector.tree_hash) });
  const group: Group = { vector, groupContext };

  const proposal = whole(proposals.decodeProposal, vector.proposal);
  const commit = whole(decodeCommit, vector.commit);
  const cases: { name: string; raw: Hex; content: FramedContentInfo; pub?: Hex; priv: Hex }[] = [
    {
      name: "proposal",
      raw: vector.proposal,
      content: { contentType: "proposal", proposal },
      pub: vector.proposal_pub,
      priv: vector.proposal_priv,
    },
    {
      name: "commit",
      raw: vector.commit,
      content: { contentType: "commit", commit },
      pub: vector.commit_pub,
      priv: vector.commit_priv,
    },
    {
      name: "application",
      raw: vector.application,
      content: { contentType: "application", applicationData: bytes(vector.application) },
      priv: vector.application_priv,
    },
  ];
  for (const { name, raw, content, pub, priv } of cases) {
    const { privateMessage } = message("mls_private_message", priv);
    same(`${name}_priv`, await rawOfPrivate(group, privateMessage), raw);
    const ownPrivate = await protectedAsPrivate(group, content);
    same(`an own private ${name}`, await rawOfPrivate(group, ownPrivate), raw);
    if (pub === undefined) {
      await isRefused(() => protectedAsPublic(group, content));
      continue;
    }
    const { publicMessage } = message("mls_public_message", pub);
    same(`${name}_pub`, await rawOfPublic(group, publicMessage), raw);
    const ownPublic = await protectedAsPublic(group, content);
    same(`an own public ${name}`, await rawOfPublic(group, ownPublic), raw);
  }
}

interface Group {
  vector: MessageProtection;
  groupContext: GroupContext;
}

function rawOf(content: FramedContentInfo): Uint8Array {
  switch (content.contentType) {
    case "proposal":
      return proposals.encodeProposal(content.proposal);
    case "commit":
      return encodeCommit(content.commit);
    case "application":
      return content.applicationData;
  }
}

async function rawOfPublic({ vector, groupContext }: Group, sent: PublicMessage) {
  same("sender", sent.content.sender, { senderType: "member", leafIndex: senderLeaf });
  const { content } = await unprotectPublicMessage(
    bytes(vector.membership_key),
    groupContext,
    treeWithSender,
    sent,
    suite,
    bytes(vector.signature_pub),
  );
  return rawOf(content);
}

async function rawOfPrivate({ vector, groupContext }: Group, sent: PrivateMessage) {
  const { content } = await unprotectPrivateMessage(
    bytes(vector.sender_data_secret),
    sent,
    await createSecretTree(2, bytes(vector.encryption_secret), suite.kdf),
    treeWithSender,
    groupContext,
    defaultKeyRetentionConfig,
    suite,
    bytes(vector.signature_pub),
  );
  same("sender", content.content.sender, { senderType: "member", leafIndex: senderLeaf });
  return rawOf(content.content);
}

async function signed(
  { vector, groupContext }: Group,
  info: FramedContentInfo,
  wireformat: "mls_public_message" | "mls_private_message",
) {
  const content: FramedContent = {
    ...info,
    groupId: groupContext.groupId,
    epoch: groupContext.epoch,
    sender: { senderType: "member", leafIndex: senderLeaf },
    authenticatedData: nothing,
  };
  const tbs = toTbs(content, wireformat, groupContext);
  const signature = await signFramedContentTBS(bytes(vector.signature_priv), tbs, suite.signature);
  // The vectors say nothing of the confirmation tag: any bytes will do.
  const confirmationTag = new Uint8Array(suite.kdf.size);
  const { contentType } = info;
  const auth =
    contentType === "commit"
      ? { contentType, signature, confirmationTag }
      : { contentType, signature };
  return { wireformat, content, auth };
}

async function protectedAsPublic(group: Group, info: FramedContentInfo): Promise<PublicMessage> {
  const content = await signed(group, info, "mls_public_message");
  const key = bytes(group.vector.membership_key);
  return protectPublicMessage(key, group.groupContext, content, suite);
}

async function protectedAsPrivate(group: Group, info: FramedContentInfo): Promise<PrivateMessage> {
  const { vector, groupContext } = group;
  const { auth } = await signed(group, info, "mls_private_message");
  const { privateMessage } = await protect(
    bytes(vector.sender_data_secret),
    nothing,
    groupContext,
    await createSecretTree(2, bytes(vector.encryption_secret), suite.kdf),
    { ...info, auth } as PrivateMessageContent,
    senderLeaf,
    defaultPaddingConfig,
    suite,
  );
  return privateMessage;
}

async function isRefused(send: () => Promise<unknown>): Promise<void> {
  const outcome = await send().catch((error: unknown) => error);
  if (!(outcome instanceof UsageError)) throw new Error("an application message went out public");
}

type Bytewise = (hex: Hex) => Uint8Array;

/** Reads a structure and writes it again. */
function again<T>(
  decode: (data: Uint8Array, offset: number) => [T, number] | undefined,
  encode: (value: T) => Uint8Array,
): Bytewise {
  return (hex) => encode(whole(decode, hex));
}

function messageAgain(wireformat: MLSMessage["wireformat"]): Bytewise {
  return (hex) => encodeMlsMessage(message(wireformat, hex));
}

function publicMessageAgain(contentType: FramedContentInfo["contentType"]): Bytewise {
  return (hex) => {
    const read = message("mls_public_message", hex);
    same("content type", read.publicMessage.content.contentType, JSON.stringify(contentType));
    return encodeMlsMessage(read);
  };
}

const structures: Readonly<Record<string, Bytewise>> = {
  mls_welcome: messageAgain("mls_welcome"),
  mls_group_info: messageAgain("mls_group_info"),
  mls_key_package: messageAgain("mls_key_package"),
  ratchet_tree: again(decodeRatchetTree, encodeRatchetTree),
  group_secrets: again(decodeGroupSecrets, encodeGroupSecrets),
  add_proposal: again(proposals.decodeAdd, proposals.encodeAdd),
  update_proposal: again(proposals.decodeUpdate, proposals.encodeUpdate),
  remove_proposal: again(proposals.decodeRemove, proposals.encodeRemove),
  pre_shared_key_proposal: again(proposals.decodePSK, proposals.encodePSK),
  re_init_proposal: again(proposals.decodeReinit, proposals.encodeReinit),
  external_init_proposal: again(proposals.decodeExternalInit, proposals.encodeExternalInit),
  group_context_extensions_proposal: again(
    proposals.decodeGroupContextExtensions,
    proposals.encodeGroupContextExtensions,
  ),
  commit: again<Commit>(decodeCommit, encodeCommit),
  public_message_application: publicMessageAgain("application"),
  public_message_proposal: publicMessageAgain("proposal"),
  public_message_commit: publicMessageAgain("commit"),
  private_message: messageAgain("mls_private_message"),
};

/** RFC 9420's structures, each read and written again without a byte's difference. */
export function messages(vector: Readonly<Record<string, Hex>>): void {
  same("structures", Object.keys(vector).sort(), Object.keys(structures).sort());
  for (const [name, readAndWritten] of Object.entries(structures)) {
    const hex = vector[name] ?? "";
    same(name, readAndWritten(hex), hex);
  }
}
