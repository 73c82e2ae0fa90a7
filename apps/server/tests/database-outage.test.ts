import { soleOwner } from "@graticule/server/cluster/owners";
import { createRoomStore } from "@graticule/server/rooms/store";
import { createRoomDirectory } from "@graticule/server/rooms/stored-room-directory";
import { expect, test } from "vitest";
import { everyoneExcept, from, startApiService } from "./api-service.ts";
import { startTestDatabase } from "./harness.ts";
import { order } from "./orders.ts";

const silentFeed = { onChange: () => () => undefined, onFresh: () => () => undefined };

test("while the database is away rooms in use go on by what was read last, others wait, and what needs the database is an outage (attack 16)", async () => {
  const database = await startTestDatabase();
  const service = await startApiService(database);
  try {
    const { code, bearer } = await service.newMeeting({ rule: everyoneExcept("CN") });
    const idle = await service.newMeeting();
    const { directory, feed } = service.deps;
    // What still hears of its making would keep the idle one in memory.
    await feed.catchUp();
    directory.dropIdle(() => false);
    expect(directory.findMeeting(code)).toBeDefined();
    directory.dropIdle(() => false);
    await database.postgres.stop();
    const waits = await service.ask("POST", `/api/meetings/${idle.code}/joins`, {
      from: from.france,
      body: { name: "Ana" },
    });
    expect(waits.json).toMatchObject({ status: 503, code: "cannot-check" });
    const join = (address: string) =>
      service.ask("POST", `/api/meetings/${code}/joins`, { from: address, body: { name: "Ana" } });
    expect((await join(from.france)).status).toBe(200);
    expect((await join(from.china)).status).toBe(403);
    const path = `/api/meetings/${code}/manage`;
    const put = await service.ask("PUT", `${path}/rule`, {
      headers: bearer,
      body: everyoneExcept("FR"),
    });
    expect(put.json).toMatchObject({ status: 503, code: "cannot-check" });
    expect(put.headers["retry-after"]).toBeDefined();
    const health = await service.ask("GET", "/healthz");
    expect(health).toMatchObject({ status: 503, json: { database: "failing", engine: "ok" } });
    const ready = await service.ask("GET", "/readyz");
    expect(ready).toMatchObject({ status: 200, json: { status: "ready" } });
    expect((await join(from.france)).status).toBe(200);
  } finally {
    await service.stop();
    await database.stop();
  }
});

test("a snapshot of 15 minutes is too old, and an order in it ends on time (attack 16)", async () => {
  const database = await startTestDatabase();
  const service = await startApiService(database);
  const clock = { nowMs: 0 };
  let isDown = false;
  const real = createRoomStore(database.db);
  const directory = await createRoomDirectory({
    feed: silentFeed,
    monotonicNowMs: () => clock.nowMs,
    store: {
      ...real,
      load: (rooms) => (isDown ? Promise.reject(new Error("down")) : real.load(rooms)),
      register: (room, account) =>
        isDown ? Promise.reject(new Error("down")) : real.register(room, account),
    },
  });
  try {
    const { room } = await service.newMeeting();
    await order(database, room, ["CN"], { untilMs: 600_000 });
    expect(await directory.load(room)).toBe("loaded");
    isDown = true;
    await expect(directory.refresh({ kind: "room", room })).rejects.toThrow();
    expect(await directory.bind("new-room", "nobody")).toBe("outage");
    const { createJudge } = await import("@graticule/server/decision/judge");
    const judge = createJudge({
      owners: soleOwner("engine"),
      directory,
      seats: service.deps.presence.seats,
      locator: service.deps.decision.connectionLocator,
      suspects: { has: () => false },
      waiting: service.deps.presence.joins,
    });
    const kind = () => {
      const verdict = judge.judge(room, { address: from.china });
      return verdict.kind === "decided" ? verdict.decision.kind : verdict.kind;
    };
    expect(kind()).toBe("refuse");
    clock.nowMs += 9 * 60_000;
    expect(kind()).toBe("refuse");
    clock.nowMs += 2 * 60_000;
    expect(kind()).toBe("admit");
    clock.nowMs += 5 * 60_000;
    expect(kind()).toBe("outage");
    isDown = false;
    await directory.refresh({ kind: "all" });
    expect(kind()).not.toBe("outage");
  } finally {
    await directory.close();
    await service.stop();
    await database.stop();
  }
});

const lostNotifications = `CREATE OR REPLACE FUNCTION tell_change(kind text, key text DEFAULT NULL)
  RETURNS void LANGUAGE sql AS $$ INSERT INTO change_log (kind, key) VALUES (kind, key) $$`;

test("the slow poll finds a change whose notification was lost", async () => {
  const database = await startTestDatabase();
  const service = await startApiService(database);
  const { createChangeFeed } = await import("@graticule/server/db/change-feed");
  const feed = createChangeFeed(database.target, { readMs: 50 });
  const directory = await createRoomDirectory({ store: createRoomStore(database.db), feed });
  try {
    const { room } = await service.newMeeting();
    await directory.load(room);
    await database.pool.query(lostNotifications);
    const changed = new Promise<void>((resolve) => {
      directory.onChange((rooms) => {
        if (rooms.includes(room)) resolve();
      });
    });
    await order(database, room, ["CN"]);
    await changed;
    expect(directory.find(room)?.limits.limits).toHaveLength(1);
  } finally {
    await feed.close();
    await directory.close();
    await service.stop();
    await database.stop();
  }
});
