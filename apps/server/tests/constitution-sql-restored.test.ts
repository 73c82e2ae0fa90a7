import { randomUUID } from "node:crypto";
import type { PoolClient } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  publishedByHand,
  recordUnjudged,
  refusalOf,
  refusalOfCommit,
  tell,
  unjudgedWithin,
} from "./by-hand.ts";
import { signatureBy, storedKeyOf, storeSignatureBy } from "./desk-keys.ts";
import {
  appealTo,
  approve,
  deciding,
  type Proposed,
  signAgain,
  tellConfirmation,
} from "./orders.ts";
import {
  appointed,
  approves,
  type ProposalTrials,
  proposing,
  startProposalTrials,
} from "./proposals.ts";

/** What a restore suspends holds even for direct writes to the database. */
let trials: ProposalTrials;
beforeAll(async () => {
  trials = await startProposalTrials();
});
afterAll(() => trials.database.stop());

const restoring = "INSERT INTO restoration (how) VALUES ('noticed')";
const confirming =
  "INSERT INTO order_confirmation (id, order_id, part, by_person) VALUES ($1, $2, $3, $4)";
const parts = { proposed: "propose-order-again", approved: "approve-order-again" } as const;

/** The database's answer to one person's part of confirming an order again. @param signer undefined: no one signs */
async function confirms(
  client: PoolClient,
  order: string,
  part: keyof typeof parts,
  { who, signer }: { readonly who: string; readonly signer: string | undefined },
): Promise<string> {
  const row = randomUUID();
  if (signer !== undefined) await signAgain(client, parts[part], { order, row, who: signer });
  return await refusalOf(client, confirming, [row, order, part, who]);
}

const inForce = async (client: PoolClient, { order }: Proposed): Promise<boolean> => {
  const found = await client.query("SELECT FROM order_in_force WHERE id = $1", [order]);
  return found.rowCount === 1;
};

/** The log has this by now, at this leaf, and is published so far. */
const logged = (client: PoolClient, kind: string, act: string, leaf: number) =>
  unjudgedWithin(client, async () => {
    await client.query("UPDATE ledger_head SET size = $1, published_size = $1", [leaf + 1]);
    await client.query(
      `INSERT INTO act_in_log (kind, act, leaf) VALUES ($1, $2, $3)
       ON CONFLICT (kind, act) DO UPDATE SET leaf = excluded.leaf`,
      [kind, act, leaf],
    );
  });

/** Gives someone their roles again, as two people do, in the log at this leaf. */
async function appointedAgain(
  client: PoolClient,
  who: string,
  roles: readonly string[],
  { leaf, outcome = "confirmed" }: { readonly leaf: number; readonly outcome?: string },
): Promise<void> {
  const change = randomUUID();
  await unjudgedWithin(client, () =>
    client.query(
      `WITH made AS (INSERT INTO desk_change (id, kind, body, proposed_by, by_administrator)
           VALUES ($1, 'staff', '{}', $1, false)),
         decided AS (INSERT INTO desk_change_outcome (change_id, outcome, by_person) VALUES ($1, $4, $1))
       INSERT INTO staff_appointment (person_id, roles, change_id, key_id)
         VALUES ($2, $3, $1, ${storedKeyOf("$2")})`,
      [change, who, roles, outcome],
    ),
  );
  await logged(client, "change-decided", change, leaf);
}

/** An order in force, and then a restoration whose entry is leaf 1. */
async function restored(
  what: (client: PoolClient, proposed: Proposed) => Promise<void>,
): Promise<void> {
  await trials.proposal(async (client, proposed) => {
    await approve(client, proposed);
    await publishedByHand(client, "order-approved", proposed.order);
    expect(await inForce(client, proposed)).toBe(true);
    expect(await refusalOf(client, restoring)).toBe("done");
    expect(await inForce(client, proposed)).toBe(false);
    await unjudgedWithin(client, () => client.query("UPDATE restoration SET leaf = 1"));
    expect(await inForce(client, proposed)).toBe(false);
    await what(client, proposed);
  });
}

