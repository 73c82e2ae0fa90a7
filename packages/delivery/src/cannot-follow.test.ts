import type { KeysEvent } from "@graticule/api/keys";
import { describe, expect, test } from "vitest";
import { ActedStage } from "../tests/acted-stage.ts";
import { timeouts } from "./timeouts.ts";

describe("someone whose key package a member will not add, though the door let it through", () => {
  function doubts(stage: ActedStage, by: string, identity: string): void {
    const { group, epoch } = stage.please(by);
    stage.says(by, { kind: "bad-change", group, epoch, identity });
  }

  test("learns it, and the others come in without it", () => {
    const stage = ActedStage.with("ann", "bob", "cyn");
    stage.held.add("ann");
    stage.hello("dan");
    stage.hello("eve");
    doubts(stage, "ann", "dan");
    expect(stage.refusals("dan")).toEqual(["doubted"]);
    expect(stage.conversation.people().map(([one]) => one)).not.toContain("dan");
    expect(stage.leaves).toContain("eve");
  });

  test("comes in through another member with new keys: one liar keeps no one out", () => {
    const stage = ActedStage.with("ann", "bob", "cyn");
    stage.held.add("ann");
    stage.hello("dan");
    doubts(stage, "ann", "dan");
    stage.hello("dan");
    expect(stage.leaves).toContain("dan");
  });

  test("has started over meanwhile: the doubt is over, and what is new is considered", () => {
    const stage = ActedStage.with("ann");
    stage.held.add("ann");
    stage.hello("dan", "dan/first");
    stage.hello("dan", "dan/second");
    doubts(stage, "ann", "dan");
    expect(stage.kinds("dan")).toEqual([]);
    const [change] = stage.please("ann").changes;
    expect(JSON.parse(change?.proposal ?? "")).toMatchObject({ keyPackage: "dan/second" });
  });

  test("isn't doubted by someone who wasn't asked, or where no one comes", () => {
    const stage = ActedStage.with("ann", "bob", "cyn");
    for (const one of ["ann", "bob", "cyn"]) stage.held.add(one);
    stage.hello("dan");
    const { group, epoch } = stage.please("ann");
    for (const [by, identity] of [
      ["bob", "dan"],
      ["dan", "dan"],
      ["ann", "bob"],
      ["ann", "zoe"],
    ] as const) {
      stage.says(by, { kind: "bad-change", group, epoch, identity });
    }
    stage.says("ann", { kind: "bad-change", group, epoch: epoch + 1, identity: "dan" });
    stage.says("ann", { kind: "bad-change", group: "other", epoch, identity: "dan" });
    expect(stage.kinds()).toEqual(["ann: please"]);
  });

  test("still goes when they start over and are doubted, and comes in later", () => {
    const stage = ActedStage.with("ann", "bob", "cyn");
    stage.held.add("ann");
    stage.hello("bob", "bob/copied");
    doubts(stage, "ann", "bob");
    expect(stage.refusals("bob")).toEqual(["doubted"]);
    expect(stage.leaves).toEqual(["ann", undefined, "cyn"]);
    stage.passes(timeouts.readyAfterRemovalMs);
    stage.hello("bob");
    expect(stage.leaves).toEqual(["ann", "bob", "cyn"]);
  });
});

