import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import { createDeps, type Deps } from "@graticule/server/deps";
import type { App } from "@graticule/server/http/routing";
import { configuredSources } from "@graticule/server/location/configured-sources";
import { createLocator } from "@graticule/server/location/create-locator";
import { createServer } from "@graticule/server/server";
import { pino } from "pino";
import { expect, vi } from "vitest";
import { cookiesOf, testConfig } from "./api-service.ts";
import {
  administrator,
  startTestDatabase,
  startTestEngine,
  type TestDatabase,
  type TestEngine,
} from "./harness.ts";
import { followJoin, type JoinPage } from "./join-page.ts";
import { newQuery, oldQuery, RawClient } from "./raw-client.ts";

/** Places that these tests' sources are sure of, and others that remain doubtful. */
export const from = {
  france: "127.0.86.1",
  china: "127.0.86.3",
  chinaByTor: "127.0.86.4",
  chinaSaysOne: "127.0.86.5",
  chinaSaysOneFranceOther: "127.0.86.6",
  nowhere: "127.0.88.8",
} as const;
const files = {
  "own.csv": "127.0.86.1/32,FR,,,\n127.0.86.3/32,CN,,,\n127.0.86.4/32,CN,,,\n",
  "one.csv": "127.0.86.5/32,CN,,,\n127.0.86.6/32,CN,,,\n",
  "other.csv": "127.0.86.6/32,FR,,,\n",
  "tor.txt": "127.0.86.4/32\n",
};
const feed = { kind: "geofeed" };
const sources = [
  { ...feed, id: "own", maker: "operator", role: "operator", path: "own.csv" },
  { ...feed, id: "one", maker: "one", basis: "measured", path: "one.csv" },
  { ...feed, id: "other", maker: "other", basis: "registration", path: "other.csv" },
  { id: "tor", maker: "tor", kind: "list", lists: "tor", path: "tor.txt" },
];

export interface Running {
  readonly deps: Deps;
  readonly app: App;
  readonly port: number;
  stop(): Promise<void>;
}

export interface Person {
  readonly joinId: string;
  readonly key: string;
  readonly identity: string;
  readonly token: string;
  readonly address: string;
}

interface Stack {
  readonly database: TestDatabase;
  readonly engine: TestEngine;
}

/** A new process life on the shared database and engine. `folder` has its `sources.json`. */
export async function run(folder: string, { database, engine }: Stack): Promise<Running> {
  const locator = await createLocator({
    sources: configuredSources({ sourcesFile: joinPath(folder, "sources.json"), dataDir: folder }),
  });
  const config = testConfig(folder);
  const deps = await createDeps({
    config,
    publicUrl: "http://meet.test",
    database,
    engine,
    log: pino({ level: "silent" }),
    parts: { locator },
  });
  const app = await createServer(deps);
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    await app.close();
    await deps.close();
    await locator.close();
  };
  return { deps, app, port, stop };
}

/** Meetings on a real database and engine, with people seated through the gate. */
export type Calls = Awaited<ReturnType<typeof startCalls>>;

export async function startCalls() {
  const folder = mkdtempSync(joinPath(tmpdir(), "graticule-orders-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(joinPath(folder, name), text);
  writeFileSync(joinPath(folder, "sources.json"), JSON.stringify(sources));
  const [database, engine] = await Promise.all([startTestDatabase(), startTestEngine()]);
  const stack = { database, engine };
  const clients: RawClient[] = [];
  const pages: JoinPage[] = [];
  let running = await run(folder, stack);
  const token = (await running.deps.people.setup.newUrl()).split("#")[1];
  const cookie = cookiesOf(
    (await post("/api/setup", { body: { token, ...administrator } })) as never,
  );

  async function whileDown(happens: () => Promise<unknown>): Promise<void> {
    await running.stop();
    await happens();
    running = await run(folder, stack);
  }

  async function post(
    url: string,
    asked: { from?: string; body: object; headers?: Record<string, string> },
  ) {
    const reply = await running.app.inject({
      method: "POST" as const,
      url,
      payload: asked.body,
      remoteAddress: asked.from ?? from.france,
      headers: asked.headers ?? {},
    });
    const json = reply.payload === "" ? undefined : reply.json();
    return { status: reply.statusCode, headers: reply.headers, json };
  }

  async function newMeeting(): Promise<{ code: string; room: string }> {
    const { code } = (await post("/api/meetings", { headers: { cookie }, body: { title: "Call" } }))
      .json;
    return { code, room: running.deps.directory.findMeeting(code)?.policy.room ?? "" };
  }

  async function asksToJoin(code: string, address: string) {
    return await post(`/api/meetings/${code}/joins`, { from: address, body: { name: "Ana" } });
  }

  async function join(code: string, address: string): Promise<Person> {
    const { status, json } = await asksToJoin(code, address);
    expect(status).toBe(200);
    return { ...json, address };
  }

  function connect(token: string, address: string, protocol: "old" | "new" = "new"): RawClient {
    const target = protocol === "old" ? oldQuery(token) : newQuery(token);
    const client = new RawClient({ port: running.port, target, from: address });
    clients.push(client);
    return client;
  }

  async function sit(person: Person): Promise<RawClient> {
    const client = connect(person.token, person.address);
    await client.joined;
    return client;
  }

  async function follow(person: Person): Promise<JoinPage> {
    const page = await followJoin(running.port, person, person.address);
    pages.push(page);
    await page.next();
    return page;
  }

  /** The gate's answers to this token from here, in both protocol versions. */
  async function answers(token: string, address: string): Promise<number[]> {
    const both = (["old", "new"] as const).map((protocol) => connect(token, address, protocol));
    return await Promise.all(both.map(async (client) => (await client.answer).status));
  }

  const listed = async (room: string) =>
    ((await running.deps.mediaEngine.listSeats(room)) ?? []).map(({ identity }) => identity).sort();

  /** Until the door answers callers from China with this status. */
  async function doorAnswers(code: string, status: number): Promise<void> {
    await vi.waitFor(
      async () => expect((await asksToJoin(code, from.china)).status).toBe(status),
      5_000,
    );
  }

  /** Until the database's clock has passed this moment of an order. */
  const passes = (id: string, moment: "starts_at" | "ends_at") =>
    database.pool.query(`SELECT pg_sleep_until(${moment}) FROM order_proposal WHERE id = $1`, [id]);

  return {
    ...{ database, engine },
    get running() {
      return running;
    },
    whileDown,
    newMeeting,
    asksToJoin,
    join,
    connect,
    sit,
    follow,
    answers,
    listed,
    doorAnswers,
    passes,
    closeAll(): void {
      for (const client of clients.splice(0)) client.close();
      for (const page of pages.splice(0)) page.close();
    },
    async stop(): Promise<void> {
      await running.stop();
      await engine.stop();
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
