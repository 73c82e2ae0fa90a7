import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import { expect, test } from "vitest";
import { draftAnswer, type LetterDemand, type LetterInput } from "./answer-letter.ts";
import { answersTo, demandKinds, grounds } from "./demand.ts";
import { groundTexts } from "./demand-texts.ts";

const input: LetterInput = {
  number: 17,
  authority: "Ministry of Tests",
  reference: "T/4",
  receivedOn: "2026-11-20",
  demands: [],
  contact: "law@example.org",
  publicUrl: "https://meet.example",
  certainty: undefined,
};
const letter = (...demands: LetterDemand[]): string => draftAnswer({ ...input, demands });
const placeOf = (code: string): Place => {
  const place = parsePlace(code);
  if (place === undefined) throw new Error(code);
  return place;
};
const bare = { meeting: undefined, answer: undefined, orders: [] };

test("every kind of demand has its sentence, with the ground of its answer", () => {
  for (const kind of demandKinds) {
    const answers = answersTo[kind];
    const answer =
      answers.kind === "fixed"
        ? { answer: answers.answer, ground: answers.ground }
        : { answer: "refused" as const, ground: "not-necessary" as const };
    const text = letter({ ...bare, kind, answer });
    expect(text).toContain(groundTexts[answer.ground]);
    expect(text).toMatch(/1\. .+: (refused|not handled here)\./);
  }
});

test("a demand for data leads to what is stored and to the operator's contact", () => {
  const answer = { answer: "not-handled-here", ground: "nothing-handed-over" } as const;
  const text = letter({ ...bare, kind: "hand-over-data", answer });
  expect(text).toContain("https://meet.example/what-we-hold");
  expect(text).toContain("law@example.org");
});

test("effect is given as a day, only where it was noted, and never as a number", () => {
  const order = {
    meeting: "abc-defg-hij",
    places: [placeOf("CN")],
    from: "2026-11-24",
    until: "2026-11-25",
  };
  type Order = LetterDemand["orders"][number];
  const told = (state: Order["state"], effectSince?: string, isWider = false): string =>
    letter({
      kind: "withhold-meeting",
      meeting: order.meeting,
      answer: { answer: "met", ground: undefined },
      orders: [{ ...order, state, effectSince, isWider }],
    });
  const inForce = { kind: "in-force", since: "2026-11-24" } as const;
  const over = { kind: "over", how: undefined, on: "2026-11-25", began: true } as const;
  expect(told({ kind: "to-come" })).toContain("It is not in force yet.");
  expect(told(inForce)).toContain(
    "certain to be in China out of one session of meeting abc-defg-hij, and out of nothing else, from 24 November 2026 until 25 November 2026 at the latest. It came into force on 24 November 2026; the public log shows no effect so far.",
  );
  expect(told(inForce, "2026-11-25")).toContain(
    "It came into force on 24 November 2026 and first had effect on 25 November 2026.",
  );
  const without = { kind: "without-effect" } as const;
  expect(told(without)).toMatch(/An order would keep people .* It has no effect at present\.$/m);
  expect(told(without, "2026-11-24")).toContain(
    "It first had effect on 24 November 2026, and has none at present.",
  );
  expect(told(over)).toContain(
    "It expired on 25 November 2026. The public log shows no effect so far.",
  );
  expect(told(over, "2026-11-24")).toContain(
    "until 25 November 2026. It expired on 25 November 2026. It first had effect on 24 November 2026.",
  );
  expect(told(inForce)).not.toContain("beyond");
  expect(told(inForce, undefined, true)).toContain("It goes beyond what was asked.");
  const [, , demand = ""] = told(inForce, "2026-11-24").split("\n\n");
  const withoutDays = demand.replace(/\d{1,2} November 2026/g, "");
  expect(withoutDays.replace(/^1\./, "")).not.toMatch(/\d/);
});

test("how far an order can reach is said where there is one, if it is known", () => {
  const meeting = "abc-defg-hij";
  const days = { from: "2026-11-24", until: "2026-11-25" };
  const order = {
    ...days,
    meeting,
    places: [placeOf("CN")],
    effectSince: undefined,
    isWider: false,
  };
  const demand: LetterDemand = {
    kind: "withhold-meeting",
    meeting,
    answer: { answer: "met", ground: undefined },
    orders: [{ ...order, state: { kind: "to-come" } }],
  };
  const certainty = "We can tell for certain where 89% of IPv4 addresses are.";
  const told = `An order acts only on people whose place is certain. ${certainty}`;
  expect(draftAnswer({ ...input, certainty, demands: [demand] })).toContain(told);
  expect(draftAnswer({ ...input, demands: [demand] })).not.toContain("whose place is certain");
  expect(draftAnswer({ ...input, certainty, demands: [{ ...demand, orders: [] }] })).not.toContain(
    certainty,
  );
});

test("an order that an appeal overturned is never told as if it stood", () => {
  const [meeting, places] = ["abc-defg-hij", [placeOf("DE")]];
  const from = "2026-11-29";
  const over = { kind: "over", how: "overturned", on: from, began: true } as const;
  const ordered = { meeting, places, from, until: from, isWider: false, effectSince: from };
  const told = (...states: LetterDemand["orders"][number]["state"][]): string =>
    letter({
      ...bare,
      kind: "withhold-meeting",
      answer: { answer: "met", ground: undefined },
      orders: states.map((state) => ({ ...ordered, state })),
    });
  expect(told(over)).toContain(
    ": granted, and overturned on appeal on 29 November 2026. An order kept people who were certain to be in Germany out of one session of meeting abc-defg-hij, and out of nothing else, on 29 November 2026. It was overturned on appeal on 29 November 2026. It first had effect on 29 November 2026.",
  );
  expect(told(over, { kind: "in-force", since: from })).toContain(": granted. An order kept");
  expect(told({ ...over, how: "lifted" })).toContain(": granted. An order kept");
  const never = told({ ...over, how: "lifted", began: false });
  expect(never).toContain("An order would have kept people");
  expect(never).toContain("It was lifted on 29 November 2026. It never came into force.");
});

test("an unanswered demand says so, and each letter says how to appeal", () => {
  expect(letter({ ...bare, kind: "other" })).toContain("not answered yet");
  expect(letter()).toContain("https://meet.example/process");
});

test("every ground has its own text", () => {
  expect(new Set(grounds.map((ground) => groundTexts[ground])).size).toBe(grounds.length);
});
