import { countDemands } from "./answers.ts";
import type { AskedOn } from "./authority-groups.ts";
import { findContradictions } from "./contradictions.ts";
import { type Day, dayNumber } from "./day.ts";
import {
  type AtLeast,
  atLeast,
  changes as changeKinds,
  type EntryKind,
  isSealed,
} from "./entry.ts";
import { monthFigures } from "./month-figures.ts";
import { orderFigures } from "./order-figures.ts";
import { tookThree } from "./signed-terms.ts";
import {
  type ActStory,
  type ChangeStory,
  cameOn,
  entryCountOf,
  type RequestStory,
  type Stories,
} from "./story.ts";

/** Each figure's meaning stands in the contract: packages/api/src/transparency.ts. */
export type LogFigures = ReturnType<typeof figuresOf>;

/**
 * What a log amounts to: a pure function of its entries, of the names that lie beside them, and of
 * the day on which it is asked. Everyone who has the log counts the same. INVARIANT: requests,
 * demands, orders and acts are counted, never people: of those there are lower bounds at most.
 */
export function figuresOf(stories: Stories, { today, nameAt }: AskedOn) {
  const { kinds } = stories;
  const countOf = (kind: EntryKind) => kinds.get(kind)?.length ?? 0;
  return {
    size: entryCountOf(stories),
    today,
    through: stories.through ?? null,
    requests: requestFigures(stories),
    demands: countDemands(stories),
    months: monthFigures(stories, today),
    orders: orderFigures(stories, { today, nameAt }),
    timeToAnswer: spreadOf([...stories.requests.values()].flatMap(daysToAnswer)),
    timeToLift: spreadOf(daysToLift(stories)),
    looks: countOf("look"),
    appeals: appealFigures(stories),
    termsActs: actFigures(stories),
    sideDoors: sideDoorFigures(stories),
    undone: {
      staffLeft: countOf("staff-left"),
      authoritiesWithdrawn: countOf("authority-withdrawn"),
      platformRulesLifted: countOf("platform-rule-lifted"),
    },
    outsideActs: countOf("outside-act"),
    operatorActs: countOf("operator-act"),
    sourcesChanged: countOf("sources-changed"),
    placesNamed: countOf("place-named"),
    textsRemoved: countOf("text-removed"),
    setAside: countOf("entry-set-aside"),
    logGaps: countOf("log-gap"),
    restorations: countOf("restored"),
    sealed: sealedFigures(stories),
    findings: findContradictions(stories),
  };
}

function requestFigures({ requests }: Stories) {
  const sum = {
    ...{ received: 0, open: 0, answered: 0, returned: 0, rejected: 0 },
    ...{ repeated: 0, unregistered: 0 },
  };
  for (const { received, closed, repeated } of requests.values()) {
    if (received === undefined) continue;
    sum.received += 1;
    sum[closed?.entry.outcome ?? "open"] += 1;
    if (repeated !== undefined) sum.repeated += 1;
    if (received.entry.authority === undefined) sum.unregistered += 1;
  }
  return sum;
}

/** From the day on which it came, so that a letter left lying counts. */
function daysToAnswer({ received, closed }: RequestStory): readonly number[] {
  if (received === undefined || closed === undefined) return [];
  return [daysBetween(cameOn(received.entry), closed.entry.day)];
}

function daysToLift({ orders }: Stories): readonly number[] {
  return [...orders.values()].flatMap(({ approved, ended }) => {
    const isLifted = ended?.entry.how === "lifted" || ended?.entry.how === "overturned";
    return approved && isLifted ? [daysBetween(approved.entry.day, ended.entry.day)] : [];
  });
}

/** At least 0: in a foreign log an end can come before its beginning. */
function daysBetween(from: Day, until: Day): number {
  return Math.max(0, dayNumber(until) - dayNumber(from));
}

