import { answersTo } from "@graticule/desk/demand";
import { languageShown } from "@graticule/desk/redaction";
import { normalisedCodes } from "@graticule/jurisdiction/place";
import { unionIds, unionOf } from "@graticule/jurisdiction/union";
import { findingGrounds } from "@graticule/ledger/entry";
import type { PoolClient } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { refusalOf, unjudgedWithin } from "./by-hand.ts";
import {
  appointed,
  approves,
  type ProposalTrials,
  proposing,
  startProposalTrials,
} from "./proposals.ts";

/** A union comes from a closed, dated list, even for direct writes to the database (2, 14). */
let trials: ProposalTrials;

beforeAll(async () => {
  trials = await startProposalTrials();
});
afterAll(() => trials.database.stop());

const trial = (what: (client: PoolClient) => Promise<void>) => trials.proposal(what);

test("the database's lists of unions, of codes for another place and of grounds, and what it says of languages, match the program's", async () => {
  const { pool } = trials.database;
  for (const id of unionIds) {
    const { rows } = await pool.query("SELECT union_members($1) AS members", [id]);
    expect(rows[0].members).toEqual([...unionOf(id).members].sort());
  }
  const unlisted = await pool.query("SELECT union_members('CN+HK+MO') AS members");
  expect(unlisted.rows[0].members).toBeNull();
  const codes = [...Object.keys(normalisedCodes), ...new Set(Object.values(normalisedCodes))];
  const { rows } = await pool.query(
    "SELECT code, stands_for_another(code) AS another FROM unnest($1::text[]) AS code",
    [codes],
  );
  for (const { code, another } of rows)
    expect([code, another]).toEqual([code, code in normalisedCodes]);
  const { rows: of } = await pool.query("SELECT finding_grounds() AS grounds");
  expect(of).toEqual([{ grounds: findingGrounds }]);
  expect(answersTo["withhold-meeting"]).toMatchObject({ grounds: findingGrounds });
  const tags = [
    "zh-hans-cn",
    "EN",
    "es-419",
    "zh-cmn-Hant",
    "sr-Latn-RS-x-a",
    "i-klingon",
    "fr-",
    "",
  ];
  for (const tag of tags) {
    const { rows } = await pool.query("SELECT language_shown($1) AS shown", [tag]);
    expect([tag, rows[0].shown]).toEqual([tag, languageShown(tag)]);
  }
});

/** Two people confirm an authority of this territory. */
async function confirmed(client: PoolClient, territory: object): Promise<string> {
  const [one, other] = [
    await appointed(client, "{reviewer}"),
    await appointed(client, "{approver}"),
  ];
  const name = "State Council";
  const body = { authority: { name, territory, instruments: [], contact: "By letter" } };
  const change = await client.query(
    `INSERT INTO desk_change (kind, body, proposed_by, by_administrator)
     VALUES ('authority', $1, $2, false) RETURNING id`,
    [body, one],
  );
  await client.query(
    "INSERT INTO desk_change_outcome (change_id, outcome, by_person) VALUES ($1, 'confirmed', $2)",
    [change.rows[0].id, other],
  );
  return change.rows[0].id;
}

const registering = `INSERT INTO authority (series, name, kind, home, union_id, contact, change_id)
  VALUES (gen_random_uuid(), 'State Council', $1, $2, $3, 'By letter', $4) RETURNING id`;
const reaching = "INSERT INTO authority_reach (authority_id, place) VALUES ($1, $2)";

// Broken on purpose: without its line in takes_two a union names its own members, and reach_is_own
// accepted them.
test("a union that names its own members is not registered, even with two people: CN with HK and MO (2)", async () => {
  await trial(async (client) => {
    const free = await confirmed(client, { kind: "union", members: ["CN", "HK", "MO"] });
    for (const union of [null, "EU"]) {
      const refused = await refusalOf(client, registering, ["union", null, union, free]);
      expect(refused).toMatch(/^23001 this takes two people/);
    }
    const named = await confirmed(client, { kind: "union", union: "CN+HK+MO" });
    expect(await refusalOf(client, registering, ["union", null, "CN+HK+MO", named])).not.toBe(
      "done",
    );
    const country = await confirmed(client, { kind: "country", home: "CN" });
    expect(await refusalOf(client, registering, ["country", "CN", "EU", country])).not.toBe("done");
  });
});

test("a listed union reaches its members with their parts, but nothing with its own code (2)", async () => {
  await trial(async (client) => {
    const change = await confirmed(client, { kind: "union", union: "EU" });
    const { id } = (await client.query(registering, ["union", null, "EU", change])).rows[0];
    for (const place of ["FR", "DE-BY", "PT-20"]) {
      expect(await refusalOf(client, reaching, [id, place])).toBe("done");
    }
    for (const place of ["RE", "AX", "CN", "HK", "GB"]) {
      expect([place, await refusalOf(client, reaching, [id, place])]).toEqual([
        ...[place, expect.stringMatching(/^23001 .*instrument/)],
      ]);
    }
    // Even written as a part of a country, they are places of their own.
    for (const place of ["FR-RE", "FR-974", "FI-01"]) {
      expect([place, await refusalOf(client, reaching, [id, place])]).toEqual([
        ...[place, expect.stringMatching(/^23514 /)],
      ]);
    }
  });
});

test("a country's registration never covers a place of its own under a part's code: CN-HK is HK (2)", async () => {
  await trial(async (client) => {
    const change = await confirmed(client, { kind: "country", home: "CN" });
    const { id } = (await client.query(registering, ["country", "CN", null, change])).rows[0];
    expect(await refusalOf(client, reaching, [id, "CN-HK"])).toMatch(/^23514 /);
    expect(await refusalOf(client, reaching, [id, "CN-XJ"])).toBe("done");
  });
});

test("a union from the time when unions named their own members can demand nothing (2)", async () => {
  await trials.proposal(async (client, proposed) => {
    const { authority, order, reviewer } = proposed;
    await unjudgedWithin(client, () =>
      client.query("UPDATE authority SET union_id = NULL WHERE id = $1", [authority]),
    );
    expect(await refusalOf(client, proposing, [order, reviewer, 2])).toMatch(
      /^23001 an order is its/,
    );
    expect(await approves(client, proposed)).toMatch(/^23001 this order can't take effect/);
  });
});
