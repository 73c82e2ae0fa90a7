import { randomBytes } from "node:crypto";
import type { PoolClient } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asOwner, refusalOf, unjudgedWithin } from "./by-hand.ts";
import {
  appealTo,
  commitmentsByHand,
  deciding,
  type Proposed,
  writing,
  written,
} from "./orders.ts";
import {
  appointed,
  approves,
  type ProposalTrials,
  proposing,
  startProposalTrials,
} from "./proposals.ts";

/** What is written of a request is sealed, and ends with its key, even after direct database writes. */
let trials: ProposalTrials;

beforeAll(async () => {
  trials = await startProposalTrials();
});
afterAll(() => trials.database.stop());

const keys = "INSERT INTO text_key (about, key) VALUES ($1, $2)";
const destroys = "DELETE FROM text_key WHERE about = $1";
const gives = (client: PoolClient, { request }: Proposed) =>
  refusalOf(client, keys, [request, randomBytes(72)]);

/** Closed so long ago, as SQL has it. */
async function closed(client: PoolClient, { request, reviewer }: Proposed, ago: string) {
  await unjudgedWithin(client, () =>
    client.query(
      `INSERT INTO request_event (request_id, kind, by_person, at)
       VALUES ($1, 'answered', $2, now() - $3::interval)`,
      [request, reviewer, ago],
    ),
  );
}

// Broken on purpose: `TG_OP = 'DELETE'` alone → the first "kept" line is "done"; without it → the owner's update of a key that is
// due is; `interval '1 month'` → the second one is; `sealed_through(request) + 1` left out → the last one is.
test("a key is deleted when its request has been closed for a year, and no earlier", async () => {
  const kept = /^23001 texts are kept for a year/;
  await trials.proposal(async (client, proposed) => {
    expect(await gives(client, proposed)).toBe("done");
    expect(await refusalOf(client, destroys, [proposed.request])).toMatch(kept);
    await asOwner(client, async () => {
      for (const edit of ["UPDATE text_key SET key = key", "DELETE FROM text_key"])
        expect(await refusalOf(client, edit)).toMatch(kept);
      expect(await refusalOf(client, "TRUNCATE text_key")).toMatch(/^23001 /);
    });
  });
  for (const [ago, outcome] of [
    ["364 days", kept],
    ["1 year", /^done$/],
  ] as const) {
    await trials.proposal(async (client, proposed) => {
      await gives(client, proposed);
      await closed(client, proposed, ago);
      await asOwner(client, async () =>
        expect(await refusalOf(client, "UPDATE text_key SET key = key")).toMatch(kept),
      );
      expect([ago, await refusalOf(client, destroys, [proposed.request])]).toEqual([
        ago,
        expect.stringMatching(outcome),
      ]);
      // Nor does one come later.
      if (ago === "1 year") expect(await gives(client, proposed)).toMatch(kept);
    });
  }
  await trials.proposal(async (client, proposed) => {
    await gives(client, proposed);
    await closed(client, proposed, "2 years");
    await unjudgedWithin(client, () =>
      client.query("UPDATE order_proposal SET sealed_until = now() WHERE request_id = $1", [
        proposed.request,
      ]),
    );
    expect(await refusalOf(client, destroys, [proposed.request])).toMatch(kept);
  });
});

// Broken on purpose: texts_end without orders → the first line is "done"; without order_end → the third is refused.
test("a key is kept for a year after its request's last order too, and made again until then", async () => {
  const kept = /^23001 texts are kept for a year/;
  const deletes = async (change: string) => {
    const outcome: string[] = [];
    await trials.proposal(async (client, proposed) => {
      expect(await approves(client, proposed)).toBe("done");
      expect(await gives(client, proposed)).toBe("done");
      await closed(client, proposed, "2 years");
      await unjudgedWithin(client, () => client.query(change, [proposed.order]));
      outcome.push(await refusalOf(client, destroys, [proposed.request]));
      await unjudgedWithin(client, () => client.query("DELETE FROM text_key"));
      outcome.push(await gives(client, proposed));
    });
    return outcome;
  };
  const over = (ago: string) =>
    `UPDATE order_proposal SET occurrence_from = now() - interval '2 years', starts_at = now() - interval '${ago} 1 hour',
       ends_at = now() - interval '${ago}' WHERE id = $1`;
  const until = [expect.stringMatching(kept), "done"];
  const since = ["done", expect.stringMatching(kept)];
  expect(await deletes("SELECT $1::uuid")).toEqual(until);
  expect(await deletes(over("364 days"))).toEqual(until);
  const lifted = "INSERT INTO order_end (order_id, kind, at) VALUES ($1, 'occurrence-over', now()";
  expect(await deletes(`${lifted} - interval '1 year')`)).toEqual(since);
  expect(await deletes(over("1 year"))).toEqual(since);
});

