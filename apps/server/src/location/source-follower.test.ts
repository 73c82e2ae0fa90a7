import { EventEmitter, once } from "node:events";
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { replaceFile } from "../processes/json-file.ts";
import { configuredSources } from "./configured-sources.ts";
import { SourceFollower } from "./source-follower.ts";
import { correctionsId } from "./source-spec.ts";

// Broken on purpose: it isn't tried again → no entry; the next data are delivered first → they are.
test("data that decide are recorded even if that fails at first, and no others follow before", async () => {
  const folder = mkdtempSync(join(tmpdir(), "graticule-follower-"));
  const sourcesFile = join(folder, "sources.json");
  const path = join(folder, "own.csv");
  const source = { id: "own", maker: "x", kind: "geofeed", role: "operator", path: "own.csv" };
  writeFileSync(sourcesFile, JSON.stringify([source]));
  let seconds = Date.now() / 1_000 - 3_600;
  const write = (place: string): void => {
    writeFileSync(path, `127.3.0.0/16,${place},,,\n`);
    seconds += 1;
    utimesSync(path, seconds, seconds);
  };
  const recorded: string[] = [];
  let isAway = false;
  let delivered = 0;
  const follower = new SourceFollower({
    sources: configuredSources({ sourcesFile, dataDir: folder }),
    form: "tables",
    deliver: ({ made }) => {
      if (made !== undefined) delivered += 1;
    },
    custody: {
      folder: join(folder, "served"),
      record: {
        read: async () => ({ reaches: [], served: undefined, confirmed: [] }),
        async serves({ digest }) {
          if (isAway) throw new Error("the database is away");
          if (recorded.at(-1) !== digest) recorded.push(digest);
        },
      },
    },
  });
  write("HK");
  await follower.start();
  isAway = true;
  for (const place of ["JP", "FR"]) {
    write(place);
    await follower.reload();
    await follower.reload();
    expect([delivered, recorded.length]).toEqual([2, 1]);
  }
  isAway = false;
  await vi.waitFor(() => expect([delivered, recorded.length]).toEqual([3, 3]), 20_000);
  await follower.close();
  rmSync(folder, { recursive: true });
}, 60_000);

// Was: a missing file wasn't followed, so the first import had no effect. Broken on purpose: so again → nothing is delivered.
test("the desk's first corrections are taken in when their file appears", async () => {
  const folder = mkdtempSync(join(tmpdir(), "graticule-follower-"));
  const correctionsFile = join(folder, "corrections.csv");
  const sourcesFile = join(folder, "sources.json");
  writeFileSync(sourcesFile, "[]");
  const told = new EventEmitter();
  const follower = new SourceFollower({
    sources: configuredSources({ sourcesFile, dataDir: folder }),
    correctionsFile,
    form: "tables",
    deliver: ({ specs, made }) => {
      if (made !== undefined && specs.some(({ id }) => id === correctionsId))
        told.emit("corrections");
    },
  });
  await follower.start();
  const appeared = once(told, "corrections");
  replaceFile(correctionsFile, "127.3.0.0/16,HK,,,\n");
  await appeared;
  await follower.close();
  rmSync(folder, { recursive: true });
}, 20_000);
