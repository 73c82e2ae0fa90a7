import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Day, daysAfter, parseDay } from "@graticule/ledger/day";
import { encodeEntry } from "@graticule/ledger/leaf";
import { slotsADay } from "@graticule/ledger/sealed";
import { entryOf } from "@graticule/ledger/tests/sample-log";
import { expect, onTestFinished, test } from "vitest";
import { runProgram } from "./ledger-peer.ts";
import { filesSignedBy, leavesOf, signerFrom, writeFolder } from "./signed-log.ts";

const verifier = join(import.meta.dirname, "../dist/verify.mjs");
const operator = signerFrom(7);
const newest = "2026-11-28" as Day;

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "graticule-log-date-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const slotsOf = (day: Day, count = slotsADay) =>
  Array.from({ length: count }, (_, slot) =>
    encodeEntry(entryOf({ kind: "sealed-slot", day, slot, holds: "ab".repeat(32) })),
  );

/** A folder with a log of these leaves. */
async function logOf(leaves: readonly Uint8Array[]): Promise<string> {
  return writeFolder(newFolder(), (await filesSignedBy(operator, leaves)).files);
}

/** A log whose last whole day is this one, after a day before. */
const logThrough = (day: Day) => logOf([...slotsOf(daysAfter(day, -1)), ...slotsOf(day)]);

async function run(place: string, ...options: readonly string[]) {
  const state = options.includes("--state") ? [] : ["--no-state"];
  const args = [verifier, "--no-texts", ...state, ...options, place];
  const { code, stdout, stderr } = await runProgram(process.execPath, args);
  return { code, stdout, stderr, first: stdout.split(":", 1)[0] };
}

const asOf = async (place: string, day: Day) => {
  const { code, first } = await run(place, "--as-of", day);
  return [code, first];
};

test("a log is out of date when its newest day is more than two days old, and a clock before that day is said", async () => {
  const place = await logThrough(newest);
  expect(await asOf(place, daysAfter(newest, -1))).toEqual([1, "WRONG DATE"]);
  for (const days of [0, 1, 2]) {
    expect(await asOf(place, daysAfter(newest, days))).toEqual([0, "SOUND"]);
  }
  expect(await asOf(place, daysAfter(newest, 3))).toEqual([1, "OUT OF DATE"]);
  const old = await run(place, "--as-of", "2027-05-31");
  expect(old.stdout).toContain("newest day 2026-11-28, 184 days ago: MORE THAN 2 DAYS");
  const ahead = await run(place, "--as-of", "2026-11-27");
  expect(ahead.stdout).toContain("newest day 2026-11-28, 1 day AHEAD OF YOUR CLOCK");
  const json = await run(place, "--json", "--as-of", "2026-12-01");
  expect(JSON.parse(json.stdout)).toMatchObject({
    verdict: "old",
    date: { kind: "old", through: newest, daysAgo: 3 },
    today: "2026-12-01",
  });
});

test("the date is the reader's own unless another one is given", async () => {
  const today = parseDay(new Date().toISOString().slice(0, 10)) ?? expect.fail("no day");
  expect((await run(await logThrough(daysAfter(today, -1)))).code).toBe(0);
  expect(await run(await logThrough(daysAfter(today, -4)))).toMatchObject({
    code: 1,
    first: "OUT OF DATE",
  });
  expect(await run(await logThrough(daysAfter(today, 2)))).toMatchObject({
    code: 1,
    first: "WRONG DATE",
  });
  const said = await run(await logThrough(newest), "--as-of", "yesterday");
  expect([said.code, said.stderr]).toEqual([2, expect.stringContaining("this is not a day")]);
});

test("a day is over with its eighth slot, whatever else is entered", async () => {
  const late = leavesOf([1, 2, 3]);
  const before = daysAfter(newest, -1);
  const place = await logOf([...slotsOf(before), ...slotsOf(newest, slotsADay - 1), ...late]);
  expect((await run(place, "--as-of", newest)).stdout).toContain(`newest day ${before}, 1 day ago`);
});

test("a log that stopped on its first day gets old, and an empty one says that it has no date", async () => {
  const place = await logOf(leavesOf([1]));
  expect((await run(place, "--as-of", "2026-11-26")).code).toBe(0);
  expect(await asOf(place, "2026-11-27" as Day)).toEqual([1, "OUT OF DATE"]);
  const empty = await run(await logOf([]), "--as-of", "2026-11-27");
  expect(empty).toMatchObject({ code: 0, first: "SOUND" });
  expect(empty.stdout).toContain("newest day none: an empty log can’t show its age");
});

test("a log without anything new is found out of date by what was kept of it, also by an earlier version", async () => {
  const place = await logThrough(newest);
  const state = join(newFolder(), "state.json");
  const on = async (day: string) =>
    JSON.parse((await run(place, "--json", "--state", state, "--as-of", day)).stdout);
  expect(await on("2026-11-29")).toMatchObject({ verdict: "sound", from: 0 });
  expect(await on("2026-11-30")).toMatchObject({ verdict: "sound", from: 16 });
  expect(await on("2026-12-01")).toMatchObject({ verdict: "old", from: 16 });
  const kept = readFileSync(state, "utf8");
  const undated = kept.replace(/^ *"through": .*\n/m, "");
  expect(undated).not.toBe(kept);
  writeFileSync(state, undated);
  expect(await on("2026-12-01")).toMatchObject({ verdict: "old", from: 0 });
});

test("broken promises are said before the date, and the date too", async () => {
  const place = await logOf([...slotsOf(newest), ...slotsOf(daysAfter(newest, 2))]);
  const said = await run(place, "--as-of", "2027-01-31");
  expect(said).toMatchObject({ code: 1, first: "PROMISES BROKEN" });
  expect(said.stdout).toContain("MORE THAN 2 DAYS");
});
