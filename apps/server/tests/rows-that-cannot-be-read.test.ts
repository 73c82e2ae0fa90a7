import { randomUUID } from "node:crypto";
import type { PoolClient } from "pg";
import { beforeAll, expect, test } from "vitest";
import { committed, tell, unjudged } from "./by-hand.ts";
import { act, deskOfTests, ordered, people, requestOf, runningMeeting } from "./desk-people.ts";
import { decideChange, newStaff } from "./desk-service.ts";
import { database, home, service, type TestMeeting } from "./meeting-service.ts";

/**
 * Histories are never changed, so a row that only a program past ours could write stays for good. It takes nothing else away:
 * the desk can still refuse and lift, and hosts keep their meetings.
 */
deskOfTests();
let meeting: TestMeeting;
let request: string;
let orderId: string;

beforeAll(async () => {
  meeting = await runningMeeting(service);
  const made = await ordered(people, requestOf(people.authority, [meeting.code]));
  request = made.id;
  orderId = made.orderId;
});

const byRows = (what: (client: PoolClient) => Promise<unknown>) => committed(database, what);
const asDesk = async (path: string) => (await people.reviewer.ask("GET", path)).status;
const asHost = async (path: string) => {
  const headers = meeting.bearer;
  return (await service.ask("GET", `/api/meetings/${meeting.code}/${path}`, { headers })).status;
};

/** With their entries in the public log. @param how whose they are, the reviewer's if it doesn't say, and what they propose */
async function proposeByRows(
  changes: readonly string[],
  how: { readonly by?: string; readonly what?: string; readonly body?: object } = {},
): Promise<void> {
  const { by = people.reviewer.id, what = "disputed-places", body = {} } = how;
  await byRows(async (client) => {
    for (const change of changes) {
      await client.query(
        `INSERT INTO desk_change (id, kind, body, proposed_by, by_administrator)
         VALUES ($1, $2, $3, $4, false)`,
        [change, what, body, by],
      );
      await tell(client, "change-proposed", { change, what, says: "Nothing." });
    }
  });
}
const decide = (who: typeof people.reviewer, change: string, body: object) =>
  who.ask("POST", `/api/desk/changes/${change}/decision`, body);

// Was 500; then 404 for everyone who would decline it or take it back. Broken on purpose: readChanges parses; leaves it out.
test("a change that can't be read hides no other, is listed, and is declined or taken back", async () => {
  const [one, other] = [randomUUID(), randomUUID()];
  await proposeByRows([one, other]);
  const { status, json } = await people.approver.ask("GET", "/api/desk/register");
  expect(status).toBe(200);
  expect(json.changes.find(({ id }: { id: string }) => id === one)).toMatchObject({
    kind: "disputed-places",
    says: expect.stringContaining("can’t be read"),
    state: "open",
    mayPropose: "closed",
    mayConfirm: "closed",
    mayDecline: "yes",
  });
  const confirmed = await decideChange(people.approver, one, "confirmed");
  expect(confirmed.status).toBe(409);
  expect((await decide(people.reviewer, one, { outcome: "declined" })).status).toBe(403);
  expect((await decide(people.approver, other, { outcome: "withdrawn" })).status).toBe(403);
  const declined = await decide(people.approver, one, { outcome: "declined" });
  expect([declined.status, declined.json.state]).toEqual([200, "declined"]);
  const withdrawn = await decide(people.reviewer, other, { outcome: "withdrawn" });
  expect([withdrawn.status, withdrawn.json.state]).toEqual([200, "withdrawn"]);
});

// Was 409 for good. Broken on purpose: as above.
test("someone in whose name proposals were written that can't be read takes them back, and proposes again", async () => {
  const max = await newStaff(service, database, "max", { roles: ["reviewer"] });
  const made = Array.from({ length: 100 }, () => randomUUID());
  await proposeByRows(made, { by: max.id });
  const own = { kind: "disputed-places", add: ["AQ"], remove: [], source: "A source" };
  const propose = async () => (await max.ask("POST", "/api/desk/changes", own)).status;
  expect(await propose()).toBe(409);
  const [first = ""] = made;
  expect((await decide(max, first, { outcome: "withdrawn" })).status).toBe(200);
  expect(await propose()).toBe(201);
});

// Was 500 for the whole register. Broken on purpose: without desk_change_ids.
test("no change has an id, or is of someone with an id, that the contract doesn't know", async () => {
  const odd = "11111111-1111-0111-1111-111111111111";
  const refused = { constraint: "desk_change_ids" };
  await expect(proposeByRows([odd])).rejects.toMatchObject(refused);
  await expect(proposeByRows([randomUUID()], { by: odd })).rejects.toMatchObject(refused);
  expect(await asDesk("/api/desk/register")).toBe(200);
});

