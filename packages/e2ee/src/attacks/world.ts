import {
  acceptAll,
  createCommit,
  emptyPskIndex,
  encodeMlsMessage,
  type Proposal,
  processMessage,
  proposeExternal,
  type Welcome,
} from "ts-mls";
import { toBase64Url } from "../base64url.ts";
import { applyCommit, makeCommit } from "../commit.ts";
import type { Change } from "../delivery.ts";
import type { SigningKeyPair } from "../ed25519.ts";
import { asLibraryReads } from "../external-sender.ts";
import { beginGroup, decode, type Group, insidersOf, joinGroup } from "../group.ts";
import { type GroupParts, type KeyPackageBundle, makeKeyPackage } from "../keys.ts";
import { type LinkKey, linkKeyOf } from "../link-key.ts";
import { type LinkSecret, makeLinkSecret } from "../link-secret.ts";
import type { SeatName } from "../occasion.ts";
import { loadSuite, type Suite } from "../suite.ts";

/** Someone with the link, and where they stand. */
export interface WorldMember {
  readonly parts: GroupParts;
  readonly keys: KeyPackageBundle;
  group: Group;
}

/** A link, and what follows from it. */
export interface Link {
  readonly secret: LinkSecret;
  readonly key: LinkKey;
}

export async function newLink(): Promise<Link> {
  const secret = makeLinkSecret(crypto.getRandomValues(new Uint8Array(32)));
  return { secret, key: await linkKeyOf(secret) };
}

/** Of one world. */
const mostVisits = 24;
export const sampleSitting = "2026-11-28T03:00:00.000Z";

/**
 * One meeting, its service, and honest members: made with the library alone, without the server's
 * own wire.
 */
export class World {
  readonly suite: Suite;
  readonly link: Link;
  readonly sender: SigningKeyPair;
  /** Of visits to come. */
  readonly #fresh: SigningKeyPair[];
  readonly #visits = new Map<string, SigningKeyPair>();
  readonly people: WorldMember[] = [];

  private constructor(suite: Suite, sender: SigningKeyPair, link: Link, fresh: SigningKeyPair[]) {
    this.suite = suite;
    this.link = link;
    this.#fresh = fresh;
    this.sender = sender;
  }

  /** With these people inside, one after the other: each one's leaf is their place. */
  static async of(...identities: readonly string[]): Promise<World> {
    const suite = await loadSuite();
    const world = new World(
      suite,
      await suite.signature.keygen(),
      await newLink(),
      await Promise.all(Array.from({ length: mostVisits }, () => suite.signature.keygen())),
    );
    const [first = "", ...others] = identities;
    await world.begin(first);
    for (const identity of others) await world.join(identity);
    return world;
  }

  /** The same page each time that it is asked for. */
  partsOf(identity: string, link = this.link, name = nameOf(identity)): GroupParts {
    const seat: SeatName = { identity, name };
    const signature = this.#visits.get(identity) ?? this.#fresh.pop();
    if (signature === undefined) throw new Error("so many visits are not foreseen");
    this.#visits.set(identity, signature);
    const meeting = { code: "abc-defg-hij", secret: link.secret };
    return { suite: this.suite, meeting, link: link.key, sitting: sampleSitting, seat, signature };
  }

  /** Its page is reloaded. */
  reload(identity: string): void {
    this.#visits.delete(identity);
  }

  async begin(identity: string): Promise<void> {
    const parts = this.partsOf(identity);
    const keys = await makeKeyPackage(parts);
    const sender = toBase64Url(this.sender.publicKey);
    this.people.push({
      parts,
      keys,
      group: await beginGroup(parts, keys, { id: "group", sender }),
    });
  }

  find(identity: string): WorldMember {
    const found = this.people.find(({ parts }) => parts.seat.identity === identity);
    if (found === undefined) throw new Error(`${identity} is not here`);
    return found;
  }

  /** Where everyone stands. */
  get group(): Group {
    const [first] = this.people;
    if (first === undefined) throw new Error("nobody is here");
    return first.group;
  }

  /** Signed by the service, or by `sender`. */
  async propose(proposal: Proposal, sender = this.sender): Promise<string> {
    const groupContext = asLibraryReads(this.group.mls.groupContext);
    const { publicKey, signKey } = sender;
    const message = await proposeExternal(
      { groupContext } as Parameters<typeof proposeExternal>[0],
      ...([proposal, publicKey, signKey, this.suite] as const),
    );
    return toBase64Url(encodeMlsMessage(message));
  }

