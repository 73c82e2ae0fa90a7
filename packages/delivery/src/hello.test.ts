import { describe, expect, test } from "vitest";
import { ActedStage } from "../tests/acted-stage.ts";
import { timeouts } from "./timeouts.ts";

describe("someone who says hello", () => {
  test("may do so twenty times a minute, and again when the minute is over", () => {
    const stage = ActedStage.with("ann", "bob");
    stage.held.add("ann").add("bob");
    for (let time = 0; time < 30; time += 1) stage.hello("zoe", `zoe/${time}`);
    stage.happens("bob", "left");
    stage.commits("ann");
    stage.passes(timeouts.readyAfterRemovalMs);
    const comes = () => stage.please("ann").changes.find(({ kind }) => kind === "add")?.proposal;
    expect(JSON.parse(comes() ?? "")).toMatchObject({ keyPackage: "zoe/19" });
    stage.now += 60_000;
    stage.hello("zoe", "zoe/new");
    stage.held.delete("ann");
    stage.passes(timeouts.commitMs);
    stage.passes(timeouts.readyMs);
    expect(stage.leaves).toContain("zoe");
  });

  test("twenty times a minute, even for a seat that is doubted each time, which learns it", () => {
    const stage = ActedStage.with("ann", "bob");
    stage.held.add("ann").add("bob");
    for (let time = 0; time < 30; time += 1) {
      stage.hello("zoe", `zoe/${time}`);
      if (time >= 20) continue;
      const by = time % 2 === 0 ? "ann" : "bob";
      const { group, epoch } = stage.please(by);
      stage.says(by, { kind: "bad-change", group, epoch, identity: "zoe" });
    }
    const [doubted, tooOften] = [
      stage.refusals("zoe").slice(0, 20),
      stage.refusals("zoe").slice(20),
    ];
    expect([new Set(doubted), new Set(tooOften)]).toEqual([
      new Set(["doubted"]),
      new Set(["too-often"]),
    ]);
    expect(stage.kinds().filter((kind) => kind.endsWith("please"))).toHaveLength(20);
  });

  test("twenty times a minute, also for someone removed in between", () => {
    const stage = ActedStage.with("ann", "bob");
    for (let time = 0; time < 30; time += 1) {
      stage.says("bob", { kind: "broken", group: "group-1", epoch: 0 });
      stage.passes(timeouts.readyAfterRemovalMs);
      stage.hello("bob");
    }
    expect(stage.leaves).toEqual(["ann"]);
  });

  /** They come in and call the commit that let them in useless: half of four, so all start over. */
  function endGroup(stage: ActedStage, liars: readonly string[]): void {
    for (const one of liars) {
      stage.held.add(one);
      stage.hello(one);
    }
    stage.passes(timeouts.readyMs);
    for (const one of liars) {
      const welcome = stage.told.findLast(
        ({ to, event }) => to === one && event.kind === "welcome",
      )?.event;
      if (welcome?.kind !== "welcome") throw new Error(`${one} was never let in`);
      const { group, epoch } = welcome;
      stage.says(one, { kind: "broken", group, epoch });
    }
  }

  const endings = (stage: ActedStage): number =>
    stage.kinds("ann").filter((kind) => kind === "start-over").length;

  // Broken on purpose: each hello counts → Ann and Bob are refused, and send nothing for a minute.
  test("uses up nothing when everyone was told to start over, however often in a minute", () => {
    const stage = ActedStage.with("ann", "bob");
    for (const pair of [1, 2, 3, 4]) {
      const liars = [`mal-${pair}`, `max-${pair}`];
      for (let round = 0; round < 10; round += 1) endGroup(stage, liars);
      for (const one of liars) stage.happens(one, "left");
    }
    expect(endings(stage)).toBe(40);
    expect([...stage.refusals("ann"), ...stage.refusals("bob")]).toEqual([]);
    stage.passes(timeouts.readyMs);
    expect([...stage.leaves].sort()).toEqual(["ann", "bob"]);
  });

  // Broken on purpose: also for those by whose word it was → for ever.
  test("uses up their own when everyone starts over by their word: twenty times a minute", () => {
    const stage = ActedStage.with("ann", "bob");
    for (let round = 0; round < 30; round += 1) endGroup(stage, ["mal", "max"]);
    expect(endings(stage)).toBe(20);
    expect([...stage.leaves].sort()).toEqual(["ann", "bob"]);
  });

  test("once more with the same keys changes nothing", () => {
    const stage = ActedStage.with("ann");
    stage.hello("bob", "bob/1");
    stage.told.length = 0;
    stage.hello("bob", "bob/1");
    expect(stage.told).toEqual([]);
  });

  test("when a thousand are already there learns that it is full", () => {
    const stage = new ActedStage();
    stage.held.add("p0");
    for (let one = 0; one < 1_001; one += 1) stage.hello(`p${one}`, `p${one}/k`);
    expect(stage.conversation.people()).toHaveLength(1_000);
    expect(stage.refusals("p1000")).toEqual(["full"]);
    expect(stage.refusals("p999")).toEqual([]);
  });

  test("after leaving, before either had an effect, is heard", () => {
    const stage = ActedStage.with("ann");
    stage.held.add("ann");
    stage.hello("bob");
    stage.happens("bob", "left");
    // No one gave the commit: everyone starts over.
    stage.passes(timeouts.commitMs);
    stage.hello("bob");
    expect(stage.conversation.people()).toContainEqual(["bob", true]);
    stage.held.delete("ann");
    stage.hello("ann");
    expect([...stage.leaves].sort()).toEqual(["ann", "bob"]);
  });
});

