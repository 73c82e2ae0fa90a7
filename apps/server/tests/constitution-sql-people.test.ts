import { randomUUID } from "node:crypto";
import type { ChangeAct } from "@graticule/ledger/act-statement";
import type { Day } from "@graticule/ledger/day";
import { type SoftDeskKey, softDeskKey } from "@graticule/ledger/tests/soft-desk-key";
import type { PoolClient } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asOwner, publishedByHand, refusalOf, tell, trial, unjudgedWithin } from "./by-hand.ts";
import { deskKeyOf, signatureBy, storeSignatureBy } from "./desk-keys.ts";
import { growth } from "./grown-log.ts";
import {
  appointed,
  approves,
  type ProposalTrials,
  proposing,
  startProposalTrials,
} from "./proposals.ts";

/** What takes two people takes two even for direct writes to the database. */
let trials: ProposalTrials;

beforeAll(async () => {
  trials = await startProposalTrials();
});
afterAll(() => trials.database.stop());

const proposal: ProposalTrials["proposal"] = (what) => trials.proposal(what);
const unjudged = (client: PoolClient, text: string, values: readonly unknown[] = []) =>
  unjudgedWithin(client, () => client.query(text, [...values]));

test("two people suffice: what is refused below is refused for its own reason", async () => {
  await proposal(async (client, proposed) => {
    expect(await approves(client, proposed)).toBe("done");
  });
});

// Broken on purpose: each condition of order_is_approved left out → that person's approval is
// "done".
test("someone who proposed it, entered it, is a liaison or is too new can't approve it (7, attack 26)", async () => {
  await proposal(async (client, proposed) => {
    const roles = "{reviewer,approver}";
    for (const who of [proposed.reviewer, proposed.intake]) await appointed(client, roles, { who });
    const fresh = await appointed(client, roles, { hours: 71 });
    const liaison = await appointed(client, roles, { liaisonTo: [proposed.authority] });
    const stranger = randomUUID();
    for (const who of [proposed.reviewer, proposed.intake, fresh, liaison, stranger]) {
      expect(await approves(client, proposed, who)).toMatch(/23001 another person approves/);
    }
    for (const who of [proposed.intake, liaison, stranger]) {
      const refused = await refusalOf(client, proposing, [proposed.order, who, 2]);
      expect(refused).toMatch(/23001 another person proposes/);
    }
    const decline =
      "INSERT INTO order_refusal (order_id, by_person, why) VALUES ($1, $2, 'sealed:')";
    expect(await refusalOf(client, decline, [proposed.order, stranger])).toMatch(/^23001 one of/);
    expect(await refusalOf(client, decline, [proposed.order, liaison])).toBe("done");
  });
});

test("an approval needs people who are still there: a proposer who left, or became a liaison, no longer counts (7)", async () => {
  for (const liaison of [false, true]) {
    await proposal(async (client, proposed) => {
      const liaisonTo = liaison ? [proposed.authority] : [];
      const roles = liaison ? "{reviewer}" : "{}";
      await appointed(client, roles, { who: proposed.reviewer, hours: 0, liaisonTo });
      expect(await approves(client, proposed)).toMatch(/23001 another person approves/);
    });
  }
});

// Broken on purpose: without `someone called back about this request` → its reviewer enters it again.
// Broken on purpose: without 'authenticated' → "done" already then.
test("once someone has called back, or a request is under review, no one enters it again to become its reviewer (7)", async () => {
  await proposal(async (client, { request, intake }) => {
    const correct = `INSERT INTO request_event (request_id, kind, by_person, body)
      SELECT request_id, 'corrected', $2, body FROM request_event WHERE request_id = $1 AND kind = 'received'`;
    expect(await refusalOf(client, correct, [request, intake])).toMatch(
      /^23001 someone called back/,
    );
    await unjudged(client, "DELETE FROM request_event WHERE kind = 'review-began'");
    expect(await refusalOf(client, correct, [request, intake])).toMatch(
      /^23001 someone called back/,
    );
    await unjudged(client, "DELETE FROM request_event WHERE kind = 'authenticated'");
    expect(await refusalOf(client, correct, [request, intake])).toBe("done");
  });
});

const change = `INSERT INTO desk_change (kind, body, proposed_by, by_administrator)
  VALUES ($1, $2, $3, $4) RETURNING id`;
