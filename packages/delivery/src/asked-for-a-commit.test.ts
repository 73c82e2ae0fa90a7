import { describe, expect, test } from "vitest";
import { ActedStage, asked } from "../tests/acted-stage.ts";
import { timeouts } from "./timeouts.ts";

describe("one member is asked for a commit", () => {
  test("someone who doesn't give it in time is passed over, and asked last from then on", () => {
    const stage = ActedStage.with("ann", "bob", "cyn");
    stage.held.add("ann");
    stage.hello("dan");
    expect(stage.kinds()).toEqual(["ann: please"]);
    stage.passes(timeouts.commitMs - 1);
    expect(stage.kinds("cyn")).toEqual([]);
    stage.passes(1);
    expect(stage.kinds("cyn")).toEqual(["please", "change"]);
    expect(stage.kinds("dan")).toEqual(["welcome"]);
    stage.told.length = 0;
    // Ann is not ready either.
    stage.passes(timeouts.readyMs - 1);
    expect(stage.kinds()).toEqual([]);
    stage.passes(1);
    expect(stage.kinds()).toEqual(["ann", "bob", "cyn", "dan"].map((one) => `${one}: execute`));
    stage.told.length = 0;
    stage.hello("eve");
    expect(stage.kinds("ann")).toEqual(["change"]);
    expect(stage.kinds("cyn")).toContain("please");
  });

  test("if no one gives it everyone starts over, in another group, in other places of the ring", () => {
    const stage = ActedStage.with("ann", "bob");
    for (const one of ["ann", "bob"]) stage.held.add(one);
    stage.hello("cyn");
    stage.passes(timeouts.commitMs);
    stage.passes(timeouts.commitMs);
    expect(stage.kinds()).toEqual([
      "ann: please",
      "bob: please",
      "ann: start-over",
      "bob: start-over",
      "cyn: begin",
      "cyn: execute",
    ]);
    const begin = stage.told.at(-2)?.event;
    // Epochs 0 and 1 belonged to the first group.
    expect(begin).toMatchObject({ kind: "begin", group: "group-2", keyIndex: 2 });
  });

  // Broken on purpose: "go-on" always.
  test("everyone who starts over is told if someone who has the last keys was to go", () => {
    const lastKeys = (stage: ActedStage): ReadonlySet<string> =>
      new Set(
        stage.told.flatMap(({ event }) => (event.kind === "start-over" ? [event.lastKeys] : [])),
      );
    const held = (...identities: readonly string[]): ActedStage => {
      const stage = ActedStage.with(...identities);
      for (const one of identities) stage.held.add(one);
      return stage;
    };
    const noOneGoes = held("ann", "bob");
    noOneGoes.hello("cyn");
    for (let time = 0; time < 2; time += 1) noOneGoes.passes(timeouts.commitMs);
    expect(lastKeys(noOneGoes)).toEqual(new Set(["go-on"]));
    const someoneIsRemoved = held("ann", "bob", "cyn");
    someoneIsRemoved.happens("cyn", "left");
    someoneIsRemoved.passes(timeouts.removalCommitMs);
    someoneIsRemoved.passes(timeouts.commitMs);
    expect(lastKeys(someoneIsRemoved)).toEqual(new Set(["soon-over"]));
    const someoneIsSilent = held("ann", "bob");
    someoneIsSilent.happens("bob", "silent");
    someoneIsSilent.passes(timeouts.silenceMs);
    someoneIsSilent.passes(timeouts.commitMs);
    expect(lastKeys(someoneIsSilent)).toEqual(new Set(["soon-over"]));
    // A member of an earlier group or epoch may have missed that.
    someoneIsSilent.told.length = 0;
    someoneIsSilent.says("bob", { kind: "resume", group: "group-1", epoch: 1 });
    expect(lastKeys(someoneIsSilent)).toEqual(new Set(["soon-over"]));
    // No one knows anything from before a restart.
    someoneIsSilent.told.length = 0;
    someoneIsSilent.says("zoe", { kind: "resume", group: "before", epoch: 1 });
    expect(lastKeys(someoneIsSilent)).toEqual(new Set(["go-on"]));
  });

  // Broken on purpose: not told → Cyn sends with keys that Bob has for ten seconds.
  test("someone who starts over when another goes is told that their last keys are soon over, and no one else is", () => {
    const stage = ActedStage.with("ann", "bob", "cyn", "dan");
    for (const one of ["ann", "bob", "cyn", "dan"]) stage.held.add(one);
    stage.says("cyn", { kind: "broken", group: "group-1", epoch: 3 });
    stage.hello("cyn");
    stage.told.length = 0;
    stage.happens("bob", "left");
    stage.happens("bob", "left");
    const told = stage.told.filter(({ event }) => event.kind === "start-over");
    expect(told).toEqual([{ to: "cyn", event: { kind: "start-over", lastKeys: "soon-over" } }]);
  });

  // Broken on purpose: forgotten without a word → the others go on for ten seconds with keys that
  // Dan has, whom a host removes meanwhile.
  test.each(["before", "after"] as const)(
    "someone whose stream breaks just %s everyone starts over is forgotten, and the last keys with them",
    (when) => {
      const people = ["ann", "bob", "cyn", "dan"];
      const stage = ActedStage.with(...people);
      for (const one of people) stage.held.add(one);
      if (when === "before") stage.happens("dan", "silent");
      stage.hello("eve");
      for (const _ of people) stage.passes(timeouts.commitMs);
      expect(stage.kinds("ann")).toContain("start-over");
      if (when === "after") stage.happens("dan", "silent");
      stage.happens("dan", "left");
      const ends = stage.told.flatMap(({ to, event }) =>
        event.kind === "start-over" && event.lastKeys === "soon-over" ? [to] : [],
      );
      expect(ends).toEqual(expect.arrayContaining(["ann", "bob", "cyn"]));
    },
  );

  // Broken on purpose: not told → Cyn's page, unaware of any removal, goes on for ten seconds with
  // keys that Bob has.
  test.each(["broken", "hello"] as const)(
    "someone who says %s while another's removal is under way is told that their last keys are soon over",
    (says) => {
      const stage = ActedStage.with("ann", "bob", "cyn", "dan");
      for (const one of ["ann", "bob", "cyn", "dan"]) stage.held.add(one);
      stage.happens("bob", "left");
      stage.told.length = 0;
      if (says === "broken") stage.says("cyn", { kind: "broken", group: "group-1", epoch: 3 });
      stage.hello("cyn");
      const [first] = stage.told;
      expect(first).toEqual({ to: "cyn", event: { kind: "start-over", lastKeys: "soon-over" } });
    },
  );

  test("the first commit that fits wins; the second is passed on to no one", () => {
    const stage = ActedStage.with("ann", "bob", "cyn");
    stage.held.add("ann");
    stage.hello("dan");
    stage.passes(timeouts.commitMs);
    stage.told.length = 0;
    stage.commits("ann");
    expect(stage.kinds()).toEqual([]);
  });

  test("a commit from someone passed over wins as well, if it comes first", () => {
    const stage = ActedStage.with("ann", "bob", "cyn");
    for (const one of ["ann", "cyn"]) stage.held.add(one);
    stage.hello("dan");
    stage.passes(timeouts.commitMs);
    stage.told.length = 0;
    stage.commits("ann");
    expect(stage.told[0]?.event).toMatchObject({ kind: "change", commit: "commit of ann" });
    stage.commits("cyn");
    expect(stage.kinds().filter((kind) => kind.endsWith("change"))).toHaveLength(3);
  });

  const wrong = {
    "of another group": { head: { group: "group-2" } },
    "of another epoch": { head: { epoch: 9 } },
    "on someone else's leaf": { head: { leaf: 1 } },
    "with fewer changes": { head: { refs: ["one"] } },
    "with no changes": { head: { refs: [] } },
    "with other changes": { head: { refs: ["one", "two"] } },
    "without a path, though someone goes": { head: { hasPath: false } },
    "without a welcome, though someone comes": { head: { welcomed: [] } },
    "with a welcome for keys that no newcomer has": { head: { welcomed: ["cyn/1"] } },
    "with a welcome for more keys": { head: { welcomed: ["cyn/again", "cyn/1"] } },
  } as const;

  test.each(Object.entries(wrong))("a commit %s is passed on to no one", (_, otherwise) => {
    const stage = ActedStage.with("ann", "bob", "cyn");
    for (const one of ["ann", "bob"]) stage.held.add(one);
    // She starts over.
    stage.hello("cyn", "cyn/again");
    expect(asked(stage, "ann")).toEqual(["remove cyn", "add cyn"]);
    stage.told.length = 0;
    stage.commits("ann", otherwise);
    expect(stage.told).toEqual([]);
    stage.commits("ann");
    expect(stage.kinds("bob")).toEqual(["change"]);
  });

  test("a commit with its changes in another order, or one twice, is passed on to no one", () => {
    const stage = ActedStage.with("ann", "bob", "cyn");
    stage.held.add("ann");
    stage.happens("cyn", "left");
    stage.hello("dan");
    const refs = stage.please("ann").changes.map(({ proposal }) => proposal);
    expect(refs).toHaveLength(1);
    const other = ActedStage.with("ann", "bob");
    other.held.add("ann").add("bob");
    other.happens("bob", "left");
    other.told.length = 0;
    const [one = ""] = other.please("ann").changes.map(({ proposal }) => proposal);
    other.commits("ann", { head: { refs: [one, one] } });
    expect(other.told).toEqual([]);
  });

  test("a welcome for no one is passed on to no one", () => {
    const stage = ActedStage.with("ann", "bob");
    stage.held.add("ann");
    stage.happens("bob", "left");
    stage.told.length = 0;
    stage.commits("ann", { head: { welcomed: ["bob/1"] } });
    expect(stage.told).toEqual([]);
  });

  test("a commit of someone who goes, or is not inside, is passed on to no one", () => {
    const stage = ActedStage.with("ann", "bob", "cyn");
    for (const one of ["ann", "cyn"]) stage.held.add(one);
    stage.hello("dan");
    stage.happens("ann", "left");
    stage.told.length = 0;
    stage.commits("ann");
    expect(stage.told).toEqual([]);
    const { group, epoch } = stage.please("cyn");
    const refs = stage.please("cyn").changes.map(({ proposal }) => proposal);
    const head = { group, epoch, leaf: 2, refs, hasPath: true, welcomed: [] };
    stage.says("zoe", { kind: "commit", group, epoch, commit: "c" }, head);
    expect(stage.told).toEqual([]);
    stage.says("cyn", { kind: "commit", group, epoch, commit: "c" });
    expect(stage.told).toEqual([]);
  });
});

