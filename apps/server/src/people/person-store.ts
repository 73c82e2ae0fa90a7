import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";

export interface StoredPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly secondFactor: boolean;
  /** Whether they hold a role at the desk. */
  readonly desk: boolean;
}

/** People beside better-auth, which writes them but for the administrator's set-up. */
export interface PersonStore {
  find(id: string): Promise<StoredPerson | undefined>;
  accountOf(id: string): Promise<string | undefined>;
  /** Names of all rooms of an account. */
  roomsOf(accountId: string): Promise<readonly string[]>;
  /** With everything that is theirs, in one statement. */
  remove(id: string): Promise<void>;
}

const columns = [
  "id",
  "name",
  "email",
  "email_verified as emailVerified",
  "second_factor as secondFactor",
] as const;

/** Whether a person holds a role at the desk now. */
export const holdsRole = sql<boolean>`EXISTS (SELECT FROM appointment_now(person.id) a
  WHERE a.roles <> '{}')`;

export function createPersonStore(db: Kysely<Database>): PersonStore {
  return {
    find: (id) =>
      db
        .selectFrom("person")
        .select([...columns, holdsRole.as("desk")])
        .where("id", "=", id)
        .executeTakeFirst(),
    async accountOf(id) {
      const row = await db
        .selectFrom("person")
        .select("account_id")
        .where("id", "=", id)
        .executeTakeFirst();
      return row?.account_id;
    },
    async roomsOf(accountId) {
      const rows = await db
        .selectFrom("room")
        .select("name")
        .where("account_id", "=", accountId)
        .execute();
      return rows.map((row) => row.name);
    },
    async remove(id) {
      await db.deleteFrom("person").where("id", "=", id).execute();
    },
  };
}
