import type { CanonicalAddress } from "./address.ts";
import { type Boundaries, boundariesOf } from "./boundaries.ts";
import type { EpochMs, Evidence, Source } from "./evidence.ts";
import type { Fix } from "./fix.ts";
import { parseNetwork, type Width } from "./network.ts";
import {
  indexed,
  mergeBoundaries,
  type RangeTable,
  valueOfIpv4,
  valueOfIpv6,
} from "./range-table.ts";
import { isStale, nextStaleAt, resolveFix, throughTransition } from "./resolve-fix.ts";
import { specialNetworks } from "./special-ranges.ts";

type Says = Evidence["says"];

/**
 * What one source says, over all addresses: value `n` above 0 in the boundaries is `says[n - 1]`.
 * `special`: whether the source counts for private and reserved addresses (`counts`: geofeeds and
 * lists; `ignored`: country databases).
 */
export interface SourceRanges {
  readonly source: Source;
  readonly special: "counts" | "ignored";
  readonly says: readonly Says[];
  readonly ipv4: Boundaries;
  readonly ipv6: Boundaries;
}

/**
 * All sources merged: an address has the number of a set, and `sets` holds for each set one value
 * for each source (0: says nothing). Typed arrays and plain data only: moves between threads by
 * transfer.
 */
export interface LocationData {
  readonly sources: readonly Source[];
  readonly says: readonly (readonly Says[])[];
  readonly sets: Uint32Array<ArrayBuffer>;
  readonly ipv4: RangeTable;
  readonly ipv6: RangeTable;
}

/** How many sets of evidence occur. */
export function setCount({ sources, sets }: LocationData): number {
  return sets.length / Math.max(1, sources.length);
}

/** What one source says in a set of evidence; undefined: nothing. */
export function saidIn({ sources, says, sets }: LocationData, set: number, source: number) {
  return says[source]?.[(sets[set * sources.length + source] ?? 0) - 1];
}

/** All that is said in a set of evidence, in the order of the sources. */
export function evidenceIn(data: LocationData, set: number): Evidence[] {
  return data.sources.flatMap((source, at): Evidence[] => {
    const says = saidIn(data, set, at);
    return says === undefined ? [] : [{ source, says }];
  });
}

/** Merges sources, in the order in which they are shown. Takes up to seconds. */
export function compileLocationData(sources: readonly SourceRanges[]): LocationData {
  const sets = new EvidenceSets(sources);
  return {
    sources: sources.map(({ source }) => source),
    says: sources.map(({ says }) => says),
    ipv4: indexed(mergeFamily(sources, 1, sets)),
    ipv6: indexed(mergeFamily(sources, 4, sets)),
    sets: sets.flat(),
  };
}

/** The buffers of the data, to be transferred instead of copied. */
export function buffersOf({ sets, ipv4, ipv6 }: LocationData): ArrayBuffer[] {
  return [ipv4, ipv6]
    .flatMap(({ starts, values, index, keys, samples }) => [
      starts.buffer,
      values.buffer,
      index.buffer,
      keys.buffer,
      samples.buffer,
    ])
    .concat(sets.buffer);
}

const unknownFix: Fix = { standing: "unknown", reasons: [{ kind: "no-evidence" }] };

/**
 * Looks addresses up. Equal evidence gives the same fix object until a source turns stale, so that
 * callers may memoise by it.
 */
export class LocationTable {
  readonly #data: LocationData;
  #fixes: (Fix | undefined)[] = [];
  #transitionFixes = new Map<number, Fix>();
  /** The fixes at hand hold from `#from` until before `#until`. */
  #from: EpochMs = 0;
  #until: EpochMs = 0;

  constructor(data: LocationData) {
    this.#data = data;
    this.#fixes = new Array(setCount(data)).fill(undefined);
  }

