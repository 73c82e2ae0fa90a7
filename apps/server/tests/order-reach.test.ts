import { beforeEach, expect, test } from "vitest";
import { type DeskPeople, deskPeople, ordered, requestOf, runningMeeting } from "./desk-people.ts";
import { decideChange } from "./desk-service.ts";
import {
  database,
  home,
  meetingServiceOfTests,
  service,
  type TestMeeting,
} from "./meeting-service.ts";

/** An order in force after the register, or the list of disputed territories, has changed. */
meetingServiceOfTests();
let people: DeskPeople;
let meeting: TestMeeting;
let request: string;

beforeEach(async () => {
  people = await deskPeople(service, database, ["CN", "CN-BJ", "JP"]);
  meeting = await runningMeeting(service);
  const places = ["CN", "JP"];
  const { id } = await ordered(people, requestOf(people.authority, [meeting.code]), { places });
  request = id;
  expect(await fromChina()).toBe(451);
});

const fromChina = async () =>
  (await service.comes(meeting, "Mei", { from: home.china })).answer.status;
async function byTwo(body: object): Promise<void> {
  const { id } = (await people.reviewer.ask("POST", "/api/desk/changes", body)).json;
  const answer = await decideChange(people.approver, id);
  expect(answer.status).toBe(200);
}
const list = (change: { add?: string[]; remove?: string[] }) =>
  byTwo({ kind: "disputed-places", add: [], remove: [], source: "A resolution", ...change });
const orderNow = async () =>
  (await people.reviewer.ask("GET", `/api/desk/requests/${request}`)).json.orders[0];

test("an order in force loses a place newly listed as disputed, and regains no more than was approved (constitution 2)", async () => {
  await list({ add: ["CN"] });
  expect(await fromChina()).toBe(200);
  expect(await orderNow()).toMatchObject({
    state: "in-force",
    places: ["CN", "JP"],
    reaches: { places: ["JP"] },
  });
  const limits = () => service.deps.directory.find(meeting.room)?.limits.limits.length;
  const before = limits();
  await list({ add: ["JP"] });
  expect((await orderNow()).reaches.places).toEqual([]);
  expect(limits()).toBe((before ?? 0) - 1);
  await list({ remove: ["CN", "JP"] });
  expect(await fromChina()).toBe(451);
  expect((await orderNow()).reaches.places).toEqual(["CN", "JP"]);
});

test("an order in force drops a part of its places newly listed as disputed", async () => {
  await list({ add: ["CN-BJ"] });
  expect(await orderNow()).toMatchObject({
    excepted: [],
    reaches: { places: ["CN", "JP"], excepted: ["CN-BJ"] },
  });
  await list({ remove: ["CN-BJ"] });
  expect((await orderNow()).reaches.excepted).toEqual([]);
});

test("an order in force reaches no further than its authority's newest entry, and never further than was approved", async () => {
  const entry = (home: string, ...others: readonly string[]) =>
    byTwo({
      kind: "authority",
      authority: {
        series: people.authority.series,
        name: "Ministry of Tests",
        contact: "By letter",
        territory: { kind: "country", home },
        instruments: others.map((place) => ({ place, citation: `Act of ${place}` })),
      },
    });
  await entry("FR", "JP");
  expect(await fromChina()).toBe(200);
  expect((await orderNow()).reaches.places).toEqual(["JP"]);
  await entry("CN", "FR", "JP");
  expect((await orderNow()).reaches.places).toEqual(["CN", "JP"]);
});
