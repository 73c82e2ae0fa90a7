import type { Email } from "./mailer.ts";

/** Who writes: the service's name and its address, from the settings and never from a request. */
export interface EmailSender {
  readonly serviceName: string;
  readonly publicUrl: string;
}

/** Whose account a letter is about, and the address that it goes to. */
export interface EmailRecipient {
  readonly id: string;
  readonly email: string;
}

/** The secret stands in the fragment: browsers don't send it, and no program that follows links uses it up. */
export function verificationEmail(
  sender: EmailSender,
  person: EmailRecipient,
  token: string,
): Email {
  return {
    opens: person.id,
    to: person.email,
    subject: `${sender.serviceName}: is this your address?`,
    text: lines(
      `Somebody gave this e-mail address to ${sender.serviceName}. If it was you, say so here:`,
      `${sender.publicUrl}/verify-email#${token}`,
      "The link works for a day. If it was not you, do nothing.",
    ),
  };
}

export function resetEmail(
  sender: EmailSender,
  person: EmailRecipient & { readonly emailVerified: boolean },
  token: string,
): Email {
  const neverProved =
    "This address was never confirmed, so someone else may have made the account. With the new password its second step, passkeys, API keys and webhooks are removed.";
  return {
    opens: person.id,
    to: person.email,
    subject: `${sender.serviceName}: a new password`,
    text: lines(
      `You can choose a new password for ${sender.serviceName} here:`,
      `${sender.publicUrl}/reset#${token}`,
      ...(person.emailVerified ? [] : [neverProved]),
      "The link works once, for an hour. If you did not ask for it, do nothing: nothing has changed.",
    ),
  };
}

/** Goes to the address that was so far the person's own. */
export function addressChangeEmail(
  sender: EmailSender,
  person: EmailRecipient,
  token: string,
): Email {
  return {
    opens: person.id,
    to: person.email,
    subject: `${sender.serviceName}: another e-mail address?`,
    text: lines(
      `Somebody who is signed in as you wants to change your e-mail address at ${sender.serviceName}. If it is you, agree here:`,
      `${sender.publicUrl}/verify-email#${token}`,
      "The link works for a day. If it is not you, don't follow it, and change your password.",
    ),
  };
}

export function invitationEmail(sender: EmailSender, to: string, url: string): Email {
  return {
    to,
    subject: `${sender.serviceName}: an invitation`,
    text: lines(
      `You are invited to ${sender.serviceName}, to hold meetings of your own. Make your account here:`,
      url,
      "The link works once, for seven days.",
    ),
  };
}

/** Says nothing of what the notice is about: mail goes through many hands. */
export function noticeEmail(sender: EmailSender, to: string): Email {
  return {
    to,
    subject: `${sender.serviceName}: a notice`,
    text: lines(
      `There is a notice about a meeting of yours at ${sender.serviceName}. Sign in to read it:`,
      `${sender.publicUrl}/`,
      "You find it on the page on which you manage the meeting.",
    ),
  };
}

/** To the administrator, who can't read reports: that one waits, and nothing of it. */
export function unreadReportEmail(sender: EmailSender, to: string): Email {
  return {
    to,
    subject: `${sender.serviceName}: a report of abuse waits`,
    text: lines(
      `A report of abuse waits at ${sender.serviceName}, and no one can read it yet. Propose someone for the terms of service here:`,
      `${sender.publicUrl}/admin/desk`,
      "While no one at the desk can confirm it, that takes effect after seven days. If you proposed someone already, there is nothing more to do.",
      "As long as a report waits that no one can read, a letter like this comes once a day.",
    ),
  };
}

function lines(...paragraphs: readonly string[]): string {
  return `${paragraphs.join("\n\n")}\n`;
}
