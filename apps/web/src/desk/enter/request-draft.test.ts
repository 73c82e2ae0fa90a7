import { expect, test } from "vitest";
import {
  addDemand,
  addOriginals,
  contentOf,
  draftGaps,
  draftOf,
  emptyDraft,
  faultsOfDraft,
  notInRegister,
  type RequestDraft,
} from "./request-draft.ts";

const now = Date.parse("2026-11-24T12:00:00Z");
const authorityId = "00000000-0000-4000-8000-000000000010";

const typed: RequestDraft = {
  ...emptyDraft,
  authorityId,
  receivedAt: "2026-11-20T09:00",
  meetings: "abc-defg-hij\nxyz-xyzx-xyz",
  demands: [
    { id: 1, kind: "withhold-meeting", verbatim: " Withhold it. ", meeting: "xyz-xyzx-xyz" },
    { id: 2, kind: "end-meeting", verbatim: "Or end it.", meeting: "" },
  ],
};

test("text selected in the paste fills the first empty demand, then adds new ones", () => {
  const once = addDemand(emptyDraft, " First. ");
  const twice = addDemand(once, "Second.");
  expect(twice.demands.map(({ verbatim }) => verbatim)).toEqual(["First.", "Second."]);
  expect(new Set(twice.demands.map(({ id }) => id)).size).toBe(2);
});

test("the same file is listed once", () => {
  const originals = [{ name: "letter.pdf", sha256: "a".repeat(64) }];
  const once = addOriginals(emptyDraft, originals);
  expect(addOriginals(once, originals).originals).toHaveLength(1);
});

test("each gap closes as soon as its field says something", () => {
  expect(draftGaps(emptyDraft)).toContain("office");
  expect(draftGaps({ ...emptyDraft, office: "Registry" })).not.toContain("office");
  expect(draftGaps({ ...emptyDraft, language: "fr" })).toContain("translation");
  expect(draftGaps({ ...emptyDraft, statute: "Act" })).toContain("legal-basis");
});

test("an incomplete request can be saved, with only what was entered", () => {
  const content = contentOf(typed, now);
  expect(content).toEqual({
    authorityId,
    branch: "executive",
    channel: "e-mail",
    receivedAt: new Date("2026-11-20T09:00").toISOString(),
    language: "en",
    meetings: ["abc-defg-hij", "xyz-xyzx-xyz"],
    demands: [
      { kind: "withhold-meeting", verbatim: "Withhold it.", meeting: 1 },
      { kind: "end-meeting", verbatim: "Or end it." },
    ],
    originals: [],
  });
});

test("of a sender who isn't in the register only the name it gives is kept, and no law of its", () => {
  const unknown: RequestDraft = {
    ...typed,
    ...{ authorityId: notInRegister, branch: "court", forbids: true, forbidsLaw: "Act" },
  };
  expect(draftGaps(unknown)).toEqual([]);
  expect(faultsOfDraft(unknown, now)).toEqual(["sender"]);
  const content = contentOf({ ...unknown, sender: " Office of Nowhere " }, now);
  expect(content).toMatchObject({ sender: "Office of Nowhere", branch: "other" });
  expect(content).not.toHaveProperty("authorityId");
  expect(content).not.toHaveProperty("forbidsNotice");
  if (content === undefined) throw new Error("it can't be saved");
  expect(contentOf(draftOf(content), now)).toEqual(content);
});

test("what can't be saved as it is gets named, and nothing is sent", () => {
  const wrong: RequestDraft = {
    ...typed,
    authorityId: "",
    receivedAt: "2026-12-01T09:00",
    url: "the law",
    statute: "Act",
    meetings: "abc-defg-hij abc-defg-hij",
    demands: [],
    forbids: true,
    forbidsUntil: "2028-01-01T00:00",
    lengthKind: "days",
    lengthCount: "two",
    language: "English please",
  };
  expect(faultsOfDraft(wrong, now)).toEqual([
    "authorityId",
    "receivedAt",
    "url",
    "statute",
    "demands",
    "meetings",
    "forbidsUntil",
    "forbidsLaw",
    "lengthKind",
    "language",
  ]);
  expect(contentOf(wrong, now)).toBeUndefined();
});

test("a correction starts with what was entered, and changes nothing by itself", () => {
  const full: RequestDraft = {
    ...typed,
    office: "Registry",
    statute: "Act",
    provision: "section 1",
    url: "https://law.example.org/act",
    forbids: true,
    forbidsUntil: "2027-01-01T00:00",
    forbidsLaw: "Act, section 2",
    answerBy: "2026-11-25T12:00",
    placesStated: [{ kind: "place", code: "FR" }],
    lengthKind: "days",
    lengthCount: "2",
    originals: [{ name: "letter.pdf", sha256: "a".repeat(64) }],
  };
  const content = contentOf(full, now);
  if (content === undefined) throw new Error("nothing was missing");
  expect(content).toMatchObject({
    lengthStated: { kind: "hours", hours: 48 },
    placesStated: ["FR"],
  });
  expect(contentOf(draftOf(content), now)).toEqual(content);
});
