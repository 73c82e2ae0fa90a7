import { createHash } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";

/** Whether a person holds a role at the desk now. */
export const holdsRole = sql<boolean>`EXISTS (SELECT FROM appointment_now(person.id) a
  WHERE a.roles <> '{}')`;

export type PersonStore = ReturnType<typeof createPersonStore>;

/** People who sign in. All but the administrator are written by better-auth. */
export function createPersonStore(db: Kysely<Database>) {
  return {
    /** `desk`: whether they hold a role at the desk. */
    find: (id: string) =>
      db
        .selectFrom("person")
        .select(["id", "name", "email", "email_verified as emailVerified"])
        .select(["second_factor as secondFactor", holdsRole.as("desk")])
        .where("id", "=", id)
        .executeTakeFirst(),
    /** E-mail addresses of those who run the service. */
    async administrators(): Promise<readonly string[]> {
      const rows = await db
        .selectFrom("person")
        .innerJoin("account", "account.id", "person.account_id")
        .select("person.email")
        .where("account.operator", "=", true)
        .execute();
      return rows.map(({ email }) => email);
    },
    /**
     * By which someone with this address signs in, as one value: another one once their password or second factor is another.
     * Waits for a change that is under way.
     */
    async signInStamp(email: string): Promise<string | undefined> {
      const { rows } = await sql<{ stamp: string }>`
        SELECT c.password_hash || ' ' || p.second_factor AS "stamp"
        FROM person p JOIN credential c ON c.person_id = p.id
        WHERE p.email = ${email.toLowerCase()} FOR SHARE`.execute(db);
      return rows[0]?.stamp;
    },
    /** Whose sign-in waits for its second step, or whose passkey this is. */
    async ofSignIn(way: { readonly pending: string } | { readonly passkey: string }) {
      const theirs =
        "pending" in way
          ? sql<boolean>`id::text = (SELECT value FROM verification
              WHERE identifier = ${createHash("sha256").update(way.pending).digest("base64url")})`
          : sql<boolean>`id = (SELECT person_id FROM passkey WHERE credential_id = ${way.passkey})`;
      return await db.selectFrom("person").select(["id", "email"]).where(theirs).executeTakeFirst();
    },
    /**
     * When the person with this address, or their password, was changed last, or may have been: a restoration may have
     * undone it.
     */
    async changedAt(email: string): Promise<Date | undefined> {
      const found = await db
        .selectFrom("person")
        .select(sql<Date>`greatest(updated_at, (SELECT max(at) FROM restoration))`.as("at"))
        .where("email", "=", email.toLowerCase())
        .executeTakeFirst();
      return found?.at;
    },
    /** Those of these sign-ins that go on. */
    async lastingSignIns(ids: readonly string[]): Promise<ReadonlySet<string>> {
      const found = await db
        .selectFrom("sign_in")
        .select("id")
        .where(sql<boolean>`id = ANY(${ids})`)
        .where("expires_at", ">", sql<Date>`now()`)
        .execute();
      return new Set(found.map(({ id }) => id));
    },
    async accountOf(id: string): Promise<string | undefined> {
      const row = await db
        .selectFrom("person")
        .select("account_id")
        .where("id", "=", id)
        .executeTakeFirst();
      return row?.account_id;
    },
    /** Names of all rooms of an account. */
    async roomsOf(accountId: string): Promise<readonly string[]> {
      const rows = await db
        .selectFrom("room")
        .select("name")
        .where("account_id", "=", accountId)
        .execute();
      return rows.map((row) => row.name);
    },
    /** With everything that is theirs, in one statement. */
    async remove(id: string): Promise<void> {
      await db.deleteFrom("person").where("id", "=", id).execute();
    },
  };
}
