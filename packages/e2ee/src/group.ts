/**
 * MLS (RFC 9420) by ts-mls, and everything that an application must check itself. With suite.ts, welcome.ts and tree-check.ts
 * all that knows the library.
 *
 * What a member accepts, and nothing else: proposals of the one announced external sender, only Add and Remove; commits of a
 * member that commit exactly those proposals by reference; new leaves that name whom the service announced and prove that
 * they have the link; removals of the leaf that has the announced name. Everybody else's leaf stays who it was.
 */
import {
  type ClientState,
  createCommit,
  createGroup,
  decodeExternalSender,
  decodeMlsMessage,
  emptyPskIndex,
  encodeExternalSender,
  encodeMlsMessage,
  generateKeyPackageWithKey,
  type IncomingMessageCallback,
  type KeyPackage,
  type LeafNode,
  type MLSMessage,
  mlsExporter,
  type PrivateKeyPackage,
  processMessage,
  type RatchetTree,
  zeroOutUint8Array,
} from "ts-mls";
import { type ClientConfig, defaultClientConfig } from "ts-mls/clientConfig.js";
import { fromBase64Url, toBase64Url } from "./base64url.ts";
import { isProven, type Meeting, makeCredential, readSeat, type Seat } from "./credential.ts";
import { type Suite, suiteName } from "./suite.ts";
import { comeIn, isFor } from "./welcome.ts";

const capabilities = {
  versions: ["mls10" as const],
  ciphersuites: [suiteName as typeof suiteName],
  extensions: [],
  proposals: [],
  credentials: ["basic" as const],
};
const senderName = new TextEncoder().encode("Graticule delivery");
const daySeconds = 86_400n;
const frameLabel = "Graticule frame 1";
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

/** Fresh keys with which somebody can be added, once. */
export interface Keys {
  /** MLSMessage with the public part. */
  readonly keyPackage: string;
  readonly publicPart: KeyPackage;
  readonly privatePart: PrivateKeyPackage;
}

