import fc from "fast-check";
import { expect, test } from "vitest";
import { type KnownNames, mustHide } from "./must-hide.ts";
import {
  areWithin,
  languageShown,
  passagesOf,
  type RedactedKind,
  redactedKinds,
  redactedWords,
  type Span,
  spansToHide,
  tidySpans,
  type Written,
} from "./redaction.ts";

const nothing: KnownNames = { host: "meet.example", codes: [], titles: [], names: [], emails: [] };
const marks = /\u27E6(?:contact|link|meeting|other|person|\d+)\u27E7/u;

/** What the public reads of a demand if no one marks anything. */
const read = (text: string, known: Partial<KnownNames> = {}): string =>
  redactedWords(
    { demands: [text] },
    spansToHide({ demands: [text] }, [], mustHide({ ...nothing, ...known })),
  ).demand;

test.each<[text: string, shown: string, known?: Partial<KnownNames>]>([
  ["Write to ana.lima@example.org.", "Write to ⟦contact⟧."],
  ["Write to ana (at) example.org now", "Write to ⟦contact⟧ now"],
  ["Write to ana(@)example.org, ana [@] example.org", "Write to ⟦contact⟧, ⟦contact⟧"],
  ["Write to ana @ उदाहरण.भारत", "Write to ⟦contact⟧"],
  ["Ask @ana_lima, or mailto:x", "Ask ⟦contact⟧, or ⟦contact⟧"],
  ["Write to ana @ mail.example.org, or to ana@", "Write to ⟦contact⟧, or to ⟦contact⟧"],
  ["Call +49 (0)30 123-45 67 at once", "Call ⟦contact⟧ at once"],
  ["Call ٠٣٠١٢٣٤٥٦٧", "Call ⟦contact⟧"],
  ["From 192.0.2.17 and 2001:db8::17, too", "From ⟦contact⟧ and ⟦contact⟧, too"],
  ["End abc-defg-hij and ABC–DEFG–HIJ!", "End ⟦meeting⟧ and ⟦meeting⟧!"],
  ["End abc_defg_hij, ａｂｃ・ｄｅｆｇ・ｈｉｊ", "End ⟦meeting⟧, ⟦meeting⟧"],
  ["End abc defg hij", "End ⟦meeting⟧", { codes: ["abc-defg-hij"] }],
  ["End abcdabc-defg-hijk", "End abcd⟦meeting⟧k", { codes: ["abc-defg-hij"] }],
  ["See https://meet.example/m/x#s.", "See ⟦meeting⟧."],
  ["See https://social.test/ana/status/1, t.me/ana", "See ⟦link⟧, ⟦link⟧"],
  ["The “JUNE 4 — Vigíls” of Ana", "The “⟦meeting⟧” of Ana", { titles: ["June 4: Vigil"] }],
  ["关于六四纪念的会议", "关于⟦meeting⟧的会议", { titles: ["六四纪念"] }],
  ["LIMA, Ana and ana lima", "⟦person⟧ and ⟦person⟧", { names: ["Ana Lima"] }],
  ["You may ask May.", "You may ask ⟦person⟧.", { names: ["May"] }],
  ["A ⟦person⟧ said so", "A ⟦other⟧person⟦other⟧ said so"],
])("%s", (text, shown, known) => expect(read(text, known)).toBe(shown));

test.each([
  "From 2026-06-03 18:00 to 4.6.2026, 20:30, by OPO-2026/1184 and section 12(3)",
  "الاجتماع في ٢٥/١١/٢٠٢٦",
  "A party for artists, one-half of 1,000,000, and/or more at example.org",
  "Article 5: the provider shall… 10:30:15",
  "Coffee @ HQ. Then lunch @ 12.30",
])("days, references and words stay unchanged: %s", (text) =>
  expect(read(text, { titles: ["Art", "x"] })).toBe(text),
);

const letters = fc.string({ unit: "grapheme", maxLength: 40 }).map((text) => text.normalize("NFC"));
const words = fc.stringMatching(/^[A-Za-zÀ-ÿ]{2,8}( [A-Za-zÀ-ÿ]{2,8}){1,3}$/);
const code = fc.stringMatching(/^[a-z]{3}-[a-z]{4}-[a-z]{3}$/);
const written = fc.record(
  { demands: fc.array(letters, { minLength: 1, maxLength: 3 }), translation: letters },
  { requiredKeys: ["demands"] },
);
/** With spans anywhere in it, even through the middle of a letter. */
const marked = written.chain((one) => {
  const spans = passagesOf(one)
    .filter(({ text }) => text.length > 0)
    .map(({ of, text }) =>
      fc
        .tuple(fc.nat(text.length - 1), fc.nat(text.length - 1), fc.constantFrom(...redactedKinds))
        .map(([from, other, what]): Span => {
          return { of, what, from: Math.min(from, other), to: Math.max(from, other) + 1 };
        }),
    );
  const many =
    spans.length === 0 ? fc.constant([]) : fc.array(fc.oneof(...spans), { maxLength: 6 });
  return fc.tuple(fc.constant<Written>(one), many);
});

