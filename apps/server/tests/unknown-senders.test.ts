import { randomUUID } from "node:crypto";
import type { PoolClient } from "pg";
import { expect, test } from "vitest";
import { refusalOf, refusalOfCommit, tell, trial } from "./by-hand.ts";
import {
  act,
  acts,
  deskOfTests,
  entries,
  orderOf,
  people,
  receive,
  requestOf,
  runningMeeting,
} from "./desk-people.ts";
import { database, service } from "./meeting-service.ts";

/** Letters and calls from senders whom the register doesn't know: entered, and only rejected. */
deskOfTests();

const name = "Office of Nowhere";
const unknown = { authorityId: undefined, sender: name, branch: "other" } as const;
const letter = (codes: readonly string[], changed: object = {}) =>
  requestOf(people.authority, codes, { ...unknown, ...changed });
const entered = async () => {
  const meeting = await runningMeeting(service, 12);
  return { meeting, id: await receive(people, letter([meeting.code])) };
};

test("what a sender outside of the register demands is entered, rejected by another, and public without the name it gives", async () => {
  const { meeting, id } = await entered();
  const seen = (await people.reviewer.ask("GET", `/api/desk/requests/${id}`)).json;
  expect(seen).toMatchObject({ authority: name, inRegister: false, gaps: [], draft: "" });
  expect(seen.due.what).toBe("answer");
  expect(seen.may).toMatchObject({
    ...{ callBack: "not-in-register", begin: "not-in-register", sendBack: "yes" },
  });
  const reject = { kind: "reject", ground: "not-an-authority", text: "We know of no such office." };
  expect((await act(people.intake, id, reject)).status).toBe(403);
  const closed = await acts(people.reviewer, id, reject);
  // What it wrote isn't published.
  expect(closed).toMatchObject({ state: "rejected", words: { state: "not-yet" } });
  const { number } = closed;
  const ofIt = async (kind: string) =>
    (await entries(database, kind)).filter(({ request }) => request === number);
  const [received] = await ofIt("request-received");
  expect(received).toMatchObject({ branch: "other", demands: ["withhold-meeting"] });
  expect(received).not.toHaveProperty("authority");
  expect(await ofIt("request-closed")).toMatchObject([
    { outcome: "rejected", answers: [{ demand: "withhold-meeting", answer: "rejected" }] },
  ]);
  const path = `/api/meetings/${meeting.code}/manage/notices`;
  const notices = (await service.ask("GET", path, { headers: meeting.bearer })).json;
  expect(notices).toMatchObject([
    { kind: "request-rejected", how: "not-an-authority" },
    { kind: "request-received", demands: [{ kind: "withhold-meeting" }] },
  ]);
  expect(JSON.stringify(notices)).not.toContain(name);
});

test("nothing but a rejection becomes of it, no matter who asks (2, 5, 7)", async () => {
  const { id } = await entered();
  const refused = async (body: object) => (await act(people.reviewer, id, body)).json.reason;
  const how = "By telephone";
  expect(await refused({ kind: "call-back", outcome: "authentic", how })).toBe("not-in-register");
  expect(await refused({ kind: "begin-review" })).toBe("not-in-register");
  expect(await refused({ kind: "return", text: "Incomplete." })).toBe("not-in-register");
  for (const body of [
    { kind: "look", meeting: 0 },
    { kind: "answer-demand", demand: 0, answer: "met" },
    { kind: "answer-demand", demand: 0, answer: "refused", ground: "not-necessary" },
    { kind: "propose", order: orderOf() },
    { kind: "close", text: "The answer" },
  ]) {
    expect((await act(people.reviewer, id, body)).status).toBeGreaterThanOrEqual(400);
  }
});

test("it has a name or an authority, delays nothing, and stays what it is", async () => {
  const refused = async (content: object) =>
    (await people.intake.ask("POST", "/api/desk/requests", content)).json.errors.map(
      ({ pointer }: { pointer: string }) => pointer,
    );
  const { meeting, id } = await entered();
  const codes = [meeting.code];
  expect(await refused(letter(codes, { sender: undefined }))).toEqual(["/sender"]);
  expect(await refused(letter(codes, { branch: "court" }))).toEqual(["/branch"]);
  const both = requestOf(people.authority, codes, { sender: name });
  expect(await refused(both)).toEqual(["/sender"]);
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const forbidsNotice = { until, law: "Secrecy Act" };
  expect(await refused(letter(codes, { forbidsNotice }))).toEqual(["/forbidsNotice"]);
  const kept = (await people.intake.ask("GET", `/api/desk/requests/${id}`)).json.content;
  const correct = async (changed: object) =>
    await act(people.intake, id, { kind: "correct", content: { ...kept, ...changed } });
  const registered = { authorityId: people.authority.id, sender: undefined };
  expect((await correct(registered)).json.errors[0].pointer).toBe("/content/authorityId");
  expect((await correct({ sender: "Office of Elsewhere" })).status).toBe(200);
});

