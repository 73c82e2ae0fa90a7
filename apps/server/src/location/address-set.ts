import {
  compareWords,
  type Network,
  nextAddress,
  type Width,
} from "@graticule/admission/location/network";

/** Addresses of both families, as ranges that neither touch nor overlap, in ascending order. */
export class AddressSet {
  readonly #ranges: Readonly<Record<Width, readonly Network[]>>;

  constructor(networks: readonly Network[]) {
    this.#ranges = { 1: joined(networks, 1), 4: joined(networks, 4) };
  }

  /** Whether every address of the network is among them. */
  holds({ width, first, last }: Network): boolean {
    const ranges = this.#ranges[width];
    let from = 0;
    let to = ranges.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const range = ranges[middle] as Network;
      if (compareWords(range.last, 0, first, 0, width) < 0) from = middle + 1;
      else to = middle;
    }
    const range = ranges[from];
    return (
      range !== undefined &&
      compareWords(range.first, 0, first, 0, width) <= 0 &&
      compareWords(last, 0, range.last, 0, width) <= 0
    );
  }

  /** Those of one family. */
  of(width: Width): readonly Network[] {
    return this.#ranges[width];
  }
}

function joined(networks: readonly Network[], width: Width): readonly Network[] {
  const ranges: Network[] = [];
  const sorted = networks
    .filter((network) => network.width === width)
    .sort((a, b) => compareWords(a.first, 0, b.first, 0, width));
  for (const network of sorted) {
    const before = ranges.at(-1);
    if (before === undefined || isApart(before, network)) ranges.push(network);
    else if (compareWords(network.last, 0, before.last, 0, width) > 0) {
      ranges[ranges.length - 1] = { ...before, last: network.last };
    }
  }
  return ranges;
}

function isApart({ width, last }: Network, { first }: Network): boolean {
  const next = nextAddress(last);
  return next !== undefined && compareWords(first, 0, next, 0, width) > 0;
}
