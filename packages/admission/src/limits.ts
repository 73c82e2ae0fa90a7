import { countryOf, isSubdivision, type Place } from "@graticule/jurisdiction/place";
import type { Decision } from "./decision.ts";
import type { Limit, Order, Rule } from "./limit.ts";
import type { EpochMs } from "./location/evidence.ts";

/** A rule with its lists as sets. `ordinal`: its place in the order of reasons. */
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
 * The answers for one span of time in which no limit begins or ends. decide.ts memoises them here:
 * the same question has the same object as its answer.
 */
export interface TimeSlice {
  /** The span: `from` inclusive, `until` exclusive; infinite at the ends. */
  readonly from: EpochMs;
  readonly until: EpochMs;
  /** Limits in force that may concern a fix in a country, by that country. */
  readonly byCountry: ReadonlyMap<Place, readonly CompiledLimit[]>;
  /** Rules in force that may concern every settled fix: those with an allow-list. */
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
 * Compiled limits: a decision costs the same with ten of them as with ten thousand. Made by {@link
 * compileLimits}, and opaque outside of `decide` and the functions here. The memo within changes no
 * answer.
 */
export interface CompiledLimits {
  /** In the order of their ids, so that the order in which they were given is irrelevant. */
  readonly limits: readonly CompiledLimit[];
  /** Every moment at which a limit begins or ends, ascending, each once. */
  readonly boundaries: readonly EpochMs[];
  /** The latest span. */
  slice: TimeSlice;
}

function spanOf(limit: Limit): { readonly from: EpochMs; readonly until: EpochMs } {
  return {
    from: limit.from ?? Number.NEGATIVE_INFINITY,
    until: limit.until ?? Number.POSITIVE_INFINITY,
  };
}

/** A total order of limits by their content alone. */
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
    const [jurisdiction, excepted] = [new Set(limit.jurisdiction), new Set(limit.excepted)];
    return { kind: "order", ordinal, order: limit, jurisdiction, excepted };
  }
  const { deny, allow } = limit;
  return {
    kind: "rule",
    ordinal,
    rule: limit,
    deny: new Set(deny),
    deniedWithin: countriesWithParts(deny),
    allow: allow === "everyone" ? allow : new Set(allow),
    allowedWithin: countriesWithParts(allow === "everyone" ? [] : allow),
  };
}

function limitsNobody({ deny, allow }: CompiledRule): boolean {
  return deny.size === 0 && allow === "everyone";
}

function inForce(compiled: CompiledLimit, now: EpochMs): boolean {
  const { from, until } = spanOf(compiled.kind === "order" ? compiled.order : compiled.rule);
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

function makeSlice(
  limits: readonly CompiledLimit[],
  boundaries: readonly EpochMs[],
  now: EpochMs,
): TimeSlice {
  const active = limits.filter((compiled) => inForce(compiled, now));
  const rules = active
    .filter((compiled) => compiled.kind === "rule")
    .filter((rule) => !limitsNobody(rule));
  return {
    from: boundaries.findLast((moment) => moment <= now) ?? Number.NEGATIVE_INFINITY,
    until: boundaries.find((moment) => moment > now) ?? Number.POSITIVE_INFINITY,
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

/** Costs time and memory in proportion to the places that the limits name. */
export function compileLimits(limits: readonly Limit[]): CompiledLimits {
  const compiled = limits.toSorted(compareLimits).map(compileLimit);
  const moments = limits.flatMap((limit) => Object.values(spanOf(limit))).filter(Number.isFinite);
  const boundaries = [...new Set(moments)].sort((a, b) => a - b);
  const slice = makeSlice(compiled, boundaries, Number.NEGATIVE_INFINITY);
  return { limits: compiled, boundaries, slice };
}

/** No limits at all: everyone is admitted, without a reason. */
export const noLimits: CompiledLimits = compileLimits([]);

/** The span around `now`. Constant time while `now` stays within the latest span. */
export function sliceAt(limits: CompiledLimits, now: EpochMs): TimeSlice {
  const { slice } = limits;
  if (now >= slice.from && now < slice.until) return slice;
  const moved = makeSlice(limits.limits, limits.boundaries, now);
  limits.slice = moved;
  return moved;
}

/** The next moment after `now` at which a limit begins or ends; `undefined`: nothing will change. */
export function nextChangeAt(limits: CompiledLimits, now: EpochMs): EpochMs | undefined {
  return limits.boundaries.find((moment) => moment > now);
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
