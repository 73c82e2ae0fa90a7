import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AgreementReports } from "./agreement-reports.ts";
import { readSourcesFile } from "./source-spec.ts";

let folder = "";
let reports: AgreementReports | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "graticule-agreement-"));
});
afterEach(async () => {
  await reports?.close();
  rmSync(folder, { recursive: true });
});

const now = Date.UTC(2026, 10, 26);
const csv = (id: string) => ({
  id,
  maker: `Maker of ${id}`,
  kind: "country-csv",
  basis: "measured",
  path: `${id}.csv`,
});

/** A source's file, as old as the report: newer ones are left out. */
function writeSource(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
  utimesSync(join(folder, name), now / 1_000, now / 1_000);
}

function start(sources: readonly object[]): AgreementReports {
  writeFileSync(join(folder, "sources.json"), JSON.stringify(sources));
  reports = new AgreementReports({
    specs: () => readSourcesFile(join(folder, "sources.json")),
    file: join(folder, "kept", "agreement.json"),
    now: () => now,
  });
  return reports;
}

async function finished(one: AgreementReports): Promise<void> {
  one.start();
  expect(one.current().run.kind).toBe("running");
  await vi.waitUntil(() => one.current().run.kind !== "running", { timeout: 20_000 });
}

test("a report counts where two sources agree, skips lists, private networks and missing sources, and is kept", async () => {
  writeSource("a.csv", "1.0.0.0/24,HK\n1.0.1.0/24,CN\n10.0.0.0/8,FR\n");
  writeSource("b.csv", "1.0.0.0/23,HK\n10.0.0.0/8,DE\n");
  writeSource("vpn.txt", "1.0.0.0/24\n");
  const list = { id: "vpn", maker: "m", kind: "list", lists: "vpn", path: "vpn.txt" };
  const one = start([csv("a"), csv("b"), csv("gone"), list]);
  expect(one.current()).toEqual({ run: { kind: "idle" } });
  await finished(one);
  const { report, run } = one.current();
  expect(run).toEqual({ kind: "idle" });
  expect(report?.at).toBe("2026-11-26T00:00:00.000Z");
  expect(report?.families).toMatchObject([{ family: "ipv4", sampled: 100_000, compared: 100_000 }]);
  expect((report?.families[0]?.all ?? 0) / 100_000).toBeCloseTo(0.5, 1);
  expect(report?.sources.map(({ id, maker }) => [id, maker])).toEqual([
    ["a", "Maker of a"],
    ["b", "Maker of b"],
  ]);
  expect(report?.places.map(({ place }) => place)).toEqual(["CN", "HK"]);
  expect(report?.pairs[0]).toMatchObject({ place: "CN", other: "HK" });
  expect(readdirSync(join(folder, "kept"))).toEqual(["agreement.json"]);
  expect(JSON.stringify(report)).not.toMatch(/\d+\.\d+\.\d+\.\d+/);
});

test("a report asked for while another is made follows it, with what changed meanwhile", async () => {
  writeSource("a.csv", "1.0.0.0/24,HK\n");
  writeSource("b.csv", "1.0.0.0/24,HK\n");
  const one = start([csv("a")]);
  one.start();
  writeFileSync(join(folder, "sources.json"), JSON.stringify([csv("a"), csv("b")]));
  await finished(one);
  expect(one.current().report?.sources.map(({ id }) => id)).toEqual(["a", "b"]);
});

test("if the sources file can't be used the report fails, and the last one stays", async () => {
  writeSource("a.csv", "1.0.0.0/24,HK\n");
  const one = start([csv("a")]);
  await finished(one);
  const before = one.current().report;
  expect(before?.sources).toHaveLength(1);
  writeFileSync(join(folder, "sources.json"), "{");
  one.start();
  expect(one.current()).toEqual({ report: before, run: { kind: "failed" } });
});
