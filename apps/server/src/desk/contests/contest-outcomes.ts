import { createHmac, randomBytes } from "node:crypto";
import { type ContestEnd, effectSizes } from "@graticule/desk/entry";
import type { Kysely } from "kysely";
import { createDailyMarkers } from "../../db/daily-markers.ts";
import type { Database } from "../../db/schema.ts";
import { insertOrderEntries } from "../orders/effect-store.ts";

const dayMs = 86_400_000;
/** The highest bound: beyond it there is nothing to count. */
const mostCounted = Math.max(...effectSizes.map((one) => Number.parseInt(one, 10)));

/**
 * Notes publicly that people whom an order concerned were let in since they were not there, or that
 * the desk answered that they stay out: a lower bound for each day, order and outcome when it is
 * reached, and no number anywhere but in memory. Of those let in, each network counts once, so that
 * nobody becomes a crowd by coming again; it is known here by a keyed hash of its day. Each bound is noted once, also after a restart and
 * by several servers; they may then say less than it was.
 */
export function createContestOutcomes(db: Kysely<Database>, now: () => number = Date.now) {
  const marks = createDailyMarkers({
    now,
    async write(ids) {
      const noted = ids.map((id) => {
        const [order = "", outcome, bound] = id.split(" ");
        return { order, outcome, bound };
      });
      const [denied, upheld] = [
        noted.filter(({ outcome }) => outcome === "denied"),
        noted.filter(({ outcome }) => outcome !== "denied"),
      ];
      await insertOrderEntries(
        db,
        "contest-upheld",
        upheld.map(({ order, outcome, bound }) => ({ order, because: outcome, people: bound })),
      );
      await insertOrderEntries(
        db,
        "contest-denied",
        denied.map(({ order, bound }) => ({ order, times: bound })),
      );
    },
  });
  let day = Number.NaN;
  let hashKey = randomBytes(32);
  let counts = new Map<string, number>();
  let networks = new Map<string, Set<string>>();
  const countNetwork = (key: string, network: string | undefined): number | undefined => {
    const seen = networks.get(key) ?? new Set();
    networks.set(key, seen);
    const hash = createHmac("sha256", hashKey)
      .update(network ?? "unknown")
      .digest("base64");
    if (seen.has(hash) || seen.size >= mostCounted) return undefined;
    return seen.add(hash).size;
  };
  const countOnce = (key: string): number => {
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count;
  };
  return {
    write: marks.write,
    close: marks.close,
    /** @param network the /24 or /48 that they come from */
    count(orderId: string, outcome: ContestEnd, network: string | undefined): void {
      const today = Math.floor(now() / dayMs);
      if (today !== day) {
        counts = new Map();
        networks = new Map();
        hashKey = randomBytes(32);
      }
      day = today;
      const key = `${orderId} ${outcome}`;
      const count = outcome === "denied" ? countOnce(key) : countNetwork(key, network);
      const bound = effectSizes.find((one) => Number.parseInt(one, 10) === count);
      if (bound !== undefined) marks.mark(`${key} ${bound}`);
    },
  };
}
