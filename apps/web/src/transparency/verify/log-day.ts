import { unpackBundle } from "@graticule/ledger/bundle";
import type { Day } from "@graticule/ledger/day";
import { dateLog, dayBefore, dayEndedBy } from "@graticule/ledger/log-date";
import { tileWidth } from "@graticule/ledger/tile";
import { readLeafOf } from "./read-logged.ts";
import { logSizeOf, provePath, type Run } from "./run.ts";
import { type CheckStep, failed, passed } from "./steps.ts";

/** Whether the log is kept up, by its newest day and the reader's clock. */
export async function checkDate(run: Run): Promise<CheckStep> {
  const through = await newestDay(run);
  if (typeof through === "object") return failed({ step: "date", ...through });
  const date = dateLog(through, run.today);
  if (date.kind === "empty") return failed({ step: "date", why: "no-day" });
  if (date.kind === "current") return passed({ step: "date", through, daysAgo: date.daysAgo });
  return failed({ step: "date", why: date.kind, through });
}

/** The last day that is over, proved by the entry that shows it. */
async function newestDay(run: Run): Promise<Day | { readonly why: "missing" | "no-day" }> {
  for await (const { index, leaf } of newestFirst(run)) {
    if (leaf === undefined) return { why: "missing" };
    const entry = readLeafOf(leaf);
    const day = entry && (dayEndedBy(entry) ?? (index === 0 ? dayBefore(entry) : undefined));
    if (day === undefined) continue;
    return typeof (await provePath(run, index, leaf)) === "string" ? { why: "missing" } : day;
  }
  return { why: "no-day" };
}

/** All entries, unproved, as far as someone goes on: a day can have any number of them; an undefined one can't be had. */
async function* newestFirst(run: Run) {
  const size = logSizeOf(run);
  const last = Math.floor((size - 1) / tileWidth);
  for (let bundle = last; bundle >= 0; bundle -= 1) {
    const width = Math.min(tileWidth, size - bundle * tileWidth);
    const bytes = await run.files.resource({ kind: "entries", index: bundle, width });
    const leaves = bytes === undefined ? [] : unpackBundle(bytes, width).entries;
    for (let at = width - 1; at >= 0; at -= 1) {
      yield { index: bundle * tileWidth + at, leaf: leaves[at] };
    }
  }
}
