import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import { expect, test } from "vitest";
import { createSeal } from "../config/seal.ts";
import { createCorrections } from "./corrections.ts";
import { readSourcesFile } from "./source-spec.ts";

const seal = createSeal(Buffer.alloc(32, 7));

// Broken on purpose: without the comparison of ranges; the file is taken back without its date.
test("a correction of which a part would have to wait is taken back while other data do", async () => {
  const folder = mkdtempSync(join(tmpdir(), "graticule-corrections-"));
  const file = join(folder, "corrections.csv");
  const before = "127.0.0.0/24,FR,,,\n";
  writeFileSync(file, before);
  const date = new Date("2026-01-02T03:04:05.678Z");
  utimesSync(file, date, date);
  const place = parsePlace("MN");
  if (place === undefined) throw new TypeError("no place");
  const isBefore = (): boolean => readFileSync(file, "utf8") === before;
  let reloads = 0;
  const corrections = createCorrections(
    file,
    {
      held: () => ({ digest: "d", ranges: isBefore() ? 1 : 2, into: [place] }),
      evidenceOf: () => [
        { source: { id: "desk-corrections" }, says: { kind: "place", place } } as never,
      ],
      reload: async () => void reloads++,
    },
    seal,
  );
  expect(await corrections.add("127.0.1.0/24", place)).toEqual({ kind: "busy" });
  expect([isBefore(), reloads, statSync(file).mtime]).toEqual([true, 2, date]);
  rmSync(folder, { recursive: true });
});

/** Whose corrections serve as soon as they are added, all of them for this place. */
const servedAtOnce = (file: string, place: Place) =>
  createCorrections(
    file,
    {
      held: () => undefined,
      evidenceOf: () => [
        { source: { id: "desk-corrections" }, says: { kind: "place", place } } as never,
      ],
      reload: async () => undefined,
    },
    seal,
  );

// Broken on purpose: with the newest line last.
test("the order of the corrections does not tell which is the newest", async () => {
  const folder = mkdtempSync(join(tmpdir(), "graticule-corrections-"));
  const file = join(folder, "corrections.csv");
  const place = parsePlace("MN");
  if (place === undefined) throw new TypeError("no place");
  const corrections = servedAtOnce(file, place);
  for (const network of ["203.0.113.0/24", "192.0.2.0/24", "198.51.100.0/24", "192.0.2.0/24"]) {
    expect(await corrections.add(network, place)).toEqual({ kind: "serves" });
  }
  const sorted = "192.0.2.0/24,MN,,,\n198.51.100.0/24,MN,,,\n203.0.113.0/24,MN,,,\n";
  expect(readFileSync(file, "utf8")).toBe(sorted);
  rmSync(folder, { recursive: true });
});

// Broken on purpose: only lines that begin alike are left out → the import's are still there, and decide.
test("a correction takes the place of all that an import said of its network", async () => {
  const folder = mkdtempSync(join(tmpdir(), "graticule-corrections-"));
  const file = join(folder, "corrections.csv");
  const place = parsePlace("MN");
  if (place === undefined) throw new TypeError("no place");
  const kept = "192.0.0.0/16,FR,,,\n198.51.100.0/24,FR,,,";
  const ours =
    '192.0.2.0/25,CN,,,\n "192.0.2.128/25",CN,,,\n2001:DB8:1::/48,CN,,,\n2001:db8:1:2::/64,CN,,,';
  writeFileSync(file, `${ours}\n${kept}\n`);
  const corrections = servedAtOnce(file, place);
  for (const network of ["192.0.2.0/24", "2001:db8:1::/48"]) {
    expect(await corrections.add(network, place)).toEqual({ kind: "serves" });
  }
  const lines = [...kept.split("\n"), "192.0.2.0/24,MN,,,", "2001:db8:1::/48,MN,,,"];
  expect(readFileSync(file, "utf8").trim().split("\n")).toEqual(lines.sort());
  rmSync(folder, { recursive: true });
});

// Broken on purpose: any id → each is read; the first decides in the corrections' place, the second is written into their file.
test("no source of the operator's own list takes the place of the corrections", () => {
  const folder = mkdtempSync(join(tmpdir(), "graticule-corrections-"));
  const file = join(folder, "sources.json");
  for (const id of ["desk-corrections", "corrections", "catalogue-dbip"]) {
    const source = { id, maker: "x", kind: "geofeed", url: "https://x.example/feed.csv" };
    writeFileSync(file, JSON.stringify([source]));
    expect(() => readSourcesFile(file)).toThrow("the service's own");
  }
  rmSync(folder, { recursive: true });
});
