import type { Waiting } from "@graticule/api/hosting";
import { hostingWords } from "../i18n/hosting-words.ts";

/** Why a person waits, in the words of the page; what they say about it themself comes first. */
export function whyText(
  { because, says }: Pick<Waiting, "because" | "says">,
  words: Readonly<Record<Waiting["because"], string>>,
): string {
  return because === "knock" && says !== undefined ? hostingWords.says[says] : words[because];
}

/** Who can only be let in one by one: people whom a rule keeps out, or whom the service removed. */
const oneByOne: ReadonlySet<Waiting["because"]> = new Set(["knock", "terms"]);

export const isOneByOne = ({ because }: Pick<Waiting, "because">): boolean => oneByOne.has(because);

/** How many the host lets in all at once, and whether others wait too. */
export function inTheLobby(waiting: readonly Waiting[]): {
  readonly count: number;
  readonly others: boolean;
} {
  const count = waiting.filter(({ because }) => !oneByOne.has(because)).length;
  return { count, others: count < waiting.length };
}

/** How many wait in the lobby, and how many ask whom a rule keeps out. */
export function waitingText(waiting: readonly Waiting[]): string {
  const asking = waiting.filter(({ because }) => because === "knock").length;
  const outside = waiting.length - asking;
  if (asking === 0) return hostingWords.outside(outside);
  if (outside === 0) return hostingWords.ask(asking);
  return hostingWords.outsideAndAsk(hostingWords.outside(outside), asking);
}
