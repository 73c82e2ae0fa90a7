import { expect, test } from "vitest";
import { en } from "./en.ts";
import { languageOf, languages, preferredLanguage } from "./languages.ts";

interface Sentence {
  readonly code: string;
  readonly text: string;
}

const marks = ["⟨1⟩", "⟨2⟩", "⟨3⟩"];

/** Every sentence by its code; those that take values are called with marks and counts. */
function sentencesOf(value: unknown, code = ""): Sentence[] {
  if (typeof value === "string") return [{ code, text: value }];
  if (typeof value === "function") {
    const said = (values: readonly unknown[]) => String(value(...values));
    const counts = [0, 1, 2, 3, 5, 11, 21, 100].map((count) => ({
      code: `${code}(${count})`,
      text: said([count, count, count]),
    }));
    return [{ code: `${code}()`, text: said(marks.slice(0, value.length)) }, ...counts];
  }
  return Object.entries(value as object).flatMap(([key, each]) =>
    sentencesOf(each, code === "" ? key : `${code}.${key}`),
  );
}

/** What is wrong with a language, in words. */
function faultsOf(words: unknown): string[] {
  const ours = new Map(sentencesOf(en).map(({ code, text }) => [code, text]));
  const theirs = new Map(sentencesOf(words).map(({ code, text }) => [code, text]));
  const faults: string[] = [];
  for (const [code, text] of ours) {
    const said = theirs.get(code);
    if (said === undefined) faults.push(`${code} is missing`);
    else faults.push(...sentenceFaults(code, text, said));
  }
  for (const code of theirs.keys()) if (!ours.has(code)) faults.push(`${code} is not ours`);
  return faults;
}

function sentenceFaults(code: string, ours: string, theirs: string): string[] {
  const used = (text: string) => marks.filter((mark) => text.includes(mark)).join();
  return [
    ...(theirs.trim() === "" && ours !== "" ? [`${code} is empty`] : []),
    ...(used(theirs) === used(ours) ? [] : [`${code} leaves a value out`]),
    ...(/<\/?[a-z]|&[a-z]+;|undefined/i.test(theirs) ? [`${code} has HTML in it`] : []),
  ];
}

test("each language has exactly the codes of English, the same values, no empty text and no HTML", async () => {
  for (const { tag, load } of languages) {
    expect({ tag, faults: faultsOf(await load()) }).toEqual({ tag, faults: [] });
  }
});

test("each fault of a translation is found", () => {
  const wrong = {
    ...en,
    lobby: { ...en.lobby, title: " ", as: () => "You", leave: "<b>Leave</b>", other: "?" },
    check: { ...en.check, yes: undefined as unknown as string },
  };
  const { yes: _, ...check } = wrong.check;
  expect(faultsOf({ ...wrong, check })).toEqual([
    "lobby.title is empty",
    "lobby.as() leaves a value out",
    "lobby.leave has HTML in it",
    "check.yes is missing",
    "lobby.other is not ours",
  ]);
});

test("a name that ends with a full stop is not followed by another", async () => {
  for (const { tag, load } of languages) {
    const { lobby, refused } = await load();
    const said = [lobby.as("⟨D.⟩"), refused.byItselfAs("⟨D.⟩")];
    expect({ tag, twice: said.filter((text) => /⟩[.。।။]/.test(text)) }).toEqual({
      tag,
      twice: [],
    });
  }
});

/** The stems of words that accuse or sound like an office: “blocked”, “banned”, “detected”. */
const avoided: Readonly<Record<string, RegExp>> = {
  fr: /bloqu|banni|violation|suspect|détect/i,
  es: /bloque|prohib|viola|sospech|detect/i,
  pt: /bloque|banid|viola|suspeit|dete(c|t)t?a/i,
  tr: /engelle|yasak|ihlal|şüphe|tespit|algıla/i,
  vi: /chặn|cấm|vi phạm|đáng ngờ|phát hiện/i,
  ar: /حظر|محظور|ممنوع|حجب|انتهاك|مخالف|مشبوه|اكت[ُ]?شف/,
  fa: /مسدود|ممنوع|نقض|تخلف|مشکوک|شناسایی/,
  ru: /блокир|запре|наруш|подозр|обнаруж/i,
  uk: /блок|заборон|поруш|підозр|виявл/i,
  "zh-Hans": /封锁|屏蔽|封禁|禁止|拉黑|违规|违反|违法|可疑|检测|拒绝/,
  "zh-Hant": /封鎖|屏蔽|封禁|禁止|黑名單|違規|違反|違法|可疑|偵測|檢測|拒絕/,
  hi: /ब्लॉक|अवरुद्ध|प्रतिबंधित|निषिद्ध|उल्लंघन|संदिग्ध|पता लगाया|मनाही/,
  my: /ပိတ်ပင်|ပိတ်ဆို့|တားမြစ်|ဘလော့|ချိုးဖောက်|သံသယ|မသင်္ကာ|ထောက်လှမ်း|ငြင်းပယ်/,
};

test("no language accuses its reader", async () => {
  for (const { tag, load } of languages) {
    const accusing = avoided[tag];
    if (accusing === undefined) continue;
    const said = sentencesOf(await load()).map(({ text }) => text);
    expect({ tag, accusing: said.filter((text) => accusing.test(text)) }).toEqual({
      tag,
      accusing: [],
    });
  }
});

test("each language names itself in itself, once, by a tag browsers know", () => {
  const tags = languages.map(({ tag }) => tag);
  expect(new Set(tags).size).toBe(tags.length);
  for (const { tag, name, dir } of languages) {
    expect(Intl.getCanonicalLocales(tag)).toEqual([tag]);
    expect(name.trim()).not.toBe("");
    const rightToLeft = ["Arab", "Hebr"].includes(new Intl.Locale(tag).maximize().script ?? "");
    expect({ tag, dir }).toEqual({ tag, dir: rightToLeft ? "rtl" : "ltr" });
  }
});

const nothingKept = { getItem: () => null };

test("the language chosen here comes first, then what the browser asks for, then English", () => {
  for (const { tag } of languages) {
    expect(preferredLanguage({ getItem: () => tag }, []).tag).toBe(tag);
    expect(preferredLanguage(nothingKept, ["tlh", "not a tag", tag]).tag).toBe(tag);
  }
  expect(preferredLanguage({ getItem: () => "gone" }, ["tlh"]).tag).toBe("en");
  expect(preferredLanguage(nothingKept, ["en-NZ"]).tag).toBe("en");
});

test("pages for hosts and the desk only, and the public log, are English whatever was chosen", () => {
  const last = languages.at(-1)?.tag ?? "en";
  for (const path of [
    ...["/new", "/manage/abc-defg-hij", "/admin", "/account/keys", "/setup"],
    ...["/desk", "/desk/requests/1", "/transparency", "/what-we-hold"],
  ]) {
    expect(languageOf(path, { getItem: () => last }, []).tag).toBe("en");
  }
  for (const path of ["/", "/m/abc-defg-hij", "/check/abc-defg-hij", "/process", "/newer"]) {
    expect(languageOf(path, { getItem: () => last }, []).tag).toBe(last);
  }
});
