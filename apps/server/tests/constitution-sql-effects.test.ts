import { randomUUID } from "node:crypto";
import type { PoolClient } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { refusalOf, trial, unjudged, unjudgedWithin } from "./by-hand.ts";
import { startTestDatabase, type TestDatabase } from "./harness.ts";
import { appointed } from "./proposals.ts";

/** What was decided of a change is what is done, even by direct writes to the database (7, 11, 14). */
let database: TestDatabase;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());

const undone = /^23001 a change does what was decided of it/;
const late = /^23001 a change takes effect as it is decided/;

interface Proposal {
  readonly kind: string;
  readonly body: object;
  readonly by?: string;
  readonly administrator?: boolean;
}

/** Answers its id. */
async function proposes(
  client: PoolClient,
  { kind, body, by = randomUUID(), administrator = false }: Proposal,
): Promise<string> {
  const { rows } = await client.query(
    `INSERT INTO desk_change (kind, body, proposed_by, by_administrator) VALUES ($1, $2, $3, $4) RETURNING id`,
    [kind, body, by, administrator],
  );
  return rows[0].id;
}

async function ends(
  client: PoolClient,
  id: string,
  how: string,
  who: string | null,
): Promise<void> {
  const outcome =
    "INSERT INTO desk_change_outcome (change_id, outcome, by_person) VALUES ($1, $2, $3)";
  expect(await refusalOf(client, outcome, [id, how, who])).toBe("done");
}

/** Two people confirm it. Answers its id. */
async function confirmed(client: PoolClient, proposal: Proposal): Promise<string> {
  const by = await appointed(client, "{reviewer}");
  const id = await proposes(client, { by, ...proposal });
  await ends(client, id, "confirmed", await appointed(client, "{approver}"));
  return id;
}

/** What a commit would say of what was decided. */
const commits = (client: PoolClient) =>
  refusalOf(client, "SET CONSTRAINTS outcome_has_its_effect IMMEDIATE");
/** The same; later statements of the transaction are judged at its end again. */
async function commitsYet(client: PoolClient): Promise<string> {
  const said = await commits(client);
  await client.query("SET CONSTRAINTS ALL DEFERRED");
  return said;
}

const leaving = (person: string): Proposal => ({
  kind: "staff",
  body: { person, roles: [], liaisonTo: [] },
});
const appointing = `INSERT INTO staff_appointment (person_id, roles, change_id) VALUES ($1, '{}', $2)`;

const listing: Proposal = {
  kind: "disputed-places",
  body: { add: ["GE-AB", "CN"], remove: ["XK"], source: "Ours" },
};
const lists = `INSERT INTO disputed_place_event (place, listed, source, change_id) VALUES ($1, $2, $3, $4)`;

const instruments = ["MC", "TW"].map((place) => ({ place, citation: `Act of ${place}` }));
const french = { name: "Ministry", territory: { kind: "country", home: "FR" }, instruments };
const ministry = (more: object = {}): Proposal => ({
  kind: "authority",
  body: { authority: { ...french, contact: "By letter", ...more } },
});
const registers = `INSERT INTO authority (series, name, kind, home, contact, change_id)
  VALUES ($1, 'Ministry', 'country', 'FR', $2, $3) RETURNING id`;
const reaches = "INSERT INTO authority_reach (authority_id, place, instrument) VALUES ($1, $2, $3)";

const rule = { deny: [{ kind: "place", code: "CN" }] };
const reviewAt = new Date(Date.now() + 90 * 86_400_000).toISOString();
const ruling: Proposal = {
  kind: "platform-rule",
  body: { rule, ground: "security", name: "A list", reviewAt },
  administrator: true,
};
const enters = `INSERT INTO platform_rule (name, ground, rule, refuses, review_at, change_id)
  VALUES ('A list', 'security', $1, '{CN}', '${reviewAt}', $2)`;

// Was "done": for readers of the log the key had ended, for the database it signed on. Broken on purpose: the line of 'staff' in
// has_its_effect.
test("a change of the staff is decided together with its appointment (14)", async () => {
  for (const how of ["alone", "confirmed", "waited"]) {
    await trial(database, async (client) => {
      const ann = await appointed(client, "{intake}", { hours: 200 });
      const other = await appointed(client, how === "waited" ? "{intake}" : "{approver}");
      const by = how === "alone" ? ann : await appointed(client, "{intake}");
      const id = await proposes(client, {
        ...leaving(ann),
        ...{ by, administrator: how === "waited" },
      });
      await unjudgedWithin(client, () =>
        client.query("UPDATE desk_change SET proposed_at = now() - interval '8 days'"),
      );
      await ends(client, id, how, { alone: ann, confirmed: other }[how] ?? null);
      expect([how, await commitsYet(client)]).toEqual([how, expect.stringMatching(undone)]);
      expect(await refusalOf(client, appointing, [ann, id])).toBe("done");
      expect(await commits(client)).toBe("done");
    });
  }
});

