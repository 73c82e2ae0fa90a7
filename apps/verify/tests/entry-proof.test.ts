import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { base64, fromUtf8 } from "@graticule/ledger/bytes";
import { commitmentOf } from "@graticule/ledger/commitment";
import { formatEntryProof } from "@graticule/ledger/entry-proof";
import { encodeEntry } from "@graticule/ledger/leaf";
import { formatNoteKey } from "@graticule/ledger/note";
import { inclusionRanges, proofOf } from "@graticule/ledger/proof";
import { entryOf } from "@graticule/ledger/tests/sample-log";
import { nodeReader, resourcePath } from "@graticule/ledger/tile";
import { parseTlogProof } from "@graticule/ledger/tlog-proof";
import { sha256 } from "@graticule/verify/node-crypto";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { runProgram } from "./ledger-peer.ts";
import { peerOfTests } from "./peer-of-tests.ts";
import {
  dayOfLogs,
  filesSignedBy,
  type LogFiles,
  leavesOf,
  openingAt,
  saying,
  signerFrom,
  textFiles,
  upTo,
  writeFolder,
} from "./signed-log.ts";

const verifier = join(import.meta.dirname, "../dist/verify.mjs");
const peer = peerOfTests();
const operator = signerFrom(7);
const key = formatNoteKey(operator.key);
const size = 300;
const leaves = leavesOf(upTo(size));
const index = 270;
let files: LogFiles;
let proof: Uint8Array;

/** The proof of an entry with its text, as a reader's page makes it. */
function proofAt(at: number): Uint8Array {
  const read = nodeReader(
    sha256,
    size,
    (tile) => files.get(resourcePath({ kind: "tile", ...tile })) ?? new Uint8Array(),
  );
  const { salt, value } = openingAt(at);
  const carried = {
    leaf: fromUtf8(leaves[at] ?? Buffer.of()) ?? "",
    texts: { says: { salt, value } },
  };
  const hashes = proofOf(sha256, inclusionRanges(at, size), read);
  const checkpoint = files.get("checkpoint") ?? Buffer.of();
  return formatEntryProof(carried, { index: at, hashes, checkpoint });
}

