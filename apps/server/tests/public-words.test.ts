import type { RequestContent } from "@graticule/api/requests";
import { beforeAll, expect, test } from "vitest";
import { unjudged } from "./by-hand.ts";
import { act, acts, deskOfTests, entries, people, receive, requestOf } from "./desk-people.ts";
import { newStaff, type Staff } from "./desk-service.ts";
import { database, service, type TestMeeting } from "./meeting-service.ts";

/** The public reads a demand in the authority's own words, without what would name anyone. */
deskOfTests();

let meeting: TestMeeting;
let host: string;

const title = "June 4: a vigil";
beforeAll(async () => {
  meeting = await service.newMeeting({ title });
  const { rows } = await database.pool.query(
    `SELECT p.name FROM person p JOIN room r ON r.account_id = p.account_id WHERE r.name = $1`,
    [meeting.room],
  );
  host = rows[0].name;
});

type Changed = { readonly [Key in keyof RequestContent]?: RequestContent[Key] | undefined };

/** A rejected request with these words. Returns its id. */
async function rejected(verbatim: readonly string[], changed: Changed = {}): Promise<string> {
  const demands = verbatim.map((one) => ({ kind: "end-meeting" as const, verbatim: one }));
  const content = requestOf(people.authority, [meeting.code], {
    demands,
    language: "en-gb",
    ...changed,
  });
  const id = await receive(people, content);
  await acts(people.reviewer, id, { kind: "reject", ground: "duplicate", text: "Again." });
  return id;
}

const prepare = (id: string, spans: readonly object[] = [], who: Staff = people.reviewer) =>
  act(who, id, { kind: "prepare-words", spans });
const publish = (id: string, wordsId: string, who: Staff = people.approver) =>
  act(who, id, { kind: "publish-words", wordsId });
const wordsAt = async (id: string, who: Staff = people.approver) =>
  (await who.ask("GET", `/api/desk/requests/${id}`)).json.words;
const shownOf = (number: number) =>
  entries(database, "demand-shown").then((all) => all.find(({ request }) => request === number));

test("two people publish an authority's words, unit for unit, without what names anyone", async () => {
  const original = `Dear 👩‍👩‍👧, the meeting “${title.toUpperCase()}” (${meeting.code}) of ${host}
shall be ended. Mr. Somebody, a.b@c.test, +49 30 1234567, knows.`;
  const id = await rejected([original, "Second."], { translation: "Hey Somebody" });
  const open = await wordsAt(id);
  expect(open).toMatchObject({ state: "open", forgotten: false, mayPrepare: "no-such-role" });
  expect(open.fixed.map(({ what }: { what: string }) => what)).toEqual([
    ...["meeting", "meeting", "person", "contact", "contact"],
  ]);
  // Through the middle of a letter, and of what goes anyway.
  const name = original.indexOf("Mr. Somebody");
  const spans = [
    { of: 0, from: name, to: name + "Mr. Somebody, a.".length, what: "person" },
    { of: 0, from: 6, to: 7, what: "other" },
    { of: "translation", from: 4, to: 12, what: "person" },
  ];
  const { words } = (await prepare(id, spans)).json;
  const demand = `⟦1⟧ Dear ⟦other⟧, the meeting “⟦meeting⟧” (⟦meeting⟧) of ⟦person⟧
shall be ended. ⟦person⟧, ⟦contact⟧, knows.\n\n⟦2⟧ Second.`;
  const redacted = ["contact", "meeting", "other", "person"];
  const shown = { demand, translation: "Hey ⟦person⟧", redacted };
  expect(words).toMatchObject({ state: "prepared", shown, mayPublish: "proposed-it" });
  expect(await wordsAt(id)).toMatchObject({ shown, mayPublish: "yes", mayDecline: "yes" });
  const told = (await publish(id, words.id)).json;
  expect(told.words).toMatchObject({ state: "published", shown });
  expect(told.steps.map(({ kind }: { kind: string }) => kind)).toEqual([
    ...["received", "rejected", "words-prepared", "words-published"],
  ]);
  expect(await shownOf(told.number)).toEqual({ request: told.number, language: "en-GB", ...shown });
  // Only once.
  expect((await publish(id, words.id)).status).toBe(409);
  expect((await prepare(id)).status).toBe(409);
});

