import { randomBytes, randomUUID } from "node:crypto";
import { keepProgramKey } from "@graticule/server/db/program-key";
import { createReceipts } from "@graticule/server/safety/receipts";
import type { PoolClient } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  asOwner,
  refusalOf,
  refusalOfCommit,
  tell,
  tellJust,
  trial,
  unjudgedWithin,
} from "./by-hand.ts";
import { deskKeyOf } from "./desk-keys.ts";
import { appealTo, approval, approve, sign, tellApproval } from "./orders.ts";
import { appointed, type ProposalTrials, startProposalTrials } from "./proposals.ts";

/** What no one invents, even in the database directly: entries, reports, sittings (attack A4). */
let trials: ProposalTrials;
const secret = randomBytes(32).toString("base64url");

beforeAll(async () => {
  trials = await startProposalTrials();
  await keepProgramKey(trials.database.owner, secret);
});
afterAll(() => trials?.database.stop());

const hash = "ab".repeat(32);
const some = randomUUID();
/** A complete entry of each kind, with nothing behind it. */
const invented: Readonly<Record<string, object>> = {
  "request-received": { request: 9999, authority: "M", branch: "court", demands: [], meetings: [] },
  "request-corrected": { request: 9999, branch: "court", demands: [], meetings: [] },
  "repeated-requests": { request: 9999, host: hash },
  "request-closed": { request: 9999, outcome: "answered", answers: [] },
  "demand-shown": { request: 9999, language: "en", redacted: [], demand: "Words" },
  look: { request: 9999, meeting: hash, ordinal: 1 },
  "order-approved": {
    request: 9999,
    order: some,
    meeting: hash,
    places: ["CN"],
    reason: "R",
    law: "L",
  },
  "order-effect": { order: some },
  "contest-upheld": { order: some, because: "answer", people: "10-or-more" },
  "contest-denied": { order: some, times: "10-or-more" },
  "order-ended": { order: some, how: "lifted" },
  "appeal-made": { order: some },
  "appeal-decided": { order: some, outcome: "upheld" },
  "change-proposed": { change: some, what: "staff", says: "S" },
  "change-decided": { change: some, outcome: "confirmed" },
  "platform-rule-lifted": { rule: some },
  "platform-rule-linked": { change: some, requests: [9999], review: "stands" },
  "staff-left": { roles: ["approver"] },
  "authority-withdrawn": { authority: "M" },
  "terms-act": { act: some, what: "end-meeting", host: hash, requests: [] },
  "terms-review": { act: some, request: 9999, outcome: "stands" },
  "outside-act": { what: "W", forcedBy: "F", on: "2026-01-02" },
  "operator-act": { act: some, what: "key-added", step: "done" },
  "order-confirmed": { order: some },
  restored: { since: "2026-01-02" },
  "sources-changed": { digest: hash, serves: "everywhere", makers: "M" },
  "place-named": { place: "TW", name: "China" },
  "meeting-named": { meeting: hash, title: "T" },
  "text-removed": { entry: 0, text: "law", ground: "mistake" },
};

/** The database's kinds, from its list of each kind's fields. */
async function kinds(): Promise<readonly string[]> {
  const { rows } = await trials.database.pool.query(
    `SELECT (regexp_matches(prosrc, 'WHEN ''([a-z-]+)''', 'g'))[1] AS kind FROM pg_proc WHERE proname = 'entry_fields'`,
  );
  return rows.map(({ kind }) => kind);
}

// Was "done": no act of that transaction needed its entry. Broken on purpose: is_ours by age().
test("what a transaction wrote is its own, whatever it asked first (11, 14)", async () => {
  const { database } = trials;
  await trial(database, async (client) => {
    await client.query("SELECT age('3'::xid)");
    for (const _ of [1, 2]) await database.pool.query("SELECT pg_current_xact_id()");
    await client.query("SAVEPOINT one");
    const act = `INSERT INTO outside_act (what, forced_by, happened_on, entered_by)
      VALUES ('W', 'F', '2026-01-02', gen_random_uuid())`;
    expect(await refusalOf(client, act)).toBe("done");
    expect(await refusalOfCommit(client)).toMatch(/^23001 outside_act without its public entry/);
  });
});

