import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatNoteKey, type NoteKey } from "@graticule/ledger/note";
import { type Kept, nothingKept } from "@graticule/verify/kept";
import { type LogReport, verifyLog } from "@graticule/verify/verify-log";
import { expect, onTestFinished, test } from "vitest";
import { runProgram } from "./ledger-peer.ts";
import { peerOfTests } from "./peer-of-tests.ts";
import { randomFrom } from "./random.ts";
import {
  dayOfLogs,
  filesSignedBy,
  type LogFiles,
  type LogSigner,
  leavesOf,
  signerFrom,
  upTo,
  writeFolder,
} from "./signed-log.ts";
import { everyBit, firstBadIndex, type Tampering, tamperAtRandom } from "./tamperings.ts";

const soak = process.env["GRATICULE_SOAK"] === "1";
const peer = peerOfTests();
const verifier = join(import.meta.dirname, "../dist/verify.mjs");
const operator = signerFrom(7);

const verify = (
  files: LogFiles,
  how: { readonly kept?: Kept; readonly keys?: readonly NoteKey[]; readonly all?: true } = {},
): Promise<LogReport> =>
  verifyLog({
    source: { place: "memory", read: async (path) => files.get(path) },
    kept: nothingKept,
    keys: [],
    all: false,
    texts: false,
    today: dayOfLogs,
    tell: () => {},
    ...how,
  });

/** The index the report names; -1: the checkpoint; undefined: it found nothing. */
function named(report: LogReport): number | undefined {
  if (report.verdict !== "bad") return undefined;
  return report.fault.what === "checkpoint" ? -1 : report.fault.index;
}

async function keptOf(files: LogFiles): Promise<Kept> {
  const report = await verify(files);
  if (report.verdict !== "sound") return expect.fail("not sound");
  return report.kept;
}

async function expectFound(truth: LogFiles, { what, files }: Tampering): Promise<void> {
  const index = named(await verify(files, { keys: [operator.key] }));
  if (index !== firstBadIndex(truth, files)) {
    expect.fail(`${what}: named ${index} instead of ${firstBadIndex(truth, files)}`);
  }
}

/** Broken on purpose: an audit that compares only the first 31 bytes of a hash is found here. */
test("every bit of a small log counts: tiles, bundles and checkpoint, each named by the first bad index (attack 33)", async () => {
  const { files } = await filesSignedBy(operator, leavesOf(upTo(5)));
  let count = 0;
  for (const tampering of everyBit(files)) {
    await expectFound(files, tampering);
    count += 1;
  }
  expect(count).toBeGreaterThan(10_000);
}, 600_000);

test("cut, lengthened, shifted, swapped, reordered or removed: the first bad index is named (attack 33)", async () => {
  const { files } = await filesSignedBy(operator, leavesOf(upTo(300)));
  expect((await verify(files)).verdict).toBe("sound");
  const number = soak ? Date.now() % 2 ** 31 : 20_261_125;
  const random = randomFrom(number);
  for (let done = 0; done < (soak ? 10_000 : 1_000); ) {
    const tampering = tamperAtRandom(files, random);
    if (tampering === undefined) continue;
    await expectFound(files, tampering);
    done += 1;
  }
}, 600_000);

test("any earlier auditor finds a history that the operator rewrites and signs, named by its first changed entry (attack 33)", async () => {
  const kept = await keptOf((await filesSignedBy(operator, leavesOf(upTo(300)))).files);
  const random = randomFrom(3);
  for (let round = 0; round < 60; round += 1) {
    const at = round % 2 === 0 ? 256 + random(44) : random(256);
    const size = 300 + (round % 3) * random(300);
    const told = leavesOf(upTo(size).with(at, 1_000));
    const report = await verify((await filesSignedBy(operator, told)).files, { kept });
    // Further back the reader keeps one hash per tile.
    expect(named(report)).toBe(at < 256 ? 0 : at);
  }
});

test("two entries swapped with their hashes are named by their tile or, if nothing was kept, by the root (attack 33)", async () => {
  const { files } = await filesSignedBy(operator, leavesOf(upTo(300)));
  const swapped = (one: number, other: number) => upTo(300).with(one, other).with(other, one);
  for (const [one, other, path, index] of [
    [7, 200, "000", 0],
    [260, 299, "001.p/44", 0],
  ] as const) {
    const changed = await filesSignedBy(operator, leavesOf(swapped(one, other)));
    const of = (name: string) => [name, changed.files.get(name) ?? Buffer.of()] as const;
    const mixed = new Map([...files, of(`tile/0/${path}`), of(`tile/entries/${path}`)]);
    expect(named(await verify(mixed))).toBe(index);
    // An earlier auditor has nothing to read, unless they start over.
    const found = await verify(mixed, { kept: await keptOf(files), all: true });
    expect(named(found)).toBe(one < 256 ? 0 : one);
  }
});

test("rolled back, from another log, or signed by another key: all are found (attack 33)", async () => {
  const { files } = await filesSignedBy(operator, leavesOf(upTo(300)));
  const kept = await keptOf(files);
  const older = await filesSignedBy(operator, leavesOf(upTo(270)));
  expect(named(await verify(older.files, { kept }))).toBe(270);
  const of = async (signer: LogSigner) =>
    await verify((await filesSignedBy(signer, leavesOf(upTo(300)))).files, { kept });
  for (const signer of [signerFrom(8), signerFrom(7, "other.example/log")]) {
    expect(await of(signer)).toMatchObject({
      verdict: "bad",
      fault: { what: "checkpoint", why: "unknown" },
      keys: [formatNoteKey(operator.key)],
      shownKeys: [formatNoteKey(signer.key)],
    });
  }
});

test("the program and Go's own implementations name the same place, and accept what is whole", async () => {
  const scratch = mkdtempSync(join(tmpdir(), "graticule-tampering-"));
  onTestFinished(() => rmSync(scratch, { recursive: true, force: true }));
  const { files } = await filesSignedBy(operator, leavesOf(upTo(300)));
  const random = randomFrom(11);
  // Longer than any tile of a log: it once claimed that nothing could be checked.
  const tooLong = new Map([...files, ["tile/0/001.p/44", new Uint8Array(9_000)]]);
  const all: Tampering[] = [
    { what: "nothing", files },
    { what: "a tile that is too long", files: tooLong },
  ];
  while (all.length < (soak ? 300 : 40)) {
    const tampering = tamperAtRandom(files, random);
    if (tampering !== undefined) all.push(tampering);
  }
  const folders = all.map(({ files }, at) => writeFolder(join(scratch, String(at)), files));
  const go = await runProgram(peer, ["check", ...folders]);
  expect(go.code).toBe(1);
  const theirs = go.stdout.trimEnd().split("\n");
  expect(theirs.shift()).toBe(`SOUND: ${folders.shift()}: 300 entries`);
  for (const [at, { what, files: told }] of all.slice(1).entries()) {
    const word = placeOf(firstBadIndex(files, told));
    expect(`${what}: ${theirs[at]}`).toContain(word);
    // A process for each takes long.
    if (at >= (soak ? 100 : 4)) continue;
    const args = [verifier, "--no-state", "--as-of", dayOfLogs, folders[at] ?? ""];
    const ours = await runProgram(process.execPath, args);
    expect(ours.code).toBe(1);
    expect(`${what}: ${ours.stdout}`).toContain(word);
  }
}, 600_000);

const placeOf = (index: number) => (index < 0 ? "checkpoint" : `the first bad index is ${index}`);
