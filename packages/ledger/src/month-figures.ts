import { counterOf, noAnswers } from "./answers.ts";
import { type Day, parseDay } from "./day.ts";
import { demandsOf, monthOf, type RequestStory, type Stories } from "./story.ts";

type MonthRow = ReturnType<typeof emptyRow>;

/** Every month from the log's first day on, so that a chart is true. */
export function monthFigures({ requests, orders, first }: Stories, today: Day) {
  const rows = new Map<string, MonthRow>();
  const rowOf = (month: string) => {
    const row = rows.get(month) ?? emptyRow(month);
    rows.set(month, row);
    return row;
  };
  if (first !== undefined) for (const month of monthsBetween(first, today)) rowOf(month);
  for (const story of requests.values()) countRequest(story, rowOf);
  for (const { approved } of orders.values()) {
    if (approved !== undefined) rowOf(monthOf(approved.entry.day)).orders += 1;
  }
  return [...rows.values()].sort((one, other) => (one.month < other.month ? -1 : 1));
}

function emptyRow(month: string) {
  return { month, requests: 0, ...noAnswers(), orders: 0 };
}

function countRequest(story: RequestStory, rowOf: (month: string) => MonthRow): void {
  const { received, closed } = story;
  if (received === undefined) return;
  const came = rowOf(monthOf(received.entry.day));
  came.requests += 1;
  came.asked += demandsOf(story).length;
  if (closed === undefined) return;
  const answered = rowOf(monthOf(closed.entry.day));
  for (const { answer } of closed.entry.answers) answered[counterOf[answer]] += 1;
}

function monthsBetween(first: Day, last: Day): readonly string[] {
  const months: string[] = [];
  let at = parseDay(`${monthOf(first)}-01`);
  while (at !== undefined && at <= last) {
    months.push(monthOf(at));
    at = nextMonth(at);
  }
  return months;
}

/** @param day the first of a month */
function nextMonth(day: Day): Day | undefined {
  const [year = 0, month = 0] = day.split("-").map(Number);
  const isLast = month === 12;
  const next = `${isLast ? year + 1 : year}-${String(isLast ? 1 : month + 1).padStart(2, "0")}`;
  return parseDay(`${next}-01`);
}
