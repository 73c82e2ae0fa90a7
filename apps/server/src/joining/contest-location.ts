import { evidenceOf } from "@graticule/admission/evidence-kinds";
import { addressPrefix } from "@graticule/admission/location/address";
import { namedInstead, speaksAgainst } from "@graticule/admission/location/resolve-paths";
import type { Place } from "@graticule/jurisdiction/place";
import type { Decided, Judge } from "../decision/judge.ts";
import type { Locator } from "../location/locator.ts";
import type { Claim, Contests, ToldContest } from "../presence/contests.ts";
import type { Join } from "../presence/joins.ts";

export interface ContestLocationParts {
  readonly judge: Judge;
  readonly locator: Pick<Locator, "evidenceOf">;
  readonly contests: Pick<Contests, "claim" | "stateOf">;
}

/** `not-by-order`: no order keeps this person out. `too-many`: of this join. */
export type ContestOutcome =
  | ToldContest
  | { readonly kind: "absent" | "not-by-order" | "too-many" };

/** "I am not there", said by someone whom an order keeps out, or will when their notice is over. */
export function contestLocation(
  join: Join,
  from: { readonly address: string; readonly devicePlace: Place | undefined },
  { judge, locator, contests }: ContestLocationParts,
): ContestOutcome {
  const ordered = orderedPlace(join, from.address, judge);
  if (ordered === undefined) return contests.stateOf(join) ?? { kind: "not-by-order" };
  const evidence = locator.evidenceOf(from.address);
  const claim: Claim = {
    ...ordered,
    devicePlace: from.devicePlace,
    network: addressPrefix(from.address),
    namedInstead: namedInstead(evidence, ordered.place),
    support: speaksAgainst(evidence, ordered.place) ? "some" : "none",
  };
  return contests.claim(join, claim);
}

function orderedPlace({ room, identity }: Join, address: string, judge: Judge) {
  const verdict = judge.judge(room, { address, identity });
  const now = verdict.kind === "decided" ? orderIn(verdict) : undefined;
  if (now !== undefined) return { ...now, from: "outside" } as const;
  const noticed = judge.noticeTo(room, { address, identity });
  const coming = noticed.kind === "notice" ? orderIn(noticed.coming) : undefined;
  return coming && ({ ...coming, from: "inside" } as const);
}

function orderIn({ decision, fix }: Decided) {
  const ordered = decision.reasons.find(({ kind }) => kind === "ordered");
  if (ordered?.kind !== "ordered" || !("place" in fix)) return undefined;
  return { orderId: ordered.limit, place: fix.place, evidence: evidenceOf(fix) };
}
