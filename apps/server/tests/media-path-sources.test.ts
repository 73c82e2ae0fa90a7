import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MediaPaths } from "@graticule/beacon/beacon-table";
import type { Beacons } from "@graticule/server/beacon/responder";
import { configuredSources } from "@graticule/server/location/configured-sources";
import { createLocator } from "@graticule/server/location/create-locator";
import type { Locator } from "@graticule/server/location/locator";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startTestDatabase, type TestDatabase } from "./harness.ts";
import { type MeetingService, startMeetingService, type Visitor } from "./meeting-service.ts";
import { order } from "./orders.ts";

/** Two providers place these in France; 203.0.113.9 is a Tor exit there. */
const range = "127.1.0.0/16,FR,,,\n198.51.100.0/24,FR,,,\n203.0.113.0/24,FR,,,\n";
const signalling = "127.1.0.1";

/** Beacons that hear what a test says, from any address. */
class SpokenBeacons implements Beacons {
  readonly isOn = true;
  readonly #addresses = new Map<string, readonly string[]>();
  #listener: (owner: string) => void = () => undefined;

  comesFrom(owner: string, ...addresses: string[]): void {
    this.#addresses.set(owner, addresses);
    this.#listener(owner);
  }

  pathsOf(owner: string): MediaPaths {
    const addresses = this.#addresses.get(owner);
    if (addresses === undefined) return { kind: "none" };
    const answeredAt = performance.now();
    return {
      kind: "live",
      paths: addresses.map((address) => ({ address, answeredAt, roundTripMs: 1 })),
    };
  }

  onChange(listener: (owner: string) => void): () => void {
    this.#listener = listener;
    return () => undefined;
  }

  open = () => ({ kind: "off" }) as const;
  close = (owner: string) => void this.#addresses.delete(owner);
  count = () => this.#addresses.size;
  shut = async () => undefined;
}

let database: TestDatabase;
let folder: string;
let beacons: SpokenBeacons;
let locator: Locator;
let service: MeetingService;
let meeting: Awaited<ReturnType<MeetingService["newMeeting"]>>;
let ana: Visitor;

beforeAll(async () => {
  database = await startTestDatabase();
  folder = mkdtempSync(join(tmpdir(), "graticule-sources-"));
  const sources = [
    { id: "one", maker: "one", kind: "geofeed", basis: "measured", path: "one.csv" },
    { id: "other", maker: "other", kind: "geofeed", basis: "registration", path: "other.csv" },
    { id: "tor", maker: "tor", kind: "list", lists: "tor", path: "tor.txt" },
  ];
  writeFileSync(join(folder, "sources.json"), JSON.stringify(sources));
  write("one.csv", range);
  write("other.csv", range);
  write("tor.txt", "203.0.113.9\n");
  beacons = new SpokenBeacons();
  locator = await createLocator({
    sources: configuredSources({ sourcesFile: join(folder, "sources.json"), dataDir: folder }),
  });
  service = await startMeetingService(database, { locator, beacons });
});
afterAll(async () => {
  await service?.stop();
  await database?.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  meeting = await service.newMeeting();
  ana = await service.sits(meeting, "Ana", { from: signalling });
  expect(await ana.page.next()).toMatchObject({ kind: "state", admitted: true });
});

let written = 0;
/** Each state of a file has its own time. */
function write(name: string, text: string | Buffer, ageDays = 0): void {
  writeFileSync(join(folder, name), text);
  written += 1;
  const seconds = Date.now() / 1_000 - ageDays * 86_400 - 60 + written / 100;
  utimesSync(join(folder, name), seconds, seconds);
}

function decided(): string {
  const seat = service.deps.presence.seats.find(meeting.room, ana.identity);
  if (seat === undefined) throw new Error("no seat");
  const { fix, media } = service.deps.decision.connectionLocator.locate(seat);
  const places = fix.standing === "contested" ? fix.places : "place" in fix ? [fix.place] : [];
  return [media, fix.standing, ...places].join(" ");
}

/** Her page is asked, and answers from where it was. */
async function answersWhere(): Promise<void> {
  expect(await ana.page.next()).toEqual({ kind: "where" });
  const headers = { authorization: `Bearer ${ana.key}` };
  await service.ask("POST", `/api/joins/${ana.joinId}/here`, { from: signalling, headers });
}

test.each([
  ["IPv4 written as IPv6", "::ffff:198.51.100.9"],
  ["another family that no source knows", "2001:db8::1"],
])("a media path by %s changes nothing (attack 3)", (_what, address) => {
  beacons.comesFrom(ana.joinId, address);
  expect(decided()).toBe("seen established FR");
});

test.each([
  ["a relay from IPv6 that carries a known address (attack 3)", "64:ff9b::c633:6409"],
  ["a private address (attack 4)", "10.9.9.9"],
  ["a shared address of a provider (attack 4)", "100.64.0.9"],
  ["a Tor exit in the same country (attack 6)", "203.0.113.9"],
])("a media path by %s leaves it in question: no order touches it", async (_what, address) => {
  beacons.comesFrom(ana.joinId, address);
  await answersWhere();
  expect(decided()).toMatch(/^seen contested/);
  await order(database, meeting.room, ["FR"]);
  await service.deps.directory.refresh({ kind: "all" });
  expect(service.deps.presence.seats.isInside(meeting.room, ana.identity)).toBe(true);
});

test("a media path makes neither an established address surer nor an unknown one known (attack 20)", async () => {
  beacons.comesFrom(ana.joinId, "198.51.100.9", "198.51.100.10");
  expect(decided()).toBe("seen established FR");
  const bo = await service.sits(meeting, "Bo", { from: "127.9.9.9" });
  beacons.comesFrom(bo.joinId, "198.51.100.9");
  const seat = service.deps.presence.seats.find(meeting.room, bo.identity);
  expect(seat && service.deps.decision.connectionLocator.locate(seat).fix.standing).not.toBe(
    "established",
  );
});

test("a source that grows stale or breaks while someone's media path is live makes them less sure, never surer (attack 22)", async () => {
  beacons.comesFrom(ana.joinId, "198.51.100.9");
  expect(decided()).toBe("seen established FR");
  write("other.csv", Buffer.from("\u0000broken\u0000,,,"));
  await locator.reload();
  expect(locator.sources().find(({ id }) => id === "other")?.state).toBe("rejected");
  expect(decided()).toBe("seen established FR");
  write("one.csv", range, 100);
  write("other.csv", range, 100);
  await locator.reload();
  expect(decided()).toBe("seen probable FR");
  await order(database, meeting.room, ["FR"]);
  await service.deps.directory.refresh({ kind: "all" });
  expect(service.deps.presence.seats.isInside(meeting.room, ana.identity)).toBe(true);
});
