import type { Colleague } from "@graticule/api/desk";
import type { RoleProposal } from "@graticule/api/problem";
import type { DeskRole } from "@graticule/desk/staff";
import type { DeskKey } from "@graticule/ledger/act-signature";
import type { Opening } from "@graticule/ledger/commitment";
import { type Kysely, sql, type Transaction } from "kysely";
import { inserter } from "../../db/rows.ts";
import type { Database } from "../../db/schema.ts";
import { colleagueOf } from "../by-request-store.ts";
import { deskKeyJson, type StoredDeskKey } from "../signing/store.ts";
import { type ChangeBody, type ChangeKind, changeBody } from "./change-body.ts";

export type ChangeOutcome = Database["desk_change_outcome"]["outcome"];

/** A change as it is recorded. */
export interface RecordedChange {
  readonly id: string;
  readonly kind: ChangeKind;
  /** Undefined: it was written past the program. No one can do it; it can be declined and taken back. */
  readonly body: ChangeBody | undefined;
  /** Of the person whom it is about, if any. */
  readonly aboutName: string | null;
  readonly aboutEmail: string | null;
  readonly aboutVerified: boolean | null;
  /** By which that person signs once it has taken effect, if they made one. */
  readonly aboutKey: StoredDeskKey | null;
  /** While it is open: id of their present key, if that one takes its place. */
  readonly replaces: string | null;
  /** It would give a new role to a person who has no desk key, or a new key that they didn't make so far. */
  readonly keyless: boolean;
  /** The sentence that its entry in the public log says; null: it was taken down. */
  readonly told: Opening | null;
  readonly proposedBy: Colleague;
  readonly proposedAt: Date;
  readonly proposalSignedBy: Colleague | null;
  /** Id of the only person who could confirm it; null: several could, or none. */
  readonly onlyApprover: string | null;
  /** Of the staff: it gives nothing to anyone. */
  readonly takesOnly: boolean;
  readonly byAdministrator: boolean;
  /** It was proposed before the database was restored. */
  readonly isBroughtBack: boolean;
  /** So were the roles of the member who proposed it. */
  readonly isProposerBroughtBack: boolean;
  /** Of an open change of what authorities reach: the proposer has become a liaison. */
  readonly isProposerLiaison: boolean;
  /** Of an open change of the staff: its person was appointed after it was proposed. */
  readonly isOutdated: boolean;
  /** When it takes effect by itself, if nobody decides. */
  readonly waitsUntil: Date | null;
  /** `lifted`: of a rule of the whole service, before anyone decided. Null: it is open. */
  readonly outcome: ChangeOutcome | "lifted" | null;
  readonly decidedBy: Colleague | null;
  readonly decidedAt: Date | null;
}

interface Row extends Omit<RecordedChange, "body"> {
  readonly words: Record<string, unknown>;
}

const mostDecided = 200;

/** A change of the staff waits as the database says; a platform rule unless it was lifted. None from before a restoration. */
const waits = sql`o.change_id IS NULL AND NOT is_brought_back('change-proposed', c.id) AND CASE c.kind
    WHEN 'staff' THEN takes_effect_by_waiting(c) AND may_wait_since_restoration(c) AND EXISTS (SELECT FROM person p JOIN account a ON a.id = p.account_id
        WHERE p.id::text = c.body ->> 'person' AND NOT a.operator)
    WHEN 'platform-rule' THEN c.by_administrator AND NOT EXISTS (SELECT FROM platform_rule r
      JOIN platform_rule_lifting l ON l.rule_id = r.id WHERE r.change_id = c.id)
    ELSE false END`;

const waitsUntil = sql`CASE WHEN ${waits} THEN waits_from(c) + interval '168 hours' END`;
/** Of the change `c`: the sentence of its entry with its salt, unless it was taken down. */
export const told = sql`(SELECT jsonb_build_object('salt', encode(t.salt, 'hex'), 'value', t.value)
    FROM public_entry e JOIN ledger_text t ON t.entry_id = e.id AND t.name = 'says' AND t.value IS NOT NULL
    WHERE e.kind = 'change-proposed' AND coalesce(e.body ->> 'order', e.body ->> 'change', e.body ->> 'rule',
      e.body ->> 'request') = c.id::text AND coalesce(e.body ->> 'case', '') = '')`;