// Broken on purpose: `NEW.by_person <> proposer` dropped → one person confirms twice; `is_member_brought_back` answers
// false → those from before the restore confirm; `may_review` dropped → the typist confirms.
test("an order from before a restore holds once two people confirmed it, each appointed since, and the log says so", async () => {
  await restored(async (client, proposed) => {
    const { order, reviewer, approver, intake } = proposed;
    const confirm = (part: keyof typeof parts, who: string) =>
      confirms(client, order, part, { who, signer: who });
    expect(await confirm("proposed", reviewer)).toMatch(
      /^23001 a restoration brought this role back/,
    );
    const both = await appointed(client, "{reviewer,approver}");
    await appointedAgain(client, both, ["reviewer", "approver"], { leaf: 2 });
    await appointedAgain(client, approver, ["approver"], { leaf: 3 });
    // What one took of one's own roles alone gives nothing back.
    await appointedAgain(client, reviewer, ["reviewer"], { leaf: 4, outcome: "alone" });
    expect(await confirm("proposed", reviewer)).toMatch(/^23001 a restoration brought/);
    await unjudgedWithin(client, () =>
      client.query(
        "UPDATE staff_appointment SET roles = '{intake,reviewer}' WHERE person_id = $1",
        [intake],
      ),
    );
    await appointedAgain(client, intake, ["intake", "reviewer"], { leaf: 5 });
    expect(await confirm("proposed", intake)).toMatch(/^23001 another person confirms/);
    expect(await confirm("approved", approver)).toMatch(/^23001 another person confirms/);
    expect(await confirm("proposed", both)).toBe("done");
    expect(await confirm("proposed", both)).toMatch(/^23001 another person confirms/);
    expect(await confirm("approved", both)).toMatch(/^23001 another person confirms/);
    expect(await confirm("approved", approver)).toBe("done");
    expect(await refusalOfCommit(client)).toMatch(
      /^23001 order_confirmation without its public entry/,
    );
    await tellConfirmation(client, order);
    expect(await refusalOfCommit(client)).toBe("done");
    expect(await inForce(client, proposed)).toBe(false);
    await logged(client, "order-confirmed", order, 6);
    expect(await inForce(client, proposed)).toBe(true);
    // Another restore, another time.
    await client.query("SET CONSTRAINTS ALL DEFERRED");
    expect(await refusalOf(client, restoring)).toBe("done");
    expect(await inForce(client, proposed)).toBe(false);
    expect(await confirm("proposed", both)).toMatch(/^23001 a restoration brought this role back/);
  });
});

/** A restored order, and two people who may confirm it: a reviewer and the approver. */
const suspended = (
  what: (
    client: PoolClient,
    of: Readonly<Record<"order" | "reviewer" | "approver", string>>,
  ) => Promise<void>,
): Promise<void> =>
  restored(async (client, { order, reviewer, approver }) => {
    await appointedAgain(client, reviewer, ["reviewer"], { leaf: 2 });
    await appointedAgain(client, approver, ["approver"], { leaf: 3 });
    await what(client, { order, reviewer, approver });
  });

// Broken on purpose: each of the two triggers `…_again_is_signed` dropped → "done" in its line.
test("each part of confirming an order again takes a signature of just this person (7)", async () => {
  const unsigned = /^23001 (propose|approve)-order-again takes a signature/;
  for (const [proposal, approval] of [
    [undefined, "approver"],
    ["approver", "approver"],
    ["reviewer", undefined],
    ["reviewer", "reviewer"],
  ] as const) {
    await suspended(async (client, { order, ...people }) => {
      const sign = async (
        part: keyof typeof parts,
        who: keyof typeof people,
        signer: keyof typeof people | undefined,
      ) =>
        await confirms(client, order, part, {
          who: people[who],
          signer: signer && people[signer],
        });
      expect(await sign("proposed", "reviewer", proposal)).toBe("done");
      expect(await sign("approved", "approver", approval)).toBe("done");
      await tellConfirmation(client, order);
      expect([proposal, approval, await refusalOfCommit(client)]).toEqual([
        proposal,
        approval,
        expect.stringMatching(unsigned),
      ]);
    });
  }
  // Nor does the signature of the order itself count.
  await suspended(async (client, { order, reviewer }) => {
    expect(await confirms(client, order, "proposed", { who: reviewer, signer: undefined })).toBe(
      "done",
    );
    expect(await refusalOfCommit(client)).toMatch(unsigned);
  });
});