// Was "done". Broken on purpose: the line of 'authority'; `AND NOT EXISTS` within it.
test("an authority is registered with its own territory as two people confirm it (2, 14)", async () => {
  await trial(database, async (client) => {
    const id = await confirmed(client, ministry());
    expect(await commitsYet(client)).toMatch(undone);
    const made = await client.query(registers, [randomUUID(), "By letter", id]);
    const authority = made.rows[0].id;
    for (const [place, instrument] of [
      ["FR", null],
      ["MC", "Act of MC"],
    ]) {
      expect(await commitsYet(client)).toMatch(undone);
      expect(await refusalOf(client, reaches, [authority, place, instrument])).toBe("done");
    }
    // Not the disputed place.
    expect(await commits(client)).toBe("done");
  });
});

// Was "done": a widened authority was another one, to which its liaisons were none. Broken on purpose: without `contact`, each
// half of the CASE, or `source` in takes_two.
test("a row is what two people confirmed: contact and series of an authority, the source of a listing (14)", async () => {
  await trial(database, async (client) => {
    const two = /^23001 this takes two people/;
    const [series, other] = [randomUUID(), randomUUID()];
    const first = await confirmed(client, ministry());
    expect(await refusalOf(client, registers, [series, "Mine", first])).toMatch(two);
    expect(await refusalOf(client, registers, [series, "By letter", first])).toBe("done");
    const another = await confirmed(client, ministry());
    expect(await refusalOf(client, registers, [series, "By letter", another])).toMatch(two);
    const wider = await confirmed(client, ministry({ series }));
    expect(await refusalOf(client, registers, [other, "By letter", wider])).toMatch(two);
    expect(await refusalOf(client, registers, [series, "By letter", wider])).toBe("done");
    const listed = await confirmed(client, listing);
    expect(await refusalOf(client, lists, ["CN", true, "Mine", listed])).toMatch(two);
  });
});

// Was "done": with one approver's key an order went on where the log said that the place is disputed. Broken on purpose: the line
// of 'disputed-places'; without `change.body -> 'remove'`.
test("places are listed and no longer listed as two people confirm it, all of them (2, 14)", async () => {
  await trial(database, async (client) => {
    const id = await confirmed(client, listing);
    for (const [place, listed] of [
      ["GE-AB", true],
      ["CN", true],
      ["XK", false],
    ]) {
      expect(await commitsYet(client)).toMatch(undone);
      expect(await refusalOf(client, lists, [place, listed, "Ours", id])).toBe("done");
    }
    expect(await commits(client)).toBe("done");
  });
});

// Was "done": entered in one order and listed in the other, a place was disputed in the log alone. Broken on purpose: the trigger
// one_change_is_decided left out.
test("a transaction decides one change, and withdraws no authority (2, 14)", async () => {
  await trial(database, async (client) => {
    const one = () => refusalOf(client, "SET CONSTRAINTS one_change_is_decided IMMEDIATE");
    await confirmed(client, listing);
    expect(await one()).toBe("done");
    await client.query("SET CONSTRAINTS ALL DEFERRED");
    await confirmed(client, listing);
    expect(await one()).toMatch(/^23001 one change is decided at a time/);
  });
  // Was "done": withdrawn in the log alone. Broken on purpose: without authority_withdrawal.
  const [series, held] = [randomUUID(), randomUUID()];
  const before = await unjudged(database, async (client) => {
    const made = await client.query(registers, [series, "By letter", held]);
    return made.rows[0].id;
  });
  await trial(database, async (client) => {
    await client.query(
      "INSERT INTO authority_withdrawal (authority_id, by_person) VALUES ($1, gen_random_uuid())",
      [before],
    );
    await confirmed(client, listing);
    const one = await refusalOf(client, "SET CONSTRAINTS one_change_is_decided IMMEDIATE");
    expect(one).toMatch(/^23001 one change is decided at a time/);
  });
});

