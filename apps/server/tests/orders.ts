import { createHash, randomBytes, randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Appellant } from "@graticule/desk/appeal";
import type { DeskRole } from "@graticule/desk/staff";
import { statementText } from "@graticule/ledger/act-signature";
import type { OrderAct, OrderAgainAct } from "@graticule/ledger/act-statement";
import { proveAppellant } from "@graticule/server/desk/appeals/appellant-proof";
import { againStatementOf, statementOf, termsOf } from "@graticule/server/rooms/signed-order";
import type { PoolClient } from "pg";
import { committed, publishedByHand, tell, unjudged, unjudgedWithin } from "./by-hand.ts";
import { signatureBy, storeSignatureBy } from "./desk-keys.ts";
import { programSecret, type TestDatabase } from "./harness.ts";
import { appointLongAgo, publishMembersByHand, signLongAgo } from "./long-ago.ts";

type Pool = Pick<TestDatabase, "pool">;

/** When an order starts and ends, in milliseconds from now, how long those inside may stay, and what it excepts. */
export interface OrderTimes {
  readonly fromMs?: number;
  readonly untilMs?: number;
  readonly noticeMinutes?: number;
  /** Disputed places inside its places. */
  readonly excepted?: readonly string[];
  /** As by an earlier transaction: this one isn't marked as the desk's, see apart_from_desk. */
  readonly earlier?: boolean;
}

const hourMs = 3_600_000;
const publishedWithinMs = 30_000;
const found = "sealed:found";
const demand = { kind: "withhold-meeting", verbatim: "sealed:", meeting: 0 };
/** What the demand of {@link propose} says, as a program that has its key opens it. */
export const demanded = { text: "Withhold it.", salt: "5a".repeat(32) };
/** What its record commits to. */
export const commitmentsByHand = { demands: [commitmentTo(demanded)] };

export function commitmentTo({ text, salt }: typeof demanded): string {
  return createHash("sha256").update(Buffer.from(salt, "hex")).update(text).digest("hex");
}

/**
 * Puts an order in force by the desk's own rows: staff appointed long ago, an authority, an
 * authentic request, a proposal and, with all constraints on, the approval. Returns the order's id
 * once a running service has published it.
 */
export async function order(
  pool: Pool,
  room: string,
  jurisdiction: readonly string[],
  times: OrderTimes = {},
): Promise<string> {
  const id = await recordOrder(pool, room, jurisdiction, times);
  await published(pool, "order-approved", id);
  return id;
}

/** The same where no service runs: the next one to start publishes it. */
export function recordOrder(
  pool: Pool,
  room: string,
  jurisdiction: readonly string[],
  times: OrderTimes = {},
): Promise<string> {
  return committed(pool, (client) => proposeAndApprove(client, room, jurisdiction, times));
}

/** The same in a database whose log nobody can sign here, as if it were published. */
export function orderAsPublished(
  pool: Pool,
  room: string,
  jurisdiction: readonly string[],
): Promise<string> {
  return committed(pool, async (client) => {
    const id = await proposeAndApprove(client, room, jurisdiction, {});
    await unjudgedWithin(client, () => publishMembersByHand(client));
    await publishedByHand(client, "order-approved", id);
    return id;
  });
}

async function proposeAndApprove(
  client: PoolClient,
  room: string,
  jurisdiction: readonly string[],
  times: OrderTimes,
): Promise<string> {
  const proposed = await propose(client, room, jurisdiction, times);
  await approve(client, proposed);
  return proposed.order;
}

/** Until the log that a running service signs says it. */
export async function published({ pool }: Pool, kind: string, act: string): Promise<void> {
  const giveUpAt = performance.now() + publishedWithinMs;
  for (;;) {
    const found = await pool.query("SELECT is_published($1, $2) AS yes", [kind, act]);
    if (found.rows[0].yes) return;
    if (performance.now() > giveUpAt) throw new Error(`no log says ${kind}: is a service running?`);
    await delay(20);
  }
}

/** Approves a proposal, by default by its approver; publicly, as the database demands. */
export async function approve(
  client: Pick<PoolClient, "query">,
  { order: id, request, approver }: Pick<Proposed, "order" | "request" | "approver">,
  who = approver,
): Promise<void> {
  await sign(client, "approve-order", { order: id, who });
  await client.query(approval, [id, request, who]);
  await tellApproval(client, id);
}

/** Writes the entry of an approval of this transaction, as it is but for `lie`. */
export async function tellApproval(
  client: Pick<PoolClient, "query">,
  id: string,
  lie: object = {},
): Promise<void> {
  const { rows } = await client.query(
    `SELECT order_to_sign(p) AS stored, signature_of('propose-order', id) AS proposal,
       signature_of('approve-order', id) AS approval FROM order_proposal p WHERE id = $1`,
    [id],
  );
  const [{ stored, ...signed }] = rows;
  const { terms } = termsOf(stored);
  await tell(client, "order-approved", { order: id, terms, ...signed, ...lie }, stored.salts);
}

