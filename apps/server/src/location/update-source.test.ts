import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  type Answers,
  countryLines as lines,
  startAnswers,
  writeOneSource,
} from "../../tests/makers/answers.ts";
import { certify, pemOf, signGeofeed } from "../../tests/small-rpki.ts";
import { createSafeFetch } from "../outbound/safe-fetch.ts";
import { fingerprintOf } from "../processes/watch-files.ts";
import { configuredSources } from "./configured-sources.ts";
import { createLocator } from "./create-locator.ts";
import { readSourcesFile } from "./source-spec.ts";
import { Tokens } from "./tokens.ts";
import { startUpdateSchedule } from "./update-schedule.ts";
import { downloadedSources, lastChecked, updateSource } from "./update-source.ts";

const now = Date.parse("2026-11-24T12:00:00Z");

let maker: Answers;
let folder: string;
let origin: string;
let asked: readonly string[];
let answers: Answers["answers"];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "graticule-update-"));
  secrets = {};
  maker = await startAnswers();
  ({ origin, asked, answers } = maker);
});
afterEach(() => {
  maker.close();
  rmSync(folder, { recursive: true, force: true });
});

const serve: Answers["serve"] = (...served) => maker.serve(...served);

const sourcesFile = (more: object, url = `${origin}/list.csv`): string =>
  writeOneSource(folder, url, more);

function specOf(more: object = {}, url?: string) {
  const [spec] = downloadedSources(readSourcesFile(sourcesFile(more, url), join(folder, "data")));
  if (spec === undefined) throw new Error("the source is not downloaded");
  return spec;
}

const fetch = createSafeFetch({ allow: ["127.0.0.0/8"] });
const update = (spec = specOf(), maxBytes = 100_000) =>
  updateSource(spec, { fetch, maxBytes, now: () => now, tokens: tokens() });
let secrets: Record<string, string> = {};
const tokens = () => new Tokens(join(folder, "tokens"), secrets);
const failed = (why: string) => ({ kind: "failed", why });

test("a source is downloaded, dated by its server, and requested again only if it changed", async () => {
  const lastModified = "Sun, 01 Nov 2026 00:00:00 GMT";
  serve("/list.csv", lines(20), { etag: '"1"', "last-modified": lastModified });
  const spec = specOf();
  expect(await update(spec)).toEqual({ kind: "updated" });
  expect(readFileSync(spec.path, "utf8")).toBe(lines(20));
  expect(statSync(spec.path).mtimeMs).toBe(Date.parse(lastModified));
  expect(lastChecked(spec)).toBe(now);

  answers.set("/list.csv", ({ headers }, response) => {
    const same =
      headers["if-none-match"] === '"1"' && headers["if-modified-since"] === lastModified;
    response.writeHead(same ? 304 : 500).end();
  });
  expect(await update(spec)).toEqual({ kind: "unchanged" });
  expect(statSync(spec.path).mtimeMs).toBe(Date.parse(lastModified));
  expect(readdirSync(join(folder, "data"))).toEqual([
    "own.csv",
    "own.csv.download.json",
    "own.csv.lock",
  ]);
});

test("a signed geofeed is replaced by one that is signed by the same, and by no other", async () => {
  const anchor = certify({ name: "anchor", isAuthority: true, ipv4: ["0.0.0.0/0"] });
  const signer = certify({ name: "signer", issuer: anchor, ipv4: ["9.0.0.0/8"] });
  const signed = (text: string) => signGeofeed(text, { range: "9.0.0.0/8", signer });
  const [old, more] = ["9.1.0.0/16,FR,,,\n", "9.1.0.0/16,FR,,,\n9.2.0.0/16,FR,,,\n"];
  writeFileSync(join(folder, "certificates.pem"), pemOf(anchor));
  const spec = specOf({ kind: "geofeed", basis: "declared", certificates: "certificates.pem" });
  serve("/list.csv", signed(old));
  expect(await update(spec)).toEqual({ kind: "updated" });
  for (const bad of [`9.2.0.0/16,FR,,,\n${signed(old)}`, more]) {
    serve("/list.csv", bad);
    expect(await update(spec)).toMatchObject({ kind: "failed" });
    expect(readFileSync(spec.path, "utf8")).toBe(signed(old));
  }
  serve("/list.csv", signed(more));
  expect(await update(spec)).toEqual({ kind: "updated" });
});

test("a file that its server doesn't date is as old as its last download", async () => {
  serve("/list.csv", lines(20));
  const spec = specOf();
  await update(spec);
  expect(statSync(spec.path).mtimeMs).toBe(now);
});

