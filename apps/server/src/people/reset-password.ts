import type { Kysely, Transaction } from "kysely";
import type { Database } from "../db/schema.ts";
import {
  dropFactors,
  dropKeys,
  endSessions,
  type LockedPerson,
  lockPerson,
  markVerified,
  personOfLink,
  setPassword,
  useResetLink,
} from "./reset-store.ts";

/**
 * Uses a link once, even in a race: the person has the new password and no session, and their other
 * links stop working. If the address was never proved, anyone may have made the account: second
 * step and passkeys are deleted too, except those of desk members, who were known in person. A link
 * that went by mail proves the address; then keys and webhooks, which also opened the account, are
 * deleted.
 */
export async function resetPassword(
  db: Kysely<Database>,
  link: { readonly token: string; readonly passwordHash: string },
): Promise<
  | { readonly kind: "done"; readonly id: string; readonly email: string }
  | { readonly kind: "no-link" }
> {
  return await db.transaction().execute(async (tx) => {
    // The person first, as in a change of the password, which deletes the link.
    const id = await personOfLink(tx, link.token);
    const person = id === undefined ? undefined : await lockPerson(tx, id);
    const used = await useResetLink(tx, link.token);
    if (id === undefined || person === undefined || used === undefined) return { kind: "no-link" };
    await setPassword(tx, id, link.passwordHash);
    await endSessions(tx, id);
    if (!person.emailVerified) await resetUnproved(tx, { ...person, id, byMail: used.byMail });
    return { kind: "done", id, email: person.email };
  });
}

/** Of a person whose address was never proved. */
async function resetUnproved(
  tx: Transaction<Database>,
  person: LockedPerson & { readonly id: string; readonly byMail: boolean },
): Promise<void> {
  const { id, accountId, operator, desk, byMail } = person;
  if (!desk) await dropFactors(tx, id);
  if (!byMail) return;
  if (!operator) await dropKeys(tx, accountId);
  await markVerified(tx, id);
}