/** In whole days; of an even number the median is the longer one of the middle two. */
function spreadOf(days: readonly number[]) {
  const ascending = [...days].sort((one, other) => one - other);
  const medianDays = ascending[Math.floor(ascending.length / 2)];
  const longestDays = ascending.at(-1);
  if (medianDays === undefined || longestDays === undefined) return null;
  return { count: ascending.length, medianDays, longestDays };
}

function appealFigures({ orders, upheld, denied }: Stories) {
  const made = new Map<string, number>();
  const overturned = new Map<string, number>();
  const add = (counts: Map<string, number>, day: Day) =>
    counts.set(day.slice(0, 7), (counts.get(day.slice(0, 7)) ?? 0) + 1);
  for (const { appeals, decisions } of orders.values()) {
    for (const { entry } of appeals?.values() ?? []) add(made, entry.day);
    for (const { entry } of decisions?.values() ?? []) {
      if (entry.outcome === "overturned") add(overturned, entry.day);
    }
  }
  const months = [...new Set([...made.keys(), ...overturned.keys()])].sort();
  return {
    byMonth: months.map((month) => ({
      month,
      made: fromTen(made.get(month) ?? 0),
      overturned: fromTen(overturned.get(month) ?? 0),
    })),
    corrected: atLeastOf(upheld),
    denied: atLeastOf(denied),
  };
}

function fromTen(count: number): number | "none" | "fewer-than-10" {
  if (count >= 10) return count;
  return count === 0 ? "none" : "fewer-than-10";
}

/** @param bounds lower ones, whose sum is one too */
function atLeastOf(bounds: ReadonlyMap<string, number>): "none" | AtLeast {
  const count = [...bounds.values()].reduce((sum, one) => sum + one, 0);
  return atLeast.findLast((bound) => count >= Number.parseInt(bound, 10)) ?? "none";
}

function actFigures({ acts }: Stories) {
  const all = [...acts.values()].filter(({ act }) => act !== undefined);
  const countOf = (isMeant: (story: ActStory) => boolean) => all.filter(isMeant).length;
  return {
    all: all.length,
    linked: countOf(({ linked }) => linked !== undefined),
    // Before it took effect, or afterwards.
    reviewed: countOf(
      ({ act, reviewed }) => reviewed !== undefined || (act !== undefined && tookThree(act.entry)),
    ),
    reversed: countOf(({ reversed }) => reversed !== undefined),
  };
}

const changeOutcomes = {
  confirmed: "inEffect",
  waited: "inEffect",
  alone: "inEffect",
  declined: "declined",
  withdrawn: "declined",
} as const;

function sideDoorFigures({ changes }: Stories) {
  const rows = new Map(
    changeKinds.map((what) => [what, { what, proposed: 0, inEffect: 0, declined: 0, open: 0 }]),
  );
  for (const { proposed, ...story } of changes.values()) {
    const row = proposed && rows.get(proposed.entry.what);
    if (row === undefined) continue;
    row.proposed += 1;
    row[changeState(story)] += 1;
  }
  return [...rows.values()].filter(({ proposed }) => proposed > 0);
}

/** A rule that a third person has to see first isn't in effect before that, and one that was lifted never will be. */
function changeState({ decided, held, lifted }: Omit<ChangeStory, "proposed">) {
  const waits = lifted === undefined ? "open" : "declined";
  const state = decided === undefined ? waits : changeOutcomes[decided.entry.outcome];
  if (state !== "inEffect" || held === undefined) return state;
  return ({ waits, stands: "inEffect", reversed: "declined" } as const)[held.entry.review];
}

function sealedFigures({ requests, orders, existed }: Stories) {
  const sealed = [
    ...[...requests.values()].filter(({ received }) => isSealed(received?.entry.authority)),
    ...[...orders.values()].filter(({ approved }) => isSealed(approved?.entry.law)),
  ];
  const opened = sealed.filter(({ told }) => told !== undefined).length;
  return { ahead: sealed.length - opened, opened, existed: existed.length };
}
