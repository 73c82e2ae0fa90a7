import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type MakerFile, makeFiles } from "../../../tests/makers/files.ts";
import { type Makers, startMakers } from "../../../tests/makers/server.ts";
import { createSafeFetch } from "../../outbound/safe-fetch.ts";
import { configuredSources } from "../configured-sources.ts";
import { createLocator } from "../create-locator.ts";
import { Tokens } from "../tokens.ts";
import { downloadsDirOf } from "../update-source.ts";
import { catalogue, idsOfRoutes, recommended, specOf } from "./catalogue.ts";
import { ChosenSources } from "./chosen.ts";
import { createSourceSetup, type SetupStep } from "./source-setup.ts";

const now = Date.now();
let whole: ReadonlyMap<string, MakerFile>;
let files: Map<string, MakerFile>;
let makers: Makers;
let dataDir: string;

beforeAll(() => {
  whole = makeFiles(now, "few");
});
beforeEach(async () => {
  files = new Map(whole);
  makers = await startMakers(files);
  dataDir = mkdtempSync(join(tmpdir(), "graticule-setup-"));
});
afterEach(async () => {
  await makers.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function newSetup() {
  return createSourceSetup({
    chosen: new ChosenSources(downloadsDirOf({ dataDir }), makers.origin),
    tokens: new Tokens(join(dataDir, "tokens"), {}),
    fetch: createSafeFetch({ allow: ["127.0.0.1/32"] }),
    now: () => now,
  });
}
const inUse = () =>
  configuredSources({ sourcesFile: undefined, locationMirror: makers.origin, dataDir })
    .read()
    .map(({ id }) => id);
const packaged = ["dbip", "iptoasn", "geo-whois-asn"];
const quietly = () => undefined;

test("the recommended sources can establish a place, without any account", async () => {
  const setup = newSetup();
  expect(inUse()).toEqual(packaged);
  const steps: SetupStep[] = [];
  const taken = await setup.take(recommended, (step) => steps.push(step));
  expect(taken.map(({ id, outcome }) => [id, outcome.kind])).toEqual(
    recommended.map((id) => [id, "updated"]),
  );
  expect(inUse()).toEqual([...recommended]);
  expect(steps.find(({ id, kind }) => id === "dbip" && kind === "downloading")).toMatchObject({
    of: files.get([...files.keys()][0] ?? "")?.body.length,
  });
  expect(steps.filter(({ kind }) => kind === "checking").map(({ id }) => id)).toEqual([
    ...recommended,
  ]);

  const sources = configuredSources({
    sourcesFile: undefined,
    locationMirror: makers.origin,
    dataDir,
  });
  const locator = await createLocator({ sources, now: () => now });
  try {
    expect(locator.fixOf("9.137.0.1", now)).toMatchObject({ standing: "established", place: "AE" });
    expect(locator.fixOf("198.51.100.7", now)).toMatchObject({ standing: "contested" });
    expect([...locator.establishable(now)]).not.toEqual([]);
  } finally {
    await locator.close();
  }
});

test("a source that doesn't arrive is not chosen, and the others are", async () => {
  const setup = newSetup();
  files.delete("tor/torbulkexitlist");
  files.set("starlink/feed.csv", {
    body: Buffer.from("<html>Sign in to this network</html>\n"),
    builtAt: now,
  });
  const taken = await setup.take(["tor", "starlink", "iptoasn", "no-such"], quietly);
  expect(taken.map(({ id, outcome }) => [id, outcome.kind])).toEqual([
    ["tor", "failed"],
    ["starlink", "failed"],
    ["iptoasn", "updated"],
  ]);
  expect(inUse()).toEqual(["iptoasn"]);
  const offered = setup.offered().filter(({ acceptedAt }) => acceptedAt !== undefined);
  expect(offered.map(({ entry, acceptedAt }) => [entry.id, acceptedAt])).toEqual([
    ["iptoasn", now],
  ]);
});

test("where a network is named as a mobile carrier's, a place is likely at best", async () => {
  const setup = newSetup();
  const tell = async () => {
    const sources = configuredSources({
      sourcesFile: undefined,
      locationMirror: makers.origin,
      dataDir,
    });
    const locator = await createLocator({ sources, now: () => now });
    try {
      return ["9.237.80.1", "9.137.0.1"].map((address) => locator.fixOf(address, now));
    } finally {
      await locator.close();
    }
  };
  await setup.take(["dbip", "iptoasn"], quietly);
  const established = { standing: "established" };
  expect(await tell()).toMatchObject([established, established]);
  await setup.take(["mobile"], quietly);
  const reasons = expect.arrayContaining([{ kind: "mobile", source: "mobile" }]);
  expect(await tell()).toMatchObject([{ standing: "probable", reasons }, established]);
});

test("a choice can be undone, and a source taken out, without losing files", async () => {
  const setup = newSetup();
  expect(setup.canUndo()).toBe(false);
  await setup.take(["dbip"], quietly);
  await setup.take(["iptoasn"], quietly);
  setup.remove(["dbip"]);
  expect(inUse()).toEqual(["iptoasn"]);
  setup.undo();
  expect(inUse()).toEqual(["dbip", "iptoasn"]);
  setup.undo();
  expect(inUse()).toEqual(["iptoasn"]);
  const asked = makers.asked.length;
  expect(readdirSync(downloadsDirOf({ dataDir }))).toContain("catalogue-dbip.mmdb");
  setup.remove(["iptoasn"]);
  expect(inUse()).toEqual(packaged);
  expect(makers.asked.length).toBe(asked);
});

test("lists and other networks' geofeeds leave the packages' databases in use", async () => {
  await newSetup().take(["tor", "geofeeds"], quietly);
  expect(inUse()).toEqual([...packaged, "tor", "geofeeds"]);
});

test("a maker's token comes from the operator and is kept for the service's user alone", async () => {
  const tokens = new Tokens(join(dataDir, "tokens"), {});
  const setup = newSetup();
  const ipinfo = () => setup.offered().find(({ entry }) => entry.id === "ipinfo");
  expect(ipinfo()?.hasToken).toBe(false);
  setup.giveToken("ipinfo", " s3cret ");
  setup.giveToken("dbip", "nothing asks for this");
  expect(ipinfo()?.hasToken).toBe(true);
  expect(tokens.read("IPINFO_TOKEN")).toBe("s3cret");
  expect(readdirSync(join(dataDir, "tokens"))).toEqual(["IPINFO_TOKEN"]);
  await setup.take(["ipinfo"], quietly);
  const kept = readdirSync(downloadsDirOf({ dataDir })).filter((name) => name.endsWith(".json"));
  for (const name of kept) {
    expect(readFileSync(join(downloadsDirOf({ dataDir }), name), "utf8")).not.toContain("s3cret");
  }
});

test("of one maker's files only those that place addresses are of routes", () => {
  expect(idsOfRoutes(catalogue)).toEqual(["iptoasn"]);
});

test("the catalogue names a licence and a secure address for each source, and no maker twice as independent", () => {
  expect(new Set(catalogue.map(({ id }) => id)).size).toBe(catalogue.length);
  for (const entry of catalogue) {
    expect(entry.licence.says).toMatch(/\.$/);
    expect(entry.licence.url).toMatch(/^https:\/\//);
    for (const url of entry.urls) expect(url).toMatch(/^https:\/\//);
    expect(entry.urls.some((url) => url.includes("{TOKEN}"))).toBe(entry.token !== undefined);
    const mirrored = specOf(entry, "/x", "http://127.0.0.1:1/").download.urls;
    expect(new Set(mirrored).size).toBe(entry.urls.length);
    for (const url of mirrored)
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:1\/[a-z0-9-]+\/[^/?]+$/);
  }
});
