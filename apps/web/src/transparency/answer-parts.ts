import type { Figures } from "@graticule/api/transparency";
import { transparencyWords } from "../i18n/transparency-words.ts";

type Row = Figures["demands"][number];

/** In the order in which they are drawn and told. */
export const answerKinds = [
  ...(["met", "narrowed", "refused", "notHandledHere", "sentBack", "open"] as const),
] as const;
export type AnswerKind = (typeof answerKinds)[number];

export interface AnswerPart {
  readonly kind: AnswerKind;
  readonly count: number;
  readonly label: string;
}

/** What became of a kind of demand: the answers that were given at least once. */
export function answerParts(row: Row): readonly AnswerPart[] {
  return answerKinds
    .map((kind) => ({ kind, count: row[kind], label: transparencyWords.answer[kind] }))
    .filter(({ count }) => count > 0);
}

/** "8 refused, 1 open" */
export function sayParts(parts: readonly AnswerPart[]): string {
  return parts.map(({ count, label }) => `${count} ${label.toLowerCase()}`).join(", ");
}

/** The length of the longest bar. */
export function longestBar(rows: readonly Pick<Row, "asked">[]): number {
  return Math.max(1, ...rows.map(({ asked }) => asked));
}

/** Answers that at least one kind got: the others need no column. */
export function givenAnswers(rows: readonly Row[]): readonly AnswerKind[] {
  return answerKinds.filter((kind) => rows.some((row) => row[kind] > 0));
}

const kindOf: Readonly<Record<string, AnswerKind>> = {
  met: "met",
  narrowed: "narrowed",
  refused: "refused",
  "not-handled-here": "notHandledHere",
  returned: "sentBack",
  rejected: "sentBack",
};

export interface Answered {
  readonly demand: Row["demand"];
  readonly answer: AnswerKind;
  readonly times: number;
}

/** What a request asked and what was answered: the same twice is told once. */
export function groupDemands(
  demands: readonly { readonly demand: Row["demand"]; readonly answer?: string | undefined }[],
): readonly Answered[] {
  const found = new Map<string, Answered>();
  for (const { demand, answer } of demands) {
    const kind = (answer === undefined ? undefined : kindOf[answer]) ?? "open";
    const key = `${demand} ${kind}`;
    const times = (found.get(key)?.times ?? 0) + 1;
    found.set(key, { demand, answer: kind, times });
  }
  return [...found.values()];
}
