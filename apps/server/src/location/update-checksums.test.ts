import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  type Answers,
  countryLines as lines,
  startAnswers,
  writeOneSource,
} from "../../tests/makers/answers.ts";
import { createSafeFetch } from "../outbound/safe-fetch.ts";
import { readSourcesFile } from "./source-spec.ts";
import { Tokens } from "./tokens.ts";
import { downloadedSources, updateSource } from "./update-source.ts";

const now = Date.parse("2026-11-24T12:00:00Z");
const sha256 = (body: string): string => createHash("sha256").update(body).digest("hex");
const md5 = (body: string): string => createHash("md5").update(body).digest("hex");

let maker: Answers;
let folder: string;
let origin: string;
let asked: string[];
let answers: Answers["answers"];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "graticule-checksums-"));
  maker = await startAnswers();
  ({ origin, asked, answers } = maker);
});
afterEach(() => {
  maker.close();
  rmSync(folder, { recursive: true, force: true });
});

const serve: Answers["serve"] = (...served) => maker.serve(...served);

function specOf(more: object, url = `${origin}/list.csv`) {
  const file = writeOneSource(folder, url, more);
  const [spec] = downloadedSources(readSourcesFile(file, join(folder, "data")));
  return spec ?? expect.unreachable();
}

const fetch = createSafeFetch({ allow: ["127.0.0.0/8"] });
const tokens = () => new Tokens(join(folder, "tokens"), { A_TOKEN: "s3cret" });
const update = (spec: ReturnType<typeof specOf>) =>
  updateSource(spec, { fetch, maxBytes: 100_000, now: () => now, tokens: tokens() });
const failed = (why: string) => ({ kind: "failed", why });

test("a given digest must match the download", async () => {
  serve("/list.csv", lines(20));
  expect(await update(specOf({ sha256: sha256(lines(20)).toUpperCase() }))).toEqual({
    kind: "updated",
  });
  expect(await update(specOf({ sha256: sha256("other") }))).toEqual(
    failed("the download has a different digest"),
  );
  const byUrl = () => update(specOf({ sha256Url: `${origin}/list.csv.sha256` }));
  expect(await byUrl()).toEqual(
    failed("its maker's checksum couldn't be read: its server answered 404"),
  );
  serve("/list.csv.sha256", `${sha256(lines(20))}  list.csv\n`);
  expect(await byUrl()).toEqual({ kind: "updated" });
  serve("/list.csv.sha256", `${sha256("other")}  list.csv\n`);
  expect(await byUrl()).toEqual(failed(differs));
  // Whoever asks for a SHA-256 gets no weaker check.
  serve("/list.csv.sha256", `${md5(lines(20))}  list.csv\n`);
  expect(await byUrl()).toEqual(failed(noChecksum("its server sent something else")));
});

const differs = "it doesn't match its maker's checksum: it was damaged or changed on its way";
const noChecksum = (why: string) => `its maker's checksum couldn't be read: ${why}`;

test("a download must match its maker's checksum, and without one the old file stays", async () => {
  const spec = specOf({ checksumUrl: `${origin}/list.csv.md5` });
  const sumIs = (text: string) => serve("/list.csv.md5", text);
  serve("/list.csv", lines(20));
  sumIs(`MD5 (list.csv) = ${md5(lines(20))}\n`);
  expect(await update(spec)).toEqual({ kind: "updated" });
  sumIs(JSON.stringify({ checksums: { md5: md5("other"), sha256: sha256(lines(20)) } }));
  expect(await update(spec)).toEqual({ kind: "updated" });

  serve("/list.csv", lines(22));
  const troubles: [() => void, string][] = [
    [() => sumIs(`MD5 (list.csv) = ${md5("other")}\n`), differs],
    [() => sumIs(`${sha256("other")}  list.csv\n`), differs],
    [() => answers.delete("/list.csv.md5"), noChecksum("its server answered 404")],
    [
      () => sumIs(`<!doctype html><script nonce="${md5(lines(22))}">`),
      noChecksum("its server sent something else"),
    ],
    [() => sumIs(""), noChecksum("its server sent something else")],
    [() => sumIs(`${"#".repeat(65_536)}\n${md5(lines(22))}`), noChecksum("it is too big")],
    [
      () =>
        answers.set("/list.csv.md5", (_request, response) =>
          response.writeHead(302, { location: "http://localhost/" }).end(),
        ),
      noChecksum("its server redirects to a host that redirectHosts doesn't name"),
    ],
  ];
  for (const [arrange, why] of troubles) {
    arrange();
    expect(await update(spec)).toEqual(failed(why));
    expect(readFileSync(spec.path, "utf8")).toBe(lines(20));
  }
  // As any failed download, it is tried again, and the file that was right all along is taken.
  sumIs(`${md5(lines(22))} *list.csv\n`);
  expect(await update(spec)).toEqual({ kind: "updated" });
  expect(readFileSync(spec.path, "utf8")).toBe(lines(22));
});

test("a file and its checksum that are replaced meanwhile are both asked for once more", async () => {
  const spec = specOf({ checksumUrl: `${origin}/list.csv.md5` });
  serve("/list.csv", lines(20));
  answers.set("/list.csv.md5", (_request, response) => {
    serve("/list.csv", lines(22));
    response.end(`${md5(lines(22))}  list.csv\n`);
  });
  expect(await update(spec)).toEqual({ kind: "updated" });
  expect(asked).toEqual(["/list.csv", "/list.csv.md5", "/list.csv", "/list.csv.md5"]);
  expect(readFileSync(spec.path, "utf8")).toBe(lines(22));
  serve("/list.csv.md5", `${md5(lines(20))}  list.csv\n`);
  asked.length = 0;
  expect(await update(spec)).toEqual(failed(differs));
  expect(asked).toHaveLength(4);
});

test("a checksum is asked for with the file's month and token, and not for what is unchanged", async () => {
  const spec = specOf(
    { tokenFrom: "A_TOKEN", checksumUrl: `${origin}/{YYYY}-{MM}.md5?token={TOKEN}` },
    `${origin}/{YYYY}-{MM}.csv?token={TOKEN}`,
  );
  serve("/2026-10.csv?token=s3cret", lines(20), { etag: '"1"' });
  serve("/2026-10.md5?token=s3cret", md5(lines(20)));
  expect(await update(spec)).toEqual({ kind: "updated" });
  answers.set("/2026-10.csv?token=s3cret", (_request, response) => response.writeHead(304).end());
  asked.length = 0;
  expect(await update(spec)).toEqual({ kind: "unchanged" });
  expect(asked).toEqual(["/2026-11.csv?token=s3cret", "/2026-10.csv?token=s3cret"]);
  // A file whose checksum isn't there is no reason for an older one.
  serve("/2026-11.csv?token=s3cret", lines(22));
  expect(await update(spec)).toEqual(failed(noChecksum("its server answered 404")));
});
