/**
 * MLS (RFC 9420) by ts-mls, and everything that an application must check itself. This file, commit.ts, external-sender.ts,
 * keys.ts, successor.ts, suite.ts, tree-check.ts and welcome.ts are all that knows the library.
 *
 * What a member accepts, and nothing else: proposals of the one announced external sender, only Add and Remove; commits of a
 * member that commit exactly those proposals by reference; new leaves that name whom the service announced and prove that
 * they have the link; removals of the leaf that has the announced name. Everyone else's leaf stays who it was.
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
import { isProven, readSeat, type SeatName } from "./credential.ts";
import { hasOnlySender, sendersExtension } from "./external-sender.ts";
import { type GroupParts, type KeyPackageBundle, occasionOf } from "./keys.ts";
import { areSameBytes } from "./same-bytes.ts";
import { comeIn, isFor } from "./welcome.ts";

/** RFC 9605 section 5.2. */
const frameLabel = "SFrame 1.0 Base Key";
const frameKeyBytes = 32;

/** Why something is not accepted; every one of them is a reason to begin anew, never to give in. */
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

/** One epoch of a group, as one member sees it. Never changed: what comes next is another one. */
export interface Group {
  readonly id: string;
  readonly epoch: number;
  readonly mls: ClientState;
}

/** A change as the service announced it. */
export interface Announced {
  readonly kind: "add" | "remove";
  readonly identity: string;
  readonly proposal: string;
}

/** Someone in the group. */
export interface Insider extends SeatName {
  readonly leaf: number;
  /** Public; the same for as long as they stay. */
  readonly signatureKey: Uint8Array;
}

/** Alone in a new group, which believes this one external sender. */
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
    // Nothing of epoch 0 hangs on it: its secret is a random one (RFC 9420 section 11).
    const extensions = [sendersExtension(fromBase64Url(group.sender))];
    const mls = { ...made, groupContext: { ...made.groupContext, extensions } };
    return { id: group.id, epoch: 0, mls };
  });
}

/** Whether a welcome is for these keys. */
export async function isWelcomed(
  { suite }: Pick<GroupParts, "suite">,
  keys: KeyPackageBundle,
  text: string,
): Promise<boolean> {
  const welcome = decodeWelcome(text);
  return await orInvalid(() => isFor(welcome, { suite, keyPackage: keys.publicPart }));
}

/** Comes in by a welcome, once: the key that opened it is zeroed. Throws {@link GroupError} where the group is not what was announced. */
export async function enterGroup(
  parts: GroupParts,
  keys: KeyPackageBundle,
  announced: {
    readonly id: string;
    readonly epoch: number;
    readonly sender: string;
    readonly welcome: string;
    /** What everyone else was told, of which the welcome is a part. */
    readonly commit: string;
  },
): Promise<Group> {
  const welcome = decodeWelcome(announced.welcome);
  const confirmed = confirmationOf(decodePublic(announced.commit, "wrong-commit"));
  const mls = await orInvalid(() =>
    comeIn(welcome, {
      suite: parts.suite,
      keyPackage: keys.publicPart,
      privateKeys: keys.privatePart,
      clientConfig: configOf(parts),
    }),
  );
  if (mls === undefined) throw new GroupError("invalid");
  // Everyone else checks the commit against the same tag: whoever comes in is in their epoch, and in no other.
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
  // The welcome lies with the service: who has this key later could open it, and with the commits after it the whole call.
  zeroOutUint8Array(keys.privatePart.initPrivateKey);
  return group;
}

/**
 * Zeroes what an epoch that is over had: its secrets, and the private keys that `after`, the epoch that came of it, has no more. What the
 * two share stays.
 */
export function forgetGroup({ mls }: Group, after?: Group): void {
  // What is shown of an epoch is no secret, and may be on a screen.
  const { epochAuthenticator: _, ...secrets } = mls.keySchedule;
  for (const secret of Object.values(secrets)) zeroOutUint8Array(secret);
  const kept = new Set(Object.values(after?.mls.privatePath.privateKeys ?? {}));
  for (const key of Object.values(mls.privatePath.privateKeys)) {
    if (!kept.has(key)) zeroOutUint8Array(key);
  }
}

/**
 * What the keys of all frames of this epoch are made of: 32 bytes. The group's exporter (RFC 9420 section 8.5), and the link's secret as the salt
 * that extracts from it (RFC 5869 section 2.2): who breaks the group's key agreement, some day, still lacks the link; and who has the link lacks
 * the group's secret. Rejects with `invalid` for a group that was forgotten.
 */
export async function baseKeyOf(
  { suite, link }: Pick<GroupParts, "suite" | "link">,
  { mls }: Group,
): Promise<Bytes> {
  const { exporterSecret } = mls.keySchedule;
  // Of a group that was forgotten: all who did so would have one key, which everyone with the link can compute.
  if (exporterSecret.every((byte) => byte === 0)) throw new GroupError("invalid");
  const exported = await mlsExporter(exporterSecret, frameLabel, nothing, frameKeyBytes, suite);
  const key = await suite.hash.mac(link.frameSalt, exported);
  zeroOutUint8Array(exported);
  return Uint8Array.from(key);
}

const nothing = new Uint8Array();

/** The leaf on which one sits. */
export function ownLeafOf({ mls }: Group): number {
  return mls.privatePath.leafIndex;
}

/** 32 bytes that everyone in this epoch has alike, and nobody else (section 8.7). */
export function authenticatorOf({ mls }: Group): Uint8Array {
  return mls.keySchedule.epochAuthenticator;
}

/** Everyone in the group, by leaf. */
export function insidersOf({ mls }: Group): readonly Insider[] {
  return leavesOf(mls.ratchetTree).map(([leaf, { credential, signaturePublicKey }]) => {
    const seat = seatOf({ credential });
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

/**
 * One whole message, in the one spelling that it has (RFC 9420 sections 2.1.1 and 2.1.2). ts-mls 1.6.4 reads others too: lengths in more bytes than
 * they need, and any byte in place of "absent".
 */
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

/** Commits and proposals travel in the open (RFC 9420 section 6.2); `fault`: of what does not. */
export function decodePublic(text: string, fault: GroupFault): PublicMessage {
  const message = decode(text);
  if (message.wireformat !== "mls_public_message") throw new GroupError(fault);
  return message;
}

/** What a commit says of the epoch that it leads to (RFC 9420 section 8.1). */
function confirmationOf({ publicMessage }: PublicMessage): string {
  const { auth } = publicMessage;
  if (auth.contentType !== "commit") throw new GroupError("wrong-commit");
  return toBase64Url(auth.confirmationTag);
}

/** Nobody is in a group twice. */
export function onePlaceEach(group: Group): readonly Insider[] {
  const insiders = insidersOf(group);
  if (new Set(insiders.map(({ identity }) => identity)).size !== insiders.length) {
    throw new GroupError("wrong-group");
  }
  return insiders;
}

export function seatOf({ credential }: Pick<LeafNode, "credential">): SeatName | undefined {
  return credential.credentialType === "basic" ? readSeat(credential.identity) : undefined;
}

/** Leaves stand at the even places of the tree (appendix C). */
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
