import type { Opening } from "@graticule/ledger/commitment";
import type { TextName } from "@graticule/ledger/entry";
import { encodeEntry } from "@graticule/ledger/leaf";
import { translate } from "@graticule/server/public-record/translate";
import type { PoolClient } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asOwner, refusalOf, trial, unjudgedWithin } from "./by-hand.ts";
import { enterNewest, growth, leafByHand, proved } from "./grown-log.ts";
import { approve } from "./orders.ts";
import { type ProposalTrials, startProposalTrials } from "./proposals.ts";

/** What the log says, where someone writes its leaves past the signer (11, attacks 33 and 52). */
let trials: ProposalTrials;

beforeAll(async () => {
  trials = await startProposalTrials();
});
afterAll(() => trials?.database.stop());

/** The newest entry, and its leaf as the signer makes it. */
async function newest(client: PoolClient) {
  const { rows } = await client.query(
    `SELECT e.id::int, e.kind, e.day::text, e.body, (SELECT jsonb_object_agg(t.name, jsonb_build_object(
         'salt', encode(t.salt, 'hex'), 'value', t.value)) FROM ledger_text t WHERE t.entry_id = e.id) AS texts
     FROM public_entry e ORDER BY e.id DESC LIMIT 1`,
  );
  const [{ id, texts, ...entry }] = rows;
  const openings = new Map(Object.entries(texts ?? {}) as [TextName, Opening][]);
  const leaf = encodeEntry(translate({ ...entry, texts: openings }).entry);
  return { id, leaf: JSON.parse(Buffer.from(leaf).toString()) as Record<string, unknown> };
}

const enters = async (client: PoolClient, entry: number | null, leaf: object): Promise<string> =>
  refusalOf(client, await leafByHand(client), [entry, JSON.stringify(leaf)]);

const refused = /^23001 the log says what the entry says/;

// Was "done", each: only what changes of two people say was compared. Broken on purpose: is_said without its
// arrays, or true where there is no entry.
test("no one writes into the log that an order is another than it is, or what no entry says", async () => {
  await trials.proposal(
    async (client, proposed) => {
      await approve(client, proposed);
      const { id, leaf } = await newest(client);
      expect(leaf["places"]).toEqual(["CN", "MO"]);
      for (const forged of [
        { ...leaf, places: ["CN"] },
        { ...leaf, places: ["CN", "FR", "MO"] },
        { ...leaf, until: "2030-01-01" },
        { ...leaf, beyond: undefined },
        { ...leaf, order: proposed.request },
        { ...leaf, kind: "order-confirmed" },
      ])
        expect(await enters(client, id, forged)).toMatch(refused);
      expect(await enters(client, null, leaf)).toMatch(refused);
      const { order, day } = leaf;
      const ended = { kind: "order-ended", day, order, how: "lifted" };
      expect(await enters(client, null, ended)).toMatch(refused);
      expect(await enters(client, id, leaf)).toBe("done");
      expect(await enters(client, null, { kind: "log-gap", day, since: day })).toBe("done");
    },
    { places: ["MO", "CN"] },
  );
});

// Was "done", each: an entry that waited for its day's end came into no log. Broken on purpose: ledger_leaf_is_in_tree
// dropped; either of its two conditions left out.
// Was: signed and shown, with what no entry said. Broken on purpose: is_of_program answers true; without the root, or the day.
test("a statement alone neither grows the log nor ends its day", async () => {
  await trial(trials.database, async (client) => {
    const moves = (set: string) => refusalOf(client, `UPDATE ledger_head SET ${set}`);
    const set = await growth(client);
    for (const other of [
      "size = size + 1, root = sha256('x')",
      `${set.slice(0, set.indexOf(", tree_proof"))}`,
      set.replace(/root = '[^']+'/, "root = sha256('x')"),
      set.replace(/size = \d+/, "size = 1000"),
      set.replace(/closed_through = '[^']+'/, "closed_through = closed_through - 1"),
    ])
      expect([other, await moves(other)]).toEqual([
        other,
        expect.stringMatching(/^23001 (only the program grows the log|the log only grows)/),
      ]);
    expect(await moves(set)).toBe("done");
    expect(await moves(set.replace(/^size = \d+/, "size = size + 1"))).toMatch(/^23001 only/);
  });
});

