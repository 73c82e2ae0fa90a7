import { Listeners } from "../signals/listeners.ts";
import { en, type Words } from "./en.ts";
import { type Language, languages } from "./languages.ts";
import { ownLocale, ownRegion } from "./own-locale.ts";

/**
 * What participants read, in the reader's language. Read it while drawing, never at a module's
 * start: it changes with the language.
 */
export let words: Words = en;

let spoken: Language = languages[0];

/** What header and foot say: in the reader's language, also around a page that is in English only. */
export let frameWords: Words = en;
let framed: Language = languages[0];
const listeners = new Listeners();

export const spokenLanguage = (): Language => spoken;
export const frameLanguage = (): Language => framed;

export const onLanguage = listeners.subscribe;

/** Names of countries that the browser can't tell in this language; else empty. */
export let missingPlaces: Readonly<Record<string, string>> = {};

async function placesMissing(language: Language): Promise<Readonly<Record<string, string>>> {
  const isKnown = Intl.DisplayNames.supportedLocalesOf([language.tag]).length > 0;
  return isKnown || language.loadPlaces === undefined ? {} : await language.loadPlaces();
}

/**
 * Loads a language and draws everything anew in it, header and foot in `frame`. One that can't be loaded
 * changes nothing.
 */
export async function speak(language: Language, frame: Language = language): Promise<void> {
  const [loaded, around] = await Promise.all(
    [language, frame].map((each) => each.load().catch(() => undefined)),
  );
  if (loaded === undefined) return;
  missingPlaces = await placesMissing(language).catch(() => ({}));
  words = loaded;
  spoken = language;
  frameWords = around ?? loaded;
  framed = around === undefined ? language : frame;
  document.documentElement.lang = language.tag;
  document.documentElement.dir = language.dir;
  listeners.tell();
}

/**
 * The language as the reader's browser writes it, for times and names: `en-GB` where the page
 * speaks English and the browser asks for British English; `en-DE` where it asks for German, in which no page is, so that the
 * clock is the one that they read.
 */
export function readersLocale(): string {
  const { tag } = spoken;
  const own = ownLocale(tag);
  if (own !== undefined || tag !== "en") return own ?? tag;
  const region = ownRegion();
  return region === undefined ? tag : `${tag}-${region}`;
}
