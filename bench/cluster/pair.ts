import { request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import {
  type Ground,
  type GroundInstance,
  startGround,
} from "@graticule/server/tests/cluster-ground";
import { mintToken, newQuery, RawClient } from "@graticule/server/tests/raw-client";

const key = { id: "bench", secret: "a-secret-of-the-bench-that-is-long-enough" };

/** Where people come from. An order of the benches names the second place. */
export const from = { near: "127.0.90.1", far: "127.0.90.2" } as const;
const geofeed = `${from.near}/32,FR,,,\n${from.far}/32,CN,,,\n`;

/** Two instances of one service on this machine, with two media engines, and no one else. */
export interface Pair {
  readonly ground: Ground;
  readonly a: GroundInstance;
  readonly b: GroundInstance;
}

/** Names differ in each bench, so that rooms do. */
let rooms = 0;
export function newRoom(): string {
  rooms += 1;
  return `room-${rooms}`;
}

export async function openGround(): Promise<Ground> {
  const ground = await startGround(geofeed, { PROXY_PROTOCOL: "127.0.0.1" });
  await ground.addAccount(key);
  return ground;
}

/** The instances that ran before must have ended. Resolves when each knows the other alone. */
export async function startPair(ground: Ground): Promise<Pair> {
  const [a, b] = await Promise.all(
    ["A", "B"].map((name) => ground.start(name, "http://meet.test")),
  );
  if (a === undefined || b === undefined) throw new Error("two were started");
  const ids = () => ground.database.db.selectFrom("instance").select("id").execute();
  while ((await ids()).length !== 2) await delay(100);
  return { ground, a, b };
}

export async function endPair({ a, b }: Pair): Promise<void> {
  for (const { program } of [a, b]) program.child.kill("SIGCONT");
  await Promise.all([a, b].map(({ program }) => program.stop("SIGKILL")));
}

export const tokenFor = (room: string, identity: string): string => mintToken(key, room, identity);

/** A signalling client without media, through this instance. */
export function sit(
  { port }: GroundInstance,
  room: string,
  identity: string,
  address: string = from.near,
): RawClient {
  return new RawClient({ port, target: newQuery(tokenFor(room, identity)), from: address });
}

/** As {@link sit}, from when it is let in. */
export async function seated(...where: Parameters<typeof sit>): Promise<RawClient> {
  const client = sit(...where);
  if ((await client.joined) === undefined) {
    throw new Error(`${where[2]} was not let in: ${(await client.answer).status}`);
  }
  return client;
}

/** Comes again and again, as clients do, until it is let in or refused. Returns the status. */
export async function comeBack(...where: Parameters<typeof sit>): Promise<number> {
  for (;;) {
    const client = sit(...where);
    const { status } = await client.answer;
    if (status !== 503 && status !== 0) return status;
    await delay(100);
  }
}

/** As a backend asks, through this instance. Not from 127.0.0.1: that is the balancer. */
export function ask(
  { port }: GroundInstance,
  method: string,
  path: string,
  body: object,
): Promise<void> {
  const headers = { "content-type": "application/json" };
  const where = { host: "127.0.0.1", port, localAddress: from.near };
  return new Promise((done, failed) => {
    const asked = request({ ...where, method, path, headers, auth: `${key.id}:${key.secret}` });
    asked.once("error", failed);
    asked.once("response", (answer) => {
      answer.resume();
      if (answer.statusCode === 200) done();
      else failed(new Error(`${method} ${path} was answered with ${answer.statusCode}`));
    });
    asked.end(JSON.stringify(body));
  });
}
