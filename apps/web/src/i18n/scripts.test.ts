import { expect, test } from "vitest";
import { languages } from "./languages.ts";

function sentencesOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "function") return [String(value("X", "Y", "Z"))];
  return Object.values(value as object).flatMap(sentencesOf);
}

/** The sentences of each language that its pattern matches. */
async function found(patterns: Readonly<Record<string, RegExp>>): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const [tag, pattern] of Object.entries(patterns)) {
    const sentences = sentencesOf(await languages.find((one) => one.tag === tag)?.load());
    expect(sentences.length).toBeGreaterThan(150);
    faults.push(...sentences.filter((text) => pattern.test(text)).map((text) => `${tag}: ${text}`));
  }
  return faults;
}

test("Chinese, Hindi and Burmese have their own quotation marks and full stops", async () => {
  const foreign = {
    "zh-Hans": /["'「」]|\p{Script=Han}[,;:?!.]|[,;:?!]\p{Script=Han}/u,
    "zh-Hant": /["'“”]|\p{Script=Han}[,;:?!.]|[,;:?!]\p{Script=Han}/u,
    hi: /["']|\p{Script=Devanagari}\./u,
    my: /["']|\p{Script=Myanmar}[.,?!]/u,
  };
  expect(await found(foreign)).toEqual([]);
});

test("simplified and traditional characters do not mix", async () => {
  const other = {
    "zh-Hans": /[這說請進會議設備區網開關麥話讓時間還從對數據]/u,
    "zh-Hant": /[这说请进会议设备区网开关麦话让时间还从对数据]/u,
  };
  expect(await found(other)).toEqual([]);
});