// Was "done": what must hold was asked of what was there before the wait. Broken on purpose: left out of only_the_program_writes.
test("no transaction writes that doesn't see what was committed meanwhile (11, 14)", async () => {
  for (const level of ["REPEATABLE READ", "SERIALIZABLE"]) {
    await trial(trials.database, async (client) => {
      await client.query(`COMMIT; BEGIN ISOLATION LEVEL ${level}`);
      const row = "UPDATE settings SET service_name = service_name";
      expect(await refusalOf(client, row)).toMatch(/^23001 the program writes at read committed/);
    });
  }
});

// Seen before: all of them were "done", and the log signed them.
test("no kind of entry can be made about something that didn't happen (11, 14)", async () => {
  expect((await kinds()).toSorted()).toEqual(Object.keys(invented).toSorted());
  for (const [kind, body] of Object.entries(invented)) {
    await trial(trials.database, async (client) => {
      await tellJust(client, kind, body);
      expect([kind, await refusalOfCommit(client)]).toEqual([
        kind,
        // These two are refused first for what they are.
        expect.stringMatching(
          /^23001 (an entry of .* with nothing behind it|the log shows|a meeting is named)/,
        ),
      ]);
    });
  }
});

// Was: "done" for each, with any change of the settings. Broken on purpose: the ground without entry_by_rule.
test("the log says how a place is called when that changes, and only then (11)", async () => {
  const settings = (names: object) =>
    `INSERT INTO settings (sign_up, service_name, place_names) VALUES ('closed', 'S', '${JSON.stringify(names)}')
     ON CONFLICT (the_only_one) DO UPDATE SET place_names = EXCLUDED.place_names`;
  const named = "SELECT body FROM public_entry WHERE kind = 'place-named' ORDER BY id";
  for (const [names, invents] of [
    [{ FR: "Here" }, { place: "FR" }],
    [{ FR: "Here" }, { place: "FR", name: "Here" }],
    [{ FR: "Here" }, { place: "DE" }],
    [{}, { place: "FR" }],
  ] as const) {
    await trial(trials.database, async (client) => {
      await client.query(settings(names));
      const before = (await client.query(named)).rows.length;
      expect(before).toBe(Object.keys(names).length);
      await client.query(settings(names));
      expect(await refusalOfCommit(client)).toBe("done");
      expect((await client.query(named)).rows).toHaveLength(before);
      await client.query("SET CONSTRAINTS ALL DEFERRED");
      await tellJust(client, "place-named", invents);
      expect(await refusalOfCommit(client)).toMatch(/^23001 an entry of place-named with nothing/);
    });
  }
});

/** What two people signed of an order, as its entry has it, and the salts of its texts. */
async function signedOf(client: PoolClient, order: string) {
  const { rows } = await client.query(
    `SELECT order_to_sign(p) -> 'salts' AS salts, json_build_object('order', id, 'terms', order_terms(p),
       'proposal', signature_of('propose-order', id), 'approval', signature_of('approve-order', id)) AS said
     FROM order_proposal p WHERE id = $1`,
    [order],
  );
  return rows[0];
}