/** Writes an event of a request past the program. */
const event = (client: PoolClient, id: string, kind: string, body: object = {}) =>
  refusalOf(
    client,
    "INSERT INTO request_event (request_id, kind, by_person, body) VALUES ($1, $2, $3, $4)",
    [id, kind, people[kind === "corrected" ? "intake" : "reviewer"].id, body],
  );

// Broken on purpose: without `is_of_an_authority` in request_event_is_allowed, or in words_can_be_shown → "done"; with
// `<>` in place of IS DISTINCT FROM in order_is_proposed → it is refused only because nothing is under review.
test("the database lets nothing but a rejection become of it (2, 5, 7)", async () => {
  const { id, meeting } = await entered();
  await trial(database, async (client) => {
    const refusal = /^23001 the sender is not in the register/;
    for (const kind of [
      ...["authenticated", "not-authentic", "review-began", "look-asked", "looked"],
      ...["demand-answered", "returned", "answered"],
    ]) {
      expect([kind, await event(client, id, kind)]).toEqual([kind, expect.stringMatching(refusal)]);
    }
    const forbidsNotice = { until: "2026-01-01T00:00:00Z", law: "sealed:" };
    const silent = { content: { demands: [], forbidsNotice }, commitments: { demands: [] } };
    expect(await event(client, id, "corrected", silent)).toMatch(refusal);
    const look = `INSERT INTO desk_look (request_id, meeting_no, ordinal, by_person, bucket)
      VALUES ($1, 1, 1, $2, '10-99')`;
    expect(await refusalOf(client, look, [id, people.reviewer.id])).toMatch(/^23001 no look/);
    const order = `INSERT INTO order_proposal (request_id, meeting_no, authority_id, room, starts_at, ends_at,
        occurrence_from, reason, law, procedure_finding, authority_finding, legality_finding, necessity_finding,
        rights_finding, finding_commitments, finding_digests, proposed_by, reason_salt, law_salt, beyond_salt, terms_salt)
      SELECT $1, 1, $2, $3, now(), now() + interval '1 hour', now(), 'R', 'L', 'sealed:', 'sealed:', 'sealed:',
        'sealed:', 'sealed:', array_fill('f'::text, ARRAY[5]), array_fill(sha256('f'), ARRAY[5]), $4, salt, salt, salt, salt
      FROM new_salt() AS salt`;
    const values = [id, people.authority.id, meeting.room, people.reviewer.id];
    expect(await refusalOf(client, order, values)).toMatch(/^23001 an order is its request/);
    expect(await event(client, id, "rejected", { ground: "not-an-authority" })).toBe("done");
    const words = "INSERT INTO public_words (request_id, spans, prepared_by) VALUES ($1, '[]', $2)";
    expect(await refusalOf(client, words, [id, people.reviewer.id])).toMatch(/^23001 .*open/);
  });
});

/** Enters a request past the program, with its entry; answers what the commit says. */
async function entering(authority: string | null, texts: object): Promise<string> {
  return await trial(database, async (client) => {
    const { rows } = await client.query(
      `INSERT INTO request (id, authority_id, received_at, entered_by) VALUES ($1, $2, now(), $3)
       RETURNING id, number`,
      [randomUUID(), authority, people.intake.id],
    );
    const [{ id, number }] = rows;
    const content = {
      branch: "other",
      demands: [],
      ...(authority === null && { sender: "sealed:" }),
    };
    await client.query(
      "INSERT INTO request_event (request_id, kind, by_person, body) VALUES ($1, 'received', $2, $3)",
      [id, people.intake.id, { content, meetingNos: [], commitments: { demands: [] } }],
    );
    const entry = { request: number, branch: "other", demands: [], meetings: [], ...texts };
    await tell(client, "request-received", entry);
    return await refusalOfCommit(client);
  });
}

// Broken on purpose: where entry_has_ground doesn't ask for all keys of the ground the third is "done".
test("the log says that a sender isn't in the register where that is so, and only there (11)", async () => {
  expect(await entering(people.authority.id, { authority: "Ministry of Tests" })).toBe("done");
  expect(await entering(null, {})).toBe("done");
  expect(await entering(people.authority.id, { authority: undefined })).toMatch(
    /nothing behind it/,
  );
  expect(await entering(null, { authority: name })).toMatch(/nothing behind it/);
});
