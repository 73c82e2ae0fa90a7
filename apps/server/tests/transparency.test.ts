import {
  behind as behindName,
  entriesBehind,
  entryWithHistory,
  type Figures,
  story as storyAnswer,
  storyRows,
  transparency,
} from "@graticule/api/transparency";
import { createOrderEffects } from "@graticule/server/desk/orders/effects";
import { createFollowedLog } from "@graticule/server/transparency/followed-log";
import { createTransparencyStore } from "@graticule/server/transparency/store";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { unjudged } from "./by-hand.ts";
import {
  acts,
  ordered,
  receive,
  requestOf,
  runningMeeting,
  startDesk,
  type TestDesk,
} from "./desk-people.ts";
import { newStaff, type Staff } from "./desk-service.ts";
import { home } from "./meeting-service.ts";
import { endDay, whenTold } from "./transparency-reader.ts";

let desk: TestDesk;
let today: string;

beforeAll(async () => {
  desk = await startDesk();
  const { rows } = await desk.database.pool.query(
    "SELECT (now() AT TIME ZONE 'UTC')::date AS today",
  );
  today = rows[0].today;
});
afterAll(() => desk?.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
  desk.service.ask("GET", path, { headers });
async function told(path: string) {
  await whenTold(desk.service, desk.database);
  const answer = await get(path);
  expect([path, answer.status]).toEqual([path, 200]);
  return answer;
}
const figures = async (): Promise<Figures> =>
  transparency.parse((await told("/api/transparency")).json).figures;
const rows = async (query = "") =>
  storyRows.parse((await told(`/api/transparency/requests${query}`)).json);
const kindsOf = (entries: readonly { readonly leaf: string }[]) =>
  entries.map(({ leaf }) => JSON.parse(leaf).kind);
const storyOf = async (request: number) =>
  storyAnswer.parse((await told(`/api/transparency/requests/${request}`)).json).entries;
const entriesFor = async (name: string, more = "") => {
  expect(behindName.safeParse(name).success).toBe(true);
  const path = `/api/transparency/entries?behind=${encodeURIComponent(name)}${more}`;
  return entriesBehind.parse((await told(path)).json);
};

interface Line {
  readonly index: number;
  // biome-ignore lint/suspicious/noExplicitAny: whoever downloads it knows no types
  readonly entry: any;
  readonly texts: Record<string, { readonly salt: string; readonly value: string } | "taken-down">;
}
const downloaded = async (): Promise<Line[]> =>
  (await told("/transparency/log.jsonl")).text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

async function numberOf(id: string): Promise<number> {
  const { rows: found } = await desk.database.pool.query(
    "SELECT number FROM request WHERE id = $1",
    [id],
  );
  return found[0].number;
}

/** Somebody who takes texts down, and somebody else who confirms it. */
async function takeDown(entry: number, text: string) {
  const { reviewer, approver } = desk.people;
  const decide = (who: Staff, id: string) =>
    who.ask("POST", `/api/desk/text-removals/${id}/decision`, { outcome: "confirmed" });
  const made = await reviewer.ask("POST", "/api/desk/text-removals", {
    ...{ entry, text, ground: "personal-data" },
  });
  expect((await decide(approver, made.json.id)).status).toBe(204);
}

test("a demand, its answers, an order, its effect, its lifting and an appeal are one story that anybody can count again (constitution 11 and 15)", async () => {
  const { service, database, people } = desk;
  const meeting = await runningMeeting(service, 12);
  const { id, orderId } = await ordered(
    people,
    requestOf(people.authority, [meeting.code], {
      demands: [
        { kind: "withhold-meeting", verbatim: "Withhold it.", meeting: 0 },
        { kind: "end-meeting", verbatim: "End it.", meeting: 0 },
        { kind: "suspend-account", verbatim: "Suspend it.", meeting: 0 },
      ],
    }),
  );
  const number = await numberOf(id);
  const before = await figures();
  expect(before.demands).toEqual([
    expect.objectContaining({ demand: "withhold-meeting", asked: 1, open: 1 }),
    expect.objectContaining({ demand: "end-meeting", asked: 1, open: 1 }),
    expect.objectContaining({ demand: "suspend-account", asked: 1, open: 1 }),
  ]);
  expect((await rows()).rows[0]).toMatchObject({
    ...{ request: number, receivedOn: today, state: "open", branch: "executive" },
    authority: { kind: "named", name: "Ministry of Tests" },
    orders: [{ places: ["CN"], state: "in-force" }],
  });

  for (const demand of [1, 2]) {
    await acts(people.reviewer, id, { kind: "answer-demand", demand, answer: "refused" });
  }
  await acts(people.reviewer, id, { kind: "answer-demand", demand: 0, answer: "met" });
  await acts(people.reviewer, id, { kind: "close", text: "The answer" });
  const refused = await service.comes(meeting, "Mei", { from: home.china });
  expect(refused.answer.status).toBe(451);
  const effects = createOrderEffects(database.db);
  effects.mark(orderId);
  await effects.close();
  const appeal = { orderId, by: "public", text: "It reaches too far." };
  expect((await service.ask("POST", "/api/appeals", { body: appeal })).status).toBe(201);
  await acts(people.reviewer, id, { kind: "lift", orderId, why: "No ground" });

  // Nothing of what is daily is seen before its day is over: neither who was kept out, nor that it ended.
  const during = await figures();
  expect(during.orders).toMatchObject({ approved: 1, inForce: 1, withEffect: 0 });
  expect(during.appeals.byMonth).toEqual([]);
  expect(kindsOf(await storyOf(number))).toEqual([
    ...["request-received", "order-approved", "request-closed"],
  ]);
  await endDay(service, database);
  const after = await figures();
  expect(after.orders).toMatchObject({
    ...{ approved: 1, inForce: 0, withEffect: 1 },
    over: { lifted: 1, overturned: 0, appealNotDecided: 0, occurrenceOver: 0, lapsed: 0 },
    byAuthority: [
      { authority: { kind: "named", name: "Ministry of Tests" }, approved: 1, inForce: 0 },
    ],
    byPlace: [{ place: "CN", approved: 1, inForce: 0 }],
  });
  expect(after.appeals.byMonth).toEqual([
    { month: expect.any(String), made: "fewer-than-10", overturned: "none" },
  ]);
  expect(after.timeToAnswer).toEqual({ count: 1, medianDays: 0, longestDays: 0 });
  expect(after.findings).toEqual([]);
  expect(new Set(kindsOf(await storyOf(number)))).toEqual(
    new Set([
      ...["request-received", "order-approved", "request-closed"],
      ...["order-effect", "appeal-made", "order-ended"],
    ]),
  );

  // Whoever counts the download, with no code of ours, counts the same.
  const lines = await downloaded();
  expect(lines.map(({ index }) => index)).toEqual(lines.map((_, at) => at));
  expect(lines).toHaveLength(after.size);
  const answers = lines.flatMap(({ entry }) => entry.answers ?? []);
  const ended = new Set(
    lines.flatMap(({ entry }) => (entry.kind === "order-ended" ? entry.order : [])),
  );
  const orders = lines.filter(({ entry }) => entry.kind === "order-approved");
  for (const { demand, asked, ...row } of after.demands) {
    const of = answers.filter((one) => one.demand === demand);
    expect([demand, asked, row.refused]).toEqual([
      ...[demand, of.length, of.filter(({ answer }) => answer === "refused").length],
    ]);
  }
  const end = after.demands.find(({ demand }) => demand === "end-meeting");
  expect(end).toMatchObject({ asked: 1, refused: 1, met: 0, narrowed: 0 });
  expect(after.orders.inForce).toBe(orders.filter(({ entry }) => !ended.has(entry.order)).length);
  expect((await entriesFor("orders-in-force")).count).toBe(after.orders.inForce);
  expect((await entriesFor("demand:end-meeting")).count).toBe(2);
  expect((await entriesFor("place:CN")).count).toBe(4);
  expect((await entriesFor(after.orders.byAuthority[0]?.behind ?? "")).count).toBe(4);
});

test("who may not be named is in no answer, no feed and no download, and neither is a person (constitution 10 and 11)", async () => {
  const { service, people, database } = desk;
  const meeting = await service.newMeeting({ title: "Unmistakable commemoration" });
  await unjudged(database, (client) =>
    client.query("UPDATE authority SET name = 'Secret bureau' WHERE id = $1", [
      people.authority.id,
    ]),
  );
  const until = new Date(Date.now() + 20 * 86_400_000).toISOString();
  const id = await receive(
    people,
    requestOf(people.authority, [meeting.code], { forbidsNotice: { until, law: "Secrecy Act" } }),
  );
  await whenTold(service, database);
  await unjudged(database, (client) =>
    client.query("UPDATE authority SET name = 'Ministry of Tests' WHERE id = $1", [
      people.authority.id,
    ]),
  );
  const number = await numberOf(id);
  const sealed = { kind: "sealed", until: until.slice(0, 10) };
  expect((await rows()).rows[0]).toMatchObject({ request: number, authority: sealed });
  expect((await figures()).sealed).toEqual({ ahead: 1, opened: 0 });
  expect(kindsOf((await entriesFor("sealed")).entries)).toEqual(["request-received"]);
  const answers = [
    ...["/api/transparency", "/api/transparency/requests", `/api/transparency/requests/${number}`],
    ...["/api/transparency/entries?behind=all", "/transparency/feed.atom"],
    ...["/transparency/log.jsonl", "/transparency/log.csv", "/transparency/lumen.json"],
  ];
  for (const path of answers) {
    const { text } = await told(path);
    for (const secret of [
      "Secret bureau",
      "Secrecy Act",
      "Unmistakable",
      meeting.room,
      meeting.code,
    ]) {
      expect([path, secret, text.includes(secret)]).toEqual([path, secret, false]);
    }
    // No minute, anywhere but for the day that a feed must write as one.
    expect([path, text.match(/T\d\d:\d\d/g)?.filter((one) => one !== "T00:00") ?? []]).toEqual([
      path,
      [],
    ]);
  }
  expect((await told("/transparency/feed.atom")).text).toContain("may not be named until");

  // When the day is over, the log itself tells it, and so does everything that is counted from it.
  await endDay(service, database);
  await unjudged(database, (client) =>
    client.query("UPDATE ledger_sealed SET open_on = $1::date - 1 WHERE entry_id IS NOT NULL", [
      today,
    ]),
  );
  await endDay(service, database);
  expect((await rows()).rows[0]?.authority).toEqual({ kind: "named", name: "Secret bureau" });
  expect((await figures()).sealed).toEqual({ ahead: 0, opened: 1 });
  expect(kindsOf(await storyOf(number))).toEqual(["request-received", "sealed-opened"]);
  expect((await told("/transparency/lumen.json")).text).toContain("Secret bureau");
});

test("a text that was taken down is shown as that at once, everywhere", async () => {
  const { service, people, database } = desk;
  const meeting = await service.newMeeting();
  await unjudged(database, (client) =>
    client.query("UPDATE authority SET name = '=SUM(A1), \"unlawful\" <name>' WHERE id = $1", [
      people.authority.id,
    ]),
  );
  const id = await receive(people, requestOf(people.authority, [meeting.code]));
  const number = await numberOf(id);
  const [received] = await storyOf(number);
  const name = '=SUM(A1), "unlawful" <name>';
  expect(received?.texts["authority"]).toMatchObject({ value: name });
  // What a spreadsheet would reckon, and what a page would run, is text.
  const csv = (await told("/transparency/log.csv")).text;
  expect(csv).toContain(`"'=SUM(A1), ""unlawful"" <name>"`);
  expect(csv).not.toMatch(/(^|[,"\n])[=+@]/);
  const feed = (await told("/transparency/feed.atom")).text;
  expect(feed).toContain("=SUM(A1), &#34;unlawful&#34; &#60;name&#62;");
  const etag = (await get("/api/transparency/requests")).headers["etag"];

  await takeDown(received?.index ?? -1, "authority");
  // Broken on purpose: with the names of the first reading, the rows still show it.
  const row = storyRows.parse((await get("/api/transparency/requests")).json).rows[0];
  expect(row).toMatchObject({ request: number, authority: { kind: "taken-down" } });
  expect((await get("/api/transparency/requests", { "if-none-match": String(etag) })).status).toBe(
    200,
  );
  const index = received?.index ?? -1;
  const one = entryWithHistory.parse((await get(`/api/transparency/entries/${index}`)).json);
  expect(one.entry.texts).toEqual({ authority: "taken-down" });
  for (const file of ["feed.atom", "log.jsonl", "log.csv", "lumen.json"]) {
    expect([file, (await get(`/transparency/${file}`)).text.includes("unlawful")]).toEqual([
      file,
      false,
    ]);
  }
  expect((await told("/transparency/log.csv")).text).toContain("taken down");
  expect((await told("/transparency/feed.atom")).text).toContain("whose name was taken down");
  expect((await figures()).textsRemoved).toBe(1);
  expect(kindsOf(await storyOf(number))).toContain("text-removed");
  await unjudged(database, (client) =>
    client.query("UPDATE authority SET name = 'Ministry of Tests' WHERE id = $1", [
      people.authority.id,
    ]),
  );
});

test("lists are told page by page, the newest first, and what the asker knows is not sent again", async () => {
  const { service, people } = desk;
  const meeting = await service.newMeeting();
  for (let one = 0; one < 30; one += 1) {
    await receive(people, requestOf(people.authority, [meeting.code]));
  }
  const first = await rows();
  expect(first.rows).toHaveLength(25);
  const second = await rows(`?before=${first.next}`);
  expect(second.next).toBeUndefined();
  const numbers = [...first.rows, ...second.rows].map(({ request }) => request);
  expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => other - one));
  expect(numbers).toHaveLength((await figures()).requests.received);
  const all = await entriesFor("all");
  expect(all.count).toBe((await figures()).size);
  expect(all.entries[0]?.index).toBe(all.count - 1);
  const more = await entriesFor("all", `&before=${all.next}`);
  expect(more.entries[0]?.index).toBe(all.count - 51);
  expect((await figures()).requests.repeated).toBeGreaterThan(20);

  const known = await get("/api/transparency", { origin: "https://elsewhere.test" });
  expect(known.headers).toMatchObject({
    ...{ "cache-control": "no-cache", "access-control-allow-origin": "*" },
  });
  const again = { "if-none-match": `"other", W/${known.headers["etag"]}` };
  for (const path of ["/api/transparency", "/transparency/feed.atom", "/transparency/log.jsonl"]) {
    const answer = await get(path, again);
    expect([path, answer.status, answer.text]).toEqual([path, 304, ""]);
  }
  for (const path of [
    "requests/0",
    "requests/999999",
    "requests/x",
    "entries/99999999",
    "entries/01",
  ]) {
    expect([path, [400, 404].includes((await get(`/api/transparency/${path}`)).status)]).toEqual([
      path,
      true,
    ]);
  }
  expect((await get("/api/transparency/entries?behind=persons")).status).toBe(400);
  expect((await entriesFor("month:1999-01")).count).toBe(0);
});

test("an outside act and a change that takes two people are told, and are opened by their figures", async () => {
  const { service, database, people } = desk;
  // An act that names no meeting was answered 500: there was no commitment to nothing.
  const safety = await newStaff(service, database, "sam", { roles: ["safety"] });
  const outside = { what: "+ disk taken", forcedBy: "A court", on: today };
  expect((await safety.ask("POST", "/api/safety/outside-acts", outside)).status).toBe(201);
  const change = {
    kind: "staff",
    email: people.intake.email,
    roles: ["intake", "reviewer"],
    liaisonTo: [],
  };
  expect((await people.approver.ask("POST", "/api/desk/changes", change)).status).toBe(201);
  const { outsideActs, sideDoors } = await figures();
  expect(outsideActs).toBe(1);
  expect(sideDoors).toEqual([{ what: "staff", proposed: 1, inEffect: 0, declined: 0, open: 1 }]);
  const [entry] = (await entriesFor("outside-acts")).entries;
  expect(entry?.texts["what"]).toMatchObject({ value: "+ disk taken" });
  expect((await told("/transparency/log.csv")).text).toContain("'+ disk taken");
  expect((await told("/transparency/feed.atom")).text).toContain("What was done: + disk taken");
});

test("the feed is Atom, and the downloads are what their types say", async () => {
  const feed = await told("/transparency/feed.atom");
  expect(feed.headers["content-type"]).toBe("application/atom+xml; charset=utf-8");
  expect(unclosed(feed.text)).toEqual([]);
  const ids = [...feed.text.matchAll(/<id>(.*?)<\/id>/g)].map(([, id]) => id);
  expect(ids.length).toBeGreaterThan(30);
  expect(new Set(ids).size).toBe(ids.length);
  const entries = feed.text.split("<entry>").slice(1);
  for (const part of ["id", "title", "updated"]) {
    expect(entries.every((one) => one.includes(`<${part}>`))).toBe(true);
  }
  expect(feed.text).toContain(
    `<link rel="self" type="application/atom+xml" href="http://meet.test/transparency/feed.atom"/>`,
  );
  expect(feed.text).toMatch(/href="http:\/\/meet.test\/transparency\/requests\/\d+"/);

  const csv = await told("/transparency/log.csv");
  const [header = [], ...cells] = parseCsv(csv.text);
  expect(cells).toHaveLength((await figures()).size);
  expect(cells.every((row) => row.length === header.length)).toBe(true);
  const lines = await downloaded();
  expect(cells.map((row) => row[header.indexOf("kind")])).toEqual(
    lines.map(({ entry }) => entry.kind),
  );

  const lumen = (await told("/transparency/lumen.json")).json;
  const first = lumen.notices[0];
  expect(lumen.notices).toHaveLength((await figures()).requests.received);
  expect(first).toMatchObject({
    ...{ type: "GovernmentRequest", date_received: expect.any(String), action_taken: "Partial" },
    ...{ jurisdiction_list: ["CN"], regulation_list: ["Test Act, section 1"] },
  });
  expect(first.entity_notice_roles_attributes.map(({ name }: { name: string }) => name)).toEqual([
    ...["recipient", "sender"],
  ]);
  expect(JSON.stringify(lumen.notices)).not.toContain("urls");
  // Every other path is a page, which finds its way by itself.
  const html = { accept: "text/html" };
  const page = await get("/transparency/requests/1", html);
  expect(page.headers["content-type"]).toMatch(/^text\/html/);
});

test("leaves that were changed beneath their tree are not counted (attack 33)", async () => {
  const { database } = desk;
  const store = createTransparencyStore(database.db);
  const errors: unknown[] = [];
  const follow = () =>
    createFollowedLog({
      store,
      isSound: () => true,
      log: { error: (...said: unknown[]) => void errors.push(said) },
    });
  const view = await follow().view();
  expect(view === "cannot-check" ? undefined : view.size).toBe((await figures()).size);
  const swap = `UPDATE ledger_leaf SET leaf = convert_to(replace(convert_from(leaf, 'UTF8'),
    '"refused"', '"rejected"'), 'UTF8') WHERE convert_from(leaf, 'UTF8') LIKE '%"end-meeting"%'`;
  await unjudged(database, (client) => client.query(swap));
  // Broken on purpose: without the comparison with the signed root, this is counted.
  expect(await follow().view()).toBe("cannot-check");
  expect(errors).toHaveLength(1);
  await unjudged(database, (client) => client.query("DELETE FROM ledger_leaf WHERE index = 1"));
  expect(await follow().view()).toBe("cannot-check");
});

test("of a log that is not sound nothing is shown (attack 34)", async () => {
  const { service, database } = desk;
  await unjudged(database, (client) =>
    client.query("UPDATE ledger_head SET size = size - 1, published_size = size - 1"),
  );
  await vi.waitFor(() => expect(service.deps.sequencer.state().kind).toBe("stopped"));
  for (const path of [
    ...["/api/transparency", "/api/transparency/requests", "/api/transparency/requests/1"],
    ...["/api/transparency/entries?behind=all", "/api/transparency/entries/0"],
    ...["/transparency/feed.atom", "/transparency/log.jsonl", "/transparency/log.csv"],
    "/transparency/lumen.json",
  ]) {
    const answer = await get(path);
    expect([path, answer.status, answer.json?.code]).toEqual([path, 503, "cannot-check"]);
    expect(answer.headers["cache-control"]).toBe("no-store");
  }
});

/** Tags that are not closed in their order. */
function unclosed(xml: string): string[] {
  const open: string[] = [];
  for (const [, closes, name = "", alone] of xml.matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>/g)) {
    if (closes !== "/") open.push(...(alone === "/" ? [] : [name]));
    else if (open.pop() !== name) return [...open, name];
  }
  return open;
}

/** RFC 4180. */
function parseCsv(text: string): string[][] {
  const found: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = "", end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g,
  )) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ",") continue;
    found.push(row);
    row = [];
  }
  return found;
}
