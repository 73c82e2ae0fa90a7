import { expect, test } from "vitest";
import {
  choicesIn,
  chosenAtFirst,
  missesToken,
  type OfferedSource,
  originOf,
  stepsOf,
} from "./catalogue-view.ts";

const source = (id: string, more: Partial<OfferedSource> = {}): OfferedSource => ({
  id,
  maker: id,
  what: "What it is.",
  basis: "measured",
  kind: "country",
  licence: { name: "L", says: "Use it.", url: "https://example.org" },
  attribution: "",
  sizeMB: 1,
  changes: "daily",
  recommended: false,
  ...more,
});
const acceptedAt = "2026-11-29T10:00:00.000Z";
const sources = [
  source("a", { recommended: true }),
  source("b", { acceptedAt }),
  source("c", { recommended: true }),
];
const ids = (some: readonly OfferedSource[]) => some.map(({ id }) => id);

test("what is in use, or in the operator's own list under the same name, is not offered", () => {
  const serving = [{ id: "a" }, { id: "b" }];
  expect(ids(choicesIn({ sources, hasOwnList: false }, serving))).toEqual(["a", "c"]);
  expect(ids(choicesIn({ sources, hasOwnList: true }, serving))).toEqual(["c"]);
});

test("one in use is offered again while its maker refuses its token", () => {
  const token = { name: "T", from: "https://example.org", given: false, refused: true };
  const refused = [source("a", { acceptedAt, token })];
  const given = [source("a", { acceptedAt, token: { ...token, given: true, refused: false } })];
  const offered = (some: OfferedSource[], hasOwnList: boolean) =>
    ids(choicesIn({ sources: some, hasOwnList }, [{ id: "a" }]));
  expect(offered(refused, false)).toEqual(["a"]);
  expect(offered(refused, true)).toEqual([]);
  expect(offered(given, false)).toEqual([]);
});

test("the recommended ones are chosen at first, and nothing once anything was chosen before", () => {
  const untouched = sources.map(({ acceptedAt: _, ...rest }) => rest);
  const first = { sources: untouched, canUndo: false };
  expect(chosenAtFirst(first, untouched)).toEqual(["a", "c"]);
  expect(chosenAtFirst(first, untouched.slice(1))).toEqual(["c"]);
  expect(chosenAtFirst({ ...first, canUndo: true }, untouched)).toEqual([]);
  expect(chosenAtFirst({ sources, canUndo: false }, sources)).toEqual([]);
});

test("a token is missing only where its maker wants one and none is kept or typed", () => {
  const token = { name: "T", from: "https://example.org", given: false, refused: false };
  expect(missesToken({ id: "a" }, {})).toBe(false);
  expect(missesToken({ id: "a", token }, {})).toBe(true);
  expect(missesToken({ id: "a", token }, { a: "  " })).toBe(true);
  expect(missesToken({ id: "a", token }, { a: "secret" })).toBe(false);
  expect(missesToken({ id: "a", token: { ...token, given: true } }, {})).toBe(false);
});

test("each source of a run says how far it is", () => {
  const taken = [
    { id: "a", outcome: "updated" as const },
    { id: "b", outcome: "failed" as const, why: "the server answered 404" },
  ];
  const run = { kind: "running", ids: ["a", "b", "c", "d"], taken, id: "c" } as const;
  const before = [
    { id: "a", kind: "updated" },
    { id: "b", kind: "failed", why: "the server answered 404" },
  ];
  expect(
    stepsOf({ ...run, taken, step: "downloading", bytes: 5, of: 9, ids: [...run.ids] }),
  ).toEqual([
    ...before,
    { id: "c", kind: "downloading", bytes: 5, of: 9 },
    { id: "d", kind: "waiting" },
  ]);
  expect(stepsOf({ ...run, taken, step: "checking", bytes: 0, ids: [...run.ids] })[2]).toEqual({
    id: "c",
    kind: "checking",
  });
  expect(stepsOf({ kind: "finished", taken })).toEqual(before);
});

test("a source in use says where it comes from", () => {
  const own = { sources, hasOwnList: true };
  const none = { sources, hasOwnList: false };
  expect(originOf("b", own)).toEqual({ kind: "catalogue", acceptedAt });
  expect(originOf("a", own)).toEqual({ kind: "list" });
  expect(originOf("a", none)).toEqual({ kind: "software" });
  expect(originOf("desk-corrections", own)).toEqual({ kind: "desk" });
});
