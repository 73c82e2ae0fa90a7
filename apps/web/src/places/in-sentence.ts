import { readersLocale, spokenLanguage } from "../i18n/words.ts";

/** English names that take "the" inside a sentence: "people in the Netherlands". */
const withArticle =
  /^(United |Netherlands$|Bahamas$|Gambia$|Philippines$|Maldives$|Comoros$|Central African|Dominican Republic$|Vatican|Congo|EU$|EEA$|European |Isle of |British |French Southern|Falkland|U\.S\. |US )|( Islands| Territories| Republic| Territory)\b/;

/** A place's name as it stands inside a sentence. */
export function inSentence(name: string): string {
  return spokenLanguage().tag === "en" && withArticle.test(name) ? `the ${name}` : name;
}

/** "a", "a and b", "a, b and c", "a, b, c and 4 more places". */
export function joinNames(
  names: readonly string[],
  options: { readonly most: number; readonly more: (count: number) => string },
): string {
  const shown = names.length > options.most ? names.slice(0, options.most - 1) : names;
  const rest = names.length - shown.length;
  const parts = rest > 0 ? [...shown, options.more(rest)] : shown;
  // Without the comma before "and", wherever the reader's English is from.
  const locale = spokenLanguage().tag === "en" ? "en-GB" : readersLocale();
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(parts);
}
