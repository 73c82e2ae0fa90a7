import {
  type ClientState,
  createCommit,
  emptyPskIndex,
  encodeMlsMessage,
  type IncomingMessageCallback,
  type LeafNode,
  processMessage,
  zeroOutUint8Array,
} from "ts-mls";
import { leafToNodeIndex, toLeafIndex } from "ts-mls/treemath.js";
import { toBase64Url } from "./base64url.ts";
import type { Change } from "./delivery.ts";
import { checkNextEpoch } from "./epoch-check.ts";
import { asLibraryReads } from "./external-sender.ts";
import {
  configOf,
  decodePublic,
  type Group,
  GroupError,
  type GroupFault,
  insidersOf,
  orInvalid,
  type PublicMessage,
  seatNameOf,
} from "./group.ts";
import { encryptionKeysOf, type GroupParts, isPlainLeaf, signatureKeysOf } from "./keys.ts";

/** A commit that a member made, with its own next epoch. */
export interface MadeCommit {
  readonly changes: readonly Change[];
  readonly commit: string;
  readonly welcome: string | undefined;
  readonly next: Group;
  /** Zeroes what is over, once the service has accepted the commit. */
  readonly forget: () => void;
}

/**
 * Commits exactly these changes, or names an addition that it doubts. Throws {@link GroupError}.
 */
export async function makeCommit(
  parts: GroupParts,
  group: Group,
  changes: readonly Change[],
): Promise<
  | { readonly kind: "made"; readonly made: MadeCommit }
  | { readonly kind: "doubted"; readonly identity: string }
> {
  const doubted = await firstDoubted(parts, group, changes);
  if (doubted !== undefined) return { kind: "doubted", identity: doubted };
  const made = await committed(parts, group, changes).catch(async (error: unknown) => {
    const spoils = isFault(error, "invalid")
      ? await firstThatSpoils(parts, group, changes)
      : undefined;
    if (spoils === undefined) throw error;
    return spoils;
  });
  if (typeof made === "string") return { kind: "doubted", identity: made };
  const next = nextEpochOf(group, made.newState);
  await checkNextEpoch(parts, { before: group, after: next, changes, by: "self" });
  const { welcome } = made;
  return {
    kind: "made",
    made: {
      changes,
      commit: toBase64Url(encodeMlsMessage(made.commit)),
      welcome:
        welcome &&
        toBase64Url(encodeMlsMessage({ version: "mls10", wireformat: "mls_welcome", welcome })),
      next,
      forget: () => made.consumed.forEach(zeroOutUint8Array),
    },
  };
}

async function committed(parts: GroupParts, group: Group, changes: readonly Change[]) {
  const state = await takeChanges(parts, group, changes);
  return await orInvalid(() =>
    createCommit(
      { state, cipherSuite: parts.suite },
      { wireAsPublicMessage: true, ratchetTreeExtension: true },
    ),
  );
}

/** The first addition that no commit can be made of. Not to name it would end everyone's keys. */
async function firstThatSpoils(
  parts: GroupParts,
  group: Group,
  changes: readonly Change[],
): Promise<string | undefined> {
  for (const change of changes) {
    if (change.kind !== "add") continue;
    try {
      await committed(parts, group, [change]);
    } catch (error) {
      if (isFault(error, "invalid")) return change.identity;
      throw error;
    }
  }
  return undefined;
}

/** The next epoch, by another member's commit of these changes. Throws {@link GroupError}. */
export async function applyCommit(
  parts: GroupParts,
  group: Group,
  { changes, commit }: { readonly changes: readonly Change[]; readonly commit: string },
): Promise<Group> {
  const message = decodePublic(commit, "wrong-commit");
  const { content } = message.publicMessage;
  if (content.contentType !== "commit" || content.sender.senderType !== "member") {
    throw new GroupError("wrong-commit");
  }
  const { proposals } = content.commit;
  // An empty commit must have a path (section 12.4).
  if (proposals.length === 0 && content.commit.path === undefined) {
    throw new GroupError("wrong-commit");
  }
  const areReferences = proposals.every((one) => one.proposalOrRefType === "reference");
  if (!areReferences || proposals.length !== changes.length) {
    throw new GroupError("wrong-commit");
  }
  const state = await takeChanges(parts, group, changes);
  const { newState, actionTaken } = await process(parts, state, message, isOurCommit);
  if (actionTaken === "reject") throw new GroupError("wrong-commit");
  const next = nextEpochOf(group, newState);
  const by = {
    leaf: content.sender.leafIndex,
    hasPath: content.commit.path !== undefined,
  };
  await checkNextEpoch(parts, { before: group, after: next, changes, by });
  return next;
}

/**
 * Drops what the library keeps for an epoch's late messages, as none are sent in the group, and the
 * private keys of nodes that are blank now (RFC 9420 section 7.4: outdated key pairs must be
 * deleted).
 */
function nextEpochOf({ id, epoch }: Group, mls: ClientState): Group {
  const { privatePath, ratchetTree } = mls;
  const standing = Object.entries(privatePath.privateKeys).filter(
    ([node]) => ratchetTree[Number(node)] !== undefined,
  );
  return {
    id,
    epoch: epoch + 1,
    mls: {
      ...mls,
      historicalReceiverData: new Map(),
      privatePath: { ...privatePath, privateKeys: Object.fromEntries(standing) },
    },
  };
}

