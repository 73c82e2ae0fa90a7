import { randomBytes, randomUUID } from "node:crypto";
import type { PoolClient } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publishedByHand, refusalOf, refusalOfCommit, tell, unjudgedWithin } from "./by-hand.ts";
import { signDecision } from "./desk-keys.ts";
import {
  appealTo,
  approve,
  deciding,
  tellCase,
  tellDecision,
  writeTo,
  writing,
  written,
} from "./orders.ts";
import { appointed, type ProposalTrials, startProposalTrials } from "./proposals.ts";

/** No appeal uses up another, even for direct writes to the database. */
let trials: ProposalTrials;

beforeAll(async () => {
  trials = await startProposalTrials();
});
afterAll(() => trials.database.stop());

interface Appealed {
  readonly order: string;
  readonly request: string;
  readonly ann: string;
  readonly bea: string;
}

/** Runs with an order in force, in a transaction that is rolled back. */
const inForce = (what: (client: PoolClient, appealed: Appealed) => Promise<void>) =>
  trials.proposal(async (client, proposed) => {
    await approve(client, proposed);
    await publishedByHand(client, "order-approved", proposed.order);
    const [ann, bea] = [await appointed(client, "{appeals}"), await appointed(client, "{appeals}")];
    await what(client, { order: proposed.order, request: proposed.request, ann, bea });
  });

const opening = "INSERT INTO appeal_case (order_id, no, opened_by) VALUES ($1, $2, $3)";
const decide = (client: PoolClient, order: string, no: number, who: string, what = "upheld") =>
  refusalOf(client, deciding, [order, no, what, who]);
const noCase = /^23001 no further case/;

// Broken on purpose: appeal_case_opens dropped → the public opens a second case, and anyone a
// fourth.
test("after the public's appeal those kept out and the host have one case each, and the public none (attack 46)", async () => {
  await inForce(async (client, { order, ann, bea }) => {
    await appealTo(client, order);
    // Not while one is open, nor out of turn.
    for (const [no, by] of [
      [2, "refused"],
      [1, "host"],
      [3, "host"],
    ] as const) {
      expect(await refusalOf(client, opening, [order, no, by])).toMatch(noCase);
    }
    expect(await decide(client, order, 1, ann)).toBe("done");
    expect(await refusalOf(client, opening, [order, 2, "public"])).toMatch(noCase);
    await appealTo(client, order, { by: "refused", no: 2 });
    expect(await decide(client, order, 2, bea)).toBe("done");
    expect(await refusalOf(client, opening, [order, 3, "refused"])).toMatch(noCase);
    await appealTo(client, order, { by: "host", no: 3 });
    expect(await decide(client, order, 3, ann)).toBe("done");
    expect(await refusalOf(client, opening, [order, 4, "host"])).not.toBe("done");
  });
});

test("a case without an appeal isn't one: it would use up the next", async () => {
  await inForce(async (client, { order }) => {
    expect(await refusalOf(client, opening, [order, 1, "host"])).toBe("done");
    await client.query("SAVEPOINT opened");
    await writeTo(client, order, { by: "public", no: 1 });
    await tellCase(client, order);
    expect(await refusalOfCommit(client)).toMatch(/^23001 a case without its appeal/);
    await client.query("ROLLBACK TO opened");
    await writeTo(client, order, { by: "host", no: 1 });
    await tellCase(client, order, "concerned");
    expect(await refusalOfCommit(client)).toBe("done");
  });
});

