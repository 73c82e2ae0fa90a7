import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeEntry } from "@graticule/ledger/leaf";
import { formatNote, formatNoteKey, parseNote } from "@graticule/ledger/note";
import { entryOf } from "@graticule/ledger/tests/sample-log";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { runProgram } from "./ledger-peer.ts";
import {
  dayOfLogs,
  filesSignedBy,
  type LogFiles,
  leavesOf,
  saying,
  signerFrom,
  textFiles,
  upTo,
  writeFolder,
} from "./signed-log.ts";

const verifier = join(import.meta.dirname, "../dist/verify.mjs");
const operator = signerFrom(7);

beforeAll(() => {
  if (!existsSync(verifier)) throw new Error("Build it first: node scripts/prepare.mjs --verifier");
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "graticule-verify-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function logOf(count: number): Promise<LogFiles> {
  const { files } = await filesSignedBy(operator, leavesOf(upTo(count)));
  return new Map([...files, ...textFiles(upTo(count))]);
}

/**
 * Serves files as any file server does.
 *
 * @param first may answer before it
 */
async function serve(log: { files: LogFiles }, first?: RequestListener): Promise<string> {
  const server = createServer((request, response) => {
    first?.(request, response);
    if (response.writableEnded || response.headersSent) return;
    const bytes = log.files.get((request.url ?? "").replace(/^\/log\//, ""));
    response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** On the day of these logs, unless `args` names another one. */
const run = (...args: readonly string[]) =>
  runProgram(process.execPath, [verifier, "--as-of", dayOfLogs, ...args]);

test("it audits a log from its beginning, then only what is new, and remembers what it saw", async () => {
  const log = { files: await logOf(300) };
  const url = await serve(log);
  const state = join(newFolder(), "deeper", "state.json");
  const first = await run("--state", state, `${url}/log/`);
  expect(first).toMatchObject({ code: 0, stderr: "" });
  expect(first.stdout).toContain("SOUND: log.example/log, 300 entries");
  expect(first.stdout).toContain("TAKEN ON TRUST");
  expect(first.stdout).toMatch(/300 match their commitments$/m);
  expect(statSync(state).mode & 0o777).toBe(0o600);
  log.files = await logOf(600);
  // The service's own address does, too.
  const second = await run("--state", state, "--json", url);
  expect(JSON.parse(second.stdout)).toMatchObject({
    verdict: "sound",
    size: 600,
    from: 300,
    trust: "kept",
    findings: [],
    texts: { shown: 300, takenDown: 0, missing: [], differs: [] },
  });
  const again = await run("--state", state, "--json", "--all", url);
  expect(JSON.parse(again.stdout)).toMatchObject({ from: 0, texts: { shown: 600 } });
  // A mirror of the same log, as a folder: what is known about the log counts there too.
  const mirror = writeFolder(join(newFolder(), "mirror"), await logOf(400));
  const older = await run("--state", state, mirror);
  expect(older.code).toBe(1);
  expect(older.stdout).toContain("the first bad index is 400");
  expect(older.stdout).toContain("HISTORY WAS CUT");
});

test("a changed key is reported loudly, and a new one that signs beside the known one is accepted", async () => {
  const state = join(newFolder(), "state.json");
  const log = { files: await logOf(20) };
  const url = await serve(log);
  expect((await run("--state", state, url)).code).toBe(0);
  const other = signerFrom(8);
  const known = log.files;
  const byOther = (await filesSignedBy(other, leavesOf(upTo(20)))).files;
  log.files = new Map([...known, ...byOther]);
  const before = readFileSync(state, "utf8");
  const changed = await run("--state", state, url);
  expect(changed.code).toBe(1);
  expect(changed.stdout).toContain("THE KEY CHANGED");
  expect(changed.stdout).toContain(formatNoteKey(other.key));
  expect(readFileSync(state, "utf8")).toBe(before);

  const notes = [known, byOther].map((files) => parseNote(files.get("checkpoint") ?? Buffer.of()));
  const signatures = notes.flatMap((note) => note?.signatures ?? []);
  const both = formatNote({ text: notes[0]?.text ?? "", signatures });
  const keys = [operator.key, other.key].map((key) => `${formatNoteKey(key)}\n`).join("");
  log.files = new Map([...known, ["checkpoint", both], ["key", Buffer.from(keys)]]);
  const replaced = await run("--state", state, url);
  expect(replaced.code).toBe(0);
  expect(replaced.stdout).toContain(`is known from now on: ${formatNoteKey(other.key)}`);
  log.files = new Map([...known, ...byOther]);
  expect((await run("--state", state, url)).code).toBe(0);
  // A reader who has the old line from elsewhere is not satisfied.
  const line = formatNoteKey(operator.key);
  expect((await run("--no-state", "--key", line, url)).code).toBe(1);
  expect((await run("--no-state", "--key", formatNoteKey(other.key), url)).code).toBe(0);
});

test("a missing or changed text is found, and one that an entry removed is not reported", async () => {
  const removal = { kind: "text-removed", day: "2026-11-25", entry: 3, text: "says" };
  const leaves = [...leavesOf(upTo(9)), encodeEntry(entryOf({ ...removal, ground: "mistake" }))];
  const { files } = await filesSignedBy(operator, leaves);
  const texts = new Map(textFiles(upTo(9)));
  texts.delete("text/3/says.json");
  const place = join(newFolder(), "log");
  const sound = await run("--no-state", writeFolder(place, new Map([...files, ...texts])));
  expect(sound.code).toBe(0);
  expect(sound.stdout).toContain("8 match their commitments, 1 taken down, as an entry says");
  rmSync(join(place, "text/5/says.json"));
  writeFileSync(join(place, "text/6/says.json"), texts.get("text/7/says.json") ?? "");
  writeFileSync(join(place, "text/7/says.json"), "[]");
  const broken = await run("--no-state", place);
  expect(broken.code).toBe(1);
  expect(broken.stdout).toContain("PROMISES BROKEN");
  expect(broken.stdout).toContain("5/says is not shown, but no entry says");
  expect(broken.stdout).toContain("6/says doesn’t match the commitment in its entry");
  expect(broken.stdout).toContain("7/says doesn’t match the commitment in its entry");
  expect((await run("--no-state", "--no-texts", place)).code).toBe(0);

  const state = join(newFolder(), "state.json");
  const look = async (...args: readonly string[]) =>
    JSON.parse((await run("--state", state, "--json", ...args, place)).stdout);
  const wrong = { missing: ["5/says"], differs: ["6/says", "7/says"] };
  const found = { verdict: "promises-broken", from: 0, texts: wrong };
  const skipped = { verdict: "sound" };
  expect(await look("--no-texts")).toMatchObject({ ...skipped, from: 0 });
  expect(await look("--no-texts")).toMatchObject({ ...skipped, from: 10 });
  expect(await look()).toMatchObject(found);
  expect(await look()).toMatchObject(found);
  expect(await look("--no-texts")).toMatchObject({ ...skipped, from: 0 });
  expect(await look()).toMatchObject(found);
  for (const [path, text] of texts) writeFileSync(join(place, path), text);
  expect(await look()).toMatchObject({ verdict: "sound", from: 0, texts: { shown: 8 } });
  expect(await look()).toMatchObject({ verdict: "sound", from: 10 });
});

test("a broken promise of sealed slots is reported, and the log is one whole", async () => {
  const slot = { kind: "sealed-slot", day: "2026-11-25", slot: 3, holds: "ab".repeat(32) };
  const leaves = [encodeEntry(saying(0)), encodeEntry(entryOf(slot))];
  const { files } = await filesSignedBy(operator, leaves);
  const place = writeFolder(newFolder(), new Map([...files, ...textFiles([0])]));
  const said = await run("--no-state", place);
  expect(said.code).toBe(1);
  expect(said.stdout).toContain("entry 1: a sealed slot is missing before this one");
});

test("a mirror that kept only the full tile serves for the partial one (c2sp.org/tlog-tiles)", async () => {
  const { files } = await filesSignedBy(operator, leavesOf(upTo(200)));
  const whole = (await filesSignedBy(operator, leavesOf(upTo(256)))).files;
  const mirror = new Map([...whole, ...textFiles(upTo(200))]);
  mirror.set("checkpoint", files.get("checkpoint") ?? Buffer.of());
  mirror.set("tile/1/000.p/1", Buffer.of());
  const said = await run("--no-state", writeFolder(newFolder(), mirror));
  expect(said).toMatchObject({ code: 0 });
});

test("what can't be reached, is no log, or answers without end is not checked, and says why", async () => {
  const files = await logOf(3);
  const missing = new Map(files);
  missing.delete("tile/0/000.p/3");
  const nothing = await run("--no-state", await serve({ files: new Map() }));
  expect(nothing.code).toBe(2);
  expect(nothing.stderr).toContain("404");
  const lost = await run("--no-state", await serve({ files: missing }));
  expect(lost.code).toBe(1);
  expect(lost.stdout).toContain("the first bad index is 0\n  a file is missing (404)");
  const endless = await serve({ files }, (request, response) => {
    if (!request.url?.endsWith("/checkpoint")) return;
    response.writeHead(200);
    const pour = () => {
      while (response.write(Buffer.alloc(65_536))) if (response.destroyed) return;
      if (!response.destroyed) response.once("drain", pour);
    };
    pour();
  });
  const long = await run("--no-state", endless);
  expect([long.code, long.stderr]).toEqual([2, expect.stringContaining("too long")]);
  for (const [word, ...args] of [
    ["give an http or https address", "file:///etc/passwd"],
    ["give an http or https address", "ftp://log.example/log"],
    ["only the address", "https://log.example/log?a=b"],
    ["Usage", "one", "two"],
    ["Usage"],
    ["not a key line", "--key", "nothing", "."],
    ["Unknown option", "--nonsense", "."],
    ["404", newFolder()],
  ] as const) {
    const said = await run("--no-state", ...args);
    expect([said.code, said.stderr]).toEqual([2, expect.stringContaining(word)]);
  }
});

test("an endless file that arrives in parts of exactly the limit is not checked", async () => {
  const mirror = writeFolder(newFolder(), await logOf(3));
  rmSync(join(mirror, "checkpoint"));
  // Read in parts of 64 KiB: sixteen of them are the limit, and there is always another one.
  symlinkSync("/dev/zero", join(mirror, "checkpoint"));
  const said = await run("--no-state", mirror);
  expect(said.code).toBe(2);
  expect(said.stderr).toMatch(/^NOT CHECKED: .*checkpoint is too long/);
});

test("a network fault is retried, an answer is not", async () => {
  const files = await logOf(3);
  let asked = 0;
  const shaky = await serve({ files }, (request, response) => {
    if (!request.url?.endsWith("/checkpoint")) return;
    asked += 1;
    if (asked === 1) request.socket.destroy();
    if (asked === 2) response.writeHead(503, { "retry-after": "0" }).end();
  });
  expect((await run("--no-state", `${shaky}/log`)).code).toBe(0);
  expect(asked).toBe(3);
  const broken = await serve({ files }, (_, response) => {
    asked += 1;
    response.writeHead(500).end();
  });
  const said = await run("--no-state", `${broken}/log`);
  expect([said.code, said.stderr, asked]).toEqual([2, expect.stringContaining("answered 500"), 4]);
});

test("what it remembers is evidence: if damaged, it is not overwritten", async () => {
  const place = writeFolder(newFolder(), await logOf(3));
  const state = join(newFolder(), "state.json");
  expect((await run("--state", state, place)).code).toBe(0);
  const good = readFileSync(state, "utf8");
  const { logs } = JSON.parse(good);
  const root = logs["log.example/log"].audited.root;
  const other = `${root[0] === "A" ? "B" : "A"}${root.slice(1)}`;
  for (const text of ["", good.slice(0, 60), good.replace(root, other), "{}"]) {
    writeFileSync(state, text);
    const said = await run("--state", state, place);
    expect([said.code, said.stderr]).toEqual([2, expect.stringContaining("your evidence")]);
    expect(readFileSync(state, "utf8")).toBe(text);
  }
});
