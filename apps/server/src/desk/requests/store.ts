import { bucket, ground } from "@graticule/api/desk";
import { requestContent } from "@graticule/api/requests";
import type { Bucket } from "@graticule/desk/demand";
import type { Comparable } from "@graticule/desk/repeats";
import type { Place } from "@graticule/jurisdiction/place";
import { type Kysely, sql, type Transaction } from "kysely";
import { z } from "zod";
import type { Database } from "../../db/schema.ts";
import { readOrders } from "../orders/store.ts";
import { readWords } from "../words/store.ts";
import { colleagueOf, grouped } from "./by-request.ts";
import type { CaseAuthority, Look, RecordedMeeting, RequestCase, RequestEvent } from "./case.ts";

/** How many requests a list holds: the newest. */
const mostListed = 200;
/** With how many others a request is compared: the newest. */
const mostCompared = 1_000;

/** Locks a request until the transaction ends, so that what is done to it is done one after the other. */
export async function lockRequest(
  tx: Transaction<Database>,
  id: string,
): Promise<"locked" | "absent"> {
  const { rows } = await sql<{ held: boolean }>`SELECT hold_request(${id}) AS "held"`.execute(tx);
  return rows[0]?.held === true ? "locked" : "absent";
}

/** Beginning of the transaction: what it writes is of this moment. */
export async function databaseNow(db: Kysely<Database>): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`SELECT now() AS now`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new TypeError("a database without a clock");
  return row.now;
}

/** Appends to what happened to a request. */
export async function record(
  tx: Transaction<Database>,
  event: {
    readonly id: string;
    readonly kind: string;
    readonly by: string;
    readonly body?: object;
  },
): Promise<void> {
  const { id, kind, by, body = {} } = event;
  await tx
    .insertInto("request_event")
    .values({ request_id: id, kind, by_person: by, body: JSON.stringify(body) })
    .execute();
}

/** `with`: who agreed to a second look; of a first one nobody. */
export async function insertLook(
  tx: Transaction<Database>,
  look: {
    readonly requestId: string;
    readonly meetingNo: number;
    readonly ordinal: 1 | 2;
    readonly bucket: Bucket;
    readonly by: string;
    readonly with: string | undefined;
  },
): Promise<void> {
  const { requestId, meetingNo, ordinal, bucket, by } = look;
  await tx
    .insertInto("desk_look")
    .values({
      request_id: requestId,
      meeting_no: meetingNo,
      ordinal,
      bucket,
      by_person: by,
      with_person: look.with ?? null,
    })
    .execute();
}

export async function readRequest(
  db: Kysely<Database>,
  id: string,
): Promise<RequestCase | undefined> {
  return (await readRequests(db, [id]))[0];
}

/** The newest first. */
export async function listRequests(db: Kysely<Database>): Promise<readonly RequestCase[]> {
  const newest = await db
    .selectFrom("request")
    .select("id")
    .orderBy("number", "desc")
    .limit(mostListed)
    .execute();
  return await readRequests(
    db,
    newest.map(({ id }) => id),
  );
}

interface RequestRow extends Omit<CaseAuthority, "id" | "home"> {
  readonly id: string;
  readonly number: number;
  readonly receivedAt: Date;
  readonly enteredAt: Date;
  readonly authorityId: string;
  readonly home: Place | null;
}

async function readRequests(
  db: Kysely<Database>,
  ids: readonly string[],
): Promise<readonly RequestCase[]> {
  const { rows } = await sql<RequestRow>`
    SELECT r.id AS "id", r.number AS "number", r.received_at AS "receivedAt", r.entered_at AS "enteredAt",
      a.id AS "authorityId", a.series AS "series", a.name AS "name", a.home AS "home",
      is_withdrawn(a.id) AS "withdrawn"
    FROM request r JOIN authority a ON a.id = r.authority_id
    WHERE r.id = ANY (${ids as string[]}::uuid[]) ORDER BY r.number DESC`.execute(db);
  const events = await readEvents(db, ids);
  const meetings = await readMeetings(db, ids);
  const looks = await readLooks(db, ids);
  const orders = await readOrders(db, ids);
  const words = await readWords(db, ids);
  return rows.map(({ id, number, receivedAt, enteredAt, authorityId, home, ...authority }) => ({
    id,
    number,
    receivedAt,
    enteredAt,
    authority: { ...authority, id: authorityId, home: home ?? undefined },
    events: events.get(id) ?? [],
    meetings: meetings.get(id) ?? [],
    looks: looks.get(id) ?? [],
    orders: orders.get(id) ?? [],
    words: words.get(id) ?? [],
  }));
}

const index = z.number().int();
const words = z.string();
const answer = z
  .object({
    answer: z.enum(["met", "narrowed", "refused", "not-handled-here"]),
    ground: ground.optional(),
  })
  .transform((one) => ({ answer: one.answer, ground: one.ground }));
