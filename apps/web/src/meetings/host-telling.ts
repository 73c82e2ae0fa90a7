import type { Reader } from "../i18n/time.ts";
import { spokenLanguage } from "../i18n/words.ts";
import { nameOfPick } from "../places/names.ts";
import type { Telling } from "./sentence-parts.ts";

/**
 * English as the host's region writes its times: the hosts' pages are in English whatever the
 * language, and a clock of 24 hours stays one.
 */
function englishOf(language: string): string {
  try {
    const { region } = new Intl.Locale(language).maximize();
    return region === undefined ? "en" : `en-${region}`;
  } catch {
    return "en";
  }
}

/** How times are told on the hosts' pages. */
export function hostReader(now: number): Reader {
  return { locale: englishOf(navigator.language), now };
}

/**
 * How rules are told to a host: in English on the hosts' pages, and in the call in the language that
 * it speaks. `timeZone`: whose clock tells the times; absent: the host's own.
 */
export function hostTelling(now: number, timeZone?: string): Telling {
  const english = spokenLanguage().tag === "en";
  return { name: nameOfPick, reader: { ...(english ? hostReader(now) : { now }), timeZone } };
}

/** A calendar day (`2026-11-01`) in words, the same in every zone. */
export function readDay(day: string): string {
  return new Intl.DateTimeFormat(hostReader(0).locale, {
    dateStyle: "medium",
    timeZone: "UTC",
  }).format(Date.parse(`${day}T00:00:00Z`));
}

/** A calendar month (`2026-11`) in words, the same in every zone. */
export function readMonth(month: string, length: "long" | "short" = "long"): string {
  return new Intl.DateTimeFormat(hostReader(0).locale, {
    month: length,
    ...(length === "long" ? { year: "numeric" } : {}),
    timeZone: "UTC",
  }).format(Date.parse(`${month}-01T00:00:00Z`));
}
