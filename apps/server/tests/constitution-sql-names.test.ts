import type { PoolClient } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asOwner, endAsHost, refusalOf, refusalOfCommit, tell, unjudgedWithin } from "./by-hand.ts";
import { enterNewest } from "./grown-log.ts";
import type { Proposed } from "./orders.ts";
import { type ProposalTrials, startProposalTrials } from "./proposals.ts";

/** The log names a meeting only as its host allows, even for direct database writes (15). */
let trials: ProposalTrials;

beforeAll(async () => {
  trials = await startProposalTrials();
});
afterAll(() => trials.database.stop());

interface Case extends Proposed {
  readonly room: string;
}

const title = "A vigil";
let codes = 0;

/** An open meeting that one request names, with its host not yet informed. */
function open(what: (client: PoolClient, known: Case) => Promise<void>): Promise<void> {
  return trials.proposal(
    async (client, proposed, room) => {
      codes += 1;
      await client.query(
        `INSERT INTO meeting (code, room, title, manage_secret_hash)
       VALUES ($1, $2, $3, sha256($2::text::bytea))`,
        [`abc-defg-ab${String.fromCharCode(97 + codes)}`, room, title],
      );
      await what(client, { ...proposed, room });
    },
    { earlier: true },
  );
}

const notice = (client: PoolClient, { room }: Case) =>
  client.query("INSERT INTO host_notice (room, kind, body) VALUES ($1, 'request-answered', '{}')", [
    room,
  ]);
const close = (client: PoolClient, { request, reviewer }: Case) =>
  unjudgedWithin(client, () =>
    client.query(
      "INSERT INTO request_event (request_id, kind, by_person) VALUES ($1, 'answered', $2)",
      [request, reviewer],
    ),
  );

/** The same, closed and with the host informed. */
const told = (what: (client: PoolClient, known: Case) => Promise<void>) =>
  open(async (client, known) => {
    await notice(client, known);
    await close(client, known);
    await what(client, known);
  });

async function say(client: PoolClient, { room }: Case, text = title, other?: string) {
  const { rows } = await client.query(
    "SELECT encode(commitment_to_room($1), 'hex') AS commitment",
    [room],
  );
  await tell(client, "meeting-named", { meeting: other ?? rows[0].commitment, title: text });
}
const last = "(SELECT max(id) FROM public_entry WHERE kind = 'meeting-named')";
const consent = (client: PoolClient, { room }: Case) =>
  refusalOf(client, `INSERT INTO meeting_name (entry_id, room) VALUES (${last}, $1)`, [room]);
const enterLog = (client: PoolClient) =>
  unjudgedWithin(client, () =>
    client.query(`UPDATE ledger_text SET leaf = 7 WHERE entry_id = ${last}`),
  );
const withdraw = (client: PoolClient) =>
  refusalOf(client, `INSERT INTO meeting_name_end (entry_id) VALUES (${last})`);
const shown = async (client: PoolClient) =>
  (await client.query(`SELECT value, salt FROM ledger_text WHERE entry_id = ${last}`)).rows;

const notNow = /^23001 this meeting can't be named now/;

// Broken on purpose: without `why_no_name` in meeting_is_named the first line is "done".
test("no one names a meeting whose host wasn't informed, or while anything is open or sealed", async () => {
  await open(async (client, known) => {
    await say(client, known);
    expect(await consent(client, known)).toMatch(notNow);
    await notice(client, known);
    expect(await consent(client, known)).toMatch(notNow);
    await close(client, known);
    const seal = (until: string) =>
      unjudgedWithin(client, () =>
        client.query(`UPDATE order_proposal SET sealed_until = ${until} WHERE request_id = $1`, [
          known.request,
        ]),
      );
    await seal("now() + interval '1 day'");
    expect(await consent(client, known)).toMatch(notNow);
    await seal("now()");
    expect(await consent(client, known)).toMatch(notNow);
    await seal("now() - interval '1 day'");
    // A notice alone was enough, which a row makes: of a meeting that no request names.
    const names = (room: string | null) =>
      unjudgedWithin(client, () =>
        client.query("UPDATE request_meeting SET room = $1 WHERE request_id = $2", [
          ...[room, known.request],
        ]),
      );
    await names(null);
    expect(await consent(client, known)).toMatch(notNow);
    await names(known.room);
    expect(await consent(client, known)).toBe("done");
    expect(await refusalOfCommit(client)).toBe("done");
    // Only once: it stays named.
    await client.query("SET CONSTRAINTS ALL DEFERRED");
    await say(client, known);
    expect(await consent(client, known)).toMatch(notNow);
  });
});