test("an entry says what its act says, and once (11)", async () => {
  const proposal: ProposalTrials["proposal"] = (what) => trials.proposal(what);
  const lies = [
    { places: ["CN", "HK"] },
    { until: "2099-01-01" },
    { law: "Another law" },
    { meeting: hash },
    { request: 9999 },
    { sealedUntil: "2099-01-01" },
    { terms: hash },
    { proposal: {} },
    { approval: { key: hash } },
  ];
  for (const lie of lies) {
    await proposal(async (client, { order, request, approver }) => {
      await sign(client, "approve-order", { order, who: approver });
      await client.query(approval, [order, request, approver]);
      await tellApproval(client, order, lie);
      expect([lie, await refusalOfCommit(client)]).toEqual([
        lie,
        expect.stringMatching(/nothing behind it/),
      ]);
    });
  }
  // With other salts its commitments are not those that were signed. Was "done". Broken on purpose: grounds_of without them.
  await proposal(async (client, { order, request, approver }) => {
    await sign(client, "approve-order", { order, who: approver });
    await client.query(approval, [order, request, approver]);
    await tell(client, "order-approved", (await signedOf(client, order)).said);
    expect(await refusalOfCommit(client)).toMatch(/nothing behind it/);
  });
  await proposal(async (client, proposed) => {
    const { order, request, approver } = proposed;
    await sign(client, "approve-order", { order, who: approver });
    await client.query(approval, [order, request, approver]);
    await tellApproval(client, order);
    const again = "INSERT INTO public_entry (kind, body) VALUES ('order-approved', $1)";
    expect(await refusalOf(client, again, [{ order: proposed.order }])).toMatch(/^23505 /);
    // Once checked, it gets no other words.
    expect(await refusalOfCommit(client)).toBe("done");
    const last = "(SELECT max(id) FROM public_entry)";
    const words = `INSERT INTO ledger_text (entry_id, name, value) VALUES (${last}, 'law', 'Another law')`;
    expect(await refusalOf(client, words)).toMatch(/^23505 /);
    const old = "INSERT INTO ledger_text (entry_id, name, value) VALUES (1, 'law', 'Another law')";
    expect(await refusalOf(client, old)).toMatch(/^23001 a text is written with its entry/);
  });
});

// Was "done" for all that the log doesn't always say: look, beyond, beyondWhy. Broken on purpose: the keys of the ground not
// asked for → so it is again.
test("an entry leaves out nothing that its act has (11)", async () => {
  const must = async (client: PoolClient, kind: string, whole: object, salts = {}) => {
    for (const left of [...Object.keys(whole), "nothing"]) {
      const rest = Object.fromEntries(Object.entries(whole).filter(([name]) => name !== left));
      await client.query("SAVEPOINT told");
      await tellJust(client, kind, rest, salts);
      const answer =
        left === "nothing"
          ? "done"
          : expect.stringMatching(/^23001 .*(nothing behind it|without its public entry)/);
      expect([kind, left, await refusalOfCommit(client)]).toEqual([kind, left, answer]);
      await client.query("ROLLBACK TO SAVEPOINT told");
    }
  };
  await trials.proposal(async (client, { order, request, approver }) => {
    await sign(client, "approve-order", { order, who: approver });
    await unjudgedWithin(client, async () => {
      const beyond =
        "UPDATE order_proposal SET beyond = '{length}', beyond_why = 'W' WHERE id = $1";
      await client.query(beyond, [order]);
      await client.query(approval, [order, request, approver]);
    });
    const { said, salts } = await signedOf(client, order);
    const { rows } = await client.query(
      `SELECT jsonb_strip_nulls(ground) AS ground FROM grounds_of(
         jsonb_populate_record(NULL::public_entry, '{"kind": "order-approved"}'), $1) AS ground`,
      [said],
    );
    expect(rows[0].ground).toMatchObject({ look: "none", beyond: ["length"], beyondWhy: "W" });
    await must(client, "order-approved", rows[0].ground, salts);
  });
  await trial(trials.database, async (client) => {
    const safety = await appointed(client, "{safety}");
    const said = { what: "The disk", forcedBy: "A court", on: "2026-01-02" };
    await client.query(
      "INSERT INTO outside_act (what, forced_by, happened_on, entered_by) VALUES ($1, $2, $3, $4)",
      [...Object.values(said), safety],
    );
    await must(client, "outside-act", said);
  });
});

