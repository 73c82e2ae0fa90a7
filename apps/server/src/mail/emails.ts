import type { Email } from "./mailer.ts";

/** Who writes: the service's name and its address, from the settings and never from a request. */
export interface EmailSender {
  readonly serviceName: string;
  readonly publicUrl: string;
}

/** Whose account an e-mail is about, and its address. */
export interface EmailRecipient {
  readonly id: string;
  readonly email: string;
}

/** @param to the person into whose account its link leads, or an address */
function email(
  { serviceName }: EmailSender,
  to: EmailRecipient | string,
  { subject, paragraphs }: { readonly subject: string; readonly paragraphs: readonly string[] },
): Email {
  return {
    ...(typeof to === "string" ? { to } : { to: to.email, opens: to.id }),
    subject: `${serviceName}: ${subject}`,
    text: `${paragraphs.join("\n\n")}\n`,
  };
}

/** The token is in the fragment: browsers don't send it, and no link scanner uses it up. */
export function verificationEmail(
  sender: EmailSender,
  person: EmailRecipient,
  token: string,
): Email {
  return email(sender, person, {
    subject: "is this your address?",
    paragraphs: [
      `Somebody gave this e-mail address to ${sender.serviceName}. If it was you, say so here:`,
      `${sender.publicUrl}/verify-email#${token}`,
      "The link works for a day. If it was not you, do nothing.",
    ],
  });
}

export function resetEmail(
  sender: EmailSender,
  person: EmailRecipient & { readonly emailVerified: boolean },
  token: string,
): Email {
  const neverProved =
    "This address was never confirmed, so someone else may have made the account. With the new password its second step, passkeys, API keys and webhooks are removed.";
  return email(sender, person, {
    subject: "a new password",
    paragraphs: [
      `You can choose a new password for ${sender.serviceName} here:`,
      `${sender.publicUrl}/reset#${token}`,
      ...(person.emailVerified ? [] : [neverProved]),
      "The link works once, for an hour. If you did not ask for it, do nothing: nothing has changed.",
    ],
  });
}

/** Goes to the person's present address. */
export function addressChangeEmail(
  sender: EmailSender,
  person: EmailRecipient,
  token: string,
): Email {
  return email(sender, person, {
    subject: "another e-mail address?",
    paragraphs: [
      `Somebody who is signed in as you wants to change your e-mail address at ${sender.serviceName}. If it is you, agree here:`,
      `${sender.publicUrl}/verify-email#${token}`,
      "The link works for a day. If it is not you, don't follow it, and change your password.",
    ],
  });
}

export function invitationEmail(sender: EmailSender, to: string, url: string): Email {
  return email(sender, to, {
    subject: "an invitation",
    paragraphs: [
      `You are invited to ${sender.serviceName}, to hold meetings of your own. Make your account here:`,
      url,
      "The link works once, for seven days.",
    ],
  });
}

/** Says nothing of what the notice is about: mail passes through other servers. */
export function noticeEmail(sender: EmailSender, to: string): Email {
  return email(sender, to, {
    subject: "a notice",
    paragraphs: [
      `There is a notice about a meeting of yours at ${sender.serviceName}. Sign in to read it:`,
      `${sender.publicUrl}/`,
      "You find it on the page on which you manage the meeting.",
    ],
  });
}

/** Tells the administrator, who can't read reports, that one waits, and nothing of it. */
export function unreadReportEmail(sender: EmailSender, to: string): Email {
  return email(sender, to, {
    subject: "a report of abuse waits",
    paragraphs: [
      `A report of abuse waits at ${sender.serviceName}, and no one can read it yet. Propose someone for the terms of service here:`,
      `${sender.publicUrl}/admin/desk`,
      "While no one at the desk can confirm it, that takes effect after seven days. If you proposed someone already, there is nothing more to do.",
      "As long as a report waits that no one can read, a letter like this comes once a day.",
    ],
  });
}
