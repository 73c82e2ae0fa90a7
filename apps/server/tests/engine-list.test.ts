import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createLiveKit } from "@graticule/server/media/livekit";
import { openMedia } from "@graticule/server/media/open-media";
import { openScope } from "@graticule/server/processes/scope";
import { pino } from "pino";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import {
  makeTestFolder,
  startTestDatabase,
  startTestEngine,
  type TestDatabase,
  type TestEngine,
} from "./harness.ts";

let database: TestDatabase;
let first: TestEngine;
let second: TestEngine;

beforeAll(async () => {
  [database, first, second] = await Promise.all([
    startTestDatabase(),
    startTestEngine(),
    startTestEngine(),
  ]);
});
afterAll(async () => {
  await database?.stop();
  await Promise.all([first?.stop(), second?.stop()]);
});

const entryOf = (id: string, { url, key, secret }: TestEngine, more = {}) => ({
  id,
  url,
  key,
  secret,
  ...more,
});

/** The engines of a list file, and what is said of them in the log. */
async function opened(text: string) {
  const folder = makeTestFolder();
  onTestFinished(() => folder.remove());
  const listFile = join(folder.path, "engines.json");
  /** As an editor or a deployment does it, at once. */
  const write = (next: string): void => {
    writeFileSync(`${listFile}.new`, next);
    renameSync(`${listFile}.new`, listFile);
  };
  write(text);
  const lines: string[] = [];
  const log = pino({ level: "info" }, { write: (line) => void lines.push(line) });
  const scope = openScope();
  onTestFinished(() => scope.close());
  const source = { listFile };
  const config = { cluster: undefined };
  const ports = { db: database.db, log, source, config, marked: true, evict: undefined };
  const engines = await openMedia(ports, scope);
  const states = () => engines.all().map(({ id, state }) => `${id} ${state}`);
  return { engines, states, write, said: () => lines.join("\n") };
}

async function markAsOthers(engine: TestEngine): Promise<void> {
  const { url, key: id, secret } = engine;
  const owner = { mark: "22222222-2222-4222-8222-222222222222", onOther: () => undefined };
  const other = createLiveKit({ url, key: { id, secret }, owner });
  onTestFinished(async () => {
    await other.unclaim();
    other.close();
  });
  expect(await other.claim()).toBe("ours");
}

test("an engine in the list with another database's mark is named at the start, and never used when it is added later", async () => {
  const list = [entryOf("one", first), entryOf("two", second)];
  await markAsOthers(second);
  await expect(opened(JSON.stringify(list))).rejects.toThrow("The media engine two in the list");
  const { engines, states, write } = await opened(JSON.stringify(list.slice(0, 1)));
  write(JSON.stringify(list));
  await vi.waitFor(() => expect(engines.find("two")?.isOthers).toBe(true), 8_000);
  expect(states()).toEqual(["one open", "two silent"]);
});

test("a changed list is followed without a restart, and a broken one changes nothing and is named without a secret", async () => {
  const { states, write, said } = await opened(JSON.stringify([entryOf("one", first)]));
  expect(states()).toEqual(["one open"]);
  write(JSON.stringify([entryOf("one", first, { draining: true }), entryOf("two", second)]));
  await vi.waitFor(() => expect(states()).toEqual(["one draining", "two open"]), 8_000);
  write(`[{"id":"one","secret":"${first.secret}",]`);
  await vi.waitFor(() => expect(said()).toContain("isn't JSON"), 8_000);
  expect(states()).toEqual(["one draining", "two open"]);
  expect(said()).not.toContain(first.secret);
});

test("a list that can't be used keeps the service from starting, with what to do", async () => {
  await expect(opened("[]")).rejects.toMatchObject({
    code: "engine",
    message: "The list of media engines at MEDIA_ENGINES must be a list, […], of 1 to 200 engines.",
  });
});
