import { createHash } from "node:crypto";
import { type Kysely, sql, type Transaction } from "kysely";
import type { Database } from "../db/schema.ts";

/** How a link to a new password is stored (better-auth's `verification.storeIdentifier: "hashed"`). */
export function resetIdentifier(token: string): string {
  return createHash("sha256").update(`reset-password:${token}`).digest("base64url");
}

/** Notes that this link goes to the person's own address, and nowhere else. */
export async function markMailed(db: Kysely<Database>, token: string): Promise<void> {
  await db
    .updateTable("verification")
    .set({ by_mail: true })
    .where("identifier", "=", resetIdentifier(token))
    .execute();
}

/** Whether this link works now; asked before the new password is worked on. */
export async function isResetLink(db: Kysely<Database>, token: string): Promise<boolean> {
  const found = await db
    .selectFrom("verification")
    .select("identifier")
    .where("identifier", "=", resetIdentifier(token))
    .where("expires_at", ">", sql<Date>`now()`)
    .executeTakeFirst();
  return found !== undefined;
}

/**
 * Uses a link, once, whoever races: the person has the new password and no session, and none of their
 * links works any more. Where the address was never proved, anyone may have made the account: second
 * step and passkeys go too, but for members of the desk, who were known in person. A link that went by
 * mail proves the address; then what else opened the account before, keys and webhooks, goes as well.
 */
export async function resetPassword(
  db: Kysely<Database>,
  link: { readonly token: string; readonly passwordHash: string },
): Promise<{ readonly kind: "done"; readonly email: string } | { readonly kind: "no-link" }> {
  return await db.transaction().execute(async (tx) => {
    const used = await tx
      .deleteFrom("verification")
      .where("identifier", "=", resetIdentifier(link.token))
      .where("expires_at", ">", sql<Date>`now()`)
      .returning(["value as id", "by_mail as byMail"])
      .executeTakeFirst();
    if (used === undefined) return { kind: "no-link" };
    const { id, byMail } = used;
    const person = await tx
      .selectFrom("person")
      .innerJoin("account", "account.id", "person.account_id")
      .select(["person.email", "person.email_verified", "person.account_id", "account.operator"])
      .select(holdsRole.as("desk"))
      .where("person.id", "=", id)
      .forUpdate("person")
      .executeTakeFirst();
    if (person === undefined) return { kind: "no-link" };
    await setPassword(tx, id, link.passwordHash);
    await tx.deleteFrom("sign_in").where("person_id", "=", id).execute();
    if (!person.email_verified) await beginAnew(tx, { ...person, id, byMail });
    return { kind: "done", email: person.email };
  });
}

/** Of a person whose address was never proved. */
async function beginAnew(
  tx: Transaction<Database>,
  person: {
    readonly id: string;
    readonly account_id: string;
    readonly operator: boolean;
    readonly desk: boolean;
    readonly byMail: boolean;
  },
): Promise<void> {
  const { id, account_id, operator, desk, byMail } = person;
  if (!desk) await dropFactors(tx, id);
  if (!byMail) return;
  if (!operator) await dropKeys(tx, account_id);
  await tx.updateTable("person").set({ email_verified: true }).where("id", "=", id).execute();
}

/** Whether a person holds a role at the desk now. */
export const holdsRole = sql<boolean>`EXISTS (SELECT FROM unnest((SELECT a.roles FROM staff_appointment a
  WHERE a.person_id = person.id AND a.effective_at <= now() ORDER BY a.id DESC LIMIT 1)))`;

async function setPassword(tx: Transaction<Database>, id: string, hash: string): Promise<void> {
  await tx
    .insertInto("credential")
    .values({ person_id: id, kind: "credential", subject: id, password_hash: hash })
    .onConflict((one) => one.columns(["person_id", "kind"]).doUpdateSet({ password_hash: hash }))
    .execute();
}

async function dropFactors(tx: Transaction<Database>, id: string): Promise<void> {
  await sql`DELETE FROM second_factor WHERE person_id = ${id}`.execute(tx);
  await sql`DELETE FROM passkey WHERE person_id = ${id}`.execute(tx);
  await tx.updateTable("person").set({ second_factor: false }).where("id", "=", id).execute();
}

async function dropKeys(tx: Transaction<Database>, accountId: string): Promise<void> {
  await tx.deleteFrom("api_key").where("account_id", "=", accountId).execute();
  await tx.deleteFrom("webhook").where("account_id", "=", accountId).execute();
}
