import { deviceStorage } from "../storage/storage.ts";
import { keepLanguage, type Language, languageOf, preferredLanguage } from "./languages.ts";
import { frameLanguage, speak, spokenLanguage } from "./words.ts";

/** Speaks as the page of this path speaks to this reader; header and foot are always in their language. */
export async function speakOn(path: string): Promise<void> {
  const language = languageOf(path, deviceStorage, navigator.languages);
  const frame = preferredLanguage(deviceStorage, navigator.languages);
  if (language === spokenLanguage() && frame === frameLanguage()) return;
  await speak(language, frame);
}

/** The reader chose: now, and on this device from now on. */
export async function choose(language: Language): Promise<void> {
  keepLanguage(deviceStorage, language);
  await speakOn(window.location.pathname);
}

/** Whether this reader would read any page in English. */
export function readsEnglish(): boolean {
  return preferredLanguage(deviceStorage, navigator.languages).tag === "en";
}
