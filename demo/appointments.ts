import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { deskRegister } from "@graticule/api/desk-changes";
import type { ChangeAct } from "@graticule/ledger/act-statement";
import { keyCode } from "@graticule/ledger/desk-keys";
import { canonicalJson } from "@graticule/ledger/encode";
import type { Commitment } from "@graticule/ledger/field";
import { sayChange } from "@graticule/server/desk/changes/say-change";
import { recordUnjudged, unjudged } from "@graticule/server/tests/by-hand";
import { storedKeyOf, storeSignatureBy } from "@graticule/server/tests/desk-keys";
import type { TestDatabase } from "@graticule/server/tests/harness";
import { beginLogToday } from "@graticule/server/tests/long-ago";
import type { Person } from "../e2e/replay/person.ts";

/**
 * Members of the desk who sign with a key of the viewer's own. They are proposed, and make their key
 * on the product's own pages. Nothing lets the days pass that a new approver waits, so the demo then
 * writes by SQL that two colleagues, whose keys it holds, signed that days ago.
 */

type Database = Pick<TestDatabase, "pool">;

/** Someone who was proposed and has to make their key. */
interface Candidate {
  readonly person: Person;
  /** Of the desk; this process holds their key. */
  readonly proposer: Person;
  readonly change: string;
}

/** Of the time that the demo says has passed, in hours. Two approvers wait 72 hours, one after the other. */
export const hoursAgo = { colleagues: 240, proposed: 140, confirmed: 100 } as const;

export interface Confirming {
  readonly candidates: readonly Candidate[];
  /** An approver, whose key this process holds. */
  readonly confirmer: Person;
}

const lookEveryMs = 500;

/** Proposes someone for one role of the desk. */
export async function proposeLongAgo(
  database: Database,
  proposer: Person,
  person: Person,
  role: "reviewer" | "approver",
): Promise<Candidate> {
  const change = randomUUID();
  const kind = "staff";
  const rest = { person: person.deskId, roles: [role], liaisonTo: [] };
  await unjudged(database, async (client) => {
    await client.query(
      `INSERT INTO desk_change (id, kind, body, proposed_by, by_administrator, proposed_at)
       VALUES ($1, $2, $3, $4, false, now() - make_interval(hours => $5))`,
      [change, kind, JSON.stringify(rest), proposer.deskId, hoursAgo.proposed],
    );
    await beginLogToday(client);
    await recordUnjudged(
      client,
      "change-proposed",
      { change, what: kind },
      { texts: { says: sayChange({ kind, ...rest }) }, hoursAgo: hoursAgo.proposed },
    );
  });
  return { person, proposer, change };
}

/** Confirms each of them once they have a key, until all are confirmed or `signal` aborts. */
export async function confirmWithKeys(
  database: Database,
  { candidates, confirmer }: Confirming,
  signal: AbortSignal,
): Promise<void> {
  const waiting = new Map(candidates.map((one) => [one.person.deskId, one] as const));
  while (waiting.size > 0 && !signal.aborted) {
    const found = await database.pool.query(
      "SELECT person_id FROM desk_key WHERE person_id = ANY($1)",
      [[...waiting.keys()]],
    );
    for (const { person_id: id } of found.rows) {
      const candidate = waiting.get(id);
      if (candidate === undefined) continue;
      waiting.delete(id);
      const key = await confirmLongAgo(database, confirmer, candidate);
      console.log(`  ${confirmer.name} confirmed ${candidate.person.name}, desk key ${key}`);
    }
    await delay(lookEveryMs, undefined, { signal }).catch(() => undefined);
  }
}

/**
 * The two keys sign what they would sign on the register's page, with a day that has passed. Answers
 * the code of the new member's key.
 */
async function confirmLongAgo(
  database: Database,
  approver: Person,
  { person, proposer, change }: Candidate,
): Promise<string> {
  const there = await proposer.inAnotherBrowser();
  const { changes } = deskRegister.parse(await there.ask("GET", "/api/desk/register"));
  const { toSign: asked = "{}", about } = changes.find(({ id }) => id === change) ?? {};
  const toSign = JSON.parse(asked);
  const day = new Date(Date.now() - hoursAgo.confirmed * 3_600_000).toISOString().slice(0, 10);
  const says = (act: ChangeAct) => canonicalJson({ ...toSign, act, day });
  const proposal = proposer.sign(says("propose-change"));
  const confirmation = approver.sign(says("confirm-change"));
  const { roles, key } = toSign;
  await unjudged(database, async (client) => {
    await client.query(
      `INSERT INTO desk_change_outcome (change_id, outcome, by_person, at)
       VALUES ($1, 'confirmed', $2, now() - make_interval(hours => $3))`,
      [change, approver.deskId, hoursAgo.confirmed],
    );
    await storeSignatureBy(client, "propose-change", change, proposal);
    await storeSignatureBy(client, "confirm-change", change, confirmation);
    await client.query(
      `INSERT INTO staff_appointment (person_id, roles, effective_at, key_id)
       VALUES ($1, $2, now() - make_interval(hours => $3), ${storedKeyOf("$1")})`,
      [person.deskId, roles, hoursAgo.confirmed],
    );
    await recordUnjudged(
      client,
      "change-decided",
      { change, outcome: "confirmed", roles, key, proposal, confirmation },
      { hoursAgo: hoursAgo.confirmed },
    );
  });
  return keyCode((about?.key ?? "") as Commitment);
}