// Was "done", each: one act stood in the log twice. Broken on purpose: times_said always 1 → all are; without agree's lists → the
// third is; without 'ended' → the last two are refused.
test("one act is entered once, and as often as it happened (11)", async () => {
  const outside = { what: "The disk", forcedBy: "A court", on: "2026-01-02" };
  const happens = (client: PoolClient) =>
    client.query(
      "INSERT INTO outside_act (what, forced_by, happened_on, entered_by) VALUES ($1, $2, $3, $4)",
      [...Object.values(outside), safety],
    );
  let safety = "";
  const tells = async (client: PoolClient, kind: string, ...bodies: readonly object[]) => {
    for (const body of bodies) await tellJust(client, kind, body);
    return refusalOfCommit(client);
  };
  const twice = /^23001 an entry of .* with nothing behind it/;
  for (const [acts, bodies, answer] of [
    [1, [outside, outside], twice],
    [2, [outside, outside], /^done$/],
    [2, [outside, { ...outside, forcedBy: undefined }, outside], twice],
    [1, [outside], /^done$/],
  ] as const)
    await trial(trials.database, async (client) => {
      safety = await appointed(client, "{safety}");
      for (let act = 0; act < acts; act += 1) await happens(client);
      expect(await tells(client, "outside-act", ...bodies)).toMatch(answer);
    });

  // Several people may leave with the same roles, some of them with their last.
  const two = ["reviewer", "approver"];
  const loses = (client: PoolClient, person: string) =>
    unjudgedWithin(client, () =>
      client.query("INSERT INTO staff_appointment (person_id, roles) VALUES ($1, '{intake}')", [
        person,
      ]),
    );
  for (const [lost, answer] of [
    [[two], /^done$/],
    [[two, two.toReversed()], twice],
  ] as const)
    await trial(trials.database, async (client) => {
      await loses(client, await appointed(client, "{reviewer,approver,intake}"));
      const entries = lost.map((roles) => ({ roles }));
      expect(await tells(client, "staff-left", ...entries)).toMatch(answer);
    });
  await trial(trials.database, async (client) => {
    await loses(client, await appointed(client, "{reviewer,intake}"));
    await loses(client, await appointed(client, "{reviewer,intake}"));
    const others = [await appointed(client, "{reviewer}"), await appointed(client, "{reviewer}")];
    const leaves = "INSERT INTO staff_appointment (person_id, roles) VALUES ($1, '{}')";
    for (const other of others) await client.query(leaves, [other]);
    const roles = ["reviewer"];
    const ended = others.map((other) => ({ roles, ended: deskKeyOf(other).id }));
    expect(await tells(client, "staff-left", { roles }, { roles }, ...ended)).toBe("done");
  });
});

// Broken on purpose: 'on' left out of the act's grounds → the first two lines are "done".
test("what links an earlier act to a request says on which day the act took effect (13)", async () => {
  await trials.proposal(async (client, { request, reviewer }) => {
    const act = randomUUID();
    const { rows } = await unjudgedWithin(client, () =>
      client.query(
        `WITH act AS (INSERT INTO terms_act (id, kind, room, meeting_commitment, host_commitment, report_id, reason, proposed_by)
           SELECT $1, 'end-meeting', room, meeting_commitment, host_commitment, $1, 'sealed:', $3
           FROM request_meeting WHERE request_id = $2 RETURNING meeting_commitment, host_commitment),
         effect AS (INSERT INTO terms_effect (act_id, at) VALUES ($1, now() - interval '3 days') RETURNING at)
         SELECT jsonb_build_object('act', $1::text, 'what', 'end-meeting', 'meeting', encode(meeting_commitment, 'hex'),
           'host', encode(host_commitment, 'hex'), 'requests', jsonb_build_array(number)) AS says,
           day_of(at) AS day, day_of(at + interval '1 day') AS later FROM act, effect, request WHERE id = $2`,
        [act, request, reviewer],
      ),
    );
    const { says, day, later } = rows[0];
    for (const [on, answer] of [
      [later, expect.stringMatching(/^23001 an entry of terms-act with nothing behind it/)],
      ["2026-01-02", expect.stringMatching(/nothing behind it/)],
      [day, "done"],
    ]) {
      await client.query("SAVEPOINT told");
      await tellJust(client, "terms-act", { ...says, on });
      expect([on, await refusalOfCommit(client)]).toEqual([on, answer]);
      await client.query("ROLLBACK TO SAVEPOINT told");
    }
  });
});

