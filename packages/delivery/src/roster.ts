import type { KeyChange } from "@graticule/api/keys";

/** Someone who is in a conversation's group, or wants to be. */
export interface GroupParticipant {
  listens: boolean;
  silentSinceMs: number;
  /** The key package with which it wants in. */
  wants: string | undefined;
  /** With which it came in. */
  cameWith: string | undefined;
  /** Everyone was told to begin anew, not by its word: its next hello does not count among those that it may say. */
  isRestarted: boolean;
  /** Its leaf in the group. */
  leaf: number | undefined;
  /** `now`: it is gone, others must not wait; `soon`: it comes again with new keys, or has been silent for long. */
  leaving: "no" | "soon" | "now";
  /** Who made the first change that it was told and is not ready for yet. */
  followsChangeBy: string | undefined;
  /** Whose change or welcome was of no use to it, until it is ready for one. */
  blockedBy: string | undefined;
  /**
   * Commits that it was asked for and did not give, and changes of which one could make no use: one for who made the change, and one for
   * who says so. Never forgiven: it only says who is asked first.
   */
  lapses: number;
  /** How many of these were others', who were there when it came. */
  readonly inherited: number;
  /** How many commits had a path when it made one last, or came: its own leaf's key is as old as that. */
  turn: number;
}

/** A change that was proposed. */
export interface OpenChange extends KeyChange {
  readonly ref: string;
  /** Of who comes. */
  readonly keyPackage: string | undefined;
  /** Of who comes: by which a welcome names that key package. */
  readonly welcomeRef: string | undefined;
}

/** Who is in a group, who wants in, who goes; and the mirror of the members' trees. */
export class GroupRoster {
  readonly #people = new Map<string, GroupParticipant>();
  /** INVARIANT: as the members' own trees: removed leaves are blank, who comes takes the leftmost blank. */
  #leaves: (string | undefined)[] = [];
  /** The most misses of anyone who is gone. */
  #mostOfGone = 0;
  /** Commits with a path, in all groups of this conversation. */
  #paths = 0;

  get size(): number {
    return this.#people.size;
  }

  find(identity: string): GroupParticipant | undefined {
    return this.#people.get(identity);
  }

  /** Found, or new. INVARIANT: no one is asked for a change before others for having come under another name, and no one's leaving changes that. */
  note(identity: string): GroupParticipant {
    const person = this.#people.get(identity) ?? newPerson(this.#mostMisses());
    this.#people.set(identity, person);
    return person;
  }

  delete(identity: string): void {
    this.#mostOfGone = Math.max(this.#mostOfGone, this.#people.get(identity)?.lapses ?? 0);
    this.#people.delete(identity);
  }

  all(): Iterable<[string, GroupParticipant]> {
    return this.#people;
  }