test("no leaf beyond the tree takes an entry out of the log", async () => {
  await trials.proposal(async (client, proposed) => {
    await approve(client, proposed);
    const { id, leaf } = await newest(client);
    const beyond = /^23001 a leaf is the last of the tree/;
    for (const index of ["size", "size + 1000000000000"]) {
      const insert = `INSERT INTO ledger_leaf (index, entry_id, leaf)
        SELECT ${index}, $1, convert_to($2, 'UTF8') FROM ledger_head`;
      expect(await refusalOf(client, insert, [id, JSON.stringify(leaf)])).toMatch(beyond);
    }
    const set = await growth(client, 3);
    const broken = `WITH head AS (UPDATE ledger_head SET ${set} RETURNING size)
      INSERT INTO ledger_leaf (index, leaf)
      SELECT size - back, '{"kind":"log-gap"}' FROM head, unnest('{1,3}'::int[]) AS back`;
    expect(await refusalOf(client, broken)).toMatch(beyond);
    expect(await enters(client, id, leaf)).toBe("done");
  });
});

// Was "done", each: the signer would have made the entry's leaf without this text. Broken on purpose: text_stays without its
// leaf; without the leaf's entry.
test("no text is in the log before its leaf, or in another's", async () => {
  await trials.proposal(async (client, proposed) => {
    await approve(client, proposed);
    const { id, leaf } = await newest(client);
    const takes = (at: string) =>
      refusalOf(client, `UPDATE ledger_text SET leaf = ${at} WHERE entry_id = ${id}`);
    const stays = /^23001 two people take a text down/;
    expect(await takes("900000000000 + entry_id")).toMatch(stays);
    const last = "(SELECT max(index) FROM ledger_leaf)";
    for (const kind of ["log-gap", "sealed-opened"]) {
      expect(await enters(client, null, { kind, day: leaf["day"], entry: 0 })).toBe("done");
      expect(await takes(last)).toMatch(stays);
    }
    await enterNewest(client);
    expect(await takes(last)).toBe("done");
    expect(await takes("0")).toMatch(stays);
  });
});

test("a day is over some minutes after midnight, so that what began before falls in its day", async () => {
  const over = async (moment: string) => {
    const { rows } = await trials.database.pool.query("SELECT last_day_over($1) AS day", [moment]);
    return rows[0].day;
  };
  expect(await over("2026-11-25T23:59:59Z")).toBe("2026-11-24");
  expect(await over("2026-11-26T00:04:59Z")).toBe("2026-11-24");
  expect(await over("2026-11-26T01:04:59+01:00")).toBe("2026-11-24");
  expect(await over("2026-11-26T00:05:00Z")).toBe("2026-11-25");
});

/** What the program's signer sets that finds all well with a log of this size. @param note which it shows; absent: as before */
async function nextRound(client: PoolClient, size: number, note?: string): Promise<string> {
  const { rows } = await client.query(
    `SELECT rounds + 1 AS next, encode(sha256(coalesce(convert_to($1, 'UTF8'), checkpoint)), 'hex') AS shown
     FROM ledger_head`,
    [note],
  );
  const { next, shown } = rows[0];
  return `signed_at = now(), rounds = ${next}, proof = ${proved(`round ${next} ${size} ${shown}`)}`;
}

// Was "done": a log that stood still looked alive, and orders held in it. Broken on purpose: is_of_program answers true; a
// round needn't be the next one.
test("a statement alone says of no log that all is well, however often the program said so", async () => {
  await trial(trials.database, async (client) => {
    await unjudgedWithin(client, () =>
      client.query(
        `UPDATE ledger_head SET size = 8, published_size = 8, checkpoint = convert_to(E'log\\n8\\nroot\\n', 'UTF8'),
           signed_at = now() - interval '9 minutes'`,
      ),
    );
    const moves = (set: string) => refusalOf(client, `UPDATE ledger_head SET ${set}`);
    const unproved = /^23001 no signer found that all is well/;
    const signed = "signed_at = now() - interval '8 minutes'";
    // Was "done" for another head of the same size: readers were shown it until the next entry. Broken on purpose: the
    // trigger without the checkpoint, or its proof.
    const forged = "checkpoint = convert_to(E'log\\n8\\nother\\n', 'UTF8')";
    expect(await moves(forged)).toMatch(unproved);
    expect(await moves(`${forged}, ${await nextRound(client, 8)}`)).toMatch(unproved);
    const [round, other] = [await nextRound(client, 8), await nextRound(client, 7)];
    for (const set of [signed, `${signed}, rounds = rounds + 1`, "rounds = rounds + 1", other])
      expect([set, await moves(set)]).toEqual([set, expect.stringMatching(unproved)]);
    expect(await moves(round)).toBe("done");
    // The same proof, for the same round and for the next.
    expect(await moves("signed_at = clock_timestamp()")).toMatch(unproved);
    expect(await moves("signed_at = clock_timestamp(), rounds = rounds + 1")).toMatch(unproved);
    expect(await moves(await nextRound(client, 8))).toBe("done");
  });
});

