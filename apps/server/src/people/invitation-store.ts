import type { Invitation } from "@graticule/api/administration";
import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";

const columns = ["id", "email", "note", "created_at", "expires_at"] as const;
const now = sql<Date>`now()`;

export async function deleteExpired(db: Kysely<Database>): Promise<void> {
  await db.deleteFrom("invitation").where("expires_at", "<=", now).execute();
}

export async function insertInvitation(
  db: Kysely<Database>,
  made: {
    readonly hash: Buffer;
    readonly email: string | undefined;
    readonly note: string | undefined;
  },
): Promise<Invitation> {
  const { hash, email, note } = made;
  const row = await db
    .insertInto("invitation")
    .values({
      secret_hash: hash,
      email: email?.toLowerCase() ?? null,
      note: note ?? null,
    })
    .returning(columns)
    .executeTakeFirstOrThrow();
  return read(row);
}

/** Those that are open, newest first, the newest 500. */
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

/** Whether there is one with this hash of a secret that would let this address in now. */
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

interface InvitationRow {
  readonly id: string;
  readonly email: string | null;
  readonly note: string | null;
  readonly created_at: Date;
  readonly expires_at: Date;
}

function read(row: InvitationRow): Invitation {
  return {
    id: row.id,
    ...(row.email === null ? {} : { email: row.email }),
    ...(row.note === null ? {} : { note: row.note }),
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  };
}