describe("someone whose stream is new", () => {
  const resume = (stage: ActedStage, identity: string, epoch: number, group = "group-1"): void => {
    stage.told.length = 0;
    stage.says(identity, { kind: "resume", group, epoch });
  };

  test("and who is up to date is told to send", () => {
    const stage = ActedStage.with("ann", "bob");
    resume(stage, "bob", 1);
    expect(stage.kinds()).toEqual(["bob: execute"]);
  });

  test("and who missed the last change gets it", () => {
    const stage = ActedStage.with("ann", "bob", "cyn");
    resume(stage, "bob", 1);
    expect(stage.kinds("bob")).toEqual(["change", "execute"]);
    expect(stage.kinds("ann")).toEqual([]);
  });

  test("and who missed more starts over", () => {
    const stage = ActedStage.with("ann", "bob", "cyn", "dan");
    resume(stage, "bob", 1);
    expect(stage.kinds("bob")).toContain("start-over");
    stage.passes(timeouts.readyMs);
    expect([...stage.leaves].sort()).toEqual(["ann", "bob", "cyn", "dan"]);
  });

  test("and who is ahead of everyone, or in another group, starts over", () => {
    const ahead = ActedStage.with("ann", "bob");
    resume(ahead, "bob", 2);
    expect(ahead.kinds("bob")).toContain("start-over");
    const elsewhere = ActedStage.with("ann", "bob");
    resume(elsewhere, "bob", 1, "group-0");
    expect(elsewhere.kinds("bob")).toContain("start-over");
  });

  test("and who owes a commit is asked again; so is one who should be ready", () => {
    const stage = ActedStage.with("ann", "bob");
    stage.held.add("ann");
    stage.hello("cyn");
    resume(stage, "ann", 1);
    expect(stage.kinds("ann")).toEqual(["execute", "please"]);
    stage.held.add("bob");
    stage.commits("ann");
    stage.says("ann", { kind: "ready", group: "group-1", epoch: 2 });
    expect(stage.kinds("bob")).not.toContain("execute");
    resume(stage, "bob", 2);
    expect(stage.kinds("bob")).toEqual(["execute"]);
  });

  test("while its removal is under way starts over; one about to start over is not told twice", () => {
    const stage = ActedStage.with("ann", "bob");
    stage.held.add("ann").add("bob");
    stage.says("bob", { kind: "broken", group: "group-1", epoch: 0 });
    resume(stage, "bob", 1);
    expect(stage.kinds("bob")).toEqual(["start-over"]);
    stage.hello("bob");
    resume(stage, "bob", 1);
    expect(stage.kinds("bob")).toEqual([]);
  });

  test("after a restart of the service starts over", () => {
    const stage = new ActedStage();
    resume(stage, "bob", 7, "group-of-before");
    expect(stage.kinds("bob")).toEqual(["start-over", "begin", "execute"]);
  });
});

