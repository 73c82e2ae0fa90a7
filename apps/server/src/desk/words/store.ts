import { wordsSpan } from "@graticule/api/public-words";
import type { KnownNames } from "@graticule/desk/must-hide";
import type { Span } from "@graticule/desk/redaction";
import { type Kysely, sql, type Transaction } from "kysely";
import { z } from "zod";
import type { Database } from "../../db/schema.ts";
import { colleagueOf, grouped } from "../requests/by-request.ts";
import type { CaseWords } from "./words.ts";

interface WordsRow {
  readonly request: string;
  readonly id: string;
  readonly spans: unknown;
  readonly preparer: string;
  readonly preparerName: string | null;
  readonly preparedAt: Date;
  readonly outcome: "published" | "declined" | null;
  readonly decider: string | null;
  readonly deciderName: string | null;
  readonly decidedAt: Date | null;
  readonly why: string | null;
}

const spans = z.array(wordsSpan);

/** By request, the oldest first. */
export async function readWords(db: Kysely<Database>, ids: readonly string[]) {
  const { rows } = await sql<WordsRow>`
    SELECT w.request_id AS "request", w.id AS "id", w.spans AS "spans", w.prepared_by AS "preparer",
      p.name AS "preparerName", w.prepared_at AS "preparedAt", o.outcome AS "outcome",
      o.by_person AS "decider", d.name AS "deciderName", o.at AS "decidedAt", o.why AS "why"
    FROM public_words w LEFT JOIN person p ON p.id = w.prepared_by
    LEFT JOIN public_words_outcome o ON o.words_id = w.id LEFT JOIN person d ON d.id = o.by_person
    WHERE w.request_id = ANY (${ids as string[]}::uuid[]) ORDER BY w.prepared_at, w.id`.execute(db);
  return grouped(
    rows,
    (row): CaseWords => ({
      id: row.id,
      spans: spans.parse(row.spans),
      at: row.preparedAt,
      by: colleagueOf(row.preparer, row.preparerName),
      outcome: outcomeOf(row),
    }),
  );
}

function outcomeOf(row: WordsRow): CaseWords["outcome"] {
  const { outcome, decider, decidedAt, why } = row;
  if (outcome === null || decider === null || decidedAt === null) return undefined;
  const by = colleagueOf(decider, row.deciderName);
  return { kind: outcome, by, at: decidedAt, why: why ?? undefined };
}

/** Of the meetings that a request names, or named before a correction: what the public must not read. */
export async function readKnown(
  db: Kysely<Database>,
  requestId: string,
): Promise<Omit<KnownNames, "host">> {
  const { rows } = await sql<{ code: string; title: string; name: string; email: string }>`
    SELECT m.code AS "code", m.title AS "title", p.name AS "name", p.email AS "email"
    FROM request_meeting q JOIN meeting m ON m.room = q.room JOIN room r ON r.name = q.room
    JOIN person p ON p.account_id = r.account_id WHERE q.request_id = ${requestId}`.execute(db);
  return {
    codes: rows.map(({ code }) => code),
    titles: rows.map(({ title }) => title),
    names: rows.map(({ name }) => name),
    emails: rows.map(({ email }) => email),
  };
}

/** `spans`: what is taken out, counted in characters. */
export async function insertWords(
  tx: Transaction<Database>,
  words: { readonly requestId: string; readonly spans: readonly Span[]; readonly by: string },
): Promise<void> {
  const { requestId, spans, by } = words;
  await tx
    .insertInto("public_words")
    .values({ request_id: requestId, spans: JSON.stringify(spans), prepared_by: by })
    .execute();
}

export async function insertWordsOutcome(
  tx: Transaction<Database>,
  ended: {
    readonly wordsId: string;
    readonly requestId: string;
    readonly outcome: "published" | "declined";
    readonly why: string | null;
    readonly by: string;
  },
): Promise<void> {
  const { wordsId, requestId, outcome, why, by } = ended;
  await tx
    .insertInto("public_words_outcome")
    .values({ outcome, why, words_id: wordsId, request_id: requestId, by_person: by })
    .execute();
}