test("a packed file is unpacked, and one that unpacks to too much is refused", async () => {
  serve("/2026-11.csv.gz", gzipSync(lines(20)));
  const spec = specOf({}, `${origin}/{YYYY}-{MM}.csv.gz`);
  expect(await update(spec)).toEqual({ kind: "updated" });
  expect(readFileSync(spec.path, "utf8")).toBe(lines(20));
  serve("/2026-11.csv.gz", gzipSync("\n".repeat(250_000)));
  expect(await update(spec)).toEqual(failed("it couldn't be unpacked"));
  serve("/2026-11.csv.gz", "no gzip at all");
  expect(await update(spec)).toEqual(failed("it couldn't be unpacked"));
  serve("/2026-11.csv.gz", gzipSync(lines(20)).subarray(0, 40));
  expect(await update(spec)).toEqual(failed("it couldn't be unpacked"));
  expect(readFileSync(spec.path, "utf8")).toBe(lines(20));
});

test("last month's file does where this month's is not there yet, and only then", async () => {
  const spec = specOf({}, `${origin}/{YYYY}-{MM}.csv`);
  expect(await update(spec)).toEqual(failed("its server answered 404"));
  serve("/2026-10.csv", lines(20), { etag: '"1"' });
  expect(await update(spec)).toEqual({ kind: "updated" });
  answers.set("/2026-10.csv", ({ headers }, response) =>
    response.writeHead(headers["if-none-match"] === '"1"' ? 304 : 500).end(),
  );
  expect(await update(spec)).toEqual({ kind: "unchanged" });
  answers.set("/2026-11.csv", (_request, response) => response.writeHead(503).end());
  expect(await update(spec)).toEqual(failed("its server answered 503"));
  serve("/2026-11.csv", lines(22));
  expect(await update(spec)).toEqual({ kind: "updated" });
  const january = { ...spec, path: join(folder, "data", "january.csv") };
  serve("/2025-12.csv", lines(20));
  const at = Date.parse("2026-01-02T00:00:00Z");
  expect(await updateSource(january, { fetch, now: () => at, tokens: tokens() })).toEqual({
    kind: "updated",
  });
});

test("two files are one source, each asked for by itself, dated by the older one", async () => {
  const dates = ["Sun, 01 Nov 2026 00:00:00 GMT", "Mon, 02 Nov 2026 00:00:00 GMT"];
  const v6 = "2a00::/32,FR\n";
  serve("/v4.csv", lines(20), { "last-modified": dates[1] as string });
  serve("/v6.csv", v6, { "last-modified": dates[0] as string });
  const spec = specOf({ url: [`${origin}/v4.csv`, `${origin}/v6.csv`] });
  expect(await update(spec)).toEqual({ kind: "updated" });
  expect(readFileSync(spec.path, "utf8")).toBe(lines(20) + v6);
  expect(statSync(spec.path).mtimeMs).toBe(Date.parse(dates[0] as string));
  answers.set("/v4.csv", (_request, response) => response.writeHead(304).end());
  serve("/v6.csv", `${v6}2a01::/32,DE\n`);
  expect(await update(spec)).toEqual({ kind: "updated" });
  expect(readFileSync(spec.path, "utf8")).toBe(`${lines(20)}${v6}2a01::/32,DE\n`);

  // What does not load leaves the parts as they were.
  serve("/v6.csv", "<html>\n");
  expect(await update(spec)).toEqual({
    kind: "failed",
    why: expect.stringContaining("can't be used"),
  });
  serve("/v6.csv", v6);
  expect(await update(spec)).toEqual({ kind: "updated" });
  expect(readFileSync(spec.path, "utf8")).toBe(lines(20) + v6);
  expect(readdirSync(join(folder, "data")).sort()).toEqual([
    "own.csv",
    "own.csv.1",
    "own.csv.2",
    "own.csv.download.json",
    "own.csv.lock",
  ]);
});

test("a token goes to the maker's server and nowhere else", async () => {
  serve("/list.csv?token=s3cret%26", lines(20));
  const spec = specOf({ tokenFrom: "A_TOKEN" }, `${origin}/list.csv?token={TOKEN}`);
  expect(await update(spec)).toEqual(failed("it needs the token A_TOKEN"));
  expect(asked).toEqual([]);
  secrets = { A_TOKEN: "s3cret&" };
  expect(await update(spec)).toEqual({ kind: "updated" });
  const kept = readdirSync(join(folder, "data")).map((name) =>
    readFileSync(join(folder, "data", name), "latin1"),
  );
  expect(kept.join()).not.toContain("s3cret");
  expect(() => specOf({ tokenFrom: "A_TOKEN" })).toThrow("tokenFrom");
  expect(() => specOf({}, `${origin}/{TOKEN}`)).toThrow("tokenFrom");
});

test("a captive portal's page is not taken for data", async () => {
  for (const kind of [
    "country-csv",
    "delegated",
    "geofeed",
    "list",
    "network-names",
    "country-mmdb",
  ]) {
    serve("/list.csv", "<!doctype html>\n<title>Sign in, please</title>\n<p>1.2.3.4\n");
    const basis = kind.startsWith("country") ? "measured" : undefined;
    const lists = { list: "vpn", "network-names": "mobile" }[kind];
    expect(await update(specOf({ kind, basis, lists }))).toEqual({
      kind: "failed",
      why: expect.stringContaining("can't be used"),
    });
  }
});

