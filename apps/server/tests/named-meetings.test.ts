import { opens } from "@graticule/ledger/commitment";
import type { Entry } from "@graticule/ledger/entry";
import { textsOf } from "@graticule/ledger/text";
import { sha256 } from "@graticule/server/public-record/translate";
import { expect, test } from "vitest";
import { committed, tellJust, unjudged } from "./by-hand.ts";
import { acts, deskOfTests, people, receive, requestOf } from "./desk-people.ts";
import { auditLog, entriesOf, type ReadLogFile, shownCheckpoint } from "./ledger-reader.ts";
import { whenTold } from "./log-days.ts";
import { database, service, type TestMeeting } from "./meeting-service.ts";
import { Browser, everythingStored, newPerson, password } from "./people-service.ts";
import { createLogReader, kindsOf } from "./transparency-reader.ts";

/** A host lets the public log name their meeting, and withdraws it. */
deskOfTests();

const reader = createLogReader();

const title = "A vigil for the herons";
const day = 86_400_000;

type Headers = TestMeeting["bearer"];
const pathOf = ({ code }: TestMeeting) => `/api/meetings/${code}/manage/name`;
const look = async (meeting: TestMeeting, headers: Headers = meeting.bearer) =>
  (await service.ask("GET", pathOf(meeting), { headers })).json;
const name = (meeting: TestMeeting, headers: Headers = meeting.bearer, seen = title) =>
  service.ask("PUT", pathOf(meeting), { headers, body: { title: seen } });
const withdraw = (meeting: TestMeeting, headers: Headers = meeting.bearer) =>
  service.ask("DELETE", pathOf(meeting), { headers });
const reasonOf = async (answer: ReturnType<typeof name>) => {
  const { status, json, headers } = await answer;
  expect(headers["content-type"]).toContain("application/problem+json");
  return [status, json.reason];
};

const opened = (meeting: TestMeeting, changed: Parameters<typeof requestOf>[2] = {}) =>
  receive(people, requestOf(people.authority, [meeting.code], changed));
const reject = (id: string) =>
  acts(people.reviewer, id, { kind: "reject", ground: "duplicate", text: "Again." });
/** Returns the number of a closed request that names the meeting. */
async function asked(meeting: TestMeeting): Promise<number> {
  const id = await opened(meeting);
  await reject(id);
  return await reader.numberOf(id);
}

const file: ReadLogFile = async (path) => {
  const answer = await service.app.inject({ method: "GET", url: `/log/${path}` });
  return answer.statusCode === 200 ? answer.rawPayload : undefined;
};
const textAt = async (index: number) =>
  JSON.parse(Buffer.from((await file(`text/${index}/title.json`)) ?? "null").toString());

const isStored = async (text: string) => (await everythingStored(database)).includes(text);

/** The whole log, once everything is recorded, after an outsider's audit. */
async function wholeLog(): Promise<readonly Entry[]> {
  await whenTold(service, database);
  const checkpoint = await shownCheckpoint(file);
  expect(await auditLog(file, checkpoint)).toMatchObject({ kind: "sound", findings: [] });
  return await entriesOf(file, checkpoint.size);
}
const commitmentOf = async (request: number) => {
  const [received] = (await wholeLog()).filter(
    (one) => one.kind === "request-received" && one.request === request,
  );
  return received?.kind === "request-received" ? received.meetings[0] : undefined;
};

