import type { Figures } from "@graticule/api/transparency";
import { transparencyWords } from "../i18n/transparency-words.ts";

type Row = Figures["demands"][number];

/** In the order in which they are drawn and told. */
export const answerKinds = [
  "met",
  "narrowed",
  "refused",
  "notHandledHere",
  "sentBack",
  "open",
] as const;
type AnsweredKind = (typeof answerKinds)[number];

export interface AnswerPart {
  readonly kind: AnsweredKind;
  readonly count: number;
  readonly label: string;
}

/** The answers that a kind of demand got at least once. */
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

/** The answers that at least one kind of demand got. */
export function givenAnswers(rows: readonly Row[]): readonly AnsweredKind[] {
  return answerKinds.filter((kind) => rows.some((row) => row[kind] > 0));
}

const kindOf: Readonly<Record<string, AnsweredKind>> = {
  met: "met",
  narrowed: "narrowed",
  refused: "refused",
  "not-handled-here": "notHandledHere",
  returned: "sentBack",
  rejected: "sentBack",
};

interface AnsweredDemand {
  readonly demand: Row["demand"];
  readonly answer: AnsweredKind;
  readonly times: number;
}

/** What a request demanded and what was answered, each pair once. */
export function groupDemands(
  demands: readonly { readonly demand: Row["demand"]; readonly answer?: string | undefined }[],
): readonly AnsweredDemand[] {
  const found = new Map<string, AnsweredDemand>();
  for (const { demand, answer } of demands) {
    const kind = (answer === undefined ? undefined : kindOf[answer]) ?? "open";
    const key = `${demand} ${kind}`;
    const times = (found.get(key)?.times ?? 0) + 1;
    found.set(key, { demand, answer: kind, times });
  }
  return [...found.values()];
}
