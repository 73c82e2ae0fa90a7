import { hostReader } from "../i18n/host-time.ts";
import { spokenLanguage } from "../i18n/words.ts";
import { nameOfPick } from "../places/names.ts";
import type { Telling } from "./sentence-parts.ts";

/**
 * How rules are put to a host: in English on the hosts' pages, and in the call in its language.
 * `timeZone`: by whose clock times are; absent: the host's own.
 */
export function hostTelling(now: number, timeZone?: string): Telling {
  const english = spokenLanguage().tag === "en";
  return { name: nameOfPick, reader: { ...(english ? hostReader(now) : { now }), timeZone } };
}