test("a host names their meeting in the log, which groups all its entries, and withdraws the name", async () => {
  const meeting = await service.newMeeting({ title });
  const [first, second] = [await asked(meeting), await asked(meeting)];
  const other = await asked(await service.newMeeting({ title: "Another" }));
  expect(await look(meeting)).toEqual({ kind: "can", title });
  expect(kindsOf(await reader.storyOf(first))).toEqual(["request-received", "request-closed"]);

  expect((await name(meeting)).status).toBe(204);
  const log = await wholeLog();
  const index = log.findIndex(({ kind }) => kind === "meeting-named");
  const entry = log[index];
  expect(entry).toMatchObject({ kind: "meeting-named", meeting: await commitmentOf(first) });
  expect(JSON.stringify(entry)).not.toContain("heron");
  const opening = await textAt(index);
  expect(opening.value).toBe(title);
  const commitment = entry && textsOf(entry).get("title");
  expect(commitment && opens(sha256, "text", { commitment, opening })).toBe(true);
  expect(await look(meeting)).toEqual({ kind: "named", title, day: entry?.day, entry: index });
  for (const request of [first, second]) {
    const story = await reader.storyOf(request);
    expect(kindsOf(story)).toEqual(["request-received", "request-closed", "meeting-named"]);
    expect(story.at(-1)?.texts["title"]).toMatchObject({ value: title });
  }
  expect(kindsOf(await reader.storyOf(other))).not.toContain("meeting-named");
  const { history } = (await reader.told(`/api/transparency/entries/${index}`)).json;
  expect(history).toHaveLength(5);
  expect((await reader.entriesFor("all")).entries[0]?.index).toBe(index);
  expect(await reasonOf(name(meeting))).toEqual([409, "named"]);
  // A later request is also linked to this meeting.
  const later = await opened(meeting);
  expect(kindsOf(await reader.storyOf(await reader.numberOf(later)))).toContain("meeting-named");
  // A renamed meeting stays as it was named.
  const body = { title: "Herons, renamed" };
  const renamed = { headers: meeting.bearer, body };
  await service.ask("PATCH", `/api/meetings/${meeting.code}/manage`, renamed);
  expect(await look(meeting)).toMatchObject({ kind: "named", title });

  const etag = String((await reader.get(`/api/transparency/requests/${first}`)).headers["etag"]);
  expect((await withdraw(meeting)).status).toBe(204);
  expect(await textAt(index)).toBeNull();
  const again = await reader.get(`/api/transparency/requests/${first}`, { "if-none-match": etag });
  expect([again.status, again.text.includes("heron")]).toEqual([200, false]);
  const removed = (await wholeLog()).at(-1);
  expect(removed).toMatchObject({
    kind: "text-removed",
    entry: index,
    text: "title",
    ground: "host-withdrew",
  });
  const story = await reader.storyOf(first);
  expect(kindsOf(story).slice(-2)).toEqual(["meeting-named", "text-removed"]);
  expect(story.find((one) => one.index === index)?.texts).toEqual({ title: "taken-down" });
  for (const path of ["log.jsonl", "log.csv", "feed.atom", "lumen.json"]) {
    expect([path, (await reader.told(`/transparency/${path}`)).text.includes("heron")]).toEqual([
      path,
      false,
    ]);
  }
  expect(await isStored("for the herons")).toBe(false);
  expect(await reasonOf(withdraw(meeting))).toEqual([409, "not-named"]);
  // And again, by its current title, once nothing is open. Who can't takes no turn of the desk's. Broken on purpose: without the
  // first look both wait for ever.
  expect(await look(meeting)).toEqual({ kind: "cannot", reason: "not-yet" });
  const desk = await database.pool.connect();
  const whileTheDeskActs = async (reason: string) => {
    await desk.query("BEGIN");
    await desk.query("SELECT FROM turn FOR UPDATE");
    expect(await reasonOf(name(meeting))).toEqual([409, reason]);
    await desk.query("ROLLBACK");
  };
  await whileTheDeskActs("not-yet");
  await reject(later);
  await whileTheDeskActs("other-title");
  desk.release();
  expect((await name(meeting, meeting.bearer, body.title)).status).toBe(204);
});

test("only the host can consent: no co-host, no other account, no one without a key", async () => {
  const meeting = await service.newMeeting({ title });
  await asked(meeting);
  await service.sits(meeting, "Ada", { headers: { cookie: service.operatorCookie } });
  const ana = await service.sits(meeting, "Ana");
  await service.act(meeting, { kind: "role", identity: ana.identity, role: "co-host" });
  const other = await service.newMeeting({ title });
  for (const ask of [name, withdraw]) {
    expect(await reasonOf(ask(meeting, ana.auth))).toEqual([403, "inside"]);
    expect((await ask(meeting, other.bearer)).status).toBe(401);
    expect((await ask(meeting, {})).status).toBe(401);
  }
  expect((await look(meeting, ana.auth)).reason).toBe("inside");
  const notices = `/api/meetings/${meeting.code}/manage/notices`;
  const answer = await service.ask("GET", notices, { headers: ana.auth });
  expect([answer.status, answer.json.reason]).toEqual([403, "inside"]);
  expect((await people.approver.ask("PUT", pathOf(meeting), { title })).status).toBe(403);
  expect((await people.approver.ask("DELETE", pathOf(meeting))).status).toBe(403);
  expect(await look(meeting)).toEqual({ kind: "can", title });
  // The owner's session is as good as the link.
  const owner = { cookie: service.operatorCookie, origin: "http://localhost" };
  expect((await look(meeting, owner)).kind).toBe("can");
});

test("what is open or sealed is not revealed: nothing is named before, and no one learns which it is", async () => {
  const meeting = await service.newMeeting({ title });
  expect(await look(meeting)).toEqual({ kind: "cannot", reason: "nothing-told" });
  expect(await reasonOf(name(meeting))).toEqual([409, "nothing-told"]);
  await reject(await opened(meeting));
  expect((await look(meeting)).kind).toBe("can");

  const open = await opened(meeting);
  const whyOpen = [await look(meeting), await reasonOf(name(meeting))];
  expect(whyOpen).toEqual([{ kind: "cannot", reason: "not-yet" }, [409, "not-yet"]]);
  await reject(open);
  const until = new Date(Date.now() + day).toISOString();
  const sealed = await opened(meeting, { forbidsNotice: { until, law: "Secrecy Act" } });
  await reject(sealed);
  expect([await look(meeting), await reasonOf(name(meeting))]).toEqual(whyOpen);
  await unjudged(database, (client) =>
    client.query(
      `UPDATE request_event SET body = jsonb_set(body, '{content,forbidsNotice,until}', to_jsonb($2::text))
       WHERE request_id = $1 AND kind = 'received'`,
      [sealed, new Date(Date.now() - day).toISOString()],
    ),
  );
  expect((await name(meeting)).status).toBe(204);
});

