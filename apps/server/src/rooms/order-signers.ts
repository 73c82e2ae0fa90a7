import type { IndexedEntry } from "@graticule/ledger/entry";
import { readLeaf } from "@graticule/ledger/leaf";
import { noSignedActs, type SignedActs, watchActs } from "@graticule/ledger/signed-acts";
import { signing } from "./signed-order.ts";
import type { ChangeLeaf } from "./signers-store.ts";

/** The keys, and those of them that were given roles since the last restore. */
type Signers = Pick<SignedActs, "keys" | "restored"> & {
  /** Where the log says that a change was confirmed, and two keys did not sign it. */
  readonly unconfirmed: ReadonlySet<number>;
};

/**
 * Which desk keys may sign orders, and which confirmations count, by the public log alone. Each key rests on two signatures
 * by keys before it, or on a change that was public for 7 days.
 */
export class OrderSigners {
  readonly #changesSince: (index: number) => Promise<readonly ChangeLeaf[]>;
  #acts: SignedActs = noSignedActs;
  #unconfirmed: ReadonlySet<number> = new Set();
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
      this.#unconfirmed = new Set();
      this.#last = undefined;
      leaves = await this.#changesSince(0);
    }
    const since = this.#last === undefined ? leaves : leaves.slice(1);
    const { acts, findings } = await watchActs(signing, this.#acts, since.flatMap(entryOf));
    this.#acts = acts;
    this.#unconfirmed = new Set([...this.#unconfirmed, ...findings.map(({ index }) => index)]);
    this.#last = leaves.at(-1);
    return { ...acts, unconfirmed: this.#unconfirmed };
  }
}

function isSame(one: ChangeLeaf | undefined, other: ChangeLeaf): boolean {
  return one?.index === other.index && Buffer.compare(one.leaf, other.leaf) === 0;
}

function entryOf({ index, leaf }: ChangeLeaf): IndexedEntry[] {
  const read = readLeaf(leaf);
  return read.kind === "entry" ? [{ index, entry: read.entry }] : [];
}
