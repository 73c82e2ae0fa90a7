import { hostDay } from "../i18n/host-time.ts";

/** The last day whose end the log has, in words; undefined: none is over yet. */
export function readThrough(through: string | null): string | undefined {
  return through === null ? undefined : hostDay(through);
}
