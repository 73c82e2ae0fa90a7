import { demands } from "./entry.ts";
import { demandsOf, type LoggedAnswer, type Stories } from "./story.ts";

/** No demand, by what became of it. */
export function noAnswers() {
  return { asked: 0, met: 0, narrowed: 0, refused: 0, notHandledHere: 0, sentBack: 0 };
}

/** The figure in which an answer counts. */
export const counterOf = {
  met: "met",
  narrowed: "narrowed",
  refused: "refused",
  "not-handled-here": "notHandledHere",
  returned: "sentBack",
  rejected: "sentBack",
} as const satisfies Record<LoggedAnswer, keyof ReturnType<typeof noAnswers>>;

export function countDemands({ requests }: Stories) {
  const rows = new Map(demands.map((demand) => [demand, { demand, open: 0, ...noAnswers() }]));
  for (const story of requests.values()) {
    if (story.received === undefined) continue;
    for (const { demand, answer } of demandsOf(story)) {
      const row = rows.get(demand);
      if (row === undefined) continue;
      row.asked += 1;
      row[answer === undefined ? "open" : counterOf[answer]] += 1;
    }
  }
  return [...rows.values()].filter(({ asked }) => asked > 0);
}
