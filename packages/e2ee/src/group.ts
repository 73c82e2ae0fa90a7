/**
 * MLS (RFC 9420) by ts-mls, and all that an application must check itself. Only this file,
 * commit.ts, epoch-check.ts, external-sender.ts, keys.ts, leaf-signature.ts, suite.ts,
 * tree-check.ts and welcome.ts know the library.
 *
 * A member accepts only: Add and Remove proposals of the announced external sender; commits of a
 * member that commit exactly those, by reference; new leaves with the announced identity and a
 * proof of the link; removals of the leaf with the announced identity. All other leaves stay as
 * they were.
 */

import type { Bytes } from "@graticule/frames/bytes";
import {
  type ClientState,
  createGroup,
  decodeMlsMessage,
  encodeMlsMessage,
  type LeafNode,
  type MLSMessage,
  mlsExporter,
  type RatchetTree,
  zeroOutUint8Array,
} from "ts-mls";
import { type ClientConfig, defaultClientConfig } from "ts-mls/clientConfig.js";
import { fromBase64Url, toBase64Url } from "./base64url.ts";
import { isProven, readSeat } from "./credential.ts";
import { hasOnlySender, sendersExtension } from "./external-sender.ts";
import { type GroupParts, type KeyPackageBundle, occasionOf } from "./keys.ts";
import type { SeatName } from "./occasion.ts";
import { areSameBytes } from "./same-bytes.ts";
import { isWelcomeFor, joinByWelcome } from "./welcome.ts";

/** RFC 9605 section 5.2. */
const frameLabel = "SFrame 1.0 Base Key";
const frameKeyBytes = 32;

/** Why something is not accepted. A member then starts over. */
export type GroupFault =
  | "unreadable"
  | "wrong-sender"
  | "wrong-change"
  | "unproven"
  | "wrong-commit"
  | "wrong-group"
  | "invalid";

export class GroupError extends Error {
  readonly code: GroupFault;

  constructor(code: GroupFault, cause?: unknown) {
    super(code, { cause });
    this.code = code;
  }
}

/** One epoch of a group, as one member sees it. Immutable. */
export interface Group {
  readonly id: string;
  readonly epoch: number;
  readonly mls: ClientState;
}

/** A member of a group. */
export interface Insider extends SeatName {
  readonly leaf: number;
  /** Public, and constant while they stay. */
  readonly signatureKey: Uint8Array;
}

/** A new group of one, with this external sender. */
export async function beginGroup(
  parts: GroupParts,
  keys: KeyPackageBundle,
  group: { readonly id: string; readonly sender: string },
): Promise<Group> {
  return await orInvalid(async () => {
    const made = await createGroup(
      new TextEncoder().encode(group.id),
      keys.publicPart,
      keys.privatePart,
      [],
      parts.suite,
      configOf(parts),
    );
    zeroOutUint8Array(keys.privatePart.initPrivateKey);
    // No secret of epoch 0 depends on the context: its secret is random (RFC 9420 section 11).
    const extensions = [sendersExtension(fromBase64Url(group.sender))];
    const mls = { ...made, groupContext: { ...made.groupContext, extensions } };
    return { id: group.id, epoch: 0, mls };
  });
}

export async function isWelcomed(
  { suite }: Pick<GroupParts, "suite">,
  keys: KeyPackageBundle,
  text: string,
): Promise<boolean> {
  const welcome = decodeWelcome(text);
  return await orInvalid(() => isWelcomeFor(welcome, { suite, keyPackage: keys.publicPart }));
}

/** Joins by a welcome, once: zeroes the init key. Throws {@link GroupError}. */
export async function joinGroup(
  parts: GroupParts,
  keys: KeyPackageBundle,
  announced: {
    readonly id: string;
    readonly epoch: number;
    readonly sender: string;
    readonly welcome: string;
    /** The commit that everyone else gets, which the welcome belongs to. */
    readonly commit: string;
  },
): Promise<Group> {
  const welcome = decodeWelcome(announced.welcome);
  const confirmed = confirmationOf(decodePublic(announced.commit, "wrong-commit"));
  const mls = await orInvalid(() =>
    joinByWelcome(welcome, {
      suite: parts.suite,
      keyPackage: keys.publicPart,
      privateKeys: keys.privatePart,
      clientConfig: configOf(parts),
    }),
  );
  if (mls === undefined) throw new GroupError("invalid");
  // Everyone else checks the commit against this tag: the newcomer is in their epoch, and in no
  // other.
  if (toBase64Url(mls.confirmationTag) !== confirmed) throw new GroupError("wrong-commit");
  const group = { id: announced.id, epoch: announced.epoch, mls };
  const { groupContext } = mls;
  const isAnnounced =
    new TextDecoder().decode(groupContext.groupId) === announced.id &&
    groupContext.epoch === BigInt(announced.epoch);
  if (!isAnnounced) throw new GroupError("wrong-group");
  if (!hasOnlySender(groupContext, fromBase64Url(announced.sender))) {
    throw new GroupError("wrong-sender");
  }
  onePlaceEach(group);
  // The service has the welcome: with this key it could open it later, and with the commits the
  // whole call.
  zeroOutUint8Array(keys.privatePart.initPrivateKey);
  return group;
}

