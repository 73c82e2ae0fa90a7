import type { IndexedEntry } from "@graticule/ledger/entry";
import { readLeaf } from "@graticule/ledger/leaf";
import { noSignedActs, type SignedActs, watchActs } from "@graticule/ledger/signed-acts";
import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";
import { signing } from "./signed-order.ts";
import { type ChangeLeaf, changesSince } from "./signers-store.ts";

/** The keys, and those of them that were given roles since the last restore. */
type Signers = Pick<SignedActs, "keys" | "restored"> & {
  /** Ids of the changes that two keys signed. INVARIANT: a row that says so confirms nothing. */
  readonly confirmed: ReadonlySet<string>;
  /**
   * By id, what the acts under the terms of service are about that all whom they take signed: commitments to a meeting or an
   * account. INVARIANT: a row that says so ends no meeting.
   */
  readonly signedTerms: ReadonlyMap<string, string>;
};

/**
 * Which desk keys may sign orders, and which confirmations and acts under the terms of service count, by the public log alone. Each key rests on two signatures
 * by keys before it, or on a change that was public for 7 days.
 */
export class OrderSigners {
  readonly #changesSince: (index: number) => Promise<readonly ChangeLeaf[]>;
  #acts: SignedActs = noSignedActs;
  #confirmed: ReadonlySet<string> = new Set();
  #signedTerms: ReadonlyMap<string, string> = new Map();
  /** The last that `#acts` has. */
  #last: ChangeLeaf | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  /** @param changesSince from this index on, in order: what the log says of changes that take two people, and of restores */
  constructor(changesSince: (index: number) => Promise<readonly ChangeLeaf[]>) {
    this.#changesSince = changesSince;
  }

  /** What the log says now. */
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
      this.#confirmed = new Set();
      this.#signedTerms = new Map();
      this.#last = undefined;
      leaves = await this.#changesSince(0);
    }
    const since = this.#last === undefined ? leaves : leaves.slice(1);
    const entries = since.flatMap(entryOf);
    const { acts, findings } = await watchActs(signing, this.#acts, entries);
    this.#acts = acts;
    const faulty = new Set(findings.map(({ index }) => index));
    const signed = entries.filter(({ index }) => !faulty.has(index));
    this.#confirmed = new Set([...this.#confirmed, ...signed.flatMap(confirmedBy)]);
    this.#signedTerms = new Map([...this.#signedTerms, ...signed.flatMap(signedTermsOf)]);
    this.#last = leaves.at(-1);
    return { ...acts, confirmed: this.#confirmed, signedTerms: this.#signedTerms };
  }
}

function confirmedBy({ entry }: IndexedEntry): readonly string[] {
  const isSigned = entry.kind === "change-decided" && entry.confirmation !== undefined;
  return isSigned && entry.outcome === "confirmed" ? [entry.change] : [];
}

function signedTermsOf({ entry }: IndexedEntry): readonly (readonly [string, string])[] {
  if (entry.kind !== "terms-act" || entry.proposal === undefined) return [];
  return [[entry.act, entry.meeting ?? entry.host]];
}

/** As the database's log has them. */
export function createOrderSigners(db: Kysely<Database>): OrderSigners {
  return new OrderSigners((index) => changesSince(db, index));
}

function isSame(one: ChangeLeaf | undefined, other: ChangeLeaf): boolean {
  return one?.index === other.index && Buffer.compare(one.leaf, other.leaf) === 0;
}

function entryOf({ index, leaf }: ChangeLeaf): IndexedEntry[] {
  const read = readLeaf(leaf);
  return read.kind === "entry" ? [{ index, entry: read.entry }] : [];
}
