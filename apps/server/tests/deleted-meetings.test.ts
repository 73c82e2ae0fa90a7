import { randomUUID } from "node:crypto";
import { createMeetingStore } from "@graticule/server/meetings/store";
import type { PoolClient } from "pg";
import { beforeEach, expect, test, vi } from "vitest";
import {
  committed,
  endAsHost,
  refusalOf,
  refusalOfCommit,
  trial,
  unjudged,
  unjudgedWithin,
} from "./by-hand.ts";
import { acts, deskOfTests, entries, people, receive, requestOf } from "./desk-people.ts";
import { database, service, type TestMeeting } from "./meeting-service.ts";
import { newPerson } from "./people-service.ts";

/** Deleting a meeting doesn't take it out of a request's windows (constitution 13). */
deskOfTests();

let meeting: TestMeeting;
let account: string;
let act: string;

beforeEach(async () => {
  const host = await newPerson(service, `host-${randomUUID().slice(0, 8)}`);
  const made = (await host.ask("POST", "/api/meetings", { title: "Talk" })).json;
  const { rows } = await database.pool.query(
    `SELECT r.name AS room, r.account_id AS account FROM meeting m JOIN room r ON r.name = m.room
     WHERE m.code = $1`,
    [made.code],
  );
  account = rows[0].account;
  const bearer = { authorization: `Bearer ${String(made.manageUrl).split("#")[1]}` };
  meeting = { code: made.code, room: rows[0].room, bearer };
  act = randomUUID();
});

/** A terms-of-service action against the meeting, so many days ago. */
async function actedAgainst(days: number): Promise<void> {
  await unjudged(database, async (client) => {
    await client.query(
      `INSERT INTO terms_act (id, kind, room, meeting_commitment, host_commitment, report_id, reason,
         proposed_by, proposed_at)
       SELECT $1, 'end-meeting', name, commitment_to_room(name), commitment_to_account(account_id), $2,
         'sealed:', $2, now() - make_interval(days => $3) FROM room WHERE name = $4`,
      [act, randomUUID(), days, meeting.room],
    );
    await client.query(
      `INSERT INTO terms_effect (act_id, at) VALUES ($1, now() - make_interval(days => $2))`,
      [act, days],
    );
  });
}

const deleteMeeting = async () => {
  const path = `/api/meetings/${meeting.code}/manage`;
  expect((await service.ask("DELETE", path, { headers: meeting.bearer })).status).toBe(204);
};
const deleteAccount = () =>
  committed(database, (client) =>
    client.query("DELETE FROM person WHERE account_id = $1", [account]),
  );

const viewOf = async (id: string) =>
  (await people.reviewer.ask("GET", `/api/desk/requests/${id}`)).json;
const linkedActs = async () =>
  (await entries(database, "terms-act")).filter((one) => (one as { act: string }).act === act);

// Broken on purpose: without room_leaves_trace the first, without account_leaves_traces the second
// can't be entered.
test.each([
  ["meeting", deleteMeeting],
  ["host's account", deleteAccount],
])(
  "a request names a deleted meeting, and is linked to the action against it, when its %s is deleted",
  async (_, deletes) => {
    await actedAgainst(20);
    await deletes();
    const gone = await database.pool.query("SELECT FROM room WHERE name = $1", [meeting.room]);
    expect(gone.rowCount).toBe(0);
    const content = requestOf(people.authority, [meeting.code]);
    const id = await receive(people, content);
    const shown = await viewOf(id);
    expect(shown).toMatchObject({
      namedMeetings: [{ code: meeting.code, state: "gone" }],
      termsActs: [{ id: act, kind: "end-meeting", reviewed: false }],
    });
    // With its own day, which is not the request's.
    const [{ on }] = shown.termsActs;
    expect(await linkedActs()).toMatchObject([{ on, requests: [expect.any(Number)] }]);
    // It stays the same meeting in a correction, also when its code is forgotten.
    await unjudged(database, (client) => client.query("DELETE FROM deleted_meeting"));
    await acts(people.intake, id, { kind: "correct", content: { ...content, channel: "portal" } });
    const named = await database.pool.query("SELECT FROM request_meeting WHERE request_id = $1", [
      id,
    ]);
    expect(named.rowCount).toBe(1);
  },
);

test("a deleted meeting's code is known for 90 days, and then forgotten", async () => {
  await deleteMeeting();
  const enter = (code: string) =>
    people.intake.ask("POST", "/api/desk/requests", requestOf(people.authority, [code]));
  const age = (days: number) =>
    unjudged(database, (client) =>
      client.query(
        "UPDATE deleted_meeting SET deleted_on = (now() AT TIME ZONE 'UTC')::date - $1::integer",
        [days],
      ),
    );
  const left = async () => (await database.pool.query("SELECT FROM deleted_meeting")).rowCount;
  const forget = () =>
    committed(database, (client) => client.query("SELECT forget_deleted_meetings()"));
  await age(90);
  await forget();
  expect((await enter(meeting.code)).status).toBe(201);
  await age(91);
  expect((await enter(meeting.code)).json.errors[0].pointer).toBe("/meetings/0");
  expect(await left()).toBeGreaterThan(0);
  await forget();
  expect(await left()).toBe(0);
});

