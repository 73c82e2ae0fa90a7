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
  readonly sender: () => EmailSender;
  readonly send: (letter: Email) => Promise<Posted>;
}

export function createInvitations({ db, sender, send }: InvitationParts): Invitations {
  return {
    async create({ email, note }) {
      const secret = newSecret();
      await deleteExpired(db);
      const invitation = await insertInvitation(db, { hash: hashSecret(secret), email, note });
      const url = `${sender().publicUrl}/sign-up#${secret}`;
      const letter =
        invitation.email === undefined
          ? "none"
          : await send(invitationEmail(sender(), invitation.email, url));
      return { ...invitation, url, letter };
    },
    list: () => listInvitations(db),
    takeBack: (id) => deleteInvitation(db, id),
    isOpen: (hash, email) => isOpen(db, hash, email),
  };
}
