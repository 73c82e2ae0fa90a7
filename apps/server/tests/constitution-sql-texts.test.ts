import { randomBytes } from "node:crypto";
import type { PoolClient } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asOwner, refusalOf, unjudgedWithin } from "./by-hand.ts";
import { commitmentsByHand, type Proposed } from "./orders.ts";
import { type ProposalTrials, startProposalTrials } from "./proposals.ts";

/** What is written of a request is sealed, and ends with its key, even after direct database writes. */
let trials: ProposalTrials;

beforeAll(async () => {
  trials = await startProposalTrials();
});
afterAll(() => trials.database.stop());

const keys = "INSERT INTO text_key (request_id, key) VALUES ($1, $2)";
const destroys = "DELETE FROM text_key WHERE request_id = $1";
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

// Broken on purpose: `TG_OP = 'DELETE'` alone → the first "kept" line is "done"; `interval '1 month'`
// → the second one is; `sealed_through(request) + 1` left out → the last one is.
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
      client.query("DELETE FROM request_event WHERE kind = 'review-began'"),
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
        expect.stringMatching(/^23001 texts of a request are kept sealed/),
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
      client.query("DELETE FROM request_event WHERE kind = 'review-began'"),
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