// Was: the other meeting's host was named, and no act against the deleted one. Broken on purpose: `WHERE` left out of note_deleted.
test("another meeting with a deleted one's code doesn't take its place", async () => {
  await actedAgainst(20);
  await deleteMeeting();
  const other = await newPerson(service, "other");
  const made = (await other.ask("POST", "/api/meetings", { title: "Talk" })).json;
  const { rows } = await unjudged(database, (client) =>
    client.query(
      `UPDATE meeting m SET code = $1 FROM room r WHERE m.code = $2 AND r.name = m.room RETURNING r.account_id AS id`,
      [meeting.code, made.code],
    ),
  );
  await committed(database, (client) =>
    client.query("DELETE FROM person WHERE account_id = $1", [rows[0].id]),
  );
  const id = await receive(people, requestOf(people.authority, [meeting.code]));
  expect(await viewOf(id)).toMatchObject({ termsActs: [{ id: act }] });
});

// Was "done": the authority's request named the other meeting, and linked no act to it. Broken on purpose: meeting_code_is_free
// left out; BEFORE INSERT → where the deletion commits meanwhile.
test("no other meeting takes a deleted one's code while a request may name it", async () => {
  const { pool } = database;
  const takes = (client: PoolClient) =>
    client.query(
      `WITH made AS (INSERT INTO room (name, account_id, kind)
         SELECT gen_random_uuid()::text, id, 'meeting' FROM account WHERE operator RETURNING name)
       INSERT INTO meeting (code, room, title, manage_secret_hash) SELECT $1, name, 'Other', sha256('a') FROM made`,
      [meeting.code],
    );
  const deletes = (client: PoolClient) =>
    client.query("DELETE FROM room WHERE name = $1", [meeting.room]);
  const refused = { message: "a deleted meeting had this code" };
  const both = async (client: PoolClient) => {
    await endAsHost(client, meeting.room);
    await deletes(client);
    await takes(client);
  };
  await expect(committed(database, both)).rejects.toMatchObject(refused);
  await committed(database, (client) => endAsHost(client, meeting.room));
  const [first, second] = [await pool.connect(), await pool.connect()];
  try {
    await first.query("BEGIN");
    await deletes(first);
    const taken = expect(takes(second)).rejects.toMatchObject(refused);
    await vi.waitFor(async () =>
      expect((await pool.query("SELECT FROM pg_locks WHERE NOT granted")).rowCount).toBe(1),
    );
    await first.query("COMMIT");
    await taken;
  } finally {
    for (const one of [first, second]) one.release();
  }
  await unjudged(database, (client) =>
    client.query("UPDATE deleted_meeting SET deleted_on = deleted_on - 91"),
  );
  await committed(database, takes);
});

// Broken on purpose: without request_meeting_is_true the other commitments are accepted.
test("what a deleted meeting leaves can't be read or changed by the service, and a request names no meeting by other commitments", async () => {
  const id = await receive(people, requestOf(people.authority, [meeting.code]));
  await deleteMeeting();
  await trial(database, async (client) => {
    for (const sql of [
      "SELECT FROM deleted_meeting",
      "DELETE FROM deleted_meeting",
      "UPDATE deleted_meeting SET deleted_on = deleted_on",
      "SELECT keyed_code('abc-defg-hij')",
    ]) {
      expect(await refusalOf(client, sql)).toMatch(/^42501 permission denied/);
    }
    const name = (room: string, meetingSays: string, hostSays: string) =>
      refusalOf(
        client,
        `INSERT INTO request_meeting (request_id, no, room, meeting_commitment, host_commitment)
         SELECT $1, 9, ${room}, ${meetingSays}, ${hostSays}
         FROM request_meeting WHERE request_id = $1 LIMIT 1`,
        [id],
      );
    expect(await name("NULL", "sha256('a')", "host_commitment")).toMatch(/^23001 another/);
    expect(await name("NULL", "meeting_commitment", "sha256('a')")).toMatch(/^23001 another/);
  });
  const other = await service.newMeeting();
  await trial(database, async (client) => {
    const sql = `INSERT INTO request_meeting (request_id, no, room, meeting_commitment, host_commitment)
      SELECT $1, 9, name, sha256('a'), commitment_to_account(account_id) FROM room WHERE name = $2`;
    expect(await refusalOf(client, sql, [id, other.room])).toMatch(/^23001 another/);
  });
});