/** Another key than the one by which this person signed is theirs now. */
const getsNewKey = (client: PoolClient, who: string, of: string) =>
  unjudgedWithin(client, () =>
    client.query(
      `UPDATE staff_appointment SET key_id = (SELECT id FROM desk_key WHERE person_id = $2 LIMIT 1)
       WHERE person_id = $1`,
      [who, of],
    ),
  );

/** Something that began a moment after this transaction had its turn first. */
const othersTurn = (client: PoolClient) =>
  unjudgedWithin(client, () =>
    client.query(
      "UPDATE turn SET taken_at = now() + interval '1 microsecond' WHERE name = 'staff'",
    ),
  );

// Was "done": the log said after a newer restoration that the order holds, by signatures over an earlier one, which no door obeyed.
// Broken on purpose, one by one: no turn in order_proposal_is_of_now, order_is_confirmed or restoration_is_told.
test("orders are approved and confirmed again, and restorations recorded, one after another (7)", async () => {
  const another = /^40001 another transaction began later and came first/;
  await trials.proposal(async (client, proposed) => {
    await othersTurn(client);
    expect(await approves(client, proposed)).toMatch(another);
    expect(await refusalOf(client, restoring)).toMatch(another);
  });
  await suspended(async (client, { order, reviewer }) => {
    await othersTurn(client);
    const signed = { who: reviewer, signer: reviewer };
    expect(await confirms(client, order, "proposed", signed)).toMatch(another);
  });
});

// Was: "done", and the log said that the order holds once more, which no door obeyed and no reader believed. Broken on
// purpose: stands_again without desk_key_now.
test("an order is confirmed again while the key by which that was proposed is in force (7)", async () => {
  await suspended(async (client, { order, reviewer, approver }) => {
    const confirm = (part: keyof typeof parts, who: string) =>
      confirms(client, order, part, { who, signer: who });
    expect(await confirm("proposed", reviewer)).toBe("done");
    expect(await confirm("proposed", reviewer)).toMatch(/^23001 another person confirms/);
    await getsNewKey(client, reviewer, await appointed(client, "{intake}"));
    expect(await confirm("approved", approver)).toMatch(/^23001 another person confirms/);
    const unsigned = { who: reviewer, signer: undefined };
    expect(await confirms(client, order, "proposed", unsigned)).toBe("done");
  });
});

// Broken on purpose: `restored` or one of the signatures left out of the ground → "done".
test("the entry of a confirmation names its restore, and holds both signatures (11)", async () => {
  for (const lie of [
    { restored: 0 },
    { restored: null },
    { proposal: {} },
    { approval: { key: "0".repeat(64) } },
  ]) {
    await suspended(async (client, { order, reviewer, approver }) => {
      await confirms(client, order, "proposed", { who: reviewer, signer: reviewer });
      await confirms(client, order, "approved", { who: approver, signer: approver });
      await tellConfirmation(client, order, lie);
      expect([lie, await refusalOfCommit(client)]).toEqual([
        lie,
        expect.stringMatching(/^23001 an entry of order-confirmed with nothing behind it/),
      ]);
    });
  }
});