test("location data are taken in after two people confirmed them (14)", async () => {
  await trial(database, async (client) => {
    await confirmed(client, { kind: "geofeed", body: { digest: "ab".repeat(32) } });
    expect(await commits(client)).toBe("done");
  });
});

// Was "done": roles, authorities and the end of a dispute were kept in store, and undid what two people decided later. Broken on
// purpose, each dropped: staff_appointment_is_decided, authority_is_decided, disputed_place_event_is_decided.
test("nothing that was decided takes effect later (7, 11, 14)", async () => {
  const [ann, one, other] = [randomUUID(), randomUUID(), randomUUID()];
  /** As if it was decided without its effect. */
  const decided = ({ kind, body }: Proposal) =>
    unjudged(database, async (client) => {
      const made = await client.query(
        `WITH change AS (INSERT INTO desk_change (kind, body, proposed_by, by_administrator)
           VALUES ($1, $2, $3, false) RETURNING id)
         INSERT INTO desk_change_outcome (change_id, outcome, by_person) SELECT id, 'confirmed', $4 FROM change
         RETURNING change_id`,
        [kind, body, one, other],
      );
      return made.rows[0].change_id as string;
    });
  const cases = [
    [appointing, [ann], leaving(ann)],
    [registers, [randomUUID(), "By letter"], ministry()],
    [lists, ["XK", false, "Ours"], listing],
  ] as const;
  for (const [insert, values, proposal] of cases) {
    const id = await decided(proposal);
    await trial(database, async (client) => {
      const said = await refusalOf(client, insert, [...values, id]);
      expect([proposal.kind, said]).toEqual([proposal.kind, expect.stringMatching(late)]);
    });
  }
});

// Was "done", and after 7 days it kept people out. Broken on purpose: the line of 'declined' in has_its_effect; the trigger
// rule_is_entered_with_its_change left out; without is_ours, then without is_undecided in platform_rule_is_entered.
test("a rule of the whole service is entered with its change, and lifted as that is declined or withdrawn (11, 14)", async () => {
  const entered = (id: string) => [rule, id];
  const alone = /^23001 a platform rule is entered as a change/;
  for (const how of ["declined", "withdrawn"]) {
    await trial(database, async (client) => {
      const by = randomUUID();
      const id = await proposes(client, { ...ruling, by });
      const withRule = () =>
        refusalOf(client, "SET CONSTRAINTS rule_is_entered_with_its_change IMMEDIATE");
      expect(await withRule()).toMatch(undone);
      expect(await refusalOf(client, enters, entered(id))).toBe("done");
      expect(await withRule()).toBe("done");
      await ends(client, id, how, how === "declined" ? await appointed(client, "{approver}") : by);
      expect([how, await commitsYet(client)]).toEqual([how, expect.stringMatching(undone)]);
      await client.query("INSERT INTO platform_rule_lifting (rule_id) VALUES ($1)", [id]);
      expect(await commits(client)).toBe("done");
    });
    // Of a rule that has ended, just the change. Broken on purpose: `p.review_at > now()` in has_its_effect left out.
    await trial(database, async (client) => {
      const by = randomUUID();
      const id = await proposes(client, { ...ruling, by });
      expect(await refusalOf(client, enters, entered(id))).toBe("done");
      await unjudgedWithin(client, () =>
        client.query(`UPDATE platform_rule SET entered_at = entered_at - interval '180 days',
          effective_at = effective_at - interval '180 days', review_at = review_at - interval '180 days'`),
      );
      await ends(client, id, how, how === "declined" ? await appointed(client, "{approver}") : by);
      expect(await commits(client)).toBe("done");
    });
    await trial(database, async (client) => {
      const by = randomUUID();
      const id = await proposes(client, { ...ruling, by });
      await ends(client, id, how, how === "declined" ? await appointed(client, "{approver}") : by);
      expect(await commits(client)).toBe("done");
      expect(await refusalOf(client, enters, entered(id))).toMatch(alone);
    });
  }
  const before = await unjudged(database, (client) => proposes(client, ruling));
  await trial(database, async (client) => {
    expect(await refusalOf(client, enters, entered(before))).toMatch(alone);
  });
  // Was "done", and the desk read of another one. Broken on purpose: the line of each in platform_rule_is_entered.
  for (const more of [{ name: "Another" }, { reviewAt: "2026-12-24T00:00:00Z" }]) {
    await trial(database, async (client) => {
      const id = await proposes(client, { ...ruling, body: { ...ruling.body, ...more } });
      expect(await refusalOf(client, enters, entered(id))).toMatch(alone);
    });
  }
});
