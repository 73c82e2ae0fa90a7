import { compareWords, type Network, nextAddress, type Width } from "./network.ts";

/**
 * A function from all addresses of one family to small numbers, written as the addresses where the
 * value changes: `values[i]` holds from `starts[i * width …]` until before the next start. The
 * first start is address zero. Value 0 means nothing is said.
 */
export interface Boundaries {
  readonly width: Width;
  readonly starts: Uint32Array<ArrayBuffer>;
  readonly values: Uint32Array<ArrayBuffer>;
}

/** Collects boundaries in ascending order; equal neighbours become one. */
export class BoundaryBuilder {
  readonly #width: Width;
  #starts: Uint32Array<ArrayBuffer>;
  #values: Uint32Array<ArrayBuffer>;
  #count = 1;

  constructor(width: Width) {
    this.#width = width;
    this.#starts = new Uint32Array(1024 * width);
    this.#values = new Uint32Array(1024);
  }

  /** From the address at `words[at …]` on the value holds; a later call for the same address wins. */
  from(words: ArrayLike<number>, at: number, value: number): void {
    const last = this.#count - 1;
    if (compareWords(this.#starts, last * this.#width, words, at, this.#width) === 0) {
      this.#values[last] = value;
      if (last > 0 && this.#values[last - 1] === value) this.#count -= 1;
      return;
    }
    if (this.#values[last] === value) return;
    if (this.#count === this.#values.length) this.#grow();
    for (let word = 0; word < this.#width; word++) {
      this.#starts[this.#count * this.#width + word] = words[at + word] as number;
    }
    this.#values[this.#count] = value;
    this.#count += 1;
  }

  build(): Boundaries {
    return {
      width: this.#width,
      starts: this.#starts.slice(0, this.#count * this.#width),
      values: this.#values.slice(0, this.#count),
    };
  }

  #grow(): void {
    const starts = new Uint32Array(this.#starts.length * 2);
    starts.set(this.#starts);
    this.#starts = starts;
    const values = new Uint32Array(this.#values.length * 2);
    values.set(this.#values);
    this.#values = values;
  }
}

/** A network and the number that a source gives it (above 0), or 0 for "no word about this one". */
export interface NumberedNetwork {
  readonly network: Network;
  readonly value: number;
}

interface OpenNetwork {
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly value: number;
}

/**
 * Boundaries of networks that may lie inside each other: the most specific one wins. The same
 * network named twice with different values gives no word at all. Undefined if two networks cross
 * without one being inside the other: then the source is not what it claims to be.
 */
export function boundariesOf(
  numbered: readonly NumberedNetwork[],
  width: Width,
): Boundaries | undefined {
  const sorted = numbered
    .filter(({ network }) => network.width === width)
    .sort(
      (a, b) =>
        compareWords(a.network.first, 0, b.network.first, 0, width) ||
        compareWords(b.network.last, 0, a.network.last, 0, width),
    );
  const builder = new BoundaryBuilder(width);
  const open: OpenNetwork[] = [];
  for (const { network, value } of sorted) {
    closeBefore(network.first, open, builder, width);
    const outer = open.at(-1);
    const beyond = outer === undefined ? -1 : compareWords(network.last, 0, outer.last, 0, width);
    if (beyond > 0) return undefined;
    const again =
      beyond === 0 && compareWords(network.first, 0, outer?.first ?? [], 0, width) === 0;
    const agreed = again && outer?.value !== value ? 0 : value;
    if (again) open.pop();
    builder.from(network.first, 0, agreed);
    open.push({ first: network.first, last: network.last, value: agreed });
  }
  closeBefore(undefined, open, builder, width);
  return builder.build();
}

/** Ends the open networks that lie wholly before `first` (all of them, if undefined). */
function closeBefore(
  first: readonly number[] | undefined,
  open: OpenNetwork[],
  builder: BoundaryBuilder,
  width: Width,
): void {
  for (;;) {
    const inner = open.at(-1);
    if (inner === undefined) return;
    if (first !== undefined && compareWords(inner.last, 0, first, 0, width) >= 0) return;
    open.pop();
    const next = nextAddress(inner.last);
    if (next !== undefined) builder.from(next, 0, open.at(-1)?.value ?? 0);
  }
}
