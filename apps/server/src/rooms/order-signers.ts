import type { IndexedEntry } from "@graticule/ledger/entry";
import { readLeaf } from "@graticule/ledger/leaf";
import { noSignedActs, type SignedActs, watchActs } from "@graticule/ledger/signed-acts";
import type { ProposedChange } from "@graticule/ledger/signed-changes";
import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";
import { signing } from "./signed-order.ts";
import { type ChangeLeaf, changesSince } from "./signers-store.ts";

/** What two keys signed of a change: its kind, and the commitment to its sentence. */
type ConfirmedChange = Pick<ProposedChange, "what" | "says">;

/** The keys, and those of them that were given roles since the last restore. */
export type Signers = Pick<SignedActs, "keys" | "restored"> & {
  /** The changes that two keys signed, by id. INVARIANT: a row that says so confirms nothing. */
  readonly confirmed: ReadonlyMap<string, ConfirmedChange>;
  /**
   * By id, what the acts under the terms of service are about that all whom they take signed: commitments to a meeting or an
   * account. INVARIANT: a row that says so ends no meeting.
   */
  readonly signedTerms: ReadonlyMap<string, string>;
};

/** Whether two keys signed this change, and it is of this kind. Null: no change is named. */
export function isConfirmed(
  { confirmed }: Pick<Signers, "confirmed">,
  change: string | null,
  what: ProposedChange["what"],
): boolean {
  return change !== null && confirmed.get(change)?.what === what;
}

/** An act under the terms of service, and the commitment to what it is said to be about. */
export interface TermsActInRow {
  readonly act: string;
  readonly about: string | null;
}

/** Whether all whom it takes signed this act about that. Null: there is none. */
export function isSignedTerms(
  { signedTerms }: Pick<Signers, "signedTerms">,
  one: TermsActInRow | null,
): boolean {
  return one !== null && one.about !== null && signedTerms.get(one.act) === one.about;
}

/** What the log says of those who sign. */
export interface ReadSigners {
  /** As of now. */
  read(): Promise<Signers>;
}

/** By the log that this database holds. */
export function createOrderSigners(db: Kysely<Database>): ReadSigners {
  return new OrderSigners((index) => changesSince(db, index));
}

/**
 * Which desk keys may sign orders, and which confirmations and acts under the terms of service count, by the public log
 * alone. Each key rests on two signatures by keys before it, or on a change that was public for 7 days.
 */
export class OrderSigners implements ReadSigners {
  readonly #changesSince: (index: number) => Promise<readonly ChangeLeaf[]>;
  #acts: SignedActs = noSignedActs;
  #confirmed: ReadonlyMap<string, ConfirmedChange> = new Map();
  #signedTerms: ReadonlyMap<string, string> = new Map();
  /** The last that `#acts` has. */
  #last: ChangeLeaf | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  /** @param changesSince from this index on, in order: what the log says of changes that take two people, and of restores */
  constructor(changesSince: (index: number) => Promise<readonly ChangeLeaf[]>) {
    this.#changesSince = changesSince;
  }

  read(): Promise<Signers> {
    const read = this.#turn.then(() => this.#goOn());
    this.#turn = read.catch(() => undefined);
    return read;
  }

  async #goOn(): Promise<Signers> {
    let leaves = await this.#changesSince(this.#last?.index ?? 0);
    if (this.#last !== undefined && !isSame(leaves[0], this.#last)) {
      // The database was restored.
      this.#acts = noSignedActs;
      this.#confirmed = new Map();
      this.#signedTerms = new Map();
      this.#last = undefined;
      leaves = await this.#changesSince(0);
    }
    const since = this.#last === undefined ? leaves : leaves.slice(1);
    // Asked for every room that is read, and hardly ever is there something new.
    if (since.length > 0) await this.#take(since.flatMap(entryOf));
    this.#last = leaves.at(-1);
    return { ...this.#acts, confirmed: this.#confirmed, signedTerms: this.#signedTerms };
  }

  async #take(entries: readonly IndexedEntry[]): Promise<void> {
    const { acts, findings } = await watchActs(signing, this.#acts, entries);
    const faulty = new Set(findings.map(({ index }) => index));
    const sound = entries.filter(({ index }) => !faulty.has(index));
    const proposed = new Map([...this.#acts.proposed, ...sound.flatMap(proposedBy)]);
    this.#acts = acts;
    this.#confirmed = new Map([
      ...this.#confirmed,
      ...sound.flatMap((one) => confirmedBy(one, proposed)),
    ]);
    this.#signedTerms = new Map([...this.#signedTerms, ...sound.flatMap(signedTermsOf)]);
  }
}

function proposedBy({ entry }: IndexedEntry): readonly [string, ProposedChange][] {
  return entry.kind === "change-proposed" ? [[entry.change, entry]] : [];
}

function confirmedBy(
  { entry }: IndexedEntry,
  proposals: ReadonlyMap<string, ProposedChange>,
): readonly [string, ConfirmedChange][] {
  if (entry.kind !== "change-decided" || entry.outcome !== "confirmed") return [];
  const proposed = entry.confirmation && proposals.get(entry.change);
  return proposed === undefined ? [] : [[entry.change, proposed]];
}

function signedTermsOf({ entry }: IndexedEntry): readonly (readonly [string, string])[] {
  if (entry.kind !== "terms-act" || entry.proposal === undefined) return [];
  return [[entry.act, entry.meeting ?? entry.host]];
}

function isSame(one: ChangeLeaf | undefined, other: ChangeLeaf): boolean {
  return one?.index === other.index && Buffer.compare(one.leaf, other.leaf) === 0;
}

function entryOf({ index, leaf }: ChangeLeaf): IndexedEntry[] {
  const read = readLeaf(leaf);
  return read.kind === "entry" ? [{ index, entry: read.entry }] : [];
}
