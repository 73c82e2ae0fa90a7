import { en, type Words } from "./en.ts";

export interface Language {
  /** BCP 47. */
  readonly tag: string;
  /** In the language itself. */
  readonly name: string;
  readonly dir: "ltr" | "rtl";
  /** Translated by a machine, and not yet read by somebody who speaks it. */
  readonly machine: boolean;
  readonly load: () => Promise<Words>;
  /** Names of countries by code, for browsers whose own data lacks the language. */
  readonly loadPlaces?: () => Promise<Readonly<Record<string, string>>>;
}

/** Every language that participants can read. English comes first: it is what others fall back to. */
export const languages: readonly [Language, ...Language[]] = [
  { tag: "en", name: "English", dir: "ltr", machine: false, load: async () => en },
  {
    tag: "fr",
    name: "Français",
    dir: "ltr",
    machine: true,
    load: () => import("./fr.ts").then((m) => m.fr),
  },
  {
    tag: "zh-Hans",
    name: "简体中文",
    dir: "ltr",
    machine: true,
    load: () => import("./zh-hans.ts").then((m) => m.zhHans),
  },
  {
    tag: "zh-Hant",
    name: "繁體中文",
    dir: "ltr",
    machine: true,
    load: () => import("./zh-hant.ts").then((m) => m.zhHant),
  },
  {
    tag: "ar",
    name: "العربية",
    dir: "rtl",
    machine: true,
    load: () => import("./ar.ts").then((m) => m.ar),
  },
  {
    tag: "fa",
    name: "فارسی",
    dir: "rtl",
    machine: true,
    load: () => import("./fa.ts").then((m) => m.fa),
  },
  {
    tag: "ru",
    name: "Русский",
    dir: "ltr",
    machine: true,
    load: () => import("./ru.ts").then((m) => m.ru),
  },
  {
    tag: "uk",
    name: "Українська",
    dir: "ltr",
    machine: true,
    load: () => import("./uk.ts").then((m) => m.uk),
  },
  {
    tag: "es",
    name: "Español",
    dir: "ltr",
    machine: true,
    load: () => import("./es.ts").then((m) => m.es),
  },
  {
    tag: "pt",
    name: "Português",
    dir: "ltr",
    machine: true,
    load: () => import("./pt.ts").then((m) => m.pt),
  },
  {
    tag: "tr",
    name: "Türkçe",
    dir: "ltr",
    machine: true,
    load: () => import("./tr.ts").then((m) => m.tr),
  },
  {
    tag: "vi",
    name: "Tiếng Việt",
    dir: "ltr",
    machine: true,
    load: () => import("./vi.ts").then((m) => m.vi),
  },
  {
    tag: "hi",
    name: "हिन्दी",
    dir: "ltr",
    machine: true,
    load: () => import("./hi.ts").then((m) => m.hi),
  },
  {
    tag: "my",
    name: "မြန်မာဘာသာ",
    dir: "ltr",
    machine: true,
    load: () => import("./my.ts").then((m) => m.my),
    loadPlaces: () => import("./my-places.ts").then((m) => m.myPlaces),
  },
];

const storageKey = "graticule.language";

/** The language that was chosen here before, else the first that the browser asks for and we have. */
export function preferredLanguage(
  storage: Pick<Storage, "getItem">,
  wanted: readonly string[],
): Language {
  const chosen = languages.find(({ tag }) => tag === storage.getItem(storageKey));
  if (chosen !== undefined) return chosen;
  for (const tag of wanted) {
    const found = match(tag);
    if (found !== undefined) return found;
  }
  return languages[0];
}

export function keepLanguage(storage: Pick<Storage, "setItem">, language: Language): void {
  storage.setItem(storageKey, language.tag);
}

/** Pages for hosts, administrators and the desk, and of the public log; whatever else there is, participants read. */
const englishPages =
  /^\/(new|manage|setup|sign-in|sign-up|reset|verify-email|account|admin|desk|transparency|what-we-hold)(\/|$)/;

/** Whether the page of this path speaks English to everybody. */
export const isEnglishOnly = (path: string): boolean => englishPages.test(path);

/** For whoever reads another language: what stands there where other pages let their reader choose one. */
export const englishForNow = `This page is in English for now. Participants’ pages come in ${languages.length} languages.`;

/** In which language a page speaks to this reader, by its path. */
export function languageOf(
  path: string,
  storage: Pick<Storage, "getItem">,
  wanted: readonly string[],
): Language {
  return isEnglishOnly(path) ? languages[0] : preferredLanguage(storage, wanted);
}

/** By RFC 4647 lookup, with the script made explicit: `zh-TW` is written in traditional characters. */
function match(wanted: string): Language | undefined {
  let locale: Intl.Locale;
  try {
    locale = new Intl.Locale(wanted).maximize();
  } catch {
    return undefined;
  }
  return languages.find(({ tag }) => {
    const ours = new Intl.Locale(tag).maximize();
    return ours.language === locale.language && ours.script === locale.script;
  });
}
