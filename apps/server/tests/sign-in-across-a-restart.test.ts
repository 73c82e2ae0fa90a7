import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startTestDatabase, type TestDatabase } from "./harness.ts";
import {
  type MeetingService,
  newMeetingOf,
  startMeetingService,
  type Visitor,
} from "./meeting-service.ts";
import { type Browser, newPerson } from "./people-service.ts";

/** The service, which alone knows with which session a page came, restarts while its tokens last. */

let database: TestDatabase;
let dataDir: string;
beforeAll(async () => {
  database = await startTestDatabase();
  dataDir = mkdtempSync(join(tmpdir(), "graticule-sign-in-"));
});
afterAll(async () => {
  await database?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** With the token that a page has. */
async function asksGate({ app }: MeetingService, { answer }: Visitor): Promise<number> {
  const { port } = app.server.address() as AddressInfo;
  const query = new URLSearchParams({ access_token: answer.json.token });
  return (await fetch(`http://127.0.0.1:${port}/rtc/validate?${query}`)).status;
}

const headersOf = (browser: Browser) => ({
  headers: { cookie: browser.cookie(), origin: "http://meet.test" },
});

// Was: in, past lobby and lock, for the ten minutes of the token. Broken on purpose: a token without its session; a gate that
// doesn't ask; one that asks nothing while it knows the join of a page that brought it back.
test("after a restart no page comes in with a token whose sign-in has ended, and all others do", async () => {
  const before = await startMeetingService(database, { dataDir });
  const [owner, stays] = [await newPerson(before, "ends"), await newPerson(before, "stays")];
  const meeting = await newMeetingOf(before, owner);
  const ended = await before.comes(meeting, "Ends", headersOf(owner));
  const lasting = await before.comes(meeting, "Stays", headersOf(stays));
  const guest = await before.comes(meeting, "Guest");
  for (const one of [ended, lasting, guest]) expect(await asksGate(before, one)).not.toBe(404);
  const claims = Buffer.from(ended.answer.json.token.split(".")[1], "base64url").toString();
  const { rows } = await database.pool.query("SELECT id FROM sign_in");
  for (const { id } of rows) expect(claims).not.toContain(id);
  expect((await owner.auth("/sign-out", {})).status).toBe(200);
  await before.stop();

  const after = await startMeetingService(database, { dataDir });
  const { guard } = after.deps.people;
  expect(await asksGate(after, ended)).toBe(404);
  expect(await asksGate(after, lasting)).not.toBe(404);
  expect(await asksGate(after, guest)).not.toBe(404);
  // Its page is back, and its session not asked for yet.
  after.deps.presence.joins.prove({ id: ended.joinId, key: ended.key });
  expect(await asksGate(after, ended)).toBe(404);
  // While the database can't be asked, people come in.
  const lasts = vi.spyOn(guard, "lasts").mockRejectedValue(new Error("away"));
  expect(await asksGate(after, ended)).not.toBe(404);
  lasts.mockRestore();
  await after.stop();
});
