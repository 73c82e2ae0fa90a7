import type { Order, Rule, Tier } from "@graticule/admission/limit";
import { type RuleInput, ruleInput } from "@graticule/api/rules";
import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import { expandRule, refusedBy } from "./expand-rule.ts";
import type { DisclosedLimit } from "./room-directory.ts";
import type { StoredOrder, StoredPlatformRule, StoredRuleEvent } from "./store.ts";

export interface ReadRule {
  readonly rule: Rule;
  /** In words; undefined where it can't be read. */
  readonly told: DisclosedLimit | undefined;
}

/**
 * A host's stored rule of a shape or with a group that this version does not know lets no one in. One of the whole service keeps
 * no one out: see {@link readPlatformRule}.
 */
export function readRule(stored: unknown, tier: Tier, id = `${tier}-rule`): ReadRule {
  const input = ruleInput.safeParse(stored);
  const expanded = input.success ? expandRule(input.data, { id, tier }) : undefined;
  if (!input.success || expanded?.kind !== "rule")
    return { rule: closed(id, tier), told: undefined };
  return { rule: expanded.rule, told: toldOf(expanded.rule, { tier, rule: input.data }) };
}

/** A meeting's own rule, with the role of a person who set it in the host's place. */
export function readOwnRule({ rule: stored, actedAs }: StoredOwnRule): ReadRule {
  const { rule, told } = readRule(stored, "meeting");
  if (actedAs === null || actedAs === "host") return { rule, told };
  const limit = told && { ...told.limit, setBy: actedAs };
  return { rule: { ...rule, setBy: actedAs }, told: told && limit && { ...told, limit } };
}

type StoredOwnRule = Pick<StoredRuleEvent, "rule" | "actedAs">;

/**
 * Undefined: it can't be read, or would keep out more places than it was entered with, by which requests around it are found.
 * INVARIANT: then it keeps no one out. A rule of the whole service is public for 7 days before it holds, and says who is kept
 * out; what no one can read has said neither, and would close every meeting. Under a version whose groups have more places, it
 * has to be entered again.
 */
export function readPlatformRule(stored: StoredPlatformRule): ReadRule | undefined {
  const read = readRule(stored.rule, "platform", `platform-${stored.id}`);
  if (read.told === undefined) return undefined;
  const said: ReadonlySet<string> = new Set(stored.refuses);
  if (!refusedBy(read.rule).every((place) => said.has(place))) return undefined;
  const until = Math.min(stored.until, read.rule.until ?? Number.POSITIVE_INFINITY);
  const rule: Rule = { ...read.rule, from: stored.from, until };
  const words: RuleInput = { ...read.told.limit.rule, until: new Date(until).toISOString() };
  const told = toldOf(rule, { tier: "platform", rule: words, ground: stored.ground });
  return { rule, told: { ...told, change: stored.id } };
}

function toldOf({ from, until }: Rule, limit: DisclosedLimit["limit"]): DisclosedLimit {
  return {
    from: from ?? Number.NEGATIVE_INFINITY,
    until: until ?? Number.POSITIVE_INFINITY,
    limit,
  };
}

function closed(id: string, tier: Tier): Rule {
  return { kind: "rule", id, tier, deny: [], allow: [], matches: "probable", onDoubt: "refuse" };
}

/** It binds, and excepts, the places that this version knows. */
export function readOrder(stored: StoredOrder): Order {
  return {
    kind: "order",
    id: stored.id,
    jurisdiction: readPlaces(stored.jurisdiction),
    excepted: readPlaces(stored.excepted),
    from: stored.from,
    until: stored.until,
    ...(stored.authority === null ? {} : { authority: stored.authority }),
    ...(stored.law === null ? {} : { law: stored.law }),
    ...(stored.sealedUntil === null ? {} : { sealedUntil: stored.sealedUntil }),
  };
}

function readPlaces(codes: readonly string[]): Place[] {
  return codes.map(parsePlace).filter((place) => place !== undefined);
}
