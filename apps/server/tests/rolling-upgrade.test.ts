import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate, migrationsFolder } from "@graticule/server/db/migrate";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { type ClusterWorld, type Instance, openClusterWorld } from "./cluster-of-programs.ts";
import { order } from "./orders.ts";

/** Instances are replaced one by one while there is a call in which an order will take effect. */
const [france, china] = ["127.0.97.1", "127.0.97.2"];
/** When the order begins: later than the first instance needs to stop. */
const beginsInMs = 20_000;
let world: ClusterWorld;

beforeAll(async () => {
  world = await openClusterWorld(`${france}/32,FR,,,\n${china}/32,CN,,,\n`);
});
afterAll(() => world?.stop());

/** The steps of a later version, whose second and third change the schema in two steps. */
function laterSteps() {
  const folder = mkdtempSync(join(tmpdir(), "graticule-steps-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(migrationsFolder, folder, { recursive: true });
  writeFileSync(
    join(folder, "0002-adds.sql"),
    "-- needs step 0001\nALTER TABLE meeting ADD COLUMN extra text; CREATE TABLE extra (id int PRIMARY KEY);",
  );
  writeFileSync(join(folder, "0003-takes-away.sql"), "-- needs step 0002\nDROP TABLE extra;");
  return folder;
}

async function isLetIn(at: Instance, identity: string, from: string): Promise<number> {
  return (await world.sit(at, "one", identity, from).answer).status;
}

test("versions change one instance after the other, around a call and an order that is still to come", async () => {
  const folder = laterSteps();
  const owner = world.database.owner;
  const first = await world.start();
  const [ann, cai] = [
    world.sit(first, "one", "ann", france),
    world.sit(first, "one", "cai", china),
  ];
  await Promise.all([ann.joined, cai.joined]);
  await order(world.database, "one", ["CN"], { fromMs: beginsInMs });

  // The newer version starts, and adds to the schema. The older one goes on, and so does one that starts.
  expect(await migrate(owner, { folder, upTo: 2 })).toMatchObject({ applied: ["0002-adds.sql"] });
  expect(await isLetIn(first, "bob", france)).toBe(101);
  const second = await world.start();
  expect(await second.program.line("0002-adds.sql")).toContain("goes on without it");
  await first.program.stop("SIGTERM");
  await vi.waitFor(async () => expect(await isLetIn(second, "ann", france)).toBe(101), 15_000);
  // The order begins under the second instance, which puts out those whom it names, and no one else.
  await vi.waitFor(async () => expect(await isLetIn(second, "cai", china)).toBe(451), {
    timeout: beginsInMs + 20_000,
    interval: 250,
  });
  await vi.waitFor(async () => expect(await world.listed("one")).toEqual(["ann"]), 10_000);

  // What older versions need is taken away once none of them runs.
  const refused = await migrate(owner, { folder }).catch((error) => error);
  expect(refused).toMatchObject({ code: "older-instances" });
  expect(await isLetIn(second, "ann", france)).toBe(101);
  await second.program.stop("SIGTERM");
  expect(await migrate(owner, { folder })).toMatchObject({ applied: ["0003-takes-away.sql"] });
  const tooOld = world.start();
  await expect(tooOld).rejects.toThrow("0003-takes-away.sql");
});
