import { decide } from "@graticule/admission/decide";
import type { DecisionReason } from "@graticule/admission/decision";
import { compileLimits } from "@graticule/admission/limits";
import type { Fix } from "@graticule/admission/location/fix";
import type { Contender } from "../measure.ts";
import { makeLimits } from "./limits.ts";

/** Where people come from, and what is known about it. */
export interface World {
  readonly addresses: readonly string[];
  readonly fixOf: (address: string) => Fix;
  readonly now: number;
}

/**
 * The cost of a join: the place of an address, and the decision with this many limits in force.
 */
export function oursWith(count: number, { addresses, fixOf, now }: World): Contender {
  const limits = compileLimits(makeLimits(count));
  return over(`ours-${count}`, addresses, (address) => {
    const decision = decide(fixOf(address), limits, now);
    let read = decision.kind === "admit" ? 1 : 0;
    for (const reason of decision.reasons) read += weightOf(reason);
    return read;
  });
}

/** Reads every reason, as the wording of a refusal does. */
function weightOf(reason: DecisionReason): number {
  return reason.kind === "ordered" ? 2 : 1;
}

/** Works through all addresses, and fails if the work was optimised away. */
export function over(
  name: string,
  addresses: readonly string[],
  work: (address: string) => number,
): Contender {
  return {
    name,
    run: () => {
      let read = 0;
      for (const address of addresses) read += work(address);
      if (read === 0) throw new Error(`${name} read nothing`);
      return addresses.length;
    },
  };
}
