import { expect, test } from "vitest";
import { actedProposer } from "../tests/acted-proposer.ts";
import { ActedStage } from "../tests/acted-stage.ts";
import { Conversation } from "./conversation.ts";
import { timeouts } from "./timeouts.ts";

/** Whose commits change no one, in order. */
function renewals(stage: ActedStage): readonly string[] {
  const told = stage.told.flatMap(({ event }) =>
    event.kind === "change" && event.changes.length === 0
      ? [`${event.epoch} ${event.commit.slice("commit of ".length)}`]
      : [],
  );
  return [...new Set(told)].map((one) => one.split(" ")[1] ?? "");
}

function waitsFor(stage: ActedStage): number {
  return (stage.conversation.dueAtMs ?? Number.POSITIVE_INFINITY) - stage.now;
}

// Broken on purpose: no rotation → nothing is due.
test("keys are renewed 15 s after the first two are together, and every five minutes from then on, by each in turn", () => {
  const stage = ActedStage.with("ann", "bob", "cyn", "dan");
  expect(waitsFor(stage)).toBe(timeouts.firstRotationMs);
  stage.passes(timeouts.firstRotationMs - 1);
  expect(stage.told).toEqual([]);
  stage.passes(1);
  expect(renewals(stage)).toEqual(["ann"]);
  expect(stage.kinds("dan")).toEqual(["change", "execute"]);
  for (let turn = 0; turn < 5; turn += 1) {
    expect(waitsFor(stage)).toBe(timeouts.rotationMs);
    stage.passes(timeouts.rotationMs);
  }
  expect(renewals(stage)).toEqual(["ann", "cyn", "bob", "dan", "ann", "cyn"]);
  expect(stage.leaves).toEqual(["ann", "bob", "cyn", "dan"]);
});

// Broken on purpose: misses from before they came count → never Dan.
test("also by a newcomer after someone missed much, whose misses still count when someone is to come or go", () => {
  const stage = ActedStage.with("mal", "ann", "bob");
  stage.held.add("mal");
  stage.hello("cyn");
  stage.passes(timeouts.commitMs);
  stage.happens("mal", "left");
  stage.passes(timeouts.readyMs);
  stage.hello("dan");
  stage.passes(timeouts.readyMs);
  stage.told.length = 0;
  for (let turn = 0; turn < 4; turn += 1) stage.passes(timeouts.rotationMs);
  expect(renewals(stage).toSorted()).toEqual(["ann", "bob", "cyn", "dan"]);
});

test("a removal renews them too: the next time is five minutes after it", () => {
  const stage = ActedStage.with("ann", "bob", "cyn");
  stage.happens("cyn", "left");
  expect(waitsFor(stage)).toBe(timeouts.rotationMs);
});

test("randomness, supplied from outside, varies the interval by a fifth either way", () => {
  const dueAfter = [0, 1].map((chance) => {
    const stage = new ActedStage({ chance: () => chance });
    for (const one of ["ann", "bob"]) stage.hello(one);
    stage.passes(timeouts.firstRotationMs);
    return waitsFor(stage);
  });
  expect(dueAfter).toEqual([0.8 * timeouts.rotationMs, 1.2 * timeouts.rotationMs]);
});

test("one who is alone renews nothing, nor does a group whose pages don't listen: no timer waits for that", () => {
  const alone = ActedStage.with("ann");
  expect(alone.conversation.dueAtMs).toBeUndefined();
  const away = ActedStage.with("ann", "bob");
  away.passes(timeouts.firstRotationMs - 1);
  for (const one of ["ann", "bob"]) away.happens(one, "silent");
  expect(waitsFor(away)).toBe(timeouts.silenceMs);
  const left = ActedStage.with("ann", "bob");
  left.happens("bob", "left");
  expect(left.conversation.dueAtMs).toBeUndefined();
});

test("nothing is renewed while anything else is open, and anyone who goes or comes meanwhile goes first", () => {
  const stage = ActedStage.with("ann", "bob", "cyn");
  stage.held.add("ann").add("cyn").add("bob");
  stage.hello("dan");
  stage.passes(timeouts.commitMs);
  expect(stage.told.every(({ event }) => event.kind !== "please" || event.changes.length > 0)).toBe(
    true,
  );
  const other = ActedStage.with("ann", "bob", "cyn");
  other.held.add("ann");
  other.passes(timeouts.firstRotationMs);
  expect(other.please("ann").changes).toEqual([]);
  other.happens("cyn", "left");
  expect(other.please("ann").changes.map(({ identity }) => identity)).toEqual(["cyn"]);
  other.held.delete("ann");
  other.commits("ann");
  expect(other.leaves).toEqual(["ann", "bob"]);
});

// Broken on purpose: "all of no changes are additions" → it is passed on.
test("a renewal without a path renews nothing and is passed on to no one", () => {
  const stage = ActedStage.with("ann", "bob");
  stage.held.add("ann").add("bob");
  stage.passes(timeouts.firstRotationMs);
  stage.told.length = 0;
  stage.commits("ann", { head: { hasPath: false } });
  expect(stage.told).toEqual([]);
  stage.commits("ann");
  expect(stage.kinds("bob")).toEqual(["change"]);
});

test("if no one renews the keys they stay as they are until the next time, and no one starts over", () => {
  const stage = ActedStage.with("ann", "bob");
  stage.held.add("ann").add("bob");
  stage.passes(timeouts.firstRotationMs);
  for (let turn = 0; turn < 2; turn += 1) stage.passes(timeouts.commitMs);
  expect(stage.kinds()).toEqual(["ann: please", "bob: please"]);
  expect(waitsFor(stage)).toBe(timeouts.rotationMs);
});

test("in a large group a newcomer waits two seconds for others, and a removal waits for no one", () => {
  const stage = ActedStage.with(...Array.from({ length: 100 }, (_, no) => `p${no}`));
  stage.passes(timeouts.gatherMs);
  stage.told.length = 0;
  stage.hello("ann");
  stage.passes(timeouts.gatherMs - 1);
  stage.hello("bob");
  expect(stage.told).toEqual([]);
  stage.passes(1);
  expect(stage.leaves.slice(100)).toEqual(["ann", "bob"]);
  stage.hello("cyn");
  stage.happens("p7", "left");
  expect(stage.leaves[7]).toBeUndefined();
  stage.passes(timeouts.gatherMs);
  expect(stage.leaves[7]).toBe("cyn");
});

test("a large group has longer for a commit", () => {
  const stage = ActedStage.with(...Array.from({ length: 60 }, (_, no) => `p${no}`));
  for (let no = 0; no < 60; no += 1) stage.held.add(`p${no}`);
  stage.hello("ann");
  expect(waitsFor(stage)).toBe(timeouts.commitMs + 40);
});

test("a conversation without anyone waits for nothing", () => {
  const conversation = new Conversation(actedProposer, () => "group");
  expect([conversation.isOver, conversation.dueAtMs, conversation.tick(1)]).toEqual([
    true,
    undefined,
    [],
  ]);
});
