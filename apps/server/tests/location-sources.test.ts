import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { agreement } from "@graticule/api/agreement";
import { type SourceCatalogue, sourceCatalogue } from "@graticule/api/location-sources";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  expect,
  onTestFinished,
  test,
  vi,
} from "vitest";
import { type ApiService, startApiService } from "./api-service.ts";
import { startTestDatabase, type TestDatabase } from "./harness.ts";
import { type MakerFile, makeFiles } from "./makers/files.ts";
import { type Makers, standInFor, startMakers } from "./makers/server.ts";
import { newPerson } from "./people-service.ts";

/** An administrator takes sources of location data into use and out of it. */

const path = "/api/admin/location-sources";
const secret = "tok-3f9c-never-told";
const files: ReadonlyMap<string, MakerFile> = makeFiles(Date.now(), "few");
let database: TestDatabase;
let makers: Makers;
let service: ApiService;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database?.stop());
beforeEach(async () => {
  makers = await startMakers(files);
  service = await startApiService(database, { makers: makers.origin });
});
afterEach(async () => {
  await service?.stop();
  await makers?.close();
});

const ask = (method: string, at: string, body?: unknown, cookie = service.operatorCookie) =>
  service.ask(method, at, { headers: { cookie }, ...(body === undefined ? {} : { body }) });
const look = async (): Promise<SourceCatalogue> =>
  sourceCatalogue.parse((await ask("GET", path)).json);
const inUse = async (): Promise<string[]> =>
  (await look()).sources.flatMap(({ id, acceptedAt }) => (acceptedAt === undefined ? [] : [id]));
const finished = () =>
  vi.waitUntil(
    async () => {
      const { run } = await look();
      return run.kind === "finished" ? run.taken : undefined;
    },
    { timeout: 60_000 },
  );

test("sources are taken, one is stopped, and that is undone; each answer comes when it is so", async () => {
  expect(await inUse()).toEqual([]);
  expect((await ask("POST", path, { ids: ["dbip", "iptoasn"] })).status).toBe(202);
  expect(await finished()).toEqual([
    { id: "dbip", outcome: "updated" },
    { id: "iptoasn", outcome: "updated" },
  ]);
  const serving = () => service.deps.locator.sources().map(({ id }) => id);
  expect(serving()).toEqual(expect.arrayContaining(["dbip", "iptoasn"]));
  const report = await vi.waitUntil(
    async () => {
      const state = agreement.parse((await ask("GET", "/api/admin/agreement")).json);
      return state.run.kind === "idle" ? state.report : undefined;
    },
    { timeout: 60_000 },
  );
  expect(
    report.shares.families.find(({ family }) => family === "ipv4")?.established,
  ).toBeGreaterThan(0);
  expect((await ask("DELETE", `${path}/dbip`)).status).toBe(204);
  expect(await inUse()).toEqual(["iptoasn"]);
  expect(serving()).not.toContain("dbip");
  expect((await ask("POST", `${path}/undo`)).status).toBe(204);
  expect(await inUse()).toEqual(["dbip", "iptoasn"]);
  expect(serving()).toContain("dbip");
});

test("only an administrator sees the sources or changes them", async () => {
  const other = await newPerson(service, "eve");
  for (const cookie of ["", other.cookie()]) {
    const answers = [
      await ask("GET", path, undefined, cookie),
      await ask("POST", path, { ids: ["dbip"] }, cookie),
      await ask("DELETE", `${path}/dbip`, undefined, cookie),
      await ask("POST", `${path}/dbip/use`, undefined, cookie),
      await ask("POST", `${path}/undo`, undefined, cookie),
    ];
    const status = cookie === "" ? 401 : 403;
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => status));
  }
  expect(makers.asked).toEqual([]);
  expect((await look()).run).toEqual({ kind: "idle" });
});

test("an unknown source is not found, and nothing of its run begins", async () => {
  for (const ids of [["nothing"], ["dbip", "nothing"]]) {
    expect((await ask("POST", path, { ids })).status).toBe(404);
  }
  expect((await ask("POST", path, { ids: [] })).status).toBe(400);
  expect((await ask("POST", `${path}/dbip/use`)).status).toBe(404);
  expect(makers.asked).toEqual([]);
});

test("one run at a time; meanwhile it says how far each source is", async () => {
  let letGo = (): void => {};
  const gone = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const slow = createServer(async (request, response) => {
    const file = files.get((request.url ?? "").slice(1));
    if (request.url?.startsWith("/tor/") === true) await gone;
    response.writeHead(file === undefined ? 404 : 200).end(file?.body);
  });
  slow.listen(0, "127.0.0.1");
  await once(slow, "listening");
  const { port } = slow.address() as AddressInfo;
  await service.stop();
  service = await startApiService(database, { makers: `http://127.0.0.1:${port}` });
  expect((await ask("POST", path, { ids: ["starlink", "tor"] })).status).toBe(202);
  await vi.waitUntil(
    async () => {
      const { run } = await look();
      return run.kind === "running" && run.id === "tor";
    },
    { timeout: 60_000 },
  );
  expect((await look()).run).toMatchObject({
    ids: ["starlink", "tor"],
    taken: [{ id: "starlink", outcome: "updated" }],
    step: "downloading",
  });
  expect((await ask("POST", path, { ids: ["dbip"] })).status).toBe(409);
  letGo();
  expect(await finished()).toHaveLength(2);
  expect(await inUse()).toEqual(["tor", "starlink"]);
  slow.closeAllConnections();
  slow.close();
});

test("a maker's token is in no answer and in no log; one that is refused is asked for again", async () => {
  await service.stop();
  service = await startApiService(database);
  onTestFinished(standInFor("ipinfo", makers));
  const told: string[] = [];
  const take = async (tokens?: Record<string, string>) => {
    told.push((await ask("POST", path, { ids: ["ipinfo"], ...(tokens && { tokens }) })).text);
    const [taken] = await finished();
    const answer = await ask("GET", path);
    told.push(answer.text, (await ask("GET", "/api/admin/status")).text);
    const ipinfo = sourceCatalogue.parse(answer.json).sources.find(({ id }) => id === "ipinfo");
    return { ...taken, token: ipinfo?.token };
  };
  const token = { name: "IPINFO_TOKEN", from: "https://ipinfo.io/lite" };
  const why = "IPinfo refused the token IPINFO_TOKEN: its server answered 401";
  makers.refused.add(secret);
  expect(await take({ ipinfo: secret })).toMatchObject({
    ...{ outcome: "failed", why },
    token: { ...token, given: false, refused: false },
  });
  makers.refused.clear();
  expect(await take({ ipinfo: secret })).toMatchObject({
    outcome: "updated",
    token: { ...token, given: true, refused: false },
  });
  makers.refused.add(secret);
  expect(await take()).toMatchObject({
    ...{ outcome: "failed", why },
    token: { ...token, given: false, refused: true },
  });
  expect(told.join("")).not.toContain(secret);
  expect(service.logged()).not.toContain(secret);
});

test("a server of the operator's own wants no token", async () => {
  expect((await look()).sources.filter(({ token }) => token !== undefined)).toEqual([]);
});
