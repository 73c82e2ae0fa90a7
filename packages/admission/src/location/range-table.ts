import { type Boundaries, BoundaryBuilder } from "./boundaries.ts";
import { compareWords, type Width } from "./network.ts";

/**
 * A flat, immutable table from addresses of one family to numbers; plain typed arrays, so that it
 * moves between threads without a copy. `index[p]` is the entry that holds at the first address
 * whose topmost bits are `p`; it has one more item, the last entry.
 */
export interface RangeTable {
  readonly width: Width;
  readonly starts: Uint32Array<ArrayBuffer>;
  readonly values: Uint32Array<ArrayBuffer>;
  readonly index: Uint32Array<ArrayBuffer>;
  /** IPv6 only: the topmost 53 bits of each start as one number, so that most steps compare once. */
  readonly keys: Float64Array<ArrayBuffer>;
  /** IPv6 only: every eighth key, so that most steps of a search stay in the processor's cache. */
  readonly samples: Float64Array<ArrayBuffer>;
}

/** By how many bits an address's first word is shifted right to index `index`. */
const indexShift = { 1: 16, 4: 12 } as const;

/** Adds the first-level index to boundaries. */
export function indexed({ width, starts, values }: Boundaries): RangeTable {
  const shift = indexShift[width];
  const index = new Uint32Array(2 ** (32 - shift) + 1);
  let filled = 0;
  for (let entry = 1; entry < values.length; entry++) {
    const at = entry * width;
    const behind = firstPrefixFrom(starts, at, width);
    if (behind > filled) index.fill(entry - 1, filled, behind);
    filled = Math.max(filled, behind);
  }
  index.fill(values.length - 1, filled);
  const keys = width === 4 ? keysOf(starts) : new Float64Array(0);
  return { width, starts, values, index, keys, samples: keys.filter((_, at) => at % 8 === 0) };
}

/** The first index prefix whose first address is not before the start at `at`. */
function firstPrefixFrom(starts: Uint32Array, at: number, width: Width): number {
  const shift = indexShift[width];
  const word0 = starts[at] as number;
  const prefix = word0 >>> shift;
  const isFirst =
    word0 === (prefix << shift) >>> 0 && starts.subarray(at + 1, at + width).every((w) => w === 0);
  return isFirst ? prefix : prefix + 1;
}

function keysOf(starts: Uint32Array): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: starts.length / 4 }, (_, entry) =>
    keyOf(starts[entry * 4] as number, starts[entry * 4 + 1] as number),
  );
}

function keyOf(word0: number, word1: number): number {
  return (word0 >>> 0) * 0x20_0000 + (word1 >>> 11);
}

/** The value that holds at an IPv4 address, whose bits may be taken as signed or unsigned. */
export function valueOfIpv4({ starts, values, index }: RangeTable, address: number): number {
  const bits = address >>> 0;
  const prefix = bits >>> indexShift[1];
  let low = index[prefix] as number;
  let high = index[prefix + 1] as number;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((starts[middle] as number) <= bits) low = middle;
    else high = middle - 1;
  }
  return values[low] as number;
}

/** The value that holds at an IPv6 address; all 128 bits count, signed or unsigned. */
export function valueOfIpv6(table: RangeTable, address: Ipv6Words): number {
  const { keys, samples, values, index } = table;
  const prefix = address.word0 >>> indexShift[4];
  const key = keyOf(address.word0, address.word1);
  // Two searches written out: V8 would box the key to hand it to a function.
  const last = index[prefix + 1] as number;
  let low = (index[prefix] as number) >>> 3;
  let high = last >>> 3;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((samples[middle] as number) <= key) low = middle;
    else high = middle - 1;
  }
  low *= 8;
  high = Math.min(last, low + 7);
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((keys[middle] as number) <= key) low = middle;
    else high = middle - 1;
  }
  return values[keys[low] === key ? exactEntry(table, address, low) : low] as number;
}

/** Four 32-bit words, most significant first. */
export interface Ipv6Words {
  readonly word0: number;
  readonly word1: number;
  readonly word2: number;
  readonly word3: number;
}

/** Of the entries up to `last` with the same topmost bits, the last that does not begin later. */
function exactEntry(
  { starts }: RangeTable,
  { word0, word1, word2, word3 }: Ipv6Words,
  last: number,
): number {
  let low = 0;
  let high = last;
  for (let step = 1; low < high; step *= 2) {
    // Nearly always the last one or its neighbour: widen from there, then halve.
    const middle = low === 0 ? Math.max(1, high - step + 1) : (low + high + 1) >>> 1;
    const at = middle * 4;
    let difference = (starts[at] as number) - (word0 >>> 0);
    if (difference === 0) difference = (starts[at + 1] as number) - (word1 >>> 0);
    if (difference === 0) difference = (starts[at + 2] as number) - (word2 >>> 0);
    if (difference === 0) difference = (starts[at + 3] as number) - (word3 >>> 0);
    if (difference <= 0) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * One walk over several boundaries of one family: calls `combine` with the values that hold
 * together (one for each of `layers`, in a reused array) and builds the boundaries of what it
 * returns.
 */
export function mergeBoundaries(
  layers: readonly Boundaries[],
  width: Width,
  combine: (values: readonly number[]) => number,
): Boundaries {
  const builder = new BoundaryBuilder(width);
  const cursors = layers.map(() => 0);
  const held = layers.map((layer) => layer.values[0] ?? 0);
  builder.from(new Uint32Array(width), 0, combine(held));
  for (;;) {
    const at = nearestNext(layers, cursors, width);
    if (at === undefined) return builder.build();
    const next = (cursors[at] as number) + 1;
    const { starts } = layers[at] as Boundaries;
    for (let layer = 0; layer < layers.length; layer++) {
      const other = layers[layer] as Boundaries;
      const cursor = (cursors[layer] as number) + 1;
      if (cursor >= other.values.length) continue;
      if (compareWords(other.starts, cursor * width, starts, next * width, width) !== 0) continue;
      cursors[layer] = cursor;
      held[layer] = other.values[cursor] as number;
    }
    builder.from(starts, next * width, combine(held));
  }
}

/** Which layer changes next; undefined at the end of all. */
function nearestNext(
  layers: readonly Boundaries[],
  cursors: readonly number[],
  width: Width,
): number | undefined {
  let nearest: number | undefined;
  for (let layer = 0; layer < layers.length; layer++) {
    const { starts, values } = layers[layer] as Boundaries;
    const next = (cursors[layer] as number) + 1;
    if (next >= values.length) continue;
    if (nearest === undefined) nearest = layer;
    else {
      const best = layers[nearest] as Boundaries;
      const bestAt = ((cursors[nearest] as number) + 1) * width;
      if (compareWords(starts, next * width, best.starts, bestAt, width) < 0) nearest = layer;
    }
  }
  return nearest;
}
