import { createOrderEffects } from "@graticule/server/desk/orders/effect-store";
import type { PoolClient } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { committed, publishedByHand, tell } from "./by-hand.ts";
import { appealTo, approve, type Proposed, propose, tellCase } from "./orders.ts";
import { appointed, type ProposalTrials, startProposalTrials } from "./proposals.ts";

/** Two people, each on a separate connection, at the same moment. */
let trials: ProposalTrials;
const races = process.env["GRATICULE_SOAK"] === "1" ? 1_000 : 40;

beforeAll(async () => {
  trials = await startProposalTrials();
});
afterAll(() => trials.database.stop());

/** How each of these transactions ended. */
function race(
  attempts: readonly ((client: PoolClient) => Promise<unknown>)[],
): Promise<readonly ("done" | string)[]> {
  return Promise.all(
    attempts.map((attempt) =>
      committed(trials.database, attempt).then(
        () => "done",
        (error: { code?: string }) => error.code ?? "?",
      ),
    ),
  );
}

interface Ready extends Proposed {
  readonly other: string;
  readonly appeals: string;
}

function ready(): Promise<Ready> {
  return committed(trials.database, async (client) => {
    const proposed = await propose(client, await trials.newRoom(client), ["CN"]);
    const other = await appointed(client, "{approver}");
    return { ...proposed, other, appeals: await appointed(client, "{appeals}") };
  });
}

// Broken on purpose: order_is_not_approved without FOR UPDATE → an order is approved and refused at
// once.
test(`${races} races of approvals, double clicks and refusals: exactly one outcome each (attack 24)`, async () => {
  const refusal = "INSERT INTO order_refusal (order_id, by_person, why) VALUES ($1, $2, 'sealed:')";
  for (let run = 0; run < races; run += 1) {
    const proposed = await ready();
    const { order, approver, other, reviewer } = proposed;
    const yes = (who: string) => (client: PoolClient) => approve(client, proposed, who);
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
    // The program begins again after 40001, and then finds the outcome.
    for (const end of ended) expect(["done", "23505", "23001", "40001"]).toContain(end);
    const found = await trials.database.pool.query(
      `SELECT (SELECT count(*)::int FROM order_approval WHERE order_id = $1)
            + (SELECT count(*)::int FROM order_refusal WHERE order_id = $1) AS outcomes`,
      [order],
    );
    expect(found.rows[0].outcomes).toBe(1);
  }
}, 900_000);

test(`${races / 4} orders lifted and overturned at the same moment ended once each (attack 24)`, async () => {
  const end = "INSERT INTO order_end (order_id, kind, by_person) VALUES ($1, $2, $3)";
  for (let run = 0; run < races / 4; run += 1) {
    const proposed = await ready();
    const { order, reviewer, appeals } = proposed;
    await committed(trials.database, async (client) => {
      await approve(client, proposed);
      await appealTo(client, order);
      await tellCase(client, order);
    });
    const ended = await race([
      async (client) => {
        await client.query(end, [order, "lifted", reviewer]);
        await tell(client, "order-ended", { order });
      },
      async (client) => {
        await client.query(
          `INSERT INTO appeal_decision (order_id, outcome, reasons, by_person)
           VALUES ($1, 'overturned', 'sealed:', $2)`,
          [order, appeals],
        );
        await client.query(end, [order, "overturned", appeals]);
        await tell(client, "appeal-decided", { order, case: 1, by: "public" });
        await tell(client, "order-ended", { order });
      },
    ]);
    expect(ended.filter((one) => one === "done")).toHaveLength(1);
  }
}, 900_000);

// Broken on purpose: without the unique index each of them writes one.
test("two servers that note at the same moment that orders kept someone out note each once", async () => {
  const { db, pool } = trials.database;
  const proposals = [await ready(), await ready()];
  for (const one of proposals) {
    await committed(trials.database, async (client) => {
      await approve(client, one);
      await publishedByHand(client, "order-approved", one.order);
    });
  }
  const orders = proposals.map(({ order }) => order);
  const servers = [orders, orders.toReversed()].map((kept) => {
    const effects = createOrderEffects(db);
    for (const order of kept) effects.mark(order);
    return effects;
  });
  // A third is in the middle of it.
  await committed(trials.database, async (client) => {
    await tell(client, "order-effect", { order: orders[0] });
    const written = Promise.all(servers.map((effects) => effects.write()));
    const waiting = `SELECT count(*)::int AS n FROM pg_stat_activity
      WHERE wait_event_type = 'Lock' AND query LIKE '%was_in_force%'`;
    await vi.waitFor(async () => expect((await pool.query(waiting)).rows[0].n).toBe(2));
    await client.query("COMMIT");
    await written;
    await client.query("BEGIN");
  });
  await Promise.all(servers.map((effects) => effects.close()));
  const { rows } = await pool.query(
    "SELECT body ->> 'order' AS id FROM public_entry WHERE kind = 'order-effect' ORDER BY id",
  );
  expect(rows.map(({ id }) => id)).toEqual(orders.toSorted());
});