// Broken on purpose: without order_confirmation in handled_by → "done" and false.
test("someone who confirmed an order again decides no appeal against it, and had a hand in its request (7)", async () => {
  await restored(async (client, { order, request, approver }) => {
    const [both, other] = [
      await appointed(client, "{reviewer,appeals}"),
      await appointed(client, "{appeals}"),
    ];
    await appointedAgain(client, both, ["reviewer", "appeals"], { leaf: 2 });
    await appointedAgain(client, approver, ["approver"], { leaf: 3 });
    for (const [part, who] of [
      ["proposed", both],
      ["approved", approver],
    ] as const) {
      expect(await confirms(client, order, part, { who, signer: who })).toBe("done");
    }
    await appealTo(client, order);
    const hands = await client.query(
      "SELECT had_a_hand_in($1, $2) AS both, had_a_hand_in($1, $3) AS other",
      [...[request, both, other]],
    );
    expect(hands.rows).toEqual([{ both: true, other: false }]);
    const decides = (who: string) => refusalOf(client, deciding, [order, 1, "upheld", who]);
    expect(await decides(both)).toMatch(/^23001 another person decides appeals/);
    expect(await decides(other)).toBe("done");
  });
});

// Broken on purpose: the order is confirmed, and no door obeys it.
test("who upheld an order on appeal doesn't confirm it again (7)", async () => {
  await restored(async (client, { order }) => {
    const both = await appointed(client, "{reviewer,appeals}");
    await appointedAgain(client, both, ["reviewer", "appeals"], { leaf: 2 });
    await appealTo(client, order);
    expect(await refusalOf(client, deciding, [order, 1, "upheld", both])).toBe("done");
    expect(await confirms(client, order, "proposed", { who: both, signer: both })).toMatch(
      /^23001 who decided an appeal/,
    );
  });
});

test("a confirmation needs something to confirm, and an entry its ground", async () => {
  await trials.proposal(async (client, proposed) => {
    const { order, reviewer } = proposed;
    expect(await approves(client, proposed)).toBe("done");
    await publishedByHand(client, "order-approved", order);
    const by = { who: reviewer, signer: undefined };
    expect(await confirms(client, order, "proposed", by)).toMatch(
      /^23001 this order is not confirmed/,
    );
  });
  for (const [kind, body] of [
    ["restored", { since: "2026-01-01" }],
    ["order-confirmed", { order: randomUUID() }],
  ] as const) {
    await trials.proposal(async (client) => {
      await tell(client, kind, body);
      expect(await refusalOfCommit(client)).toMatch(/^23001 an entry of .* with nothing behind it/);
    });
  }
});

// Broken on purpose: each of the triggers left out → another refusal.
test("after a restore no one from before takes a text of the log down, or publishes an authority's words", async () => {
  const acts = {
    text_removal:
      "INSERT INTO text_removal (leaf, name, ground, proposed_by) VALUES (0, 'reason', 'personal-data', $1)",
    text_removal_outcome:
      "INSERT INTO text_removal_outcome (removal_id, outcome, by_person) VALUES ($2, 'confirmed', $1)",
    public_words: "INSERT INTO public_words (request_id, spans, prepared_by) VALUES ($2, '[]', $1)",
    public_words_outcome:
      "INSERT INTO public_words_outcome (words_id, request_id, outcome, by_person) VALUES ($2, $2, 'published', $1)",
  };
  await restored(async (client, { request, approver }) => {
    for (const [table, sql] of Object.entries(acts)) {
      const given = sql.includes("$2") ? [approver, request] : [approver];
      expect([table, await refusalOf(client, sql, given)]).toEqual([
        table,
        expect.stringMatching(/^23001 a restoration brought this role back/),
      ]);
    }
  });
});

test("after a restore no one from before proposes or approves, and one person still lifts", async () => {
  await restored(async (client, proposed) => {
    const { order, reviewer } = proposed;
    const again = await refusalOf(client, proposing, [order, reviewer, 2]);
    expect(again).toMatch(/^23001 a restoration brought this role back/);
    const lifting =
      "INSERT INTO order_end (order_id, kind, by_person, why) VALUES ($1, 'lifted', $2, 'sealed:')";
    expect(await refusalOf(client, lifting, [order, reviewer])).toBe("done");
  });
  await trials.proposal(async (client, proposed) => {
    expect(await refusalOf(client, restoring)).toBe("done");
    expect(await approves(client, proposed)).toMatch(/^23001 a restoration brought this role back/);
  });
});

