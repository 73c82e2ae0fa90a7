import { randomUUID } from "node:crypto";
import { createAccountStore } from "@graticule/server/accounts/store";
import type { PoolClient } from "pg";
import { refusalOf, trial, unjudgedWithin } from "./by-hand.ts";
import { storeDeskKey, storedKeyOf } from "./desk-keys.ts";
import { startTestDatabase, type TestDatabase } from "./harness.ts";
import { approval, type OrderTimes, type Proposed, propose, sign } from "./orders.ts";

/** A database, without a server, for proposing orders. */
export interface ProposalTrials {
  readonly database: TestDatabase;
  /** The account that every room here belongs to. */
  readonly account: string;
  newRoom(client: PoolClient): Promise<string>;
  /** With a proposal for a new room, in a transaction that is rolled back. */
  proposal(
    what: (client: PoolClient, proposed: Proposed, room: string) => Promise<void>,
    how?: OrderTimes & { readonly places?: readonly string[] },
  ): Promise<void>;
}

export async function startProposalTrials(): Promise<ProposalTrials> {
  const database = await startTestDatabase();
  const account = (await createAccountStore(database.db).operator()).id;
  let rooms = 0;
  const newRoom = async (client: PoolClient): Promise<string> => {
    rooms += 1;
    const room = `room-${rooms}`;
    const insert = "INSERT INTO room (name, account_id, kind) VALUES ($1, $2, 'meeting')";
    await client.query(insert, [room, account]);
    return room;
  };
  return {
    database,
    account,
    newRoom,
    proposal: (what, { places = ["CN"], ...times } = {}) =>
      trial(database, async (client) => {
        const room = await newRoom(client);
        await what(client, await propose(client, room, places, times), room);
      }),
  };
}

/** The database's answer to an approval: "done", or its refusal. */
export async function approves(
  client: PoolClient,
  { order, request, approver }: Proposed,
  who = approver,
): Promise<string> {
  if (who === approver) await sign(client, "approve-order", { order, who });
  return await refusalOf(client, approval, [order, request, who]);
}

/** Like the proposal $1, by $2, for so many hours ($3). */
export const proposing = `INSERT INTO order_proposal (request_id, meeting_no, authority_id, room, starts_at,
    ends_at, occurrence_from, beyond, beyond_why, reason, law, procedure_finding, authority_finding,
    legality_finding, necessity_finding, rights_finding, finding_commitments, finding_digests, proposed_by,
    reason_salt, law_salt, beyond_salt, terms_salt)
  SELECT request_id, meeting_no, authority_id, room, now(), now() + make_interval(hours => $3), now(),
    beyond, beyond_why, reason,
    law, 'sealed:f', 'sealed:f', 'sealed:f', 'sealed:f', 'sealed:f', array_fill('f'::text, ARRAY[5]),
    array_fill(sha256('f'), ARRAY[5]), $2,
    reason_salt, law_salt, beyond_salt, terms_salt FROM order_proposal WHERE id = $1 RETURNING id`;

/** A desk member who has long had these roles, which nothing in the product can arrange. */
export async function appointed(
  client: PoolClient,
  roles: string,
  how: {
    readonly hours?: number;
    readonly liaisonTo?: readonly string[];
    readonly who?: string;
  } = {},
): Promise<string> {
  const { hours = 100, liaisonTo = [], who = randomUUID() } = how;
  await unjudgedWithin(client, async () => {
    await storeDeskKey(client, who);
    await client.query(
      `INSERT INTO staff_appointment (person_id, roles, liaison_to, effective_at, key_id)
       VALUES ($1, $2, $3, now() - make_interval(hours => $4),
         CASE WHEN $2::text[] <> '{}' THEN ${storedKeyOf("$1")} END)`,
      [who, roles, liaisonTo, hours],
    );
  });
  return who;
}
