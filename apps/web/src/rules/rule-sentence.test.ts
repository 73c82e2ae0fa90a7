import type { RuleInput } from "@graticule/api/rules";
import { expect, test } from "vitest";
import { changeDraft, faultOf, openDraft, sameRule, toDraft, toRuleInput } from "./rule-draft.ts";
import {
  appliedSentence,
  bandNote,
  ownSentence,
  placeBandText,
  previewSentence,
  ruleSentence,
} from "./rule-sentence.ts";

const names: Readonly<Record<string, string>> = {
  DE: "Germany",
  FR: "France",
  US: "United States",
  EU: "European Union",
};
const options = {
  name: (item: RuleInput["deny"][number]) =>
    names[item.kind === "place" ? item.code : item.id] ?? "somewhere",
  reader: { locale: "en-GB", timeZone: "UTC", now: Date.parse("2026-11-24T12:00:00Z") },
};
const place = (code: string) => ({ kind: "place", code }) as const;
const base: RuleInput = {
  deny: [],
  allow: "everyone",
  onDoubt: "admit",
  matches: "probable",
};

test("no rule and an empty rule let everyone in", () => {
  expect(ruleSentence(undefined, options)).toBe("Everyone can join, from anywhere.");
  expect(ruleSentence(base, options)).toBe("Everyone can join, from anywhere.");
});

test("a rule against places says who is kept out and what happens in doubt", () => {
  expect(
    ruleSentence({ ...base, deny: [place("DE"), place("US")], onDoubt: "refuse" }, options),
  ).toBe(
    "People in Germany and the United States can’t join. If we can’t tell where someone is, they can’t join either.",
  );
});

test("“only” and “never” together read as one sentence", () => {
  const rule: RuleInput = { ...base, allow: [{ kind: "group", id: "EU" }], deny: [place("FR")] };
  expect(ruleSentence(rule, options)).toBe(
    "Only people in the European Union can join, and no one from France. If we can’t tell where someone is, they can join.",
  );
});

test("a rule with an end says when it ends", () => {
  const rule = { ...base, deny: [place("DE")], until: "2026-11-24T18:00:00Z" };
  expect(ruleSentence(rule, options)).toMatch(/This applies until 18:00 UTC\.$/);
});

test("a rule that counts only certain places says so before what happens in doubt", () => {
  const sure = changeDraft(
    { ...openDraft, mode: "except", deny: [place("DE")] },
    { kind: "matches", matches: "established" },
  );
  expect(ruleSentence(toRuleInput(sure), options)).toBe(
    "People in Germany can’t join. A place that is only likely counts as “can’t tell”. If we can’t tell where someone is, they can join.",
  );
  expect(ruleSentence({ ...base, deny: [place("DE")] }, options)).not.toContain("likely");
});

test("a long list is counted", () => {
  const rule = { ...base, deny: ["DE", "FR", "US", "AA", "AB", "AC"].map(place) };
  expect(ruleSentence(rule, options)).toContain("and 2 more places");
});

test("the effect is put into words for every combination of bands", () => {
  const none = { leave: "none", wait: "none", stay: "none" } as const;
  const said = (preview: Partial<Parameters<typeof previewSentence>[0]>): string =>
    previewSentence({ ...none, ...preview });
  expect(said({ leave: "a-few", stay: "most" })).toBe("A few would leave; most stay.");
  expect(said({ leave: "a-few", stay: "the-rest" })).toBe("A few would leave; the rest stay.");
  expect(said({ leave: 12, stay: 14 })).toBe("12 would leave; 14 stay.");
  expect(said({ leave: 6, stay: 40 })).toBe("6 would leave; most stay.");
  expect(said({ leave: "most", stay: "a-few" })).toBe("Most would leave; a few stay.");
  expect(said({ leave: "a-few", wait: "many", stay: "many" })).toBe(
    "A few would leave and 5 or more would wait in the lobby; 5 or more stay.",
  );
  expect(said({ leave: "some", wait: "some", stay: "the-rest" })).toBe(
    "Some would leave and some would wait in the lobby; the rest stay. There are too few people inside to show a number.",
  );
  expect(said({ leave: "a-few", wait: "the-rest" })).toBe(
    "A few would leave and the rest would wait in the lobby; no one stays.",
  );
  expect(said({ stay: 9 })).toBe("No one inside has to leave.");
  expect(said({ leave: 9 })).toBe("Everyone inside would leave.");
  expect(said({ wait: 9 })).toBe("Everyone inside would wait in the lobby.");
  expect(said({})).toBe(
    "Places are counted every minute. Everyone inside joined since the last count.",
  );
});