// Was "done": a signer that froze between its look and its signature left a gap that no entry told. Broken on purpose: untold_gap
// without the restoration, or without is_ahead; head_moves_on without it, or where the time rises alone; gap_told among the service's columns.
test("no one signs after ten minutes that the log doesn't tell, unless a restoration explains them", async () => {
  await trial(trials.database, async (client) => {
    const moves = (set: string) => refusalOf(client, `UPDATE ledger_head SET ${set}`);
    const old = (interval: string) =>
      unjudgedWithin(client, () =>
        client.query(
          `UPDATE ledger_head SET size = 1000, published_size = 8, checkpoint = '', gap_told = NULL,
             signed_at = now() - interval '${interval}'`,
        ),
      );
    await old("11 minutes");
    expect(await moves(await nextRound(client, 8))).toMatch(/^23001 the log only grows/);
    // Was "done": the log never told it.
    const noted = await moves("gap_told = untold_gap(ledger_head, now())");
    expect(noted).toMatch(/^42501/);
    expect(await enters(client, null, { kind: "log-gap" })).toBe("done");
    expect(await moves(await nextRound(client, 8))).toBe("done");
    await old("5 hours");
    await client.query("INSERT INTO restoration (how) VALUES ('command')");
    expect(await moves(await nextRound(client, 8))).toBe("done");
    // By a clock that ran ahead: no one knows since when.
    await unjudgedWithin(client, () =>
      client.query("UPDATE ledger_head SET size = 2000, signed_at = now() + interval '3 days'"),
    );
    expect(await moves(await nextRound(client, 8))).toMatch(/^23001 the log only grows/);
    expect(await enters(client, null, { kind: "log-gap" })).toBe("done");
    const earlier = (await nextRound(client, 8)).replace("now()", "now() - interval '1 minute'");
    expect(await moves(earlier)).toMatch(/^23001 the log only grows/);
    expect(await moves(await nextRound(client, 8))).toBe("done");
  });
});

// Was "done", and no entry told the hours before the operator's word. Broken on purpose: untold_gap without `how <> 'stated'`.
test("that the database was restored, as the operator says, hides no time in which no one signed", async () => {
  await trial(trials.database, async (client) => {
    await unjudgedWithin(client, () =>
      client.query(
        `UPDATE ledger_head SET size = 1000, published_size = 8, checkpoint = '', signed_at = now() - interval '11 hours'`,
      ),
    );
    await asOwner(client, () => client.query("INSERT INTO restoration (how) VALUES ('stated')"));
    const move = async () =>
      refusalOf(client, `UPDATE ledger_head SET ${await nextRound(client, 8)}`);
    expect(await move()).toMatch(/^23001 the log only grows/);
    expect(await enters(client, null, { kind: "log-gap" })).toBe("done");
    expect(await move()).toBe("done");
  });
});

// Was "done", each: what waits for its day's end would have waited for ever, and an older checkpoint been shown of a log in which
// an order is published. Broken on purpose: head_moves_on without either of its last two conditions.
test("days end one by one, once they are over, and a checkpoint is of the size that it says", async () => {
  await trial(trials.database, async (client) => {
    await unjudgedWithin(client, () =>
      client.query(
        "UPDATE ledger_head SET size = 8, published_size = NULL, checkpoint = NULL, closed_through = last_day_over() - 1",
      ),
    );
    const moves = (set: string) => refusalOf(client, `UPDATE ledger_head SET ${set}`);
    const grows = /^23001 the log only grows/;
    const ends = async (days: number) => await growth(client, 8, days);
    const shows = async (shown: number, says: string) =>
      moves(
        `published_size = ${shown}, checkpoint = convert_to(E'log\\n${says}\\nroot\\n', 'UTF8'),
         ${await nextRound(client, shown, `log\n${says}\nroot\n`)}`,
      );
    for (const set of [
      "closed_through = '9999-12-31'",
      "closed_through = closed_through + 1",
      await ends(2),
    ])
      expect([set, await moves(set)]).toEqual([set, expect.stringMatching(grows)]);
    expect(await moves(await ends(1))).toBe("done");
    expect(await moves(await ends(1))).toMatch(grows);
    expect(await shows(16, "8")).toMatch(grows);
    expect(await shows(8, "8")).toBe("done");
    expect(await shows(16, "16")).toBe("done");
    expect(await shows(16, "8")).toMatch(grows);
    expect(await moves("checkpoint = ''")).toMatch(grows);
  });
});
