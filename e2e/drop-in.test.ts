import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startTestService, type TestService } from "@graticule/server/tests/harness";
import { AccessToken } from "livekit-server-sdk";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { ClientProcess } from "./client-process.ts";
import { createNetwork, type Site, type TestNetwork } from "./network.ts";

/** Another application: its backend mints the tokens, and its clients are not adapted. */
const ROOM = "Stand-up / Monday";
const PLACES = ["FR", "HK", "CN"] as const;
/** LiveKit's DisconnectReason PARTICIPANT_REMOVED. */
const REMOVED = 4;

let network: TestNetwork;
let service: TestService;
let key: { id: string; secret: string };
const clients: ClientProcess[] = [];

beforeAll(async () => {
  network = createNetwork(PLACES);
  service = await startTestService({
    geofeed: network.geofeed,
    env: { HOST: network.serviceAddress, MEDIA_ADDRESS: network.serviceAddress },
  });
  await account("create", "acme");
  key = readKey(await account("add-key", "acme"));
});

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

afterAll(async () => {
  await service?.stop();
  network?.close();
});

/** `npm run account -- …`, beside the running service. */
async function account(...words: string[]): Promise<string> {
  const program = fileURLToPath(new URL("../apps/server/src/commands/account.ts", import.meta.url));
  const env = { ...process.env, GRATICULE_DATA: service.dataDir };
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...words], { env });
  return stdout;
}

function readKey(printed: string): { id: string; secret: string } {
  const [, id = "", secret = ""] = /^key\s+(\S+)\nsecret\s+(\S+)$/m.exec(printed) ?? [];
  return { id, secret };
}

function siteIn(place: string): Site {
  const site = network.sites.get(place);
  if (site === undefined) throw new Error(`No site in ${place}`);
  return site;
}

function mint(identity: string): Promise<string> {
  const token = new AccessToken(key.id, key.secret, { identity, ttl: "10m" });
  token.addGrant({ roomJoin: true, room: ROOM });
  return token.toJwt();
}

async function start(place: string): Promise<ClientProcess> {
  const url = service.url.replace("http", "ws");
  const client = new ClientProcess(siteIn(place), url, await mint(`person-${place}`));
  clients.push(client);
  return client;
}

async function rule(method: "PUT" | "DELETE", body?: object): Promise<void> {
  const response = await fetch(`${service.url}/api/rooms/${encodeURIComponent(ROOM)}/rule`, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`${key.id}:${key.secret}`).toString("base64")}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(response.ok, await response.text()).toBe(true);
}

test("unadapted clients are limited by place, by a rule over the API", async () => {
  const [fr, hk, cn] = await Promise.all(PLACES.map(start));
  if (fr === undefined || hk === undefined || cn === undefined) throw new Error("unreachable");
  await Promise.all([fr, hk, cn].map((client) => client.untilKind("joined")));
  await Promise.all([
    fr.moreFrames("person-CN"),
    fr.moreFrames("person-HK"),
    cn.moreFrames("person-FR"),
  ]);

  await rule("PUT", { deny: [{ kind: "place", code: "CN" }] });
  expect((await cn.untilKind("disconnected")).reason).toBe(REMOVED);
  // The packet with the reason comes before the end, unless the engine lets the end overtake it.
  for (const news of cn.news.filter(({ kind }) => kind === "data")) {
    expect(news).toMatchObject({ topic: "graticule", text: expect.stringContaining("403") });
  }
  await Promise.all([fr.moreFrames("person-HK"), hk.moreFrames("person-FR")]);
  for (const client of [fr, hk]) {
    expect(client.news.filter(({ kind }) => kind === "reconnecting")).toEqual([]);
    expect(client.news.filter(({ kind }) => kind === "disconnected")).toEqual([]);
  }

  const again = await start("CN");
  expect((await again.untilKind("refused")).message).toContain("403");

  await rule("DELETE");
  const back = await start("CN");
  await back.untilKind("joined");
  await Promise.all([back.moreFrames("person-FR"), fr.moreFrames("person-CN")]);
});