test("a preview never names a number below five", () => {
  const bands = ["none", "a-few", 5, 40] as const;
  for (const leave of bands) {
    for (const wait of bands) {
      for (const stay of bands) {
        expect(previewSentence({ leave, wait, stay })).not.toMatch(/\b[0-4]\b/);
      }
    }
  }
});

test("the result is stated by the named count, never as observed (regression: “nobody left” beside “a few left”)", () => {
  const none = { leave: "none", wait: "none", stay: "none", asOf: "2026-11-24T11:12:00Z" } as const;
  const said = (preview: Partial<Parameters<typeof previewSentence>[0]>): string =>
    appliedSentence({ ...none, ...preview }, options.reader);
  const byCount = "Applied. As of 11:12 UTC,";
  expect(said({ leave: "a-few", stay: "the-rest" })).toBe(`${byCount} a few had to leave.`);
  expect(said({ leave: 7, wait: 5, stay: 9 })).toBe(
    `${byCount} 7 had to leave and 5 had to go to the lobby.`,
  );
  expect(said({ leave: "a-few" })).toBe(`${byCount} everyone inside had to leave.`);
  expect(said({ stay: 9 })).toBe(`${byCount} no one had to leave.`);
  expect(said({})).toBe("Applied.");
  expect(appliedSentence(undefined, options.reader)).toBe("Applied.");
});

test("places have one wording for each band, which says why a number is missing (regression: “some” of how many?)", () => {
  const bands = ["a-few", "many", "most", 12, "some", "none"] as const;
  expect(bands.map(placeBandText)).toEqual(["a few", "5 or more", "5 or more", "12", "", "no one"]);
  expect(bandNote(["a-few", "none"])).toBe(
    "“A few” means fewer than 5. We don’t show the exact number, so that no one can be singled out.",
  );
  expect(bandNote(["most", "a-few"])).toContain("The other places have no numbers either");
  expect(bandNote(["some", "none"])).toContain("we don’t show numbers by place");
  expect(bandNote([12, 7, "none"])).toBeUndefined();
});

test("people who would have to go read so, and so do people who may be inside", () => {
  const preview = { leave: "a-few", wait: "none", stay: "none", asOf: "2026-11-24" } as const;
  expect(ownSentence({ ...preview, you: "leave" })).toBe("You would leave too.");
  expect(ownSentence({ ...preview, you: "wait" })).toBe("You would wait in the lobby too.");
  expect(ownSentence({ ...preview, you: "stay" })).toBeUndefined();
  expect(ownSentence(preview)).toBe(
    "This may include you: this page can’t tell whether you’re in the meeting.",
  );
  expect(ownSentence({ ...preview, leave: "none" })).toBeUndefined();
  // Counted before they came.
  const early = { ...preview, leave: "none", you: "leave" } as const;
  expect([previewSentence(early), ownSentence(early)]).toEqual(["You would leave.", undefined]);
});

test("what happens in doubt is put into words for each choice", () => {
  const said = (onDoubt: RuleInput["onDoubt"]): string =>
    ruleSentence({ ...base, deny: [place("DE")], onDoubt }, options);
  expect(said("admit")).toContain("they can join");
  expect(said("hold")).toContain("they wait in the lobby");
  expect(said("ask")).toContain("we ask them");
  expect(said("refuse")).toContain("can’t join either");
});

test("a draft becomes the rule that its mode uses and comes back the same", () => {
  const draft = changeDraft(
    { ...openDraft, mode: "only", allow: [place("FR")] },
    { kind: "toggle", list: "deny", item: place("DE") },
  );
  const rule = toRuleInput(draft);
  expect(rule).toMatchObject({ allow: [place("FR")], deny: [place("DE")] });
  expect(sameRule(toDraft(rule), draft)).toBe(true);
  expect(toRuleInput({ ...draft, mode: "except" })?.allow).toBe("everyone");
  expect(toRuleInput({ ...draft, mode: "everyone" })).toBeUndefined();
});

test("choosing a place twice removes it", () => {
  const toggle = { kind: "toggle", list: "deny", item: place("DE") } as const;
  expect(changeDraft(changeDraft(openDraft, toggle), toggle).deny).toEqual([]);
});

test("a draft without places can't be applied", () => {
  expect(faultOf({ ...openDraft, mode: "except" })).toBe("needs-deny");
  expect(faultOf({ ...openDraft, mode: "only" })).toBe("needs-allow");
  expect(faultOf({ ...openDraft, mode: "only", allow: [place("FR")], until: "open" })).toBe(
    "until-missing",
  );
  expect(faultOf(openDraft)).toBeUndefined();
});