/** Processes the announced proposals, and checks each. */
async function takeChanges(
  parts: GroupParts,
  group: Group,
  changes: readonly Change[],
): Promise<ClientState> {
  let state = group.mls;
  for (const change of changes) {
    const message = decodePublic(change.proposal, "unreadable");
    const { sender } = message.publicMessage.content;
    if (sender.senderType !== "external" || sender.senderIndex !== 0) {
      throw new GroupError("wrong-sender");
    }
    const groupContext = asLibraryReads(state.groupContext);
    const { newState, actionTaken } = await process(
      ...([parts, { ...state, groupContext }, message] as const),
      (incoming) =>
        incoming.kind === "proposal" && isAnnounced(group, change, incoming.proposal)
          ? "accept"
          : "reject",
    );
    if (actionTaken === "reject") throw new GroupError("wrong-change");
    state = { ...newState, groupContext: group.mls.groupContext };
  }
  if (Object.keys(state.unappliedProposals).length !== changes.length) {
    throw new GroupError("wrong-change");
  }
  return state;
}

type Incoming = Parameters<IncomingMessageCallback>[0];
type Proposed = (Incoming & { kind: "proposal" })["proposal"];

/** INVARIANT: a proposal adds or removes the identity that the service names. */
function isAnnounced(group: Group, change: Change, { proposal }: Proposed): boolean {
  switch (proposal.proposalType) {
    case "add": {
      const seat = seatNameOf(proposal.add.keyPackage.leafNode);
      return change.kind === "add" && seat?.identity === change.identity;
    }
    case "remove": {
      const insider = insidersOf(group).find(({ leaf }) => leaf === proposal.remove.removed);
      return change.kind === "remove" && insider?.identity === change.identity;
    }
    default:
      return false;
  }
}

/**
 * INVARIANT: a commit comes from a member, and holds only Add and Remove of the external sender.
 */
const isOurCommit: IncomingMessageCallback = (incoming) => {
  if (incoming.kind !== "commit" || incoming.senderLeafIndex === undefined) return "reject";
  const areOurs = incoming.proposals.every(
    ({ proposal: { proposalType }, senderLeafIndex }) =>
      senderLeafIndex === undefined && (proposalType === "add" || proposalType === "remove"),
  );
  return areOurs ? "accept" : "reject";
};

async function process(
  { suite }: GroupParts,
  state: ClientState,
  message: PublicMessage,
  policy: IncomingMessageCallback,
) {
  const result = await orInvalid(() =>
    processMessage(message, state, emptyPskIndex, policy, suite),
  );
  if (result.kind !== "newState") throw new GroupError("unreadable");
  return result;
}

/**
 * Whose key package is doubted. An honest service lets only those through whose keys a leaf has
 * already, which it can't see; all are checked, as the library checks proofs only at the commit and
 * duplicate keys never. One bad one would spoil the commit for all, or the tree for newcomers.
 */
async function firstDoubted(
  parts: GroupParts,
  group: Group,
  changes: readonly Change[],
): Promise<string | undefined> {
  const adds = changes.filter(({ kind }) => kind === "add");
  // A removal must not wait for these checks.
  if (adds.length === 0) return undefined;
  const { validateCredential } = configOf(parts).authService;
  const taken = remainingKeys(group, changes);
  for (const { identity, proposal } of adds) {
    const leaf = readableLeaf(proposal);
    if (leaf === undefined) return identity;
    const keys = [leaf.hpkePublicKey, leaf.signaturePublicKey].map(toBase64Url);
    const isBelieved =
      seatNameOf(leaf)?.identity === identity &&
      isPlainLeaf(leaf) &&
      keys.every((key) => !taken.has(key)) &&
      (await validateCredential(leaf.credential, leaf.signaturePublicKey));
    if (!isBelieved) return identity;
    for (const key of keys) taken.add(key);
  }
  return undefined;
}

/** Without those of removed leaves: one who starts over has its old signature key again. */
function remainingKeys(group: Group, changes: readonly Change[]): Set<string> {
  const gone = new Set(changes.flatMap((one) => (one.kind === "remove" ? [one.identity] : [])));
  const leaves = insidersOf(group).filter(({ identity }) => gone.has(identity));
  const blank = new Set(leaves.map(({ leaf }) => leafToNodeIndex(toLeafIndex(leaf))));
  const tree = group.mls.ratchetTree.map((node, at) => (blank.has(at as never) ? undefined : node));
  const keys = encryptionKeysOf(tree).flatMap((key) => (key === undefined ? [] : [key]));
  return new Set([...keys, ...signatureKeysOf(tree)]);
}

function isFault(error: unknown, code: GroupFault): boolean {
  return error instanceof GroupError && error.code === code;
}

function readableLeaf(proposal: string): LeafNode | undefined {
  try {
    return addedLeaf(proposal);
  } catch (error) {
    if (isFault(error, "unreadable")) return undefined;
    throw error;
  }
}

function addedLeaf(proposal: string): LeafNode {
  const { content } = decodePublic(proposal, "unreadable").publicMessage;
  if (content.contentType !== "proposal" || content.proposal.proposalType !== "add") {
    throw new GroupError("wrong-change");
  }
  return content.proposal.add.keyPackage.leafNode;
}