test("no email address, code, title or host's name is left, whatever surrounds it", () => {
  fc.assert(
    fc.property(
      ...[letters, letters, fc.emailAddress(), code, words, words, fc.boolean()],
      (before, after, email, meeting, title, name, loud) => {
        for (const one of [email, meeting, title, name]) {
          const known = { codes: [meeting], titles: [title], names: [name], emails: [email] };
          const said = loud ? one.toUpperCase() : one;
          const text = `${before} ${said} ${after}`;
          expect(read(text, known).toUpperCase()).not.toContain(one.toUpperCase());
        }
      },
    ),
  );
});

test("what is not removed is what was entered, unit for unit, and no letter is split", () => {
  fc.assert(
    fc.property(marked, ([one, spans]) => {
      const all = spansToHide(one, spans, mustHide(nothing));
      const told = redactedWords(one, all);
      for (const { of, text } of passagesOf(one)) {
        const parts = all.filter((span) => span.of === of);
        const whole = redactedWords(
          { demands: [text] },
          parts.map((part) => ({ ...part, of: 0 })),
        );
        const pieces = whole.demand.split(new RegExp(marks, "gu"));
        expect(pieces).toHaveLength(parts.length + 1);
        // Putting back what was removed gives the original.
        const back = pieces.map((piece, at) => {
          const part = parts[at - 1];
          return part === undefined ? piece : text.slice(part.from, part.to) + piece;
        });
        expect(back.join("")).toBe(text);
        for (const piece of pieces) expect(piece).not.toMatch(/\p{Cs}/u);
        expect(of === "translation" ? told.translation : told.demand).toContain(whole.demand);
      }
      expect(told.redacted).toEqual(redactedKinds.filter((k) => all.some((s) => s.what === k)));
    }),
  );
});

test("doing it twice changes nothing, and no one's marks undo what must go", () => {
  const find = mustHide({ ...nothing, titles: ["June Vigil"] });
  const rich = fc
    .array(fc.constantFrom("June Vigil", "a@b.test", "abc-defg-hij", "x", " ", "+4930123456", "⟦"))
    .map((all) => all.join(""));
  fc.assert(
    fc.property(rich, fc.nat(60), fc.nat(60), (text, one, other) => {
      const demand = { demands: [text] };
      const from = Math.min(one, other);
      const mine: Span[] = [{ of: 0, from, to: Math.max(one, other) + 1, what: "person" }];
      const spans = spansToHide(demand, areWithin(demand, mine) ? mine : [], find);
      expect(spansToHide(demand, spans, find)).toEqual(spans);
      const pieces = redactedWords(demand, spans).demand.split(marks);
      for (const piece of pieces) expect(find(piece)).toEqual([]);
    }),
  );
});

test("overlapping spans are one, adjacent ones are as many as there are kinds", () => {
  const demand = { demands: ["one two three", "four"], translation: "five" };
  const span = (of: Span["of"], from: number, to: number, what: RedactedKind): Span => {
    return { of, from, to, what };
  };
  const spans = tidySpans(demand, [
    span("translation", 0, 4, "other"),
    span(0, 4, 7, "person"),
    ...[span(0, 0, 3, "link"), span(0, 6, 9, "contact"), span(0, 3, 4, "contact")],
  ]);
  expect(redactedWords(demand, spans)).toEqual({
    demand: "⟦1⟧ ⟦link⟧⟦contact⟧⟦person⟧hree\n\n⟦2⟧ four",
    translation: "⟦other⟧",
    redacted: ["contact", "link", "other", "person"],
  });
  expect(areWithin(demand, [span(1, 0, 5, "other")])).toBe(false);
  expect(areWithin(demand, [span(2, 0, 1, "other")])).toBe(false);
});

test("a family emoji goes as a whole", () => {
  const demand = { demands: ["of 👨‍👩‍👧 all"] };
  const spans = tidySpans(demand, [{ of: 0, from: 5, to: 6, what: "other" }]);
  expect(redactedWords(demand, spans).demand).toBe("of ⟦other⟧ all");
});

test("of a language tag only language, script and region are shown, and nothing that anyone wrote", () => {
  const shown = ["zh-hans-cn", "EN", "es-419", "zh-cmn-Hant", "sr-Latn-RS-x-ana-lima", "i-klingon"];
  expect(shown.map(languageShown)).toEqual([
    "zh-Hans-CN",
    "en",
    "es-419",
    "zh",
    "sr-Latn-RS",
    "und",
  ]);
});
