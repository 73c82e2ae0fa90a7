import { randomUUID } from "node:crypto";
import type { PoolClient } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  asOwner,
  publishedByHand,
  refusalOf,
  refusalOfCommit,
  tell,
  unjudgedWithin,
} from "./by-hand.ts";
import { tellApproval, writeTo } from "./orders.ts";
import {
  appointed,
  approves,
  type ProposalTrials,
  proposing,
  startProposalTrials,
} from "./proposals.ts";

/** What the constitution says of orders holds even for direct writes to the database. */
let trials: ProposalTrials;
const hourMs = 3_600_000;

beforeAll(async () => {
  trials = await startProposalTrials();
});
afterAll(() => trials.database.stop());

const proposal: ProposalTrials["proposal"] = (what, how) => trials.proposal(what, how);
const unjudged = (client: PoolClient, text: string, values: readonly unknown[] = []) =>
  unjudgedWithin(client, () => client.query(text, [...values]));

// Broken on purpose: the foreign key to authority_reach dropped → HK is "done";
// order_place_is_proposed dropped → FR is, in the approval's transaction.
test("an order reaches no further than its authority, also after approval (2, attack 25)", async () => {
  await proposal(
    async (client, proposed) => {
      const { order, authority } = proposed;
      await unjudged(client, "DELETE FROM order_place WHERE place = 'FR'");
      expect(await approves(client, proposed)).toBe("done");
      const place = "INSERT INTO order_place VALUES ($1, $2, 'FR')";
      expect(await refusalOf(client, place, [order, authority])).toMatch(/^23001 .*never widened/);
    },
    { places: ["CN", "FR"] },
  );
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

test("an order for a whole country leaves out its disputed part, or doesn't take effect (2)", async () => {
  await proposal(
    async (client, proposed) => {
      const refused = await approves(client, proposed);
      expect(refused).toMatch(/^23001 an order leaves out places of disputed standing/);
      const left = "UPDATE order_proposal SET excepted = '{UA-43,UA-40}' WHERE id = $1";
      await unjudged(client, left, [proposed.order]);
      expect(await approves(client, proposed)).toBe("done");
    },
    { places: ["UA"] },
  );
});

test("an order follows its request: no other meeting or authority, and no closed request (2, 4)", async () => {
  await proposal(async (client, proposed) => {
    const { order, reviewer, approver, request } = proposed;
    const other = await trials.newRoom(client);
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
    expect(await approves(client, proposed)).toMatch(/^23001 this order can't/);
  });
});

// Was: "done". Broken on purpose: request_event_is_allowed without order_approval.
test("a request with an order is neither rejected nor sent back (11)", async () => {
  await proposal(async (client, proposed) => {
    const { request, approver } = proposed;
    const end = "INSERT INTO request_event (request_id, kind, by_person) VALUES ($1, $3, $2)";
    expect(await approves(client, proposed)).toBe("done");
    for (const kind of ["rejected", "returned"]) {
      expect(await refusalOf(client, end, [request, approver, kind])).toMatch(
        /^23001 a request with an order is answered/,
      );
    }
    expect(await refusalOf(client, end, [request, approver, "answered"])).toBe("done");
  });
});

/** Other requests, none of which demands withholding its first meeting. */
const otherDemands = [
  { kind: "end-meeting", verbatim: "End it.", meeting: 0 },
  { kind: "withhold-person", verbatim: "Her alone.", meeting: 0 },
  { kind: "serve-country-off", verbatim: "All of it." },
  { kind: "withhold-meeting", verbatim: "The other one.", meeting: 1 },
];

// Broken on purpose: `asks_to_withhold` answers true → every one of these demands becomes an order.
test("an order is what its request demands: no other demand, no other meeting, none before the review (3, 4, attack 25)", async () => {
  for (const demand of otherDemands) {
    await proposal(async (client, proposed) => {
      const says = { content: { demands: [demand] }, meetingNos: [1, 2] };
      const change =
        "UPDATE request_event SET body = $2 WHERE request_id = $1 AND kind = 'received'";
      await unjudged(client, change, [proposed.request, says]);
      const refused = await refusalOf(client, proposing, [proposed.order, proposed.reviewer, 2]);
      expect(refused).toMatch(/^23001 nobody asks to withhold this meeting/);
    });
  }
  await proposal(async (client, { order, request, reviewer }) => {
    const never = "DELETE FROM request_event WHERE request_id = $1 AND kind = 'review-began'";
    await unjudged(client, never, [request]);
    expect(await refusalOf(client, proposing, [order, reviewer, 2])).toMatch(/^23001 no order/);
  });
});

// Broken on purpose: without `no such answer` in request_event_is_allowed → "met" is done for
// "end-meeting".
test("only a demand to withhold is ever granted, and only by an order (3, 4, 5)", async () => {
  const answer = (verdict: string) => ({ demand: 0, answer: { answer: verdict } });
  const insert = `INSERT INTO request_event (request_id, kind, by_person, body)
    VALUES ($1, 'demand-answered', $2, $3)`;
  for (const demand of otherDemands) {
    await proposal(async (client, proposed) => {
      expect(await approves(client, proposed)).toBe("done");
      const says = { content: { demands: [demand] }, meetingNos: [1, 2] };
      const change =
        "UPDATE request_event SET body = $2 WHERE request_id = $1 AND kind = 'received'";
      await unjudged(client, change, [proposed.request, says]);
      for (const verdict of ["met", "narrowed"]) {
        const values = [proposed.request, proposed.reviewer, answer(verdict)];
        expect(await refusalOf(client, insert, values)).toMatch(/^23001 no such answer/);
      }
      const values = [proposed.request, proposed.reviewer, answer("refused")];
      expect(await refusalOf(client, insert, values)).toBe("done");
    });
  }
  await proposal(async (client, proposed) => {
    const values = [proposed.request, proposed.reviewer, answer("met")];
    expect(await refusalOf(client, insert, values)).toMatch(/^23001 no such answer/);
    expect(await approves(client, proposed)).toBe("done");
    // Broken on purpose: without `no such ground` in request_event_is_allowed → "done".
    for (const [verdict, ground] of [
      ["met", "nothing-handed-over"],
      ["met", "not-necessary"],
      ["narrowed", "no-topics"],
    ]) {
      const said = { demand: 0, answer: { answer: verdict, ground } };
      const grounded = [proposed.request, proposed.reviewer, said];
      expect(await refusalOf(client, insert, grounded)).toMatch(/^23001 no such ground/);
    }
    expect(await refusalOf(client, insert, values)).toBe("done");
  });
});

// Broken on purpose: the CHECK of 168 hours dropped → 169 hours are "done";
// order_proposal_is_history dropped → the first edit is.
test("an order lasts at most 7 days and is never edited (8, attack 25)", async () => {
  await proposal(async (client, proposed) => {
    const { order, reviewer } = proposed;
    expect(await refusalOf(client, proposing, [order, reviewer, 169])).toMatch(/^23514 /);
    expect(await refusalOf(client, proposing, [order, reviewer, 0])).toMatch(/^23514 /);
    expect(await refusalOf(client, proposing, [order, reviewer, 168])).toBe("done");
  });
  await proposal(async (client, proposed) => {
    const { order } = proposed;
    expect(await approves(client, proposed)).toBe("done");
    await tellApproval(client, order);
    expect(await refusalOfCommit(client)).toBe("done");
    for (const edit of [
      "UPDATE order_proposal SET ends_at = ends_at + interval '1 hour'",
      "UPDATE order_proposal SET notice_minutes = 0, excepted = '{}'",
      "UPDATE order_place SET place = 'HK'",
      "UPDATE order_approval SET at = now() + interval '1 hour'",
      "DELETE FROM order_approval",
      "DELETE FROM order_place",
      "TRUNCATE order_approval CASCADE",
    ]) {
      expect(await refusalOf(client, edit)).toMatch(/^42501 /);
      const byOwner = await asOwner(client, () => refusalOf(client, edit));
      expect(byOwner).toMatch(/^23001 .* history/);
    }
  });
});

test("neither an order that is over nor a second one for the same request can be approved (8)", async () => {
  await proposal(
    async (client, proposed) => {
      expect(await approves(client, proposed)).toMatch(/23001 this order can't take effect/);
    },
    { fromMs: -2 * hourMs, untilMs: -hourMs },
  );
  await proposal(async (client, proposed) => {
    const { order, authority, reviewer } = proposed;
    const second = (await client.query(proposing, [order, reviewer, 2])).rows[0].id;
    await client.query("INSERT INTO order_place VALUES ($1, $2, 'CN')", [second, authority]);
    expect(await approves(client, proposed)).toBe("done");
    expect(await approves(client, { ...proposed, order: second })).toMatch(/^23505 /);
  });
});

// Broken on purpose: the trigger order_ends dropped → a stranger lifts; overturned_is_over dropped
// → the last commit is "done", and an overturned order goes on.
test("an order ends as its end says, and is over at once if overturned on appeal (8)", async () => {
  const end = "INSERT INTO order_end (order_id, kind, by_person) VALUES ($1, $2, $3)";
  await proposal(async (client, proposed) => {
    const { order, reviewer, intake } = proposed;
    expect(await approves(client, proposed)).toBe("done");
    const appeals = await appointed(client, "{appeals}");
    for (const who of [randomUUID(), intake]) {
      expect(await refusalOf(client, end, [order, "lifted", who])).toMatch(/^23001 .*like that/);
    }
    expect(await refusalOf(client, end, [order, "overturned", appeals])).toMatch(
      /^23001 .*like that/,
    );
    const undecided = await refusalOf(client, end, [order, "appeal-not-decided", null]);
    expect(undecided).toMatch(/^23001 .*like that/);
    // However late someone says that it is due.
    const later = `INSERT INTO appeal_case (order_id, due_at) VALUES ($1, now() + interval '73 hours')
      RETURNING due_at <= now() + interval '72 hours' AS "isInTime"`;
    expect((await client.query(later, [order])).rows).toEqual([{ isInTime: true }]);
    await writeTo(client, order, { by: "public", no: 1 });
    await client.query(
      `INSERT INTO appeal_decision (order_id, outcome, reasons, by_person)
       VALUES ($1, 'overturned', 'sealed:', $2)`,
      [order, appeals],
    );
    await tellApproval(client, order);
    await tell(client, "appeal-made", { order, case: 1, by: "public" });
    await tell(client, "appeal-decided", { order, case: 1, by: "public", outcome: "overturned" });
    expect(await refusalOfCommit(client)).toMatch(/^23001 an order that was overturned is over/);
    expect(await refusalOf(client, end, [order, "overturned", reviewer])).toMatch(/^23001 /);
    expect(await refusalOf(client, end, [order, "overturned", appeals])).toBe("done");
  });
});

// Broken on purpose: without `no law forbids to tell` in order_is_proposed → the first sealing is
// "done".
test("an order is silent only where and as long as its request forbids telling, and never about the place (10)", async () => {
  const sealing = proposing
    .replace(", proposed_by,", ", proposed_by, sealed_until,")
    .replace("$2,", "$2, now() + make_interval(days => $4),");
  await proposal(async (client, proposed) => {
    const { order, request, reviewer } = proposed;
    const sealed = (days: number) => refusalOf(client, sealing, [order, reviewer, 2, days]);
    expect(await sealed(1)).toMatch(/^23001 no law forbids to tell/);
    const law = `UPDATE request_event SET body = jsonb_set(body, '{content,forbidsNotice}',
        jsonb_build_object('law', 'Secrecy Act', 'until', now() + make_interval(days => $2)))
      WHERE request_id = $1 AND kind = 'received'`;
    await unjudged(client, law, [request, 30]);
    expect(await sealed(31)).toMatch(/^23001 no law forbids to tell, or not for so long/);
    expect(await sealed(29)).toMatch(/^23001 no law forbids to tell, or not for so long/);
    expect(await sealed(30)).toBe("done");
    // Nor is it open while its request is sealed.
    expect(await refusalOf(client, proposing, [order, reviewer, 2])).toMatch(
      /^23001 no law forbids/,
    );
    await unjudged(client, law, [request, 400]);
    expect(await sealed(400)).toMatch(/^23514 /);
    expect(await approves(client, proposed)).toBe("done");
    await unjudged(client, "UPDATE order_proposal SET sealed_until = ends_at WHERE id = $1", [
      order,
    ]);
    const inForce = "SELECT * FROM order_in_force WHERE id = $1";
    // INVARIANT (11): nothing is obeyed that no one could check.
    expect((await client.query(inForce, [order])).rows).toEqual([]);
    await publishedByHand(client, "order-approved", order);
    const { rows } = await client.query(inForce, [order]);
    expect(rows[0]).toMatchObject({ jurisdiction: ["CN"], authority: null, law: null });
    expect(rows[0].ends_at).toBeInstanceOf(Date);
    expect(rows[0].sealed_until).toEqual(rows[0].ends_at);
    const silenced = "UPDATE request_event SET body = body #- '{content,forbidsNotice}'";
    await unjudged(client, `${silenced} WHERE request_id = $1 AND kind = 'received'`, [request]);
    for (const field of ["reason", "law"]) {
      const mute = proposing.replace(
        "reason,\n    law, 'sealed:f'",
        field === "reason" ? "'',\n    law, 'sealed:f'" : "reason,\n    '', 'sealed:f'",
      );
      expect(await refusalOf(client, mute, [order, reviewer, 2])).toMatch(/^23514 /);
    }
  });
});