/** Of an open change `c`: the key in force whose place another takes. */
const replaced = sql`(SELECT encode(now.id, 'hex')
    FROM (SELECT desk_key_now((c.body ->> 'person')::uuid) AS id) now WHERE now.id <> key_given(c))`;

/** What a change of the staff gives a person to sign with. */
export interface GivenKey {
  readonly key?: DeskKey;
  readonly replaces?: string;
}

/** Of an open change. */
export async function readGivenKey(tx: Transaction<Database>, id: string): Promise<GivenKey> {
  const { rows } = await sql<{ key: DeskKey; replaces: string | null }>`
    SELECT base64url(k.public_key) AS "key", ${replaced} AS "replaces"
    FROM desk_change c JOIN desk_key k ON k.id = key_given(c) WHERE c.id = ${id}`.execute(tx);
  const [given] = rows;
  return { ...(given && { key: given.key }), ...(given?.replaces && { replaces: given.replaces }) };
}

/** All that are open, then the newest of the others. INVARIANT: one that can't be read hides no other, and is among them. */
export async function readChanges(
  db: Kysely<Database>,
  id?: string,
): Promise<readonly RecordedChange[]> {
  const { rows } = await sql<Row>`
    WITH desk AS MATERIALIZED (SELECT approvers_now() AS approvers)
    SELECT c.id, c.kind, c.body AS "words", about.name AS "aboutName",
      about.email AS "aboutEmail", about.email_verified AS "aboutVerified", ${told} AS "told",
      (SELECT ${deskKeyJson} FROM desk_key k WHERE k.id = coalesce(given.id, key_given(c))) AS "aboutKey",
      CASE WHEN o.change_id IS NULL THEN ${replaced} END AS "replaces",
      c.kind = 'staff' AND key_given(c) IS NULL AND (asks_new_key(c) OR NOT c.body -> 'roles' <@ coalesce(
        (SELECT to_jsonb(s.roles) FROM staff_appointment s WHERE s.person_id = about.id
          ORDER BY s.id DESC LIMIT 1), '[]')) AS "keyless",
      ${colleagueOf(sql`c.proposed_by`, "")} AS "proposedBy", c.proposed_at AS "proposedAt",
      ${colleagueOf(sql`proposal_signed_by(c.id)`, "")} AS "proposalSignedBy",
      CASE WHEN o.change_id IS NULL THEN only_approver(c, desk.approvers) END AS "onlyApprover", takes_only_from(c) IS NOT NULL AS "takesOnly",
      c.by_administrator AS "byAdministrator", is_brought_back('change-proposed', c.id) AS "isBroughtBack",
      NOT c.by_administrator AND is_member_brought_back(c.proposed_by) AS "isProposerBroughtBack",
      o.change_id IS NULL AND is_of_reach(c) AND is_a_liaison(c.proposed_by) AS "isProposerLiaison",
      o.change_id IS NULL AND is_outdated(c) AS "isOutdated", ${waitsUntil} AS "waitsUntil",
      coalesce(o.outcome, CASE WHEN l.rule_id IS NOT NULL THEN 'lifted' END) AS "outcome",
      ${colleagueOf(sql`o.by_person`, "")} AS "decidedBy", coalesce(o.at, l.at) AS "decidedAt"
    FROM desk CROSS JOIN desk_change c
    LEFT JOIN desk_change_outcome o ON o.change_id = c.id
    LEFT JOIN platform_rule_lifting l ON l.rule_id = c.id
    LEFT JOIN person about ON about.id::text = c.body ->> 'person'
    LEFT JOIN LATERAL (SELECT a.key_id AS id FROM staff_appointment a WHERE a.change_id = c.id) given ON true
    WHERE ${id === undefined ? sql`true` : sql`c.id = ${id}`}
    ORDER BY is_undecided(c) DESC, c.proposed_at DESC, c.id
    LIMIT ${mostDecided}::integer + (SELECT count(*) FROM desk_change open WHERE is_undecided(open))`.execute(
    db,
  );
  return rows.map(({ words, ...row }) => ({ ...row, body: bodyOf(row.kind, words) }));
}

/** Undefined: it can't be read. */
function bodyOf(kind: string, words: Record<string, unknown>): ChangeBody | undefined {
  return changeBody.safeParse({ kind, ...words }).data;
}

export const insertChange = inserter("desk_change");
/** @throws a unique violation where it has its outcome already */
export const insertChangeOutcome = inserter("desk_change_outcome");

