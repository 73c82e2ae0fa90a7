import { countryOf, isSubdivision, type Place } from "@graticule/jurisdiction/place";
import type { Decision } from "./decision.ts";
import type { EpochMs } from "./location/evidence.ts";

/** What a rule does with a fix that does not settle the question. `ask` holds until the person answers. */
export type OnDoubt = "admit" | "hold" | "refuse" | "ask";

/** Whose rule it is. */
export type Tier = "platform" | "account" | "meeting";

/** As what someone set a meeting's own rule in its host's place. */
export type SetBy = "co-host" | "acting";

/**
 * A limit of a host, an account or the platform. Deny wins over allow. Groups are expanded to
 * places before a rule is made (an `except` removes places from a group). A rule that denies
 * nothing and allows everyone limits nobody, whatever it says of doubt.
 */
export interface Rule {
  readonly kind: "rule";
  readonly id: string;
  readonly tier: Tier;
  /** Of a meeting's own rule; absent: by its host. It decides nothing, and is told. */
  readonly setBy?: SetBy;
  /** Nobody from here. */
  readonly deny: readonly Place[];
  /** Only people from here, or `everyone`. An empty list lets nobody in. */
  readonly allow: readonly Place[] | "everyone";
  /** Which fixes settle the question; every other one is doubt. */
  readonly matches: "probable" | "established";
  readonly onDoubt: OnDoubt;
  /** From when and until when it holds (until exclusive); absent means without end. */
  readonly from?: EpochMs;
  readonly until?: EpochMs;
}

/**
 * The only restricting outcome of a government's request: withhold one occurrence of a meeting
 * from a jurisdiction, from `from` until `until` (exclusive).
 * INVARIANT: it touches only fixes that are `established` inside `jurisdiction`, and in nothing `excepted`.
 */
export interface Order {
  readonly kind: "order";
  readonly id: string;
  readonly jurisdiction: readonly Place[];
  /** Places inside it that it does not reach: those of disputed standing. Absent: none. */
  readonly excepted?: readonly Place[];
  readonly from: EpochMs;
  readonly until: EpochMs;
  /** Who demanded it and by which law, for the person at the door; absent while sealed. */
  readonly authority?: string;
  readonly law?: string;
}

export type Limit = Rule | Order;

/** A rule ready to be asked: its lists as sets. `ordinal` is its place in the order of reasons. */
export interface CompiledRule {
  readonly kind: "rule";
  readonly ordinal: number;
  readonly rule: Rule;
  readonly deny: ReadonlySet<Place>;
  /** Countries that have a denied subdivision. */
  readonly deniedWithin: ReadonlySet<Place>;
  readonly allow: "everyone" | ReadonlySet<Place>;
  /** Countries that have an allowed subdivision. */
  readonly allowedWithin: ReadonlySet<Place>;
}

export interface CompiledOrder {
  readonly kind: "order";
  readonly ordinal: number;
  readonly order: Order;
  readonly jurisdiction: ReadonlySet<Place>;
  readonly excepted: ReadonlySet<Place>;
}

export type CompiledLimit = CompiledRule | CompiledOrder;

/**
 * The answers for one span of time in which no limit begins or ends. Filled by decide.ts as
 * questions come; what was answered once is the same object from then on.
 */
export interface TimeSlice {
  /** The span: `from` inclusive, `until` exclusive; infinite at the ends. */
  readonly from: EpochMs;
  readonly until: EpochMs;
  /** Limits in force that can say something of a fix in a country, by that country. */
  readonly byCountry: ReadonlyMap<Place, readonly CompiledLimit[]>;
  /** Rules in force that can say something of every settled fix: those with an allow-list. */
  readonly everywhere: readonly CompiledRule[];
  /** Rules in force for which a probable fix is doubt. */
  readonly establishedOnly: readonly CompiledRule[];
  /** All rules in force that limit someone. */
  readonly rules: readonly CompiledRule[];
  /** Number of orders in force. */
  readonly orders: number;
  contested: Decision | undefined;
  unknown: Decision | undefined;
  /** Answers for countries, by the index that decide.ts gives to two letters. */
  readonly established: (Decision | undefined)[];
  readonly probable: (Decision | undefined)[];
  /** Answers for subdivisions. */
  readonly establishedWithin: Map<Place, Decision>;
  readonly probableWithin: Map<Place, Decision>;
}

/**
 * Limits made ready, so that a decision costs the same with ten of them as with ten thousand.
 * Made by {@link compileLimits}; to be given to `decide` and to the functions here, not read.
 * From outside a value: the memo within changes no answer.
 */
export interface CompiledLimits {
  /** In the order of their ids, so that the order in which they were given is irrelevant. */
  readonly limits: readonly CompiledLimit[];
  /** Every moment at which a limit begins or ends, ascending, each once. */
  readonly boundaries: readonly EpochMs[];
  /** The span that was asked last. */
  slice: TimeSlice;
}

function spanOf(limit: Limit): { readonly from: EpochMs; readonly until: EpochMs } {
  return {
    from: limit.from ?? Number.NEGATIVE_INFINITY,
    until: limit.until ?? Number.POSITIVE_INFINITY,
  };
}

