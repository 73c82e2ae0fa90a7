import type { Invitation, InvitationCreated } from "@graticule/api/administration";
import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";
import { hashSecret, newSecret } from "../http/secret.ts";
import { type EmailSender, invitationEmail } from "../mail/emails.ts";
import type { Email, Posted } from "../mail/mailer.ts";
import {
  deleteExpired,
  deleteInvitation,
  insertInvitation,
  isOpen,
  listInvitations,
} from "./invitation-store.ts";

export type Invitations = ReturnType<typeof createInvitations>;

/** Invitations to make an account: seven days, one use. A used one is gone. */
export function createInvitations(parts: {
  readonly db: Kysely<Database>;
  readonly sender: () => EmailSender;
  readonly send: (email: Email) => Promise<Posted>;
}) {
  const { db, sender, send } = parts;
  return {
    /** Mails the link if an address was given; `letter` says what became of that. */
    async create(input: Pick<Invitation, "email" | "note">): Promise<InvitationCreated> {
      const secret = newSecret();
      await deleteExpired(db);
      const invitation = await insertInvitation(db, hashSecret(secret), input);
      const url = `${sender().publicUrl}/sign-up#${secret}`;
      const { email } = invitation;
      const letter =
        email === undefined ? "none" : await send(invitationEmail(sender(), email, url));
      return { ...invitation, url, letter };
    },
    list: () => listInvitations(db),
    takeBack: (id: string) => deleteInvitation(db, id),
    isOpen: (hash: Buffer, email: string) => isOpen(db, hash, email),
  };
}