test("a good file is never replaced by one that doesn't load, is half as big, or doesn't arrive", async () => {
  serve("/list.csv", lines(20));
  const spec = specOf();
  await update(spec);
  const before = fingerprintOf(statSync(spec.path));
  const troubles: [() => void, string][] = [
    [() => serve("/list.csv", "<html>\n"), "the download can't be used"],
    [() => serve("/list.csv", ""), "the download can't be used"],
    [() => serve("/list.csv", lines(9)), "less than half"],
    [
      () => serve("/list.csv", lines(20), { "last-modified": "Sat, 05 Dec 2026 00:00:00 GMT" }),
      "in the future",
    ],
    [() => serve("/list.csv", "x".repeat(100_001)), "it is too big"],
    [() => serve("/list.csv", "", { location: "http://127.0.0.1/" }), "the download can't be used"],
    [() => answers.delete("/list.csv"), "its server answered 404"],
    [
      () => answers.set("/list.csv", (_request, response) => response.destroy()),
      "can't be reached",
    ],
    [
      () =>
        answers.set("/list.csv", (_request, response) =>
          response.writeHead(302, { location: "/" }).end(),
        ),
      "redirects to a host",
    ],
  ];
  for (const [arrange, why] of troubles) {
    arrange();
    expect(await update(spec)).toEqual({ kind: "failed", why: expect.stringContaining(why) });
  }
  expect(fingerprintOf(statSync(spec.path))).toBe(before);
  expect(readFileSync(spec.path, "utf8")).toBe(lines(20));
  expect(readdirSync(join(folder, "data"))).toEqual([
    "own.csv",
    "own.csv.download.json",
    "own.csv.lock",
  ]);
});

test("a source at an address of this machine or its network is not requested (attack 23)", async () => {
  const careful = createSafeFetch({ allow: [] });
  for (const host of ["127.0.0.1", "169.254.169.254", "[::1]", "0x7f.1", "localhost"]) {
    const spec = specOf({}, `http://${host}:${new URL(origin).port}/list.csv`);
    const outcome = await updateSource(spec, { fetch: careful, now: () => now, tokens: tokens() });
    expect(outcome).toEqual(
      failed("its address leads to a network that OUTBOUND_ALLOW doesn't open"),
    );
  }
  expect(asked).toEqual([]);
});

test("a running service downloads what is due, waits longer after each failure, and serves what arrived", async () => {
  const file = sourcesFile({});
  const downloadsDir = join(folder, "location");
  const locator = await createLocator({
    sources: configuredSources({ sourcesFile: file, dataDir: folder }),
    now: () => now,
  });
  let time = now;
  const warned: unknown[] = [];
  const schedule = startUpdateSchedule({
    specs: () => readSourcesFile(file, downloadsDir),
    update: (spec) => updateSource(spec, { fetch, now: () => time, tokens: tokens() }),
    everyMs: 86_400_000,
    now: () => time,
    log: { info: () => undefined, warn: (line: unknown) => warned.push(line) } as never,
    random: () => 0.5,
  });
  try {
    await schedule.look();
    expect(warned).toEqual([{ source: "own", why: "its server answered 404" }]);
    for (const [minutes, requests] of [
      [4.9, 1],
      [5, 2],
      [14.9, 2],
      [15, 3],
    ] as const) {
      time = now + minutes * 60_000;
      await schedule.look();
      expect([minutes, asked.length]).toEqual([minutes, requests]);
    }
    serve("/list.csv", lines(20));
    time = now + 35 * 60_000;
    const serving = new Promise<void>((done) => locator.onChange(done));
    await schedule.look();
    await serving;
    expect(locator.fixOf("9.3.0.1", now)).toMatchObject({ place: "FR" });
    const requests = asked.length;
    time += 86_399_999;
    await schedule.look();
    expect(asked).toHaveLength(requests);
    time += 1;
    await schedule.look();
    expect(asked).toHaveLength(requests + 1);
  } finally {
    await schedule.close();
    await locator.close();
  }
});

test("a source has a path or an address, and a digest only with an address", () => {
  const read = (more: object) => () => readSourcesFile(sourcesFile(more));
  expect(read({ path: "x" })).toThrow("either a path or a url");
  expect(read({ url: undefined })).toThrow("either a path or a url");
  expect(read({ url: undefined, path: "x", sha256: "0".repeat(64) })).toThrow("sha256");
  expect(read({ url: "ftp://x/y" })).toThrow("https://");
  expect(read({ sha256: "abc" })).toThrow("64 hexadecimal");
  expect(read({ sha256: "0".repeat(64), checksumUrl: `${origin}/x` })).toThrow("checksumUrl");
  expect(read({ checksumUrl: `${origin}/x?token={TOKEN}` })).toThrow("tokenFrom");
  expect(read({ url: [`${origin}/1`, `${origin}/2`], checksumUrl: `${origin}/x` })).toThrow(
    "checksumUrl",
  );
  expect(read({})).not.toThrow();
});