describe("someone who can't follow", () => {
  function broken(stage: ActedStage, ...identities: readonly string[]): void {
    for (const identity of identities) {
      stage.says(identity, { kind: "broken", group: "group-1", epoch: stage.leaves.length - 1 });
      stage.hello(identity);
    }
  }

  test("comes in again, one of three", () => {
    const stage = ActedStage.with("ann", "bob", "cyn");
    broken(stage, "cyn");
    stage.passes(timeouts.readyMs);
    expect(stage.kinds("ann")).not.toContain("start-over");
    expect(stage.leaves).toEqual(["ann", "bob", "cyn"]);
    expect(stage.kinds("cyn")).toContain("welcome");
  });

  test("two of three: everyone starts over, and the commit's maker is asked last", () => {
    const stage = ActedStage.with("ann", "bob", "cyn");
    for (const one of ["ann", "bob", "cyn"]) stage.held.add(one);
    stage.hello("dan");
    stage.commits("ann");
    stage.happens("dan", "left");
    stage.told.length = 0;
    stage.held.delete("cyn");
    stage.says("cyn", { kind: "broken", group: "group-1", epoch: 2 });
    stage.says("bob", { kind: "broken", group: "group-1", epoch: 2 });
    for (const one of ["ann", "bob", "cyn"]) expect(stage.kinds(one)).toContain("start-over");
    stage.held.clear();
    stage.hello("ann");
    stage.hello("bob");
    expect(stage.leaves).toEqual(["bob", "ann", "cyn"]);
    stage.told.length = 0;
    stage.happens("bob", "left");
    expect(stage.kinds()[0]).toBe("cyn: please");
  });

  test("what someone said of another no longer counts once they could follow", () => {
    const stage = ActedStage.with("ann", "bob", "cyn");
    for (const one of ["bob", "cyn"]) stage.held.add(one);
    stage.hello("dan");
    for (const one of ["bob", "cyn"]) {
      stage.says(one, { kind: "broken", group: "group-1", epoch: 2 });
    }
    stage.held.clear();
    for (const one of ["cyn", "bob"]) stage.hello(one);
    stage.happens("dan", "left");
    expect(stage.leaves).toEqual([undefined, "ann", "cyn", "bob"]);
    for (const one of ["bob", "cyn"]) stage.held.add(one);
    stage.told.length = 0;
    stage.hello("eve");
    for (let other = 0; other < 2; other += 1) stage.passes(timeouts.commitMs);
    expect(stage.kinds("eve")).toEqual(["welcome"]);
    stage.says("cyn", { kind: "broken", group: "group-2", epoch: 2 });
    expect(stage.kinds()).not.toContain("ann: start-over");
  });

  test("two of six start over alone: a few can't stop the others", () => {
    const stage = sixWhoDoNotFollow();
    stage.says("eve", { kind: "broken", group: "group-1", epoch: 5 });
    stage.says("fay", { kind: "broken", group: "group-1", epoch: 5 });
    stage.held.clear();
    stage.hello("eve");
    stage.hello("fay");
    stage.passes(timeouts.readyMs);
    stage.passes(timeouts.commitMs);
    expect(stage.kinds()).not.toContain("ann: start-over");
    expect([...stage.leaves].sort()).toEqual(["ann", "bob", "cyn", "dan", "eve", "fay"]);
    expect(stage.told.some(({ event }) => event.kind === "begin")).toBe(false);
  });

  test("three of six: everyone starts over", () => {
    const stage = sixWhoDoNotFollow();
    for (const one of ["dan", "eve", "fay"]) {
      stage.says(one, { kind: "broken", group: "group-1", epoch: 5 });
    }
    expect(stage.kinds("ann")).toContain("start-over");
  });

  test("three of six who could already follow say so in vain", () => {
    const stage = ActedStage.with("ann", "bob", "cyn", "dan", "eve", "fay");
    stage.held.add("ann");
    for (const one of ["dan", "eve", "fay"]) {
      stage.says(one, { kind: "broken", group: "group-1", epoch: 5 });
    }
    expect(stage.kinds()).toEqual(["ann: please"]);
  });

  /** Ann has made a commit, and no one is ready for it yet. */
  function sixWhoDoNotFollow(): ActedStage {
    const stage = ActedStage.with("ann", "bob", "cyn", "dan", "eve");
    for (const one of ["bob", "cyn", "dan", "eve", "fay"]) stage.held.add(one);
    stage.hello("fay");
    stage.told.length = 0;
    return stage;
  }
});

