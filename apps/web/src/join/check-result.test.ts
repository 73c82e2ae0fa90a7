import type { Door, Held } from "@graticule/api/meetings";
import type { Refusal } from "@graticule/api/problem";
import { expect, test } from "vitest";
import { nameOfPick } from "../places/names.ts";
import { checkResult } from "./check-result.ts";

const telling = {
  name: nameOfPick,
  reader: { locale: "en-GB", timeZone: "UTC", now: Date.parse("2026-11-24T12:00:00Z") },
};
const open: Door = {
  code: "abc-defg-hij",
  sure: "sure",
  evidence: [],
  encryption: "off",
  ended: false,
  limits: [],
};

const closed: Refusal = {
  decidedBy: "meeting",
  because: "denied-place",
  place: "DE",
  sure: "sure",
  evidence: [],
};

test("an open door says yes in one sentence", () => {
  expect(checkResult(open, telling)).toEqual({
    kind: "yes",
    answer: "You can join from here.",
    why: [],
  });
});

test("a door with a lobby says that you wait, and why", () => {
  for (const because of ["lobby", "locked", "cannot-tell", "sent-back"] as const) {
    const held: Held = { because, ask: false, sure: "sure", evidence: [] };
    expect(checkResult({ ...open, held }, telling)).toMatchObject({ kind: "waits" });
  }
  const asking: Held = { because: "cannot-tell", ask: true, sure: "cannot-tell", evidence: [] };
  const told = checkResult({ ...open, held: asking }, telling);
  expect(told.kind === "waits" ? told.why.join() : "").toContain("ask you");
});

test("a closed door says who closed it and what you can do, for every decider", () => {
  for (const [decidedBy, because] of [
    ["meeting", "denied-place"],
    ["account", "outside-allowed"],
    ["platform", "cannot-tell"],
    ["order", "ordered"],
    ["host", "banned"],
    ["host", "removed"],
  ] as const) {
    const refusal: Refusal = { decidedBy, because, place: "DE", sure: "sure", evidence: [] };
    const told = checkResult({ ...open, refusal }, telling);
    expect(told.kind).toBe("no");
    if (told.kind !== "no") continue;
    expect(told.why).toHaveLength(2);
    expect(told.why.join(" ")).not.toContain("undefined");
  }
});

test("a door open only to some places names them, the exceptions too", () => {
  const france = { kind: "place", code: "FR" } as const;
  const why = (refusal: Pick<Refusal, "because" | "only">): readonly string[] => {
    const told = checkResult({ ...open, refusal: { ...closed, ...refusal } }, telling);
    return told.kind === "no" ? told.why.slice(0, -1) : [];
  };
  expect(why({ because: "outside-allowed", only: { allow: [france], deny: [] } })).toEqual([
    "The host opened this meeting only to France.",
  ]);
  const union = { kind: "group", id: "EU" } as const;
  expect(why({ because: "denied-place", only: { allow: [union], deny: [france] } })).toEqual([
    "The host closed this meeting to Germany.",
    "Only people in the European Union can join, and no one from France.",
  ]);
});

test("an ended meeting says only that", () => {
  for (const by of ["host", "service"] as const) {
    const ended = { ...open, ended: true, endedBy: by };
    expect(checkResult(ended, telling)).toEqual({ kind: "ended", by });
  }
});
