import type { Waiting } from "@graticule/api/hosting";
import { hostingWords } from "../i18n/hosting-words.ts";

/** Why someone waits, in the words of the page that asks; what they say of it themself comes first. */
export function whyText(
  { because, says }: Pick<Waiting, "because" | "says">,
  words: Readonly<Record<Waiting["because"], string>>,
): string {
  return because === "knock" && says !== undefined ? hostingWords.says[says] : words[because];
}

/** Those who are let in one by one alone: whom a rule keeps out, and whom the service took out. */
const oneByOne: ReadonlySet<Waiting["because"]> = new Set(["knock", "terms"]);

export const isOneByOne = ({ because }: Pick<Waiting, "because">): boolean => oneByOne.has(because);

/** Whom the host lets in all at once, and whether others wait beside them. */
export function inTheLobby(waiting: readonly Waiting[]): {
  readonly count: number;
  readonly others: boolean;
} {
  const count = waiting.filter(({ because }) => !oneByOne.has(because)).length;
  return { count, others: count < waiting.length };
}

/** How many wait before the door, and how many a rule keeps out who say that they are not there. */
export function waitingText(waiting: readonly Waiting[]): string {
  const asking = waiting.filter(({ because }) => because === "knock").length;
  const outside = waiting.length - asking;
  if (asking === 0) return hostingWords.outside(outside);
  if (outside === 0) return hostingWords.ask(asking);
  return hostingWords.outsideAndAsk(hostingWords.outside(outside), asking);
}