// Was 204, for good but by two of the desk. Broken on purpose: without leadingNowhere, each.
test("no title leads to someone or to another meeting", async () => {
  const other = await service.newMeeting();
  const meeting = await service.newMeeting({ title: `Ana, +49 170 1234567, in ${other.code}` });
  await asked(meeting);
  expect(await look(meeting)).toEqual({ kind: "cannot", reason: "leads-somewhere" });
  expect(await reasonOf(name(meeting))).toEqual([409, "leads-somewhere"]);
  const renamed = { headers: meeting.bearer, body: { title } };
  await service.ask("PATCH", `/api/meetings/${meeting.code}/manage`, renamed);
  expect((await name(meeting)).status).toBe(204);
});

test("a title that two people removed stays removed, and what its host withdrew needs no one to remove it", async () => {
  const removals = "/api/desk/text-removals";
  const named = async (): Promise<[TestMeeting, number]> => {
    const meeting = await service.newMeeting({ title });
    await asked(meeting);
    expect((await name(meeting)).status).toBe(204);
    await wholeLog();
    return [meeting, (await look(meeting)).entry];
  };
  const propose = async (entry: number, ground = "unlawful") =>
    await people.reviewer.ask("POST", removals, { entry, text: "title", ground });
  const [first, entry] = await named();
  expect((await propose(entry, "host-withdrew")).status).toBe(400);
  const { id } = (await propose(entry)).json;
  const decide = (which: string) =>
    people.approver.ask("POST", `${removals}/${which}/decision`, { outcome: "confirmed" });
  expect((await decide(id)).status).toBe(204);
  expect(await look(first)).toEqual({ kind: "cannot", reason: "taken-down" });
  expect(await reasonOf(name(first))).toEqual([409, "taken-down"]);
  expect(await reasonOf(withdraw(first))).toEqual([409, "not-named"]);

  const [second, at] = await named();
  const open = (await propose(at)).json.id;
  expect((await withdraw(second)).status).toBe(204);
  expect((await people.approver.ask("GET", removals)).json).toEqual([]);
  expect((await decide(open)).status).toBe(409);
  const log = await wholeLog();
  const gone = log.filter((one) => one.kind === "text-removed" && one.entry === at);
  expect(gone).toMatchObject([{ ground: "host-withdrew" }]);
  // Was: one more of them each time. Broken on purpose: the ground without entry_by_rule.
  const again = committed(database, (client) =>
    tellJust(client, "text-removed", { entry: at, text: "title", ground: "host-withdrew" }),
  );
  await expect(again).rejects.toThrow("an entry of text-removed with nothing behind it");
});

test("a meeting's name goes with the meeting, and with its owner's account", async () => {
  const meeting = await service.newMeeting({ title });
  await asked(meeting);
  await name(meeting);
  await wholeLog();
  const { entry } = await look(meeting);
  const path = `/api/meetings/${meeting.code}/manage`;
  expect((await service.ask("DELETE", path, { headers: meeting.bearer })).status).toBe(204);
  expect(await textAt(entry)).toBeNull();
  expect((await wholeLog()).at(-1)).toMatchObject({ kind: "text-removed", entry });

  const ann = await newPerson(service, "ann-of-herons");
  const made = (await ann.ask("POST", "/api/meetings", { title: "Ann reads herons" })).json;
  const { rows } = await database.pool.query("SELECT room FROM meeting WHERE code = $1", [
    made.code,
  ]);
  const secret = new URL(made.manageUrl).hash.slice(1);
  const hers: TestMeeting = {
    code: made.code,
    room: rows[0].room,
    bearer: { authorization: `Bearer ${secret}` },
  };
  await asked(hers);
  expect((await name(hers, hers.bearer, "Ann reads herons")).status).toBe(204);
  expect((await new Browser(service).signIn(ann.email, password)).status).toBe(200);
  expect((await ann.auth("/delete-user", { password })).status).toBe(200);
  const log = await wholeLog();
  expect(log.at(-1)).toMatchObject({ kind: "text-removed", ground: "host-withdrew" });
  expect(await isStored("Ann reads herons")).toBe(false);
});

test("what is withdrawn before the log has it is never shown", async () => {
  const meeting = await service.newMeeting({ title });
  await asked(meeting);
  await wholeLog();
  // Nothing enters the log while its lock is held.
  const client = await database.pool.connect();
  try {
    await client.query("BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('public log', 0))");
    expect((await name(meeting)).status).toBe(204);
    expect(await look(meeting)).not.toHaveProperty("entry");
    expect((await withdraw(meeting)).status).toBe(204);
    expect((await look(meeting)).kind).toBe("can");
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
  const log = await wholeLog();
  const index = log.findLastIndex(({ kind }) => kind === "meeting-named");
  expect(await textAt(index)).toBeNull();
  expect(log.at(-1)).toMatchObject({ kind: "text-removed", entry: index });
});
