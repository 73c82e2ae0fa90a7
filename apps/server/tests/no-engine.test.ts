import { randomUUID } from "node:crypto";
import { createOwnerStore, noEngine } from "@graticule/server/cluster/owner-store";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type ClusterWorld, type Instance, openClusterWorld } from "./cluster-of-programs.ts";
import { administrator } from "./harness.ts";

/** A service of two engines, none of which takes rooms: they are drained, or stopped. */
let world: ClusterWorld;
let at: Instance;
let cookie = "";

const ask = async (method: string, path: string, body?: object, cookies = cookie) => {
  const answer = await fetch(`${at.url}${path}`, {
    method,
    headers: {
      ...{ origin: "http://meet.test", cookie: cookies },
      ...(body && { "content-type": "application/json" }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const said = await answer.text();
  return { status: answer.status, cookies: answer.headers.getSetCookie(), said };
};

beforeAll(async () => {
  world = await openClusterWorld("127.0.0.0/8,FR,,,\n", { engines: 2 });
  at = await world.start({}, "world");
  const token = (await at.program.line("To set it up")).split("#").at(-1) ?? "";
  const { cookies } = await ask("POST", "/api/setup", { token, ...administrator });
  cookie = cookies.map((one) => one.split(";")[0]).join("; ");
});
afterAll(() => world?.stop());

const newMeeting = async (): Promise<string> => {
  const made = await ask("POST", "/api/meetings", { title: "Talk" });
  expect(made.status).toBe(201);
  return JSON.parse(made.said).code;
};

/** As a guest. */
const join = async (code: string) => {
  const { status, said } = await ask("POST", `/api/meetings/${code}/joins`, { name: "Ana" }, "");
  const { code: problem, reason } = JSON.parse(said);
  return { status, problem, reason };
};

const engineOf = async (code: string): Promise<string | undefined> => {
  const { rows } = await world.database.pool.query(
    "SELECT engine FROM room_owner JOIN meeting USING (room) WHERE code = $1",
    [code],
  );
  return rows[0]?.engine;
};

/** Until this instance knows that no engine takes rooms. Those it got before that have a place. */
const noneIsOpen = () =>
  vi.waitFor(
    async () => {
      const code = await newMeeting();
      await join(code);
      expect(await engineOf(code)).toBe(noEngine);
    },
    { timeout: 20_000, interval: 250 },
  );

const noMedia = { status: 503, problem: "cannot-check", reason: "no-media" };
const notFrance = { deny: [{ kind: "place", code: "FR" }] };

/** What a host and a backend do without media. */
async function managesAll(code: string): Promise<void> {
  const url = `/api/meetings/${code}/manage`;
  const asked = [
    await ask("GET", url),
    await ask("PATCH", url, { title: "Talks" }),
    await ask("POST", `${url}/rule/preview`, notFrance),
    await ask("PUT", `${url}/rule`, notFrance),
    await ask("GET", `/api/meetings/${code}/door`, undefined, ""),
  ];
  expect(asked.map(({ status }) => status)).toEqual([200, 204, 200, 200, 200]);
  // Whom the rule keeps out is refused, and not asked to wait for an engine.
  expect(await join(code)).toMatchObject({ status: 403, problem: "refused" });
  expect((await ask("DELETE", `${url}/rule`)).status).toBe(204);
  expect(await join(code)).toEqual(noMedia);
}

// Broken on purpose, each alone: a room is claimed only with an engine; one without is served or moving; it
// isn't placed once there is an engine; one that has a place loses it.
test("without an engine that takes rooms hosts see, change and end meetings, the door refuses, and only joins wait", async () => {
  const [before, drained, stopped, over] = [
    await newMeeting(),
    await newMeeting(),
    await newMeeting(),
    await newMeeting(),
  ];
  expect((await join(before)).status).toBe(200);
  expect(await engineOf(before)).toMatch(/^engine-[01]$/);

  world.drain(["engine-0", "engine-1"]);
  await noneIsOpen();
  await managesAll(drained);
  const rule = await world.ask(at, "PUT", "/api/rooms/drop-in/rule", notFrance);
  expect(rule.status).toBe(200);
  expect((await world.sit(at, "drop-in", "ann", "127.0.0.1").answer).status).toBe(403);
  expect((await world.sit(at, "other", "ann", "127.0.0.1").answer).status).toBe(503);
  // A room that has a place stays there, and people come to it.
  expect((await join(before)).status).toBe(200);

  for (const { child } of world.engines) process.kill(child.identity.pid, "SIGKILL");
  const silent = async () => {
    const { said } = await ask("GET", "/api/admin/status");
    return JSON.parse(said).cluster.engines.map(({ state }: { state: string }) => state);
  };
  await vi.waitFor(async () => expect(await silent()).toEqual(["silent", "silent"]), 20_000);
  await managesAll(stopped);
  expect((await ask("POST", `/api/meetings/${over}/manage/end`)).status).toBe(204);
  expect((await join(over)).status).toBe(410);

  // As when its owner has died: who takes it over leaves it where its people are.
  const store = createOwnerStore(world.database.db);
  const { rows } = await world.database.pool.query(
    `UPDATE room_owner SET instance = NULL FROM instance i, meeting m
     WHERE room_owner.instance = i.id AND m.room = room_owner.room AND m.code = $1
     RETURNING m.room, i.id AS instance, engine`,
    [before],
  );
  const { room, instance, engine } = rows[0];
  expect(engine).toMatch(/^engine-[01]$/);
  const claim = { room, instance, id: randomUUID(), engine: noEngine, engineIn: {}, usable: [] };
  expect(await store.claim(claim)).toEqual({ kind: "ours", engine, tookOver: true });

  await world.restart(0);
  world.drain([]);
  const isBack = async () => expect((await join(stopped)).status).toBe(200);
  await vi.waitFor(isBack, { timeout: 20_000, interval: 250 });
  // People are let in once there is an engine to which the room moves.
  await vi.waitFor(async () => expect(await engineOf(stopped)).toBe("engine-0"), 20_000);
});
