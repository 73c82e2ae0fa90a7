import { certaintySentence } from "@graticule/api/certainty-words";
import { readersLocale, words } from "../../i18n/words.ts";
import { useLocationData } from "./use-location-data.ts";

/** How much of the internet has a certain place; nothing while that isn't known. */
export function Certainty() {
  const certain = useLocationData()?.certain;
  if (certain === undefined) return null;
  const sentence = certaintySentence(certain, { words: words.app, locale: readersLocale() });
  return <span data-testid="certainty">{sentence}</span>;
}
