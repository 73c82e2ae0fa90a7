import { type ContestEnd, effectSizes } from "@graticule/desk/entry";
import type { Kysely } from "kysely";
import { createDailyMarkers } from "../../db/daily-markers.ts";
import type { Database } from "../../db/schema.ts";
import { insertOrderEntries } from "../orders/effect-store.ts";

const dayMs = 86_400_000;

/**
 * Notes publicly that people whom an order concerned were let in since they were not there, or that
 * the desk answered that they stay out: a lower bound for each day, order and outcome when it is
 * reached, and no number anywhere but in memory. Each bound is noted once, also after a restart and
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
  let counts = new Map<string, number>();
  return {
    write: marks.write,
    close: marks.close,
    count(orderId: string, outcome: ContestEnd): void {
      const today = Math.floor(now() / dayMs);
      if (today !== day) counts = new Map();
      day = today;
      const key = `${orderId} ${outcome}`;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      const bound = effectSizes.find((one) => Number.parseInt(one, 10) === count);
      if (bound !== undefined) marks.mark(`${key} ${bound}`);
    },
  };
}
