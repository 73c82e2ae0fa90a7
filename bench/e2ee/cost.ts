import { applyCommit, makeCommit } from "@graticule/e2ee/commit";
import type { Change } from "@graticule/e2ee/delivery";
import { asLibraryReads } from "@graticule/e2ee/external-sender";
import { beginGroup, type Group, joinGroup } from "@graticule/e2ee/group";
import { type GroupParts, loadMemberParts, makeKeyPackage } from "@graticule/e2ee/keys";
import { linkSecretBytes, makeLinkSecret } from "@graticule/e2ee/link-secret";
import { createProposer } from "@graticule/server/delivery/mls-wire";
import {
  acceptAll,
  type ClientState,
  createCommit,
  decodeMlsMessage,
  emptyPskIndex,
  processMessage,
} from "ts-mls";
import { type Ratio, spreadOf } from "../measure.ts";

const size = 50;

/**
 * A removal from a group of 50: our commit and its processing, relative to ts-mls without our
 * checks.
 */
export async function costOverBare(rounds: number): Promise<Ratio> {
  const scene = await setScene();
  const ratios: number[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const [ours, bare] =
      round % 2 === 0
        ? [await timeOf(() => byUs(scene)), await timeOf(() => byLibrary(scene))]
        : ([await timeOf(() => byLibrary(scene)), await timeOf(() => byUs(scene))].reverse() as [
            number,
            number,
          ]);
    if (round >= 0) ratios.push(ours / bare);
  }
  return spreadOf(ratios);
}

interface Scene {
  readonly parts: GroupParts;
  readonly committer: Group;
  readonly member: Group;
  readonly changes: readonly Change[];
}

async function timeOf(work: () => Promise<void>): Promise<number> {
  const begin = process.cpuUsage();
  for (let turn = 0; turn < 5; turn += 1) await work();
  const { user, system } = process.cpuUsage(begin);
  return user + system;
}

async function setScene(): Promise<Scene> {
  const secret = makeLinkSecret(crypto.getRandomValues(new Uint8Array(linkSecretBytes)));
  const everyone = new Map<string, GroupParts>();
  for (let no = 0; no < size; no += 1) {
    const [meeting, seat] = [
      { code: "abc-defg-hij", secret },
      { identity: `m${no}`, name: `m${no}` },
    ];
    const sitting = "2026-11-28T03:00:00.000Z";
    everyone.set(seat.identity, { ...(await loadMemberParts(meeting, seat)), sitting });
  }
  const partsOf = (identity: string): GroupParts => {
    const parts = everyone.get(identity);
    if (parts === undefined) throw new Error(`${identity} is missing`);
    return parts;
  };
  const proposer = createProposer();
  const keys = await Promise.all(
    Array.from({ length: size }, (_, no) => makeKeyPackage(partsOf(`m${no}`))),
  );
  const [first, second] = keys;
  if (first === undefined || second === undefined) throw new Error("The group has no members.");
  const at = { group: "group", epoch: 0 };
  const alone = await beginGroup(partsOf("m0"), first, { id: "group", sender: proposer.sender });
  const adds = keys.slice(1).map(({ keyPackage }, no): Change => {
    const { message } = proposer.propose(at, { kind: "add", keyPackage });
    return { kind: "add", identity: `m${no + 1}`, proposal: message };
  });
  const added = await makeCommit(partsOf("m0"), alone, adds);
  if (added.kind !== "made" || added.made.welcome === undefined) throw new Error("No one joined.");
  const committer = added.made.next;
  const member = await joinGroup(partsOf("m1"), second, {
    id: "group",
    epoch: 1,
    sender: proposer.sender,
    welcome: added.made.welcome,
    commit: added.made.commit,
  });
  const { message } = proposer.propose({ ...at, epoch: 1 }, { kind: "remove", leaf: 2 });
  const changes = [{ kind: "remove", identity: "m2", proposal: message } as const];
  return { parts: partsOf("m0"), committer, member, changes };
}

async function byUs({ parts, committer, member, changes }: Scene): Promise<void> {
  const result = await makeCommit(parts, committer, changes);
  if (result.kind !== "made") throw new Error("There was no commit.");
  await applyCommit(parts, member, { changes, commit: result.made.commit });
}

async function byLibrary({ parts, committer, member, changes }: Scene): Promise<void> {
  const { suite } = parts;
  const take = async (state: ClientState, bytes: Uint8Array): Promise<ClientState> => {
    const message = decodeMlsMessage(bytes, 0)?.[0];
    if (message?.wireformat !== "mls_public_message") throw new Error("The message can't be read.");
    return (await processMessage(message, state, emptyPskIndex, acceptAll, suite)).newState;
  };
  const proposals = changes.map(({ proposal }) => Buffer.from(proposal, "base64url"));
  const asItReads = (state: ClientState): ClientState => ({
    ...state,
    groupContext: asLibraryReads(state.groupContext),
  });
  let own = asItReads(committer.mls);
  for (const bytes of proposals) own = await take(own, bytes);
  const { commit } = await createCommit(
    { state: own, cipherSuite: suite },
    { wireAsPublicMessage: true, ratchetTreeExtension: true },
  );
  let other = asItReads(member.mls);
  for (const bytes of proposals) other = await take(other, bytes);
  if (commit.wireformat !== "mls_public_message") throw new Error("The message is not a commit.");
  await processMessage(commit, other, emptyPskIndex, acceptAll, suite);
}
