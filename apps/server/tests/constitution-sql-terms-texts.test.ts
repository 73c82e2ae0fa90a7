import { randomBytes, randomUUID } from "node:crypto";
import { keepProgramKey } from "@graticule/server/db/program-key";
import { createReceipts } from "@graticule/server/safety/receipts";
import type { PoolClient } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { refusalOf, unjudgedWithin } from "./by-hand.ts";
import { appointed, type ProposalTrials, startProposalTrials } from "./proposals.ts";

/** What is written of abuse is sealed, and ends with its key, even after direct database writes. */
let trials: ProposalTrials;

const secret = "of this test's receipts";
beforeAll(async () => {
  trials = await startProposalTrials();
  await keepProgramKey(trials.database.owner, secret);
});
afterAll(() => trials.database.stop());

const sealed = "sealed:";
const reports = `INSERT INTO abuse_report (id, room, what, text, inside, from_state, receipt)
  VALUES ($1, $2, 'threat', $3, true, false, $4)`;
const reporting = (room: string, text = sealed, id: string = randomUUID()) =>
  [id, room, text, createReceipts(secret).issue(room)] as const;
async function reported(client: PoolClient, room: string): Promise<string> {
  const values = reporting(room);
  await client.query(reports, [...values]);
  return values[0];
}

const acting = `INSERT INTO terms_act (id, kind, room, meeting_commitment, host_commitment, report_id, reason,
    reason_commitment, salt, proposed_by)
  SELECT $1, 'end-meeting', name, commitment_to_room(name), commitment_to_account(account_id), $2, $3, $4, $5, $6
  FROM room WHERE name = $7`;
const gives = (client: PoolClient, about: string) =>
  refusalOf(client, "INSERT INTO text_key (about, key) VALUES ($1, $2)", [about, randomBytes(72)]);
const destroys = (client: PoolClient, about: string) =>
  refusalOf(client, "DELETE FROM text_key WHERE about = $1", [about]);
const kept = /^23001 texts are kept for a year/;

// Broken on purpose: `IF false THEN` in texts_stand_sealed → every "texts" line is "done", or another refusal.
test("what a report says, and why someone acts, stands sealed", async () => {
  const texts = /^23001 texts are kept sealed/;
  await trials.proposal(async (client, _, room) => {
    expect(await refusalOf(client, reports, reporting(room, "They threaten us"))).toMatch(texts);
    const report = await reported(client, room);
    const safety = await appointed(client, "{safety}");
    const acts = (reason: string, salt: string | null = null) =>
      refusalOf(client, acting, [
        ...[randomUUID(), report, reason, salt && "00".repeat(32), salt, safety, room],
      ]);
    expect(await acts("Threats")).toMatch(texts);
    expect(await acts(sealed, "5a".repeat(32))).toMatch(texts);
    expect(await acts(sealed, sealed)).toBe("done");
  });
});

// Broken on purpose: has_texts answers true → the first two lines are "done".
test("a key belongs to a report, or to an act that rests on none", async () => {
  await trials.proposal(async (client, _, room) => {
    expect(await gives(client, randomUUID())).toMatch(kept);
    const report = await reported(client, room);
    const act = randomUUID();
    const safety = await appointed(client, "{safety}");
    await client.query(acting, [act, report, sealed, null, null, safety, room]);
    expect(await gives(client, act)).toMatch(kept);
    expect(await gives(client, report)).toBe("done");
    expect(await destroys(client, report)).toMatch(kept);
    const back = randomUUID();
    await client.query(
      `INSERT INTO terms_act (id, kind, account_id, host_commitment, reason, proposed_by)
       SELECT $1, 'reinstate-account', account_id, host_commitment, 'sealed:', $2
       FROM (SELECT account_id, commitment_to_account(account_id) FROM room WHERE name = $3) AS r (account_id, host_commitment)`,
      [back, safety, room],
    );
    expect(await gives(client, back)).toBe("done");
  });
});

interface Over {
  readonly client: PoolClient;
  readonly request: string;
  readonly report: string;
  readonly act: string;
}

