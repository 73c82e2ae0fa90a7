import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { joinAdmitted, joinRefusedProblem, meetingCreated } from "@graticule/api/meetings";
import { ParticipantInfo } from "@livekit/protocol";
import { Room, RoomEvent } from "@livekit/rtc-node";
import { RoomServiceClient } from "livekit-server-sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Forward, forwardFrom } from "./forward.ts";
import { administrator, makeTestFolder, type TestFolder, writeSources } from "./harness.ts";
import { Program } from "./program.ts";

/** One person, or one refused person, per address. */
const PLACES = { "127.0.93.17": "FR", "127.0.93.18": "HK", "127.0.93.19": "CN" } as const;
/** An address that appears only in headers. */
const FORGED = "198.51.100.77";
const TITLE = "A talk on herons";
const ADDRESSES = Object.keys(PLACES);

let folder: TestFolder;
let program: Program;
const forwards: Forward[] = [];

beforeAll(() => {
  folder = makeTestFolder();
});

afterAll(async () => {
  for (const forward of forwards) forward.close();
  await program?.stop("SIGKILL");
  folder.remove();
});

/** Everything that must leave no trace: addresses, tokens, keys of joins, identities, names. */
interface Trail {
  readonly addresses: readonly string[];
  readonly tokens: string[];
  readonly identities: string[];
}

test("after joins, refusals and a removal, nothing stored or logged holds an address, a token or a person (attack 38a)", async () => {
  const sources = join(folder.path, "sources");
  mkdirSync(sources);
  const lines = Object.entries(PLACES).map(([address, place]) => `${address}/32,${place},,,\n`);
  program = new Program({
    GRATICULE_DATA: join(folder.path, "data"),
    LOCATION_SOURCES: writeSources(sources, lines.join("")),
    LOG_LEVEL: "trace",
  });
  const url = await program.url();
  const setup = await program.line("To set it up");
  const trail: Trail = { addresses: [...ADDRESSES, FORGED], tokens: [], identities: [] };
  const engineSays = await holdMeeting(url, setup.split("#").at(-1) ?? "", trail);
  expect(trail.tokens.length).toBeGreaterThanOrEqual(ADDRESSES.length);
  expect(trail.identities).toHaveLength(ADDRESSES.length);

  expect(findIn(engineSays, trail.addresses)).toEqual([]);
  expect(engineSays).not.toMatch(/\b(FR|HK|CN)\b/);
  const kept = [...trail.addresses, ...trail.tokens, ...trail.identities, "Unmistakable"];
  await program.stopCleanly();
  expect(findIn(program.lines.join("\n"), kept)).toEqual([]);
  const data = join(folder.path, "data");
  const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  expect(files.length).toBeGreaterThan(100);
  let titles = 0;
  for (const file of files) {
    const text = readFileSync(join(file.parentPath, file.name), "latin1");
    // The operator's list of networks, kept as given: it has these addresses even with no one
    // there.
    if (text === lines.join("")) continue;
    expect(findIn(text, kept), file.name).toEqual([]);
    if (text.includes(TITLE)) titles += 1;
  }
  // Finding what may be kept proves that the search works.
  expect(titles).toBeGreaterThan(0);
});

const findIn = (text: string, needles: readonly string[]) =>
  needles.filter((needle) => text.includes(needle));

