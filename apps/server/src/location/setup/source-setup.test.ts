import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { type MakerFile, makeFiles } from "../../../tests/makers/files.ts";
import { type Makers, standInFor, startMakers } from "../../../tests/makers/server.ts";
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
const configured = () =>
  configuredSources({ sourcesFile: undefined, locationMirror: makers.origin, dataDir });
const inUse = () =>
  configured()
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

  const locator = await createLocator({ sources: configured(), now: () => now });
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
    const locator = await createLocator({ sources: configured(), now: () => now });
    try {
      return ["9.134.224.1", "9.137.0.1"].map((address) => locator.fixOf(address, now));
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

/** A set-up that asks the makers themselves, and what it has of IPinfo's token. */
function newTokenSetup(env: Record<string, string> = {}) {
  onTestFinished(standInFor("ipinfo", makers));
  const setup = createSourceSetup({
    chosen: new ChosenSources(downloadsDirOf({ dataDir }), undefined),
    tokens: new Tokens(join(dataDir, "tokens"), env),
    fetch: createSafeFetch({ allow: ["127.0.0.1/32"] }),
    now: () => now,
  });
  return {
    state: () => setup.offered().find(({ entry }) => entry.id === "ipinfo")?.token?.state,
    kept: () => new Tokens(join(dataDir, "tokens"), env).read("IPINFO_TOKEN"),
    async take(entered?: Record<string, string>) {
      const [taken] = await setup.take(["ipinfo"], quietly, entered && { entered });
      return taken?.outcome;
    },
  };
}
const refusedToken = {
  kind: "failed",
  why: "IPinfo refused the token IPINFO_TOKEN: its server answered 401",
};

test("a maker's token comes from the operator and is kept for the service's user alone", async () => {
  const { state, kept, take } = newTokenSetup();
  expect(state()).toBe("missing");
  expect(await take()).toEqual({ kind: "failed", why: "it needs the token IPINFO_TOKEN" });
  expect(await take({ ipinfo: " s3cret ", dbip: "nothing asks for this" })).toEqual({
    kind: "updated",
  });
  expect(makers.asked).toEqual(["ipinfo/ipinfo_lite.mmdb", "ipinfo/checksums"].map(withSecret));
  expect(state()).toBe("given");
  expect(kept()).toBe("s3cret");
  expect(readdirSync(join(dataDir, "tokens"))).toEqual(["IPINFO_TOKEN"]);
  expect(statSync(join(dataDir, "tokens", "IPINFO_TOKEN")).mode & 0o777).toBe(0o600);
  const notes = readdirSync(downloadsDirOf({ dataDir })).filter((name) => name.endsWith(".json"));
  for (const name of notes) {
    expect(readFileSync(join(downloadsDirOf({ dataDir }), name), "utf8")).not.toContain("s3cret");
  }
});
const withSecret = (path: string) => `${path}?token=s3cret`;

test("a token that was just entered and refused isn't kept, and an older one stays", async () => {
  const { state, kept, take } = newTokenSetup();
  makers.refused.add("wrong");
  expect(await take({ ipinfo: "wrong" })).toEqual(refusedToken);
  expect([state(), kept()]).toEqual(["missing", undefined]);
  await take({ ipinfo: "older" });
  expect(await take({ ipinfo: "wrong" })).toEqual(refusedToken);
  expect([state(), kept()]).toEqual(["given", "older"]);
  // Nor is one that nobody has judged yet, in place of one that was good.
  files.delete("ipinfo/ipinfo_lite.mmdb");
  expect(await take({ ipinfo: "unknown" })).toMatchObject({ kind: "failed" });
  expect([state(), kept()]).toEqual(["given", "older"]);
});

test("a kept token that its maker refuses is asked for again, until one is taken", async () => {
  const { state, kept, take } = newTokenSetup();
  await take({ ipinfo: "older" });
  makers.refused.add("older");
  expect(await take()).toEqual(refusedToken);
  expect(state()).toBe("refused");
  expect(readFileSync(join(dataDir, "tokens", "IPINFO_TOKEN.refused"), "utf8")).not.toContain(
    "older",
  );
  // It is tried all the same: a maker may err.
  makers.refused.clear();
  expect(await take()).toMatchObject({ kind: "unchanged" });
  expect(state()).toBe("given");
  makers.refused.add("older");
  await take();
  await take({ ipinfo: "newer" });
  expect([state(), kept()]).toEqual(["given", "newer"]);
});

test("a token of the environment that is refused gives way to one that was entered", async () => {
  const { state, kept, take } = newTokenSetup({ IPINFO_TOKEN: "of the environment" });
  expect([state(), kept()]).toEqual(["given", "of the environment"]);
  makers.refused.add("of%20the%20environment");
  await take();
  expect(state()).toBe("refused");
  await take({ ipinfo: "entered" });
  expect([state(), kept()]).toEqual(["given", "entered"]);
});

test("a server of the operator's own wants no token", async () => {
  const setup = newSetup();
  expect(setup.offered().every(({ token }) => token === undefined)).toBe(true);
  const taken = await setup.take(["ipinfo"], quietly, { entered: { ipinfo: "s3cret" } });
  expect(taken).toEqual([{ id: "ipinfo", outcome: { kind: "updated" } }]);
  expect(makers.asked).toEqual(["ipinfo/ipinfo_lite.mmdb", "ipinfo/checksums"]);
  expect(readdirSync(dataDir)).not.toContain("tokens");
});

test("a source is checked against its maker's checksum, at the operator's own server, too", async () => {
  const setup = newSetup();
  const sum = "ipinfo/checksums";
  const right = files.get(sum);
  const take = async () => (await setup.take(["ipinfo"], quietly))[0]?.outcome;
  files.set(sum, { body: Buffer.from(`{"checksums":{"md5":"${"0".repeat(32)}"}}`), builtAt: now });
  expect(await take()).toMatchObject({ kind: "failed", why: expect.stringContaining("damaged") });
  files.delete(sum);
  expect(await take()).toMatchObject({ kind: "failed", why: expect.stringContaining("checksum") });
  if (right !== undefined) files.set(sum, right);
  expect(await take()).toEqual({ kind: "updated" });
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
    if (entry.checksumUrl !== undefined) {
      expect(entry.checksumUrl).toMatch(/^https:\/\//);
      expect(entry.urls).toHaveLength(1);
    }
    const mirrored = specOf(entry, "/x", "http://127.0.0.1:1/").download.urls;
    expect(new Set(mirrored).size).toBe(entry.urls.length);
    for (const url of mirrored)
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:1\/[a-z0-9-]+\/[^/?]+$/);
  }
});
