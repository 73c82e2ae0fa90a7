import { type HostNotice, hostNotice } from "@graticule/api/host-notices";
import { type Kysely, sql, type Transaction } from "kysely";
import type { Database } from "../../db/schema.ts";

/** What a notice tells, including what is sealed. */
export type NoticeBody = Omit<HostNotice, "id" | "at" | "kind">;

interface StoredNotice extends Pick<HostNotice, "id" | "kind"> {
  readonly at: Date;
  readonly body: NoticeBody;
  /** The database's time. */
  readonly now: Date;
}

/** Of each kind. */
const mostListed = 50;
const storedBody = hostNotice.omit({ id: true, at: true, kind: true });

/** INVARIANT: written in the transaction of what it tells. */
export async function writeNotice(
  tx: Transaction<Database>,
  room: string,
  { kind, ...body }: NoticeBody & Pick<HostNotice, "kind">,
): Promise<void> {
  await tx
    .insertInto("host_notice")
    .values({ room, kind, body: JSON.stringify(body) })
    .execute();
}

/**
 * The newest {@link mostListed} of each kind that a meeting got, from authorities and from senders of no register, the newest first.
 * INVARIANT: one that can't be read hides no other, and a crowd of requests no order, nor of strangers' an authority's.
 */
export async function readNotices(
  db: Kysely<Database>,
  room: string,
): Promise<readonly StoredNotice[]> {
  const { rows } = await sql<Omit<StoredNotice, "body"> & { readonly body: unknown }>`
    SELECT id, at, kind, body, now() FROM (
      SELECT *, row_number() OVER (PARTITION BY kind, body ? 'authority' ORDER BY id DESC) AS nth FROM host_notice
        WHERE room = ${room}) notice
    WHERE nth <= ${mostListed} ORDER BY id DESC`.execute(db);
  return rows.flatMap(({ body, ...row }) => {
    const read = storedBody.safeParse(body);
    return read.success ? [{ ...row, body: read.data }] : [];
  });
}

/** The e-mail addresses of the owners of these meetings, each once. */
export async function addressesOf(
  db: Kysely<Database>,
  rooms: readonly string[],
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("room as r")
    .innerJoin("person as p", "p.account_id", "r.account_id")
    .select("p.email")
    .distinct()
    .where("r.name", "in", rooms.length === 0 ? [""] : rooms)
    .execute();
  return rows.map(({ email }) => email);
}
