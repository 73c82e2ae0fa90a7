import type { RegisteredAuthority } from "@graticule/api/desk-changes";
import { newKeyMs, newRoleMs } from "@graticule/desk/order-states";
import type { DeskMember } from "@graticule/desk/staff";
import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import { type Kysely, sql } from "kysely";
import { inserter, type Row } from "../../db/rows.ts";
import type { Database } from "../../db/schema.ts";
import { isConfirmed, type Signers } from "../../rooms/order-signers.ts";
import { shortest } from "./shortest.ts";

/** A member with what only colleagues see. */
export interface RegisteredMember {
  readonly member: DeskMember;
  readonly name: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly secondFactor: boolean;
  /** SHA-256 of their desk key in force; null: they have none. */
  readonly key: string | null;
}

type Since = "approverSince" | "appealsSince" | "keySince";
type MemberRow = Omit<RegisteredMember, "member"> &
  Omit<DeskMember, Since> & { readonly [S in Since]: Date | null };

const member = sql`
    SELECT p.id, p.name, p.email, p.email_verified AS "emailVerified",
      p.second_factor AS "secondFactor",
      encode(a.key_id, 'hex') AS "key", desk_key_since(a.key_id) AS "keySince",
      held.roles, ARRAY(SELECT liaisons_of(p.id)) AS "liaisonTo", ARRAY(SELECT requests_about(p.id)) AS "ownRequests",
      desk_role_since(p.id, 'approver') AS "approverSince",
      desk_role_since(p.id, 'appeals') AS "appealsSince",
      is_member_brought_back(p.id) AS "isBroughtBack"
    FROM person p, appointment_now(p.id) a, LATERAL (SELECT ARRAY(SELECT role FROM unnest(a.roles) AS role
      WHERE desk_role_since(p.id, role) IS NOT NULL) AS roles) held
    WHERE cardinality(held.roles) > 0`;

/** Everyone who holds a role now, by name. */
export async function readMembers(db: Kysely<Database>): Promise<readonly RegisteredMember[]> {
  const { rows } = await sql<MemberRow>`${member} ORDER BY p.name, p.id`.execute(db);
  return rows.map(memberOf);
}

/** Undefined: holds no role. */
export async function findMember(
  db: Kysely<Database>,
  id: string,
): Promise<RegisteredMember | undefined> {
  const { rows } = await sql<MemberRow>`${member} AND p.id = ${id}`.execute(db);
  return rows[0] && memberOf(rows[0]);
}

function memberOf(row: MemberRow): RegisteredMember {
  const { id, roles, liaisonTo, ownRequests, isBroughtBack, ...rest } = row;
  const { approverSince, appealsSince, keySince, ...known } = rest;
  const since = {
    approverSince: approverSince?.getTime(),
    appealsSince: appealsSince?.getTime(),
    keySince: keySince?.getTime(),
  };
  return { ...known, member: { id, roles, liaisonTo, ownRequests, isBroughtBack, ...since } };
}

type Confirmed = Pick<Signers, "confirmed">;

type AuthorityRow = Row<
  Pick<RegisteredAuthority, "id" | "series" | "name" | "kind" | "home" | "union" | "contact">
> & {
  readonly changeId: string;
  readonly enteredAt: Date;
  readonly withdrawnAt: Date | null;
  readonly places: readonly { readonly place: string; readonly instrument: string | null }[];
};

/** The last entry of each series that two keys signed, by name; those that are withdrawn too. */
export async function readAuthorities(
  db: Kysely<Database>,
  signers: Confirmed,
): Promise<readonly RegisteredAuthority[]> {
  const { rows } = await sql<AuthorityRow>`
    SELECT a.id, a.series, a.name, a.kind, a.home, a.change_id AS "changeId",
      a.union_id AS "union", a.contact, a.entered_at AS "enteredAt", w.at AS "withdrawnAt", reach.places
    FROM (SELECT DISTINCT ON (series) * FROM authority ORDER BY series, entered_at DESC, id) a
    LEFT JOIN authority_withdrawal w ON w.authority_id = a.id
    JOIN LATERAL (SELECT coalesce(json_agg(json_build_object('place', r.place, 'instrument', r.instrument)
        ORDER BY r.place), '[]') AS places FROM authority_reach r WHERE r.authority_id = a.id) reach ON true
    ORDER BY a.name, a.id`.execute(db);
  const signed = rows.filter(({ changeId }) => isConfirmed(signers, changeId, "authority"));
  return signed.map(({ home, union, changeId: _, enteredAt, withdrawnAt, places, ...row }) => ({
    ...row,
    home: home ?? undefined,
    union: union ?? undefined,
    withdrawnAt: withdrawnAt?.toISOString(),
    enteredAt: enteredAt.toISOString(),
    reach: placesOf(places.map(({ place }) => place)),
    instruments: placesOf(
      places.flatMap((one) => (one.instrument === null ? [] : [one.place])),
    ).map((place) => ({
      place,
      citation: places.find((one) => one.place === place)?.instrument ?? "",
    })),
  }));
}

function placesOf(codes: readonly string[]): Place[] {
  return shortest(codes.map(parsePlace).filter((place) => place !== undefined));
}

/** Of the places of disputed standing: also those that only a row takes from the list. */
export async function readDisputed(
  db: Kysely<Database>,
  signers: Confirmed,
): Promise<readonly { readonly place: string; readonly source: string; readonly since: string }[]> {
  const last = await db
    .selectFrom("disputed_place_event")
    .distinctOn("place")
    .select(["place", "source", "at", "listed", "change_id"])
    .orderBy("place")
    .orderBy("id", "desc")
    .execute();
  return last
    .filter((one) => one.listed || !isConfirmed(signers, one.change_id, "disputed-places"))
    .map(({ place, source, at }) => ({ place, source, since: at.toISOString().slice(0, 10) }));
}

export async function readDisputedPlaces(
  db: Kysely<Database>,
  signers: Confirmed,
): Promise<ReadonlySet<Place>> {
  return new Set((await readDisputed(db, signers)).map(({ place }) => place as Place));
}

/** @throws a unique violation where it is withdrawn already */
export const insertAuthorityWithdrawal = inserter("authority_withdrawal");

/**
 * How many reports of abuse nobody has closed.
 * @param who asks: those about their own meeting are not counted for them
 */
export async function countOpenReports(db: Kysely<Database>, who: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`SELECT count(*) AS "count" FROM abuse_report r
    WHERE NOT EXISTS (SELECT FROM abuse_report_outcome o WHERE o.report_id = r.id)
      AND (r.room IN (SELECT own_rooms(${who}))) IS NOT TRUE`.execute(db);
  return rows[0]?.count ?? 0;
}

/** When their desk key can sign for the first time; undefined: already, or they have none. */
export function signsFrom({ keySince }: DeskMember, now: number): number | undefined {
  return toCome(keySince, newKeyMs, now);
}

/** When an approver can approve for the first time; undefined: already, or no approver. */
export function approvesFrom({ approverSince }: DeskMember, now: number): number | undefined {
  return toCome(approverSince, newRoleMs, now);
}

/** When they can decide an appeal for the first time; undefined: already, or they hear none. */
export function hearsFrom({ appealsSince }: DeskMember, now: number): number | undefined {
  return toCome(appealsSince, newRoleMs, now);
}

function toCome(since: number | undefined, waitMs: number, now: number): number | undefined {
  if (since === undefined) return undefined;
  const from = since + waitMs;
  return from > now ? from : undefined;
}