/** Zeroes the secrets of an epoch that is over. Private keys that `after` shares stay. */
export function forgetGroup({ mls }: Group, after?: Group): void {
  // The authenticator is no secret, and may be on a screen.
  const { epochAuthenticator: _, ...secrets } = mls.keySchedule;
  for (const secret of Object.values(secrets)) zeroOutUint8Array(secret);
  const kept = new Set(Object.values(after?.mls.privatePath.privateKeys ?? {}));
  for (const key of Object.values(mls.privatePath.privateKeys)) {
    if (!kept.has(key)) zeroOutUint8Array(key);
  }
}

/**
 * The SFrame base key of this epoch, 32 bytes: the group's exporter (RFC 9420 section 8.5),
 * extracted with the link's secret as the salt (RFC 5869 section 2.2). Breaking the group's key
 * agreement is not enough without the link, nor the link without the group. Rejects with `invalid`
 * for a forgotten group.
 */
export async function baseKeyOf(
  { suite, link }: Pick<GroupParts, "suite" | "link">,
  { mls }: Group,
): Promise<Bytes> {
  const { exporterSecret } = mls.keySchedule;
  // A forgotten group's key would be one that everyone with the link can compute.
  if (exporterSecret.every((byte) => byte === 0)) throw new GroupError("invalid");
  const exported = await mlsExporter(exporterSecret, frameLabel, nothing, frameKeyBytes, suite);
  const key = await suite.hash.mac(link.frameSalt, exported);
  zeroOutUint8Array(exported);
  return Uint8Array.from(key);
}

const nothing = new Uint8Array();

export function ownLeafOf({ mls }: Group): number {
  return mls.privatePath.leafIndex;
}

/** 32 bytes that exactly the members of this epoch share (section 8.7). */
export function authenticatorOf({ mls }: Group): Uint8Array {
  return mls.keySchedule.epochAuthenticator;
}

/** By leaf. */
export function insidersOf({ mls }: Group): readonly Insider[] {
  return leavesOf(mls.ratchetTree).map(([leaf, { credential, signaturePublicKey }]) => {
    const seat = seatNameOf({ credential });
    if (seat === undefined) throw new GroupError("unproven");
    return { leaf, ...seat, signatureKey: signaturePublicKey };
  });
}

export function configOf(parts: GroupParts): ClientConfig {
  return {
    ...defaultClientConfig,
    authService: {
      validateCredential: async (credential, signatureKey) =>
        credential.credentialType === "basic" &&
        (await isProven(occasionOf(parts), credential.identity, {
          signatureKey,
          link: parts.link,
          signing: parts.suite.signature,
        })),
    },
  };
}

/** One message in its only encoding (RFC 9420 section 2.1). ts-mls 1.6.4 also reads longer ones. */
export function decode(text: string): MLSMessage {
  try {
    const bytes = fromBase64Url(text);
    const [message] = decodeMlsMessage(bytes, 0) ?? [];
    if (message !== undefined && areSameBytes(encodeMlsMessage(message), bytes)) return message;
  } catch (error) {
    throw new GroupError("unreadable", error);
  }
  throw new GroupError("unreadable");
}

function decodeWelcome(text: string) {
  const message = decode(text);
  if (message.wireformat !== "mls_welcome") throw new GroupError("unreadable");
  return message.welcome;
}

export type PublicMessage = MLSMessage & { wireformat: "mls_public_message" };

/** Commits and proposals are PublicMessages (RFC 9420 section 6.2). `fault`: for other messages. */
export function decodePublic(text: string, fault: GroupFault): PublicMessage {
  const message = decode(text);
  if (message.wireformat !== "mls_public_message") throw new GroupError(fault);
  return message;
}

/** The confirmation tag of the epoch that a commit leads to (RFC 9420 section 8.1). */
function confirmationOf({ publicMessage }: PublicMessage): string {
  const { auth } = publicMessage;
  if (auth.contentType !== "commit") throw new GroupError("wrong-commit");
  return toBase64Url(auth.confirmationTag);
}

/** The members. Throws where an identity is in the group twice. */
export function onePlaceEach(group: Group): readonly Insider[] {
  const insiders = insidersOf(group);
  if (new Set(insiders.map(({ identity }) => identity)).size !== insiders.length) {
    throw new GroupError("wrong-group");
  }
  return insiders;
}

export function seatNameOf({ credential }: Pick<LeafNode, "credential">): SeatName | undefined {
  return credential.credentialType === "basic" ? readSeat(credential.identity) : undefined;
}

/** Leaves are the even nodes of the tree (appendix C). */
function leavesOf(tree: RatchetTree): (readonly [number, LeafNode])[] {
  return tree.flatMap((node, at) =>
    at % 2 === 0 && node?.nodeType === "leaf" ? [[at / 2, node.leaf] as const] : [],
  );
}

export async function orInvalid<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof GroupError ? error : new GroupError("invalid", error);
  }
}