/** With a meeting that three people ended in view of a request, so long ago, as SQL has it. */
function ended(ago: string, what: (over: Over) => Promise<void>): Promise<void> {
  return trials.proposal(async (client, { request }, room) => {
    const [report, act] = [await reported(client, room), randomUUID()];
    expect(await gives(client, report)).toBe("done");
    const safety = await appointed(client, "{safety}");
    await client.query(acting, [act, report, sealed, null, null, safety, room]);
    await unjudgedWithin(client, async () => {
      const long = "now() - interval '3 years'";
      for (const text of [
        `UPDATE abuse_report SET made_on = (${long})::date`,
        `UPDATE terms_act SET proposed_at = ${long}`,
        `UPDATE request SET received_at = ${long}, entered_at = ${long}`,
        "UPDATE request_meeting SET meeting_commitment = (SELECT meeting_commitment FROM terms_act)",
        `INSERT INTO terms_approval (act_id, by_person, review, at) SELECT id, gen_random_uuid(), 'third', ${long} FROM terms_act`,
        `INSERT INTO terms_effect (act_id, at) SELECT id, now() - interval '${ago}' FROM terms_act`,
      ])
        await client.query(text);
    });
    await what({ client, request, report, act });
  });
}

// Broken on purpose: `interval '1 month'` in terms_texts_end → the first line is "done"; the steps without terms_effect → so
// it is; without terms_approval, abuse_report_outcome, terms_withdrawal or terms_review → that step's line is "done".
test("a key is kept for a year after a report's outcome and the last step of its acts, and made again until then", async () => {
  await ended("364 days", async ({ client, report }) => {
    expect(await destroys(client, report)).toMatch(kept);
    await unjudgedWithin(client, () => client.query("DELETE FROM text_key"));
    expect(await gives(client, report)).toBe("done");
  });
  const last = (step: string) => {
    const by = "gen_random_uuid(), now() - interval '364 days'";
    return [
      `INSERT INTO abuse_report_outcome (report_id, outcome, by_person, at) SELECT id, 'acted', ${by} FROM abuse_report`,
      `INSERT INTO terms_approval (act_id, review, by_person, at) SELECT id, 'second', ${by} FROM terms_act`,
      `INSERT INTO terms_withdrawal (act_id, by_person, at) SELECT id, ${by} FROM terms_act`,
      `INSERT INTO terms_review (act_id, request_id, outcome, reasons, by_person, at)
       SELECT a.id, r.id, 'stands', 'sealed:', ${by} FROM terms_act a, request r`,
    ].filter((text) => text.includes(` ${step} `));
  };
  for (const step of [
    ...["abuse_report_outcome", "terms_approval", "terms_withdrawal", "terms_review"],
  ]) {
    await ended("2 years", async ({ client, report }) => {
      await unjudgedWithin(client, async () => {
        for (const text of last(step)) await client.query(text);
      });
      expect([step, await destroys(client, report)]).toEqual([step, expect.stringMatching(kept)]);
    });
  }
  await ended("1 year", async ({ client, report }) => {
    expect(await destroys(client, report)).toBe("done");
    expect(await gives(client, report)).toMatch(kept);
  });
});

// Broken on purpose: the condition on terms_texts_end left out of terms_are_reviewed → the second line is "done".
test("an act is reviewed, with sealed reasons, while its texts last, and as long as a request waits for it", async () => {
  const reviews = ({ client, act, request }: Over, who: string, reasons = sealed) =>
    refusalOf(
      client,
      `INSERT INTO terms_review (act_id, request_id, by_person, outcome, reasons)
       VALUES ($1, $2, $3, 'stands', $4)`,
      [act, request, who, reasons],
    );
  await ended("364 days", async (over) => {
    const who = await appointed(over.client, "{appeals}");
    expect(await reviews(over, who, "Looked at it")).toMatch(/^23001 texts are kept sealed/);
    expect(await reviews(over, who)).toBe("done");
  });
  await ended("1 year", async (over) =>
    expect(await reviews(over, await appointed(over.client, "{appeals}"))).toMatch(
      /^23001 no review/,
    ),
  );
  await ended("1 year", async (over) => {
    const { client, report } = over;
    await unjudgedWithin(client, () => client.query("DELETE FROM terms_approval"));
    expect(await destroys(client, report)).toMatch(kept);
    expect(await reviews(over, await appointed(client, "{appeals}"))).toBe("done");
  });
});