const outcome =
  "INSERT INTO desk_change_outcome (change_id, outcome, by_person) VALUES ($1, $2, $3)";

test("no one is appointed by one person, and never an administrator (14, attack 24a)", async () => {
  await trial(trials.database, async (client) => {
    const [one, other] = [await appointed(client, "{approver}"), randomUUID()];
    await newPerson(client, other);
    const alone = "INSERT INTO staff_appointment (person_id, roles) VALUES ($1, '{approver}')";
    expect(await refusalOf(client, alone, [other])).toMatch(/^23001 roles are changed by a change/);
    const proposes = async (kind: string, by: string, administrator = false) =>
      (await client.query(change, [kind, {}, by, administrator])).rows[0].id as string;
    const own = await proposes("staff", one);
    for (const who of [one, other]) {
      expect(await refusalOf(client, outcome, [own, "confirmed", who])).toMatch(/^23001 another/);
    }
    const early = change
      .replace("administrator)", "administrator, proposed_at)")
      .replace("$4)", "$4, now() - interval '8 days')");
    expect(await refusalOf(client, early, ["staff", {}, one, true])).toMatch(/^23001 .* of now/);
    const hasty = await proposes("staff", other, true);
    expect(await refusalOf(client, outcome, [hasty, "waited", null])).toMatch(/^23001 .*waits/);
    const byChange =
      "INSERT INTO staff_appointment (person_id, roles, change_id) VALUES ($1, '{approver}', $2)";
    expect(await refusalOf(client, byChange, [other, own])).not.toBe("done");
    expect(await refusalOf(client, change, ["authority", {}, one, true])).toMatch(/^23514 /);
    const admin = randomUUID();
    await newPerson(client, admin, trials.account);
    expect(await refusalOf(client, alone, [admin])).toMatch(
      /^23001 an administrator holds no role/,
    );
  });
});

// Broken on purpose: without key_given in staff_is_appointed → the stranger's appointment is
// "done"; without desk_key_is_own → the stranger's key is.
test("a new role goes to someone who has a desk key, made for an open change that names them (14)", async () => {
  await trial(trials.database, async (client) => {
    const appoints = `INSERT INTO staff_appointment (person_id, roles, change_id) VALUES ($1, '{reviewer}', $2)`;
    const makes = `INSERT INTO desk_key (id, person_id, host, public_key, credential_id, change_id)
      VALUES (sha256($3), $1, 'meet.test', $3, '\\x01', $2)`;
    const key = (person: string) => Buffer.from(deskKeyOf(person).key, "base64url");
    const proposer = await appointed(client, "{reviewer}");
    const approver = await appointed(client, "{approver}");
    const proposes = async (person: string): Promise<string> => {
      const body = { person, roles: ["reviewer"], liaisonTo: [] };
      return (await client.query(change, ["staff", body, proposer, false])).rows[0].id;
    };
    const [stranger, present] = [randomUUID(), randomUUID()];
    for (const person of [stranger, present]) await newPerson(client, person);
    await client.query("UPDATE person SET email_verified = true WHERE id = $1", [stranger]);
    const [own, other] = [await proposes(present), await proposes(stranger)];
    const refused = /^23001 the person whom an open change names/;
    expect(await refusalOf(client, makes, [stranger, own, key(stranger)])).toMatch(refused);
    expect(await refusalOf(client, makes, [stranger, randomUUID(), key(stranger)])).toMatch(
      refused,
    );
    const forged = makes.replace("sha256($3), $1", "sha256('other'), $1");
    expect(await refusalOf(client, forged, [present, own, key(present)])).toMatch(/^23514 /);
    expect(await refusalOf(client, makes, [present, own, key(present)])).toBe("done");
    // One change, one key; and none for a change that is decided.
    expect(await refusalOf(client, makes, [present, own, key(randomUUID())])).toMatch(/^23505 /);
    for (const id of [own, other]) await client.query(outcome, [id, "confirmed", approver]);
    expect(await refusalOf(client, makes, [stranger, other, key(stranger)])).toMatch(refused);
    expect(await refusalOf(client, appoints, [stranger, other])).toMatch(
      /^23001 a new role takes a desk key/,
    );
    expect(await refusalOf(client, appoints, [present, own])).toBe("done");
    const undone = "DELETE FROM desk_key WHERE change_id = $1";
    const byOwner = await asOwner(client, () => refusalOf(client, undone, [own]));
    expect(byOwner).toMatch(/^23001 desk_key is a history/);
  });
});

