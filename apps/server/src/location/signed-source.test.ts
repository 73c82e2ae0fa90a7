import { mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import { afterEach, beforeEach, expect, test } from "vitest";
import { certify, pemOf, signGeofeed } from "../../tests/small-rpki.ts";
import { SourceCompiler } from "./compile.ts";
import { configuredSources } from "./configured-sources.ts";
import { createLocator } from "./create-locator.ts";
import type { Locator } from "./locator.ts";
import type { ServedWord } from "./served-record.ts";
import { readSourcesFile } from "./source-spec.ts";

const dayMs = 86_400_000;
const now = Math.floor(Date.now() / 1_000) * 1_000;
const valid = { from: now - 30 * dayMs, to: now + 300 * dayMs };
const anchor = certify({ name: "anchor", isAuthority: true, ipv4: ["0.0.0.0/0"], ...valid });
const signer = certify({
  ...{ name: "signer", issuer: anchor, ipv4: ["9.0.0.0/8"] },
  ...{ from: valid.from, to: now + 3 * dayMs },
});
const stranger = certify({ name: "stranger", isAuthority: true, ipv4: ["0.0.0.0/0"], ...valid });
const lines = "9.1.0.0/16,FR,,,\n9.2.0.0/16,DE,,,\n8.8.8.0/24,IT,,,\n";
const unsigned = lines.split("\n").slice(0, 2).join("\n").concat("\n");
const signed = signGeofeed(unsigned, { range: "9.0.0.0/8", signer });

let folder = "";
let locator: Locator | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "graticule-signed-"));
  put("certificates.pem", pemOf(anchor));
});
afterEach(async () => {
  await locator?.close();
  locator = undefined;
  rmSync(folder, { recursive: true });
});

let written = 0;
function put(name: string, content: string): void {
  const path = join(folder, name);
  writeFileSync(`${path}.new`, content);
  written += 1;
  utimesSync(`${path}.new`, now / 1_000, now / 1_000 - 3_600 + written);
  renameSync(`${path}.new`, path);
}

function sources(more: object): string {
  put(
    "sources.json",
    JSON.stringify([{ id: "isp", maker: "ISP", kind: "geofeed", path: "isp.csv", ...more }]),
  );
  return join(folder, "sources.json");
}

async function start(more: object): Promise<void> {
  const sourcesFile = sources(more);
  locator = await createLocator({
    sources: configuredSources({ sourcesFile, dataDir: folder }),
    now: () => now,
  });
}

const says = (address: string) => locator?.evidenceOf(address).map((one) => one.says);
const status = () => locator?.sources()[0];
const unchecked =
  "its signature matches, but who signed it isn't checked: name its certificates in the sources file";

test("a signed geofeed serves, and its status says whether its signer is checked", async () => {
  put("isp.csv", signed);
  await start({ certificates: "certificates.pem" });
  expect(status()).toMatchObject({ state: "fresh", detail: undefined });
  expect(says("9.1.2.3")).toEqual([{ kind: "place", place: "FR" }]);
  await locator?.close();
  await start({});
  expect(status()).toMatchObject({ state: "fresh", detail: unchecked });
  expect(says("9.1.2.3")).toEqual([{ kind: "place", place: "FR" }]);
});

test("its data are too old when its first certificate expires", async () => {
  put("isp.csv", signed);
  await start({ certificates: "certificates.pem" });
  expect(status()?.staleAt).toBe(now + 3 * dayMs);
  await locator?.close();
  await start({ certificates: "certificates.pem", maxAgeDays: 2 });
  expect(status()?.staleAt).toBeLessThan(now + 3 * dayMs);
});

test.each([
  ["changed", () => put("isp.csv", signed.replace("FR", "GB")), "it was changed after"],
  ["stripped", () => put("isp.csv", unsigned), "it isn't signed"],
  [
    "signed by a stranger",
    () => put("certificates.pem", pemOf(stranger)),
    "doesn't lead to a trust",
  ],
  ["without its certificates", () => rmSync(join(folder, "certificates.pem")), "doesn't exist"],
  ["with too many certificates", () => put("certificates.pem", " ".repeat(5_000_000)), "4 MB"],
])(
  "a file that is %s is rejected, and the last good one keeps serving",
  async (_what, spoil, why) => {
    put("isp.csv", signed);
    await start({ certificates: "certificates.pem" });
    spoil();
    await locator?.reload();
    expect(status()).toMatchObject({
      state: "rejected",
      detail: expect.stringMatching(`${why}.*; its previous data stays in use`),
    });
    expect(says("9.1.2.3")).toEqual([{ kind: "place", place: "FR" }]);
    put("certificates.pem", pemOf(anchor, stranger));
    put("isp.csv", signed);
    await locator?.reload();
    expect(status()?.state).toBe("fresh");
  },
);

test("new certificates are seen without a new file", async () => {
  put("isp.csv", signed);
  put("certificates.pem", pemOf(stranger));
  await start({ certificates: "certificates.pem" });
  expect(status()?.state).toBe("rejected");
  const heard = new Promise<void>((resolve) => locator?.onChange(resolve));
  put("certificates.pem", pemOf(anchor));
  await heard;
  expect(status()?.state).toBe("fresh");
});

test("lines beyond the networks that the sources file names, or the signature, are left out", async () => {
  put("isp.csv", lines);
  await start({ networks: ["9.0.0.0/15", "9.2.0.0/16"] });
  expect(["9.1.2.3", "9.2.2.3", "8.8.8.8"].map((one) => says(one)?.length)).toEqual([1, 1, 0]);
  expect(status()?.detail).toMatch(/^1 lines .* other networks/);
  await locator?.close();
  put("isp.csv", signed);
  await start({ networks: ["9.1.0.0/16"] });
  expect(["9.1.2.3", "9.2.2.3"].map((one) => says(one)?.length)).toEqual([1, 0]);
  expect(status()?.detail).toMatch(/^1 lines .* left out; its signature matches/);
  await locator?.close();
  put("isp.csv", signGeofeed(unsigned, { range: "9.2.0.0/16", signer }));
  await start({});
  expect(["9.1.2.3", "9.2.2.3"].map((one) => says(one)?.length)).toEqual([0, 1]);
});

const order: ServedWord = {
  reaches: [{ place: parsePlace("CN") as Place, excepted: [] }],
  served: undefined,
  confirmed: [],
};

test("a copy of a signed file serves after its certificates expired, with the same limits", () => {
  put("isp.csv", signed);
  const specs = readSourcesFile(
    sources({ certificates: "certificates.pem", networks: ["9.1.0.0/16"] }),
  );
  const kept = join(folder, "kept");
  const { serves } = new SourceCompiler().compile(specs, now, { word: order, folder: kept });
  expect(serves.copied).toBe(true);
  const word = { ...order, served: serves.digest };
  const later = new SourceCompiler().compile(specs, now + 9 * dayMs, { word, folder: kept });
  expect(later.reports[0]?.trouble).toMatchObject({ kind: "rejected" });
  expect(later.reports[0]).toMatchObject({ notUnderstood: 1, staleAt: now + 3 * dayMs });
  expect(later.serves.digest).toBe(serves.digest);
});

test("other networks for one file are other data for those who confirm a change", () => {
  put("isp.csv", lines);
  const digestFor = (more: object) =>
    new SourceCompiler().compile(readSourcesFile(sources(more)), now).serves.digest;
  const all = digestFor({});
  expect(digestFor({ networks: ["9.0.0.0/8"] })).not.toBe(all);
  expect(digestFor({})).toBe(all);
});
