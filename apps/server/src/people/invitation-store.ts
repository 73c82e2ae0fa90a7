import type { Invitation } from "@graticule/api/administration";
import { type Kysely, type Selectable, sql } from "kysely";
import type { Database } from "../db/schema.ts";

const columns = ["id", "email", "note", "created_at", "expires_at"] as const;
const now = sql<Date>`now()`;

export async function deleteExpired(db: Kysely<Database>): Promise<void> {
  await db.deleteFrom("invitation").where("expires_at", "<=", now).execute();
}

export async function insertInvitation(
  db: Kysely<Database>,
  hash: Buffer,
  { email, note }: Pick<Invitation, "email" | "note">,
): Promise<Invitation> {
  const row = await db
    .insertInto("invitation")
    .values({ secret_hash: hash, email: email?.toLowerCase() ?? null, note: note ?? null })
    .returning(columns)
    .executeTakeFirstOrThrow();
  return read(row);
}

/** The newest 500 that are open, newest first. */
export async function listInvitations(db: Kysely<Database>): Promise<readonly Invitation[]> {
  const rows = await db
    .selectFrom("invitation")
    .select(columns)
    .where("expires_at", ">", now)
    .orderBy("created_at", "desc")
    .orderBy("id")
    .limit(500)
    .execute();
  return rows.map(read);
}

export async function deleteInvitation(
  db: Kysely<Database>,
  id: string,
): Promise<"done" | "absent"> {
  const gone = await db
    .deleteFrom("invitation")
    .where("id", "=", id)
    .returning("id")
    .executeTakeFirst();
  return gone === undefined ? "absent" : "done";
}

/** Whether an invitation with this hash of its secret would let this address in now. */
export async function isOpen(db: Kysely<Database>, hash: Buffer, email: string): Promise<boolean> {
  const found = await db
    .selectFrom("invitation")
    .select("id")
    .where("secret_hash", "=", hash)
    .where("expires_at", ">", now)
    .where((one) => one.or([one("email", "is", null), one("email", "=", email.toLowerCase())]))
    .executeTakeFirst();
  return found !== undefined;
}

type InvitationRow = Pick<Selectable<Database["invitation"]>, (typeof columns)[number]>;

function read(row: InvitationRow): Invitation {
  return {
    id: row.id,
    email: row.email ?? undefined,
    note: row.note ?? undefined,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  };
}
