import { type Report, type ReportReaders, termsActKind } from "@graticule/api/safety";
import { type Kysely, sql } from "kysely";
import type { Seal } from "../config/seal.ts";
import { fromRow, inserter, type Row } from "../db/rows.ts";
import type { Database } from "../db/schema.ts";
import { destroyedText, openText, stateOfTexts } from "../db/text-key.ts";
import { readTextKeys } from "../db/text-keys.ts";
import { termsPaths } from "./terms-texts.ts";

/** `text`: sealed. `receipt`: what shows that it is from inside, where it is; not kept. */
export const insertReport = inserter("abuse_report");
/** Kept only until the sitting is over. */
export const insertReportedParticipant = inserter("reported_participant");

const kinds = termsActKind.exclude(["reinstate-account"]).options;

type ReportRow = Row<Omit<Report, "texts">> & {
  readonly textsEnd: string | null;
  /** The database's present time. */
  readonly now: Date;
};

/**
 * 500 of them, the newest first: those that are open before the others, those from inside before those from
 * outside, and one of each meeting before its next one, so that no crowd hides another meeting's. None about the reader's own
 * meeting. `state`: from a state, or sent on to the desk; no act can rest on these.
 */
export async function listReports(
  db: Kysely<Database>,
  seal: Seal,
  { which, who }: { readonly which: "all" | "state"; readonly who: string },
): Promise<readonly Report[]> {
  const wanted = which === "all" ? sql`true` : sql`(r.from_state OR o.outcome = 'to-the-desk')`;
  const { rows } = await sql<ReportRow>`
    SELECT r.id, m.code, to_char(r.made_on, 'YYYY-MM-DD') AS "on", r.what,
      r.text, texts_end(r.id)::text AS "textsEnd", now() AS "now", r.inside, r.from_state AS "fromState", o.outcome,
      p.display_name AS "participant",
      ARRAY(SELECT kind FROM unnest(${kinds as string[]}::text[]) AS kind
        WHERE m.code IS NOT NULL AND why_no_act(r.id, kind) IS NULL) AS "supports"
    FROM abuse_report r LEFT JOIN meeting m ON m.room = r.room
    LEFT JOIN abuse_report_outcome o ON o.report_id = r.id
    LEFT JOIN reported_participant p ON p.report_id = r.id AND ${which} = 'all'
    WHERE r.id IN (SELECT r.id FROM abuse_report r LEFT JOIN abuse_report_outcome o ON o.report_id = r.id
      WHERE ${wanted} AND (r.room IN (SELECT own_rooms(${who}))) IS NOT TRUE ORDER BY o.report_id IS NULL DESC, r.inside DESC, row_number() OVER (
        PARTITION BY r.room, r.inside, o.report_id IS NULL ORDER BY r.made_on DESC, r.id) LIMIT 500)
    ORDER BY r.made_on DESC, r.id`.execute(db);
  const ids = rows.map(({ id }) => id);
  const keys = await readTextKeys(db, seal, ids);
  return rows.map(({ text: sealed, textsEnd, now, ...row }) => {
    const text = openText(sealed, termsPaths.report(row.id), keys.get(row.id));
    const texts = stateOfTexts({ kept: text !== undefined, end: textsEnd ?? undefined }, now);
    return { ...fromRow<Omit<Report, "text" | "texts">>(row), text: text ?? destroyedText, texts };
  });
}

/** @throws a unique violation where it has its outcome already */
export async function insertReportOutcome(
  db: Kysely<Database>,
  closing: {
    readonly reportId: string;
    readonly outcome: "no-action" | "to-the-desk";
    readonly byPerson: string;
  },
): Promise<"done" | "not-found"> {
  const { reportId, outcome, byPerson } = closing;
  const made = await sql`
    INSERT INTO abuse_report_outcome (report_id, outcome, by_person)
    SELECT id, ${outcome}, ${byPerson} FROM abuse_report WHERE id = ${reportId}
    RETURNING report_id`.execute(db);
  return made.rows.length === 0 ? "not-found" : "done";
}

/** Those of the desk who can come to it: with a role that holds now, and a second factor. */
const present = sql`(SELECT p.id, a.roles FROM person p, appointment_now(p.id) a
  WHERE p.second_factor AND cardinality(a.roles) > 0)`;

/** Whether someone can read the reports of people, and those of states. */
export async function readReaders(db: Kysely<Database>): Promise<ReportReaders> {
  const { rows } = await sql<{ readonly people: boolean; readonly states: boolean }>`SELECT
    EXISTS (SELECT FROM ${present} AS one WHERE 'safety' = ANY (one.roles)) AS "people",
    EXISTS (SELECT FROM ${present} AS one) AS "states"`.execute(db);
  const word = (can: boolean | undefined) => (can === true ? "someone" : "no-one");
  return { people: word(rows[0]?.people), states: word(rows[0]?.states) };
}

/** Whether a report is open that no one can read, also because its host is the only one who could. */
export async function waitUnread(db: Kysely<Database>): Promise<boolean> {
  const { rows } = await sql<{ readonly waits: boolean }>`
    WITH reader AS MATERIALIZED (
      SELECT one.roles, ARRAY(SELECT own_rooms(one.id)) AS rooms FROM ${present} AS one)
    SELECT EXISTS (SELECT FROM abuse_report r
      WHERE NOT EXISTS (SELECT FROM abuse_report_outcome o WHERE o.report_id = r.id)
        AND NOT EXISTS (SELECT FROM reader
          WHERE (r.from_state OR 'safety' = ANY (roles)) AND (r.room = ANY (rooms)) IS NOT TRUE)) AS "waits"`.execute(
    db,
  );
  return rows[0]?.waits === true;
}
