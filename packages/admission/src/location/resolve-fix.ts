import { covers, overlaps } from "@graticule/jurisdiction/covers";
import type { Place } from "@graticule/jurisdiction/place";
import type { EpochMs, Evidence, Source } from "./evidence.ts";
import type { Fix, FixReason } from "./fix.ts";

/** One source's word for a place. */
interface Claim {
  readonly source: Source;
  readonly place: Place;
  readonly stale: boolean;
}

/** True once the data of a source is older than its maximum age. */
export function isStale(source: Source, now: EpochMs): boolean {
  return now - source.builtAt > source.maxAgeMs;
}

/** The first moment after `now` at which a source that is fresh now has become stale. */
export function nextStaleAt(sources: Iterable<Source>, now: EpochMs): EpochMs {
  let next = Number.POSITIVE_INFINITY;
  for (const source of sources) {
    const at = source.builtAt + source.maxAgeMs + 1;
    if (at > now && at < next) next = at;
  }
  return next;
}

/**
 * What all the evidence about one address amounts to at `now`.
 *
 * 1. Anycast says that the address has no place: `unknown`, whatever else is said.
 * 2. Any other anonymiser contests every place.
 * 3. The operator's own geofeed outweighs databases: fresh it establishes, stale it is `probable`. A
 *    stale one that differs from a fresh one, or is coarser, lowers it to `probable`.
 * 4. Fresh sources that differ contest. Two places agree if one covers the other, and the fix is
 *    the coarsest of those that agree: the finest one that every source supports.
 * 5. At least two independent fresh sources, one of them measured, establish; a stale source that
 *    differs, a mobile network, or a source that itself has the prefix registered in another
 *    country lowers to `probable`. All less is `probable`.
 * 6. Stale sources alone: `probable`, or contested where they differ.
 * 7. What a network declares about itself is weighed last, and only takes away: see
 *    {@link afterDeclared}.
 */
export function resolveFix(evidence: readonly Evidence[], now: EpochMs): Fix {
  const claims = claimsOf(evidence, now);
  const reasons = reasonsOf(evidence, claims);
  const anonymisers = evidence.filter(({ says }) => says.kind === "anonymiser");
  if (anonymisers.some(({ says }) => says.kind === "anonymiser" && says.anonymiser === "anycast")) {
    return { standing: "unknown", reasons };
  }
  if (anonymisers.length > 0) return contested(claims, reasons);
  if (claims.length === 0) {
    return { standing: "unknown", reasons: [...reasons, { kind: "no-evidence" }] };
  }
  const operator = claims.filter(({ source }) => source.basis === "operator");
  if (operator.length > 0) return resolveOperator(operator, reasons);
  const databases = claims.filter(({ source }) => source.basis !== "declared");
  if (databases.length === 0) return { standing: "unknown", reasons };
  const fix = resolveDatabases(databases, evidence.some(isDoubted), reasons);
  return databases.length === claims.length ? fix : afterDeclared(fix, claims, reasons);
}

/**
 * A fix of databases, after what networks declare about themselves. INVARIANT: a declared word never
 * raises a standing and never moves a place, so that no network can put its users into a place by
 * saying so: neither into one that a rule admits alone ("only FR"), nor into one that it refuses.
 * For the same reason declared words alone leave an address unknown, which is doubt: the host
 * chose what doubt does. A fresh one that differs contests; a stale one lowers to `probable`, or
 * contests what rests on stale sources alone.
 */
function afterDeclared(fix: Fix, claims: readonly Claim[], reasons: readonly FixReason[]): Fix {
  if (!("place" in fix)) return contested(claims, reasons);
  const differing = claims.filter(
    ({ source, place }) => source.basis === "declared" && !overlaps(place, fix.place),
  );
  if (differing.length === 0) return fix;
  const restsOnStale = claims.every(({ source, stale }) => stale || source.basis === "declared");
  if (restsOnStale || differing.some(({ stale }) => !stale)) return contested(claims, reasons);
  const disagree: FixReason = { kind: "disagree", places: placesOf(claims) };
  return { ...fix, standing: "probable", reasons: [...reasons, disagree] };
}

/** Whether the place of such an address can't be sure, even if sources agree. */
function isDoubted({ says }: Evidence): boolean {
  return says.kind === "mobile" || (says.kind === "place" && says.registered !== undefined);
}

/**
 * The fix of an address that carries an IPv4 address, from that one's fix: a relay of unknown place
 * stands between, so what was sure is contested.
 */