describe("members commit in turn", () => {
  /** Whose commit removed each of these people, who left one after the other. */
  function commitsOf(stage: ActedStage, leavers: readonly string[]): readonly string[] {
    return leavers.map((one) => {
      stage.told.length = 0;
      stage.happens(one, "left");
      stage.passes(timeouts.readyMs);
      const change = stage.told.find(({ event }) => event.kind === "change")?.event;
      return change?.kind === "change" ? change.commit.slice("commit of ".length) : "";
    });
  }

  // Broken on purpose: by leaf alone, as it was → ann four times.
  test("the longest without a commit goes first, from all over the tree, and newcomers come last", () => {
    const stage = ActedStage.with("ann", "bob", "cyn", "dan", "eve", "fay", "gus", "hal");
    expect(commitsOf(stage, ["eve", "fay", "gus", "hal"])).toEqual(["ann", "cyn", "bob", "dan"]);
    stage.hello("ida");
    expect(commitsOf(stage, ["ida"])).toEqual(["ann"]);
    for (const guest of ["jan", "kim"]) {
      stage.hello(guest);
      stage.passes(timeouts.readyMs);
    }
    expect(commitsOf(stage, ["cyn", "bob", "ann"])).toEqual(["bob", "dan", "jan"]);
  });

  test("someone who misses is asked after all others, however long ago their last commit is", () => {
    const stage = ActedStage.with("ann", "bob", "cyn", "dan", "eve", "fay");
    stage.held.add("ann");
    stage.happens("fay", "left");
    stage.passes(timeouts.removalCommitMs);
    stage.held.delete("ann");
    stage.passes(timeouts.readyMs);
    const before = ["bob", "cyn", "dan", "eve"];
    for (let turn = 0; turn < 8; turn += 1) {
      stage.hello("tim");
      stage.passes(timeouts.readyMs);
      const [by = ""] = commitsOf(stage, ["tim"]);
      expect(before).toContain(by);
    }
  });
});