// Broken on purpose: `order_approval_is_of_proposal_now` dropped → it is approved.
test("an order that was proposed before a restore isn't approved after it, though both people have their roles again", async () => {
  await trials.proposal(async (client, proposed) => {
    await publishedByHand(client, "change-proposed", randomUUID());
    expect(await refusalOf(client, restoring)).toBe("done");
    await unjudgedWithin(client, () => client.query("UPDATE restoration SET leaf = 1"));
    await appointedAgain(client, proposed.reviewer, ["reviewer"], { leaf: 2 });
    await appointedAgain(client, proposed.approver, ["approver"], { leaf: 3 });
    expect(await approves(client, proposed)).toMatch(
      /^23001 a restoration brought this proposal back/,
    );
  });
});

// Broken on purpose: the platform part of stored_rooms without `is_brought_back` → the rule holds.
test("a rule for the whole service from before a restore has no effect", async () => {
  await trials.proposal(async (client) => {
    const change = randomUUID();
    await unjudgedWithin(client, () =>
      client.query(
        `WITH made AS (INSERT INTO desk_change (id, kind, body, proposed_by, by_administrator)
           VALUES ($1, 'platform-rule', '{}', $1, true))
         INSERT INTO platform_rule (name, ground, rule, review_at, change_id, refuses)
           VALUES ('A list', 'sanctions', '{}', now() + interval '90 days', $1, '{}')`,
        [change],
      ),
    );
    await publishedByHand(client, "change-proposed", change);
    const rules = async () =>
      (await client.query("SELECT FROM stored_rooms('{}') WHERE part = 'platform'")).rowCount;
    expect(await rules()).toBe(1);
    expect(await refusalOf(client, restoring)).toBe("done");
    expect(await rules()).toBe(0);
    const waited = "INSERT INTO desk_change_outcome (change_id, outcome) VALUES ($1, 'waited')";
    await unjudgedWithin(client, () =>
      client.query("UPDATE desk_change SET proposed_at = now() - interval '170 hours'"),
    );
    expect(await refusalOf(client, waited, [change])).toMatch(
      /^23001 a restoration brought this back/,
    );
  });
});

// Broken on purpose: change_is_of_now dropped → two who were brought back appoint each other.
test("after a restore, roles are given again by the administrator and a member, or by members appointed since", async () => {
  const decides = async (
    client: PoolClient,
    how: {
      readonly by: string;
      readonly confirmer: string;
      readonly admin: boolean;
      roles?: string;
    },
  ): Promise<string> => {
    const { rows } = await client.query(
      `INSERT INTO desk_change (kind, body, proposed_by, by_administrator)
       VALUES ('staff', jsonb_build_object('person', gen_random_uuid(), 'roles', $3::jsonb, 'liaisonTo', '[]'::jsonb),
         $1, $2) RETURNING id`,
      [how.by, how.admin, how.roles ?? '["reviewer"]'],
    );
    const confirm =
      "INSERT INTO desk_change_outcome (change_id, outcome, by_person) VALUES ($1, 'confirmed', $2)";
    return await refusalOf(client, confirm, [rows[0].id, how.confirmer]);
  };
  await restored(async (client, { reviewer, approver }) => {
    const back = /^23001 a restoration brought this back/;
    const [other, admin] = [await appointed(client, "{approver}"), randomUUID()];
    expect(await decides(client, { by: reviewer, confirmer: approver, admin: false })).toMatch(
      back,
    );
    const none = { by: reviewer, confirmer: approver, admin: false, roles: "[]" };
    expect(await decides(client, none)).toBe("done");
    expect(await decides(client, { by: admin, confirmer: approver, admin: true })).toBe("done");
    await appointedAgain(client, approver, ["approver"], { leaf: 2 });
    expect(await decides(client, { by: reviewer, confirmer: approver, admin: false })).toMatch(
      back,
    );
    expect(await decides(client, { by: approver, confirmer: other, admin: false })).toMatch(back);
    await appointedAgain(client, reviewer, ["reviewer"], { leaf: 3 });
    expect(await decides(client, { by: reviewer, confirmer: approver, admin: false })).toBe("done");
  });
});