/** What the body of each kind of event holds. */
const eventBody = z.discriminatedUnion("kind", [
  z.object({
    kind: z.enum(["received", "corrected"]),
    content: requestContent,
    meetingNos: z.array(index),
  }),
  z.object({ kind: z.enum(["authenticated", "not-authentic"]), how: words }),
  z.object({ kind: z.literal("review-began") }),
  z.object({ kind: z.enum(["look-asked", "looked"]), meetingNo: index }),
  z.object({ kind: z.literal("demand-answered"), demand: index, answer }),
  z.object({ kind: z.literal("rejected"), ground: words, text: words }),
  z.object({ kind: z.enum(["returned", "answered"]), text: words }),
]);

interface EventRow {
  readonly request: string;
  readonly at: Date;
  readonly kind: string;
  readonly person: string;
  readonly name: string | null;
  readonly body: object;
}

async function readEvents(db: Kysely<Database>, ids: readonly string[]) {
  const { rows } = await sql<EventRow>`
    SELECT e.request_id AS "request", e.at AS "at", e.kind AS "kind", e.by_person AS "person",
      p.name AS "name", e.body AS "body"
    FROM request_event e LEFT JOIN person p ON p.id = e.by_person
    WHERE e.request_id = ANY (${ids as string[]}::uuid[]) ORDER BY e.id`.execute(db);
  return grouped(
    rows,
    ({ at, kind, person, name, body }): RequestEvent => ({
      at,
      by: colleagueOf(person, name),
      ...eventBody.parse({ ...body, kind }),
    }),
  );
}

async function readMeetings(db: Kysely<Database>, ids: readonly string[]) {
  const { rows } = await sql<
    Omit<RecordedMeeting, "room"> & { request: string; room: string | null }
  >`
    SELECT request_id AS "request", no AS "no", room AS "room",
      encode(meeting_commitment, 'hex') AS "meetingCommitment",
      encode(host_commitment, 'hex') AS "hostCommitment"
    FROM request_meeting WHERE request_id = ANY (${ids as string[]}::uuid[]) ORDER BY no`.execute(
    db,
  );
  return grouped(
    rows,
    ({ request, room, ...rest }): RecordedMeeting => ({ ...rest, room: room ?? undefined }),
  );
}

interface LookRow {
  readonly request: string;
  readonly meetingNo: number;
  readonly ordinal: 1 | 2;
  readonly bucket: string;
  readonly at: Date;
  readonly person: string;
  readonly name: string | null;
}

async function readLooks(db: Kysely<Database>, ids: readonly string[]) {
  const { rows } = await sql<LookRow>`
    SELECT l.request_id AS "request", l.meeting_no AS "meetingNo", l.ordinal AS "ordinal",
      l.bucket AS "bucket", l.at AS "at", l.by_person AS "person", p.name AS "name"
    FROM desk_look l LEFT JOIN person p ON p.id = l.by_person
    WHERE l.request_id = ANY (${ids as string[]}::uuid[]) ORDER BY l.meeting_no, l.ordinal`.execute(
    db,
  );
  return grouped(
    rows,
    ({ meetingNo, ordinal, at, ...row }): Look => ({
      meetingNo,
      ordinal,
      at,
      bucket: bucket.parse(row.bucket),
      by: colleagueOf(row.person, row.name),
    }),
  );
}

/** Every place over which an authority has power: by this entry, and by the one that holds now. */
export async function readReach(
  db: Kysely<Database>,
  authorityId: string,
): Promise<readonly Place[]> {
  const { rows } = await sql<{ place: string }>`
    SELECT place AS "place" FROM authority_reach WHERE authority_id = ${authorityId}
    INTERSECT SELECT place FROM authority_reach WHERE authority_id = authority_now(${authorityId})
    ORDER BY "place"`.execute(db);
  return rows.map(({ place }) => place as Place);
}

/** The newest requests, as far as they are compared with each other. */
export async function readComparables(
  db: Kysely<Database>,
): Promise<readonly (Comparable & { readonly number: number })[]> {
  const { rows } = await sql<Omit<Comparable, "receivedAt"> & { number: number; receivedAt: Date }>`
    SELECT r.id AS "id", r.number AS "number", a.series AS "authority", r.received_at AS "receivedAt",
      coalesce((SELECT e.body #>> '{content,reference}' FROM request_event e
        WHERE e.request_id = r.id AND e.kind IN ('received', 'corrected')
        ORDER BY e.id DESC LIMIT 1), '') AS "reference",
      coalesce(m.meetings, '{}') AS "meetings", coalesce(m.hosts, '{}') AS "hosts"
    FROM request r JOIN authority a ON a.id = r.authority_id
    LEFT JOIN LATERAL (SELECT array_agg(encode(meeting_commitment, 'hex')) AS meetings,
        array_agg(DISTINCT encode(host_commitment, 'hex')) AS hosts
      FROM request_meeting WHERE request_id = r.id) m ON true
    ORDER BY r.number DESC LIMIT ${sql.lit(mostCompared)}`.execute(db);
  return rows.map((row) => ({ ...row, receivedAt: row.receivedAt.getTime() }));
}