// Broken on purpose: 'agreed' left out of the act's grounds → the first two lines are "done"; the keys of the ground not asked for → the third is.
test("an act on a participant says how many people agreed to it (13)", async () => {
  await trials.proposal(async (client, { request, reviewer }) => {
    const act = randomUUID();
    const { rows } = await unjudgedWithin(client, () =>
      client.query(
        `WITH act AS (INSERT INTO terms_act (id, kind, room, meeting_commitment, host_commitment, report_id, reason, proposed_by)
           SELECT $1, 'mute-participant', room, meeting_commitment, host_commitment, $1, 'sealed:', $3
           FROM request_meeting WHERE request_id = $2 RETURNING meeting_commitment, host_commitment),
         second AS (INSERT INTO terms_approval (act_id, by_person, review) VALUES ($1, gen_random_uuid(), 'second')),
         effect AS (INSERT INTO terms_effect (act_id) VALUES ($1))
         SELECT jsonb_build_object('act', $1::text, 'what', 'mute-participant', 'meeting', encode(meeting_commitment, 'hex'),
           'host', encode(host_commitment, 'hex'), 'requests', jsonb_build_array(number)) AS says
           FROM act, request WHERE id = $2`,
        [act, request, reviewer],
      ),
    );
    const refused = expect.stringMatching(/^23001 an entry of terms-act with nothing behind it/);
    for (const [says, answer] of [
      [{ agreed: 3 }, refused],
      [{ agreed: 1 }, refused],
      [{}, refused],
      [{ agreed: 2, proposal: { key: hash } }, refused],
      [{ agreed: 2, requests: [] }, refused],
      [{ agreed: 2, meeting: undefined }, refused],
      [{ agreed: 2 }, "done"],
    ] as const) {
      await client.query("SAVEPOINT told");
      await tellJust(client, "terms-act", { ...rows[0].says, ...says });
      expect([says, await refusalOfCommit(client)]).toEqual([says, answer]);
      await client.query("ROLLBACK TO SAVEPOINT told");
    }
  });
});

// Failed before: every line was "done". Broken on purpose, each alone: what grounds_of says of that field left out.
test("what becomes of each demand, the new end of a seal and as whose an appeal is heard are as they are (11)", async () => {
  const nothing = expect.stringMatching(/^23001 an entry of .* with nothing behind it/);
  const tries = async (
    client: PoolClient,
    kind: string,
    lines: readonly (readonly [object, unknown])[],
  ) => {
    for (const [says, answer] of lines) {
      await client.query("SAVEPOINT told");
      await tellJust(client, kind, says);
      expect([says, await refusalOfCommit(client)]).toEqual([says, answer]);
      await client.query("ROLLBACK TO SAVEPOINT told");
    }
  };
  const numberOf = async (client: PoolClient, request: string): Promise<number> =>
    (await client.query("SELECT number FROM request WHERE id = $1", [request])).rows[0].number;

  await trials.proposal(async (client, { request: id }) => {
    const { rows } = await client.query(
      "SELECT encode(meeting_commitment, 'hex') AS meeting FROM request_meeting WHERE request_id = $1",
      [id],
    );
    const { rows: days } = await unjudgedWithin(client, async () => {
      await client.query(
        `UPDATE request_event SET body = jsonb_set(body, '{content,forbidsNotice}', '{"until": "2099-01-01T00:00Z"}')
         WHERE request_id = $1 AND kind = 'received'`,
        [id],
      );
      return await client.query(
        `INSERT INTO request_event (request_id, kind, by_person, body)
         SELECT request_id, 'corrected', by_person, body #- '{content,forbidsNotice}' FROM request_event
         WHERE request_id = $1 AND kind = 'received' RETURNING day_of(now()) AS today`,
        [id],
      );
    });
    const meetings = rows.map(({ meeting }) => meeting);
    const request = await numberOf(client, id);
    const said = { request, branch: "court", demands: ["withhold-meeting"], meetings };
    await tries(client, "request-corrected", [
      [{ ...said, sealedUntil: "2098-01-01" }, nothing],
      [said, nothing],
      [{ ...said, sealedUntil: days[0].today }, "done"],
    ]);
  });

  await trials.proposal(async (client, { request: id, reviewer }) => {
    const refused = { answer: "refused", ground: "not-necessary" };
    await client.query(
      `INSERT INTO request_event (request_id, kind, by_person, body)
       VALUES ($1, 'demand-answered', $2, $3), ($1, 'answered', $2, '{"text": "sealed:"}')`,
      [id, reviewer, { demand: 0, answer: refused }],
    );
    const said = { request: await numberOf(client, id), outcome: "answered" };
    const demand = "withhold-meeting";
    await tries(client, "request-closed", [
      [said, nothing],
      [{ ...said, answers: [] }, nothing],
      [{ ...said, answers: [{ demand, answer: "met" }] }, nothing],
      [{ ...said, answers: [{ demand, answer: "refused" }] }, nothing],
      [{ ...said, answers: [{ demand, ...refused }] }, "done"],
    ]);
  });

  await trials.proposal(async (client, proposed) => {
    const { order } = proposed;
    await approve(client, proposed);
    await appealTo(client, order);
    const { rows } = await client.query("SELECT day_of(due_at) AS due FROM appeal_case");
    const said = { order, case: 1, by: "public", ...rows[0] };
    await tries(client, "appeal-made", [
      [{ ...said, by: "concerned" }, nothing],
      [{ ...said, by: undefined }, nothing],
      [{ ...said, case: undefined }, nothing],
      [{ ...said, due: undefined }, nothing],
      [said, "done"],
    ]);
  });
});