// Broken on purpose: proposal_is_of_now dropped → "done".
test("after a restore no one whom it brought back signs a rule of the whole service for an administrator", async () => {
  await restored(async (client, { reviewer }) => {
    const other = await appointed(client, "{approver}");
    await appointedAgain(client, other, ["approver"], { leaf: 2 });
    const { rows } = await client.query(
      `INSERT INTO desk_change (kind, body, proposed_by, by_administrator)
       VALUES ('platform-rule', '{}', gen_random_uuid(), true) RETURNING id`,
    );
    const id: string = rows[0].id;
    const day = JSON.stringify({ day: new Date().toISOString().slice(0, 10) });
    await unjudgedWithin(client, () =>
      storeSignatureBy(client, "propose-change", id, signatureBy(reviewer, day)),
    );
    const confirm =
      "INSERT INTO desk_change_outcome (change_id, outcome, by_person) VALUES ($1, 'confirmed', $2)";
    expect(await refusalOf(client, confirm, [id, other])).toBe("done");
    const isOfNow = () => refusalOf(client, "SET CONSTRAINTS proposal_is_of_now IMMEDIATE");
    expect(await isOfNow()).toMatch(/^23001 a restoration brought this back/);
    await appointedAgain(client, reviewer, ["reviewer"], { leaf: 3 });
    expect(await isOfNow()).toBe("done");
  });
});

test("a restoration is recorded with its entry, and stays", async () => {
  await trials.proposal(async (client) => {
    const claimed =
      "INSERT INTO restoration (how, entry_id, at, rounds) VALUES ('noticed', -5, 'epoch', 999)";
    expect(await refusalOf(client, claimed)).toBe("done");
    expect(await refusalOfCommit(client)).toBe("done");
    const { rows } = await client.query(
      `SELECT r.at = now() AS now, r.rounds = h.rounds AS rounds, e.kind FROM ledger_head h, restoration r
       LEFT JOIN public_entry e ON e.id = r.entry_id`,
    );
    expect(rows).toEqual([{ now: true, rounds: true, kind: "restored" }]);
    for (const text of ["DELETE FROM restoration", "UPDATE restoration SET rounds = 9"]) {
      expect(await refusalOf(client, text)).toMatch(/^42501 /);
    }
  });
});

// Broken on purpose: without may_wait_since_restoration in change_is_of_now → the first is "done".
test("while an approver could confirm it, no one whom a restore brought back gets a role by waiting (14)", async () => {
  const waits = async (client: PoolClient, person: string): Promise<string> => {
    const { rows } = await client.query(
      `INSERT INTO desk_change (kind, body, proposed_by, by_administrator)
       VALUES ('staff', jsonb_build_object('person', $1::text, 'roles', '["reviewer"]'::jsonb,
         'liaisonTo', '[]'::jsonb), gen_random_uuid(), true) RETURNING id`,
      [person],
    );
    await unjudgedWithin(client, async () => {
      await client.query("UPDATE desk_change SET proposed_at = now() - interval '170 hours'");
      await client.query(
        "UPDATE staff_appointment SET effective_at = effective_at - interval '170 hours'",
      );
    });
    const waited = "INSERT INTO desk_change_outcome (change_id, outcome) VALUES ($1, 'waited')";
    return await refusalOf(client, waited, [rows[0].id]);
  };
  await restored(async (client, { reviewer, approver }) => {
    expect(await waits(client, reviewer)).toMatch(/^23001 a restoration brought this back/);
    await unjudgedWithin(client, () =>
      client.query("INSERT INTO staff_appointment (person_id, roles) VALUES ($1, '{}')", [
        approver,
      ]),
    );
    expect(await waits(client, reviewer)).toBe("done");
  });
});