/** Locks a change until the transaction ends. Answers whether it has no outcome. */
export async function lockOpenChange(tx: Transaction<Database>, id: string): Promise<boolean> {
  await sql`SELECT hold_change(${id})`.execute(tx);
  const { rows } = await sql`
    SELECT FROM desk_change c WHERE id = ${id}
      AND NOT EXISTS (SELECT FROM desk_change_outcome o WHERE o.change_id = c.id)`.execute(tx);
  return rows.length > 0;
}

/** One change whose waiting is over, locked; others may be taken by another process meanwhile. @param apart not these */
export async function lockWaitedChange(
  tx: Transaction<Database>,
  apart: readonly string[],
): Promise<{ readonly id: string; readonly body: ChangeBody } | undefined> {
  const { rows } = await sql<{ id: string; kind: string; words: Record<string, unknown> }>`
    WITH due AS MATERIALIZED (
      SELECT c.id, c.kind, c.body FROM desk_change c LEFT JOIN desk_change_outcome o ON o.change_id = c.id
      WHERE c.id <> ALL (${apart}::uuid[]) AND waits_from(c) <= now() - interval '168 hours' AND ${waits}
      ORDER BY c.proposed_at)
    SELECT id, kind, body AS "words" FROM due WHERE try_hold_change(id)`.execute(tx);
  for (const { id, kind, words } of rows) {
    const body = bodyOf(kind, words);
    if (body !== undefined) return { id, body };
  }
  return undefined;
}

/** An open proposal of roles for a person. */
export interface OpenRoleProposal {
  readonly id: string;
  readonly roles: RoleProposal["roles"];
  readonly at: Date;
  /** When it takes effect by itself, if nobody decides. */
  readonly until: Date | null;
  readonly emailVerified: boolean;
  /** SHA-256 of the key by which they will sign; null: they have to make one. */
  readonly key: string | null;
  /** It asks for a new one, whatever they have. */
  readonly newKey: boolean;
}

/** The newest first; without those that can't be read. */
export async function readRoleProposals(
  db: Kysely<Database>,
  personId: string,
): Promise<readonly OpenRoleProposal[]> {
  const { rows } = await sql<Omit<OpenRoleProposal, "roles"> & Pick<Row, "words">>`
    SELECT c.id, c.body AS "words", c.proposed_at AS "at", ${waitsUntil} AS "until",
      p.email_verified AS "emailVerified", encode(key_given(c), 'hex') AS "key", asks_new_key(c) AS "newKey"
    FROM person p JOIN desk_change c ON c.body ->> 'person' = p.id::text
    LEFT JOIN desk_change_outcome o ON o.change_id = c.id
    WHERE c.kind = 'staff' AND o.change_id IS NULL AND p.id = ${personId}
      AND c.body -> 'roles' <> '[]'::jsonb
    ORDER BY c.proposed_at DESC, c.id`.execute(db);
  return rows.flatMap(({ words, ...row }) => {
    const body = bodyOf("staff", words);
    return body?.kind === "staff" ? [{ ...row, roles: body.roles }] : [];
  });
}

/** Who is proposed for roles, as far as that decides whether they can be. */
export interface Candidate {
  readonly id: string;
  readonly emailVerified: boolean;
  readonly secondFactor: boolean;
  readonly administrator: boolean;
  readonly roles: readonly DeskRole[];
  readonly liaisonTo: readonly string[];
  readonly isBroughtBack: boolean;
}

/** @param email in lower case */
export async function findCandidate(
  db: Kysely<Database>,
  email: string,
): Promise<Candidate | undefined> {
  const { rows } = await sql<Candidate>`
    SELECT p.id, p.email_verified AS "emailVerified", p.second_factor AS "secondFactor",
      a.operator AS "administrator", is_member_brought_back(p.id) AS "isBroughtBack",
      coalesce(s.roles, '{}') AS "roles",
      CASE WHEN cardinality(s.roles) > 0 THEN s.liaison_to ELSE '{}' END AS "liaisonTo"
    FROM person p JOIN account a ON a.id = p.account_id
    LEFT JOIN LATERAL (SELECT * FROM staff_appointment s WHERE s.person_id = p.id
      ORDER BY s.id DESC LIMIT 1) s ON true
    WHERE p.email = ${email}`.execute(db);
  return rows[0];
}
