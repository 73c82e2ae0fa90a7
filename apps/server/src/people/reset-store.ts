import { createHash } from "node:crypto";
import { type Kysely, sql, type Transaction } from "kysely";
import type { Database } from "../db/schema.ts";
import { holdsRole } from "./person-store.ts";

/** How a link is stored (better-auth's `verification.storeIdentifier: "hashed"`). */
export function resetIdentifier(token: string): string {
  return createHash("sha256").update(`reset-password:${token}`).digest("base64url");
}

export async function findPersonId(
  db: Kysely<Database>,
  email: string,
): Promise<string | undefined> {
  const person = await db
    .selectFrom("person")
    .select("id")
    .where("email", "=", email.toLowerCase())
    .executeTakeFirst();
  return person?.id;
}

/**
 * Notes whether this link goes to the person's own address alone. INVARIANT: none goes to an address that they have left, also
 * if they left it since the link was asked for: it is deleted. Waits for a change that is under way.
 */
export async function mayBeSent(
  db: Kysely<Database>,
  link: { readonly token: string; readonly email: string; readonly byMail: boolean },
): Promise<boolean> {
  const identifier = resetIdentifier(link.token);
  const { rows } = await sql`
    WITH person_there AS MATERIALIZED (SELECT id FROM person WHERE email = ${link.email} FOR SHARE)
    UPDATE verification v SET by_mail = ${link.byMail} FROM person_there p
    WHERE v.identifier = ${identifier} AND v.value = p.id::text RETURNING v.id`.execute(db);
  if (rows.length > 0) return true;
  await db.deleteFrom("verification").where("identifier", "=", identifier).execute();
  return false;
}

/** Whose link this is; undefined: no such link works now. */
export async function personOfLink(
  db: Kysely<Database>,
  token: string,
): Promise<string | undefined> {
  const found = await db
    .selectFrom("verification")
    .select("value")
    .where("identifier", "=", resetIdentifier(token))
    .where("expires_at", ">", sql<Date>`now()`)
    .executeTakeFirst();
  return found?.value;
}

/** Uses a link up; undefined: no such link works now. */
export async function useResetLink(
  tx: Transaction<Database>,
  token: string,
): Promise<{ readonly byMail: boolean } | undefined> {
  return await tx
    .deleteFrom("verification")
    .where("identifier", "=", resetIdentifier(token))
    .where("expires_at", ">", sql<Date>`now()`)
    .returning("by_mail as byMail")
    .executeTakeFirst();
}

export type LockedPerson = NonNullable<Awaited<ReturnType<typeof lockPerson>>>;

/** A person who chooses a new password. `desk`: whether they hold a role at the desk. */
export async function lockPerson(tx: Transaction<Database>, id: string) {
  return await tx
    .selectFrom("person")
    .innerJoin("account", "account.id", "person.account_id")
    .select(["person.email", "person.email_verified as emailVerified"])
    .select(["person.account_id as accountId", "account.operator"])
    .select(holdsRole.as("desk"))
    .where("person.id", "=", id)
    .forUpdate("person")
    .executeTakeFirst();
}

/** Does something that no new password of this person comes in between: one that is under way comes first, or waits. */
export async function withPerson<T>(
  db: Kysely<Database>,
  id: string,
  work: () => Promise<T>,
): Promise<T> {
  return await db.transaction().execute(async (tx) => {
    // It lets the work's own connections change the person, and conflicts with lockPerson.
    await tx.selectFrom("person").select("id").where("id", "=", id).forKeyShare().execute();
    return await work();
  });
}

export async function setPassword(
  tx: Transaction<Database>,
  id: string,
  hash: string,
): Promise<void> {
  await tx
    .insertInto("credential")
    .values({ person_id: id, kind: "credential", subject: id, password_hash: hash })
    .onConflict((one) => one.columns(["person_id", "kind"]).doUpdateSet({ password_hash: hash }))
    .execute();
}

export async function endSessions(tx: Transaction<Database>, id: string): Promise<void> {
  await tx.deleteFrom("sign_in").where("person_id", "=", id).execute();
}

/** Second step and passkeys. */
export async function dropFactors(tx: Transaction<Database>, id: string): Promise<void> {
  await sql`DELETE FROM second_factor WHERE person_id = ${id}`.execute(tx);
  await sql`DELETE FROM passkey WHERE person_id = ${id}`.execute(tx);
  await tx.updateTable("person").set({ second_factor: false }).where("id", "=", id).execute();
}

/** Keys and webhooks. */
export async function dropKeys(tx: Transaction<Database>, accountId: string): Promise<void> {
  await tx.deleteFrom("api_key").where("account_id", "=", accountId).execute();
  await tx.deleteFrom("webhook").where("account_id", "=", accountId).execute();
}

export async function markVerified(tx: Transaction<Database>, id: string): Promise<void> {
  await tx.updateTable("person").set({ email_verified: true }).where("id", "=", id).execute();
}