// Was "done", each: other meetings' hosts were said to be asked about again and again. Broken on purpose: named_as_typed_in
// without whose the event is, or without its numbers.
test("a request names no other meeting later, or in silence", async () => {
  const id = await receive(people, requestOf(people.authority, [meeting.code]));
  const other = await service.newMeeting();
  const names = (client: PoolClient, no: number) =>
    refusalOf(
      client,
      `INSERT INTO request_meeting (request_id, no, room, meeting_commitment, host_commitment)
       SELECT $1, $3, name, commitment_to_room(name), commitment_to_account(account_id) FROM room WHERE name = $2`,
      [id, other.room, no],
    );
  const corrects = (client: PoolClient, nos: string) =>
    refusalOf(
      client,
      `INSERT INTO request_event (request_id, kind, by_person, body) SELECT request_id, 'corrected', by_person,
         jsonb_set(body, '{meetingNos}', $2) FROM request_event WHERE request_id = $1 AND kind = 'received'`,
      [id, nos],
    );
  const refused = /^23001 a request names its meetings when it is typed in/;
  await trial(database, async (client) => {
    // What was typed in, in an earlier transaction, has this number.
    await unjudgedWithin(client, () =>
      client.query("DELETE FROM request_meeting WHERE request_id = $1", [id]),
    );
    expect(await names(client, 1)).toBe("done");
    expect(await refusalOfCommit(client)).toMatch(refused);
  });
  for (const [nos, answer] of [
    ["[1]", refused],
    // What comes next is missing.
    ["[1, 2]", /^23001 request_event without its public entry/],
  ] as const)
    await trial(database, async (client) => {
      expect(await names(client, 2)).toBe("done");
      expect(await corrects(client, nos)).toBe("done");
      expect(await refusalOfCommit(client)).toMatch(answer);
    });
});

// Broken on purpose: with the 30 days of other meetings, or without act_waits_for_review, it is gone.
test("a meeting that the service ended is kept for 90 days, and until the action is reviewed, so that a review can reopen it", async () => {
  await actedAgainst(60);
  const endedAgo = (days: number) =>
    unjudged(database, async (client) => {
      const at = "now() - make_interval(days => $2)";
      await client.query(`UPDATE terms_effect SET at = ${at} WHERE act_id = $1`, [act, days]);
      await client.query(`UPDATE meeting SET ended_at = ${at} WHERE room = $1`, [
        meeting.room,
        days,
      ]);
    });
  const isKept = async () => {
    await createMeetingStore(database.db).deleteDue();
    const { rowCount } = await database.pool.query("SELECT FROM meeting WHERE room = $1", [
      meeting.room,
    ]);
    return rowCount === 1;
  };
  await endedAgo(60);
  expect(await isKept()).toBe(true);
  const id = await receive(people, requestOf(people.authority, [meeting.code]));
  await endedAgo(89);
  expect(await isKept()).toBe(true);
  // Past the window of a request that comes later; this one came within it.
  await unjudged(database, (client) =>
    client.query(
      `UPDATE request SET received_at = now() - interval '40 days', entered_at = now() - interval '40 days'
       WHERE id = $1`,
      [id],
    ),
  );
  await endedAgo(100);
  expect(await isKept()).toBe(true);
  await unjudged(database, (client) =>
    client.query(
      `INSERT INTO terms_review (act_id, request_id, by_person, outcome, reasons)
       VALUES ($1, $2, $3, 'stands', 'sealed:')`,
      [act, id, randomUUID()],
    ),
  );
  expect(await isKept()).toBe(false);
});

// Broken on purpose: with the CHECK on request dropped, the window begins later than the entry.
test("the 90 days before a request are counted from the day typed in, never from a day after its entry", async () => {
  await actedAgainst(95);
  const content = (receivedAt: Date) =>
    requestOf(people.authority, [meeting.code], { receivedAt: receivedAt.toISOString() });
  const ahead = await people.intake.ask(
    "POST",
    "/api/desk/requests",
    content(new Date(Date.now() + 3_600_000)),
  );
  expect(ahead.json.errors[0].pointer).toBe("/receivedAt");
  await trial(database, async (client) => {
    const sql = `INSERT INTO request (authority_id, received_at, entered_by)
      VALUES ($1, now() + interval '1 hour', $2)`;
    const values = [people.authority.id, people.intake.id];
    expect(await refusalOf(client, sql, values)).toMatch(/^23514 .*request/);
  });
  // A letter that lay for ten days: the action was 85 days before it came.
  const late = await receive(people, content(new Date(Date.now() - 10 * 86_400_000)));
  expect((await viewOf(late)).termsActs).toMatchObject([{ id: act }]);
  const now = await receive(people, content(new Date()));
  expect((await viewOf(now)).termsActs).toEqual([]);
});
