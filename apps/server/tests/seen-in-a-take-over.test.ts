import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import type { ApiService } from "./api-service.ts";
import { askFrom } from "./ask-from.ts";
import { type ClusterWorld, type Instance, openClusterWorld } from "./cluster-of-programs.ts";
import { administrator } from "./harness.ts";
import { followJoin, type JoinPage } from "./join-page.ts";
import { order } from "./orders.ts";
import { Browser } from "./people-service.ts";
import { newQuery, oldQuery, RawClient } from "./raw-client.ts";

/**
 * What those inside see of people whom an order keeps out after the instance that owned their room was
 * killed.
 */
const [france, china] = ["127.0.94.1", "127.0.94.2"];

/** How someone whom the order names comes back; for comparison, someone whom none names. */
const ways = [
  "by their client",
  "by their page alone",
  "not at all",
  "not at all, no order",
] as const;
type Way = (typeof ways)[number];

interface Person {
  readonly joinId: string;
  readonly key: string;
  readonly identity: string;
  readonly token: string;
}

let world: ClusterWorld;
let at: Instance;

const ask: ApiService["ask"] = async (method, path, { from = france, headers, body } = {}) => {
  const sent = body === undefined ? {} : { body: body as object };
  const asked = { from, withinMs: 20_000, ...(headers && { headers }), ...sent };
  const told = await askFrom(at.port, method, path, asked);
  return { ...told, text: JSON.stringify(told.json) };
};

const join = async (code: string, from: string): Promise<Person> =>
  (await ask("POST", `/api/meetings/${code}/joins`, { from, body: { name: "Ana" } }))
    .json as unknown as Person;

function connect(port: number, target: string, from: string): RawClient {
  const client = new RawClient({ port, target, from });
  onTestFinished(() => client.close());
  return client;
}

beforeAll(async () => {
  world = await openClusterWorld(`${france}/32,FR,,,\n${china}/32,CN,,,\n`);
});
afterAll(() => world?.stop());

interface Scene {
  readonly code: string;
  readonly room: string;
  readonly withheld: Person;
  readonly sid: string;
}

/** A meeting with one person in it, who keeps the seat when the gate dies. */
async function sceneFor(host: Browser, title: string): Promise<Scene> {
  const { code } = (await host.ask("POST", "/api/meetings", { title })).json;
  const { room } = await world.database.db
    .selectFrom("meeting")
    .select("room")
    .where("code", "=", code)
    .executeTakeFirstOrThrow();
  const withheld = await join(code, china);
  const seated = await connect(at.port, newQuery(withheld.token), china).joined;
  return { code, room, withheld, sid: seated?.participant?.sid ?? "" };
}

/** A real client's media keep the seat. This client has none, and goes on at the engine itself. */
async function keepSeat({ withheld: { token }, sid }: Scene): Promise<void> {
  const port = Number(new URL(world.engines[0]?.url ?? "").port);
  const direct = connect(port, oldQuery(token, { reconnect: "1", sid }), "127.0.0.1");
  expect((await direct.answer).status).toBe(101);
}

/** Someone whom no order concerns, once the room has an owner. */
async function observerIn({ code }: Scene): Promise<RawClient> {
  return await vi.waitFor(
    async () => {
      const observer = connect(at.port, newQuery((await join(code, france)).token), france);
      expect((await observer.answer).status).toBe(101);
      await observer.joined;
      return observer;
    },
    { timeout: 30_000, interval: 250 },
  );
}

async function comeBack(way: Way, { withheld, sid }: Scene): Promise<void> {
  if (way === "by their client") {
    const target = oldQuery(withheld.token, { reconnect: "1", sid });
    expect((await connect(at.port, target, china).answer).status).toBe(451);
  }
  if (way === "by their page alone") {
    const page: JoinPage = await followJoin(at.port, withheld, china);
    onTestFinished(() => page.close());
    expect(await page.next()).toMatchObject({ kind: "state", admitted: false });
  }
}

/** Someone with a private notice, whose page comes back before their client. */
async function staysNoticed(scene: Scene): Promise<void> {
  const { withheld, sid } = scene;
  await observerIn(scene);
  const page = await followJoin(at.port, withheld, china);
  onTestFinished(() => page.close());
  expect(await page.next()).toMatchObject({ kind: "state", admitted: true });
  const back = connect(at.port, oldQuery(withheld.token, { reconnect: "1", sid }), china);
  expect((await back.answer).status).toBe(101);
  expect(await page.next()).toMatchObject({ kind: "notice" });
}

/** Why this person is gone, as the observer reads it. */
async function seenReason(observer: RawClient, { identity }: Person): Promise<string> {
  return await vi.waitFor(
    () => {
      const gone = observer.messages
        .flatMap(({ message }) => (message.case === "update" ? message.value.participants : []))
        .map((one) => one.toJson() as Record<string, string>)
        .find((one) => one["identity"] === identity && one["state"] === "DISCONNECTED");
      return gone?.["disconnectReason"] ?? expect.fail("still inside");
    },
    { timeout: 40_000, interval: 50 },
  );
}

// Broken on purpose: `inherit` does nothing → the page is told that it is kept out.
test("after a take-over, someone whom an order keeps out is seen to leave of their own accord, whether or not they come back, and no private notice is lost", async () => {
  at = await world.start();
  const link = await at.program.line("To set it up");
  const host = new Browser({ ask }, france);
  const setUp = { token: link.split("#").at(-1), ...administrator };
  expect((await host.ask("POST", "/api/setup", setUp)).status).toBe(204);
  const scenes = new Map<Way, Scene>();
  for (const way of ways) scenes.set(way, await sceneFor(host, way));
  const noticed = await sceneFor(host, "noticed");
  const next = await world.start();

  // Frozen, it can't hear of the order.
  at.program.child.kill("SIGSTOP");
  for (const [way, scene] of scenes) {
    await keepSeat(scene);
    if (way !== "not at all, no order") await order(world.database, scene.room, ["CN"]);
  }
  await keepSeat(noticed);
  await order(world.database, noticed.room, ["CN"], { noticeMinutes: 10 });
  await at.program.stop("SIGKILL");
  at = next;

  const seenOf = [...scenes].map(async ([way, scene]) => {
    const observer = await observerIn(scene);
    expect(await world.listed(scene.room)).toContain(scene.withheld.identity);
    await comeBack(way, scene);
    return [way, await seenReason(observer, scene.withheld)] as const;
  });
  const [reasons] = await Promise.all([Promise.all(seenOf), staysNoticed(noticed)]);
  expect(Object.fromEntries(reasons)).toEqual(
    Object.fromEntries(ways.map((way) => [way, "CLIENT_INITIATED"])),
  );
  // Nobody who came back, in whatever way, was waited for until it was too late to come back.
  const counted = (event: string) => world.metric(at, `graticule_events_total{event="${event}"}`);
  await vi.waitFor(async () => {
    expect(await counted("seat-undecided-removed")).toBe(2);
  });
});
