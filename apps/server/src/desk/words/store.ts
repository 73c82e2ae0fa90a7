import { wordsSpan } from "@graticule/api/public-words";
import type { KnownNames } from "@graticule/desk/must-hide";
import { type Kysely, sql, type Transaction } from "kysely";
import { z } from "zod";
import { fromRow, inserter, type Row } from "../../db/rows.ts";
import type { Database } from "../../db/schema.ts";
import { type TextKey, textOrMark } from "../../db/text-key.ts";
import { colleagueOf, grouped } from "../by-request-store.ts";
import type { CaseWords } from "../requests/case.ts";

type Outcome = NonNullable<CaseWords["outcome"]>;
interface WordsRow extends Row<Omit<CaseWords, "outcome">> {
  readonly request: string;
  readonly outcome: Outcome["kind"] | null;
  readonly decidedBy: Outcome["by"];
  readonly decidedAt: Date;
  readonly why: string | null;
}

const spans = z.array(wordsSpan);

/** By request, the oldest first. */
export async function readWords(
  db: Kysely<Database>,
  keys: ReadonlyMap<string, TextKey>,
  ids: readonly string[],
) {
  const { rows } = await sql<WordsRow>`
    SELECT w.request_id AS "request", w.id, w.spans, w.prepared_at AS "at",
      is_proposal_brought_back(w.prepared_at) AS "isBroughtBack",
      ${colleagueOf(sql`w.prepared_by`)} AS "by", o.outcome,
      ${colleagueOf(sql`o.by_person`)} AS "decidedBy", o.at AS "decidedAt", o.why
    FROM public_words w LEFT JOIN public_words_outcome o ON o.words_id = w.id
    WHERE w.request_id = ANY (${ids as string[]}::uuid[]) ORDER BY w.prepared_at, w.id`.execute(db);
  return grouped(
    rows,
    (
      { outcome: kind, decidedBy: by, decidedAt: at, why: sealed, ...row },
      request,
    ): CaseWords | undefined => {
      const why = sealed && textOrMark(sealed, whyPath(row.id), keys.get(request));
      const read = spans.safeParse(row.spans);
      // What can't be read keeps no one from the rest of the request.
      if (!read.success) return undefined;
      return {
        ...row,
        spans: read.data,
        outcome: kind === null ? undefined : fromRow<Outcome>({ kind, by, at, why }),
      };
    },
  );
}

const whyPath = (words: string): string => `words ${words}`;

/** Why they were declined, as its row holds it. */
export const sealWhy = (why: string, words: string, key: TextKey): string =>
  key.seal(why, whyPath(words));

/** What the public must not read of the meetings that a request names or named. */
export async function readKnown(
  db: Kysely<Database>,
  requestId: string,
): Promise<Omit<KnownNames, "host">> {
  return knownIn(await readNamed(db, requestId));
}

/** The same of other hosts' meetings, and the codes of those of this room's host. */
export async function readKnownBeside(
  db: Kysely<Database>,
  requestId: string,
  room: string,
): Promise<{ readonly own: readonly string[]; readonly others: Omit<KnownNames, "host"> }> {
  const rows = await readNamed(db, requestId);
  const account = rows.find((one) => one.room === room)?.account;
  const own = rows.filter((one) => one.account === account).map(({ code }) => code);
  return { own, others: knownIn(rows.filter((one) => one.account !== account)) };
}

interface NamedMeeting {
  readonly room: string;
  readonly account: string;
  readonly code: string;
  readonly title: string;
  readonly name: string;
  readonly email: string;
}

async function readNamed(
  db: Kysely<Database>,
  requestId: string,
): Promise<readonly NamedMeeting[]> {
  const { rows } = await sql<NamedMeeting>`
    SELECT q.room, r.account_id AS "account", m.code, m.title, p.name, p.email
    FROM request_meeting q JOIN meeting m ON m.room = q.room JOIN room r ON r.name = q.room
    JOIN person p ON p.account_id = r.account_id WHERE q.request_id = ${requestId}`.execute(db);
  return rows;
}

const knownIn = (rows: readonly NamedMeeting[]): Omit<KnownNames, "host"> => ({
  codes: rows.map(({ code }) => code),
  titles: rows.map(({ title }) => title),
  names: rows.map(({ name }) => name),
  emails: rows.map(({ email }) => email),
});

/** `spans`: what is taken out, counted in characters, as JSON. */
export const insertWords = inserter("public_words");
export const insertWordsOutcome = inserter("public_words_outcome");

/** For the database to compare with what the request commits to, in this transaction alone. */
export async function showToDatabase(tx: Transaction<Database>, words: object): Promise<void> {
  await sql`SELECT set_config('graticule.words', ${JSON.stringify(words)}, true)`.execute(tx);
}
