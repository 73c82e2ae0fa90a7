import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseAddress } from "@graticule/admission/location/address";
import { compileLocationData, LocationTable } from "@graticule/admission/location/location-table";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeMmdb } from "../../tests/mmdb-writer.ts";
import { correctionsIn } from "./corrections.ts";
import { type LoadedSource, loadSource } from "./load-source.ts";
import type { SourceSpec } from "./source-spec.ts";

const now = Date.now();
const dayMs = 86_400_000;
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "graticule-load-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function specOf(kind: SourceSpec["kind"]): SourceSpec {
  return {
    id: kind,
    maker: "m",
    kind,
    basis: "measured",
    path: join(folder, kind),
    maxAgeMs: 60 * dayMs,
    lists: kind === "list" ? "vpn" : kind === "network-names" ? "mobile" : undefined,
  } as SourceSpec;
}

/** What a file says about an address, in one word. */
function word({ ranges }: LoadedSource, address: string): string {
  const table = new LocationTable(compileLocationData([ranges]));
  const said = table.evidenceOf(parseAddress(address))[0]?.says;
  return said === undefined ? "nothing" : said.kind === "place" ? said.place : said.kind;
}

const networks = { "1.0.0.0/24": "PA", "2.0.0.0/24": "FR", "2a00::/32": "DE" };
const files = {
  "country-mmdb": writeMmdb({ networks, builtAt: now - dayMs }),
  "country-csv": Buffer.from("1.0.0.0/24,PA\n2.0.0.0,2.0.0.255,FR\n2a00::/32,DE\n"),
  list: Buffer.from("1.0.0.0/24\n2.0.0.0/24\n2a00::/32\n"),
  "network-names": Buffer.from(
    [
      "1.0.0.0\t1.0.0.255\t1\tPA\tA-MOBILE",
      "2.0.0.0\t2.0.0.255\t2\tFR\tB CELLULAR",
      "2a00::\t2a00:0:ffff:ffff:ffff:ffff:ffff:ffff\t3\tDE\tC Mobil",
      "",
    ].join("\n"),
  ),
} as const;
const addresses = ["1.0.0.1", "1.0.1.1", "2.0.0.1", "2.0.10.1", "2a00::1", "2a00:1::1", "3.0.0.1"];

test.each(Object.keys(files) as (keyof typeof files)[])(
  "every truncation of a %s is rejected, or what is left says nothing that the whole did not (attack 22)",
  (kind) => {
    const spec = specOf(kind);
    const bytes = files[kind];
    writeFileSync(spec.path, bytes);
    const whole = loadSource(spec, undefined, now);
    if (whole.kind !== "loaded") throw new Error(whole.kind);
    const truth = addresses.map((address) => word(whole.loaded, address));
    expect(truth.filter((said) => said !== "nothing").length).toBe(3);
    let rejected = 0;
    for (let length = 0; length < bytes.length; length++) {
      writeFileSync(spec.path, bytes.subarray(0, length));
      const outcome = loadSource(spec, undefined, now);
      if (outcome.kind === "rejected") rejected++;
      else if (outcome.kind === "loaded") {
        for (const [at, address] of addresses.entries()) {
          expect(["nothing", truth[at]]).toContain(word(outcome.loaded, address));
        }
      } else throw new Error(outcome.kind);
    }
    expect(rejected).toBeGreaterThanOrEqual(bytes.length - 3);
  },
);

test("codes in a database that are no place give no word; those beside them do (attack 4)", () => {
  const spec = specOf("country-mmdb");
  const codes = ["EU", "AP", "A1", "A2", "O1", "ZZ", "XX", "UK", "T1"];
  const odd = Object.fromEntries(codes.map((code, at) => [`${at + 10}.0.0.0/8`, code]));
  writeFileSync(spec.path, writeMmdb({ networks: { ...odd, "5.0.0.0/8": "XK" }, builtAt: now }));
  const outcome = loadSource(spec, undefined, now);
  if (outcome.kind !== "loaded") throw new Error(outcome.kind);
  expect(word(outcome.loaded, "5.1.1.1")).toBe("XK");
  const said = codes.map((_, at) => word(outcome.loaded, `${at + 10}.1.1.1`));
  expect(said).toEqual(codes.map(() => "nothing"));
});

test("a record registered in one country and placed in another says so", () => {
  const spec = specOf("country-mmdb");
  const record = (country: string, registered: string) => ({
    country: { iso_code: country },
    registered_country: { iso_code: registered },
  });
  const subdivision = { ...record("UA", "UA"), subdivisions: [{ iso_code: "43" }] };
  const networks = {
    "1.0.0.0/8": record("FR", "US"),
    "2.0.0.0/8": record("FR", "FR"),
    "4.0.0.0/8": subdivision,
    "8.0.0.0/8": record("FR", "EU"),
    "16.0.0.0/8": "FR",
    "32.0.0.0/8": record("HK", "CN"),
    "64.0.0.0/8": record("FR", "DE"),
  };
  writeFileSync(spec.path, writeMmdb({ networks, builtAt: now }));
  const outcome = loadSource(spec, undefined, now);
  if (outcome.kind !== "loaded") throw new Error(outcome.kind);
  const table = new LocationTable(compileLocationData([outcome.loaded.ranges]));
  const said = ["1.1.1.1", "2.1.1.1", "4.1.1.1", "8.1.1.1", "16.1.1.1", "32.1.1.1", "64.1.1.1"].map(
    (text) => {
      const word = table.evidenceOf(parseAddress(text))[0]?.says;
      return word?.kind === "place" ? [word.place, word.registered] : word;
    },
  );
  expect(said).toEqual([
    ["FR", "US"],
    ["FR", undefined],
    ["UA-43", undefined],
    ["FR", undefined],
    ["FR", undefined],
    ["HK", "CN"],
    ["FR", "DE"],
  ]);
});

// Was: a backup of that name kept back every further correction. Broken on purpose: their digest is looked for, too.
test("no digest beside the desk's corrections stops them, as it stops a maker's data", () => {
  const path = join(folder, "corrections.csv");
  writeFileSync(path, "192.0.2.0/24,FR,,,\n");
  writeFileSync(`${path}.sha256`, "anything");
  const [corrections] = correctionsIn(path);
  if (corrections === undefined) throw new Error("they are there");
  expect(loadSource(corrections, undefined, now).kind).toBe("loaded");
  expect(loadSource({ ...corrections, id: "own" }, undefined, now)).toEqual({
    kind: "rejected",
    why: "it doesn't have the digest given in corrections.csv.sha256",
  });
});