describe("one member alone keeps no one out", () => {
  test.each(["broken", "hello"] as const)(
    "whose welcomes are useless: a newcomer says %s, and another member is asked, also for the next newcomer",
    (says) => {
      const liar = new Liar(ActedStage.with("mal", "bob", "cyn"), { whenWelcomed: says });
      expect(["dan", "eve", "fay"].map((one) => liar.triesOf(one))).toEqual([2, 1, 1]);
    },
  );

  // Broken on purpose: what a welcome names is ignored → Dan, who can't read it, hears of each
  // change and says nothing.
  test("whose welcomes are for other keys, however soon changes follow: another one is asked after a second", () => {
    const stage = ActedStage.with("mal", "bob", "cyn");
    stage.held.add("mal");
    stage.hello("dan");
    stage.commits("mal", { head: { welcomed: ["eve/1"] } });
    stage.passes(timeouts.commitMs - 1);
    stage.hello("fay");
    expect(stage.kinds("dan")).toEqual([]);
    stage.passes(1);
    expect(stage.kinds("dan")).toContain("welcome");
    expect(stage.leaves).toContain("dan");
    stage.told.length = 0;
    stage.hello("gus");
    expect(stage.kinds("mal")).not.toContain("please");
  });

  test("even if someone else has made a change since, before anyone could say so", () => {
    const stage = ActedStage.with("mal", "bob", "cyn");
    stage.held.add("bob");
    stage.hello("eve");
    stage.held.add("mal");
    stage.happens("eve", "left");
    for (const one of ["bob", "cyn"]) {
      stage.passes(timeouts.commitMs);
      expect(stage.kinds(one)).toContain("please");
    }
    stage.told.length = 0;
    stage.says("bob", { kind: "broken", group: "group-1", epoch: 2 });
    stage.passes(timeouts.readyAfterRemovalMs);
    expect(stage.kinds().filter((kind) => kind.endsWith("please"))).toEqual(["cyn: please"]);
  });

  test("nor do two: each is asked once", () => {
    const liar = new Liar(ActedStage.with("mal", "mallory", "cyn"), { whenWelcomed: "broken" });
    expect(["dan", "eve", "fay"].map((one) => liar.triesOf(one))).toEqual([2, 2, 1]);
  });

  test("who calls everyone else's commits useless, also under new names", () => {
    const liar = new Liar(ActedStage.with("mal", "bob", "cyn", "dan"), { whenWelcomed: "broken" });
    const tries: number[] = [];
    for (let turn = 0; turn < 16; turn += 1) {
      if (turn % 8 === 7) liar.changesName();
      else for (let time = 0; time < 5; time += 1) liar.accuses();
      tries.push(liar.triesOf(`guest-${turn}`));
    }
    expect(Math.max(...tries)).toBe(1);
    expect(liar.stage.kinds()).not.toContain("bob: start-over");
  });

  // Broken on purpose: as much as anyone who is there now → asked like everyone else.
  test("nor one who misses, leaves before anyone could come after them, and comes again under a new name", () => {
    const stage = ActedStage.with("mal", "ann", "bob");
    stage.held.add("mal");
    stage.hello("dan");
    stage.passes(timeouts.commitMs);
    for (const one of ["mal", "dan"]) stage.happens(one, "left");
    stage.passes(timeouts.readyMs);
    stage.hello("moe");
    for (let turn = 0; turn < 5; turn += 1) {
      stage.hello("tim");
      stage.passes(timeouts.readyMs);
      stage.happens("tim", "left");
      stage.passes(timeouts.readyMs);
    }
    expect(stage.leaves).toContain("moe");
    expect(stage.kinds("moe")).not.toContain("please");
  });

  // Broken on purpose: a miss for the maker alone → Mal, never there when someone is asked, is the
  // one asked in the end.
  test("nor one who is away whenever someone is asked, and then calls it useless: no one falls behind them", () => {
    const stage = ActedStage.with("ann", "mal", "cyn");
    for (let turn = 0; turn < 6; turn += 1) {
      stage.held.add("mal");
      stage.happens("mal", "silent");
      stage.hello("tim");
      stage.happens("tim", "left");
      stage.passes(timeouts.readyMs);
      stage.happens("mal", "listens");
      stage.says("mal", { kind: "broken", group: "group-1", epoch: 0 });
      stage.held.delete("mal");
      stage.hello("mal");
      stage.passes(timeouts.readyMs);
      stage.told.length = 0;
      stage.hello("tom");
      stage.happens("tom", "left");
      stage.passes(timeouts.readyMs);
      expect(stage.kinds("mal")).not.toContain("please");
    }
  });

  test.each(["broken", "hello"] as const)(
    "who was the first, and the only one who can be asked: two who say %s, one after the other, begin without them",
    (says) => {
      const stage = ActedStage.with("mal");
      const liar = new Liar(stage, { whenWelcomed: says });
      for (const one of ["bob", "cyn"]) liar.triesOf(one, 1);
      expect(stage.kinds("mal")).toContain("start-over");
      for (const one of ["bob", "cyn"]) stage.held.delete(one);
      // However fast.
      for (const one of ["mal", "cyn", "bob"]) stage.hello(one);
      stage.passes(timeouts.readyMs);
      expect(stage.leaves).toEqual(["bob", "mal", "cyn"]);
      expect(liar.triesOf("dan")).toBe(1);
    },
  );
});