// Broken on purpose: without the trigger appeal_is_proved → every line is "done"; without order_id, made_by or secret_hash in what
// it checks → that line is.
test("no statement appeals as someone kept out or as the host: these are the program's word, for that appeal alone", async () => {
  await inForce(async (client, { order }) => {
    const unproved = /^23001 nothing proves who appeals/;
    const writes = (values: readonly unknown[]) => refusalOf(client, writing, values);
    await client.query(opening, [order, 1, "refused"]);
    for (const by of ["refused", "host"]) {
      const [proved, another] = [1, 2].map(() => written(order, { by, no: 1 }));
      const [, , , hash, proof] = proved ?? [];
      expect(await writes([order, 1, by, hash, null])).toMatch(unproved);
      expect(await writes([order, 1, by, hash, another?.[4]])).toMatch(unproved);
      const ofAnother = written(randomUUID(), { by, no: 1 });
      expect(await writes([order, 1, ...ofAnother.slice(2)])).toMatch(unproved);
      const other = by === "host" ? "refused" : "host";
      expect(await writes([order, 1, other, hash, proof])).toMatch(unproved);
    }
    // Nor does the public's appeal stand in for theirs.
    await client.query("SAVEPOINT opened");
    await tellCase(client, order);
    expect(await refusalOfCommit(client)).toMatch(/^23001 a case without its appeal/);
    expect(await writes([order, 1, "public", randomBytes(32), null])).toBe("done");
    expect(await refusalOfCommit(client)).toMatch(/^23001 a case without its appeal/);
    await client.query("ROLLBACK TO opened");
    expect(await writes(written(order, { by: "refused", no: 1 }))).toBe("done");
    await tellCase(client, order, "concerned");
    expect(await refusalOfCommit(client)).toBe("done");
    const { rows } = await client.query("SELECT DISTINCT proof FROM appeal WHERE order_id = $1", [
      ...[order],
    ]);
    expect(rows).toEqual([{ proof: null }]);
  });
});

// Broken on purpose: without `d.case_no = NEW.case_no - 1` the same person upholds both.
test("consecutive cases are decided by different people, who each first read what was written", async () => {
  await inForce(async (client, { order, ann, bea }) => {
    await appealTo(client, order);
    expect(await decide(client, order, 1, ann)).toBe("done");
    expect(await decide(client, order, 1, bea)).not.toBe("done");
    await appealTo(client, order, { by: "host", no: 2 });
    expect(await decide(client, order, 2, ann)).toMatch(/^23001 another person decides/);
    const unread = deciding.replace("max(arrival)", "max(arrival) - 1");
    const values = [order, 2, "upheld", bea];
    expect(await refusalOf(client, unread, values)).toMatch(/^23001 an appeal was not read/);
    const nothing = deciding.replace("max(arrival)", "NULL::bigint");
    expect(await refusalOf(client, nothing, values)).toMatch(/^23001 an appeal was not read/);
    expect(await refusalOf(client, deciding, values)).toBe("done");
    const late = written(order, { by: "host", no: 2 });
    expect(await refusalOf(client, writing, late)).toMatch(/^23001 this case is decided/);
  });
});

// Broken on purpose, one by one: without handled_by or the 72 hours in appeal_is_decided, or without with_person in handled_by
// → "done".
test("no one decides who dealt with the request in any way, nor who has heard appeals for less than three days", async () => {
  const dealing = [
    "INSERT INTO request_event (request_id, kind, by_person) VALUES ($1, 'look-asked', $2)",
    "INSERT INTO desk_look (request_id, meeting_no, ordinal, by_person, bucket) VALUES ($1, 1, 1, $2, '10-99')",
    `INSERT INTO desk_look (request_id, meeting_no, ordinal, by_person, with_person, bucket)
     VALUES ($1, 1, 2, gen_random_uuid(), $2, '10-99')`,
    "INSERT INTO order_refusal (order_id, by_person, why) SELECT id, $2, 'sealed:' FROM order_proposal WHERE request_id = $1",
  ];
  for (const how of dealing) {
    await inForce(async (client, { order, request, ann, bea }) => {
      await appealTo(client, order);
      await unjudgedWithin(client, () => client.query(how, [request, ann]));
      expect([how, await decide(client, order, 1, ann)]).toEqual([
        how,
        expect.stringMatching(/^23001 another person decides/),
      ]);
      expect(await decide(client, order, 1, bea)).toBe("done");
    });
  }
  await inForce(async (client, { order }) => {
    await appealTo(client, order);
    const fresh = await appointed(client, "{appeals}", { hours: 71 });
    for (const outcome of ["upheld", "overturned"]) {
      expect(await decide(client, order, 1, fresh, outcome)).toMatch(
        /^23001 another person decides/,
      );
    }
    // No one else is there: the order ends when the case is due.
    const due = "UPDATE appeal_case SET due_at = now() WHERE order_id = $1";
    await unjudgedWithin(client, () => client.query(due, [order]));
    const end = "INSERT INTO order_end (order_id, kind) VALUES ($1, 'appeal-not-decided')";
    expect(await refusalOf(client, end, [order])).toBe("done");
  });
});