// Broken on purpose, each alone → "done": change_confirmation_is_signed dropped; each condition of
// confirmation_is_signed.
test.each([false, true])(
  "no change is confirmed without the signatures of two people; proposed by an administrator: %s (7, 14)",
  async (byAdministrator) => {
    await trial(trials.database, async (client) => {
      const [one, other, third] = [
        await appointed(client, "{reviewer}"),
        await appointed(client, "{approver}"),
        await appointed(client, "{intake}"),
      ];
      const roles = { person: third, roles: ["intake"], liaisonTo: [], newKey: true };
      const proposer = byAdministrator ? randomUUID() : one;
      const made = await client.query(change, ["staff", roles, proposer, byAdministrator]);
      const id: string = made.rows[0].id;
      await client.query(outcome, [id, "confirmed", other]);
      const signed = () =>
        refusalOf(client, "SET CONSTRAINTS change_confirmation_is_signed IMMEDIATE");
      const day = new Date().toISOString().slice(0, 10);
      const signedBy = async (proposes: string | undefined, confirms: string | undefined) => {
        await client.query("SAVEPOINT unsigned");
        const by = (act: ChangeAct, who: string) =>
          storeSignatureBy(client, act, id, signatureBy(who, JSON.stringify({ day })));
        if (proposes !== undefined) await by("propose-change", proposes);
        if (confirms !== undefined) await by("confirm-change", confirms);
        const answer = await signed();
        await client.query("ROLLBACK TO SAVEPOINT unsigned");
        return answer;
      };
      expect(await signedBy(one, other)).toBe("done");
      const unproposed = /^23001 the proposal of a change is signed by another person/;
      for (const proposes of [undefined, other, third]) {
        expect(await signedBy(proposes, other)).toMatch(unproposed);
      }
      const unconfirmed = /^23001 a change is confirmed by a signature/;
      for (const confirms of [undefined, one, third]) {
        expect(await signedBy(one, confirms)).toMatch(unconfirmed);
      }
    });
  },
);

const bytesOf = (key: SoftDeskKey) => Buffer.from(key.key, "base64url");
const signed = (client: PoolClient, key: SoftDeskKey): Promise<string> => {
  const day = new Date().toISOString().slice(0, 10) as Day;
  const { authenticatorData, clientData, signature } = key.signChallenge(new Uint8Array(32), day);
  const values = [authenticatorData, clientData, signature].map((one) =>
    Buffer.from(one, "base64url"),
  );
  return refusalOf(
    client,
    `INSERT INTO act_signature (act, about, key_id, day, authenticator_data, client_data, signature)
     VALUES ('confirm-change', gen_random_uuid(), $1, $2, $3, $4, $5)`,
    [Buffer.from(key.id, "hex"), day, ...values],
  );
};