// Broken on purpose: `IF false THEN` in texts_stand_sealed → every line is "done".
test("what is written in an appeal, and why it was decided, stands sealed", async () => {
  const texts = /^23001 texts are kept sealed/;
  await trials.proposal(async (client, proposed) => {
    expect(await approves(client, proposed)).toBe("done");
    const { order } = proposed;
    await appealTo(client, order);
    const wrote = written(order, { by: "host", no: 1 });
    expect(await refusalOf(client, writing.replace("sealed:", "Wrong."), wrote)).toMatch(texts);
    const decided = [order, 1, "upheld", await appointed(client, "{appeals}")];
    for (const open of ["reasons", "salt"])
      expect(await refusalOf(client, deciding.replace(`sealed:${open}`, open), decided)).toMatch(
        texts,
      );
    expect(await refusalOf(client, deciding, decided)).toBe("done");
  });
});

// Broken on purpose: stands_sealed answers true → every line of the first list is "done".
test("no words stand in a request's record in the clear, and each demand is committed to", async () => {
  const demands = [{ kind: "withhold-meeting", verbatim: "sealed:" }];
  const content = { authorityId: "a", branch: "court", receivedAt: "t", language: "en", demands };
  const commitments = commitmentsByHand;
  const writes = (client: PoolClient, request: string, kind: string, who: string, body: object) =>
    refusalOf(
      client,
      "INSERT INTO request_event (request_id, kind, by_person, body) VALUES ($1, $2, $3, $4)",
      [request, kind, who, body],
    );
  await trials.proposal(async (client, { request, intake, reviewer }) => {
    await unjudgedWithin(client, () =>
      client.query("DELETE FROM request_event WHERE kind IN ('review-began', 'authenticated')"),
    );
    for (const open of [
      { office: "The office" },
      { reasons: "Because." },
      { legalBasis: { statute: "An act", provision: "sealed:" } },
      { demands: [{ kind: "withhold-meeting", verbatim: "Withhold it." }] },
      { forbidsNotice: { until: "2026-01-01", law: "An act" } },
      { originals: [{ name: "letter.pdf", sha256: "00" }] },
      { meetings: ["abc-defg-hij"] },
      { somethingNew: "Words" },
    ]) {
      const body = { content: { ...content, ...open }, commitments };
      expect([open, await writes(client, request, "corrected", intake, body)]).toEqual([
        open,
        expect.stringMatching(/^23001 texts are kept sealed/),
      ]);
    }
    expect(await writes(client, request, "answered", reviewer, { text: "A letter" })).toMatch(
      /^23001 texts/,
    );
    expect(await writes(client, request, "rejected", reviewer, { ground: "duplicate" })).toBe(
      "done",
    );
  });
  await trials.proposal(async (client, { request, intake }) => {
    await unjudgedWithin(client, () =>
      client.query("DELETE FROM request_event WHERE kind IN ('review-began', 'authenticated')"),
    );
    const translated = { ...content, translation: "sealed:" };
    for (const body of [
      { content },
      { content, commitments: { demands: [] } },
      { content: translated, commitments },
    ])
      expect(await writes(client, request, "corrected", intake, body)).toMatch(
        /^23001 a demand is committed/,
      );
    expect(await writes(client, request, "corrected", intake, { content, commitments })).toBe(
      "done",
    );
  });
});

// Broken on purpose: `IF false THEN` in texts_stand_sealed → every "texts" line is "done", or another refusal.
test("an order's findings, and why it was declined or lifted, stand sealed and committed to", async () => {
  const texts = /^23001 texts are kept sealed/;
  await trials.proposal(async (client, proposed) => {
    const { order, reviewer } = proposed;
    const values = [order, reviewer, 2];
    expect(await refusalOf(client, proposing.replace("'sealed:f'", "'f'"), values)).toMatch(texts);
    for (const left of ["array_fill('f'::text, ARRAY[5])", "array_fill(sha256('f'), ARRAY[5])"])
      expect(await refusalOf(client, proposing.replace(left, "NULL"), values)).toMatch(
        /^23001 findings are committed to/,
      );
    expect(await refusalOf(client, proposing, values)).toBe("done");
    const declines = "INSERT INTO order_refusal (order_id, by_person, why) VALUES ($1, $2, 'No')";
    expect(await refusalOf(client, declines, [order, reviewer])).toMatch(texts);
    expect(await approves(client, proposed)).toBe("done");
    const lifts = `INSERT INTO order_end (order_id, kind, by_person, why)
      VALUES ($1, 'lifted', $2, 'No ground')`;
    expect(await refusalOf(client, lifts, [order, reviewer])).toMatch(texts);
  });
});
