import { meetingManaged } from "@graticule/api/meetings";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Ground, startGround } from "./cluster-ground.ts";
import { administrator } from "./harness.ts";

/** A meeting whose host chooses the region of its media server, at an operator with one engine in each of two. */
let ground: Ground;
let url: string;
let cookie: string;

const ask = (method: string, path: string, body?: object, more: object = {}): Promise<Response> =>
  fetch(`${url}${path}`, {
    method,
    headers: {
      ...{ origin: url, cookie },
      ...(body && { "content-type": "application/json" }),
      ...more,
    },
    ...(body && { body: JSON.stringify(body) }),
  });

beforeAll(async () => {
  ground = await startGround("127.0.0.0/8,FR,,,\n");
  const { program, port } = await ground.start("A", "http://meet.test");
  url = "http://meet.test";
  const link = (await program.line("To set it up")).split("#").at(-1) ?? "";
  url = `http://127.0.0.1:${port}`;
  cookie = "";
  const headers = { origin: "http://meet.test" };
  const set = await ask("POST", "/api/setup", { token: link, ...administrator }, headers);
  cookie = set.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
});
afterAll(() => ground?.stop());

const soon = { timeout: 15_000, interval: 100 };

// Broken on purpose, each alone: a room begins on any engine; it doesn't move to a region chosen later; it
// goes to another region without an engine in its own; joins or the gate let people in then; a region
// without an engine can be chosen.
test("a meeting is on an engine of its region alone: without one nobody joins, and the host sees why", async () => {
  const own = { origin: "http://meet.test" };
  const made = await ask("POST", "/api/meetings", { title: "Talk", mediaRegion: "south" }, own);
  expect(made.status).toBe(201);
  const { code } = (await made.json()) as { code: string };
  const room = await ground.roomOf(code);
  const change = (mediaRegion: string | null) =>
    ask("PATCH", `/api/meetings/${code}/manage`, { mediaRegion }, own);
  const servers = async () => {
    const read = await ask("GET", `/api/meetings/${code}/manage`);
    return meetingManaged.parse(await read.json()).mediaServers;
  };
  const join = async () => {
    const answer = await ask("POST", `/api/meetings/${code}/joins`, { name: "Ana" }, own);
    return { status: answer.status, said: (await answer.json()) as Record<string, string> };
  };
  const regions = ["north", "south"];

  expect(await servers()).toEqual({ regions, chosen: { region: "south", state: "up" } });
  expect((await join()).status).toBe(200);
  expect(await ground.engineOf(room)).toBe("engine-2");
  const unknown = await change("east");
  expect([unknown.status, await unknown.json()]).toMatchObject([
    400,
    { code: "invalid", errors: [{ pointer: "/mediaRegion" }] },
  ]);
  expect((await change("north")).status).toBe(204);
  await vi.waitFor(async () => expect(await ground.engineOf(room)).toBe("engine-1"), soon);
  const { token } = (await join()).said;

  process.kill(ground.engine.child.identity.pid, "SIGKILL");
  const chosen = { region: "north", state: "down" };
  await vi.waitFor(async () => expect(await servers()).toEqual({ regions, chosen }), soon);
  const away = { status: 503, code: "cannot-check", reason: "media-region" };
  expect(await join()).toMatchObject({ status: 503, said: away });
  const asked = await fetch(`${url}/rtc/validate?access_token=${token}`);
  expect(await asked.json()).toMatchObject(away);
  const refused = { code: "conflict", reason: "media-region" };
  expect(await (await change("north")).json()).toMatchObject(refused);
  expect(await ground.engineOf(room)).toBe("engine-1");

  ground.strike("engine-1");
  const gone = { regions: [], chosen: { region: "north", state: "unlisted" } };
  await vi.waitFor(async () => expect(await servers()).toEqual(gone), soon);
  expect(await join()).toMatchObject({ status: 503, said: away });
  expect((await change(null)).status).toBe(204);
  await vi.waitFor(async () => expect(await ground.engineOf(room)).toBe("engine-2"), soon);
  expect((await join()).status).toBe(200);
});