/** A proposal and what it waits for, then a restoration, and someone's roles given again. Returns the answers to what gives it effect, and to what ends it. */
const afterRestoring = async (
  client: PoolClient,
  effect: readonly [string, readonly unknown[]],
  end: readonly [string, readonly unknown[]],
  again?: { readonly who: string; readonly roles: readonly string[] },
): Promise<readonly string[]> => {
  await client.query("SAVEPOINT before");
  const before = await refusalOf(client, ...effect);
  await client.query("ROLLBACK TO SAVEPOINT before");
  if (again !== undefined) await publishedByHand(client, "change-proposed", randomUUID());
  expect(await refusalOf(client, restoring)).toBe("done");
  if (again !== undefined) {
    await unjudgedWithin(client, () => client.query("UPDATE restoration SET leaf = 1"));
    await appointedAgain(client, again.who, again.roles, { leaf: 2 });
  }
  return [before, await refusalOf(client, ...effect), await refusalOf(client, ...end)];
};
const refusedSince = [
  "done",
  expect.stringMatching(/^23001 a restoration brought this proposal back/),
  "done",
];

/** An act under the terms of service on this room or its account, proposed and approved so long from now. */
async function termsAct(
  client: PoolClient,
  kind: string,
  of: {
    readonly room: string;
    readonly people: readonly [string, string];
    readonly inSeconds?: number;
  },
): Promise<string> {
  const [act, reported] = [randomUUID(), randomUUID()];
  const { room, people, inSeconds = 0 } = of;
  await unjudgedWithin(client, async () => {
    await client.query(
      `INSERT INTO abuse_report (id, room, what, text, inside, from_state)
       VALUES ($1, $2, 'threat', 'sealed:', true, false)`,
      [reported, room],
    );
    await client.query(
      `INSERT INTO terms_act (id, kind, room, account_id, host_commitment, report_id, reason, proposed_by, proposed_at)
       SELECT $1, $2, CASE WHEN $2 LIKE '%account' THEN NULL ELSE $3 END, CASE WHEN $2 LIKE '%account' THEN account_id END,
         commitment_to_account(account_id), CASE WHEN $2 <> 'reinstate-account' THEN $4::uuid END, 'sealed:', $5,
         now() + make_interval(secs => $6) FROM room WHERE name = $3`,
      [act, kind, room, reported, people[0], inSeconds],
    );
    await client.query(
      "INSERT INTO terms_approval (act_id, by_person, review) VALUES ($1, $2, 'second')",
      [act, people[1]],
    );
  });
  return act;
}
const takesEffect = "INSERT INTO terms_effect (act_id) VALUES ($1)";
const kinds = ["end-meeting", "suspend-account", "mute-participant", "remove-participant"];