/** As the member does in person, of what the database has of the order. */
export async function sign(
  client: Pick<PoolClient, "query">,
  act: OrderAct,
  { order: id, who }: { readonly order: string; readonly who: string },
): Promise<void> {
  const { rows } = await client.query(
    `SELECT order_to_sign(p) AS stored, day_of(now()) AS day FROM order_proposal p WHERE id = $1`,
    [id],
  );
  const [{ stored, day }] = rows;
  const text = statementText(statementOf(act, stored), day);
  await storeSignatureBy(client, act, id, signatureBy(who, text));
}

/** The same where a restoration brought the order back, for one row of its confirmation. */
export async function signAgain(
  client: Pick<PoolClient, "query">,
  act: OrderAgainAct,
  { order: id, row, who }: { readonly order: string; readonly row: string; readonly who: string },
): Promise<void> {
  const { rows } = await client.query(
    `SELECT order_to_sign(p) AS stored, day_of(now()) AS day, (SELECT max(leaf)::int FROM restoration) AS restored
     FROM order_proposal p WHERE id = $1`,
    [id],
  );
  const [{ stored, day, restored }] = rows;
  const text = statementText(againStatementOf(act, stored, restored), day);
  await storeSignatureBy(client, act, row, signatureBy(who, text));
}

/** Writes the entry of an order that this transaction confirmed again, as it is but for `lie`. */
export async function tellConfirmation(
  client: Pick<PoolClient, "query">,
  id: string,
  lie: object = {},
): Promise<void> {
  const said = { order: id, restored: 0, proposal: {}, approval: {} };
  const { rows } = await client.query(
    `SELECT body FROM grounds_of(jsonb_populate_record(NULL::public_entry, '{"kind": "order-confirmed"}'), $1) AS body`,
    [said],
  );
  await tell(client, "order-confirmed", { ...(rows[0]?.body ?? said), ...lie });
}

/** Writes the entry of an order's first case, as heard by the public or those concerned. */
export const tellCase = (
  client: Pick<PoolClient, "query">,
  order: string,
  by: "public" | "concerned" = "public",
): Promise<void> => tell(client, "appeal-made", { order, case: 1, by });

/** Writes the entry of the decision that an order's newest case got in this transaction, as it is but for `lie`. */
export async function tellDecision(
  client: Pick<PoolClient, "query">,
  order: string,
  lie: object = {},
): Promise<void> {
  await tell(client, "appeal-decided", { order, ...lie });
}

export const approval =
  "INSERT INTO order_approval (order_id, request_id, meeting_no, by_person) VALUES ($1, $2, 1, $3)";

/** Ends an order as its proposer does. */
export function liftOrder(pool: Pool, id: string): Promise<void> {
  return committed(pool, async (client) => {
    await client.query(
      `INSERT INTO order_end (order_id, kind, by_person, why)
       SELECT id, 'lifted', proposed_by, 'sealed:' FROM order_proposal WHERE id = $1`,
      [id],
    );
    await tell(client, "order-ended", { order: id, how: "lifted" });
  });
}

/** Opens a case against an order in force, by one of these appeals. */
export async function appealTo(
  client: Pick<PoolClient, "query">,
  order: string,
  { by = "public", no = 1 }: { readonly by?: string; readonly no?: number } = {},
): Promise<void> {
  await client.query("INSERT INTO appeal_case (order_id, no, opened_by) VALUES ($1, $2, $3)", [
    ...[order, no, by],
  ]);
  await writeTo(client, order, { by, no });
}

/** One more appeal in a case. */
export async function writeTo(
  client: Pick<PoolClient, "query">,
  order: string,
  { by, no }: { readonly by: string; readonly no: number },
): Promise<void> {
  await client.query(writing, [...written(order, { by, no })]);
}

export const writing = `INSERT INTO appeal (order_id, case_no, made_by, text, secret_hash, proof)
  VALUES ($1, $2, $3, 'sealed:', $4, $5)`;

/** The values of {@link writing}, with the program's proof of who appeals. */
export function written(
  orderId: string,
  { by, no }: { readonly by: string; readonly no: number },
): readonly unknown[] {
  const secretHash = randomBytes(32);
  const said = { orderId, by: by as Appellant, secretHash };
  return [orderId, no, by, secretHash, proveAppellant(programSecret, said)];
}

