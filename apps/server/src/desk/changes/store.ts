import type { RoleProposal } from "@graticule/api/problem";
import type { DeskRole } from "@graticule/desk/staff";
import { type Kysely, sql, type Transaction } from "kysely";
import type { Database } from "../../db/schema.ts";
import { type ChangeBody, changeBody } from "./change-body.ts";
import type { ChangeEnd, ChangeOutcome, Proposal } from "./enter-change.ts";

/** A change as it is recorded, with the names of those who have an account still. */
export interface RecordedChange {
  readonly id: string;
  readonly body: ChangeBody;
  /** Of the person whom it is about, if it is about one. */
  readonly aboutName: string | null;
  readonly aboutEmail: string | null;
  readonly aboutVerified: boolean | null;
  /** That person accepted it in person. */
  readonly accepted: boolean;
  /** It would give a new role to a person of whom it is not known who they are. */
  readonly unproved: boolean;
  readonly proposedBy: string;
  readonly proposerName: string | null;
  readonly byAdministrator: boolean;
  readonly proposedAt: Date;
  /** Of the staff: it gives nothing to anyone. */
  readonly takesOnly: boolean;
  /** When it takes effect by itself, if nobody decides. */
  readonly waitsUntil: Date | null;
  readonly outcome: ChangeOutcome | null;
  readonly decidedBy: string | null;
  readonly deciderName: string | null;
  readonly decidedAt: Date | null;
}

interface Row extends Omit<RecordedChange, "body"> {
  readonly kind: string;
  readonly words: Record<string, unknown>;
}

const mostListed = 200;

/** A change of the staff waits as the database says; a rule of the whole service unless it was lifted. */
const waits = sql`o.change_id IS NULL AND CASE c.kind
    WHEN 'staff' THEN takes_effect_by_waiting(c) AND EXISTS (SELECT FROM person p JOIN account a ON a.id = p.account_id
        WHERE p.id::text = c.body ->> 'person' AND NOT a.operator)
    WHEN 'platform-rule' THEN c.by_administrator AND NOT EXISTS (SELECT FROM platform_rule r
      JOIN platform_rule_lifting l ON l.rule_id = r.id WHERE r.change_id = c.id)
    ELSE false END`;

const accepted = sql`EXISTS (SELECT FROM staff_acceptance s WHERE s.change_id = c.id)`;

/** Those that are open, then the others, the newest first. */
export async function readChanges(
  db: Kysely<Database>,
  id?: string,
): Promise<readonly RecordedChange[]> {
  const { rows } = await sql<Row>`
    SELECT c.id AS "id", c.kind AS "kind", c.body AS "words", about.name AS "aboutName",
      about.email AS "aboutEmail", about.email_verified AS "aboutVerified", ${accepted} AS "accepted",
      c.kind = 'staff' AND NOT is_proved(c.body ->> 'person', c.id) AND NOT c.body -> 'roles' <@ coalesce(
        (SELECT to_jsonb(s.roles) FROM staff_appointment s WHERE s.person_id = about.id
          ORDER BY s.id DESC LIMIT 1), '[]') AS "unproved",
      c.proposed_by AS "proposedBy", proposer.name AS "proposerName",
      c.by_administrator AS "byAdministrator", c.proposed_at AS "proposedAt",
      takes_only_from(c) IS NOT NULL AS "takesOnly",
      CASE WHEN ${waits} THEN c.proposed_at + interval '168 hours' END AS "waitsUntil",
      o.outcome AS "outcome", o.by_person AS "decidedBy", decider.name AS "deciderName", o.at AS "decidedAt"
    FROM desk_change c
    LEFT JOIN desk_change_outcome o ON o.change_id = c.id
    LEFT JOIN person proposer ON proposer.id = c.proposed_by
    LEFT JOIN person decider ON decider.id = o.by_person
    LEFT JOIN person about ON about.id::text = c.body ->> 'person'
    WHERE ${id === undefined ? sql`true` : sql`c.id = ${id}`}
    ORDER BY (o.change_id IS NULL) DESC, c.proposed_at DESC, c.id LIMIT ${mostListed}`.execute(db);
  return rows.map(({ kind, words, ...row }) => ({
    ...row,
    body: changeBody.parse({ kind, ...words }),
  }));
}

/** The newest open proposal of roles for a person; undefined: none. */
export async function readProposedRoles(
  db: Kysely<Database>,
  personId: string,
): Promise<RoleProposal | undefined> {
  const { rows } = await sql<{
    words: { roles: RoleProposal["roles"] };
    at: Date;
    until: Date | null;
  }>`
    SELECT c.body AS "words", c.proposed_at AS "at",
      CASE WHEN ${waits} THEN c.proposed_at + interval '168 hours' END AS "until"
    FROM desk_change c LEFT JOIN desk_change_outcome o ON o.change_id = c.id
    WHERE c.kind = 'staff' AND o.change_id IS NULL AND c.body ->> 'person' = ${personId}
      AND c.body -> 'roles' <> '[]'::jsonb
    ORDER BY c.proposed_at DESC, c.id LIMIT 1`.execute(db);
  const [row] = rows;
  return (
    row && {
      roles: row.words.roles,
      proposedAt: row.at.toISOString(),
      ...(row.until === null ? {} : { waitsUntil: row.until.toISOString() }),
    }
  );
}

