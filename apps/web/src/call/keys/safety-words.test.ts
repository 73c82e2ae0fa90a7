import { expect, test } from "vitest";
import { languages } from "../../i18n/languages.ts";
import { loadSafetyWords } from "./safety-words.ts";

/** The letters of each language's own words. */
const letters: Readonly<Record<string, RegExp>> = {
  en: /^[a-z]+$/,
  fr: /^[a-zàâæçéèêëîïôœùûü]+$/,
  "zh-Hans": /^\p{Script=Han}+$/u,
  "zh-Hant": /^\p{Script=Han}+$/u,
  ar: /^[ء-غف-ي]+$/,
  fa: /^[آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی]+$/,
  ru: /^[а-яё]+$/,
  uk: /^[абвгґдеєжзиіїйклмнопрстуфхцчшщьюя]+$/,
  es: /^[a-záéíóúüñ]+$/,
  pt: /^[a-zàáâãçéêíóôõú]+$/,
  tr: /^[abcçdefgğhıijklmnoöprsştuüvyz]+$/,
  vi: /^\p{Script=Latin}+$/u,
  hi: /^\p{Script=Devanagari}+$/u,
  my: /^\p{Script=Myanmar}+$/u,
};

const readable = new Intl.Segmenter();
const graphemesOf = (word: string) => Array.from(readable.segment(word), ({ segment }) => segment);

/**
 * Whether adding, leaving out or changing one letter turns one word into the other (Levenshtein
 * distance below 2).
 */
function isOneSlipAway(one: string, other: string): boolean {
  const a = graphemesOf(one);
  const b = graphemesOf(other);
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return Math.max(a.length, b.length) - start - end <= 1;
}

/** What is wrong with a word, alone or among those before it in its list. */
function wordFaults(word: string, own: RegExp, before: readonly string[]): string[] {
  const length = graphemesOf(word).length;
  const like = length < 4 ? [] : before.filter((other) => isOneSlipAway(other, word));
  return [
    ...(word === word.normalize("NFC").toLowerCase() ? [] : [`${word} is not normal`]),
    ...(length > 14 ? [`${word} is long`] : []),
    ...(word.split(/[ -]/).every((part) => own.test(part)) ? [] : [`${word} is foreign`]),
    ...(before.includes(word) ? [`${word} stands twice`] : []),
    ...like.filter((other) => other !== word).map((other) => `${other} is like ${word}`),
  ];
}

function faultsOf(tag: string, words: readonly string[]): string[] {
  const own = letters[tag] ?? /^$/;
  return [
    ...(words.length === 64 ? [] : [`${words.length} words`]),
    ...words.flatMap((word, index) => wordFaults(word, own, words.slice(0, index))),
  ];
}

test("each language has 64 short words in its own letters, no two a slip apart", async () => {
  for (const language of languages) {
    const faults = faultsOf(language.tag, await loadSafetyWords(language));
    expect({ tag: language.tag, faults }).toEqual({ tag: language.tag, faults: [] });
  }
});

test("each fault of a word is found", () => {
  expect(faultsOf("en", ["chameleon-lizards", "Hat", "carrot", "parrot", "soap", "soaps"])).toEqual(
    [
      "6 words",
      "chameleon-lizards is long",
      "Hat is not normal",
      "Hat is foreign",
      "carrot is like parrot",
      "soap is like soaps",
    ],
  );
  expect(faultsOf("ru", ["сыр", "сир", "cыр", "лиса", "лиса", "ёжик", "е\u0308жик"])).toEqual([
    "7 words",
    "cыр is foreign",
    "лиса stands twice",
    "е\u0308жик is not normal",
    "е\u0308жик is foreign",
    "ёжик is like е\u0308жик",
  ]);
});

test("words load only for a language that has them", async () => {
  expect((await loadSafetyWords({ tag: "fr" }))[0]).toBe("tigre");
  await expect(loadSafetyWords({ tag: "tlh" })).rejects.toThrow("no words");
});
