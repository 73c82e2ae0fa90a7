import { expect, test } from "vitest";
import { type ContentForGaps, contentGaps, gapsOf } from "./completeness.ts";

const complete: ContentForGaps = {
  office: "Clerk",
  instrument: "Order",
  reference: "12/2026",
  legalBasis: { statute: "An act", provision: "1" },
  reasons: "Because",
  durationAsked: "a day",
  redress: "A court",
  tellEffectTo: "The clerk",
  forbidsNotice: { law: "An act", until: "2026-12-01T00:00:00.000Z" },
  language: "fr",
  translation: "In English",
  originals: [{}],
  meetings: [{}],
  demands: [{ kind: "withhold-meeting" }],
};

test("each gap is named alone, and a blank text is one", () => {
  expect(gapsOf(complete)).toEqual([]);
  const empty: readonly (readonly [string, Partial<ContentForGaps>])[] = [
    ["office", { office: undefined }],
    ["instrument", { instrument: " \u00a0\n" }],
    ["reference", { reference: "" }],
    ["legal-basis", { legalBasis: undefined }],
    ["legal-basis", { legalBasis: { statute: "An act", provision: " " } }],
    ["legal-basis", { legalBasis: { statute: "", provision: "1" } }],
    ["reasons", { reasons: undefined }],
    ["meeting", { meetings: [] }],
    ["duration", { durationAsked: undefined }],
    ["redress", { redress: undefined }],
    ["tell-effect-to", { tellEffectTo: undefined }],
    ["forbids-notice-law", { forbidsNotice: { law: "", until: "2026-12-01T00:00:00.000Z" } }],
    ["originals", { originals: [] }],
    ["translation", { translation: undefined }],
  ];
  for (const [gap, change] of empty) expect(gapsOf({ ...complete, ...change })).toEqual([gap]);
  expect(new Set(empty.map(([gap]) => gap))).toEqual(new Set(contentGaps));
});

test("a request in English needs no translation, whatever its region", () => {
  for (const language of ["en", "EN", "en-GB"]) {
    expect(gapsOf({ ...complete, language, translation: undefined })).toEqual([]);
  }
  expect(gapsOf({ ...complete, language: "enm", translation: "" })).toEqual(["translation"]);
});

test("what is always refused needs neither meeting nor duration", () => {
  const demands = [{ kind: "end-meeting" }, { kind: "hand-over-data" }];
  expect(gapsOf({ ...complete, demands, meetings: [], durationAsked: "" })).toEqual([]);
});

test("an empty request has all gaps but the one about silence, in the order of the form", () => {
  const nothing: ContentForGaps = {
    language: "ar",
    originals: [],
    meetings: [],
    demands: [{ kind: "withhold-meeting" }],
  };
  expect(gapsOf(nothing)).toEqual(contentGaps.filter((gap) => gap !== "forbids-notice-law"));
});