test("a meeting is named by its own title and commitment, in one transaction, and only by its host", async () => {
  const hash = "0123456789abcdef".repeat(4);
  for (const [text, meeting] of [
    ["Another title", undefined],
    [title, hash],
  ] as const) {
    await told(async (client, known) => {
      await say(client, known, text, meeting);
      expect(await consent(client, known)).toMatch(/^23001 another meeting, or another title/);
      // Nor without the host's statement.
      expect(await refusalOfCommit(client)).toMatch(/^23001 a meeting is named by its host/);
    });
  }
  await told(async (client, known) => {
    await say(client, known);
    // A statement by the desk, even one without a row.
    await client.query("INSERT INTO order_refusal SELECT order_id, order_id, '' FROM order_end");
    expect(await consent(client, known)).toMatch(/^23001 the desk changes no meeting/);
  });
  // A title goes beside the leaf, never in it.
  await told(async (client) => {
    const inLeaf = `INSERT INTO public_entry (kind, body)
      VALUES ('meeting-named', '{"meeting": "${hash}", "title": "A vigil"}')`;
    expect(await refusalOf(client, inLeaf)).toMatch(/^23514 /);
  });
});

test("a title goes, logged, when its host withdraws it or the meeting is deleted; otherwise removing it takes two people", async () => {
  const removals = async (client: PoolClient) =>
    (await client.query("SELECT body FROM public_entry WHERE kind = 'text-removed'")).rows;
  for (const how of ["withdraw", "delete"]) {
    await told(async (client, known) => {
      await say(client, known);
      expect(await consent(client, known)).toBe("done");
      await enterLog(client);
      const alone = `UPDATE ledger_text SET salt = NULL, value = NULL WHERE entry_id = ${last}`;
      expect(await refusalOf(client, alone)).toMatch(/^23001 two people/);
      const untrue = `INSERT INTO public_entry (kind, body)
        VALUES ('text-removed', '{"entry": 7, "text": "title", "ground": "host-withdrew"}')`;
      await client.query("SAVEPOINT untrue");
      expect(await refusalOf(client, untrue)).toBe("done");
      expect(await refusalOfCommit(client)).toMatch(/^23001 a meeting is named by its host/);
      await client.query("ROLLBACK TO SAVEPOINT untrue");
      if (how === "withdraw") expect(await withdraw(client)).toBe("done");
      else {
        await endAsHost(client, known.room);
        await client.query("DELETE FROM room WHERE name = $1", [known.room]);
      }
      expect(await shown(client)).toEqual([{ value: null, salt: null }]);
      expect(await removals(client)).toEqual([
        { body: { entry: 7, text: "title", ground: "host-withdrew" } },
      ]);
      expect(await refusalOfCommit(client)).toBe("done");
      expect(await withdraw(client)).toMatch(/^23505 /);
    });
  }
  // A title that the log doesn't have yet is erased when it gets there.
  await told(async (client, known) => {
    await say(client, known);
    await consent(client, known);
    expect(await withdraw(client)).toBe("done");
    expect(await shown(client)).toMatchObject([{ value: title }]);
    const leaf = await enterNewest(client);
    await client.query(`UPDATE ledger_text SET leaf = $1 WHERE entry_id = ${last}`, [leaf]);
    expect(await shown(client)).toEqual([{ value: null, salt: null }]);
    expect(await removals(client)).toMatchObject([{ body: { entry: leaf } }]);
    expect(await refusalOfCommit(client)).toBe("done");
  });
});

test("who named what is history, and the desk has no such ground", async () => {
  await told(async (client, known) => {
    await say(client, known);
    await consent(client, known);
    await withdraw(client);
    for (const statement of [
      ...["DELETE FROM meeting_name_end", "UPDATE meeting_name_end SET entry_id = 1"],
      ...["DELETE FROM meeting_name", "UPDATE meeting_name SET room = NULL"],
      ...["TRUNCATE meeting_name CASCADE", "TRUNCATE meeting_name_end"],
    ]) {
      const refused = await asOwner(client, () => refusalOf(client, statement));
      expect([statement, refused]).toEqual([statement, expect.stringMatching(/^23001 /)]);
    }
    const removal = `INSERT INTO text_removal (leaf, name, ground, proposed_by)
      VALUES (7, 'title', 'host-withdrew', $1)`;
    expect(await refusalOf(client, removal, [known.reviewer])).toMatch(/^(23001|23505|23514) /);
  });
});
