import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configuredSources } from "@graticule/server/location/configured-sources";
import { createLocator } from "@graticule/server/location/create-locator";
import type { Locator } from "@graticule/server/location/locator";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  act,
  acts,
  type DeskPeople,
  deskPeople,
  entries,
  orderOf,
  requestOf,
  runningMeeting,
  underReview,
} from "./desk-people.ts";
import { newStaff } from "./desk-service.ts";
import { startTestDatabase, type TestDatabase } from "./harness.ts";
import { type MeetingService, startMeetingService } from "./meeting-service.ts";

/** Location sources that can establish places in one country, but hardly in the authority's. */
let database: TestDatabase;
let service: MeetingService;
let locator: Locator;
let people: DeskPeople;

beforeAll(async () => {
  database = await startTestDatabase();
  const folder = mkdtempSync(join(tmpdir(), "graticule-cannot-tell-"));
  writeFileSync(
    join(folder, "own.csv"),
    "198.51.100.0/24,FR,,,\n127.1.0.0/16,FR,,,\n8.8.8.0/24,CN,,,\n",
  );
  writeFileSync(join(folder, "all.csv"), "8.0.0.0/8,CN,,,\n");
  const sources = [
    { id: "own", maker: "test", kind: "geofeed", role: "operator", path: "own.csv" },
    { id: "all", maker: "all", kind: "geofeed", basis: "registration", path: "all.csv" },
  ];
  writeFileSync(join(folder, "sources.json"), JSON.stringify(sources));
  locator = await createLocator({
    sources: configuredSources({ sourcesFile: join(folder, "sources.json"), dataDir: folder }),
  });
  service = await startMeetingService(database, { locator });
  people = await deskPeople(service, database);
});
afterAll(async () => {
  await service.stop();
  await locator.close();
  await database.stop();
});

// Broken on purpose: with one established network in the country being enough, the look says "fewer than 10".
test("where sources can establish hardly an address, a look can't tell, and the desk says so and takes no order", async () => {
  const { reviewer, authority } = people;
  const meeting = await runningMeeting(service, 12);
  const id = await underReview(people, requestOf(authority, [meeting.code]));
  const propose = { kind: "propose", order: orderOf() };
  const before = await act(reviewer, id, propose);
  expect(before).toMatchObject({ status: 403, json: { reason: "no-source-there" } });
  const looked = await acts(reviewer, id, { kind: "look", meeting: 0 });
  expect(looked.namedMeetings[0]).toMatchObject({
    looks: [{ bucket: "cannot-tell" }],
    recommendation: "cannot-tell",
  });
  expect(looked.may.propose).toBe("no-source-there");
  // The log says that they looked, not what they saw.
  expect(Object.keys((await entries(database, "look")).at(-1) ?? {}).sort()).toEqual([
    ...["meeting", "ordinal", "request"],
  ]);

  const refuse = { kind: "answer-demand", demand: 0, answer: "refused" };
  const answered = await acts(reviewer, id, { ...refuse, ground: "cannot-tell-there" });
  expect(answered.draft).toContain("hardly any address in this territory, or none");
  expect(answered.draft).not.toMatch(/[Tt]oo few|[Ff]ewer/);
  await acts(reviewer, id, { kind: "close", text: answered.draft });
  expect((await entries(database, "request-closed")).at(-1)).toMatchObject({
    answers: [{ answer: "refused", ground: "cannot-tell-there" }],
  });
});

test("the service's blindness to a territory isn't blamed on a member's connection, nor the other way round", async () => {
  const { authority, approver } = people;
  const nowhere = await newStaff(service, database, "nowhere", {
    roles: ["reviewer"],
    from: "10.9.9.9",
  });
  const inChina = await underReview(
    people,
    requestOf(authority, [(await runningMeeting(service)).code]),
  );
  const propose = { kind: "propose", order: orderOf() };
  expect((await act(nowhere, inChina, propose)).json.reason).toBe("no-source-there");
  // Where a source can tell the territory, someone with no known place may be in it.
  const french = await deskPeople(service, database, ["FR"]);
  const meeting = await runningMeeting(service);
  const inFrance = await underReview(
    { ...french, reviewer: people.reviewer },
    requestOf(french.authority, [meeting.code]),
  );
  const order = { kind: "propose", order: orderOf({ places: ["FR"] }) };
  expect((await act(nowhere, inFrance, order)).json.reason).toBe("may-be-inside");
  expect((await act(people.reviewer, inFrance, order)).json.reason).toBe("inside");
  expect((await approver.ask("GET", "/api/desk")).json.shortages).not.toContain("no-sources");
});