describe("someone whose stream is gone", () => {
  test("has eight seconds to come back, and no one waits for them meanwhile", () => {
    const stage = ActedStage.with("ann", "bob", "cyn");
    stage.happens("cyn", "silent");
    expect(stage.conversation.dueAtMs).toBe(stage.now + timeouts.silenceMs);
    stage.hello("dan");
    expect(stage.kinds("ann").at(-1)).toBe("execute");
    stage.told.length = 0;
    stage.held.add("bob");
    stage.hello("eve");
    expect(stage.kinds("ann")).not.toContain("execute");
    stage.happens("bob", "silent");
    expect(stage.kinds("ann").at(-1)).toBe("execute");
    stage.happens("bob", "listens");
    stage.passes(timeouts.silenceMs - 1);
    stage.happens("cyn", "listens");
    stage.passes(timeouts.silenceMs);
    expect(stage.leaves).toContain("cyn");
    stage.happens("cyn", "silent");
    stage.passes(timeouts.silenceMs);
    expect(stage.leaves).not.toContain("cyn");
  });

  test("all of them: nothing is asked until one is back, and newcomers meanwhile wait", () => {
    const stage = ActedStage.with("ann", "bob");
    for (const one of ["ann", "bob"]) stage.happens(one, "silent");
    stage.hello("cyn");
    expect(stage.kinds()).toEqual([]);
    stage.happens("bob", "listens");
    expect(stage.kinds("bob")).toEqual(["please", "change", "execute"]);
    expect(stage.kinds("cyn")).toEqual(["welcome", "execute"]);
  });

  test("all of them for good: the next newcomer begins a group", () => {
    const stage = ActedStage.with("ann", "bob");
    for (const one of ["ann", "bob"]) stage.happens(one, "silent");
    stage.hello("cyn");
    stage.passes(timeouts.silenceMs);
    // Any last keys she had, from before a restart, are soon over.
    expect(stage.kinds("cyn")).toEqual(["start-over", "start-over", "begin", "execute"]);
  });
});

describe("someone who is to begin and is slow", () => {
  const begun = { kind: "begun", group: "group-1", epoch: 0 } as const;

  test("is waited for while no one else could, and begins the group that was asked for", () => {
    const stage = new ActedStage();
    stage.held.add("ann");
    stage.hello("ann");
    for (let turn = 0; turn < 3; turn += 1) stage.passes(timeouts.beginMs);
    expect(stage.kinds("ann")).toEqual(["begin"]);
    stage.says("ann", begun);
    expect(stage.kinds("ann")).toEqual(["begin", "execute"]);
  });

  test("is passed over once someone else could", () => {
    const stage = new ActedStage();
    stage.held.add("ann");
    stage.hello("ann");
    stage.hello("bob");
    stage.passes(timeouts.beginMs);
    expect(stage.kinds("bob")[0]).toBe("begin");
  });

  test("is asked again in the end", () => {
    const stage = new ActedStage();
    stage.held.add("ann");
    stage.hello("ann");
    for (let ms = 0; ms <= timeouts.beginAloneMs; ms += timeouts.beginMs)
      stage.passes(timeouts.beginMs);
    expect(stage.kinds("ann")).toEqual(["begin", "begin"]);
  });
});