beforeAll(async () => {
  ({ files } = await filesSignedBy(operator, leaves));
  proof = proofAt(index);
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "graticule-proof-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function fileOf(bytes: Uint8Array): string {
  const file = join(newFolder(), "log-entry.tlog-proof");
  writeFileSync(file, bytes);
  return file;
}

const run = (...args: readonly string[]) => runProgram(process.execPath, [verifier, ...args]);

test("a proof is checked without the log, by a key that was given or remembered from an audit", async () => {
  const file = fileOf(proof);
  const said = await run("--no-state", "--key", key, "--proof", file);
  expect(said).toMatchObject({ code: 0, stderr: "" });
  expect(said.stdout).toContain("PROVED: entry 270 of log.example/log");
  expect(said.stdout).toContain(
    'says       "Sentence 270, with a name that may have to go: Žofia 😂"',
  );
  expect(said.stdout).toContain(`signed with the key you gave\n             ${key}`);
  const unknown = await run("--no-state", "--proof", file);
  expect([unknown.code, unknown.stdout]).toEqual([1, expect.stringContaining("no key you know")]);
  const state = join(newFolder(), "state.json");
  const mirror = writeFolder(newFolder(), new Map([...files, ...textFiles(upTo(size))]));
  expect((await run("--state", state, "--as-of", dayOfLogs, mirror)).code).toBe(0);
  const json = await run("--json", "--state", state, "--proof", file);
  expect([json.code, JSON.parse(json.stdout)]).toMatchObject([
    0,
    { verdict: "proved", log: "log.example/log", index, trust: "kept", size, keys: [key] },
  ]);
  // A key that is given is the only one that counts.
  const other = formatNoteKey(signerFrom(8).key);
  expect((await run("--state", state, "--key", other, "--proof", file)).code).toBe(1);
});

test("what is not proved is named, and what can't be read is not checked", async () => {
  const text = fromUtf8(proof) ?? "";
  for (const [word, bytes] of [
    ["not a proof", Buffer.from(text.replace("@v1", "@v2"))],
    ["NOT IN THE LOG", Buffer.from(text.replace("index 270", "index 271"))],
    ["SIGNATURE IS WRONG", Buffer.from(text.replace(`\n${size}\n`, `\n${size + 1}\n`))],
  ] as const) {
    const said = await run("--no-state", "--key", key, "--proof", fileOf(bytes));
    expect([said.code, said.stdout]).toEqual([1, expect.stringContaining(word)]);
  }
  const json = await run("--no-state", "--json", "--proof", fileOf(proof));
  expect(JSON.parse(json.stdout)).toEqual({ verdict: "not-proved", why: "unknown" });
  const absent = await run("--no-state", "--proof", join(newFolder(), "none"));
  expect([absent.code, absent.stderr]).toEqual([2, expect.stringContaining("ENOENT")]);
  const both = await run("--no-state", "--proof", fileOf(proof), ".");
  expect([both.code, both.stderr]).toEqual([2, expect.stringContaining("Usage")]);
});

test("a text can't steer the terminal, and is shown as a text", async () => {
  const value = "gone\u001b[2J \u009b2J \u202eback";
  const says = { salt: "5a".repeat(32), value };
  const entry = { ...saying(0), says: commitmentOf(sha256, "text", says) };
  const leaf = encodeEntry(entryOf(entry));
  const { files } = await filesSignedBy(operator, [leaf]);
  const checkpoint = files.get("checkpoint") ?? Buffer.of();
  const carried = { leaf: fromUtf8(leaf) ?? "", texts: { says } };
  const file = fileOf(formatEntryProof(carried, { index: 0, hashes: [], checkpoint }));
  const said = await run("--no-state", "--key", key, "--proof", file);
  expect(said.code).toBe(0);
  expect(said.stdout).toContain('"gone\\u001b[2J \\u{9b}2J \\u{202e}back"');
});

interface Found {
  readonly fault: string;
  readonly made: string;
}

/** What torchwood (Go) says of each file. The parts are those of the file without a change. */
async function askGo(all: readonly (readonly [file: Uint8Array, parts: Uint8Array])[]) {
  const given = all.map(([file, parts]) => {
    const { extra, hashes, checkpoint, ...rest } = parseTlogProof(parts) ?? expect.fail("no proof");
    return {
      ...{ ...rest, key, origin: "log.example/log", proof: base64(file) },
      ...{ extra: base64(extra ?? Buffer.of()), checkpoint: base64(checkpoint) },
      hashes: hashes.map(base64),
    };
  });
  const said = await runProgram(peer, ["proofs"], [JSON.stringify(given)]);
  expect(said).toMatchObject({ code: 0, stderr: "" });
  return JSON.parse(said.stdout) as readonly Found[];
}

test("torchwood, in Go, makes the same file of the same parts and accepts it, for every entry", async () => {
  const all = upTo(size).map(proofAt);
  const found = await askGo(all.map((one) => [one, one]));
  expect(found).toHaveLength(size);
  for (const [at, { fault, made }] of found.entries()) {
    expect([at, fault, made]).toEqual([at, "", base64(all[at] ?? Buffer.of())]);
  }
});

test("torchwood refuses a change in each part of the file", async () => {
  const text = fromUtf8(proof) ?? "";
  const lines = text.split("\n");
  // Of each line the middle, which is neither padding nor white space.
  const changed = lines.flatMap((line, at) => {
    if (line === "") return [];
    const middle = Math.floor(line.length / 2);
    const other = line[middle] === "A" ? "B" : "A";
    return [lines.with(at, `${line.slice(0, middle)}${other}${line.slice(middle + 1)}`)];
  });
  expect(changed.length).toBeGreaterThan(12);
  const files = changed.map((one) => Buffer.from(one.join("\n")));
  const found = await askGo(files.map((one) => [one, proof]));
  for (const [at, { fault }] of found.entries()) {
    expect([changed[at], fault]).not.toEqual([changed[at], ""]);
    const ours = await run("--no-state", "--key", key, "--proof", fileOf(files[at] ?? Buffer.of()));
    expect(ours.code).toBe(1);
  }
});
