import type { Invitation, InvitationCreated } from "@graticule/api/administration";
import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";
import { hashSecret, newSecret } from "../http/secret.ts";
import { invitationLetter, type Sender } from "../mail/letters.ts";
import type { Letter, Posted } from "../mail/mailer.ts";

export interface InvitationInput {
  readonly email?: string | undefined;
  readonly note?: string | undefined;
}

/** Invitations to make an account: seven days, one use. One that was used is gone. */
export interface Invitations {
  /** Mails the link where an address was given, and says what became of that. */
  create(input: InvitationInput): Promise<InvitationCreated>;
  /** Those that are open, newest first. */
  list(): Promise<readonly Invitation[]>;
  takeBack(id: string): Promise<"done" | "absent">;
  /** Whether this secret's hash would let this address in now. */
  isOpen(hash: Buffer, email: string): Promise<boolean>;
}

export interface InvitationParts {
  readonly db: Kysely<Database>;
  readonly sender: () => Sender;
  readonly send: (letter: Letter) => Promise<Posted>;
}

const columns = ["id", "email", "note", "created_at", "expires_at"] as const;

export function createInvitations({ db, sender, send }: InvitationParts): Invitations {
  const now = sql<Date>`now()`;
  return {
    async create({ email, note }) {
      const secret = newSecret();
      await db.deleteFrom("invitation").where("expires_at", "<=", now).execute();
      const row = await db
        .insertInto("invitation")
        .values({
          secret_hash: hashSecret(secret),
          email: email?.toLowerCase() ?? null,
          note: note ?? null,
        })
        .returning(columns)
        .executeTakeFirstOrThrow();
      const url = `${sender().publicUrl}/sign-up#${secret}`;
      const letter =
        row.email === null ? "none" : await send(invitationLetter(sender(), row.email, url));
      return { ...read(row), url, letter };
    },
    async list() {
      const rows = await db
        .selectFrom("invitation")
        .select(columns)
        .where("expires_at", ">", now)
        .orderBy("created_at", "desc")
        .orderBy("id")
        .limit(500)
        .execute();
      return rows.map(read);
    },
    async takeBack(id) {
      const gone = await db
        .deleteFrom("invitation")
        .where("id", "=", id)
        .returning("id")
        .executeTakeFirst();
      return gone === undefined ? "absent" : "done";
    },
    async isOpen(hash, email) {
      const found = await db
        .selectFrom("invitation")
        .select("id")
        .where("secret_hash", "=", hash)
        .where("expires_at", ">", now)
        .where((one) => one.or([one("email", "is", null), one("email", "=", email.toLowerCase())]))
        .executeTakeFirst();
      return found !== undefined;
    },
  };
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
