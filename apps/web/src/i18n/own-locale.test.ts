import { afterEach, expect, test, vi } from "vitest";
import { ownLocale, ownRegion } from "./own-locale.ts";
import { readersLocale } from "./words.ts";

const asksFor = (...languages: string[]) => vi.stubGlobal("navigator", { languages });

afterEach(() => {
  vi.unstubAllGlobals();
});

test("a language uses the reader's own variant of it", () => {
  asksFor("fr-CH", "ar-EG", "zh-HK");
  expect(ownLocale("ar")).toBe("ar-EG");
  expect(ownLocale("zh-Hant")).toBe("zh-HK");
  expect(ownLocale("zh-Hans")).toBeUndefined();
  expect(ownLocale("en")).toBeUndefined();
});

test("readers whose language the pages lack read English, with the clock of their region", () => {
  asksFor("de-DE", "de");
  expect(readersLocale()).toBe("en-DE");
  const { hourCycle } = new Intl.DateTimeFormat(readersLocale(), {
    hour: "numeric",
  }).resolvedOptions();
  expect(hourCycle).toBe("h23");
  asksFor("ja");
  expect(ownRegion()).toBe("JP");
  asksFor("en-GB", "de-DE");
  expect(readersLocale()).toBe("en-GB");
});

test("what can't be read as a language is skipped", () => {
  asksFor("not a tag", "");
  expect(ownRegion()).toBeUndefined();
  expect(readersLocale()).toBe("en");
});
