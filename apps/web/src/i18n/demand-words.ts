import { answerTexts, demandTexts, groundTexts } from "@graticule/desk/demand-texts";
import { capital } from "./capital.ts";

/** What an authority can demand and what is answered, for the desk, hosts and the public. */
export const demandWords = {
  demand: capitals(demandTexts),
  answer: capitals(answerTexts),
  ground: groundTexts,
} as const;

function capitals<K extends string>(texts: Readonly<Record<K, string>>): Record<K, string> {
  const pairs = Object.entries<string>(texts).map(([key, text]) => [key, capital(text)]);
  return Object.fromEntries(pairs) as Record<K, string>;
}
