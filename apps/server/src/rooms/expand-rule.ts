import type { OnlyThese, Rule, Tier } from "@graticule/admission/limit";
import { onlyAtMost } from "@graticule/api/problem";
import type { PlaceOrGroup, RuleInput } from "@graticule/api/rules";
import { allCountries } from "@graticule/jurisdiction/country";
import { groupById } from "@graticule/jurisdiction/group";
import { type Place, parsePlace } from "@graticule/jurisdiction/place";

/** What is wrong with an input, and where: a JSON pointer into it. */
export interface RuleProblem {
  readonly pointer: string;
  readonly detail: string;
}

export type ExpandedRule =
  | { readonly kind: "rule"; readonly rule: Rule }
  | { readonly kind: "problems"; readonly problems: readonly RuleProblem[] };

/**
 * Turns a rule as a host wrote it into the limit that decides: groups become their places,
 * territories their own codes, duplicates go. Every unknown entry is reported and none skipped: a
 * rule that means less than it says is worse than none.
 */
export function expandRule(
  input: RuleInput,
  as: { readonly id: string; readonly tier: Tier },
): ExpandedRule {
  const problems: RuleProblem[] = [];
  const deny = expandPlaces(input.deny, "/deny", problems);
  const allow =
    input.allow === "everyone" ? input.allow : expandPlaces(input.allow, "/allow", problems);
  if (problems.length > 0) return { kind: "problems", problems };
  const rule: Rule = {
    kind: "rule",
    id: as.id,
    tier: as.tier,
    deny,
    allow,
    matches: input.matches,
    onDoubt: input.onDoubt,
    ...onlyOf(input),
    ...(input.until === undefined ? {} : { until: Date.parse(input.until) }),
  };
  return { kind: "rule", rule };
}

/** The places that a rule keeps out; of one that lets in only some, with the countries not wholly among them. */
export function refusedBy({ deny, allow }: Pick<Rule, "deny" | "allow">): readonly Place[] {
  const allowed = new Set(allow === "everyone" ? allCountries : allow);
  return [...new Set([...deny, ...allCountries.filter((one) => !allowed.has(one))])];
}

function onlyOf({ allow, deny }: RuleInput): { readonly only?: OnlyThese } {
  if (allow === "everyone" || allow.length + deny.length > onlyAtMost) return {};
  return { only: { allow, deny } };
}

/** The places of a list, sorted, each once; unknown entries are added to `problems`. */
export function expandPlaces(
  entries: readonly PlaceOrGroup[],
  pointer: string,
  problems: RuleProblem[],
): readonly Place[] {
  const places = new Set<Place>();
  for (const [index, entry] of entries.entries()) {
    const found = placesOf(entry);
    if (found === undefined) {
      const detail = entry.kind === "place" ? "There is no such place." : "There is no such group.";
      problems.push({ pointer: `${pointer}/${index}`, detail });
    } else {
      for (const place of found) places.add(place);
    }
  }
  return [...places].sort();
}

function placesOf(entry: PlaceOrGroup): readonly Place[] | undefined {
  if (entry.kind === "group") return groupById(entry.id)?.places;
  const place = parsePlace(entry.code);
  return place === undefined ? undefined : [place];
}
