import { bucket } from "@graticule/api/desk";
import type { RequestContent } from "@graticule/api/requests";
import type { Comparable } from "@graticule/desk/repeats";
import type { Place } from "@graticule/jurisdiction/place";
import { type Kysely, sql, type Transaction } from "kysely";
import type { Seal } from "../../config/seal.ts";
import { fromRow, inserter, type NewRow, type Row } from "../../db/rows.ts";
import type { Database } from "../../db/schema.ts";
import { openText, type TextKey } from "../../db/text-key.ts";
import { readTextKeys, textKeyFor } from "../../db/text-keys.ts";
import { isConfirmed, type Signers } from "../../rooms/order-signers.ts";
import { colleagueOf, grouped } from "../by-request-store.ts";
import { readOrders } from "../orders/store.ts";
import { readWords } from "../words/store.ts";
import {
  type CaseAuthority,
  eventBody,
  type Look,
  possibleSteps,
  type RecordedMeeting,
  type RequestCase,
  type RequestEvent,
} from "./case.ts";
import { commitmentsTo, openBody, sealBody } from "./texts.ts";

/** How many requests a list holds: the newest. */
const mostListed = 200;
/** With how many others a request is compared in search of likely repeats: of its authority first, the newest. */
const mostCompared = 1_000;

/** Locks a request until the transaction ends: acts on it follow one another. */
export async function lockRequest(
  tx: Transaction<Database>,
  id: string,
): Promise<"locked" | "absent"> {
  const { rows } = await sql<{ held: boolean }>`SELECT hold_request(${id}) AS "held"`.execute(tx);
  return rows[0]?.held === true ? "locked" : "absent";
}

/** When the transaction began: the moment of all that it writes. */
export async function databaseNow(db: Kysely<Database>): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`SELECT now() AS now`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new TypeError("a database without a clock");
  return row.now;
}

const insertSealedEvent = inserter("request_event");

/** `body`: as the kind of event has it; its texts are sealed. */
export async function insertEvent(
  tx: Transaction<Database>,
  seal: Seal,
  { body, ...event }: Omit<NewRow<"request_event">, "body"> & { readonly body: object },
): Promise<void> {
  const key = await textKeyFor(tx, seal, event.requestId);
  const stored = "content" in body ? withCommitments(body as Received, key) : sealBody(body, key);
  await insertSealedEvent(tx, { ...event, body: JSON.stringify(stored) });
}

type Received = { readonly content: RequestContent };

const withCommitments = (body: Received, key: TextKey): object => ({
  ...sealBody(body, key),
  commitments: commitmentsTo(body.content, key),
});

/** `withPerson`: who agreed to a second look; null for a first one. */
export const insertLook = inserter("desk_look");

export async function readRequest(
  db: Kysely<Database>,
  seal: Seal,
  id: string,
): Promise<RequestCase | undefined> {
  return (await readRequests(db, seal, [id]))[0];
}

const isOpen = sql`NOT EXISTS (SELECT FROM request_event e WHERE e.request_id = r.id
  AND e.kind IN ('returned', 'rejected', 'answered'))`;
/** Or waits for its approval. */
const stands = sql`EXISTS (SELECT FROM order_proposal p
  WHERE p.request_id = r.id AND p.ends_at > now() AND NOT EXISTS (SELECT FROM order_end e WHERE e.order_id = p.id)
  AND NOT EXISTS (SELECT FROM order_refusal n WHERE n.order_id = p.id))`;

/**
 * The newest first: all on which an order stands; as many as fit of those that are open, and of the others. Senders who
 * aren't in the register come last: anyone may write.
 */
