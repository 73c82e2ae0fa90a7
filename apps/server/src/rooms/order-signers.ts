import type { IndexedEntry } from "@graticule/ledger/entry";
import { readLeaf } from "@graticule/ledger/leaf";
import { noSignedActs, type SignedActs, watchActs } from "@graticule/ledger/signed-acts";
import { signing } from "./signed-order.ts";
import type { ChangeLeaf } from "./signers-store.ts";

/** The keys, and those of them that were given roles since the last restore. */
type Signers = Pick<SignedActs, "keys" | "restored">;

/**
 * Which desk keys may sign orders, by the public log alone: each rests on the signature of an
 * approver's key before it, or on a change that was public for 7 days.
 */
export class OrderSigners {
  readonly #changesSince: (index: number) => Promise<readonly ChangeLeaf[]>;
  #acts: SignedActs = noSignedActs;
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
      this.#last = undefined;
      leaves = await this.#changesSince(0);
    }
    const since = this.#last === undefined ? leaves : leaves.slice(1);
    const { acts } = await watchActs(signing, this.#acts, since.flatMap(entryOf));
    this.#acts = acts;
    this.#last = leaves.at(-1);
    return acts;
  }
}

function isSame(one: ChangeLeaf | undefined, other: ChangeLeaf): boolean {
  return one?.index === other.index && Buffer.compare(one.leaf, other.leaf) === 0;
}

function entryOf({ index, leaf }: ChangeLeaf): IndexedEntry[] {
  const read = readLeaf(leaf);
  return read.kind === "entry" ? [{ index, entry: read.entry }] : [];
}
