import { type Day, dayNumber, daysAfter } from "./day.ts";
import type { Entry } from "./entry.ts";
import { slotsADay } from "./sealed.ts";

/**
 * How old a log is, by its own days: each ends with its sealed slots, whatever happened. A log that
 * stopped is consistent forever, and only the date shows it.
 */
export type LogDate =
  /** It has no entries, and so no days. */
  | { readonly kind: "empty" }
  | {
      /**
       * `old`: it was not kept up, or this is an old copy. `ahead`: it has the end of a day that
       * the reader's clock has not reached.
       */
      readonly kind: "current" | "old" | "ahead";
      readonly through: Day;
      /** From that day to the reader's. Negative: `ahead`. */
      readonly daysAgo: number;
    };

/** One day is over at least; just after midnight, the slots of the next one are still to come. */
const mostDaysAgo = 2;

/** @param through the last day that is over in the log  @param today the reader's, UTC */
export function dateLog(through: Day | undefined, today: Day): LogDate {
  if (through === undefined) return { kind: "empty" };
  const daysAgo = dayNumber(today) - dayNumber(through);
  const kind = daysAgo < 0 ? "ahead" : daysAgo > mostDaysAgo ? "old" : "current";
  return { kind, through, daysAgo };
}

/** The day that ends with this entry, its last sealed slot. */
export function dayEndedBy(entry: Entry): Day | undefined {
  return entry.kind === "sealed-slot" && entry.slot === slotsADay - 1 ? entry.day : undefined;
}

/** What is over in a log in which no day has ended. @param entry its first */
export function dayBefore({ day }: Pick<Entry, "day">): Day {
  return daysAfter(day, -1);
}