/** Answers its id. */
export async function insertChange(
  tx: Transaction<Database>,
  { body: { kind, ...rest }, by, as }: Proposal,
): Promise<string> {
  const { id } = await tx
    .insertInto("desk_change")
    .values({
      kind,
      body: JSON.stringify(rest),
      proposed_by: by,
      by_administrator: as === "administrator",
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** @throws a unique violation where it has its outcome already */
export async function insertChangeOutcome(
  tx: Transaction<Database>,
  { id, outcome, by }: ChangeEnd,
): Promise<void> {
  await tx
    .insertInto("desk_change_outcome")
    .values({ change_id: id, outcome, by_person: by })
    .execute();
}

/** A change that has no outcome, locked until the transaction ends. */
export async function lockOpenChange(
  tx: Transaction<Database>,
  id: string,
): Promise<{ readonly body: ChangeBody; readonly proposedBy: string } | "closed" | "absent"> {
  await sql`SELECT hold_change(${id})`.execute(tx);
  const found = await tx
    .selectFrom("desk_change")
    .select(["kind", "body", "proposed_by"])
    .where("id", "=", id)
    .executeTakeFirst();
  if (found === undefined) return "absent";
  const outcome = await tx
    .selectFrom("desk_change_outcome")
    .select("change_id")
    .where("change_id", "=", id)
    .executeTakeFirst();
  if (outcome !== undefined) return "closed";
  const body = changeBody.parse({ kind: found.kind, ...found.body });
  return { body, proposedBy: found.proposed_by };
}

/** One change whose waiting is over, locked; others may be taken by another process meanwhile. */
export async function lockWaitedChange(
  tx: Transaction<Database>,
): Promise<{ readonly id: string; readonly body: ChangeBody } | undefined> {
  const { rows } = await sql<{ id: string; kind: string; words: Record<string, unknown> }>`
    WITH due AS MATERIALIZED (
      SELECT c.id, c.kind, c.body FROM desk_change c LEFT JOIN desk_change_outcome o ON o.change_id = c.id
      WHERE c.proposed_at <= now() - interval '168 hours' AND ${waits} ORDER BY c.proposed_at)
    SELECT id AS "id", kind AS "kind", body AS "words" FROM due WHERE try_hold_change(id) LIMIT 1`.execute(
    tx,
  );
  const [row] = rows;
  return row && { id: row.id, body: changeBody.parse({ kind: row.kind, ...row.words }) };
}

/** The open proposals of roles for a person, the newest first. */
export async function readOwnProposals(db: Kysely<Database>, personId: string) {
  const { rows } = await sql<{
    id: string;
    roles: RoleProposal["roles"];
    at: Date;
    proved: boolean;
    accepted: boolean;
  }>`
    SELECT c.id AS "id", c.body -> 'roles' AS "roles", c.proposed_at AS "at",
      is_proved(c.body ->> 'person', c.id) AS "proved", ${accepted} AS "accepted"
    FROM desk_change c LEFT JOIN desk_change_outcome o ON o.change_id = c.id
    WHERE c.kind = 'staff' AND o.change_id IS NULL AND c.body ->> 'person' = ${personId}
      AND c.body -> 'roles' <> '[]'::jsonb
    ORDER BY c.proposed_at DESC, c.id`.execute(db);
  return rows;
}

export async function insertAcceptance(
  db: Kysely<Database>,
  { changeId, personId }: { readonly changeId: string; readonly personId: string },
): Promise<void> {
  const values = { change_id: changeId, person_id: personId };
  await db.insertInto("staff_acceptance").values(values).execute();
}

/** Who is proposed for roles, as far as that decides whether they can be. */
export interface Candidate {
  readonly id: string;
  readonly emailVerified: boolean;
  readonly secondFactor: boolean;
  readonly administrator: boolean;
  readonly roles: readonly DeskRole[];
  readonly liaisonTo: readonly string[];
}

/** @param email in lower case */
export async function findCandidate(
  db: Kysely<Database>,
  email: string,
): Promise<Candidate | undefined> {
  const { rows } = await sql<Candidate>`
    SELECT p.id AS "id", p.email_verified AS "emailVerified", p.second_factor AS "secondFactor",
      a.operator AS "administrator",
      coalesce(s.roles, '{}') AS "roles",
      CASE WHEN cardinality(s.roles) > 0 THEN s.liaison_to ELSE '{}' END AS "liaisonTo"
    FROM person p JOIN account a ON a.id = p.account_id
    LEFT JOIN LATERAL (SELECT * FROM staff_appointment s WHERE s.person_id = p.id
      ORDER BY s.id DESC LIMIT 1) s ON true
    WHERE p.email = ${email}`.execute(db);
  return rows[0];
}