// Seen before, with a trigger of one's own: the entry was gone, its act stayed, and the log went on
// without it.
test("a checked entry can't be removed, in its transaction or later (11, 14)", async () => {
  await trials.proposal(async (client, proposed) => {
    await approve(client, proposed);
    expect(await refusalOfCommit(client)).toBe("done");
    const gone = "DELETE FROM public_entry WHERE kind = 'order-approved'";
    expect(await refusalOf(client, gone)).toMatch(/^42501 /);
    expect(await asOwner(client, () => refusalOf(client, gone))).toMatch(/^23001 /);
  });
});

// Seen before: "done", because anyone can set a parameter.
test("nothing removes a transaction's mark: desk and host stay apart (3, 4)", async () => {
  await trials.proposal(async (client, _proposed, room) => {
    for (const lever of [
      "SELECT set_config('graticule.part', '', true)",
      "SELECT pg_advisory_unlock_all()",
      "SELECT pg_advisory_unlock(classid::integer, objid::integer) FROM pg_locks WHERE locktype = 'advisory'",
      "DISCARD PLANS",
    ]) {
      expect(await refusalOf(client, lever)).toBe("done");
      const end = "UPDATE room SET last_used_on = last_used_on WHERE name = $1";
      expect([lever, await refusalOf(client, end, [room])]).toEqual([
        lever,
        "23001 the desk changes no meeting and no account",
      ]);
    }
  });
});

/** A proposal like the trial's own at other times, after setting the meeting's row. */
function proposing(
  client: PoolClient,
  order: string,
  times: readonly [string, string, string | null],
) {
  const [from, starts, until] = times;
  return refusalOf(
    client,
    `INSERT INTO order_proposal (request_id, meeting_no, authority_id, room, occurrence_from, starts_at, ends_at,
       occurrence_until, reason, law, procedure_finding, authority_finding, legality_finding, necessity_finding,
       rights_finding, finding_commitments, finding_digests, proposed_by, reason_salt, law_salt, beyond_salt, terms_salt)
     SELECT request_id, meeting_no, authority_id, room, ${from}, ${starts}, ${starts} + interval '1 hour',
       (${until})::timestamptz, reason, law, procedure_finding, authority_finding, legality_finding,
       necessity_finding, rights_finding, finding_commitments, finding_digests, proposed_by,
       reason_salt, law_salt, beyond_salt, terms_salt FROM order_proposal WHERE id = $1`,
    [order],
  );
}

const plan = (client: PoolClient, room: string, columns: string, values: string) =>
  client.query(
    `INSERT INTO meeting (code, room, title, manage_secret_hash, ${columns})
     VALUES ('abc-defg-hij', $1, 'T', sha256($1::text::bytea), ${values})`,
    [room],
  );