  /** By leaf. */
  inside(): readonly (readonly [string, GroupParticipant])[] {
    return this.#leaves.flatMap((identity) => {
      const person = identity === undefined ? undefined : this.#people.get(identity);
      return identity === undefined || person === undefined ? [] : [[identity, person] as const];
    });
  }

  /** Who is inside and must go out. */
  going(): readonly (readonly [string, GroupParticipant])[] {
    return this.inside().filter(([, { leaving: goes }]) => goes !== "no");
  }

  /** Who wants in and is not inside, or is as someone they no longer are. */
  coming(): readonly (readonly [string, GroupParticipant])[] {
    return [...this.#people].filter(([, person]) => wantsIn(person));
  }

  /** Someone inside is gone already. */
  get isUrgent(): boolean {
    return this.inside().some(([, { leaving: goes }]) => goes === "now");
  }

  /** Someone inside is gone, or was not heard of for long, and has the keys of now. */
  get hasLeavers(): boolean {
    return this.going().some(([, { leaving: goes, listens }]) => goes === "now" || !listens);
  }

  /**
   * Who can be asked for a commit, in this order: who misses least, then who committed longest ago. Of those who came between the same two
   * paths, by their leaf's bits read backwards: the first few paths then lie all over the tree, and all later commits are short. To renew the
   * keys: who misses least themselves. Else those who come after someone who missed much would never have another leaf key.
   */
  committers(asked: ReadonlySet<string>, to: "change" | "renew" = "change"): readonly string[] {
    const missed = ({ lapses: misses, inherited }: GroupParticipant): number =>
      to === "renew" ? misses - inherited : misses;
    return this.inside()
      .filter(([one, { listens, leaving: goes }]) => listens && goes === "no" && !asked.has(one))
      .sort(
        ([, one], [, other]) =>
          missed(one) - missed(other) ||
          one.turn - other.turn ||
          backwards(one.leaf ?? 0) - backwards(other.leaf ?? 0),
      )
      .map(([identity]) => identity);
  }

  /** Whom to ask first whose page listens. */
  best(): GroupParticipant | undefined {
    return [...this.#people.values()]
      .filter(({ listens }) => listens)
      .toSorted((one, other) => one.lapses - other.lapses)[0];
  }

  /** It was asked and did not do it, or made what someone can't use. */
  countMiss(identity: string): void {
    const person = this.#people.get(identity);
    if (person !== undefined) person.lapses += 1;
  }

  /** Whether what this one made is of no use to half of those who are there, and more than one: a few who say so can't stop the others. */
  isUselessToMost(maker: string): boolean {
    const people = [...this.#people.values()].filter(({ listens }) => listens);
    const stuck = people.filter(({ blockedBy: stuckWith }) => stuckWith === maker).length;
    const there = people.filter(
      ({ leaf, blockedBy: stuckWith }) => (leaf ?? stuckWith) !== undefined,
    );
    return stuck >= 2 && stuck * 2 >= there.length;
  }

  #mostMisses(): number {
    let most = this.#mostOfGone;
    for (const { lapses: misses } of this.#people.values()) most = Math.max(most, misses);
    return most;
  }

  /** Someone makes the group, alone. */
  found(identity: string, person: GroupParticipant): void {
    this.#leaves = [identity];
    person.leaf = 0;
    person.turn = this.#paths;
    person.cameWith = person.wants;
    person.wants = undefined;
  }

  /** Carries a commit's changes into the mirror: first who goes, then who comes (RFC 9420 section 12.3). */
  apply(changes: readonly OpenChange[], by: string, hasPath: boolean): void {
    const maker = this.#people.get(by);
    if (maker !== undefined && hasPath) {
      this.#paths += 1;
      maker.turn = this.#paths;
    }
    for (const { kind, identity } of changes) if (kind === "remove") this.#remove(identity);
    for (const { kind, identity, keyPackage } of changes) {
      if (kind === "add") this.#add(identity, keyPackage);
    }
    for (const [identity, person] of this.inside())
      if (identity !== by) person.followsChangeBy ??= by;
  }

  #remove(identity: string): void {
    const person = this.#people.get(identity);
    if (person?.leaf === undefined) return;
    this.#leaves[person.leaf] = undefined;
    person.leaf = undefined;
    // Whose page listens is about to say hello.
    if (person.wants === undefined && !person.listens) this.delete(identity);
    else person.leaving = "no";
  }

  #add(identity: string, keyPackage: string | undefined): void {
    const blank = this.#leaves.indexOf(undefined);
    const leaf = blank === -1 ? this.#leaves.length : blank;
    this.#leaves[leaf] = identity;
    const person = this.note(identity);
    person.leaf = leaf;
    person.turn = this.#paths;
    person.followsChangeBy = undefined;
    person.cameWith = keyPackage;
    if (person.wants === keyPackage) person.wants = undefined;
    // Who began anew meanwhile has no use for this leaf; who left goes at the next change.
    else if (person.leaving === "no") person.leaving = "soon";
  }

  /** There is no group any more; who is still there may come into the next one. */
  clear(): void {
    for (const [identity, person] of this.inside()) {
      person.leaf = undefined;
      // Of what was made in it nobody is to blame any more than they are.
      person.followsChangeBy = undefined;
      person.blockedBy = undefined;
      if (person.leaving === "now" && person.wants === undefined) this.delete(identity);
      person.leaving = "no";
    }
    this.#leaves = [];
  }
}

function newPerson(misses: number): GroupParticipant {
  return {
    listens: false,
    silentSinceMs: 0,
    wants: undefined,
    cameWith: undefined,
    isRestarted: false,
    leaf: undefined,
    leaving: "no",
    followsChangeBy: undefined,
    blockedBy: undefined,
    lapses: misses,
    inherited: misses,
    turn: 0,
  };
}

function wantsIn({ wants, listens, leaf, leaving: goes }: GroupParticipant): boolean {
  return (
    wants !== undefined && listens && goes !== "now" && (leaf === undefined || goes === "soon")
  );
}

/** A leaf's number with its 16 lowest bits in the opposite order. */
function backwards(leaf: number): number {
  let read = 0;
  for (let bit = 0; bit < 16; bit += 1) read = (read << 1) | ((leaf >> bit) & 1);
  return read;
}