// Broken on purpose, each alone → "done": the CHECK of desk_change, `asks_new_key` in change_takes_two, in
// takes_only_from and in staff_is_appointed, either condition on keys in signature_is_of_today.
test("a new desk key is given by two others, replaces the former one at once, and signs after three days (7)", async () => {
  await trial(trials.database, async (client) => {
    const proposer = await appointed(client, "{reviewer}");
    const other = await appointed(client, "{approver}");
    const lost = randomUUID();
    await newPerson(client, lost);
    await appointed(client, "{approver}", { who: lost });
    const [former, newer] = [deskKeyOf(lost), softDeskKey()];
    expect(await signed(client, former)).toBe("done");
    const body = { person: lost, roles: ["approver"], liaisonTo: [], newKey: true };
    const proposes = (by: string, more: object = {}) =>
      refusalOf(client, change, ["staff", { ...body, ...more }, by, false]);
    expect(await proposes(lost)).toMatch(/^23514 /);
    expect(await proposes(proposer, { roles: [] })).toMatch(/^23514 /);
    const wish = async (): Promise<string> =>
      (await client.query(change, ["staff", body, proposer, false])).rows[0].id;
    const id = await wish();
    const ends = (how: string, who: string | null) => refusalOf(client, outcome, [id, how, who]);
    expect(await ends("confirmed", lost)).toMatch(/^23001 another person/);
    expect(await ends("alone", proposer)).toMatch(/^23001 this change takes two/);
    expect(await ends("waited", null)).toMatch(/^23001 this change waits/);
    // An administrator's waits for an approver, too, however long.
    const asked = await client.query(change, ["staff", body, randomUUID(), true]);
    const longAgo = "UPDATE desk_change SET proposed_at = now() - interval '8 days'";
    await unjudged(client, `${longAgo} WHERE id = '${asked.rows[0].id}'`);
    const waited = await refusalOf(client, outcome, [asked.rows[0].id, "waited", null]);
    expect(waited).toMatch(/^23001 this change waits/);
    const appoints = `INSERT INTO staff_appointment (person_id, roles, change_id) VALUES ($1, '{approver}', $2)`;
    // Without a new key there is none to give.
    const early = await wish();
    await client.query(outcome, [early, "confirmed", other]);
    expect(await refusalOf(client, appoints, [lost, early])).toMatch(/^23001 a new role takes/);

    const makes = `INSERT INTO desk_key (id, person_id, host, public_key, credential_id, change_id)
      VALUES (sha256($3), $1, 'meet.test', $3, '\\x01', $2)`;
    expect(await refusalOf(client, makes, [lost, id, bytesOf(newer)])).toBe("done");
    expect(await signed(client, former)).toBe("done");
    expect(await signed(client, newer)).toMatch(/^23001 a key that is not in force/);
    expect(await ends("confirmed", other)).toBe("done");
    expect(await refusalOf(client, appoints, [lost, id])).toBe("done");
    expect(await signed(client, former)).toMatch(/^23001 a key that is not in force/);
    // Not in the log, then new there.
    expect(await signed(client, newer)).toMatch(/^23001 a new key signs nothing yet/);
    await publishedByHand(client, "change-decided", id);
    const past = (hours: number) =>
      unjudged(
        client,
        `UPDATE staff_appointment SET effective_at = now() - make_interval(hours => ${hours})
         WHERE person_id = '${lost}' AND change_id IS NOT NULL`,
      ).then(() =>
        unjudged(client, `UPDATE act_in_log SET at = now() - make_interval(hours => ${hours})`),
      );
    await past(71);
    expect(await signed(client, newer)).toMatch(/^23001 a new key signs nothing yet/);
    await past(72);
    expect(await signed(client, newer)).toBe("done");
    expect(await signed(client, former)).toMatch(/^23001 a key that is not in force/);
  });
});

// Broken on purpose: without `the key that proposed this` in order_is_approved → "done".
test("what a key proposed that is no longer in force is proposed again before anyone approves it (7)", async () => {
  await proposal(async (client, proposed) => {
    const newer = softDeskKey();
    await unjudged(
      client,
      `WITH made AS (INSERT INTO desk_key (id, person_id, host, public_key, credential_id, change_id)
         VALUES (sha256($2), $1, 'meet.test', $2, '\\x01', gen_random_uuid()) RETURNING id)
       INSERT INTO staff_appointment (person_id, roles, key_id) SELECT $1, '{reviewer}', id FROM made`,
      [proposed.reviewer, bytesOf(newer)],
    );
    expect(await approves(client, proposed)).toMatch(/^23001 the key that proposed this/);
  });
});

/** A change proposed by one and confirmed by another, by the database's own rules. */
async function confirmed(client: PoolClient, kind: string, body: object): Promise<string> {
  const [one, other] = [
    await appointed(client, "{reviewer}"),
    await appointed(client, "{approver}"),
  ];
  const made = await client.query(change, [kind, body, one, false]);
  await client.query(outcome, [made.rows[0].id, "confirmed", other]);
  return made.rows[0].id;
}

const registering = `INSERT INTO authority (series, name, kind, home, contact, change_id)
  VALUES (gen_random_uuid(), $1, $2, $3, 'By letter', $4) RETURNING id`;
const reaching =
  "INSERT INTO authority_reach (authority_id, place, instrument) VALUES ($1, $2, $3)";
const inLaw = (place: string) => ({ place, citation: `Act of ${place}` });
const territory = (kind: string, home: string) => ({ kind, home });

