import { join } from "node:path";
import { type Day, dayNumber, parseDay } from "@graticule/ledger/day";
import { type Disk, readIfThere } from "./durable-file.ts";
import { LedgerFault } from "./ledger-fault.ts";

/**
 * What was sealed opens by the database's clock, and can't be shut again. So a clock that is
 * further ahead of the log is not believed: either the service was off for long, or the clock is
 * wrong. The operator confirms the date in `ledger.day` of the data folder.
 */
const believedDays = 31;

export type Clock = ReturnType<typeof createClock>;

export function createClock(dataDir: string, disk: Disk) {
  const isFar = (from: Day | undefined, to: Day) =>
    from === undefined || dayNumber(to) - dayNumber(from) > believedDays;
  return {
    /** @throws LedgerFault `clock`: nothing may be appended */
    async mustBeBelieved({
      closedThrough,
      lastDayOver,
    }: {
      readonly closedThrough: Day;
      readonly lastDayOver: Day;
    }): Promise<void> {
      if (!isFar(closedThrough, lastDayOver)) return;
      const written = await readIfThere(disk, join(dataDir, "ledger.day"));
      const today = parseDay(written?.toString("latin1").trim());
      if (isFar(today, lastDayOver)) throw new LedgerFault("clock");
    },
  };
}
