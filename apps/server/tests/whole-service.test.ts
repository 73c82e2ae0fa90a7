import { readFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { openInstanceSeal, programSecretOf } from "@graticule/server/accounts/seal";
import { createAccountStore } from "@graticule/server/accounts/store";
import { isPrograms, nameOfSession } from "@graticule/server/db/program-proof";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { startTestService, type TestService } from "./harness.ts";
import { mintToken, newQuery, oldQuery, RawClient } from "./raw-client.ts";

/**
 * Attacks on the whole service: real database, engine and keys. Only the clients are bare sockets,
 * which can say what no client says.
 */
const from = { FR: "127.0.86.1", HK: "127.0.86.2", CN: "127.0.86.3" } as const;
const proxy = "127.0.87.1";
const geofeed = `127.0.86.1/32,FR,,,
127.0.86.2/32,HK,,,
127.0.86.3/32,CN,,,
198.51.100.0/24,FR,,,
203.0.113.0/24,CN,,,
`;
const soak = process.env["GRATICULE_SOAK"] === "1";

interface Key {
  readonly id: string;
  readonly secret: string;
}

let service: TestService;
let port: number;
let acme: Key;
let other: Key;
let engineKey: Key;
const clients: RawClient[] = [];

beforeAll(async () => {
  service = await startTestService({ geofeed, env: { TRUSTED_PROXIES: proxy } });
  port = Number(new URL(service.url).port);
  acme = await newKey("acme");
  other = await newKey("other");
  const [engine] = service.deps.engines.all();
  if (engine === undefined) throw new Error("a service has an engine");
  engineKey = engine.key;
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
afterAll(() => service?.stop());

async function newKey(name: string): Promise<Key> {
  const accounts = createAccountStore(service.deps.database.db);
  const made = await accounts.create(name);
  if (made === "exists") throw new Error(`there is an account ${name}`);
  const key = { id: `key-${name}`, secret: `secret-of-${name}-that-is-long-enough` };
  const sealed = openInstanceSeal(service).seal(key.secret, key.id);
  await accounts.addKey({ id: key.id, accountId: made.id, sealed });
  await service.deps.accounts.keyRing.refresh();
  return key;
}

async function ask(key: Key, method: "PUT" | "DELETE", path: string, body?: object): Promise<void> {
  const response = await fetch(`${service.url}${path}`, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`${key.id}:${key.secret}`).toString("base64")}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(response.ok, await response.text()).toBe(true);
}

const except = (...codes: string[]) => ({ deny: codes.map((code) => ({ kind: "place", code })) });
const setRule = (room: string, ...codes: string[]) =>
  ask(acme, "PUT", `/api/rooms/${room}/rule`, except(...codes));
const liftRule = (room: string) => ask(acme, "DELETE", `/api/rooms/${room}/rule`);

function open(target: string, address: string, headers: readonly string[] = []): RawClient {
  const client = new RawClient({ port, target, from: address, headers });
  clients.push(client);
  return client;
}

/** By every way in: both protocol versions, upgrade and question. */
async function statuses(token: string, address: string): Promise<number[]> {
  const targets = [oldQuery(token), newQuery(token)];
  const upgrades = await Promise.all(targets.map((target) => open(target, address).answer));
  const asked = await Promise.all(targets.map((target) => question(target, address)));
  return [...upgrades.map(({ status }) => status), ...asked];
}

/** The ordinary request by which a client learns why its WebSocket failed. */
function question(target: string, localAddress: string): Promise<number> {
  const path = target.replace("?", "/validate?");
  return new Promise((answered, failed) => {
    const asked = request({ host: "127.0.0.1", port, path, localAddress, agent: false });
    asked.on("response", (response) => {
      response.resume();
      answered(response.statusCode ?? 0);
    });
    asked.on("error", failed);
    asked.end();
  });
}

/** The token that the engine gives someone inside, to replace the first when it expires. */
async function refreshedToken(client: RawClient): Promise<string> {
  const find = () =>
    client.messages.map(({ message }) => message).findLast((one) => one.case === "refreshToken");
  await vi.waitFor(() => expect(find()).toBeDefined(), 5_000);
  return String(find()?.value);
}

async function seated(room: string): Promise<string[]> {
  const listed = await service.deps.mediaEngine.listSeats(room);
  return (listed ?? []).map(({ identity }) => identity).sort();
}

// Broken on purpose: no `claim.prove` → the claim of a first start, made before there was a key, is taken for a stranger's.
test("each connection of a service is known as the program's, from its first start on", async () => {
  const secret = programSecretOf(service);
  const unknown = async () => {
    const { rows } = await service.byHand.pool.query<{ session: string; application: string }>(
      `SELECT ${nameOfSession("a")} AS session, application_name AS application FROM pg_stat_activity a
       WHERE usename = 'graticule_service' AND backend_type = 'client backend'`,
    );
    expect(rows.length).toBeGreaterThan(3);
    return rows.filter((one) => !isPrograms(one, secret)).length;
  };
  await expect.poll(unknown).toBe(0);
});

test("one account's key opens no room of another's, by any way in (attack 2)", async () => {
  await open(oldQuery(mintToken(acme, "board", "a")), from.FR).joined;
  expect(await statuses(mintToken(other, "board", "b"), from.FR)).toEqual([403, 403, 403, 403]);
  expect(await statuses(mintToken(acme, "board", "c"), from.FR)).toEqual([101, 101, 200, 200]);
  // Nor one of our own meetings, whose room is the operator's.
  const operator = await createAccountStore(service.deps.database.db).operator();
  await service.deps.directory.bind("m-ours", operator.id);
  expect(await statuses(mintToken(acme, "m-ours", "a"), from.FR)).toEqual([403, 403, 403, 403]);
  expect(await seated("m-ours")).toEqual([]);
});

test("of two accounts whose keys use a new room at once exactly one gets it (attack 2)", async () => {
  for (let race = 0; race < (soak ? 200 : 10); race++) {
    const room = `new-${race}`;
    const answers = await Promise.all(
      [acme, other, acme, other].map(async (key, at) => {
        const { status } = await open(oldQuery(mintToken(key, room, `p-${at}`)), from.FR).answer;
        return { key: key.id, status };
      }),
    );
    const inside = answers.filter(({ status }) => status === 101);
    expect(new Set(inside.map(({ key }) => key)).size).toBe(1);
    expect(inside.length).toBe(2);
    expect(answers.filter(({ status }) => status === 403).length).toBe(2);
  }
});

test("the engine's key opens another account's room only to those who got it inside (attack 2)", async () => {
  const inside = open(oldQuery(mintToken(acme, "given", "a")), from.FR);
  await inside.joined;
  const refreshed = await refreshedToken(inside);
  expect(await statuses(refreshed, from.FR)).toEqual([101, 101, 200, 200]);
  const stranger = mintToken(engineKey, "given", "stranger");
  expect(await statuses(stranger, from.FR)).toEqual([403, 403, 403, 403]);
  await open(oldQuery(mintToken(other, "strangers", "x")), from.FR).joined;
  const elsewhere = mintToken(engineKey, "strangers", "a");
  expect(await statuses(elsewhere, from.FR)).toEqual([403, 403, 403, 403]);
});

test("any token is judged by where it is used, for as long as the limit holds (attack 9)", async () => {
  const room = "nine";
  const token = mintToken(acme, room, "a");
  const first = open(oldQuery(token), from.CN);
  await first.joined;
  const refreshed = await refreshedToken(first);
  await setRule(room, "CN");
  await first.closed;
  const another = mintToken(acme, room, "b");
  for (let again = 0; again < 3; again++) {
    for (const one of [token, refreshed, another]) {
      expect(await statuses(one, from.CN)).toEqual([403, 403, 403, 403]);
    }
  }
  expect(await seated(room)).toEqual([]);
  // From elsewhere each of them is good, and carries no place with it.
  for (const one of [token, refreshed, another]) {
    expect(await statuses(one, from.HK)).toEqual([101, 101, 200, 200]);
    expect(await statuses(one, from.CN)).toEqual([403, 403, 403, 403]);
  }
  await liftRule(room);
  for (const one of [token, refreshed, another]) {
    expect(await statuses(one, from.CN)).toEqual([101, 101, 200, 200]);
  }
});

test("behind a configured proxy the rightmost untrusted hop decides, from anyone else nothing does (attack 1)", async () => {
  const room = "proxied";
  await open(oldQuery(mintToken(acme, room, "fr")), from.FR).joined;
  await setRule(room, "CN");
  const target = oldQuery(mintToken(acme, room, "a"));
  const through = async (peer: string, ...headers: string[]) =>
    (await open(target, peer, headers).answer).status;
  const [china, france] = ["203.0.113.7", "198.51.100.7"];
  expect(await through(proxy, `X-Forwarded-For: ${china}`)).toBe(403);
  expect(await through(proxy, `X-Forwarded-For: ${france}`)).toBe(101);
  expect(await through(proxy, `X-Forwarded-For: ${france}, ${china}`)).toBe(403);
  expect(await through(proxy, `X-Forwarded-For: ${china}, ${france}`)).toBe(101);
  expect(await through(proxy, `X-Forwarded-For: ${france}`, `X-Forwarded-For: ${china}`)).toBe(403);
  expect(await through(proxy, `X-Forwarded-For: ${china}:4711, ${proxy}`)).toBe(403);
  const other = [`CF-Connecting-IP: ${france}`, `X-Real-IP: ${france}`, `Forwarded: for=${france}`];
  expect(await through(proxy, ...other, `X-Forwarded-For: ${china}`)).toBe(403);
  expect(await through(from.CN, ...other, `X-Forwarded-For: ${france}`)).toBe(403);
  expect(await through(from.FR, `X-Forwarded-For: ${china}`)).toBe(101);
  // What can't be located is doubtful, which this rule lets in and a stricter one doesn't.
  const garbage = ["unknown", `${france}, unknown`, `${france}, ${"x".repeat(10_000)}`];
  for (const written of garbage) {
    expect(await through(proxy, `X-Forwarded-For: ${written}`)).toBe(101);
  }
  const strict = { ...except("CN"), onDoubt: "refuse" };
  await ask(acme, "PUT", `/api/rooms/${room}/rule`, strict);
  for (const written of garbage) {
    expect(await through(proxy, `X-Forwarded-For: ${written}`)).toBe(403);
  }
});

test("no decision uses half a set while rules change: anyone refused before and after is refused in between (attack 29)", async () => {
  const room = "halves";
  await open(oldQuery(mintToken(other, room, "fr")), from.FR).joined;
  await ask(other, "PUT", "/api/account/rule", { mode: "default", rule: except("CN") });
  await vi.waitFor(async () => {
    const token = mintToken(other, room, "early");
    expect((await open(oldQuery(token), from.CN).answer).status).toBe(403);
  });
  let changing = true;
  const changes = (async () => {
    for (let change = 0; change < (soak ? 200 : 25); change++) {
      const path = `/api/rooms/${room}/rule`;
      await ask(other, "PUT", path, except("CN", "HK"));
      await ask(other, "PUT", path, { allow: [{ kind: "place", code: "FR" }] });
      await ask(other, "DELETE", path);
    }
    changing = false;
  })();
  const seen = new Set<number>();
  for (let at = 0; changing; at++) {
    const token = mintToken(other, room, `cn-${at % 20}`);
    seen.add((await open(oldQuery(token), from.CN).answer).status);
    seen.add(await question(newQuery(token), from.CN));
  }
  await changes;
  await ask(other, "DELETE", "/api/account/rule");
  expect([...seen].filter((status) => status !== 429)).toEqual([403]);
});

test("if the engine is killed before, during or after a rule change, everyone who returns is decided again (attack 17)", async () => {
  const recordFile = join(service.dataDir, "run", "livekit.json");
  for (let round = 0; round < (soak ? 15 : 3); round++) {
    const room = `killed-${round}`;
    const tokens = { FR: "", HK: "", CN: "" };
    const inside = (["FR", "HK", "CN"] as const).map((place) => {
      tokens[place] = mintToken(acme, room, place);
      return open(oldQuery(tokens[place]), from[place]);
    });
    await Promise.all(inside.map(({ joined }) => joined));
    const { pid } = JSON.parse(readFileSync(recordFile, "utf8"));
    const kill = (): void => void process.kill(pid, "SIGKILL");
    if (round % 3 === 0) kill();
    const set = setRule(room, "CN");
    if (round % 3 === 1) kill();
    await set;
    if (round % 3 === 2) kill();
    await Promise.all(inside.map(({ closed }) => closed));
    const refused = new Set<number>();
    await vi.waitFor(
      async () => {
        refused.add((await open(oldQuery(tokens.CN), from.CN).answer).status);
        expect((await open(oldQuery(tokens.FR), from.FR).answer).status).toBe(101);
      },
      { timeout: 30_000, interval: 200 },
    );
    expect((await open(newQuery(tokens.HK), from.HK).answer).status).toBe(101);
    refused.add((await open(newQuery(tokens.CN), from.CN).answer).status);
    expect([...refused].filter((status) => status !== 503)).toEqual([403]);
    await service.deps.enforcement.settled();
    expect(await seated(room)).toEqual(["FR", "HK"]);
  }
}, 900_000);
