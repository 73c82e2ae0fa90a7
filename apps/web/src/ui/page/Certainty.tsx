import { certaintySentence } from "@graticule/api/certainty-words";
import { readersLocale, words } from "../../i18n/words.ts";
import { useLocationData } from "./use-location-data.ts";

/** How much of the internet has a certain place; nothing while that isn't known. */
export function Certainty(props: {
  /** On a line of its own; else within a paragraph. */
  readonly line?: boolean;
}) {
  const certain = useLocationData()?.certain;
  if (certain === undefined) return null;
  const sentence = certaintySentence(certain, { words: words.app, locale: readersLocale() });
  return props.line === true ? (
    <p className="small" data-testid="certainty">
      {sentence}
    </p>
  ) : (
    <span data-testid="certainty">{sentence}</span>
  );
}
