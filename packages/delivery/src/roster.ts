import type { KeyChange } from "@graticule/api/keys";

/** A participant who is in a conversation's group, or wants in. */
export interface GroupParticipant {
  listens: boolean;
  silentSinceMs: number;
  /** The key package with which it wants in. */
  wants: string | undefined;
  /** The key package with which it came in. */
  cameWith: string | undefined;
  /** Everyone was told to start over, not by its report: its next hello does not count against its limit. */
  isRestarted: boolean;
  leaf: number | undefined;
  /**
   * `now`: it left, others must not wait; `soon`: it joins again with new keys, or has been silent
   * for long.
   */
  leaving: "no" | "soon" | "now";
  /** The maker of the first change that it was sent and is not ready for yet. */
  followsChangeBy: string | undefined;
  /** The maker of a change or welcome that it could not use, until it is ready for another. */
  blockedBy: string | undefined;
  /**
   * Commits that it was asked for and did not give, and changes that were of no use, counted for
   * their maker and for the reporter. Never forgiven: it only decides who is asked first.
   */
  lapses: number;
  /** How many of these it got on joining, from participants who were there. */
  readonly inherited: number;
  /** The count of commits with a path when it last made one, or joined: the age of its leaf's key. */
  turn: number;
}

/** A proposed change. */
export interface OpenChange extends KeyChange {
  readonly ref: string;
  /** Of an addition. */
  readonly keyPackage: string | undefined;
  /** Of an addition: the reference of that key package in a welcome. */
  readonly welcomeRef: string | undefined;
}

/** Who is in a group, wants in, or leaves; and the mirror of the members' trees. */
export class GroupRoster {
  readonly #people = new Map<string, GroupParticipant>();
  /** INVARIANT: as in the members' trees: removed leaves are blank, a new member takes the leftmost blank. */
  #leaves: (string | undefined)[] = [];
  /** The most lapses of any participant who left. */
  #mostOfGone = 0;
  /** Commits with a path, in all groups of this conversation. */
  #paths = 0;

  get size(): number {
    return this.#people.size;
  }

  find(identity: string): GroupParticipant | undefined {
    return this.#people.get(identity);
  }

  /**
   * Found, or new. INVARIANT: nobody is asked before others by coming back under another name, even
   * after others have left.
   */
  note(identity: string): GroupParticipant {
    const person = this.#people.get(identity) ?? newPerson(this.#mostLapses());
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

  /** Members to be removed. */
  going(): readonly (readonly [string, GroupParticipant])[] {
    return this.inside().filter(([, { leaving }]) => leaving !== "no");
  }

  /** Participants to be added: outside, or inside with a leaf that is to be removed. */
  coming(): readonly (readonly [string, GroupParticipant])[] {
    return [...this.#people].filter(([, person]) => wantsIn(person));
  }

  /** Whether a member has left already. */
  get isUrgent(): boolean {
    return this.inside().some(([, { leaving }]) => leaving === "now");
  }

  /** Whether a member with the present keys has left, or has been silent for long. */
  get hasLeavers(): boolean {
    return this.going().some(([, { leaving, listens }]) => leaving === "now" || !listens);
  }

  /**
   * Who can be asked for a commit: those with the fewest lapses first, then those whose commit is
   * longest ago. Of members that joined between the same two paths, by their leaf's bits reversed:
   * the first few paths then spread over the tree, and all later commits are short. To renew the
   * keys only a member's own lapses count: else members that joined after one with many would never
   * get a new leaf key.
   */
  committers(asked: ReadonlySet<string>, to: "change" | "renew" = "change"): readonly string[] {
    const lapsesOf = ({ lapses, inherited }: GroupParticipant): number =>
      to === "renew" ? lapses - inherited : lapses;
    return this.inside()
      .filter(([one, { listens, leaving }]) => listens && leaving === "no" && !asked.has(one))
      .sort(
        ([, one], [, other]) =>
          lapsesOf(one) - lapsesOf(other) ||
          one.turn - other.turn ||
          reversedBits(one.leaf ?? 0) - reversedBits(other.leaf ?? 0),
      )
      .map(([identity]) => identity);
  }

  /** The participant to ask first, of those whose page listens. */
  best(): GroupParticipant | undefined {
    return [...this.#people.values()]
      .filter(({ listens }) => listens)
      .toSorted((one, other) => one.lapses - other.lapses)[0];
  }

  /** It did not do what it was asked for, or doubted an addition. */
  countMiss(identity: string): void {
    const person = this.#people.get(identity);
    if (person !== undefined) person.lapses += 1;
  }

  /**
   * Whether half of those present, and more than one, could not use what this one made: a few that
   * report so can't stop the others.
   */
  isUselessToMost(maker: string): boolean {
    const people = [...this.#people.values()].filter(({ listens }) => listens);
    const blocked = people.filter(({ blockedBy }) => blockedBy === maker).length;
    const present = people.filter(({ leaf, blockedBy }) => (leaf ?? blockedBy) !== undefined);
    return blocked >= 2 && blocked * 2 >= present.length;
  }

  #mostLapses(): number {
    return [...this.#people.values()].reduce(
      (most, { lapses }) => Math.max(most, lapses),
      this.#mostOfGone,
    );
  }

  /** This one makes the group, alone. */
  found(identity: string, person: GroupParticipant): void {
    this.#leaves = [identity];
    person.leaf = 0;
    person.turn = this.#paths;
    person.cameWith = person.wants;
    person.wants = undefined;
  }

  /** Applies a commit's changes to the mirror: removals, then additions (RFC 9420 section 12.3). */
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
    // A page that listens is about to say hello.
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
    // One that started over meanwhile can't use this leaf; one that left is removed by the next change.
    else if (person.leaving === "no") person.leaving = "soon";
  }

  /** The group is over; those still present may join the next one. */
  clear(): void {
    for (const [identity, person] of this.inside()) {
      person.leaf = undefined;
      // Blame for what was made in it ends.
      person.followsChangeBy = undefined;
      person.blockedBy = undefined;
      if (person.leaving === "now" && person.wants === undefined) this.delete(identity);
      person.leaving = "no";
    }
    this.#leaves = [];
  }
}

function newPerson(lapses: number): GroupParticipant {
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
    lapses,
    inherited: lapses,
    turn: 0,
  };
}

function wantsIn({ wants, listens, leaf, leaving }: GroupParticipant): boolean {
  if (wants === undefined || !listens) return false;
  return leaf === undefined ? leaving !== "now" : leaving === "soon";
}

/** The 16 lowest bits in reverse order. */
function reversedBits(leaf: number): number {
  let reversed = 0;
  for (let bit = 0; bit < 16; bit += 1) reversed = (reversed << 1) | ((leaf >> bit) & 1);
  return reversed;
}