  lookUp(address: CanonicalAddress, now: EpochMs): Fix {
    if (now >= this.#until || now < this.#from) this.#startPeriod(now);
    switch (address.kind) {
      case "ipv4":
        return this.#fixOf(valueOfIpv4(this.#data.ipv4, address.bits), now);
      case "ipv6":
        return this.#fixOf(valueOfIpv6(this.#data.ipv6, address), now);
      case "transition":
        return this.#transitionFixOf(valueOfIpv4(this.#data.ipv4, address.bits), now);
      case "unknown":
        return unknownFix;
    }
  }

  /** What each source says; of a transition address, what is said of the address it carries. */
  evidenceOf(address: CanonicalAddress): Evidence[] {
    switch (address.kind) {
      case "ipv4":
      case "transition":
        return evidenceIn(this.#data, valueOfIpv4(this.#data.ipv4, address.bits));
      case "ipv6":
        return evidenceIn(this.#data, valueOfIpv6(this.#data.ipv6, address));
      case "unknown":
        return [];
    }
  }

  #fixOf(set: number, now: EpochMs): Fix {
    const known = this.#fixes[set];
    if (known !== undefined) return known;
    const fix = resolveFix(evidenceIn(this.#data, set), now);
    this.#fixes[set] = fix;
    return fix;
  }

  #transitionFixOf(set: number, now: EpochMs): Fix {
    const known = this.#transitionFixes.get(set);
    if (known !== undefined) return known;
    const fix = throughTransition(this.#fixOf(set, now));
    this.#transitionFixes.set(set, fix);
    return fix;
  }

  #startPeriod(now: EpochMs): void {
    const { sources } = this.#data;
    const turned = sources.filter((source) => isStale(source, now));
    this.#from = Math.max(
      Number.NEGATIVE_INFINITY,
      ...turned.map(({ builtAt, maxAgeMs }) => builtAt + maxAgeMs + 1),
    );
    this.#until = nextStaleAt(sources, now);
    this.#fixes.fill(undefined);
    this.#transitionFixes.clear();
  }
}

/** Numbers the combinations of values that occur; the one without any is number 0. */
class EvidenceSets {
  readonly #sources: readonly SourceRanges[];
  readonly #numbers = new Map<number, number>();
  readonly #partial: Map<number, number>[];
  #partials = 0;
  #flat: number[] = [];

  constructor(sources: readonly SourceRanges[]) {
    this.#sources = sources;
    this.#partial = sources.map(() => new Map());
    this.numberOf([0, ...sources.map(() => 0)]);
  }

  /** `held`: first whether the address is special (1) or not (0), then one value a source. */
  numberOf(held: readonly number[]): number {
    const special = held[0] === 1;
    let partial = 0;
    for (let at = 0; at < this.#sources.length; at++) {
      partial = this.#extend(at, partial, this.#wordOf(at, held, special));
    }
    const known = this.#numbers.get(partial);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(partial, number);
    for (let at = 0; at < this.#sources.length; at++) {
      this.#flat.push(this.#wordOf(at, held, special));
    }
    return number;
  }

  flat(): Uint32Array<ArrayBuffer> {
    return Uint32Array.from(this.#flat);
  }

  #wordOf(at: number, held: readonly number[], special: boolean): number {
    return special && this.#sources[at]?.special === "ignored" ? 0 : (held[at + 1] as number);
  }

  /** A number for (the values before, this value), the same for equal pairs. */
  #extend(at: number, before: number, word: number): number {
    const known = this.#partial[at] as Map<number, number>;
    // INVARIANT: no two words of a source share a key, however many it has.
    const key = before * ((this.#sources[at]?.says.length ?? 0) + 1) + word;
    const found = known.get(key);
    if (found !== undefined) return found;
    this.#partials += 1;
    known.set(key, this.#partials);
    return this.#partials;
  }
}

function mergeFamily(
  sources: readonly SourceRanges[],
  width: Width,
  sets: EvidenceSets,
): Boundaries {
  const layers = sources.map(({ ipv4, ipv6 }) => (width === 1 ? ipv4 : ipv6));
  return mergeBoundaries([specialBoundaries(width), ...layers], width, (held) =>
    sets.numberOf(held),
  );
}

/** 1 for addresses without a place, 0 for all others. */
function specialBoundaries(width: Width): Boundaries {
  const networks = specialNetworks.flatMap((text) => {
    const network = parseNetwork(text);
    return network === undefined ? [] : [{ network, value: 1 }];
  });
  const boundaries = boundariesOf(networks, width);
  if (boundaries === undefined) throw new Error("special networks cross each other");
  return boundaries;
}
