import { entryWithHistory, storyRows } from "@graticule/api/transparency";
import { createOrderEffects } from "@graticule/server/desk/orders/effect-store";
import { beforeAll, expect, test } from "vitest";
import { everyoneExcept } from "./api-service.ts";
import { unjudged } from "./by-hand.ts";
import {
  acts,
  deskOfTests,
  deskPeople,
  ordered,
  people,
  receive,
  requestOf,
  runningMeeting,
} from "./desk-people.ts";
import { newStaff, type Staff } from "./desk-service.ts";
import { endDay, whenTold } from "./log-days.ts";
import { database, home, service } from "./meeting-service.ts";
import { createLogReader, kindsOf } from "./transparency-reader.ts";

deskOfTests();
const reader = createLogReader();
let today: string;

beforeAll(async () => {
  const { rows } = await database.pool.query("SELECT (now() AT TIME ZONE 'UTC')::date AS today");
  today = rows[0].today;
});

const removals = "/api/desk/text-removals";
const confirms = (who: Staff, id: string) =>
  who.ask("POST", `${removals}/${id}/decision`, { outcome: "confirmed" });

/** Someone removes a text, and someone else confirms it. */
async function takeDown(entry: number, text: string) {
  const { reviewer, approver } = people;
  const made = await reviewer.ask("POST", removals, {
    entry,
    text,
    ground: "personal-data",
  });
  expect((await confirms(approver, made.json.id)).status).toBe(204);
}

