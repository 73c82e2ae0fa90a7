import { irregularly } from "../../processes/irregularly.ts";

/** Looks every so often, when no one can know, and never twice at once. */
export function lookRegularly(lookNow: () => Promise<void>, everyMs: number) {
  let running: Promise<void> | undefined;
  const look = (): Promise<void> => {
    running ??= lookNow()
      // The database is away: the next round does it.
      .catch(() => undefined)
      .finally(() => {
        running = undefined;
      });
    return running;
  };
  const close = irregularly(() => void look(), everyMs);
  return {
    /** Looks now. Never rejects: while the database is away, the next look does it. */
    look,
    close,
  };
}
