import { type Demand, demands } from "./entry.ts";
import { demandsOf, type LoggedAnswer, type Stories } from "./story.ts";

/** What was asked, and what became of it. */
export interface Answers {
  asked: number;
  met: number;
  narrowed: number;
  refused: number;
  notHandledHere: number;
  sentBack: number;
}

export type DemandRow = Answers & { demand: Demand; open: number };

export function noAnswers(): Answers {
  return { asked: 0, met: 0, narrowed: 0, refused: 0, notHandledHere: 0, sentBack: 0 };
}

const counters = {
  met: "met",
  narrowed: "narrowed",
  refused: "refused",
  "not-handled-here": "notHandledHere",
  returned: "sentBack",
  rejected: "sentBack",
} as const satisfies Record<LoggedAnswer, keyof Answers>;

export function counterOf(answer: LoggedAnswer): Exclude<keyof Answers, "asked"> {
  return counters[answer];
}

function emptyRow(demand: Demand): DemandRow {
  return { demand, open: 0, ...noAnswers() };
}

export function countDemands({ requests }: Stories): DemandRow[] {
  const rows = new Map(demands.map((demand) => [demand, emptyRow(demand)]));
  for (const story of requests.values()) {
    if (story.received === undefined) continue;
    for (const { demand, answer } of demandsOf(story)) {
      const row = rows.get(demand);
      if (row === undefined) continue;
      row.asked += 1;
      row[answer === undefined ? "open" : counterOf(answer)] += 1;
    }
  }
  return [...rows.values()].filter(({ asked }) => asked > 0);
}