// Seen before: the first line, an order in two years, was "done".
test("an order is for the current or next sitting, according to its meeting's row (2, 4)", async () => {
  const refused = /^23001 an order is for one sitting/;
  const far = "now() + interval '2 years'";
  await trials.proposal(async (client, { order }) => {
    expect(await proposing(client, order, [far, far, null])).toMatch(refused);
    expect(await proposing(client, order, ["now()", far, null])).toMatch(refused);
    const soon = "now() + interval '6 days'";
    expect(await proposing(client, order, ["now()", soon, null])).toBe("done");
  });
  const opens = `${far} - interval '15 minutes'`;
  await trials.proposal(
    async (client, { order }, room) => {
      await plan(client, room, "starts_at, schedule_ends_at", `${far}, ${far} + interval '1 hour'`);
      expect(await proposing(client, order, [opens, opens, null])).toBe("done");
      expect(await proposing(client, order, [`${opens} - interval '1 day'`, opens, null])).toMatch(
        refused,
      );
      const later = `${opens} + interval '8 days'`;
      expect(await proposing(client, order, [opens, later, null])).toMatch(refused);
    },
    { earlier: true },
  );
  const weekly = `'{"every": "week", "interval": 1}'`;
  const next = "now() + interval '3 days'";
  await trials.proposal(
    async (client, { order }, room) => {
      await plan(
        client,
        room,
        "starts_at, duration_minutes, repeat",
        `now() - interval '4 days', 60, ${weekly}`,
      );
      const after = `${next} + interval '7 days'`;
      expect(await proposing(client, order, [next, next, after])).toBe("done");
      // An endless series always has a next one.
      expect(await proposing(client, order, [next, next, null])).toMatch(refused);
      expect(await proposing(client, order, [next, next, far])).toMatch(refused);
      expect(await proposing(client, order, [far, far, null])).toMatch(refused);
    },
    { earlier: true },
  );
});

// Seen before: "done", and a terms-of-service action rested on it.
test("no one invents a report from inside: its receipt is checked, for that room alone, and not kept (13)", async () => {
  const receipts = createReceipts(secret);
  await trial(trials.database, async (client) => {
    const room = await trials.newRoom(client);
    const other = await trials.newRoom(client);
    const report = (receipt: string | null, inside = true) =>
      refusalOf(
        client,
        `INSERT INTO abuse_report (room, what, text, inside, from_state, receipt)
         VALUES ($1, 'threat', 'sealed:', $2, false, $3)`,
        [room, inside, receipt],
      );
    const unproved = /^23001 nothing proves/;
    expect(await report(null)).toMatch(unproved);
    expect(await report("v1.x.y")).toMatch(unproved);
    expect(await report(receipts.issue(other))).toMatch(unproved);
    expect(await report(createReceipts("another secret").issue(room))).toMatch(unproved);
    const daysAgo = (days: number) =>
      createReceipts(secret, () => Date.now() - days * 86_400_000).issue(room);
    expect(await report(daysAgo(32))).toMatch(unproved);
    expect(await report(receipts.issue(room))).toBe("done");
    expect(await report(null, false)).toBe("done");
    const { rows } = await client.query("SELECT inside, receipt FROM abuse_report ORDER BY inside");
    expect(rows).toEqual([
      { inside: false, receipt: null },
      { inside: true, receipt: null },
    ]);
  });
});

test("an administrator's account is made once, stays, and admits no one else", async () => {
  await trial(trials.database, async (client) => {
    const makes = "INSERT INTO account (name, operator) VALUES ('mine', true)";
    expect(await refusalOf(client, makes)).toMatch(/^23505 /);
    expect(await refusalOf(client, "DELETE FROM account WHERE operator")).toMatch(/^23001 /);
    const person = await appointed(client, "{approver}");
    const moves = "UPDATE person SET account_id = $1 WHERE id = $2";
    expect(await refusalOf(client, moves, [trials.account, person])).toMatch(/^42501 /);
    // Was "done": another's rooms told it who came and went.
    for (const table of ["webhook", "api_key"]) {
      const move = `UPDATE ${table} SET account_id = $1`;
      expect(await refusalOf(client, move, [trials.account])).toMatch(/^42501 /);
    }
  });
});