test("no one publishes what they prepared, and no typist, liaison or other role takes part", async () => {
  const id = await rejected(["End it."]);
  const both = await newStaff(service, database, "both", { roles: ["reviewer", "approver"] });
  const liaison = await newStaff(service, database, "liaison", {
    roles: ["reviewer", "approver"],
    liaisonTo: [people.authority.series],
  });
  const appeals = await newStaff(service, database, "appeals", { roles: ["appeals"] });
  const refused = async (answer: ReturnType<typeof prepare>) => (await answer).json.reason;
  for (const [who, why] of [
    ...[[people.intake, "no-such-role"] as const, [people.approver, "no-such-role"] as const],
    ...[[liaison, "liaison"] as const, [appeals, "no-such-role"] as const],
  ]) {
    expect([who.email, await refused(prepare(id, [], who))]).toEqual([who.email, why]);
  }
  const { words } = (await prepare(id, [], both)).json;
  for (const [who, why] of [
    ...[[both, "proposed-it"] as const, [people.intake, "no-such-role"] as const],
    ...[[liaison, "liaison"] as const, [appeals, "no-such-role"] as const],
  ]) {
    expect([who.email, await refused(publish(id, words.id, who))]).toEqual([who.email, why]);
  }
  expect((await prepare(id)).status).toBe(409);
  // One is enough to decline; then it is prepared again.
  const why = "A name is left.";
  const declined = await acts(both, id, { kind: "decline-words", wordsId: words.id, why });
  expect(declined.words.state).toBe("open");
  expect(declined.steps.at(-1)).toMatchObject({ kind: "words-declined", text: why });
  expect((await publish(id, words.id)).status).toBe(409);
  const again = (await prepare(id)).json.words;
  expect((await publish(id, again.id, both)).status).toBe(200);
  const wrong = await publish(id, people.reviewer.id);
  expect(wrong.status).toBe(404);
});

test("nothing is prepared before the request is closed, nor outside what was entered", async () => {
  const open = await receive(people, requestOf(people.authority, [meeting.code]));
  expect((await prepare(open)).json.reason).toBe("not-yet");
  expect(await wordsAt(open)).toEqual({ state: "not-yet" });
  const id = await rejected(["End it."]);
  for (const span of [
    { of: 0, from: 0, to: 8, what: "person" },
    { of: 0, from: 3, to: 3, what: "person" },
    { of: 1, from: 0, to: 1, what: "person" },
    { of: "translation", from: 0, to: 1, what: "person" },
  ]) {
    expect([span, (await prepare(id, [span])).status]).toEqual([span, 400]);
  }
});

test("while a law forbids telling, nothing is prepared, until that day is over", async () => {
  const hour = 3_600_000;
  const until = new Date(Date.now() + hour).toISOString();
  const id = await rejected(["End it."], { forbidsNotice: { until, law: "Secrecy Act" } });
  expect(await wordsAt(id)).toEqual({ state: "sealed", until: until.slice(0, 10) });
  expect((await prepare(id)).json.reason).toBe("not-yet");
  const { json } = await people.reviewer.ask("GET", "/api/desk");
  const waits = json.requests.find((one: { id: string }) => one.id === id).wordsWait;
  const over = new Date(Date.parse(until.slice(0, 10)) + 24 * hour).toISOString();
  expect(waits).toEqual({ state: "sealed", since: over });
  // The law's hour is over, but its day is not.
  const moveTo = (day: string) =>
    unjudged(database, (client) =>
      client.query(
        `UPDATE request_event SET body = jsonb_set(body, '{content,forbidsNotice,until}', to_jsonb($2::text))
         WHERE request_id = $1 AND kind = 'received'`,
        [id, `${day}T00:00:00.000Z`],
      ),
    );
  await moveTo(new Date().toISOString().slice(0, 10));
  expect((await prepare(id)).json.reason).toBe("not-yet");
  await moveTo(new Date(Date.now() - 24 * hour).toISOString().slice(0, 10));
  const { words } = (await prepare(id)).json;
  expect((await publish(id, words.id)).status).toBe(200);
});

