import { keepLanguage, type Language, languageOf, preferredLanguage } from "./languages.ts";
import { speak, spokenLanguage } from "./words.ts";

/** Speaks the language in which the page of this path speaks to this reader. */
export async function speakOn(path: string): Promise<void> {
  const language = languageOf(path, window.localStorage, navigator.languages);
  if (language.tag !== spokenLanguage().tag) await speak(language);
}

/** The reader chose: now, and on this device from now on. */
export async function choose(language: Language): Promise<void> {
  await speak(language);
  keepLanguage(window.localStorage, language);
}

/** Whether this reader would read any page in English. */
export function readsEnglish(): boolean {
  return preferredLanguage(window.localStorage, navigator.languages).tag === "en";
}
