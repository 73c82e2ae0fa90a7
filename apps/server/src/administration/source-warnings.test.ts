import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { SourceStatus } from "../location/locator.ts";
import type { Email } from "../mail/mailer.ts";
import { createSourceWarnings } from "./source-warnings.ts";

const dayMs = 86_400_000;
let now = Date.UTC(2026, 10, 29);
let folder: string;
let sent: Email[];
let sources: SourceStatus[];
const warnings: { close(): void }[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "graticule-warnings-"));
  sent = [];
  sources = [];
});
afterEach(() => {
  for (const one of warnings.splice(0)) one.close();
  rmSync(folder, { recursive: true, force: true });
});

function source(id: string, more: Partial<SourceStatus>): SourceStatus {
  return {
    ...{ id, maker: `Maker of ${id}`, basis: "measured", kind: "country", licence: "" },
    ...{ attribution: "", state: "fresh", isHeld: false, staleAt: now + 30 * dayMs },
    ...more,
  };
}

function start(isOurs = true) {
  const one = createSourceWarnings({
    sources: () => sources,
    administrators: async () => ["ada@example.org"],
    sender: () => ({ serviceName: "Graticule", publicUrl: "https://meet.example.org" }),
    send: async (email) => sent.push(email),
    isOurs: async () => isOurs,
    file: join(folder, "location", "told.json"),
    nowMs: () => now,
  });
  warnings.push(one);
  return one;
}

test("administrators hear a week ahead that data will be too old, once, also across a restart", async () => {
  sources = [source("dbip", { staleAt: now + 6 * dayMs }), source("iptoasn", {})];
  await start().tell();
  expect(sent).toHaveLength(1);
  expect(sent[0]?.text).toContain("Maker of dbip (dbip): its data will be too old on 2026-12-05.");
  expect(sent[0]?.text).not.toContain("iptoasn");
  expect(sent[0]?.text).toContain("https://meet.example.org/admin/places");
  now += 2 * dayMs;
  await start().tell();
  expect(sent).toHaveLength(1);
});

// Was: the letter told on which day the desk last corrected a network. Broken on purpose: without isTold.
test("no letter tells how old the desk's corrections are; that they can't be used is told", async () => {
  const warns = start();
  for (const more of [
    { staleAt: now + dayMs },
    { state: "stale", staleAt: now },
    { isHeld: true },
  ]) {
    sources = [source("desk-corrections", more as Partial<SourceStatus>)];
    await warns.tell();
  }
  expect(sent).toEqual([]);
  sources = [source("desk-corrections", { state: "rejected", detail: "unreadable" })];
  await warns.tell();
  expect(sent).toHaveLength(1);
});

test("of several instances one tells", async () => {
  sources = [source("dbip", { staleAt: now + 6 * dayMs })];
  await start(false).tell();
  expect(sent).toEqual([]);
});

test("each new trouble is told, at most once a day, and fresh data is none", async () => {
  const one = start();
  sources = [source("dbip", {}), source("tor", { kind: "list" })];
  await one.tell();
  expect(sent).toEqual([]);
  sources = [source("dbip", { state: "stale", staleAt: now - dayMs })];
  await one.tell();
  expect(sent.at(-1)?.text).toContain("too old since");
  sources = [...sources, source("tor", { state: "missing", detail: "the file doesn't exist" })];
  await one.tell();
  expect(sent).toHaveLength(1);
  now += dayMs;
  await one.tell();
  expect(sent.at(-1)?.text).toContain("Maker of tor (tor): the file doesn't exist.");
  sources = [source("iptoasn", { isHeld: true, detail: "its new data waits" })];
  now += dayMs;
  await one.tell();
  expect(sent).toHaveLength(3);
});
