import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { type Questions, soleQuestions } from "../cluster/questions.ts";
import type { Contest } from "./contests.ts";
import { createMisplacements, type Misplacement, type Misplacements } from "./misplacements.ts";
import { shareMisplacements } from "./shared-misplacements.ts";

const place = (code: string) => parsePlace(code) as Place;
const contest = (more: Partial<Contest> = {}): Contest => ({
  id: "c",
  orderId: "33333333-3333-4333-8333-333333333333",
  place: place("CN"),
  evidence: [],
  devicePlace: undefined,
  from: "outside",
  namedInstead: [],
  network: "198.51.100.0/24",
  sinceMs: 0,
  state: { kind: "in" },
  ...more,
});
const day = 24 * 3_600_000;

let misplacements: Misplacements;
beforeEach(() => {
  vi.useFakeTimers();
  misplacements = createMisplacements(() => Date.now());
});
afterEach(() => {
  misplacements.close();
  vi.useRealTimers();
});

/** Questions among instances; what they say goes through JSON, as between programs. */
function questionsOfSeveral(): Questions {
  const answerers = new Map<string, ((body: unknown) => Promise<unknown>)[]>();
  return {
    ...soleQuestions,
    ofAll(name, { body: asked, answer: said }, answer) {
      const all = answerers.get(name) ?? [];
      answerers.set(name, all);
      all.push(async (body) => {
        const answered = await answer(asked.parse(JSON.parse(JSON.stringify(body))));
        return said.parse(JSON.parse(JSON.stringify(answered)));
      });
      return async (body) => (await Promise.all(all.map((ask) => ask(body)))) as never;
    },
  };
}

test("what happens twice on a network recurs, with where devices and sources place it", async () => {
  const { recurring } = shareMisplacements(misplacements, soleQuestions);
  misplacements.note(contest({ devicePlace: place("MN") }), "ann");
  expect(await recurring()).toEqual([]);
  misplacements.note(contest({ place: place("HK") }), "bo");
  misplacements.note(contest({ network: "203.0.113.0/24" }), "bo");
  expect(await recurring()).toEqual([]);
  misplacements.note(contest({ namedInstead: [place("KZ")], devicePlace: place("CN") }), "bo");
  const [found] = await recurring();
  expect(found).toMatchObject({
    place: "CN",
    people: new Set(["ann", "bo"]),
    instead: new Set(["MN", "KZ"]),
  });
});

// Broken on purpose: a person for each claim → one is two.
test("one person who claims again, at any instance, is no second one", async () => {
  const other = createMisplacements(() => Date.now());
  onTestFinished(() => other.close());
  const questions = questionsOfSeveral();
  const [here] = [misplacements, other].map((own) => shareMisplacements(own, questions));
  for (const own of [misplacements, misplacements, other]) own.note(contest(), "ann");
  expect(await here?.recurring()).toEqual([]);
  other.note(contest(), "bo");
  expect(await here?.recurring()).toHaveLength(1);
});

test("once at each of two instances is twice; its review ends at both", async () => {
  const other = createMisplacements(() => Date.now() - 5_000);
  onTestFinished(() => other.close());
  const questions = questionsOfSeveral();
  const [here, there] = [misplacements, other].map((own) => shareMisplacements(own, questions));
  misplacements.note(contest({ devicePlace: place("MN") }), "ann");
  misplacements.note(contest({ network: "203.0.113.0/24" }), "bo");
  expect(await there?.recurring()).toEqual([]);
  other.note(contest({ namedInstead: [place("KZ")] }), "bo");
  const closesAtMs = Date.now() - 5_000 + day;
  for (const asked of [here, there]) {
    const [found, ...others] = (await asked?.recurring()) ?? [];
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      people: new Set(["ann", "bo"]),
      instead: new Set(["MN", "KZ"]),
      closesAtMs,
    });
    expect(found?.ids).toEqual([...misplacements.all(), ...other.all()].flatMap(idsHere));
  }
  await there?.end({ network: "198.51.100.0/24", place: place("CN") });
  expect([misplacements.size(), other.size()]).toEqual([1, 0]);
});
const idsHere = ({ id, network }: Misplacement) => (network === "198.51.100.0/24" ? [id] : []);

test("a network is forgotten with its review: when the review ends, and after a day", () => {
  misplacements.note(contest(), "ann");
  misplacements.note(contest(), "ann");
  misplacements.end("198.51.100.0/24", place("CN"));
  expect(misplacements.size()).toBe(0);
  misplacements.note(contest(), "ann");
  vi.advanceTimersByTime(day - 1);
  expect(misplacements.size()).toBe(1);
  // What comes later doesn't extend it.
  misplacements.note(contest(), "ann");
  vi.advanceTimersByTime(1);
  expect(misplacements.size()).toBe(0);
  expect(misplacements.all()).toEqual([]);
});

test("neither an invalid address nor a network already forgotten is noted", () => {
  misplacements.note(contest({ network: "unknown" }), "ann");
  misplacements.note(contest({ network: undefined }), "ann");
  expect(misplacements.size()).toBe(0);
});