test("a demand, its answers, an order, its effect, its lifting and an appeal are one story that anyone can recount (constitution 11 and 15)", async () => {
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
  const number = await reader.numberOf(id);
  const before = await reader.figures();
  expect(before.demands).toEqual([
    expect.objectContaining({ demand: "withhold-meeting", asked: 1, open: 1 }),
    expect.objectContaining({ demand: "end-meeting", asked: 1, open: 1 }),
    expect.objectContaining({ demand: "suspend-account", asked: 1, open: 1 }),
  ]);
  expect((await reader.rows()).rows[0]).toMatchObject({
    request: number,
    receivedOn: today,
    state: "open",
    branch: "executive",
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

  // No daily entry is visible before its day is over: neither that someone was kept out, nor that
  // it ended.
  const during = await reader.figures();
  expect(during.orders).toMatchObject({ approved: 1, inForce: 1, withEffect: 0 });
  expect(during.appeals.byMonth).toEqual([]);
  // It also says how far it goes: not into the current day.
  expect(during.through === null || during.through < today).toBe(true);
  expect(kindsOf(await reader.storyOf(number))).toEqual([
    ...["request-received", "order-approved", "request-closed"],
  ]);
  await endDay(service, database);
  const after = await reader.figures();
  // Ending the day makes it yesterday.
  const yesterday = new Date(Date.parse(today) - 86_400_000).toISOString().slice(0, 10);
  expect(after.through).toBe(yesterday);
  expect(after.orders).toMatchObject({
    approved: 1,
    inForce: 0,
    withEffect: 1,
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
  expect(new Set(kindsOf(await reader.storyOf(number)))).toEqual(
    new Set([
      ...["request-received", "order-approved", "request-closed"],
      ...["order-effect", "appeal-made", "order-ended"],
    ]),
  );

  // Counting the download without our code gives the same numbers.
  const lines = await reader.downloaded();
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
  expect((await reader.entriesFor("orders-in-force")).count).toBe(after.orders.inForce);
  expect((await reader.entriesFor("demand:end-meeting")).count).toBe(2);
  expect((await reader.entriesFor("place:CN")).count).toBe(4);
  expect((await reader.entriesFor(after.orders.byAuthority[0]?.behind ?? "")).count).toBe(4);
});

test("someone who may not be named is in no answer, feed or download, nor is any person (constitution 10 and 11)", async () => {
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
  const number = await reader.numberOf(id);
  const sealed = { kind: "sealed", until: until.slice(0, 10) };
  expect((await reader.rows()).rows[0]).toMatchObject({ request: number, authority: sealed });
  expect((await reader.figures()).sealed).toEqual({ ahead: 1, opened: 0, existed: 0 });
  expect(kindsOf((await reader.entriesFor("sealed")).entries)).toEqual(["request-received"]);
  const answers = [
    ...["/api/transparency", "/api/transparency/requests", `/api/transparency/requests/${number}`],
    ...["/api/transparency/entries?behind=all", "/transparency/feed.atom"],
    ...["/transparency/log.jsonl", "/transparency/log.csv", "/transparency/lumen.json"],
  ];
  for (const path of answers) {
    const { text } = await reader.told(path);
    for (const secret of [
      "Secret bureau",
      "Secrecy Act",
      "Unmistakable",
      meeting.room,
      meeting.code,
    ]) {
      expect([path, secret, text.includes(secret)]).toEqual([path, secret, false]);
    }
    // No minute anywhere, but for the day that a feed must write as one.
    expect([path, text.match(/T\d\d:\d\d/g)?.filter((one) => one !== "T00:00") ?? []]).toEqual([
      path,
      [],
    ]);
  }
  expect((await reader.told("/transparency/feed.atom")).text).toContain("can’t be named until");

  // When the day is over, the log itself shows it, and so does everything counted from it.
  await endDay(service, database);
  await unjudged(database, (client) =>
    client.query("UPDATE ledger_sealed SET open_on = $1::date - 1 WHERE entry_id IS NOT NULL", [
      today,
    ]),
  );
  await endDay(service, database);
  expect((await reader.rows()).rows[0]?.authority).toEqual({
    kind: "named",
    name: "Secret bureau",
  });
  expect((await reader.figures()).sealed).toEqual({ ahead: 0, opened: 1, existed: 0 });
  expect(kindsOf(await reader.storyOf(number))).toEqual(["request-received", "sealed-opened"]);
  expect((await reader.told("/transparency/lumen.json")).text).toContain("Secret bureau");
});

test("a removed text is shown as removed at once, everywhere", async () => {
  const meeting = await service.newMeeting();
  await unjudged(database, (client) =>
    client.query("UPDATE authority SET name = '=SUM(A1), \"unlawful\" <name>' WHERE id = $1", [
      people.authority.id,
    ]),
  );
  const id = await receive(people, requestOf(people.authority, [meeting.code]));
  const number = await reader.numberOf(id);
  const [received] = await reader.storyOf(number);
  const name = '=SUM(A1), "unlawful" <name>';
  expect(received?.texts["authority"]).toMatchObject({ value: name });
  // What a spreadsheet would compute, and what a page would run, is text.
  const csv = (await reader.told("/transparency/log.csv")).text;
  expect(csv).toContain(`"'=SUM(A1), ""unlawful"" <name>"`);
  expect(csv).not.toMatch(/(^|[,"\n])[=+@]/);
  const feed = (await reader.told("/transparency/feed.atom")).text;
  expect(feed).toContain("=SUM(A1), &#34;unlawful&#34; &#60;name&#62;");
  const etag = (await reader.get("/api/transparency/requests")).headers["etag"];

  await takeDown(received?.index ?? -1, "authority");
  // Broken on purpose: with the names of the first reading, the rows still show it.
  const row = storyRows.parse((await reader.get("/api/transparency/requests")).json).rows[0];
  expect(row).toMatchObject({ request: number, authority: { kind: "taken-down" } });
  expect(
    (await reader.get("/api/transparency/requests", { "if-none-match": String(etag) })).status,
  ).toBe(200);
  const index = received?.index ?? -1;
  const one = entryWithHistory.parse((await reader.get(`/api/transparency/entries/${index}`)).json);
  expect(one.entry.texts).toEqual({ authority: "taken-down" });
  for (const file of ["feed.atom", "log.jsonl", "log.csv", "lumen.json"]) {
    expect([file, (await reader.get(`/transparency/${file}`)).text.includes("unlawful")]).toEqual([
      file,
      false,
    ]);
  }
  expect((await reader.told("/transparency/log.csv")).text).toContain("taken down");
  expect((await reader.told("/transparency/feed.atom")).text).toContain(
    "whose name was taken down",
  );
  expect((await reader.figures()).textsRemoved).toBe(1);
  expect(kindsOf(await reader.storyOf(number))).toContain("text-removed");
  await unjudged(database, (client) =>
    client.query("UPDATE authority SET name = 'Ministry of Tests' WHERE id = $1", [
      people.authority.id,
    ]),
  );
});

// Broken on purpose: publicOrderOf without `takenDown`; listPublic as list.
test("what two people take down is public nowhere else: not at its order's page, nor as a rule's name", async () => {
  const meeting = await runningMeeting(service);
  const { id, orderId } = await ordered(people, requestOf(people.authority, [meeting.code]));
  const remover = await newStaff(service, database, "remover", { roles: ["approver"] });
  const other = await newStaff(service, database, "other", { roles: ["reviewer"] });
  const removes = async (entry: number, text: string) => {
    const made = await other.ask("POST", removals, { entry, text, ground: "personal-data" });
    expect((await confirms(remover, made.json.id)).status).toBe(204);
  };
  const shown = async () => (await service.ask("GET", `/api/orders/${orderId}`)).json;
  const before = await shown();
  expect(before).toMatchObject({
    ...{ authority: "Ministry of Tests", law: expect.any(String), reason: expect.any(String) },
  });
  expect(before).not.toHaveProperty("takenDown");
  const story = await reader.storyOf(await reader.numberOf(id));
  const entryOf = (kind: string) => story[kindsOf(story).indexOf(kind)]?.index ?? -1;
  await removes(entryOf("order-approved"), "reason");
  const { reason: _, ...others } = before;
  expect(await shown()).toEqual({ ...others, takenDown: ["reason"] });
  await removes(entryOf("order-approved"), "law");
  await removes(entryOf("request-received"), "authority");
  const after = await shown();
  expect(after).toMatchObject({ id: orderId, takenDown: ["authority", "law", "reason"] });
  expect(Object.keys(after)).not.toEqual(expect.arrayContaining(["reason"]));
  expect([after.authority, after.law, after.reason]).toEqual([undefined, undefined, undefined]);
  const refused = await service.comes(meeting, "Mei", { from: home.china });
  expect(refused.answer.json.refusal).toMatchObject({ authority: "Ministry of Tests" });

  const asAdministrator = { headers: { cookie: service.operatorCookie } };
  const rule = await service.ask("POST", "/api/admin/platform-rules", {
    ...asAdministrator,
    body: {
      ...{ name: "Named wrongly", ground: "own-policy", rule: everyoneExcept("CN") },
      reviewAt: new Date(Date.now() + 90 * 86_400_000).toISOString(),
    },
  });
  const named = async (path: string) =>
    (await service.ask("GET", path, asAdministrator)).json.find(
      (one: { id: string }) => one.id === rule.json.id,
    ).name;
  expect(await named("/api/platform-rules")).toBe("Named wrongly");
  const lines = await reader.downloaded();
  const change = lines.findLast(({ entry }) => entry.kind === "change-proposed");
  await removes(change?.index ?? -1, "says");
  expect(await named("/api/platform-rules")).toBeUndefined();
  expect(await named("/api/admin/platform-rules")).toBe("Named wrongly");
});

// Broken on purpose: publicPart with all names; any name taken again; without the trigger, pages show it until a restart.
test("a place's name that two people take down is on no page, and isn't entered again", async () => {
  const asAdministrator = { headers: { cookie: service.operatorCookie } };
  const { json: before } = await service.ask("GET", "/api/admin/settings", asAdministrator);
  const named = async (placeNames: object) => {
    const body = { ...before, placeNames };
    const { status, json } = await service.ask("PUT", "/api/admin/settings", {
      ...asAdministrator,
      body,
    });
    return status === 204 ? status : [status, json.errors];
  };
  const shown = async () => (await service.ask("GET", "/api/settings")).json.placeNames;
  expect(await named({ TW: "Formosa", XK: "Kosova" })).toBe(204);
  expect(await shown()).toEqual({ TW: "Formosa", XK: "Kosova" });
  await whenTold(service, database);
  const told = (await reader.downloaded()).findLast(
    ({ entry }) => entry.kind === "place-named" && entry.place === "XK",
  );
  await takeDown(told?.index ?? -1, "name");
  await expect.poll(shown).toEqual({ TW: "Formosa" });
  const detail = expect.stringMatching(/^Two people .* name of XK down from the public log/);
  for (const others of [{ TW: "Formosa" }, {}]) {
    expect(await named({ ...others, XK: "Kosova" })).toEqual([
      400,
      [{ pointer: "/placeNames/XK", detail }],
    ]);
  }
  expect(await named({ TW: "Formosa", XK: "Kosovo" })).toBe(204);
  expect(await shown()).toEqual({ TW: "Formosa", XK: "Kosovo" });
  expect(await named(before.placeNames)).toBe(204);
});

// Seen to fail with `is_near_text` of liaisons alone; asked of the proposer alone; without the first rule of
// `removal_is_proposed`, and of `textRemovalInput`.
test("no one takes down what they had a part in, no liaison takes down anything, and no court who asked for what and why (attack 50)", async () => {
  const meeting = await runningMeeting(service);
  const roles = ["intake", "reviewer", "approver"] as const;
  const typist = await newStaff(service, database, "typist", { roles });
  const proposer = await newStaff(service, database, "proposer", { roles });
  const approver = await newStaff(service, database, "approver", { roles });
  const liaison = await newStaff(service, database, "liaison", {
    roles,
    liaisonTo: [crypto.randomUUID()],
  });
  const { authority } = await deskPeople(service, database);
  const made = { authority, intake: typist, reviewer: proposer, approver };
  const { id } = await ordered(made, requestOf(authority, [meeting.code]));
  const story = await reader.storyOf(await reader.numberOf(id));
  const entry = story[kindsOf(story).indexOf("order-approved")]?.index ?? -1;
  const wanted = { entry, text: "reason", ground: "unlawful" };
  for (const who of [typist, proposer, approver, liaison]) {
    expect((await who.ask("POST", removals, wanted)).status).toBe(403);
  }
  const { json } = await people.reviewer.ask("POST", removals, wanted);
  for (const who of [typist, proposer, approver, liaison]) {
    const seen = (await who.ask("GET", removals)).json.at(-1);
    expect(seen).toMatchObject({ id: json.id, mayConfirm: "near-entry" });
    expect((await confirms(who, json.id)).status).toBe(403);
  }
  expect((await confirms(people.approver, json.id)).status).toBe(204);
  const byCourt = { entry, text: "law", ground: "court-order" };
  expect((await people.reviewer.ask("POST", removals, byCourt)).status).toBe(400);
  const direct = `INSERT INTO text_removal (leaf, name, ground, proposed_by)
    VALUES ($1, 'law', 'court-order', $2)`;
  await expect(database.pool.query(direct, [entry, people.reviewer.id])).rejects.toMatchObject({
    code: "23001",
  });
});
