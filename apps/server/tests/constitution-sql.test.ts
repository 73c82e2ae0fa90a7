import { randomUUID } from "node:crypto";
import { createAccountStore } from "@graticule/server/accounts/store";
import type { PoolClient } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestDatabase, type TestDatabase } from "./harness.ts";
import { type OrderTimes, type Proposed, propose } from "./orders.ts";

/** What the constitution says holds also against whoever writes to the database by hand. */
let database: TestDatabase;
let operator: string;
let rooms = 0;
const races = process.env["GRATICULE_SOAK"] === "1" ? 1_000 : 40;
const hourMs = 3_600_000;

beforeAll(async () => {
  database = await startTestDatabase();
  operator = (await createAccountStore(database.db).operator()).id;
});
afterAll(() => database.stop());

async function newRoom(client: PoolClient): Promise<string> {
  rooms += 1;
  const room = `room-${rooms}`;
  const insert = "INSERT INTO room (name, account_id, kind) VALUES ($1, $2, 'meeting')";
  await client.query(insert, [room, operator]);
  return room;
}

/** Runs in a transaction that is rolled back. */
async function trial<Result>(what: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await database.pool.connect();
  try {
    await client.query("BEGIN");
    return await what(client);
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}

/** With a proposal for a room of its own. */
function proposal(
  what: (client: PoolClient, proposed: Proposed, room: string) => Promise<void>,
  { places = ["CN"], ...times }: OrderTimes & { readonly places?: readonly string[] } = {},
): Promise<void> {
  return trial(async (client) => {
    const room = await newRoom(client);
    await what(client, await propose(client, room, places, times), room);
  });
}

/** The database's own word against a statement; "done" where it lets it pass. */
async function refusalOf(
  client: PoolClient,
  text: string,
  values: readonly unknown[] = [],
): Promise<string> {
  await client.query("SAVEPOINT attempt");
  try {
    await client.query(text, [...values]);
    return "done";
  } catch (error) {
    await client.query("ROLLBACK TO SAVEPOINT attempt");
    const { code = "", message = "" } = error as { code?: string; message?: string };
    return `${code} ${message}`;
  }
}

/** As nothing in the product can. */
async function unjudged(client: PoolClient, text: string, values: readonly unknown[] = []) {
  await client.query("SET LOCAL session_replication_role = replica");
  await client.query(text, [...values]);
  await client.query("SET LOCAL session_replication_role = origin");
}

const approval =
  "INSERT INTO order_approval (order_id, request_id, meeting_no, by_person) VALUES ($1, $2, 1, $3)";
const approves = (client: PoolClient, { order, request }: Proposed, who: string) =>
  refusalOf(client, approval, [order, request, who]);

const proposing = `INSERT INTO order_proposal (request_id, meeting_no, authority_id, room, starts_at,
    ends_at, occurrence_from, reason, law, procedure_finding, authority_finding, legality_finding,
    necessity_finding, rights_finding, proposed_by)
  SELECT request_id, 1, authority_id, room, now(), now() + make_interval(hours => $3), now(), reason,
    law, 'f', 'f', 'f', 'f', 'f', $2 FROM order_proposal WHERE id = $1 RETURNING id`;

test("two people suffice: what is refused below is refused for its own reason", async () => {
  await proposal(async (client, proposed) => {
    expect(await approves(client, proposed, proposed.approver)).toBe("done");
  });
});

test("an order reaches no further than its authority, also after approval (2, attack 25)", async () => {
  await proposal(async (client, { order, authority, reviewer }) => {
    const place = "INSERT INTO order_place (order_id, authority_id, place) VALUES ($1, $2, $3)";
    expect(await refusalOf(client, place, [order, authority, "HK"])).toMatch(/^23503 /);
    expect(await refusalOf(client, place, [order, randomUUID(), "CN-XJ"])).toMatch(/^23503 /);
    const again = await client.query(proposing, [order, reviewer, 2]);
    expect(await refusalOf(client, place, [again.rows[0].id, authority, "CN"])).toBe("done");
    await client.query("SAVEPOINT seen");
    await unjudged(client, "UPDATE order_proposal SET proposed_at = now() - interval '1 minute'");
    await unjudged(client, "INSERT INTO authority_reach VALUES ($1, 'CN-XJ')", [authority]);
    const late = await refusalOf(client, place, [order, authority, "CN-XJ"]);
    expect(late).toMatch(/23001 an order is never widened/);
  });
});

test("an order is at most 7 days long and is never edited (8, attack 25)", async () => {
  await proposal(async (client, proposed) => {
    const { order, reviewer } = proposed;
    expect(await refusalOf(client, proposing, [order, reviewer, 169])).toMatch(/^23514 /);
    expect(await refusalOf(client, proposing, [order, reviewer, 0])).toMatch(/^23514 /);
    expect(await refusalOf(client, proposing, [order, reviewer, 168])).toBe("done");
    expect(await approves(client, proposed, proposed.approver)).toBe("done");
    for (const edit of [
      "UPDATE order_proposal SET ends_at = ends_at + interval '1 hour'",
      "UPDATE order_proposal SET notice_minutes = 0, excepted = '{}'",
      "UPDATE order_place SET place = 'HK'",
      "UPDATE order_approval SET at = now() + interval '1 hour'",
      "DELETE FROM order_approval",
      "DELETE FROM order_place",
      "TRUNCATE order_approval CASCADE",
    ]) {
      expect(await refusalOf(client, edit)).toMatch(/^23001 .* history/);
    }
  });
});

test("an order that is over can't be approved, and a second one for the same request can't either (8)", async () => {
  await proposal(
    async (client, proposed) => {
      const late = await approves(client, proposed, proposed.approver);
      expect(late).toMatch(/23001 this order can't take effect/);
    },
    { fromMs: -2 * hourMs, untilMs: -hourMs },
  );
  await proposal(async (client, proposed) => {
    const { order, authority, request, reviewer, approver } = proposed;
    const second = (await client.query(proposing, [order, reviewer, 2])).rows[0].id;
    await client.query("INSERT INTO order_place VALUES ($1, $2, 'CN')", [second, authority]);
    expect(await approves(client, proposed, approver)).toBe("done");
    expect(await refusalOf(client, approval, [second, request, approver])).toMatch(/^23505 /);
  });
});

test("nobody approves who proposed it, typed it in, is a liaison, or is too new (7, attack 26)", async () => {
  await proposal(async (client, proposed) => {
    const roles = "{reviewer,approver}";
    const grant = (who: string, hours: number, liaison: readonly string[] = []) =>
      unjudged(
        client,
        `INSERT INTO staff_appointment (person_id, roles, liaison_to, effective_at)
         VALUES ($1, $2, $3, now() - make_interval(hours => $4))`,
        [who, roles, liaison, hours],
      );
    for (const who of [proposed.reviewer, proposed.intake]) await grant(who, 100);
    const [fresh, liaison, stranger] = [randomUUID(), randomUUID(), randomUUID()];
    await grant(fresh, 71);
    await grant(liaison, 100, [proposed.authority]);
    for (const who of [proposed.reviewer, proposed.intake, fresh, liaison, stranger]) {
      expect(await approves(client, proposed, who)).toMatch(/23001 another person approves/);
    }
    for (const who of [proposed.intake, liaison, stranger]) {
      const refused = await refusalOf(client, proposing, [proposed.order, who, 2]);
      expect(refused).toMatch(/23001 another person proposes/);
    }
  });
});

test("an approval needs who is still there: a proposer who left, or became a liaison, counts no more (7)", async () => {
  const gone = [
    "INSERT INTO staff_appointment (person_id, roles) VALUES ($1, '{}')",
    "INSERT INTO staff_appointment (person_id, roles, liaison_to) VALUES ($1, '{reviewer}', ARRAY[$2::uuid])",
  ];
  for (const text of gone) {
    await proposal(async (client, proposed) => {
      const values = [proposed.reviewer, proposed.authority].slice(0, text.includes("$2") ? 2 : 1);
      await unjudged(client, text, values);
      const refused = await approves(client, proposed, proposed.approver);
      expect(refused).toMatch(/23001 another person approves/);
    });
  }
});

test("an order is its request's: another meeting, another authority, a closed request (2, 4)", async () => {
  await proposal(async (client, proposed) => {
    const { order, reviewer, approver, request } = proposed;
    const other = await newRoom(client);
    const elsewhere = proposing.replace(
      "authority_id, room, now()",
      `authority_id, '${other}', now()`,
    );
    expect(await refusalOf(client, elsewhere, [order, reviewer, 2])).toMatch(/is its request's/);
    const nowhere = proposing.replace("authority_id, room, now()", "authority_id, NULL, now()");
    expect(await refusalOf(client, nowhere, [order, reviewer, 2])).toMatch(/^23001 /);
    const end =
      "INSERT INTO request_event (request_id, kind, by_person) VALUES ($1, 'rejected', $2)";
    expect(await refusalOf(client, end, [request, approver])).toBe("done");
    expect(await refusalOf(client, end, [request, approver])).toMatch(
      /^23001 this request is closed/,
    );
    expect(await refusalOf(client, proposing, [order, reviewer, 2])).toMatch(/^23001 no order/);
    expect(await approves(client, proposed, approver)).toMatch(/^23001 this order can't/);
  });
});

test("places of disputed standing are in nobody's reach but their own authorities' (2)", async () => {
  await proposal(async (client, { authority }) => {
    const reach =
      "INSERT INTO authority_reach (authority_id, place, instrument) VALUES ($1, $2, 'An act')";
    for (const place of ["UA-43", "TW", "TW-TPE", "XK", "PS"]) {
      expect(await refusalOf(client, reach, [authority, place])).toMatch(/^23001 .*disputed/);
    }
    expect(await refusalOf(client, reach, [authority, "UA-30"])).toBe("done");
    const country = `INSERT INTO authority (series, name, kind, home, contact, change_id)
      SELECT id, 'A court', 'country', $1, 'By letter', id FROM gen_random_uuid() AS id RETURNING id`;
    const own = async (home: string) => {
      await client.query("SET LOCAL session_replication_role = replica");
      const { rows } = await client.query(country, [home]);
      await client.query("SET LOCAL session_replication_role = origin");
      return rows[0].id as string;
    };
    const plain = "INSERT INTO authority_reach (authority_id, place) VALUES ($1, $2)";
    expect(await refusalOf(client, plain, [await own("TW"), "TW-TPE"])).toBe("done");
    expect(await refusalOf(client, plain, [await own("UA"), "UA-43"])).toMatch(/^23001 .*disputed/);
    expect(await refusalOf(client, plain, [await own("CN"), "HK"])).toMatch(/^23001 .*instrument/);
  });
});

test("an order for a whole country leaves out the disputed part, or does not take effect (2)", async () => {
  await proposal(
    async (client, proposed) => {
      const refused = await approves(client, proposed, proposed.approver);
      expect(refused).toMatch(/^23001 an order leaves out places of disputed standing/);
      const left = "UPDATE order_proposal SET excepted = '{UA-43,UA-40}' WHERE id = $1";
      await unjudged(client, left, [proposed.order]);
      expect(await approves(client, proposed, proposed.approver)).toBe("done");
    },
    { places: ["UA"] },
  );
});

test("one look, at an authentic request, a second with a second person (5, attack 24b)", async () => {
  await proposal(async (client, { request, reviewer, approver, intake }) => {
    const look = `INSERT INTO desk_look (request_id, meeting_no, ordinal, by_person, with_person, bucket)
      VALUES ($1, 1, $2, $3, $4, '10-99')`;
    const looks = (ordinal: number, by: string, withPerson: string | null = null) =>
      refusalOf(client, look, [request, ordinal, by, withPerson]);
    expect(await looks(2, reviewer, approver)).toMatch(/^23001 no look/);
    expect(await looks(1, intake)).toMatch(/^23001 no look/);
    expect(await looks(1, reviewer)).toBe("done");
    expect(await looks(1, reviewer)).toMatch(/^23505 /);
    expect(await looks(2, reviewer)).toMatch(/^(23514|23001) /);
    expect(await looks(2, reviewer, reviewer)).toMatch(/^(23514|23001) /);
    expect(await looks(2, reviewer, intake)).toMatch(/^23001 no look/);
    expect(await looks(3, reviewer, approver)).toMatch(/^(23514|23001) /);
    expect(await looks(2, reviewer, approver)).toBe("done");
    const number = look.replace("'10-99'", "'37'");
    expect(await refusalOf(client, number, [request, 1, reviewer, null])).toMatch(/^23/);
  });
  await proposal(async (client, { request, reviewer }) => {
    await unjudged(client, "DELETE FROM request_event WHERE kind = 'authenticated'");
    const look = `INSERT INTO desk_look (request_id, meeting_no, ordinal, by_person, bucket)
      VALUES ($1, 1, 1, $2, '10-99')`;
    expect(await refusalOf(client, look, [request, reviewer])).toMatch(/^23001 no look/);
  });
});

test("nobody is appointed by one person, and an administrator never (14, attack 24a)", async () => {
  await trial(async (client) => {
    const [one, other] = [await appointed(client, "{approver}"), randomUUID()];
    await newPerson(client, other);
    const alone = "INSERT INTO staff_appointment (person_id, roles) VALUES ($1, '{approver}')";
    expect(await refusalOf(client, alone, [other])).toMatch(/^23001 a new role takes two people/);
    const change = `INSERT INTO desk_change (kind, body, proposed_by, by_administrator)
      VALUES ($1, '{}', $2, $3) RETURNING id`;
    const proposes = async (kind: string, by: string, administrator = false) =>
      (await client.query(change, [kind, by, administrator])).rows[0].id as string;
    const outcome =
      "INSERT INTO desk_change_outcome (change_id, outcome, by_person) VALUES ($1, $2, $3)";
    const own = await proposes("staff", one);
    expect(await refusalOf(client, outcome, [own, "confirmed", one])).toMatch(
      /^23001 another person/,
    );
    expect(await refusalOf(client, outcome, [own, "confirmed", other])).toMatch(
      /^23001 another person/,
    );
    const hasty = await proposes("staff", other, true);
    expect(await refusalOf(client, outcome, [hasty, "waited", null])).toMatch(/^23001 .*waits/);
    const byChange =
      "INSERT INTO staff_appointment (person_id, roles, change_id) VALUES ($1, '{approver}', $2)";
    expect(await refusalOf(client, byChange, [other, own])).not.toBe("done");
    expect(await refusalOf(client, change, ["authority", one, true])).toMatch(/^23514 /);
    const authority = `INSERT INTO authority (series, name, kind, home, contact, change_id)
      VALUES (gen_random_uuid(), 'Mine', 'country', 'FR', 'Here', $1)`;
    expect(await refusalOf(client, authority, [own])).toMatch(/^23001 this takes two people/);
    const listed =
      "INSERT INTO disputed_place_event (place, listed, source) VALUES ('TW', false, 'Mine')";
    expect(await refusalOf(client, listed)).not.toBe("done");
    const admin = randomUUID();
    await newPerson(client, admin, operator);
    expect(await refusalOf(client, alone, [admin])).toMatch(
      /^23001 an administrator holds no role/,
    );
  });
});

async function newPerson(client: PoolClient, id: string, account?: string): Promise<void> {
  const made = await client.query("INSERT INTO account (name) VALUES ($1) RETURNING id", [id]);
  await unjudged(
    client,
    "INSERT INTO person (id, account_id, name, email) VALUES ($1, $2, 'Somebody', $3)",
    [id, account ?? made.rows[0].id, `${id}@example.org`],
  );
}

async function appointed(client: PoolClient, roles: string): Promise<string> {
  const who = randomUUID();
  await unjudged(
    client,
    `INSERT INTO staff_appointment (person_id, roles, effective_at)
     VALUES ($1, $2, now() - interval '100 hours')`,
    [who, roles],
  );
  return who;
}

test("a meeting under request ends by the terms of service only with a report from inside and three people (13, attack 27)", async () => {
  await proposal(async (client, { reviewer }, room) => {
    const safety = await appointed(client, "{safety}");
    const report = async (inside: boolean, fromState: boolean) =>
      (
        await client.query(
          `INSERT INTO abuse_report (room, what, text, inside, from_state)
           VALUES ($1, 'threat', 'A text', $2, $3) RETURNING id`,
          [room, inside, fromState],
        )
      ).rows[0].id as string;
    const act = `INSERT INTO terms_act (kind, room, meeting_commitment, host_commitment, report_id, reason,
        proposed_by) VALUES ('end-meeting', $1, commitment_to_room($1), commitment_to_account($2), $3, 'A reason',
        $4) RETURNING id`;
    const values = (reported: string, by: string) => [room, operator, reported, by];
    expect(await refusalOf(client, act, values(await report(false, false), safety))).toMatch(
      /no report/,
    );
    expect(await refusalOf(client, act, values(await report(true, true), safety))).toMatch(
      /no report/,
    );
    const reported = await report(true, false);
    expect(await refusalOf(client, act, values(reported, reviewer))).toMatch(/^23001 /);
    // The request names the meeting as the product does: by its commitment.
    await unjudged(
      client,
      "UPDATE request_meeting SET meeting_commitment = commitment_to_room($1) WHERE room = $1",
      [room],
    );
    const made = (await client.query(act, values(reported, safety))).rows[0].id;
    const effect = "INSERT INTO terms_effect (act_id) VALUES ($1)";
    const review = "INSERT INTO terms_approval (act_id, by_person, review) VALUES ($1, $2, $3)";
    const [second, third] = [
      await appointed(client, "{safety}"),
      await appointed(client, "{appeals}"),
    ];
    expect(await refusalOf(client, effect, [made])).toMatch(/^23001 this act needs more people/);
    expect(await refusalOf(client, review, [made, safety, "second"])).toMatch(/^23001 /);
    expect(await refusalOf(client, review, [made, second, "second"])).toBe("done");
    expect(await refusalOf(client, effect, [made])).toMatch(/^23001 this act needs more people/);
    expect(await refusalOf(client, review, [made, second, "third"])).not.toBe("done");
    expect(await refusalOf(client, review, [made, third, "third"])).toBe("done");
    expect(await refusalOf(client, effect, [made])).toBe("done");
  });
});

test("an order in force ends no meeting and changes no account (3, 4)", async () => {
  await proposal(async (client, proposed, room) => {
    const everything = async () =>
      JSON.stringify([
        (await client.query("SELECT * FROM account ORDER BY id")).rows,
        (await client.query("SELECT * FROM person ORDER BY id")).rows,
        (await client.query("SELECT * FROM meeting ORDER BY code")).rows,
        (await client.query("SELECT * FROM room WHERE name = $1", [room])).rows,
      ]);
    const before = await everything();
    expect(await approves(client, proposed, proposed.approver)).toBe("done");
    expect(await everything()).toBe(before);
  });
});

/** Two transactions at once, each its own connection. How each ended. */
async function race(
  attempts: readonly ((client: PoolClient) => Promise<unknown>)[],
): Promise<readonly ("done" | string)[]> {
  return await Promise.all(
    attempts.map(async (attempt) => {
      const client = await database.pool.connect();
      try {
        await client.query("BEGIN");
        await attempt(client);
        await client.query("COMMIT");
        return "done";
      } catch (error) {
        await client.query("ROLLBACK");
        return (error as { code?: string }).code ?? "?";
      } finally {
        client.release();
      }
    }),
  );
}

async function committed(): Promise<Proposed & { readonly other: string }> {
  const client = await database.pool.connect();
  try {
    await client.query("BEGIN");
    const proposed = await propose(client, await newRoom(client), ["CN"]);
    const other = await appointed(client, "{approver}");
    await client.query("COMMIT");
    return { ...proposed, other };
  } finally {
    client.release();
  }
}

test(`${races} races of approvals, double clicks and refusals: exactly one outcome each (attack 24)`, async () => {
  const refusal = "INSERT INTO order_refusal (order_id, by_person, why) VALUES ($1, $2, 'No')";
  for (let run = 0; run < races; run += 1) {
    const { order, request, approver, other, reviewer } = await committed();
    const yes = (who: string) => (client: PoolClient) =>
      client.query(approval, [order, request, who]);
    const no = (client: PoolClient) => client.query(refusal, [order, reviewer]);
    const kinds = [
      [yes(approver), yes(other)],
      [yes(approver), yes(approver)],
      [yes(approver), no],
      [no, no],
      [yes(approver), yes(other), no],
    ];
    const ended = await race(kinds[run % kinds.length] ?? []);
    expect(ended.filter((end) => end === "done")).toHaveLength(1);
    for (const end of ended) expect(["done", "23505", "23001"]).toContain(end);
    const found = await database.pool.query(
      `SELECT (SELECT count(*)::int FROM order_approval WHERE order_id = $1)
            + (SELECT count(*)::int FROM order_refusal WHERE order_id = $1) AS outcomes`,
      [order],
    );
    expect(found.rows[0].outcomes).toBe(1);
  }
});

test("two ends at once: an order that is lifted and overturned in one moment ended once (attack 24)", async () => {
  const end =
    "INSERT INTO order_end (order_id, kind, by_person, why) VALUES ($1, $2, $3, 'No ground')";
  for (let run = 0; run < races / 4; run += 1) {
    const { order, request, approver, reviewer } = await committed();
    await database.pool.query(approval, [order, request, approver]);
    const ended = await race([
      (client) => client.query(end, [order, "lifted", reviewer]),
      (client) => client.query(end, [order, "overturned", approver]),
    ]);
    expect(ended.filter((one) => one === "done")).toHaveLength(1);
  }
});
