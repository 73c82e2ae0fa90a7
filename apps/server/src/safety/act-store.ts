import { randomUUID } from "node:crypto";
import type { TermsAct, TermsActDraft } from "@graticule/api/safety";
import { type Kysely, type RawBuilder, sql, type Transaction } from "kysely";
import type { Seal } from "../config/seal.ts";
import { inserter } from "../db/rows.ts";
import type { Database } from "../db/schema.ts";
import { newTextKey, openText } from "../db/text-key.ts";
import { insertTextKey, readTextKeys, textKeyFor } from "../db/text-keys.ts";
import { keyOfAct, termsPaths } from "./terms-texts.ts";

export type ActKind = TermsAct["kind"];

/** An act under the terms of service, with what became of it. */
export interface StoredAct {
  readonly id: string;
  readonly kind: ActKind;
  /** Null: not of a meeting, or of one that is deleted. */
  readonly room: string | null;
  readonly code: string | null;
  readonly accountId: string | null;
  /** Lower-case hexadecimal. */
  readonly meetingCommitment: string | null;
  readonly hostCommitment: string;
  readonly reportId: string | null;
  /** Undefined: its key is gone. */
  readonly reason: string | undefined;
  /** Lower-case hexadecimal; null: it takes no keys. */
  readonly reasonCommitment: string | null;
  /** Of the commitment to it: 32 bytes in hexadecimal. Undefined: its key is gone, or it takes no keys. */
  readonly reasonSalt: string | undefined;
  /** The day on which its texts are or were destroyed; null: it isn't over yet. */
  readonly textsEnd: string | null;
  /** The database's present time. */
  readonly now: Date;
  readonly proposedBy: string;
  readonly proposerName: string;
  readonly proposedAt: Date;
  readonly approvals: readonly StoredApproval[];
  /** Numbers of the requests in whose windows it falls. */
  readonly requests: readonly number[];
  /** How many people it takes, of whom one proposes it. */
  readonly takes: number;
  /** Whether someone asked about works for an authority on one of these, or typed one in. */
  readonly isNear: boolean;
  /** Whether it is about their own meeting or account. */
  readonly isOwn: boolean;
  readonly tookEffect: boolean;
  /** Anyone can read it in the public log. */
  readonly isPublished: boolean;
  readonly isWithdrawn: boolean;
  readonly isReversed: boolean;
  /** The report on which it rests is older than 30 days. */
  readonly isLate: boolean;
  /** Someone who agreed to it has lost the role since, and it has no effect yet. */
  readonly isOfLostRole: boolean;
  /** It was proposed before a restore, and would take something from people. */
  readonly isBroughtBack: boolean;
}

