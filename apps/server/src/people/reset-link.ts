import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";
import { newSecret } from "../http/secret.ts";
import { insertLink } from "./reset-store.ts";

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
  const token = newSecret();
  const made = await insertLink(db, { token, email });
  return made === "absent" ? "absent" : `${publicUrl}/reset#${token}`;
}