/** Decides case $2 of order $1: outcome $3, by person $4, who has read everything. */
export const deciding = `INSERT INTO appeal_decision (order_id, case_no, outcome, reasons, reasons_commitment, salt, by_person, read_to)
  SELECT $1, $2, $3, 'sealed:reasons', repeat('0f', 32), 'sealed:salt', $4, max(arrival) FROM appeal`;

/** Makes an order look as if it was approved so long ago. */
export async function approvedEarlier(pool: Pool, id: string, seconds: number): Promise<void> {
  const back = "UPDATE order_approval SET at = at - make_interval(secs => $2) WHERE order_id = $1";
  await unjudged(pool, (client) => client.query(back, [id, seconds]));
}

/** A proposed order, and everyone who had a part in it. */
export interface Proposed {
  readonly order: string;
  readonly request: string;
  readonly authority: string;
  readonly intake: string;
  readonly reviewer: string;
  readonly approver: string;
}

/** Like {@link order}, but without the approval. */
export async function propose(
  client: PoolClient,
  room: string,
  jurisdiction: readonly string[],
  times: OrderTimes = {},
): Promise<Proposed> {
  const { fromMs = -hourMs, untilMs = 2 * hourMs, noticeMinutes = 0, earlier = false } = times;
  const { excepted = [] } = times;
  const [authority, change, request, id] = [1, 2, 3, 4].map(() => randomUUID());
  // Past events, and other ways of the desk, are not checked here.
  const staff = await unjudgedWithin(client, async () => {
    const appoint = async (role: DeskRole): Promise<string> => {
      const person = randomUUID();
      await appointLongAgo(client, person, { roles: [role] });
      return person;
    };
    const intake = await appoint("intake");
    const reviewer = await appoint("reviewer");
    const approver = await appoint("approver");
    await client.query(
      `INSERT INTO authority (id, series, name, kind, union_id, contact, change_id)
       VALUES ($1, $1, 'Ministry of Tests', 'union', 'EU', 'By letter', $2)`,
      [authority, change],
    );
    await client.query(
      `INSERT INTO authority_reach (authority_id, place, instrument)
       SELECT $1, place, 'Test Act' FROM unnest($2::text[]) AS place`,
      [authority, jurisdiction],
    );
    const says = "“Ministry of Tests” would have power where the test says.";
    const signers = { proposer: intake, approver };
    await signLongAgo(client, change ?? "", { what: "authority", says }, signers);
    await client.query(
      "INSERT INTO request (id, authority_id, received_at, entered_by) VALUES ($1, $2, now(), $3)",
      [request, authority, intake],
    );
    await client.query(
      `INSERT INTO request_meeting (request_id, no, room, meeting_commitment, host_commitment)
       VALUES ($1, 1, $2, $3, $3)`,
      [request, room, randomBytes(32)],
    );
    await client.query(
      `INSERT INTO request_event (request_id, kind, by_person, body)
       VALUES ($1, 'received', $2, $4), ($1, 'authenticated', $3, '{}'), ($1, 'review-began', $3, '{}')`,
      [
        ...[request, intake, reviewer],
        {
          content: { branch: "court", language: "en", demands: [demand] },
          meetingNos: [1],
          commitments: commitmentsByHand,
        },
      ],
    );
    return { intake, reviewer, approver };
  });
  const write = async (): Promise<void> => {
    await client.query(
      `INSERT INTO order_proposal (id, request_id, meeting_no, authority_id, room, starts_at, ends_at,
         occurrence_from, notice_minutes, reason, law, procedure_finding, authority_finding,
         legality_finding, necessity_finding, rights_finding, finding_commitments, finding_digests, proposed_by, beyond, beyond_why, excepted,
         reason_salt, law_salt, beyond_salt, terms_salt)
       SELECT $1, $2, 1, $3, $4, starts, now() + make_interval(secs => $6), least(starts, now()), $7, 'A test',
         'Test Act, section 1', $8, $8, $8, $8, $8, array_fill($8::text, ARRAY[5]),
         array_fill(sha256(uuid_send($1::uuid)), ARRAY[5]), $9, '{length,places}', 'Nothing is stated', $10,
         sha256('1'), sha256('2'), sha256('3'), sha256('4')
       FROM (SELECT now() + make_interval(secs => $5) AS starts) AS moment`,
      [
        id,
        request,
        authority,
        room,
        fromMs / 1000,
        untilMs / 1000,
        noticeMinutes,
        found,
        staff.reviewer,
        excepted,
      ],
    );
    await client.query(
      "INSERT INTO order_place (order_id, authority_id, place) SELECT $1, $2, unnest($3::text[])",
      [id, authority, jurisdiction],
    );
    await sign(client, "propose-order", { order: id ?? "", who: staff.reviewer });
  };
  await (earlier ? unjudgedWithin(client, write) : write());
  return { order: id ?? "", request: request ?? "", authority: authority ?? "", ...staff };
}
