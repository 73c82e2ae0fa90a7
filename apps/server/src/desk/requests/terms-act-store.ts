import { type Kysely, sql } from "kysely";
import type { Database } from "../../db/schema.ts";

/** An act under the terms of service in whose windows a request falls. */
interface TermsActAround {
  readonly id: string;
  readonly kind: string;
  /** `YYYY-MM-DD`, UTC: when it took effect. */
  readonly on: string;
  /** Someone else looked at it knowing of this request. */
  readonly reviewed: boolean;
  /** Commitments, lower-case hexadecimal; of the meeting null where it was about none. */
  readonly meeting: string | null;
  readonly host: string;
}

/**
 * Acts under the terms of service against a meeting that a request names, its host or the host's
 * meetings: from 90 days before its receipt until 180 days after its closing. Oldest first. The
 * desk can only read them.
 */
export async function termsActsAround(
  db: Kysely<Database>,
  requestId: string,
): Promise<readonly TermsActAround[]> {
  const { rows } = await sql<TermsActAround>`
    SELECT a.id, a.kind, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS "on",
      (EXISTS (SELECT FROM terms_review v WHERE v.act_id = a.id AND v.request_id = ${requestId})
        OR EXISTS (SELECT FROM terms_approval t JOIN request r ON r.id = ${requestId}
          WHERE t.act_id = a.id AND t.review = 'third' AND t.at >= r.entered_at)) AS "reviewed",
      encode(a.meeting_commitment, 'hex') AS "meeting", encode(a.host_commitment, 'hex') AS "host"
    FROM terms_act a JOIN terms_effect e ON e.act_id = a.id
    WHERE a.kind <> 'reinstate-account' AND ${requestId}::uuid IN
      (SELECT requests_around(a.meeting_commitment, a.host_commitment, e.at))
    ORDER BY e.at, a.id`.execute(db);
  return rows;
}
