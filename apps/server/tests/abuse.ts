import { randomUUID } from "node:crypto";
import type { TermsAct } from "@graticule/api/safety";
import type { Answered, ApiService } from "./api-service.ts";
import { unjudged } from "./by-hand.ts";
import { anySignature, signatureBy } from "./desk-keys.ts";
import type { Staff } from "./desk-service.ts";
import type { TestDatabase } from "./harness.ts";
import type { TestMeeting, Visitor } from "./meeting-service.ts";

type Pool = Pick<TestDatabase, "pool">;

export async function receiptOf(
  service: Pick<ApiService, "ask">,
  { joinId, key, address }: Pick<Visitor, "joinId" | "key" | "address">,
): Promise<string> {
  const answer = await service.ask("GET", `/api/joins/${joinId}/receipt`, {
    from: address,
    headers: { authorization: `Bearer ${key}` },
  });
  if (answer.status !== 200) throw new Error(`no receipt: ${answer.status}`);
  return answer.json.receipt;
}

let reports = 0;

/** Returns the report's id. */
export async function report(
  service: Pick<ApiService, "ask">,
  { pool }: Pool,
  { code }: Pick<TestMeeting, "code">,
  how: {
    readonly receipt?: string;
    readonly fromState?: boolean;
    readonly text?: string;
    readonly participant?: { readonly identity: string; readonly name: string };
  } = {},
): Promise<string> {
  const { text = `Report ${randomUUID()}`, fromState = false, receipt, participant } = how;
  const body = {
    code,
    what: "threat",
    text,
    fromState,
    ...(receipt === undefined ? {} : { receipt }),
    ...(participant === undefined ? {} : { participant }),
  };
  // Each from another network: reports are rate-limited by network.
  reports += 1;
  const from = `10.${100 + (reports >> 8)}.${reports & 255}.1`;
  const made = await service.ask("POST", "/api/reports", { from, body });
  if (made.status !== 204) throw new Error(`report: ${made.status} ${made.text}`);
  const found = await pool.query("SELECT id FROM abuse_report ORDER BY age(xmin) LIMIT 1");
  return found.rows[0].id;
}

/** Makes a report days older, which nothing in the product can do. */
export async function letReportAge({ pool }: Pool, reportId: string, days: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("SET LOCAL session_replication_role = replica");
    const sql = "UPDATE abuse_report SET made_on = made_on - $2::int WHERE id = $1";
    await client.query(sql, [reportId, days]);
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}

/** Who is involved in a request: the authority, by its series, and who entered it. */
export interface Naming {
  readonly series?: string;
  readonly typist?: string;
  readonly hoursAgo?: number;
}

/** A request that names a meeting, as if the desk had received it. Returns its id and number. */
export async function nameInRequest(
  database: Pool,
  room: string,
  { series = randomUUID(), typist = randomUUID(), hoursAgo = 0 }: Naming = {},
): Promise<{ readonly id: string; readonly number: number }> {
  const [id, authority] = [randomUUID(), randomUUID()];
  // Acts of two people and old events: not checked here.
  return await unjudged(database, async (client) => {
    await client.query(
      `INSERT INTO authority (id, series, name, kind, union_id, contact, change_id)
       VALUES ($1, $2, 'Ministry of Tests', 'union', 'EU', 'By letter', $3)`,
      [authority, series, randomUUID()],
    );
    const made = await client.query(
      `INSERT INTO request (id, authority_id, received_at, entered_at, entered_by)
       VALUES ($1, $2, now() - make_interval(hours => $4), now() - make_interval(hours => $4), $3)
       RETURNING number`,
      [id, authority, typist, hoursAgo],
    );
    await client.query(
      `INSERT INTO request_meeting (request_id, no, room, meeting_commitment, host_commitment)
       SELECT $1, 1, name, commitment_to_room(name), commitment_to_account(account_id)
       FROM room WHERE name = $2`,
      [id, room],
    );
    await client.query(
      "INSERT INTO request_event (request_id, kind, by_person) VALUES ($1, 'received', $2)",
      [id, typist],
    );
    return { id, number: made.rows[0].number };
  });
}

export async function closeRequest(database: Pool, requestId: string): Promise<void> {
  await unjudged(database, (client) =>
    client.query(
      "INSERT INTO request_event (request_id, kind, by_person) VALUES ($1, 'answered', $2)",
      [requestId, randomUUID()],
    ),
  );
}

interface ActProposed {
  readonly kind: string;
  readonly reportId: string;
  readonly reason: string;
}

/** As its page does: what ends a meeting or closes an account is drafted and signed. */
export async function proposeAct(who: Staff, act: ActProposed): Promise<Answered> {
  const path = "/api/safety/acts";
  if (!["end-meeting", "suspend-account"].includes(act.kind))
    return await who.ask("POST", path, act);
  const { status, json } = await who.ask("POST", "/api/safety/act-drafts", act);
  const signed =
    status === 200
      ? { draft: json.draft, signature: signatureBy(who.id, json.toSign) }
      : { draft: { id: randomUUID(), salt: "00".repeat(32) }, signature: anySignature() };
  return await who.ask("POST", path, { ...act, ...signed });
}

/** As its page does, if it shows what to sign. */
export async function approveAct(who: Staff, id: string): Promise<Answered> {
  const { json } = await who.ask("GET", "/api/safety");
  const toSign = json.acts?.find((one: TermsAct) => one.id === id)?.signing?.toSign;
  const signature = toSign === undefined ? anySignature() : signatureBy(who.id, toSign);
  return await who.ask("POST", `/api/safety/acts/${id}/decision`, { kind: "approve", signature });
}