// Was: "done", by one person, though the other had withdrawn it in what was lost. Broken on purpose: is_proposal_brought_back
// answers false; left out of each of the three triggers.
test("what one person proposed before a restore has no effect by another after it, and can be withdrawn or declined (11)", async () => {
  for (const kind of kinds) {
    await trials.proposal(async (client, _, room) => {
      const people = [
        await appointed(client, "{safety}"),
        await appointed(client, "{safety}"),
      ] as const;
      const act = await termsAct(client, kind, { room, people });
      const withdraws = "INSERT INTO terms_withdrawal (act_id, by_person) VALUES ($1, $2)";
      expect([
        kind,
        ...(await afterRestoring(client, [takesEffect, [act]], [withdraws, [act, people[1]]])),
      ]).toEqual([kind, ...refusedSince]);
    });
  }
  await trials.proposal(async (client) => {
    const [one, other] = [
      await appointed(client, "{reviewer,approver}"),
      await appointed(client, "{reviewer,approver}"),
    ];
    const removal = randomUUID();
    await unjudgedWithin(client, async () => {
      await recordUnjudged(client, "outside-act", {}, { texts: { what: "A letter" } });
      await client.query(
        "UPDATE ledger_text SET leaf = 7 WHERE entry_id = (SELECT max(id) FROM public_entry)",
      );
    });
    await client.query(
      "INSERT INTO text_removal (id, leaf, name, ground, proposed_by) VALUES ($1, 7, 'what', 'mistake', $2)",
      [removal, one],
    );
    const decides =
      "INSERT INTO text_removal_outcome (removal_id, outcome, by_person) VALUES ($1, $2, $3)";
    expect(
      await afterRestoring(
        client,
        [decides, [removal, "confirmed", other]],
        [decides, [removal, "declined", other]],
        { who: other, roles: ["reviewer", "approver"] },
      ),
    ).toEqual(refusedSince);
  });
  await trials.proposal(async (client, { request, reviewer, approver }) => {
    const words = randomUUID();
    await unjudgedWithin(client, () =>
      client.query(
        "INSERT INTO request_event (request_id, kind, by_person) VALUES ($1, 'answered', $2)",
        [request, reviewer],
      ),
    );
    await client.query(
      "INSERT INTO public_words (id, request_id, spans, prepared_by) VALUES ($1, $2, '[]', $3)",
      [words, request, reviewer],
    );
    const decides = `INSERT INTO public_words_outcome (words_id, request_id, outcome, by_person, why)
      VALUES ($1, $2, $3, $4, $5)`;
    expect(
      await afterRestoring(
        client,
        [decides, [words, request, "published", approver, null]],
        [decides, [words, request, "declined", approver, "sealed:"]],
        { who: approver, roles: ["approver"] },
      ),
    ).toEqual(refusedSince);
  });
});

test("what opens an account takes effect though it was proposed before a restore", async () => {
  await trials.proposal(async (client, _, room) => {
    const people = [
      await appointed(client, "{safety}"),
      await appointed(client, "{safety}"),
    ] as const;
    const closed = await termsAct(client, "suspend-account", { room, people });
    await unjudgedWithin(client, () => client.query(takesEffect, [closed]));
    const act = await termsAct(client, "reinstate-account", { room, people });
    expect(await refusalOf(client, restoring)).toBe("done");
    expect(await refusalOf(client, takesEffect, [act])).toBe("done");
  });
});

// Broken on purpose: without is_member_brought_back, or of the proposer alone → "done"; without `takes_keys` → a participant can't be muted; without its turn.
test("after a restore no meeting ends and no account closes by the word of someone from before (11, 13)", async () => {
  for (const kind of kinds) {
    await trials.proposal(async (client, _, room) => {
      const people = [
        await appointed(client, "{safety}"),
        await appointed(client, "{safety}"),
      ] as const;
      await publishedByHand(client, "change-proposed", randomUUID());
      expect(await refusalOf(client, restoring)).toBe("done");
      await unjudgedWithin(client, () => client.query("UPDATE restoration SET leaf = 1"));
      const act = await termsAct(client, kind, { room, people, inSeconds: 1 });
      if (kind.endsWith("participant")) {
        expect([kind, await refusalOf(client, takesEffect, [act])]).toEqual([kind, "done"]);
        return;
      }
      const role = /^23001 a restoration brought this role back/;
      expect(await refusalOf(client, takesEffect, [act])).toMatch(role);
      for (const [at, who] of people.entries()) {
        expect(await refusalOf(client, takesEffect, [act])).toMatch(role);
        await appointedAgain(client, who, ["safety"], { leaf: 2 + at });
      }
      await client.query("SAVEPOINT before");
      await othersTurn(client);
      expect(await refusalOf(client, takesEffect, [act])).toMatch(/^40001 another transaction/);
      await client.query("ROLLBACK TO SAVEPOINT before");
      expect(await refusalOf(client, takesEffect, [act])).toBe("done");
    });
  }
});