// Was 500 for the whole register, and nothing took effect by waiting. Broken on purpose: without desk_change_person.
test.each(["x", "", {}, "11111111-1111-4111-8111-11111111111"])(
  "no change names a person by %j",
  async (person) => {
    await expect(proposeByRows([randomUUID()], { body: { person } })).rejects.toMatchObject({
      constraint: "desk_change_person",
    });
    expect(await asDesk("/api/desk/register")).toBe(200);
  },
);

// Was 500. Broken on purpose: readRoleProposals answers the roles as they are.
test("a proposal of roles that can't be read hides no other from the person whom it is about", async () => {
  const body = { person: people.approver.id, roles: {}, liaisonTo: [] };
  await proposeByRows([randomUUID()], { what: "staff", body });
  expect(await asDesk("/api/desk/register")).toBe(200);
  const own = await people.approver.ask("GET", "/api/account/proposed-roles");
  expect([own.status, own.json]).toEqual([200, []]);
});

// Was 500. Broken on purpose: readNotices parses.
test("a notice that can't be read hides no other from the host", async () => {
  await byRows((client) =>
    client.query("INSERT INTO host_notice (room, kind, body) VALUES ($1, 'order-began', '{}')", [
      meeting.room,
    ]),
  );
  expect(await asHost("manage/notices")).toBe(200);
});

// Was 500, each. Broken on purpose: readSchedule parses.
test("a meeting whose repetition can't be read doesn't repeat, for its host and the desk", async () => {
  await byRows((client) =>
    client.query(
      `UPDATE meeting SET starts_at = now(), duration_minutes = 30, time_zone = 'No/Where', repeat = '{}'
       WHERE code = $1`,
      [meeting.code],
    ),
  );
  for (const path of ["manage", "manage/notices", "hosting"]) expect(await asHost(path)).toBe(200);
  expect(await asDesk(`/api/desk/requests/${request}`)).toBe(200);
});

// Was "done", and from then on 500 for the host, who could never lift it.
test("no rule is the last one for good", async () => {
  const last = `INSERT INTO rule_event (room, version, kind, rule) VALUES ($1, 2147483647, 'set', '{"deny": []}')`;
  await expect(byRows((client) => client.query(last, [meeting.room]))).rejects.toMatchObject({
    message: "a rule follows the one before",
  });
});

// Was 500 for every request, and for lifting this order. Broken on purpose: readWords parses.
test("words for the public that can't be read hide nothing else", async () => {
  await unjudged(database, async (client) => {
    await client.query("ALTER TABLE public_words DROP CONSTRAINT public_words_are_read");
    const words = `INSERT INTO public_words (request_id, spans, prepared_by)
      VALUES ($1, '[{"of": "x", "from": 0, "to": 1, "what": "person"}]', $2)`;
    await client.query(words, [request, people.reviewer.id]);
  });
  for (const path of ["", "/requests", `/requests/${request}`])
    expect([path, await asDesk(`/api/desk${path}`)]).toEqual([path, 200]);
});

// Was 500 for every request, and for lifting this order. Broken on purpose: readEvents parses; possibleSteps answers all
// that can be read.
test("a step that can't be read, or can't have happened, hides no other: the order can be lifted", async () => {
  const other = await people.intake.ask(
    "POST",
    "/api/desk/requests",
    requestOf(people.authority, [(await service.newMeeting()).code]),
  );
  const { rows } = await database.pool.query("SELECT number FROM request WHERE id = $1", [
    other.json.id,
  ]);
  const content = { demands: [] };
  const commitments = { demands: [] };
  const step =
    "INSERT INTO request_event (request_id, kind, by_person, body) VALUES ($1, $2, $3, $4)";
  await byRows(async (client) => {
    const body = { content, commitments, meetingNos: [] };
    await client.query(step, [other.json.id, "corrected", people.intake.id, body]);
    await tell(client, "request-corrected", { request: rows[0].number, demands: [], meetings: [] });
  });
  await byRows((client) =>
    client.query(step, [request, "looked", people.reviewer.id, { meetingNo: "sealed:" }]),
  );
  await byRows((client) =>
    client.query(step, [other.json.id, "looked", people.reviewer.id, { meetingNo: 1 }]),
  );
  for (const path of ["", "/requests", `/requests/${request}`, `/requests/${other.json.id}`])
    expect([path, await asDesk(`/api/desk${path}`)]).toEqual([path, 200]);
  const kept = await service.comes(meeting, "Mei", { from: home.china });
  expect(kept.answer.status).toBe(451);
  const lifted = { kind: "lift", orderId, why: "A mistake." };
  expect((await act(people.reviewer, request, lifted)).status).toBe(200);
  expect((await service.comes(meeting, "Mei", { from: home.china })).answer.status).toBe(200);
});