const isLiar = (identity: string): boolean => identity.startsWith("mal");

/** Those called mal: their welcomes are useless, and one calls everyone else's commits useless. */
class Liar {
  readonly stage: ActedStage;
  readonly #whenWelcomed: "broken" | "hello";
  #name = "mal";
  #names = 0;

  constructor(stage: ActedStage, { whenWelcomed }: { readonly whenWelcomed: "broken" | "hello" }) {
    this.stage = stage;
    this.#whenWelcomed = whenWelcomed;
    for (const [one] of stage.conversation.people()) if (isLiar(one)) stage.held.add(one);
  }

  /** How often this newcomer is welcomed before it is in. */
  triesOf(newcomer: string, most = 30): number {
    const { stage } = this;
    stage.held.add(newcomer);
    stage.hello(newcomer);
    for (let tries = 1; tries <= most; tries += 1) {
      const { group, epoch, commit } = this.#welcome(newcomer);
      if (!isLiar(commit.slice("commit of ".length))) {
        stage.held.delete(newcomer);
        stage.says(newcomer, { kind: "ready", group, epoch });
        stage.passes(timeouts.readyMs);
        return tries;
      }
      if (this.#whenWelcomed === "broken") stage.says(newcomer, { kind: "broken", group, epoch });
      stage.hello(newcomer);
    }
    return Number.POSITIVE_INFINITY;
  }

  /** Someone comes and goes again, and what the others made for that is called useless. */
  accuses(): void {
    const { stage } = this;
    stage.told.length = 0;
    stage.hello("tim");
    stage.happens("tim", "left");
    for (const { event } of stage.told.filter(({ to }) => to === this.#name)) {
      if (event.kind !== "change") continue;
      stage.says(this.#name, { kind: "broken", group: event.group, epoch: event.epoch });
      stage.hello(this.#name);
    }
    this.#doAsAsked();
    stage.passes(timeouts.readyMs);
  }

  changesName(): void {
    const { stage } = this;
    stage.happens(this.#name, "left");
    this.#names += 1;
    this.#name = `mal-${this.#names}`;
    stage.held.add(this.#name);
    stage.hello(this.#name);
    stage.passes(timeouts.readyMs);
  }

  #welcome(newcomer: string): KeysEvent & { kind: "welcome" } {
    const { stage } = this;
    for (let ms = 0; ms <= 5_000; ms += 100) {
      this.#doAsAsked();
      const at = stage.told.findLastIndex(
        ({ to, event }) => to === newcomer && event.kind === "welcome",
      );
      const [welcome] = at === -1 ? [] : stage.told.splice(at, 1);
      if (welcome?.event.kind === "welcome") return welcome.event;
      stage.passes(100);
    }
    throw new Error(`no one let ${newcomer} in`);
  }

  #doAsAsked(): void {
    const { stage } = this;
    const at = stage.told.findLastIndex(({ to, event }) => isLiar(to) && event.kind === "please");
    const [asked] = at === -1 ? [] : stage.told.splice(at, 1);
    if (asked !== undefined) stage.commits(asked.to);
  }
}
