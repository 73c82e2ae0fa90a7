import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { type ClusterWorld, type Instance, openClusterWorld } from "./cluster-of-programs.ts";
import { makeTestFolder, writeSources } from "./harness.ts";

/** Several instances, each with files of its own: all place everyone as the one with the role does. */
const visitor = "127.0.89.1";
let world: ClusterWorld;

beforeAll(async () => {
  world = await openClusterWorld("");
});
afterAll(() => world?.stop());

/** An instance whose own geofeed says that the visitor is here. */
async function start(place: string) {
  const { path, remove } = makeTestFolder();
  onTestFinished(remove);
  const instance = await world.start({ LOCATION_SOURCES: writeSources(path, lineOf(place)) });
  const move = (to: string): void => {
    writeFileSync(join(path, "next.csv"), lineOf(to));
    renameSync(join(path, "next.csv"), join(path, "geofeed.csv"));
  };
  return { ...instance, move };
}
const lineOf = (place: string) => `${visitor}/32,${place},,,\n`;

let rooms = 0;
/** Whether this instance places the visitor there: asked in a room of its own. */
async function places(at: Instance, place: string): Promise<boolean> {
  rooms += 1;
  const room = `room-${rooms}`;
  const rule = { deny: [{ kind: "place", code: place }] };
  expect((await world.ask(at, "PUT", `/api/rooms/${room}/rule`, rule)).status).toBe(200);
  const { status } = await world.sit(at, room, "ann", visitor).answer;
  expect([101, 403]).toContain(status);
  return status === 403;
}
const allPlace = (instances: readonly Instance[], place: string) =>
  vi.waitUntil(
    async () => (await Promise.all(instances.map((at) => places(at, place)))).every(Boolean),
    { timeout: 30_000, interval: 500 },
  );
const countOfOwners = async (): Promise<number> => {
  const rows = await world.database.db.selectFrom("room_owner").select("instance").execute();
  return new Set(rows.map(({ instance }) => instance)).size;
};

test("all instances place alike: what one compiles is served by all, and by the next when it is killed", async () => {
  const first = await start("FR");
  const second = await start("DE");
  expect([await places(first, "FR"), await places(second, "FR")]).toEqual([true, true]);
  expect(await places(second, "DE")).toBe(false);
  // Each was asked about a room of its own.
  expect(await countOfOwners()).toBe(2);

  first.move("JP");
  await allPlace([first, second], "JP");
  const said = await Promise.all(
    [first, second].map(async ({ url }) => (await fetch(`${url}/api/sources`)).json()),
  );
  expect(said[1]).toEqual(said[0]);

  await first.program.stop("SIGKILL");
  await allPlace([second], "DE");
  const third = await start("BR");
  expect(await places(third, "DE")).toBe(true);
  second.move("CA");
  await allPlace([second, third], "CA");
}, 120_000);