export function throughTransition(carried: Fix): Fix {
  const reasons: readonly FixReason[] = [...carried.reasons, { kind: "transition" }];
  switch (carried.standing) {
    case "established":
    case "probable":
      return { standing: "contested", places: [carried.place], reasons };
    case "contested":
      return { standing: "contested", places: carried.places, reasons };
    case "unknown":
      return { standing: "unknown", reasons };
  }
}

function claimsOf(evidence: readonly Evidence[], now: EpochMs): Claim[] {
  return evidence.flatMap(({ source, says }) =>
    says.kind === "place" ? [{ source, place: says.place, stale: isStale(source, now) }] : [],
  );
}

function reasonsOf(evidence: readonly Evidence[], claims: readonly Claim[]): FixReason[] {
  const reasons = claims.map(sharedWord);
  for (const { source, says } of evidence) {
    if (says.kind === "anonymiser") {
      reasons.push({ kind: "anonymiser", source: source.id, anonymiser: says.anonymiser });
    } else if (says.kind === "mobile") reasons.push({ kind: "mobile", source: source.id });
    else if (says.registered !== undefined) {
      reasons.push({ kind: "registered-elsewhere", source: source.id, place: says.registered });
    }
  }
  return reasons;
}

/** Equal words are one object: a table holds as many fixes as sets of evidence. */
function sharedWord({ source, place, stale }: Claim): FixReason {
  const words = sharedWords.get(source) ?? new Map<string, FixReason>();
  sharedWords.set(source, words);
  const key = stale ? `${place} stale` : place;
  const { id, basis } = source;
  const word = words.get(key) ?? { kind: "says", source: id, basis, place, stale };
  words.set(key, word);
  return word;
}

const sharedWords = new WeakMap<Source, Map<string, FixReason>>();

function resolveOperator(claims: readonly Claim[], reasons: readonly FixReason[]): Fix {
  const fresh = claims.filter(({ stale }) => !stale);
  const counted = fresh.length > 0 ? fresh : claims;
  const place = coarsestPlace(counted);
  if (place === undefined || differ(counted)) return contested(counted, reasons);
  if (fresh.length === 0) return { standing: "probable", place, reasons };
  // INVARIANT: a word that gets old makes nothing sure.
  if (claims.every((one) => covers(place, one.place))) {
    return { standing: "established", place, reasons };
  }
  const disagree: FixReason = { kind: "disagree", places: placesOf(claims) };
  return { standing: "probable", place, reasons: [...reasons, disagree] };
}

function resolveDatabases(
  claims: readonly Claim[],
  doubted: boolean,
  reasons: readonly FixReason[],
): Fix {
  const fresh = claims.filter(({ stale }) => !stale);
  const counted = fresh.length > 0 ? fresh : claims;
  const agreeing = claims.filter(({ place }) => counted.every((one) => overlaps(place, one.place)));
  const place = coarsestPlace(agreeing);
  if (place === undefined || differ(counted)) return contested(claims, reasons);
  if (agreeing.length < claims.length) {
    const disagree: FixReason = { kind: "disagree", places: placesOf(claims) };
    return { standing: "probable", place, reasons: [...reasons, disagree] };
  }
  const isSure = !doubted && areEnough(fresh);
  return { standing: isSure ? "established" : "probable", place, reasons };
}

/** At least two independent sources, one of them measured; all registration ones are one. */
function areEnough(fresh: readonly Claim[]): boolean {
  const makers = (basis: Source["basis"]) =>
    new Set(fresh.flatMap(({ source }) => (source.basis === basis ? [source.maker] : [])));
  const measured = makers("measured");
  const hasOther = [...makers("registration")].some((maker) => !measured.has(maker));
  return measured.size >= 2 || (measured.size === 1 && hasOther);
}

/** The place that covers the most; of places that agree, the finest that every source supports. */
function coarsestPlace(claims: readonly Claim[]): Place | undefined {
  let coarsest: Place | undefined;
  for (const { place } of claims) {
    if (coarsest === undefined || covers(place, coarsest)) coarsest = place;
  }
  return coarsest;
}

function differ(claims: readonly Claim[]): boolean {
  return claims.some(({ place }) => claims.some((other) => !overlaps(place, other.place)));
}

function contested(claims: readonly Claim[], reasons: readonly FixReason[]): Fix {
  const places = placesOf(claims);
  return {
    standing: "contested",
    places,
    reasons: differ(claims) ? [...reasons, { kind: "disagree", places }] : reasons,
  };
}

function placesOf(claims: readonly Claim[]): Place[] {
  return [...new Set(claims.map(({ place }) => place))].sort();
}