test("what has since become known about a meeting is not published: it is prepared again", async () => {
  const other = await service.newMeeting({ title: "Board" });
  const demands = [{ kind: "end-meeting" as const, verbatim: "End the reading of maps." }];
  const content = requestOf(people.authority, [other.code], { demands });
  const id = await receive(people, content);
  await acts(people.reviewer, id, { kind: "reject", ground: "duplicate", text: "Again." });
  const { words } = (await prepare(id)).json;
  const renamed = await service.ask("PATCH", `/api/meetings/${other.code}/manage`, {
    headers: other.bearer,
    body: { title: "Reading of Maps" },
  });
  expect(renamed.status).toBeLessThan(300);
  expect((await publish(id, words.id)).status).toBe(400);
  await acts(people.reviewer, id, { kind: "decline-words", wordsId: words.id, why: "A title." });
  const again = (await prepare(id)).json.words;
  expect(again.shown.demand).toBe("End the ⟦meeting⟧.");
  // With the meeting gone its title is forgotten, and a reviewer must look themselves.
  await acts(people.reviewer, id, { kind: "decline-words", wordsId: again.id, why: "Later." });
  await service.ask("DELETE", `/api/meetings/${other.code}/manage`, { headers: other.bearer });
  expect(await wordsAt(id)).toMatchObject({ state: "open", forgotten: true, fixed: [] });
});

test("two others can remove a text of it, like every text in the log", async () => {
  const id = await rejected(["End it, for Somebody's sake."], { translation: "Same." });
  const { words } = (await prepare(id)).json;
  const { number } = (await publish(id, words.id)).json;
  const leafOf = async (): Promise<number> => {
    const { rows } = await database.pool.query(
      `SELECT l.index FROM ledger_leaf l JOIN public_entry e ON e.id = l.entry_id
       JOIN ledger_head h ON l.index < h.published_size
       WHERE e.kind = 'demand-shown' AND e.body ->> 'request' = $1::text`,
      [number],
    );
    if (rows[0] !== undefined) return Number(rows[0].index);
    await new Promise<void>((resolve) => {
      const stop = service.deps.ledger.sequencer.onPublished(() => {
        stop();
        resolve();
      });
    });
    return await leafOf();
  };
  const entry = await leafOf();
  const read = () => service.app.inject({ method: "GET", url: `/log/text/${entry}/demand.json` });
  expect((await read()).json().value).toBe("End it, for Somebody's sake.");
  const roles = ["reviewer", "approver"] as const;
  const one = await newStaff(service, database, "one", { roles });
  const other = await newStaff(service, database, "other", { roles });
  const proposes = (who: Staff) =>
    who.ask("POST", "/api/desk/text-removals", { entry, text: "demand", ground: "personal-data" });
  // Not by those who prepared and published it.
  for (const who of [people.reviewer, people.approver]) {
    expect((await proposes(who)).status).toBe(403);
  }
  const proposed = await proposes(one);
  expect(proposed.status).toBe(201);
  const decision = `/api/desk/text-removals/${proposed.json.id}/decision`;
  const confirms = async (who: Staff) =>
    (await who.ask("POST", decision, { outcome: "confirmed" })).status;
  expect(await confirms(people.approver)).toBe(403);
  expect(await confirms(other)).toBe(204);
  expect((await read()).statusCode).not.toBe(200);
  expect(await shownOf(number)).toMatchObject({ demand: null, translation: "Same." });
});
