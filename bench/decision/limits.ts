import type { Limit, Order, Rule } from "@graticule/admission/limit";
import { allCountries } from "@graticule/jurisdiction/country";
import type { Place } from "@graticule/jurisdiction/place";

/** Later than any measurement. */
export const until = 4_102_444_800_000;

/**
 * `count` limits as a large meeting could have them: one rule per tier, and otherwise orders in
 * force, spread evenly over all countries.
 */
export function makeLimits(count: number): readonly Limit[] {
  const tiers = ["platform", "account", "meeting"] as const;
  const rules = tiers.map(
    (tier, at): Rule => ({
      kind: "rule",
      id: `rule-${tier}`,
      tier,
      deny: [countryAt(at * 7), countryAt(at * 7 + 3)],
      allow: "everyone",
      matches: "probable",
      onDoubt: "admit",
    }),
  );
  const orders = Array.from(
    { length: count - rules.length },
    (_, at): Order => ({
      kind: "order",
      id: `order-${String(at).padStart(5, "0")}`,
      jurisdiction: [countryAt(at)],
      from: 0,
      until,
      authority: "An authority",
      law: "A law",
    }),
  );
  return [...rules, ...orders];
}

/** 97 is coprime to the number of countries, so the first few are not neighbours. */
function countryAt(at: number): Place {
  return allCountries[(at * 97) % allCountries.length] as Place;
}
