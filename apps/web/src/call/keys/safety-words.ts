import type { Language } from "../../i18n/languages.ts";

interface Module {
  readonly safetyWords: readonly string[];
}

/** By language tag. */
const modules: Readonly<Record<string, () => Promise<Module>>> = {
  en: () => import("./words/en.ts"),
  fr: () => import("./words/fr.ts"),
  "zh-Hans": () => import("./words/zh-hans.ts"),
  "zh-Hant": () => import("./words/zh-hant.ts"),
  ar: () => import("./words/ar.ts"),
  fa: () => import("./words/fa.ts"),
  ru: () => import("./words/ru.ts"),
  uk: () => import("./words/uk.ts"),
  es: () => import("./words/es.ts"),
  pt: () => import("./words/pt.ts"),
  tr: () => import("./words/tr.ts"),
  vi: () => import("./words/vi.ts"),
  hi: () => import("./words/hi.ts"),
  my: () => import("./words/my.ts"),
};

/**
 * The 64 words of a safety code in this language, by the indexes from `wordIndexesOf`. All but the
 * English ones are machine-translated.
 * @throws if the language has none, or its words can't be fetched
 */
export async function loadSafetyWords({ tag }: Pick<Language, "tag">): Promise<readonly string[]> {
  const load = modules[tag];
  if (load === undefined) throw new Error(`no words for a code in ${tag}`);
  return (await load()).safetyWords;
}