// Broken on purpose: `takes_two` without its CASE → an authority rests on a change of staff;
// without `widened by a new entry` in reach_is_own → the last place is "done".
test("an authority is exactly what two people confirmed, and only they widen it (2, 14, attack 24a)", async () => {
  await trial(trials.database, async (client) => {
    const body = (home: string, instruments: readonly object[] = []) => ({
      authority: {
        ...{ name: "Ministry", territory: territory("country", home), instruments },
        contact: "By letter",
      },
    });
    const wrong = await confirmed(client, "disputed-places", { add: ["FR-2A"], remove: [] });
    const values = ["Ministry", "country", "FR", wrong];
    expect(await refusalOf(client, registering, values)).toMatch(/^23001 this takes two people/);
    const right = await confirmed(client, "authority", body("FR", [inLaw("MC")]));
    for (const other of [
      ["Mine", "country", "FR"],
      ["Ministry", "country", "DE"],
      ["Ministry", "union", null],
    ]) {
      expect(await refusalOf(client, registering, [...other, right])).toMatch(
        /^23001 this takes two/,
      );
    }
    const { id } = (await client.query(registering, ["Ministry", "country", "FR", right])).rows[0];
    for (const [place, instrument] of [
      ["FR-2A", null],
      ["MC", "Act of MC"],
    ] as const) {
      expect(await refusalOf(client, reaching, [id, place, instrument])).toBe("done");
    }
    for (const [place, instrument] of [
      ["MC", null],
      ["DE", "Act of MC"],
      ["DE", "Mine"],
    ] as const) {
      expect(await refusalOf(client, reaching, [id, place, instrument])).toMatch(
        /^23001 .*instrument/,
      );
    }
    await unjudged(client, "UPDATE authority SET entered_at = now() - interval '1 minute'");
    expect(await refusalOf(client, reaching, [id, "FR-75", null])).toMatch(/^23001 .*a new entry/);
  });
});

test("disputed territories are within reach of their own authorities only (2)", async () => {
  await trial(trials.database, async (client) => {
    const registered = async (home: string, instruments: readonly string[] = []) => {
      const authority = {
        ...{ name: "Court", territory: territory("country", home), contact: "By letter" },
        instruments: instruments.map(inLaw),
      };
      const by = await confirmed(client, "authority", { authority });
      return (await client.query(registering, ["Court", "country", home, by])).rows[0].id as string;
    };
    const named = ["UA-43", "TW", "XK", "PS", "UA"];
    const wide = await registered("FR", named);
    for (const place of ["UA-43", "TW", "TW-TPE", "XK", "PS"]) {
      const by = `Act of ${place.slice(0, place.startsWith("TW") ? 2 : 5)}`;
      expect(await refusalOf(client, reaching, [wide, place, by])).toMatch(/^23001 .*disputed/);
    }
    expect(await refusalOf(client, reaching, [wide, "UA-30", "Act of UA"])).toBe("done");
    const own = async (home: string, place: string) =>
      refusalOf(client, reaching, [await registered(home), place, null]);
    expect(await own("TW", "TW-TPE")).toBe("done");
    expect(await own("UA", "UA-43")).toMatch(/^23001 .*disputed/);
    expect(await own("CN", "HK")).toMatch(/^23001 .*instrument/);
  });
});

