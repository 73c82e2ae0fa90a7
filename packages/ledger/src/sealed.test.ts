import { hash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { entryOf, recordAt } from "../tests/sample-log.ts";
import { hex } from "./bytes.ts";
import { commitmentOf, opens } from "./commitment.ts";
import { type Day, parseDay } from "./day.ts";
import type { Entry } from "./entry.ts";
import { encodeEntry } from "./leaf.ts";
import { fillSlots, opensSlot, slotsADay } from "./sealed.ts";
import { type SealedContent, sealedContent } from "./sealed-content.ts";
import { textsOf, toldText } from "./text.ts";

const sha256 = (bytes: Uint8Array) => new Uint8Array(hash("sha256", bytes, "buffer"));
const dayOf = (text: string): Day => parseDay(text) ?? expect.fail(text);
const saltAt = (at: number) => hex(sha256(Uint8Array.of(at >> 8, at)));
const saltsAt = (from: number) => Array.from({ length: slotsADay }, (_, at) => saltAt(from + at));
const textOf = (value: string, at = 0) => ({ salt: saltAt(at), value });

test("a commitment is SHA-256 over the salt, the kind, a colon and the value, as the database makes it", () => {
  const salt = saltAt(1);
  const expected = hash(
    "sha256",
    Buffer.concat([Buffer.from(salt, "hex"), Buffer.from("meeting:Übung")]),
  );
  expect(commitmentOf(sha256, "meeting", { salt, value: "Übung" })).toBe(expected);
});

test("a commitment is opened by its salt, its kind and its value alone", () => {
  const opening = textOf("Ministry of Truth");
  const commitment = commitmentOf(sha256, "text", opening);
  expect(opens(sha256, "text", { commitment, opening })).toBe(true);
  expect(opens(sha256, "host", { commitment, opening })).toBe(false);
  for (const bad of [
    { ...opening, value: "Ministry of truth" },
    { ...opening, salt: saltAt(2) },
    { ...opening, salt: opening.salt.slice(2) },
    { ...opening, salt: opening.salt.toUpperCase() },
    { ...opening, value: "\ud800" },
  ]) {
    expect(opens(sha256, "text", { commitment, opening: bad })).toBe(false);
  }
  expect(() => commitmentOf(sha256, "text", { salt: "", value: "" })).toThrow(TypeError);
});

test("a removed text is reported as removed, and a missing or changed one is a fault", () => {
  const opening = textOf("Article 1");
  const commitment = commitmentOf(sha256, "text", opening);
  const entry = entryOf({ kind: "authority-withdrawn", day: "2026-11-25", authority: commitment });
  expect([...textsOf(entry)]).toEqual([["authority", commitment]]);
  const told = (given: typeof opening | undefined, removal?: Entry) =>
    toldText(sha256, commitment, { opening: given, removal: removal as never });
  expect(told(opening)).toEqual({ kind: "shown", text: "Article 1" });
  expect(told({ ...opening, value: "Article 2" })).toEqual({ kind: "differs" });
  expect(told(undefined)).toEqual({ kind: "missing" });
  const removal = entryOf({
    kind: "text-removed",
    day: "2026-11-26",
    entry: 0,
    text: "authority",
    ground: "personal-data",
  });
  expect(told(undefined, removal)).toEqual({ kind: "taken-down", ground: "personal-data" });
});

test("an entry's texts are its own, and those a slot held once it is open", () => {
  const commitment = commitmentOf(sha256, "text", textOf("a"));
  const namesOf = (value: object) => [...textsOf(entryOf({ day: "2026-11-25", ...value })).keys()];
  expect(
    namesOf({ kind: "outside-act", what: commitment, forcedBy: commitment, on: "2026-11-01" }),
  ).toEqual(["what", "forcedBy"]);
  expect(
    namesOf({ kind: "change-proposed", change: recordAt(1), what: "staff", says: commitment }),
  ).toEqual(["says"]);
  const sealed = { sealedUntil: "2027-01-01" };
  const received = {
    kind: "request-received",
    request: 1,
    branch: "court",
    demands: [],
    meetings: [],
  };
  expect(namesOf({ ...received, authority: sealed })).toEqual([]);
  const held = { kind: "order-told", order: recordAt(1), law: commitment, reason: commitment };
  expect(namesOf({ kind: "sealed-opened", entry: 0, salt: saltAt(1), held })).toEqual([
    "reason",
    "law",
  ]);
});

const told = (request: number): SealedContent =>
  sealedContent({
    kind: "request-told",
    request,
    authority: commitmentOf(sha256, "text", textOf("A", request)),
  }) ?? expect.fail("no content");

test("a day's slots look alike, whatever they hold", () => {
  const day = dayOf("2026-11-25");
  const count = fc.integer({ min: 0, max: slotsADay });
  fc.assert(
    fc.property(count, fc.nat({ max: 60_000 }), (filled, from) => {
      const contents = Array.from({ length: filled }, (_, at) => told(at + 1));
      const slots = fillSlots(sha256, { day, contents, salts: saltsAt(from) });
      const leaves = slots.map(({ entry }) => encodeEntry(entry));
      expect(new Set(leaves.map(({ length }) => length)).size).toBe(1);
      expect(slots.map(({ entry }) => entry.slot)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      const shown = slots.map(({ entry }) => entry.holds);
      expect(shown).toEqual([...shown].sort());
      expect(new Set(shown).size).toBe(slotsADay);
      expect(slots.filter(({ held }) => held.kind !== "nothing")).toHaveLength(filled);
      for (const { entry, salt, held } of slots) {
        expect(opensSlot(sha256, entry.holds, { salt, held })).toBe(true);
        expect(opensSlot(sha256, entry.holds, { salt, held: told(99) })).toBe(false);
      }
    }),
  );
});

test("a filled slot's place depends on the salts, and on nothing that anyone chooses", () => {
  const day = dayOf("2026-11-25");
  const places = Array.from({ length: 200 }, (_, at) =>
    fillSlots(sha256, { day, contents: [told(1)], salts: saltsAt(at * slotsADay) }).findIndex(
      ({ held }) => held.kind !== "nothing",
    ),
  );
  for (let slot = 0; slot < slotsADay; slot += 1) expect(places).toContain(slot);
});

test("too many to fit, or a repeated salt, is the caller's mistake", () => {
  const day = dayOf("2026-11-25");
  const nine = Array.from({ length: slotsADay + 1 }, (_, at) => told(at + 1));
  expect(() => fillSlots(sha256, { day, contents: nine, salts: saltsAt(0) })).toThrow(TypeError);
  const same = [...saltsAt(0).slice(1), saltAt(1)];
  expect(() => fillSlots(sha256, { day, contents: [], salts: same })).toThrow(TypeError);
});
