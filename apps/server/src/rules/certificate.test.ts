import { type Certificate, certificate, ruleInput } from "@graticule/api/rules";
import { allPlaces } from "@graticule/jurisdiction/place";
import { expect, test } from "vitest";
import { type CertifiedHistory, certificateOf } from "./certificate.ts";
import { certificatePdf } from "./certificate-pdf.ts";
import { createPdfWriter } from "./certificate-thread.ts";
import type { RuleEvent, RuleWord } from "./rule-event.ts";

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 24, 9, minute));
const iso = (minute: number): string => at(minute).toISOString();
const deny = (code: string, until?: number): RuleWord => ({
  kind: "set",
  rule: ruleInput.parse({
    deny: [{ kind: "place", code }],
    ...(until === undefined ? {} : { until: iso(until) }),
  }),
});
const event = (version: number, minute: number, change: RuleWord): RuleEvent => ({
  version,
  at: at(minute),
  insideFrom: undefined,
  change,
  by: undefined,
});

const history: CertifiedHistory = {
  meeting: {
    code: "abc-defg-hij",
    title: "Exam",
    url: "https://meet.example.org/m/abc-defg-hij",
    createdAt: at(0),
    endedAt: undefined,
    deletesAt: at(59),
  },
  changes: [],
  tallies: [],
  otherLimits: [],
  sources: [],
  service: "Graticule",
  now: at(50),
  passes: 0,
};
const spans = (more: Partial<CertifiedHistory>) =>
  certificateOf({ ...history, ...more }).entries.map(({ from, until, denied }) => ({
    from,
    until,
    denied: denied.join(" "),
  }));

test("a meeting that never had a rule has one entry: no rule held", () => {
  expect(spans({})).toEqual([{ from: iso(0), until: undefined, denied: "" }]);
});

test("each change ends what held before; a rule set at creation begins with the meeting", () => {
  const changes = [
    event(1, 10, deny("CN")),
    event(2, 20, deny("FR")),
    event(3, 30, { kind: "lifted" }),
  ];
  expect(spans({ changes })).toEqual([
    { from: iso(0), until: iso(10), denied: "" },
    { from: iso(10), until: iso(20), denied: "CN" },
    { from: iso(20), until: iso(30), denied: "FR" },
    { from: iso(30), until: undefined, denied: "" },
  ]);
  expect(spans({ changes: [event(1, 0, deny("CN"))] })).toEqual([
    { from: iso(0), until: undefined, denied: "CN" },
  ]);
});

test("a long history begins with the oldest change that is listed, and says how many came before", () => {
  const changes = [event(14, 10, deny("CN")), event(15, 20, { kind: "lifted" })];
  const told = certificateOf({ ...history, changes });
  expect(told.leftOut).toBe(13);
  expect(told.entries.map(({ from }) => from)).toEqual([iso(10), iso(20)]);
  expect(certificateOf(history).leftOut).toBe(0);
});

test("a rule that ended by itself leaves a time without one, with its own counts", () => {
  const changes = [event(1, 0, deny("CN", 20)), event(2, 40, deny("FR", 90))];
  const counts = { held: 0, refused: 0, removed: 0 };
  const tallies = [
    { version: 1, inForce: true, admitted: 7, ...counts },
    { version: 1, inForce: false, admitted: 41, ...counts },
  ];
  const { entries } = certificateOf({ ...history, changes, tallies });
  expect(entries.map(({ until, admitted }) => ({ until, admitted }))).toEqual([
    { until: iso(20), admitted: "5-9" },
    { until: iso(40), admitted: "10-99" },
    { until: new Date(Date.UTC(2026, 10, 24, 10, 30)).toISOString(), admitted: "none" },
  ]);
  expect(entries[1]).toMatchObject({ denied: [], allowed: "everyone" });
});

test("the meeting's end ends its last rule, and the oldest changes may be missing", () => {
  const meeting = { ...history.meeting, endedAt: at(45) };
  expect(spans({ meeting, changes: [event(7, 10, deny("CN"))] })).toEqual([
    { from: iso(10), until: iso(45), denied: "CN" },
  ]);
});

test("a rule that can't be read let no one in", () => {
  const [entry] = certificateOf({
    ...history,
    changes: [event(1, 0, { kind: "unreadable" })],
  }).entries;
  expect(entry).toMatchObject({ denied: [], allowed: [] });
  expect(entry).not.toHaveProperty("rule");
});

test("numbers below five are never shown", () => {
  for (const count of [1, 2, 3, 4]) {
    const counts = { admitted: count, held: count, refused: count, removed: count };
    const tallies = [{ version: 0, inForce: true, ...counts }];
    const [entry] = certificateOf({ ...history, tallies }).entries;
    expect(entry).toMatchObject({ admitted: "a-few", held: "a-few", refused: "a-few" });
    expect(entry).toMatchObject({ removed: "a-few" });
  }
});

test.each(["Exam", "Prüfung “A”", "考试", "\u0000(ends) Tj", "🙂".repeat(100)])(
  "the paper is written for a meeting called %j",
  async (title) => {
    const told: Certificate = certificate.parse(
      certificateOf({ ...history, meeting: { ...history.meeting, title } }),
    );
    const pdf = await certificatePdf(told);
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    expect(pdf.subarray(-6).toString()).toContain("%%EOF");
  },
);

// Was: one request for the record of a meeting with long rules stopped the whole service for a second for each of them.
test("a long record on paper keeps nothing else waiting, and few wait for theirs", async () => {
  const everywhere = ruleInput.parse({ deny: allPlaces.map((code) => ({ kind: "place", code })) });
  const changes = [event(1, 10, { kind: "set", rule: everywhere })];
  const told = certificate.parse(certificateOf({ ...history, changes }));
  const writer = createPdfWriter();
  let turns = 0;
  let isDone = false;
  const count = (): void => {
    turns += 1;
    if (!isDone) setImmediate(count);
  };
  const all = Promise.all(
    ["a", "a", "b", "c", "d", "e"].map((account) => writer.write(account, told)),
  );
  count();
  const written = await all;
  isDone = true;
  expect(turns).toBeGreaterThan(1_000);
  const [own, second, ...others] = written.map((pdf) => pdf?.subarray(0, 5).toString());
  expect([own, second]).toEqual(["%PDF-", undefined]);
  expect(others).toEqual(["%PDF-", "%PDF-", "%PDF-", undefined]);
});