// Broken on purpose: `appeal_due` of the first case alone → the second doesn't end the order.
test("an order ends when its second case is due, not by the first, which was decided", async () => {
  await inForce(async (client, { order, ann }) => {
    const ends = async () =>
      (await client.query("SELECT ends_at FROM order_in_force WHERE id = $1", [order])).rows[0]
        .ends_at as Date;
    const whole = await ends();
    await appealTo(client, order);
    const due =
      "UPDATE appeal_case SET due_at = now() + make_interval(mins => $2) WHERE order_id = $1";
    await unjudgedWithin(client, () => client.query(due, [order, 30]));
    expect((await ends()) < whole).toBe(true);
    expect(await decide(client, order, 1, ann)).toBe("done");
    expect(await ends()).toEqual(whole);
    await appealTo(client, order, { by: "refused", no: 2 });
    await unjudgedWithin(client, () => client.query(`${due} AND no = 2`, [order, 0]));
    expect((await ends()) < whole).toBe(true);
    const end = "INSERT INTO order_end (order_id, kind) VALUES ($1, 'appeal-not-decided')";
    expect(await refusalOf(client, end, [order])).toBe("done");
  });
});

// Broken on purpose: without appeal_decision_is_signed the commit is "done".
test("an order doesn't stand after an appeal by a decision that its member's key did not sign; it ends by one", async () => {
  const unsigned = /^23001 decide-appeal takes a signature/;
  await inForce(async (client, { order, ann, bea }) => {
    await appealTo(client, order);
    await tellCase(client, order);
    expect(await decide(client, order, 1, ann)).toBe("done");
    await client.query("SAVEPOINT decided");
    await tellDecision(client, order, { reasons: undefined, decision: undefined });
    expect(await refusalOfCommit(client)).toMatch(unsigned);
    await client.query("ROLLBACK TO decided");
    await signDecision(client, order, bea);
    await tellDecision(client, order);
    expect(await refusalOfCommit(client)).toMatch(unsigned);
    await client.query("ROLLBACK TO decided");
    await signDecision(client, order, ann);
    await tellDecision(client, order);
    expect(await refusalOfCommit(client)).toBe("done");
  });
  await inForce(async (client, { order, ann }) => {
    await appealTo(client, order);
    await tellCase(client, order);
    expect(await decide(client, order, 1, ann, "overturned")).toBe("done");
    await client.query(
      "INSERT INTO order_end (order_id, kind, by_person) VALUES ($1, 'overturned', $2)",
      [...[order, ann]],
    );
    await tell(client, "appeal-decided", { order, case: 1, by: "public", outcome: "overturned" });
    await tell(client, "order-ended", { order, how: "overturned" });
    expect(await refusalOfCommit(client)).toBe("done");
  });
});

// Broken on purpose: the CASE in grounds_of's appeal-decided answers true; its `reasons` left out.
test("the log shows the signature of a decision and the commitment to its reasons, and no other", async () => {
  await inForce(async (client, { order, ann }) => {
    await appealTo(client, order);
    await tellCase(client, order);
    expect(await decide(client, order, 1, ann)).toBe("done");
    await signDecision(client, order, ann);
    for (const lie of [
      { decision: undefined },
      { reasons: undefined },
      { reasons: "1f".repeat(32) },
      { decision: {} },
    ]) {
      await client.query("SAVEPOINT told");
      await tellDecision(client, order, lie);
      expect(await refusalOfCommit(client)).toMatch(
        /^23001 an entry of appeal-decided with nothing/,
      );
      await client.query("ROLLBACK TO told");
    }
  });
});