export async function listRequests(
  db: Kysely<Database>,
  seal: Seal,
): Promise<readonly RequestCase[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT r.id FROM request r
    ORDER BY ${stands} DESC, ${isOpen} DESC, r.authority_id IS NULL, r.number DESC
    LIMIT ${mostListed}::integer + (SELECT count(*) FROM request r WHERE ${stands})`.execute(db);
  return await readRequests(
    db,
    seal,
    rows.map(({ id }) => id),
  );
}

type RequestRow = Pick<RequestCase, "id" | "number" | "receivedAt" | "enteredAt"> & {
  readonly authority: Row<CaseAuthority> | null;
  readonly textsEnd: string | null;
};

async function readRequests(
  db: Kysely<Database>,
  seal: Seal,
  ids: readonly string[],
): Promise<readonly RequestCase[]> {
  const { rows } = await sql<RequestRow>`
    SELECT r.id, r.number, r.received_at AS "receivedAt", r.entered_at AS "enteredAt",
      texts_end(r.id)::text AS "textsEnd",
      CASE WHEN a.id IS NOT NULL THEN jsonb_build_object('id', a.id, 'series', a.series, 'name', a.name,
        'home', a.home, 'withdrawn', is_withdrawn(a.id)) END AS "authority"
    FROM request r LEFT JOIN authority a ON a.id = r.authority_id
    WHERE r.id = ANY (${ids as string[]}::uuid[]) ORDER BY r.number DESC`.execute(db);
  const keys = await readTextKeys(db, seal, ids);
  const { events, lost } = await readEvents(db, keys, ids);
  const meetings = await readMeetings(db, ids);
  const looks = await readLooks(db, ids);
  const orders = await readOrders(db, keys, ids);
  const words = await readWords(db, keys, ids);
  const cases = rows.map(({ id, number, receivedAt, enteredAt, authority, textsEnd }) => {
    const named = meetings.get(id) ?? [];
    return {
      id,
      number,
      receivedAt,
      enteredAt,
      authority: authority === null ? undefined : fromRow<CaseAuthority>(authority),
      events: possibleSteps(events.get(id) ?? [], named),
      texts: { kept: !lost.has(id), end: textsEnd ?? undefined },
      meetings: named,
      looks: looks.get(id) ?? [],
      orders: orders.get(id) ?? [],
      words: words.get(id) ?? [],
    };
  });
  return cases.filter(({ events: steps }) => steps.length > 0);
}

type OfRequest<Kept> = Kept & { readonly request: string };

async function readEvents(
  db: Kysely<Database>,
  keys: ReadonlyMap<string, TextKey>,
  ids: readonly string[],
) {
  const { rows } = await sql<
    OfRequest<
      Pick<RequestEvent, "at" | "by"> & {
        readonly kind: string;
        readonly body: object;
      }
    >
  >`
    SELECT e.request_id AS "request", e.at, e.kind,
      ${colleagueOf(sql`e.by_person`)} AS "by", e.body
    FROM request_event e
    WHERE e.request_id = ANY (${ids as string[]}::uuid[]) ORDER BY e.id`.execute(db);
  const lost = new Set<string>();
  const events = grouped(rows, ({ at, by, kind, body }, id): RequestEvent | undefined => {
    const opened = openBody(body, keys.get(id));
    if (opened.lost) lost.add(id);
    const read = eventBody.safeParse({ ...opened.body, kind });
    return read.success ? { at, by, ...read.data } : undefined;
  });
  return { events, lost };
}

async function readMeetings(db: Kysely<Database>, ids: readonly string[]) {
  const { rows } = await sql<OfRequest<Row<RecordedMeeting>>>`
    SELECT request_id AS "request", no, room,
      encode(meeting_commitment, 'hex') AS "meetingCommitment",
      encode(host_commitment, 'hex') AS "hostCommitment"
    FROM request_meeting WHERE request_id = ANY (${ids as string[]}::uuid[]) ORDER BY no`.execute(
    db,
  );
  return grouped(rows, (row) => fromRow<RecordedMeeting>(row));
}

async function readLooks(db: Kysely<Database>, ids: readonly string[]) {
  const { rows } = await sql<OfRequest<Look>>`
    SELECT request_id AS "request", meeting_no AS "meetingNo", ordinal, bucket,
      at, ${colleagueOf(sql`by_person`)} AS "by"
    FROM desk_look WHERE request_id = ANY (${ids as string[]}::uuid[]) ORDER BY meeting_no, ordinal`.execute(
    db,
  );
  return grouped(rows, (row): Look => ({ ...row, bucket: bucket.parse(row.bucket) }));
}

/** Meetings of a request, by their number, at which nobody may look any more for a day. */
export async function readLooksSpent(
  db: Kysely<Database>,
  requestId: string,
): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ no: number }>`
    SELECT no FROM request_meeting WHERE request_id = ${requestId}
      AND looks_are_spent(meeting_commitment, host_commitment)`.execute(db);
  return new Set(rows.map(({ no }) => no));
}

/** Every place over which an authority has power (undefined: none) by this entry and by its series' newest one, if two keys signed both. */
export async function readReach(
  db: Kysely<Database>,
  authorityId: string | undefined,
  signed: Signers,
): Promise<readonly Place[]> {
  if (authorityId === undefined) return [];
  const entered = await db
    .selectFrom("authority")
    .select("change_id as change")
    .where("id", "in", sql<string>`(${authorityId}, authority_now(${authorityId}))`)
    .execute();
  if (!entered.every(({ change }) => isConfirmed(signed, change, "authority"))) return [];
  const { rows } = await sql<{ place: string }>`
    SELECT place FROM authority_reach WHERE authority_id = ${authorityId}
    INTERSECT SELECT place FROM authority_reach WHERE authority_id = authority_now(${authorityId})
    ORDER BY "place"`.execute(db);
  return rows.map(({ place }) => place as Place);
}

/** `seal`: whether a law delays its authority's name, or did. */
export type Compared = Comparable & {
  readonly number: number;
  readonly seal: "none" | "holds" | "over";
};

/**
 * Requests, as far as they are compared with each other. With references, of one authority alone by
 * its series, whose requests come first. Without, all that authorities sent: no other hides them.
 */
export async function readComparables(
  db: Kysely<Database>,
  references?: { readonly seal: Seal; readonly of: string | undefined },
): Promise<readonly Compared[]> {
  type Moments = { readonly receivedAt: Date; readonly enteredAt: Date };
  type Read = Omit<Compared, keyof Moments | "authority"> & Moments;
  const { rows } = await sql<Read & { authority: string | null }>`
    SELECT r.id, r.number, a.series AS "authority", r.received_at AS "receivedAt",
      CASE WHEN NOT names_its_authority(r.id) THEN 'holds'
        WHEN request_says(r.id) #> '{content,forbidsNotice}' IS NULL THEN 'none' ELSE 'over' END AS "seal",
      r.entered_at AS "enteredAt",
      coalesce((SELECT e.body #>> '{content,reference}' FROM request_event e
        WHERE e.request_id = r.id AND e.kind IN ('received', 'corrected')
        ORDER BY e.id DESC LIMIT 1), '') AS "reference",
      coalesce(m.meetings, '{}') AS "meetings", coalesce(m.hosts, '{}') AS "hosts"
    FROM request r LEFT JOIN authority a ON a.id = r.authority_id
    LEFT JOIN LATERAL (SELECT array_agg(encode(meeting_commitment, 'hex')) AS meetings,
        array_agg(DISTINCT encode(host_commitment, 'hex')) AS hosts
      FROM request_meeting WHERE request_id = r.id) m ON true
    WHERE r.authority_id IS NOT NULL OR ${references !== undefined}
    ORDER BY a.series = ${references?.of ?? null}::uuid DESC NULLS LAST, r.number DESC
    LIMIT ${references === undefined ? null : mostCompared}::integer`.execute(db);
  const compared = rows
    .filter(({ authority }) => authority !== null && authority === references?.of)
    .map(({ id }) => id);
  const keys = references && (await readTextKeys(db, references.seal, compared));
  return rows.map((row) => ({
    ...row,
    authority: row.authority ?? undefined,
    reference: openText(row.reference, "content.reference", keys?.get(row.id)) ?? "",
    receivedAt: row.receivedAt.getTime(),
    enteredAt: row.enteredAt.getTime(),
  }));
}

/** Publishes which rules of the whole service are near a request, and what a third person said of them. */
export async function linkRules(tx: Transaction<Database>): Promise<void> {
  await sql`SELECT link_rules()`.execute(tx);
}

/** What the public log says of repeated requests, or will. */
export async function readToldRepeats(
  db: Kysely<Database>,
): Promise<readonly { readonly request: number; readonly host: string }[]> {
  const { rows } = await sql<{ request: number; host: string }>`
    SELECT (body ->> 'request')::float8 AS "request", body ->> 'host' AS "host" FROM public_entry
    WHERE kind = 'repeated-requests'`.execute(db);
  return rows;
}