// Broken on purpose: platform_rule_is_entered dropped → the rule is "done"; platform_rule_is_of_now
// dropped → the backdated one holds at once.
test("the list of disputed territories, location data and the service's rules are as entered (14, attack 24a)", async () => {
  await trial(trials.database, async (client) => {
    const places = { add: ["GE-AB"], remove: ["XK"], source: "Ours" };
    const list = await confirmed(client, "disputed-places", places);
    const listing =
      "INSERT INTO disputed_place_event (place, listed, source, change_id) VALUES ($1, $2, 'Ours', $3)";
    expect(await refusalOf(client, listing, ["TW", false, null])).toMatch(/^23001 this takes two/);
    for (const [place, listed] of [
      ["TW", false],
      ["XK", true],
      ["GE-AB", false],
    ]) {
      expect(await refusalOf(client, listing, [place, listed, list])).toMatch(
        /^23001 this takes two/,
      );
    }
    for (const [place, listed] of [
      ["XK", false],
      ["GE-AB", true],
    ]) {
      expect(await refusalOf(client, listing, [place, listed, list])).toBe("done");
      // Was "done": a later word of two people was taken back with an earlier one.
      expect(await refusalOf(client, listing, [place, listed, list])).toMatch(/^23505/);
    }
    const feed = await confirmed(client, "geofeed", { digest: "ab".repeat(32) });
    const accept = "INSERT INTO geofeed_accepted (digest, change_id, seal) VALUES ($1, $2, '')";
    const other = await refusalOf(client, accept, [Buffer.alloc(32, 1), feed]);
    expect(other).toMatch(/^23001 this takes two/);
    expect(await refusalOf(client, accept, [Buffer.alloc(32, 0xab), feed])).toBe("done");

    const rule = { deny: [{ kind: "place", code: "CN" }], allow: "everyone" };
    const reviewAt = new Date(Date.now() + 90 * 86_400_000).toISOString();
    const entered = `INSERT INTO platform_rule (name, ground, rule, refuses, entered_at, effective_at, review_at, change_id)
      SELECT 'List', $1, $2, '{CN}', at, at + interval '168 hours', '${reviewAt}', $3
      FROM (SELECT now() - make_interval(hours => $4) AS at) AS moment`;
    const body = { name: "List", ground: "sanctions", rule, reviewAt };
    const made = await client.query(change, ["platform-rule", body, randomUUID(), true]);
    const enter = (ground: string, of: object, by: string | null, hoursAgo = 0) =>
      refusalOf(client, entered, [ground, of, by, hoursAgo]);
    const by = made.rows[0].id;
    expect(await enter("sanctions", rule, null)).toMatch(/^23001 a platform rule is entered/);
    expect(await enter("licence", rule, by)).toMatch(/^23001 a platform rule is entered/);
    expect(await enter("sanctions", { ...rule, deny: [] }, by)).toMatch(/^23001 a platform rule/);
    expect(await enter("sanctions", rule, by, 200)).toMatch(/^23001 entered_at is of now/);
    expect(await enter("sanctions", rule, by)).toBe("done");
  });
});

async function newPerson(client: PoolClient, id: string, account?: string): Promise<void> {
  const made = await client.query("INSERT INTO account (name) VALUES ($1) RETURNING id", [id]);
  const insert = "INSERT INTO person (id, account_id, name, email) VALUES ($1, $2, 'Somebody', $3)";
  await unjudged(client, insert, [id, account ?? made.rows[0].id, `${id}@example.org`]);
}

// Broken on purpose, each dropped: public_entry_is_of_today, ledger_leaf_is_its_entry → "done".
test("the log says of a change what its entry says, and an entry is of its day (7, 11)", async () => {
  await trials.proposal(async (client, { reviewer }) => {
    const change = randomUUID();
    await client.query(
      `INSERT INTO desk_change (id, kind, body, proposed_by, by_administrator)
       VALUES ($1, 'authority', '{}', $2, false)`,
      [change, reviewer],
    );
    const early = "INSERT INTO public_entry (kind, body, day) VALUES ('change-proposed', $1, $2)";
    const body = { change, what: "authority" };
    expect(await refusalOf(client, early, [body, "2026-01-01"])).toMatch(/an entry is of its day/);
    await tell(client, "change-proposed", { ...body, says: "An authority." });
    const { rows } = await client.query(
      "SELECT max(id)::int AS id, day_of(now()) AS day FROM public_entry",
    );
    const [{ id, day }] = rows;
    const enters = async (entry: number | null, said: object) =>
      refusalOf(
        client,
        `WITH head AS (UPDATE ledger_head SET ${await growth(client)} RETURNING size)
         INSERT INTO ledger_leaf (index, entry_id, leaf) SELECT size - 1, $1, convert_to($2, 'UTF8') FROM head`,
        [entry, JSON.stringify({ kind: "change-proposed", ...said })],
      );
    const honest = { ...body, day, says: "0f".repeat(32) };
    for (const forged of [
      { ...honest, day: "2026-01-01" },
      { ...honest, what: "staff" },
      { ...honest, change: randomUUID() },
      { ...honest, kind: "change-decided", outcome: "waited", roles: ["approver"], key: "MFkw" },
    ])
      expect(await enters(id, forged)).toMatch(/the log says what the entry says/);
    expect(await enters(null, honest)).toMatch(/the log says what the entry says/);
    expect(await enters(id, honest)).toBe("done");
  });
});