/** A total order of limits that depends on nothing but what they say. */
function compareLimits(a: Limit, b: Limit): number {
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  const left = JSON.stringify(a);
  const right = JSON.stringify(b);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function countriesWithParts(places: readonly Place[]): ReadonlySet<Place> {
  return new Set(places.filter((place) => isSubdivision(place)).map((place) => countryOf(place)));
}

function compileLimit(limit: Limit, ordinal: number): CompiledLimit {
  if (limit.kind === "order") {
    const jurisdiction = new Set(limit.jurisdiction);
    return {
      kind: "order",
      ordinal,
      order: limit,
      jurisdiction,
      excepted: new Set(limit.excepted),
    };
  }
  const everyone = limit.allow === "everyone";
  return {
    kind: "rule",
    ordinal,
    rule: limit,
    deny: new Set(limit.deny),
    deniedWithin: countriesWithParts(limit.deny),
    allow: limit.allow === "everyone" ? "everyone" : new Set(limit.allow),
    allowedWithin: countriesWithParts(everyone ? [] : limit.allow),
  };
}

function limitOf(compiled: CompiledLimit): Limit {
  return compiled.kind === "order" ? compiled.order : compiled.rule;
}

function limitsNobody({ deny, allow }: CompiledRule): boolean {
  return deny.size === 0 && allow === "everyone";
}

function inForce(compiled: CompiledLimit, now: EpochMs): boolean {
  const { from, until } = spanOf(limitOf(compiled));
  return from <= now && now < until;
}

function countriesNamed(compiled: CompiledLimit): ReadonlySet<Place> {
  const places = compiled.kind === "order" ? compiled.jurisdiction : compiled.deny;
  return new Set([...places].map((place) => countryOf(place)));
}

function indexByCountry(active: readonly CompiledLimit[]): Map<Place, CompiledLimit[]> {
  const index = new Map<Place, CompiledLimit[]>();
  for (const compiled of active) {
    if (compiled.kind === "rule" && compiled.allow !== "everyone") continue;
    for (const country of countriesNamed(compiled)) {
      const list = index.get(country);
      if (list === undefined) index.set(country, [compiled]);
      else list.push(compiled);
    }
  }
  return index;
}

/** The first index whose boundary is after `now`. */
function boundaryAfter(boundaries: readonly EpochMs[], now: EpochMs): number {
  let low = 0;
  let high = boundaries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((boundaries[middle] ?? Number.POSITIVE_INFINITY) <= now) low = middle + 1;
    else high = middle;
  }
  return low;
}

function makeSlice(
  limits: readonly CompiledLimit[],
  boundaries: readonly EpochMs[],
  now: EpochMs,
): TimeSlice {
  const next = boundaryAfter(boundaries, now);
  const active = limits.filter((compiled) => inForce(compiled, now));
  const rules = active
    .filter((compiled) => compiled.kind === "rule")
    .filter((rule) => !limitsNobody(rule));
  return {
    from: boundaries[next - 1] ?? Number.NEGATIVE_INFINITY,
    until: boundaries[next] ?? Number.POSITIVE_INFINITY,
    byCountry: indexByCountry(active),
    everywhere: rules.filter(({ allow }) => allow !== "everyone"),
    establishedOnly: rules.filter(({ rule }) => rule.matches === "established"),
    rules,
    orders: active.filter(({ kind }) => kind === "order").length,
    contested: undefined,
    unknown: undefined,
    established: [],
    probable: [],
    establishedWithin: new Map(),
    probableWithin: new Map(),
  };
}

/** Makes limits ready. Costs time and memory in proportion to the places that they name. */
export function compileLimits(limits: readonly Limit[]): CompiledLimits {
  const compiled = limits.toSorted(compareLimits).map(compileLimit);
  const moments = limits.flatMap((limit) => {
    const { from, until } = spanOf(limit);
    return [from, until].filter((moment) => Number.isFinite(moment));
  });
  const boundaries = [...new Set(moments)].sort((a, b) => a - b);
  return {
    limits: compiled,
    boundaries,
    slice: makeSlice(compiled, boundaries, Number.NEGATIVE_INFINITY),
  };
}

/** No limits at all: everyone is admitted, without a reason. */
export const noLimits: CompiledLimits = compileLimits([]);

/** The span around `now`. Takes constant time as long as `now` stays within the span asked last. */
export function sliceAt(limits: CompiledLimits, now: EpochMs): TimeSlice {
  const { slice } = limits;
  if (now >= slice.from && now < slice.until) return slice;
  const moved = makeSlice(limits.limits, limits.boundaries, now);
  limits.slice = moved;
  return moved;
}

/** The next moment after `now` at which a limit begins or ends; `undefined`: nothing will change. */
export function nextChangeAt(limits: CompiledLimits, now: EpochMs): EpochMs | undefined {
  return limits.boundaries[boundaryAfter(limits.boundaries, now)];
}

/** How many orders hold at `now`. */
export function ordersInForce(limits: CompiledLimits, now: EpochMs): number {
  return sliceAt(limits, now).orders;
}

/** The orders that hold at `now`, in the order of their ids. */
export function ordersAt({ limits }: CompiledLimits, now: EpochMs): readonly Order[] {
  return limits.flatMap((limit) =>
    limit.kind === "order" && inForce(limit, now) ? [limit.order] : [],
  );
}

/** When an order begins; `undefined`: it is not among these limits. */
export function orderBeginsAt({ limits }: CompiledLimits, id: string): EpochMs | undefined {
  const found = limits.find((limit) => limit.kind === "order" && limit.order.id === id);
  return found?.kind === "order" ? found.order.from : undefined;
}
