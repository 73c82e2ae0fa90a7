import type { KeyChange } from "@graticule/api/keys";

/** Somebody who is in a conversation's group, or wants to be. */
export interface Person {
  listens: boolean;
  silentSinceMs: number;
  /** The key package with which it wants in. */
  wants: string | undefined;
  /** With which it came in. */
  cameWith: string | undefined;
  /** Its leaf in the group. */
  leaf: number | undefined;
  /** `now`: it is gone, others must not wait; `soon`: it comes again with new keys, or has been silent for long. */
  goes: "no" | "soon" | "now";
  /** Who made the first change that it was told and is not ready for yet. */
  follows: string | undefined;
  /** Whose change or welcome was of no use to it, until it is ready for one. */
  stuckWith: string | undefined;
  /** Commits that it was asked for and did not give, or that somebody could not use. Never forgiven: it only says who is asked first. */
  misses: number;
}

/** A change that was proposed. */
export interface OpenChange extends KeyChange {
  readonly ref: string;
  /** Of who comes. */
  readonly keyPackage: string | undefined;
}

/** Who is in a group, who wants in, who goes; and the mirror of the members' trees. */
export class Roster {
  readonly #people = new Map<string, Person>();
  /** INVARIANT: as the members' own trees: removed leaves are blank, who comes takes the leftmost blank. */
  #leaves: (string | undefined)[] = [];

  get size(): number {
    return this.#people.size;
  }

  find(identity: string): Person | undefined {
    return this.#people.get(identity);
  }

  /** Found, or new. INVARIANT: nobody is asked before others for having come under another name. */
  note(identity: string): Person {
    const person = this.#people.get(identity) ?? newPerson(this.#mostMisses());
    this.#people.set(identity, person);
    return person;
  }

  delete(identity: string): void {
    this.#people.delete(identity);
  }

  all(): Iterable<[string, Person]> {
    return this.#people;
  }

  /** By leaf. */
  inside(): readonly (readonly [string, Person])[] {
    return this.#leaves.flatMap((identity) => {
      const person = identity === undefined ? undefined : this.#people.get(identity);
      return identity === undefined || person === undefined ? [] : [[identity, person] as const];
    });
  }

  /** Who is inside and must go out. */
  going(): readonly (readonly [string, Person])[] {
    return this.inside().filter(([, { goes }]) => goes !== "no");
  }

  /** Who wants in and is not inside, or is as somebody they no longer are. */
  coming(): readonly (readonly [string, Person])[] {
    return [...this.#people].filter(([, person]) => wantsIn(person));
  }

  /** Somebody inside is gone already. */
  get isUrgent(): boolean {
    return this.inside().some(([, { goes }]) => goes === "now");
  }

  /** Who can be asked for a commit: who misses least, then who stands first. */
  committer(asked: ReadonlySet<string>): string | undefined {
    const [best] = this.inside()
      .filter(([one, { listens, goes }]) => listens && goes === "no" && !asked.has(one))
      .sort(([, one], [, other]) => one.misses - other.misses);
    return best?.[0];
  }

  /** Whom to ask first whose page listens. */
  best(): Person | undefined {
    return [...this.#people.values()]
      .filter(({ listens }) => listens)
      .toSorted((one, other) => one.misses - other.misses)[0];
  }

  #mostMisses(): number {
    let most = 0;
    for (const { misses } of this.#people.values()) most = Math.max(most, misses);
    return most;
  }

  /** Somebody makes the group, alone. */
  found(identity: string, person: Person): void {
    this.#leaves = [identity];
    person.leaf = 0;
    person.cameWith = person.wants;
    person.wants = undefined;
  }

  /** Carries a commit's changes into the mirror: first who goes, then who comes (RFC 9420 section 12.3). */
  apply(changes: readonly OpenChange[], by: string): void {
    for (const { kind, identity } of changes) if (kind === "remove") this.#remove(identity);
    for (const { kind, identity, keyPackage } of changes) {
      if (kind === "add") this.#add(identity, keyPackage);
    }
    for (const [identity, person] of this.inside()) if (identity !== by) person.follows ??= by;
  }

  #remove(identity: string): void {
    const person = this.#people.get(identity);
    if (person?.leaf === undefined) return;
    this.#leaves[person.leaf] = undefined;
    person.leaf = undefined;
    // Whose page listens is about to say hello.
    if (person.wants === undefined && !person.listens) this.#people.delete(identity);
    else person.goes = "no";
  }

  #add(identity: string, keyPackage: string | undefined): void {
    const blank = this.#leaves.indexOf(undefined);
    const leaf = blank === -1 ? this.#leaves.length : blank;
    this.#leaves[leaf] = identity;
    const person = this.note(identity);
    person.leaf = leaf;
    person.follows = undefined;
    person.cameWith = keyPackage;
    if (person.wants === keyPackage) person.wants = undefined;
    // Who began anew meanwhile has no use for this leaf; who left goes at the next change.
    else if (person.goes === "no") person.goes = "soon";
  }

  /** There is no group any more; who is still there may come into the next one. */
  clear(): void {
    for (const [identity, person] of this.inside()) {
      person.leaf = undefined;
      // Of what was made in it nobody is to blame any more than they are.
      person.follows = undefined;
      person.stuckWith = undefined;
      if (person.goes === "now" && person.wants === undefined) this.#people.delete(identity);
      person.goes = "no";
    }
    this.#leaves = [];
  }
}

function newPerson(misses: number): Person {
  return {
    listens: false,
    silentSinceMs: 0,
    wants: undefined,
    cameWith: undefined,
    leaf: undefined,
    goes: "no",
    follows: undefined,
    stuckWith: undefined,
    misses,
  };
}

function wantsIn({ wants, listens, leaf, goes }: Person): boolean {
  return (
    wants !== undefined && listens && goes !== "now" && (leaf === undefined || goes === "soon")
  );
}
