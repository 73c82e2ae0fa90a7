import type { Figures } from "@graticule/api/transparency";
import { expect, test } from "vitest";
import { chooseFigures } from "./chosen-figures.ts";

/** The figures of a log without requests. */
function sampleFigures(changed: Partial<Figures> = {}): Figures {
  return {
    size: 12,
    today: "2026-11-26",
    through: "2026-11-25",
    requests: {
      ...{ received: 0, open: 0, answered: 0, returned: 0, rejected: 0 },
      ...{ repeated: 0, unregistered: 0 },
    },
    demands: [],
    months: [],
    orders: {
      approved: 0,
      ahead: 0,
      suspended: 0,
      inForce: 0,
      withEffect: 0,
      withCorrections: 0,
      over: { lifted: 0, overturned: 0, appealNotDecided: 0, occurrenceOver: 0, lapsed: 0 },
      byAuthority: [],
      byPlace: [],
    },
    timeToAnswer: null,
    timeToLift: null,
    looks: 0,
    appeals: { byMonth: [], corrected: "none", denied: "none" },
    termsActs: { all: 0, linked: 0, reviewed: 0, reversed: 0 },
    sideDoors: [],
    undone: { staffLeft: 0, authoritiesWithdrawn: 0, platformRulesLifted: 0 },
    outsideActs: 0,
    operatorActs: 0,
    sourcesChanged: 0,
    placesNamed: 0,
    textsRemoved: 0,
    setAside: 0,
    logGaps: 0,
    restorations: 0,
    sealed: { ahead: 0, opened: 0, existed: 0 },
    findings: [],
    ...changed,
  };
}

/** How a kind of demand was answered, for tests. */
function sampleDemand(changed: Partial<Figures["demands"][number]>): Figures["demands"][number] {
  return {
    demand: "end-meeting" as const,
    asked: 0,
    open: 0,
    met: 0,
    narrowed: 0,
    refused: 0,
    notHandledHere: 0,
    sentBack: 0,
    ...changed,
  };
}

const figure = (id: string, figures = sampleFigures()) =>
  chooseFigures(figures).find((one) => one.id === id);

test("five figures are chosen, and each leads to entries", () => {
  const chosen = chooseFigures(sampleFigures());
  expect(chosen.map(({ behind }) => behind)).toEqual([
    "requests",
    "demand:end-meeting",
    "orders-in-force",
    "requests",
    "corrections",
  ]);
});

test("before the first request every figure says that there is none", () => {
  expect(chooseFigures(sampleFigures()).map(({ value }) => value)).toEqual([
    "0",
    "0",
    "0",
    "–",
    "None",
  ]);
});

// “People touched outside of the place: None” was one: true by construction, and counted by nobody.
test("no figure is a constant: the log can make each of them another one", () => {
  const base = sampleFigures();
  const busy = chooseFigures({
    ...base,
    requests: { ...base.requests, received: 3, open: 3 },
    demands: [sampleDemand({ asked: 2, open: 2 })],
    orders: { ...base.orders, approved: 1, inForce: 1 },
    timeToAnswer: { count: 1, medianDays: 4, longestDays: 4 },
    appeals: { byMonth: [], corrected: "1-or-more", denied: "none" },
  });
  for (const [at, { id, value }] of chooseFigures(base).entries()) {
    expect(busy[at]).toMatchObject({ id });
    expect([id, busy[at]?.value]).not.toEqual([id, value]);
  }
});

test("requests are counted by outcome, leaving out outcomes that never happened", () => {
  const requests = {
    ...{ received: 4, open: 1, answered: 2, returned: 1, rejected: 0 },
    ...{ repeated: 0, unregistered: 0 },
  };
  const outcomes = "1\u00a0open, 2\u00a0answered, 1\u00a0sent\u00a0back.";
  expect(figure("requests", sampleFigures({ requests }))).toMatchObject({
    value: "4",
    details: [outcomes],
  });
  const unregistered = sampleFigures({ requests: { ...requests, unregistered: 2 } });
  expect(figure("requests", unregistered)).toMatchObject({
    details: [outcomes, "Senders not in the register: 2."],
  });
});

test("a demand to end a meeting that was always refused says so", () => {
  const demands = [sampleDemand({ asked: 8, refused: 8 })];
  expect(figure("endMeeting", sampleFigures({ demands }))).toMatchObject({
    value: "8",
    details: ["Refused every time."],
    isWrong: false,
  });
});

test("while some demands to end a meeting are open, it still says that none was met", () => {
  const demands = [sampleDemand({ asked: 4, refused: 2, sentBack: 1, open: 1 })];
  expect(figure("endMeeting", sampleFigures({ demands }))?.details).toEqual([
    "Refused: 2.",
    "Closed unanswered: 1.",
    "Not answered yet: 1.",
    "Never granted.",
  ]);
});

test("a meeting ended on demand is shown as something that can't be", () => {
  const demands = [sampleDemand({ asked: 2, refused: 1, met: 1 })];
  const shown = figure("endMeeting", sampleFigures({ demands }));
  expect(shown?.isWrong).toBe(true);
  expect(shown?.details).toContain("Granted: 1. This can’t be true: see below.");
});

test("the time to an answer is in days, and zero days read as the same day", () => {
  const after = (medianDays: number, longestDays: number) =>
    figure("time", sampleFigures({ timeToAnswer: { count: 3, medianDays, longestDays } }));
  expect(after(2, 5)).toMatchObject({ value: "2 days" });
  expect(after(2, 5)?.details).toContain("The longest took 5 days.");
  expect(after(1, 1)).toMatchObject({ value: "1 day" });
  expect(after(1, 1)?.details).toEqual(["None took longer."]);
  const requests = { ...sampleFigures().requests, open: 1 };
  const timeToAnswer = { count: 3, medianDays: 1, longestDays: 1 };
  expect(figure("time", sampleFigures({ requests, timeToAnswer }))?.details).toEqual([
    "Half of the closed requests took this long or less.",
    "The longest took 1 day.",
  ]);
  expect(after(0, 0)).toMatchObject({ value: "Same day" });
});

test("corrected locations are shown as a lower bound, never as a number", () => {
  const appeals = { byMonth: [], corrected: "10-or-more", denied: "none" } as const;
  expect(
    figure("corrected", sampleFigures({ appeals: { ...appeals, byMonth: [] } })),
  ).toMatchObject({
    value: "At least\u00a010",
    behind: "corrections",
  });
  // Bounds of many days are added up, and one person can be in each.
  expect(figure("corrected")?.details[0]).toBe(
    "How often, at least, someone an order kept out said “I’m not there” and was let in.",
  );
});

test("figures logged at the end of a day say up to which day they count, and show nothing of the current day", () => {
  const shown = (through: string | null) =>
    chooseFigures(sampleFigures({ through }))
      .map(({ label, details }) => [label, ...details].join(" "))
      .join(" ");
  const orders = { ...sampleFigures().orders, approved: 1, inForce: 1 };
  expect(figure("orders", sampleFigures({ orders }))?.details.join()).toMatch(
    /published the next day .*none after .*25/,
  );
  expect(figure("corrected")?.details.join()).toMatch(/Counted up to and including .*25/);
  expect(shown("2026-11-25")).not.toContain("Nov 26");
  expect(shown(null)).toContain("Counted from the end of the first day.");
});
