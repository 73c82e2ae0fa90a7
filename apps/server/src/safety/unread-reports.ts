import type { ReportReaders } from "@graticule/api/safety";
import { type Kysely, sql } from "kysely";
import { z } from "zod";
import type { Database } from "../db/schema.ts";
import { type Sender, unreadReportLetter } from "../mail/letters.ts";
import type { Letter } from "../mail/mailer.ts";
import { readJsonFile, writeJsonFile } from "../processes/json-file.ts";

/** Reports that no one can read yet: on a new service no one holds the role for some days. */
export interface UnreadReports {
  /** Who reports is told so beforehand. */
  readers(): Promise<ReportReaders>;
  /**
   * Writes to the administrators that a report waits which no one can read, if one does: once a day, across
   * restarts. Never rejects. INVARIANT: nothing of a report, nor of a meeting, leaves the database by it.
   */
  tell(): Promise<void>;
  close(): void;
}

export interface UnreadReportsParts {
  readonly db: Kysely<Database>;
  readonly sender: () => Sender;
  readonly send: (letter: Letter) => Promise<unknown>;
  /** Where it stands when the administrators were told last. */
  readonly toldFile: string;
  readonly nowMs?: () => number;
}

const dayMs = 86_400_000;
const lookAgainMs = 3_600_000;
const told = z.object({ at: z.iso.datetime() });

export function createUnreadReports(parts: UnreadReportsParts): UnreadReports {
  const { db, sender, send, toldFile, nowMs = Date.now } = parts;
  let last = Date.parse(readJsonFile(toldFile, told)?.at ?? "");

  const isTold = (now: number): boolean => Math.abs(now - last) < dayMs;

  const tell = async (): Promise<void> => {
    if (isTold(nowMs()) || !(await waitUnread(db))) return;
    const addresses = await administrators(db);
    const now = nowMs();
    // Another one may have been as quick.
    if (isTold(now) || addresses.length === 0) return;
    last = now;
    writeJsonFile(toldFile, { at: new Date(now).toISOString() });
    for (const address of addresses) void send(unreadReportLetter(sender(), address));
  };
  // While the database or the disk is away, a later round does it.
  const round = (): Promise<void> => tell().catch(() => undefined);
  const timer = setInterval(() => void round(), lookAgainMs).unref();

  return {
    readers: () => readReaders(db),
    tell: round,
    close: () => clearInterval(timer),
  };
}

/** Those of the desk who can come to it: with a role that holds now, and a second factor. */
const present = sql`(SELECT a.roles FROM person p JOIN LATERAL (SELECT s.roles FROM staff_appointment s
  WHERE s.person_id = p.id AND s.effective_at <= now() ORDER BY s.id DESC LIMIT 1) a ON true
  WHERE p.second_factor AND cardinality(a.roles) > 0)`;

async function readReaders(db: Kysely<Database>): Promise<ReportReaders> {
  const { rows } = await sql<{ readonly people: boolean; readonly states: boolean }>`SELECT
    EXISTS (SELECT FROM ${present} AS one WHERE 'safety' = ANY (one.roles)) AS "people",
    EXISTS (SELECT FROM ${present} AS one) AS "states"`.execute(db);
  const word = (can: boolean | undefined) => (can === true ? "someone" : "no-one");
  return { people: word(rows[0]?.people), states: word(rows[0]?.states) };
}

async function waitUnread(db: Kysely<Database>): Promise<boolean> {
  const { people, states } = await readReaders(db);
  const { rows } = await sql<{ readonly waits: boolean }>`SELECT EXISTS (SELECT FROM abuse_report r
    WHERE NOT EXISTS (SELECT FROM abuse_report_outcome o WHERE o.report_id = r.id)
      AND CASE WHEN r.from_state THEN ${states === "no-one"}::boolean
        ELSE ${people === "no-one"}::boolean END) AS "waits"`.execute(db);
  return rows[0]?.waits === true;
}

async function administrators(db: Kysely<Database>): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("person")
    .innerJoin("account", "account.id", "person.account_id")
    .select("person.email")
    .where("account.operator", "=", true)
    .execute();
  return rows.map(({ email }) => email);
}
