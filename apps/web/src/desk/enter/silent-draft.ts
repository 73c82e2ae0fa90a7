import type { SilentSlotInput } from "@graticule/api/silent-slots";
import { daysAfter, parseDay } from "@graticule/ledger/day";
import { longestSealDays } from "@graticule/ledger/entry";
import { intakeWords } from "../../i18n/intake-words.ts";

/** As typed in; empty: left out. */
export interface SilentDraft {
  readonly until: string;
  readonly branch: NonNullable<SilentSlotInput["branch"]> | "";
  readonly country: string;
  readonly came: string;
}

export const emptySilent: SilentDraft = { until: "", branch: "", country: "", came: "" };

const { fault } = intakeWords.silent;

/** What is wrong, by field. @param now milliseconds since the epoch; days are UTC's, as in the log */
export function faultsOfSilent({ until, came }: SilentDraft, now: number) {
  const today = parseDay(new Date(now).toISOString().slice(0, 10));
  const last = today && daysAfter(today, longestSealDays);
  const isUntil =
    parseDay(until) !== undefined && !!today && !!last && until >= today && until <= last;
  return {
    until: isUntil ? undefined : fault.until,
    came: came === "" || (!!today && came <= today) ? undefined : fault.came,
  };
}

export function silentOf({ until, branch, country, came }: SilentDraft): SilentSlotInput {
  return {
    until,
    ...(branch !== "" && { branch }),
    ...(country !== "" && { country }),
    ...(came !== "" && { came }),
  };
}
