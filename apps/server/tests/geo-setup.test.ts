import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type MakerFile, makeFiles } from "./makers/files.ts";
import { type Makers, startMakers } from "./makers/server.ts";

let files: Map<string, MakerFile>;
let makers: Makers;
let dataDir: string;

beforeAll(async () => {
  files = new Map(makeFiles(Date.now(), "few"));
  makers = await startMakers(files);
  dataDir = mkdtempSync(join(tmpdir(), "graticule-geo-setup-"));
});
afterAll(async () => {
  await makers?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const inDistrict = "9.137.0.1";

/** A command of the command line, as `npm run` starts it. */
async function run(command: "geo" | "geo-setup", ...args: string[]) {
  const script = fileURLToPath(new URL(`../src/commands/${command}.ts`, import.meta.url));
  const env = {
    PATH: process.env["PATH"],
    GRATICULE_DATA: dataDir,
    LOCATION_MIRROR: makers.origin,
    OUTBOUND_ALLOW: "127.0.0.1/32",
  };
  return await new Promise<{ code: number; text: string }>((resolve) => {
    execFile(process.execPath, [script, ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), text: stdout + stderr });
    });
  });
}

test("one command takes the operator from likely to certain, and says what can be told", async () => {
  const listed = await run("geo-setup");
  expect(listed.code).toBe(0);
  expect(listed.text).toMatch(/dbip · DB-IP.*\n.*measured, 4 MB, changes monthly\n.*CC BY 4\.0/);
  expect(listed.text).toContain("--accept recommended");
  expect(makers.asked).toEqual([]);
  expect((await run("geo", "explain", inDistrict)).text).toMatch(/probable: AE|AE.*probable/);

  const taken = await run("geo-setup", "--accept", "recommended,registries");
  expect(taken.code).toBe(0);
  expect(taken.text).toMatch(/You accept these licences:\ndbip · CC BY 4\.0: /);
  for (const id of ["dbip", "iptoasn", "tor", "registries"]) {
    expect(taken.text).toContain(`${id}: updated`);
  }
  expect(taken.text).toMatch(/IPv4: certain [1-9]\d?\.\d%, likely/);
  expect(taken.text).toContain("What another source could add at most:\n  ipinfo: IPv4");
  expect((await run("geo", "explain", inDistrict)).text).toMatch(/established: AE|AE.*established/);
  expect((await run("geo", "sources")).text).toContain("registries: fresh, registration");
});

test("what went wrong is said with what to do, and the rest is in use", async () => {
  expect(await run("geo-setup", "--accept", "dbip,nothing")).toMatchObject({
    code: 1,
    text: expect.stringContaining("no source called nothing"),
  });
  files.delete("google-vpn/geofeed");
  const taken = await run("geo-setup", "--accept", "google-vpn,starlink");
  expect(taken.code).toBe(1);
  expect(taken.text).toMatch(/google-vpn: failed: its server answered 404\n/);
  expect(taken.text).toMatch(/In use: .*starlink/);
  expect(taken.text).not.toMatch(/In use: .*google-vpn/);
  expect((await run("geo-setup", "--use", "starlink")).text).toContain("no data that waits");
});

test("a change can be taken back", async () => {
  expect((await run("geo-setup", "--remove", "dbip,iptoasn")).text).toMatch(/In use: (?!.*dbip)/);
  expect((await run("geo", "explain", inDistrict)).text).not.toMatch(/AE.*established/);
  expect((await run("geo-setup", "--undo")).text).toMatch(/In use: .*dbip/);
  expect((await run("geo", "explain", inDistrict)).text).toMatch(/established: AE|AE.*established/);
});
