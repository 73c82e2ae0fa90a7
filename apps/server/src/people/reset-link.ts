import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";
import { newSecret } from "../http/secret.ts";
import { resetIdentifier } from "./reset-password.ts";

/**
 * A one-time link with which a person chooses a new password, for who gets no mail: the same that
 * better-auth would have mailed. It works for an hour, and ends all of the person's sessions.
 */
export async function newResetUrl(parts: {
  readonly db: Kysely<Database>;
  readonly email: string;
  readonly publicUrl: string;
}): Promise<string | "absent"> {
  const { db, email, publicUrl } = parts;
  const person = await db
    .selectFrom("person")
    .select("id")
    .where("email", "=", email.toLowerCase())
    .executeTakeFirst();
  if (person === undefined) return "absent";
  const token = newSecret();
  await db
    .insertInto("verification")
    .values({
      identifier: resetIdentifier(token),
      value: person.id,
      expires_at: sql<Date>`now() + interval '1 hour'`,
    })
    .execute();
  return `${publicUrl}/reset#${token}`;
}