export interface GroupParts {
  readonly suite: Suite;
  readonly meeting: Meeting;
  readonly seat: Seat;
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

/** Somebody in the group. */
export interface Insider extends Seat {
  readonly leaf: number;
  /** Public; the same for as long as they stay. */
  readonly signatureKey: Uint8Array;
}

/** `now`: Unix time in milliseconds. */
export async function makeKeys(parts: GroupParts, now: number): Promise<Keys> {
  const { suite, meeting, seat } = parts;
  const seconds = BigInt(Math.floor(now / 1_000));
  const lifetime = { notBefore: seconds - daySeconds, notAfter: seconds + 7n * daySeconds };
  const { signKey, publicKey } = await suite.signature.keygen();
  const identity = await makeCredential(meeting, seat, {
    signatureKey: publicKey,
    mac: suite.hash,
  });
  const made = await generateKeyPackageWithKey(
    { credentialType: "basic", identity },
    capabilities,
    lifetime,
    [],
    { signKey, publicKey },
    suite,
  );
  const message: MLSMessage = {
    version: "mls10",
    wireformat: "mls_key_package",
    keyPackage: made.publicPackage,
  };
  return {
    keyPackage: toBase64Url(encodeMlsMessage(message)),
    publicPart: made.publicPackage,
    privatePart: made.privatePackage,
  };
}

/** Alone in a new group, which believes this one external sender. */
export async function beginGroup(
  parts: GroupParts,
  keys: Keys,
  group: { readonly id: string; readonly sender: string },
): Promise<Group> {
  const clientConfig = configOf(parts);
  const senders = encodeExternalSender({
    signaturePublicKey: fromBase64Url(group.sender),
    credential: { credentialType: "basic", identity: senderName },
  });
  const mls = await createGroup(
    new TextEncoder().encode(group.id),
    keys.publicPart,
    keys.privatePart,
    [{ extensionType: "external_senders", extensionData: senders }],
    parts.suite,
    // The sender, which has no link, is believed here and as no leaf.
    { ...clientConfig, authService: { validateCredential: async () => true } },
  );
  return { id: group.id, epoch: 0, mls: { ...mls, clientConfig } };
}

/** Whether a welcome is for these keys. */
export async function isWelcomed(
  { suite }: Pick<GroupParts, "suite">,
  keys: Keys,
  welcome: string,
): Promise<boolean> {
  const message = decode(welcome);
  if (message.wireformat !== "mls_welcome") throw new GroupError("unreadable");
  return await isFor(message.welcome, { suite, keyPackage: keys.publicPart });
}

/** Comes in by a welcome. Throws {@link GroupError} where the group is not what was announced. */
export async function enterGroup(
  parts: GroupParts,
  keys: Keys,
  announced: {
    readonly id: string;
    readonly epoch: number;
    readonly sender: string;
    readonly welcome: string;
  },
): Promise<Group> {
  const message = decode(announced.welcome);
  if (message.wireformat !== "mls_welcome") throw new GroupError("unreadable");
  const mls = await orInvalid(() =>
    comeIn(message.welcome, {
      suite: parts.suite,
      keyPackage: keys.publicPart,
      privateKeys: keys.privatePart,
      clientConfig: configOf(parts),
    }),
  );
  if (mls === undefined) throw new GroupError("invalid");
  const group = { id: announced.id, epoch: announced.epoch, mls };
  const { groupContext } = mls;
  const isAnnounced =
    new TextDecoder().decode(groupContext.groupId) === announced.id &&
    groupContext.epoch === BigInt(announced.epoch);
  if (!isAnnounced) throw new GroupError("wrong-group");
  const [extension, ...others] = groupContext.extensions;
  if (extension?.extensionType !== "external_senders" || others.length > 0) {
    throw new GroupError("wrong-sender");
  }
  const sender = decodeExternalSender(extension.extensionData, 0);
  const isWhole = sender?.[1] === extension.extensionData.length;
  if (!isWhole || toBase64Url(sender[0].signaturePublicKey) !== announced.sender) {
    throw new GroupError("wrong-sender");
  }
  onePlaceEach(group);
  return group;
}

/** What a member makes of announced changes: the message for everybody, and its own next epoch. */
export interface MadeCommit {
  readonly commit: string;
  /** For those who are added. */
  readonly welcome: string | undefined;
  readonly next: Group;
  /** Zeroes what is over, once the commit is the one that counts. */
  readonly forget: () => void;
}

/**
 * Commits exactly these changes. `doubted`: whose key package is not to be believed; then nothing was made. Throws
 * {@link GroupError}.
 */
export async function makeCommit(
  parts: GroupParts,
  group: Group,
  changes: readonly Announced[],
): Promise<
  | { readonly kind: "made"; readonly made: MadeCommit }
  | { readonly kind: "doubted"; readonly identity: string }
> {
  const doubted = await firstDoubted(parts, changes);
  if (doubted !== undefined) return { kind: "doubted", identity: doubted };
  const state = await takeChanges(parts, group, changes);
  const result = await orInvalid(() =>
    createCommit(
      { state, cipherSuite: parts.suite },
      { wireAsPublicMessage: true, ratchetTreeExtension: true },
    ),
  );
  const { welcome, consumed, newState } = result;
  const next = { id: group.id, epoch: group.epoch + 1, mls: newState };
  checkSuccessor(group, next, changes);
  return {
    kind: "made",
    made: {
      commit: toBase64Url(encodeMlsMessage(result.commit)),
      welcome:
        welcome &&
        toBase64Url(encodeMlsMessage({ version: "mls10", wireformat: "mls_welcome", welcome })),
      next,
      forget: () => consumed.forEach(zeroOutUint8Array),
    },
  };
}

/** The next epoch, by somebody's commit of announced changes. Throws {@link GroupError}; the group stays as it was. */
export async function applyCommit(
  parts: GroupParts,
  group: Group,
  what: { readonly changes: readonly Announced[]; readonly commit: string },
): Promise<Group> {
  const message = decode(what.commit);
  if (message.wireformat !== "mls_public_message") throw new GroupError("wrong-commit");
  const { content } = message.publicMessage;
  if (content.contentType !== "commit" || content.sender.senderType !== "member") {
    throw new GroupError("wrong-commit");
  }
  const { proposals } = content.commit;
  const areReferences = proposals.every((one) => one.proposalOrRefType === "reference");
  if (!areReferences || proposals.length !== what.changes.length) {
    throw new GroupError("wrong-commit");
  }
  const state = await takeChanges(parts, group, what.changes);
  const { newState, actionTaken } = await process(parts, state, message, isOurCommit);
  if (actionTaken === "reject") throw new GroupError("wrong-commit");
  const next = { id: group.id, epoch: group.epoch + 1, mls: newState };
  checkSuccessor(group, next, what.changes);
  return next;
}

/** Whose turn ends here: the secrets of an epoch that nobody needs any more. */
export function forgetGroup({ mls }: Group): void {
  zeroOutUint8Array(mls.keySchedule.initSecret);
  zeroOutUint8Array(mls.keySchedule.exporterSecret);
}

/** The key with which this person's frames of this epoch are sealed: 32 bytes, from the group's exporter (section 8.5). */
export async function frameKey(
  { suite }: Pick<GroupParts, "suite">,
  { mls }: Group,
  identity: string,
): Promise<Uint8Array> {
  const { exporterSecret } = mls.keySchedule;
  const context = new TextEncoder().encode(identity);
  return await mlsExporter(exporterSecret, frameLabel, context, frameKeyBytes, suite);
}

/** 32 bytes that everybody in this epoch has alike, and nobody else (section 8.7). */
export function authenticatorOf({ mls }: Group): Uint8Array {
  return mls.keySchedule.epochAuthenticator;
}

/** Everybody in the group, by leaf. */
export function insidersOf({ mls }: Group): readonly Insider[] {
  return leavesOf(mls.ratchetTree).map(([leaf, { credential, signaturePublicKey }]) => {
    const seat = credential.credentialType === "basic" ? readSeat(credential.identity) : undefined;
    if (seat === undefined) throw new GroupError("unproven");
    return { leaf, ...seat, signatureKey: signaturePublicKey };
  });
}

function configOf(parts: GroupParts): ClientConfig {
  return {
    ...defaultClientConfig,
    // Nothing is sent in the group itself: no epoch's message keys are kept.
    keyRetentionConfig: { ...defaultClientConfig.keyRetentionConfig, retainKeysForEpochs: 0 },
    authService: {
      validateCredential: async (credential, signatureKey) =>
        credential.credentialType === "basic" &&
        (await isProven(parts.meeting, credential.identity, {
          signatureKey,
          mac: parts.suite.hash,
        })),
    },
  };
}

function decode(text: string): MLSMessage {
  let read: [MLSMessage, number] | undefined;
  const bytes = fromBase64Url(text);
  try {
    read = decodeMlsMessage(bytes, 0);
  } catch (error) {
    throw new GroupError("unreadable", error);
  }
  if (read === undefined || read[1] !== bytes.length) throw new GroupError("unreadable");
  return read[0];
}

/** The announced proposals taken in, each of them looked at. */
async function takeChanges(
  parts: GroupParts,
  group: Group,
  changes: readonly Announced[],
): Promise<ClientState> {
  let state = group.mls;
  for (const change of changes) {
    const message = decode(change.proposal);
    if (message.wireformat !== "mls_public_message") throw new GroupError("unreadable");
    const { sender } = message.publicMessage.content;
    if (sender.senderType !== "external" || sender.senderIndex !== 0) {
      throw new GroupError("wrong-sender");
    }
    const { newState, actionTaken } = await process(parts, state, message, (incoming) =>
      incoming.kind === "proposal" && isAnnounced(group, change, incoming.proposal)
        ? "accept"
        : "reject",
    );
    if (actionTaken === "reject") throw new GroupError("wrong-change");
    state = newState;
  }
  if (Object.keys(state.unappliedProposals).length !== changes.length) {
    throw new GroupError("wrong-change");
  }
  return state;
}

type Incoming = Parameters<IncomingMessageCallback>[0];
type Proposed = (Incoming & { kind: "proposal" })["proposal"];

/** INVARIANT: whom the service names is whom its proposal adds or removes. */
function isAnnounced(group: Group, change: Announced, { proposal }: Proposed): boolean {
  switch (proposal.proposalType) {
    case "add": {
      const seat = seatOf(proposal.add.keyPackage.leafNode);
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

/** INVARIANT: a commit comes from a member, and commits what the external sender proposed, only Add and Remove. */
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
  message: MLSMessage & { wireformat: "mls_public_message" },
  policy: IncomingMessageCallback,
) {
  const result = await orInvalid(() =>
    processMessage(message, state, emptyPskIndex, policy, suite),
  );
  if (result.kind !== "newState") throw new GroupError("unreadable");
  return result;
}

/**
 * INVARIANT: after a commit, whoever was inside and was not removed is who they were, on the same leaf and with the same
 * key; whoever is new was announced; and nobody is inside twice.
 */
function checkSuccessor(before: Group, after: Group, changes: readonly Announced[]): void {
  if (after.mls.groupActiveState.kind !== "active") throw new GroupError("wrong-commit");
  if (after.mls.groupContext.epoch !== BigInt(after.epoch)) throw new GroupError("wrong-commit");
  const gone = new Set(changes.flatMap((one) => (one.kind === "remove" ? [one.identity] : [])));
  const come = new Set(changes.flatMap((one) => (one.kind === "add" ? [one.identity] : [])));
  const stays = new Map(
    insidersOf(before)
      .filter(({ identity }) => !gone.has(identity))
      .map((insider) => [insider.leaf, insider]),
  );
  for (const insider of onePlaceEach(after)) {
    const known = stays.get(insider.leaf);
    if (known === undefined ? !come.delete(insider.identity) : !isSame(known, insider)) {
      throw new GroupError("wrong-commit");
    }
    stays.delete(insider.leaf);
  }
  if (stays.size + come.size > 0) throw new GroupError("wrong-commit");
}

function isSame(one: Insider, other: Insider): boolean {
  return (
    one.identity === other.identity &&
    one.name === other.name &&
    toBase64Url(one.signatureKey) === toBase64Url(other.signatureKey)
  );
}

/** Nobody is in a group twice. */
function onePlaceEach(group: Group): readonly Insider[] {
  const insiders = insidersOf(group);
  if (new Set(insiders.map(({ identity }) => identity)).size !== insiders.length) {
    throw new GroupError("wrong-group");
  }
  return insiders;
}

/** The library checks proofs at the commit only; one bad key package would spoil it for all. */
async function firstDoubted(
  parts: GroupParts,
  changes: readonly Announced[],
): Promise<string | undefined> {
  for (const { kind, identity, proposal } of changes) {
    if (kind !== "add") continue;
    const message = decode(proposal);
    if (message.wireformat !== "mls_public_message") throw new GroupError("unreadable");
    const { content } = message.publicMessage;
    if (content.contentType !== "proposal" || content.proposal.proposalType !== "add") {
      throw new GroupError("wrong-change");
    }
    const { leafNode } = content.proposal.add.keyPackage;
    const { validateCredential } = configOf(parts).authService;
    const isBelieved =
      seatOf(leafNode)?.identity === identity &&
      (await validateCredential(leafNode.credential, leafNode.signaturePublicKey));
    if (!isBelieved) return identity;
  }
  return undefined;
}

function seatOf({ credential }: LeafNode): Seat | undefined {
  return credential.credentialType === "basic" ? readSeat(credential.identity) : undefined;
}

/** Leaves stand at the even places of the tree (appendix C). */
function leavesOf(tree: RatchetTree): (readonly [number, LeafNode])[] {
  return tree.flatMap((node, at) =>
    at % 2 === 0 && node?.nodeType === "leaf" ? [[at / 2, node.leaf] as const] : [],
  );
}

async function orInvalid<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof GroupError ? error : new GroupError("invalid", error);
  }
}
