import { expect, test } from "vitest";
import { type ArrangeInput, arrange, type Shown } from "./arrange.ts";
import { forgetSpeaker, hearSpeakers, nobodySpoke, rivalMs, silenceMs } from "./speaker-choice.ts";

const face = (identity: string, who: Shown["who"] = "other"): Shown => ({
  key: `${identity}/camera`,
  identity,
  kind: "face",
  who,
});
const screen = (identity: string, who: Shown["who"] = "other"): Shown => ({
  ...face(identity, who),
  key: `${identity}/screen`,
  kind: "screen",
});
const input = (shown: readonly Shown[], more: Partial<ArrangeInput> = {}): ArrangeInput => ({
  shown,
  wish: { view: "grid", pinned: undefined, self: "shown" },
  speaker: undefined,
  recent: [],
  room: { beside: 6, grid: 49 },
  window: "larger",
  ...more,
});
const keys = (shown: readonly Shown[]): string[] => shown.map(({ key }) => key);
const me = face("me", "self");
const three = [me, face("ada"), face("bo"), face("cy")];

test("the grid shows everyone in order of arrival, no matter who speaks", () => {
  const { large, small, hidden } = arrange(input(three, { speaker: "cy", recent: ["cy"] }));
  expect(large).toBeUndefined();
  expect(keys(small)).toEqual(["me/camera", "ada/camera", "bo/camera", "cy/camera"]);
  expect(hidden).toBe(0);
});

test("the speaker view shows the speaker large, never you", () => {
  const wish = { view: "speaker", pinned: undefined, self: "shown" } as const;
  expect(arrange(input(three, { wish, speaker: "bo" })).large?.identity).toBe("bo");
  expect(arrange(input(three, { wish, speaker: "me" })).large?.identity).toBe("ada");
  expect(arrange(input([me], { wish })).large).toBeUndefined();
});

test("a shared screen is large in every view, with the speaker first beside it", () => {
  const { large, small } = arrange(input([...three, screen("bo")], { speaker: "cy" }));
  expect(large?.key).toBe("bo/screen");
  expect(keys(small)).toEqual(["cy/camera", "me/camera", "ada/camera", "bo/camera"]);
  const two = arrange(input([...three, screen("me", "self"), screen("bo")]));
  expect(two.large?.key).toBe("bo/screen");
  expect(keys(two.small)).toContain("me/screen");
});

test("a pinned person stays large over a screen and a speaker, until they are gone", () => {
  const wish = { view: "speaker", pinned: "ada/camera", self: "shown" } as const;
  const all = [...three, screen("bo")];
  expect(arrange(input(all, { wish, speaker: "cy" })).large?.key).toBe("ada/camera");
  expect(keys(arrange(input(all, { wish })).small)).toContain("bo/screen");
  const left = all.filter(({ identity }) => identity !== "ada");
  expect(arrange(input(left, { wish })).large?.key).toBe("bo/screen");
});

test("if not all fit, recent speakers and you are shown; the rest is a number", () => {
  const many = [me, ...Array.from({ length: 60 }, (_, index) => face(`p${index}`))];
  const { small, hidden } = arrange(input(many, { recent: ["p59", "p30"] }));
  expect(small).toHaveLength(48);
  expect(hidden).toBe(13);
  expect(keys(small)).toEqual(expect.arrayContaining(["me/camera", "p59/camera", "p30/camera"]));
  expect(keys(small).indexOf("p30/camera")).toBeLessThan(keys(small).indexOf("p59/camera"));
});

test("exactly 49 are shown as 49 faces", () => {
  const all = Array.from({ length: 49 }, (_, index) => face(`p${index}`));
  expect(arrange(input(all))).toMatchObject({ hidden: 0, small: { length: 49 } });
});

test("people who hide their self-view see only the others, or themselves when alone", () => {
  const wish = { view: "grid", pinned: undefined, self: "hidden" } as const;
  expect(keys(arrange(input(three, { wish })).small)).not.toContain("me/camera");
  expect(keys(arrange(input([me], { wish })).small)).toEqual(["me/camera"]);
});

test("with two people the other fills the stage and self-view is in the corner; with three or more everyone is in the grid", () => {
  const two = arrange(input([me, face("ada")]));
  expect(two.corner?.key).toBe("me/camera");
  expect(keys(two.small)).toEqual(["ada/camera"]);
  expect(arrange(input([me])).corner).toBeUndefined();
  const grid = arrange(input([me, face("ada"), face("bo")]));
  expect(grid.corner).toBeUndefined();
  expect(keys(grid.small)).toEqual(["me/camera", "ada/camera", "bo/camera"]);
});

test("on a phone, self-view is in the corner as long as it covers no name", () => {
  const others = (count: number) => [
    me,
    ...Array.from({ length: count }, (_, at) => face(`p${at}`)),
  ];
  const corner = (count: number) =>
    arrange(input(others(count), { window: "phone" })).corner !== undefined;
  expect([0, 1, 2, 4, 5].map(corner)).toEqual([false, true, true, true, false]);
});

test("self-view leaves the corner for a shared screen, when pinned, and when hidden", () => {
  const shared = arrange(input([me, face("ada"), screen("ada")]));
  expect(shared.corner).toBeUndefined();
  expect(keys(shared.small)).toEqual(["me/camera", "ada/camera"]);
  const wish = { view: "grid", pinned: "me/camera", self: "shown" } as const;
  expect(arrange(input([me, face("ada")], { wish }))).toMatchObject({
    large: { key: "me/camera" },
    corner: undefined,
  });
  const hidden = { ...wish, pinned: undefined, self: "hidden" } as const;
  expect(arrange(input([me, face("ada")], { wish: hidden })).corner).toBeUndefined();
});

test("a cough changes nothing; a person who keeps speaking becomes large", () => {
  let choice = hearSpeakers(nobodySpoke, ["ada"], 0);
  expect(choice.large).toBe("ada");
  choice = hearSpeakers(choice, ["bo"], 1_000);
  choice = hearSpeakers(choice, [], 1_100);
  expect(choice.large).toBe("ada");
  choice = hearSpeakers(choice, ["bo"], 2_000);
  choice = hearSpeakers(choice, ["bo", "ada"], 2_000 + rivalMs);
  expect(choice.large).toBe("ada");
  choice = hearSpeakers(choice, ["bo"], 4_000);
  choice = hearSpeakers(choice, ["cy", "bo"], 4_000 + rivalMs);
  expect(choice.large).toBe("bo");
  expect(choice.recent).toEqual(["cy", "bo", "ada"]);
});

test("speaking on is one turn; speaking again after a silence is another", () => {
  let choice = hearSpeakers(nobodySpoke, ["ada"], 0);
  for (let now = 0; now < 60_000; now += 1_000) choice = hearSpeakers(choice, ["ada"], now);
  expect(choice.turn).toBe(1);
  choice = hearSpeakers(choice, [], 60_000);
  choice = hearSpeakers(choice, ["ada"], 61_000);
  expect(choice.turn).toBe(1);
  choice = hearSpeakers(choice, ["ada"], 61_001 + silenceMs);
  expect(choice.turn).toBe(2);
});

test("people who left are neither large nor remembered", () => {
  const choice = hearSpeakers(nobodySpoke, ["ada", "bo"], 0);
  expect(forgetSpeaker(choice, "ada")).toMatchObject({ large: undefined, recent: ["bo"] });
});