/** Three join, one is removed by a rule and refused on returning. Returns the engine's own list. */
async function holdMeeting(url: string, setupToken: string, trail: Trail): Promise<string> {
  const port = Number(new URL(url).port);
  const post = (base: string, path: string, body: object, headers = {}) =>
    fetch(`${base}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: url, ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
  const session = await post(url, "/api/setup", { token: setupToken, ...administrator });
  const cookie = session.headers.getSetCookie().map((one) => one.split(";", 1)[0] ?? "");
  const values = cookie.map((one) => decodeURIComponent(one.slice(one.indexOf("=") + 1)));
  expect(values.length).toBeGreaterThan(0);
  const made = await post(url, "/api/meetings", { title: TITLE }, { cookie: cookie.join("; ") });
  const meeting = meetingCreated.parse(await made.json());
  const secret = new URL(meeting.manageUrl).hash.slice(1);
  // A session's token comes before the dot, its signature after it.
  const pieces = values.flatMap((value) => [value, ...value.split(".")]);
  trail.tokens.push(secret, administrator.password, ...pieces);
  const seatsFrom = trail.tokens.length;

  const rooms: Room[] = [];
  for (const address of ADDRESSES) {
    const forward = await forwardFrom(address, port);
    forwards.push(forward);
    const base = forward.url.replace("ws", "http");
    const answer = await post(base, `/api/meetings/${meeting.code}/joins`, {
      name: `Unmistakable ${address.at(-1)}`,
    });
    const seat = joinAdmitted.parse(await answer.json());
    trail.tokens.push(seat.token, seat.key);
    trail.identities.push(seat.identity);
    const room = new Room();
    await room.connect(forward.url, seat.token, { autoSubscribe: true, dynacast: false });
    rooms.push(room);
  }
  const engineSays = await askEngine(trail);

  const removed = new Promise((done) => rooms[2]?.once(RoomEvent.Disconnected, done));
  const rule = await fetch(`${url}/api/meetings/${meeting.code}/manage/rule`, {
    method: "PUT",
    headers: { "content-type": "application/json", authorization: `Bearer ${secret}` },
    body: JSON.stringify({ deny: [{ kind: "place", code: "CN" }] }),
  });
  expect(rule.status).toBe(200);
  await removed;
  const base = forwards[2]?.url.replace("ws", "http") ?? "";
  const refused = await post(base, `/api/meetings/${meeting.code}/joins`, { name: "Unmistakable" });
  expect(refused.status).toBe(403);
  trail.tokens.push(joinRefusedProblem.parse(await refused.json()).key);
  const knock = await fetch(`${base}/rtc/validate?access_token=${trail.tokens[seatsFrom]}`);
  expect(knock.status).toBeGreaterThanOrEqual(400);
  await misbehave(port, trail);
  await Promise.all(rooms.map((room) => room.disconnect()));
  return engineSays;
}

/** Refused, broken and forged input is what a log would quote first. */
async function misbehave(port: number, trail: Trail): Promise<void> {
  const [token = "", key = ""] = trail.tokens.slice(-2);
  const url = `http://127.0.0.1:${port}`;
  const forged = Object.fromEntries(
    ["x-forwarded-for", "x-real-ip", "forwarded", "cf-connecting-ip"].map((name) => [name, FORGED]),
  );
  const asked = [
    fetch(`${url}/api/nothing/${key}?access_token=${token}`, { headers: forged }),
    fetch(`${url}/rtc/v1/validate?access_token=${token}&join_request=${key}`, { headers: forged }),
    fetch(`${url}/api/account/rule`, { headers: { ...forged, authorization: `Basic ${key}` } }),
    fetch(`${url}/api/setup`, {
      method: "POST",
      headers: { ...forged, "content-type": "application/json" },
      body: `{"token":"${token}`,
    }),
  ];
  for (const { status } of await Promise.all(asked)) expect(status).toBeGreaterThanOrEqual(400);
  const targets = [`/rtc?access_token=${token}`, `/twirp/x?access_token=${token}`, `* ${token}`];
  for (const target of targets) {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => undefined);
    const closed = new Promise((done) => socket.once("close", done));
    socket.resume();
    socket.end(
      `GET ${target} HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: ${FORGED}\r\nConnection: Upgrade\r\n` +
        "Upgrade: websocket\r\n\r\n",
    );
    await closed;
  }
}

/** Everything the engine holds about the people inside, as JSON. */
async function askEngine(trail: Trail): Promise<string> {
  const engine = JSON.parse(readFileSync(join(folder.path, "data", "engine.json"), "utf8"));
  const service = new RoomServiceClient(
    `http://127.0.0.1:${engine.ports.signalling}`,
    engine.key,
    engine.secret,
  );
  const rooms = await service.listRooms();
  const people = await Promise.all(rooms.map(({ name }) => service.listParticipants(name)));
  const said = people.flat().map((person) => new ParticipantInfo(person).toJsonString());
  expect(said.filter((text) => findIn(text, trail.identities).length > 0)).toHaveLength(
    ADDRESSES.length,
  );
  return said.join("\n");
}
