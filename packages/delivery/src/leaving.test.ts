import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { actedSitting } from "../tests/acted-proposer.ts";
import { ActedStage } from "../tests/acted-stage.ts";
import { timeouts } from "./timeouts.ts";

describe("leaving, being removed and being moved to the lobby (attack 24c)", () => {
  test("are one input, and look the same to those who see it, whatever the room is doing", () => {
    const moments: readonly ((stage: ActedStage) => void)[] = [
      () => undefined,
      (stage) => {
        stage.held.add("ann");
        stage.hello("zoe");
      },
      (stage) => {
        stage.held.add("cyn");
        stage.hello("zoe");
      },
      (stage) => stage.happens("bob", "silent"),
      (stage) => stage.says("bob", { kind: "broken", group: "group-1", epoch: 2 }),
      (stage) => stage.hello("bob", "bob/again"),
    ];
    for (const moment of moments) {
      // The service removes them; they hear no more, and say bye in vain, if at all.
      const removed = after(moment, (stage) => {
        stage.happens("bob", "left");
        stage.happens("bob", "silent");
      });
      // A page that leaves says so; its stream may end before, or a moment later.
      for (const leaves of [
        (stage: ActedStage) => stage.bye("bob"),
        (stage: ActedStage) => {
          stage.happens("bob", "silent");
          stage.bye("bob");
        },
        (stage: ActedStage) => {
          stage.bye("bob");
          stage.happens("bob", "listens");
          stage.happens("bob", "silent");
        },
      ]) {
        expect(after(moment, leaves)).toEqual(removed);
      }
    }
  });

  /** Who gets which messages, and when the next thing is due. */
  function after(moment: (stage: ActedStage) => void, goes: (stage: ActedStage) => void): string {
    const stage = ActedStage.with("ann", "bob", "cyn");
    moment(stage);
    stage.told.length = 0;
    goes(stage);
    stage.passes(timeouts.commitMs);
    return JSON.stringify([stage.told, stage.conversation.dueAtMs]);
  }

  test("someone who says bye is out at once, and no one else", () => {
    const stage = ActedStage.with("ann", "bob", "cyn");
    stage.bye("bob");
    expect(stage.leaves).toEqual(["ann", undefined, "cyn"]);
    stage.bye("bob");
    stage.bye("zoe");
    stage.says("cyn", { kind: "bye", keyPackage: "ann/1" });
    expect(stage.leaves).toEqual(["ann", undefined, "cyn"]);
    stage.hello("bob");
    expect(stage.leaves).toEqual(["ann", "bob", "cyn"]);
  });

  test("what a page said before it went doesn't remove the one after it, however late it comes", () => {
    const stage = ActedStage.with("ann", "bob");
    stage.hello("cyn", "cyn/before");
    const bye = () => stage.says("cyn", { kind: "bye", keyPackage: "cyn/before" });
    stage.held.add("ann").add("bob");
    stage.hello("cyn", "cyn/after");
    bye();
    for (const one of ["ann", "bob"]) stage.held.delete(one);
    stage.passes(timeouts.commitMs);
    stage.passes(timeouts.readyMs);
    bye();
    stage.passes(timeouts.readyMs);
    expect([...stage.leaves].sort()).toEqual(["ann", "bob", "cyn"]);
  });
});

test("whatever is said, in any order, nothing is thrown, and the mirror of the leaves matches the members' own", () => {
  const people = ["ann", "bob", "cyn", "dan", "eve"];
  const identity = fc.constantFrom(...people);
  const group = fc.constantFrom("group-1", "group-2", "group-3", "nowhere");
  const epoch = fc.nat(4);
  const at = { group, epoch };
  const text = fc.string({ maxLength: 5 });
  const message = fc.oneof(
    fc.record({
      kind: fc.constant("hello" as const),
      keyPackage: text,
      sitting: fc.constant(actedSitting),
    }),
    fc.record({ kind: fc.constant("begun" as const), group }),
    fc.record({ kind: fc.constant("commit" as const), ...at, commit: text }),
    fc.record({ kind: fc.constant("commit" as const), ...at, commit: text, welcome: text }),
    fc.record({ kind: fc.constant("ready" as const), ...at }),
    fc.record({ kind: fc.constant("bad-change" as const), ...at, identity }),
    fc.record({ kind: fc.constant("broken" as const), ...at }),
    fc.record({ kind: fc.constant("resume" as const), ...at }),
    fc.record({ kind: fc.constant("bye" as const), keyPackage: text }),
  );
  const head = fc.option(
    fc.record({
      ...at,
      leaf: fc.nat(5),
      refs: fc.array(text),
      hasPath: fc.boolean(),
      welcomed: fc.array(text),
    }),
    { nil: undefined },
  );
  const act: fc.Arbitrary<(stage: ActedStage) => void> = fc.oneof(
    fc.tuple(identity, message, head).map((all) => (stage: ActedStage) => stage.says(...all)),
    identity.map((one) => (stage: ActedStage) => stage.hello(one)),
    identity.map((one) => (stage: ActedStage) => stage.bye(one)),
    fc
      .tuple(identity, fc.constantFrom("listens" as const, "silent" as const, "left" as const))
      .map((all) => (stage: ActedStage) => stage.happens(...all)),
    identity.map((one) => (stage: ActedStage) => {
      if (!stage.held.delete(one)) stage.held.add(one);
    }),
    fc.constantFrom(1, 300, 1_000, 8_000).map((ms) => (stage: ActedStage) => stage.passes(ms)),
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
      const stage = ActedStage.with("ann", "bob", "cyn");
      for (const one of acts) one(stage);
      expect(stage.astray).toEqual([]);
    }),
  );
});
