import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildPeer, runProgram } from "@graticule/verify/tests/ledger-peer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deskPeople, ordered, requestOf, runningMeeting } from "./desk-people.ts";
import { record } from "./ledger-faults.ts";
import { database, meetingServiceOfTests, service } from "./meeting-service.ts";

meetingServiceOfTests();
let scratch: string;
let url: string;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), "graticule-outsiders-"));
  const { port } = service.app.server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}/log`;
});
afterAll(async () => {
  rmSync(scratch, { recursive: true, force: true });
});

async function allIsShown(): Promise<void> {
  for (;;) {
    const next = new Promise<void>((resolve) => {
      const stop = service.deps.ledger.sequencer.onPublished(() => {
        stop();
        resolve();
      });
    });
    const { rows } = await database.pool.query(
      "SELECT size = published_size AND NOT EXISTS (SELECT FROM ledger_waiting) AS whole FROM ledger_head",
    );
    if (rows[0].whole === true) return;
    await next;
  }
}

test("an outsider downloads the verifier from the service, and checks everything, then only what is new (constitution 11)", async () => {
  const people = await deskPeople(service, database);
  const meeting = await runningMeeting(service, 12);
  await ordered(people, requestOf(people.authority, [meeting.code]));
  await record(database, 300);
  await allIsShown();
  const download = await fetch(`${url}/verify.mjs`);
  expect(download.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  const verifier = join(scratch, "verify.mjs");
  writeFileSync(verifier, Buffer.from(await download.arrayBuffer()));
  const verify = async (...options: readonly string[]) => {
    const state = join(scratch, "state.json");
    const args = [verifier, "--json", "--state", state, ...options, url];
    const { code, stdout } = await runProgram(process.execPath, args);
    return { code, ...JSON.parse(stdout) };
  };
  const first = await verify();
  expect(first).toMatchObject({ code: 0, verdict: "sound", trust: "first-use", from: 0 });
  expect(first.texts.shown).toBeGreaterThan(300);

  await record(database, 3);
  await allIsShown();
  const said = await verify();
  expect(said).toMatchObject({ code: 0, from: first.size, size: first.size + 3, trust: "kept" });
  expect(said.texts).toEqual({ shown: 3, takenDown: 0, missing: [], differs: [] });

  // Two people removed a text.
  const { reviewer, approver } = people;
  const path = "/api/desk/text-removals";
  const wanted = { entry: first.size, text: "says", ground: "personal-data" };
  const { json } = await reviewer.ask("POST", path, wanted);
  await approver.ask("POST", `${path}/${json.id}/decision`, { outcome: "confirmed" });
  await allIsShown();
  const all = await verify("--all");
  expect(all).toMatchObject({ code: 0, verdict: "sound", texts: { takenDown: 1, missing: [] } });
  expect(all.texts.shown).toBe(first.texts.shown + 2);
});

test("Go's own implementations accept the log that the service shows", async () => {
  await allIsShown();
  const peer = join(scratch, "ledger-peer");
  buildPeer(peer);
  const said = await runProgram(peer, ["check", url]);
  expect(said).toMatchObject({ code: 0, stdout: expect.stringContaining("SOUND") });
});