  async removal(identity: string): Promise<Change> {
    const removed = this.leafOf(identity);
    const proposal = await this.propose({ proposalType: "remove", remove: { removed } });
    return { kind: "remove", identity, proposal };
  }

  async addition(
    identity: string,
    keys: Pick<KeyPackageBundle, "publicPart">,
    sender?: SigningKeyPair,
  ): Promise<Change> {
    const keyPackage = keys.publicPart;
    const proposal = await this.propose({ proposalType: "add", add: { keyPackage } }, sender);
    return { kind: "add", identity, proposal };
  }

  leafOf(identity: string): number {
    const found = insidersOf(this.group).find((insider) => insider.identity === identity);
    if (found === undefined) throw new Error(`${identity} has no leaf`);
    return found.leaf;
  }

  async join(identity: string, by = this.people[0]): Promise<void> {
    const parts = this.partsOf(identity);
    const keys = await makeKeyPackage(parts);
    await this.change([await this.addition(identity, keys)], { by, newcomers: [{ parts, keys }] });
  }

  async leave(identity: string, by?: WorldMember): Promise<WorldMember> {
    const gone = this.find(identity);
    const change = await this.removal(identity);
    this.people.splice(this.people.indexOf(gone), 1);
    await this.change([change], { by: by ?? this.people[0], newcomers: [] });
    return gone;
  }

  /** Honest all the way: one commits, the others apply, who is new comes in by the welcome. */
  async change(
    changes: readonly Change[],
    {
      by,
      newcomers,
    }: {
      readonly by: WorldMember | undefined;
      readonly newcomers: readonly Pick<WorldMember, "parts" | "keys">[];
    },
  ): Promise<string> {
    if (by === undefined) throw new Error("nobody commits");
    const result = await makeCommit(by.parts, by.group, changes);
    if (result.kind === "doubted") throw new Error(`${result.identity} is doubted`);
    const { commit, welcome = "", next } = result.made;
    for (const one of this.people) {
      if (one !== by) one.group = await applyCommit(one.parts, one.group, { changes, commit });
    }
    by.group = next;
    const { id, epoch } = next;
    const sender = toBase64Url(this.sender.publicKey);
    for (const { parts, keys } of newcomers) {
      const group = await joinGroup(parts, keys, { id, epoch, sender, welcome, commit });
      this.people.push({ parts, keys, group });
    }
    return commit;
  }
}

export function nameOf(identity: string): string {
  return `Name of ${identity}`;
}

type State = Group["mls"];

/** The state of someone who checks nothing: everything is believed. */
export function lax({ mls }: Group): State {
  const authService = { validateCredential: async () => true };
  return { ...mls, clientConfig: { ...mls.clientConfig, authService } };
}

/** With these proposals taken in, whatever they are. */
export async function taken(
  { suite }: World,
  state: State,
  changes: readonly Change[],
): Promise<State> {
  let next = state;
  for (const { proposal } of changes) {
    const message = decode(proposal);
    if (message.wireformat !== "mls_public_message") throw new Error("no proposal");
    const { groupContext } = next;
    const reading = { ...next, groupContext: asLibraryReads(groupContext) };
    const { newState } = await processMessage(message, reading, emptyPskIndex, acceptAll, suite);
    next = { ...newState, groupContext };
  }
  return next;
}

/**
 * What someone who checks nothing commits: what is pending in their state, and proposals of their
 * own.
 */
export async function laxCommit(
  { suite }: Pick<World, "suite">,
  state: State,
  extraProposals: Proposal[] = [],
): Promise<{ readonly commit: string; readonly welcome: string; readonly state: State }> {
  const made = await createCommit(
    { state, cipherSuite: suite },
    { wireAsPublicMessage: true, ratchetTreeExtension: true, extraProposals },
  );
  return {
    commit: toBase64Url(encodeMlsMessage(made.commit)),
    welcome: made.welcome === undefined ? "" : welcomeText(made.welcome),
    state: made.newState,
  };
}

export function welcomeText(welcome: Welcome): string {
  return toBase64Url(encodeMlsMessage({ version: "mls10", wireformat: "mls_welcome", welcome }));
}

/** By someone who checks nothing and gets it through with others like them: the changes are in. */
export async function laxChange(
  world: World,
  state: State,
  changes: readonly Change[],
): Promise<{ readonly commit: string; readonly welcome: string; readonly state: State }> {
  return await laxCommit(world, await taken(world, state, changes));
}
