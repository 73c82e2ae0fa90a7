import { areListedTogether, type Place } from "@graticule/jurisdiction/place";
import type { AgreementReport } from "./agreement.ts";

type Pairs = AgreementReport["pairs"];

/** As many pairs of places as a screen shows. */
const shownPairs = 8;

/**
 * Where sources differ most, each two places once: first territories with a code of their own and
 * the country under which ISO lists them, too.
 */
export function pairsToWatch(pairs: Pairs): Pairs {
  const once = pairs.filter(({ place, other }) => place < other);
  const isListed = ({ place, other }: Pairs[number]) =>
    areListedTogether(place as Place, other as Place);
  const listed = once.filter(isListed);
  return [...listed, ...once.filter((pair) => !isListed(pair))].slice(0, shownPairs);
}