export interface StoredApproval {
  readonly id: string;
  readonly review: "second" | "third";
  readonly personId: string;
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** @param which of them: the rest of the query. The end of its texts is asked once of each report. */
const select = (who: string, which: RawBuilder<unknown>) => sql<ActRow>`
  WITH act AS (SELECT a.id, a.kind, a.room, m.code, a.account_id AS "accountId",
    encode(a.meeting_commitment, 'hex') AS "meetingCommitment",
    encode(a.host_commitment, 'hex') AS "hostCommitment", a.report_id AS "reportId",
    a.reason, a.reason_commitment AS "reasonCommitment", a.salt AS "reasonSalt",
    coalesce(a.report_id, a.id) AS "about", now() AS "now", a.proposed_by AS "proposedBy", coalesce(p.name, '') AS "proposerName",
    a.proposed_at AS "proposedAt",
    ARRAY(SELECT r.number FROM request r
      WHERE r.id IN (SELECT requests_around(a.meeting_commitment, a.host_commitment, coalesce(e.at, now())))
      ORDER BY r.number) AS "requests",
    people_needed(a) AS "takes",
    is_near_request(a.meeting_commitment, a.host_commitment, ${who}::uuid) AS "isNear",
    is_host_concerned(a.host_commitment, ${who}::uuid) AS "isOwn",
    e.act_id IS NOT NULL AS "tookEffect", is_published('terms-act', a.id) AS "isPublished",
    EXISTS (SELECT FROM terms_withdrawal w WHERE w.act_id = a.id) AS "isWithdrawn",
    EXISTS (SELECT FROM terms_review v WHERE v.act_id = a.id AND v.outcome = 'reversed') AS "isReversed",
    a.report_id IS NOT NULL AND NOT is_recent_report(a.report_id) AS "isLate",
    CASE WHEN e.act_id IS NULL THEN rests_on_lost_role(a) ELSE false END AS "isOfLostRole",
    a.kind <> 'reinstate-account' AND is_proposal_brought_back(a.proposed_at) AS "isBroughtBack",
    coalesce((SELECT json_agg(json_build_object('id', t.id, 'review', t.review, 'personId', t.by_person,
        'by', coalesce(q.name, ''),
        'at', to_char(t.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY t.review)
      FROM terms_approval t LEFT JOIN person q ON q.id = t.by_person
      WHERE t.act_id = a.id), '[]'::json) AS "approvals"
  FROM terms_act a LEFT JOIN terms_effect e ON e.act_id = a.id
  LEFT JOIN meeting m ON m.room = a.room LEFT JOIN person p ON p.id = a.proposed_by ${which})
  SELECT act.*, texts."end" AS "textsEnd" FROM act
  JOIN (SELECT about, texts_end(about)::text AS "end" FROM (SELECT DISTINCT about FROM act) AS reports) AS texts
    USING (about)
  ORDER BY "proposedAt" DESC, id`;

type ActRow = Omit<StoredAct, "reason" | "reasonSalt"> & {
  /** Both sealed. */
  readonly reason: string;
  readonly reasonSalt: string | null;
};

async function opened(
  db: Kysely<Database>,
  seal: Seal,
  rows: readonly ActRow[],
): Promise<readonly StoredAct[]> {
  const keys = await readTextKeys(db, seal, [...new Set(rows.map(keyOfAct))]);
  return rows.map(({ reason, reasonSalt, ...act }) => {
    const key = keys.get(keyOfAct(act));
    const salt = reasonSalt ?? undefined;
    return {
      ...act,
      reason: openText(reason, termsPaths.reason(act.id), key),
      reasonSalt: salt && openText(salt, termsPaths.salt(act.id), key),
    };
  });
}

/** As someone of the desk sees it. */
export async function findAct(
  db: Kysely<Database>,
  seal: Seal,
  { id, who }: { readonly id: string; readonly who: string },
): Promise<StoredAct | undefined> {
  const { rows } = await select(who, sql`WHERE a.id = ${id}`).execute(db);
  return (await opened(db, seal, rows))[0];
}

/** As {@link findAct}, locked until this transaction ends. */
export async function lockAct(
  tx: Transaction<Database>,
  seal: Seal,
  act: { readonly id: string; readonly who: string },
): Promise<StoredAct | undefined> {
  await sql`SELECT hold_act(${act.id})`.execute(tx);
  return await findAct(tx, seal, act);
}

/**
 * Newest first, 500 in all: those that keep an account suspended, those that wait for a review, those that can still be approved, and
 * the newest of the others.
 */
export async function listActs(
  db: Kysely<Database>,
  seal: Seal,
  who: string,
): Promise<readonly StoredAct[]> {
  const { rows } = await select(
    who,
    sql`ORDER BY a.id IN (SELECT act_id FROM suspended_account) DESC, act_waits_for_review(a.id) DESC,
      (e.act_id IS NULL AND NOT EXISTS (SELECT FROM terms_withdrawal w WHERE w.act_id = a.id)
        AND (a.report_id IS NULL OR is_recent_report(a.report_id))) DESC,
      a.proposed_at DESC, a.id LIMIT 500`,
  ).execute(db);
  return await opened(db, seal, rows);
}

/**
 * What keeps someone from acting on a report: it is about their own meeting, they are a liaison, or were involved in a request
 * that named what it is about. Undefined: nothing does.
 */
export async function barToActing(
  tx: Transaction<Database>,
  reportId: string,
  who: string,
): Promise<"own-meeting" | "near-request" | undefined> {
  const { rows } = await sql<{ own: boolean; near: boolean }>`
    SELECT o.name IN (SELECT own_rooms(${who})) AS "own",
      is_near_request(commitment_to_room(o.name), commitment_to_account(o.account_id), ${who}::uuid) AS "near"
    FROM abuse_report r JOIN room o ON o.name = r.room WHERE r.id = ${reportId}`.execute(tx);
  if (rows[0]?.own === true) return "own-meeting";
  return rows[0]?.near === true ? "near-request" : undefined;
}

/** What keeps an act of this kind from resting on a report; undefined: there is no such report. */
export async function whyNoAct(
  tx: Transaction<Database>,
  { kind, reportId }: Pick<NewAct, "kind" | "reportId">,
): Promise<string | "nothing" | undefined> {
  const { rows } = await sql<{ why: string | null }>`
    SELECT why_no_act(id, ${kind}) AS "why" FROM abuse_report WHERE id = ${reportId}`.execute(tx);
  const [row] = rows;
  return row && (row.why ?? "nothing");
}

/** Whom a report names, while the sitting lasts. */
export async function findParticipant(
  db: Kysely<Database>,
  reportId: string,
): Promise<{ readonly room: string; readonly identity: string } | undefined> {
  return await db
    .selectFrom("reported_participant")
    .select(["room", "identity"])
    .where("report_id", "=", reportId)
    .executeTakeFirst();
}

export interface NewAct {
  readonly kind: Exclude<ActKind, "reinstate-account">;
  readonly reportId: string;
  readonly reason: string;
  readonly proposedBy: string;
  /** As it was signed; absent: it takes no keys. */
  readonly signed?:
    | { readonly draft: TermsActDraft; readonly reasonCommitment: string }
    | undefined;
}

/** What an act against what a report names commits to, and the database's present time. Undefined: no such report, or its meeting is gone. */
export async function commitmentsOf(
  tx: Transaction<Database>,
  { kind, reportId }: Pick<NewAct, "kind" | "reportId">,
): Promise<Pick<StoredAct, "hostCommitment" | "meetingCommitment" | "now"> | undefined> {
  const meeting =
    kind === "suspend-account" ? sql`NULL` : sql`encode(commitment_to_room(o.name), 'hex')`;
  const { rows } = await sql<Pick<StoredAct, "hostCommitment" | "meetingCommitment" | "now">>`
    SELECT encode(commitment_to_account(o.account_id), 'hex') AS "hostCommitment",
      ${meeting} AS "meetingCommitment", now() AS "now"
    FROM abuse_report r JOIN room o ON o.name = r.room WHERE r.id = ${reportId}`.execute(tx);
  return rows[0];
}

/** Against what the report names alone. Undefined: no such report, or its meeting is gone. */
export async function insertAct(
  tx: Transaction<Database>,
  seal: Seal,
  { kind, reportId, reason, proposedBy, signed }: NewAct,
): Promise<string | undefined> {
  const id = signed?.draft.id ?? randomUUID();
  const key = await textKeyFor(tx, seal, reportId);
  const sealed = key.seal(reason, termsPaths.reason(id));
  const salt = signed === undefined ? null : key.seal(signed.draft.salt, termsPaths.salt(id));
  const target =
    kind === "suspend-account"
      ? sql`NULL, o.account_id, NULL::bytea`
      : sql`o.name, NULL::uuid, commitment_to_room(o.name)`;
  const { rows } = await sql<{ id: string }>`
    INSERT INTO terms_act (id, kind, room, account_id, meeting_commitment, host_commitment, report_id,
      reason, reason_commitment, salt, proposed_by)
    SELECT ${id}, ${kind}, ${target}, commitment_to_account(o.account_id), r.id, ${sealed},
      ${signed?.reasonCommitment ?? null}, ${salt}, ${proposedBy}
    FROM abuse_report r JOIN room o ON o.name = r.room WHERE r.id = ${reportId}
    RETURNING id`.execute(tx);
  return rows[0]?.id;
}

/** Undefined: that act suspends nobody now. */
export async function insertReinstatement(
  tx: Transaction<Database>,
  seal: Seal,
  act: { readonly actId: string; readonly reason: string; readonly proposedBy: string },
): Promise<string | undefined> {
  const id = randomUUID();
  const { key, sealed } = newTextKey(seal, id);
  const reason = key.seal(act.reason, termsPaths.reason(id));
  const { rows } = await sql`
    INSERT INTO terms_act (id, kind, account_id, host_commitment, reason, proposed_by)
    SELECT ${id}, 'reinstate-account', a.account_id, a.host_commitment, ${reason}, ${act.proposedBy}
    FROM terms_act a JOIN terms_effect e ON e.act_id = a.id
    JOIN suspended_account s ON s.account_id = a.account_id
    WHERE a.id = ${act.actId} AND a.kind = 'suspend-account'
    RETURNING id`.execute(tx);
  if (rows.length === 0) return undefined;
  await insertTextKey(tx, { about: id, key: sealed });
  return id;
}

/** @throws a restrict violation for those who may not, a unique one where someone was faster */
export const insertActApproval = inserter("terms_approval");
export const insertActWithdrawal = inserter("terms_withdrawal");

/** @throws a restrict violation where that request has nothing to do with it, or this person has */
export async function insertReview(
  tx: Transaction<Database>,
  seal: Seal,
  review: {
    readonly act: Pick<StoredAct, "id" | "reportId">;
    readonly request: number;
    readonly outcome: "stands" | "reversed";
    readonly reasons: string;
    readonly byPerson: string;
  },
): Promise<void> {
  const { act, request, outcome, byPerson } = review;
  const key = await textKeyFor(tx, seal, keyOfAct(act));
  const reasons = key.seal(review.reasons, termsPaths.review(act.id, request));
  await sql`
    INSERT INTO terms_review (act_id, request_id, outcome, reasons, by_person)
    SELECT ${act.id}, id, ${outcome}, ${reasons}, ${byPerson} FROM request WHERE number = ${request}`.execute(
    tx,
  );
}
