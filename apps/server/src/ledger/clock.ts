import { join } from "node:path";
import { type Day, dayNumber, parseDay } from "@graticule/ledger/day";
import { type Disk, readIfThere } from "./durable-file.ts";
import { LedgerFault } from "./ledger-fault.ts";

/**
 * What was sealed opens by the database's clock, and can't be shut again. So a clock that is
 * further ahead of the log is not believed: either the service was off for long, or the clock is
 * wrong. The operator confirms the date in `ledger.day` of the data folder: a date that is as far away, before or after it,
 * confirms no other one.
 */
const believedDays = 31;

export type Clock = ReturnType<typeof createClock>;

export function createClock(dataDir: string, disk: Disk) {
  const daysBetween = (from: Day, to: Day) => dayNumber(to) - dayNumber(from);
  return {
    /** @throws LedgerFault `clock`: nothing may be appended */
    async mustBeBelieved({
      closedThrough,
      lastDayOver,
    }: {
      readonly closedThrough: Day;
      readonly lastDayOver: Day;
    }): Promise<void> {
      if (daysBetween(closedThrough, lastDayOver) <= believedDays) return;
      const written = await readIfThere(disk, join(dataDir, "ledger.day"));
      const today = parseDay(written?.toString("latin1").trim());
      if (today === undefined || Math.abs(daysBetween(today, lastDayOver)) > believedDays)
        throw new LedgerFault("clock");
    },
  };
}
