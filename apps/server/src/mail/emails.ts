import type { OperatorActKind } from "@graticule/api/session";
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
    subject: "verify your email address",
    paragraphs: [
      `Someone gave this email address to ${sender.serviceName}. If it was you, verify it here:`,
      `${sender.publicUrl}/verify-email#${token}`,
      "The link works for a day. If it wasn't you, you don't need to do anything.",
    ],
  });
}

export function resetEmail(
  sender: EmailSender,
  person: EmailRecipient & { readonly emailVerified: boolean },
  token: string,
): Email {
  const neverProved =
    "This address was never verified, so someone else may have created the account. Setting a new password removes the account's second step and passkeys, unless you work at this service's desk, and its API keys and webhooks, unless you run it.";
  const written = email(sender, person, {
    subject: "reset your password",
    paragraphs: [
      `Choose a new password for ${sender.serviceName} here:`,
      `${sender.publicUrl}/reset#${token}`,
      ...(person.emailVerified ? [] : [neverProved]),
      "The link works once, for an hour. If you didn't ask for it, you don't need to do anything: nothing has changed.",
    ],
  });
  return { ...written, setsPassword: true };
}

/** Goes to the person's present address. */
export function addressChangeEmail(
  sender: EmailSender,
  person: EmailRecipient,
  change: { readonly newEmail: string; readonly token: string },
): Email {
  return email(sender, person, {
    subject: "confirm your change of email address",
    paragraphs: [
      `Someone signed in as you wants to change your email address at ${sender.serviceName} to ${change.newEmail}. If it's you, and the address is right, confirm the change here:`,
      `${sender.publicUrl}/verify-email#${change.token}`,
      "The link works for a day. If it isn't you, don't open the link, and change your password.",
    ],
  });
}

export function invitationEmail(sender: EmailSender, to: string, url: string): Email {
  return email(sender, to, {
    subject: "your invitation",
    paragraphs: [
      `You're invited to hold your own meetings at ${sender.serviceName}. Create your account here:`,
      url,
      "The link works once, and for seven days.",
    ],
  });
}

const operatorActs: Readonly<Record<OperatorActKind, (keyId: string) => string>> = {
  "reset-link": () =>
    "made a link that sets a new password for your account and, if its address was never verified and you don't work at this service's desk, removes its second step and passkeys",
  "key-added": (keyId) =>
    `is adding the API key ${keyId} to your account, which can change the rules of your meetings`,
  "key-removed": (keyId) => `is removing the API key ${keyId} from your account`,
  "seats-allowed": () =>
    "is letting agents, egress, ingress and SIP into the rooms of your account",
  "seats-refused": () =>
    "is keeping agents, egress, ingress and SIP out of the rooms of your account",
};

/** @param act `at`: when it takes effect */
export function operatorActEmail(
  sender: EmailSender,
  to: string,
  act: { readonly kind: OperatorActKind; readonly keyId: string | null; readonly at: Date },
): Email {
  const at = `${act.at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return email(sender, to, {
    subject: "the operator is acting on your account",
    paragraphs: [
      `The operator of ${sender.serviceName}, at its server, ${operatorActs[act.kind](act.keyId ?? "")}. It takes effect at ${at}, or later if this service is not there for 12 hours.`,
      "If you asked for it, you don't need to do anything. If you didn't, sign in before then and choose Stop at the top of the page:",
      `${sender.publicUrl}/account`,
      "The public log says that this was done, without naming you.",
    ],
  });
}

/** What opens someone's account, or lets a program into it, and how it changed. */
type Access =
  | "key"
  | "webhook"
  | "password"
  | "passkey"
  | "passkey-removed"
  | "second-step"
  | "second-step-off";

/** Writes to someone that this happened to their account, a few times an hour at most of each kind. It never fails. */
export type TellOf = (access: Access, personId: string) => Promise<void>;

interface AccessWords {
  readonly subject: string;
  readonly happened: string;
  readonly means: string;
  /** What to do if it wasn't them, at `page`. */
  readonly otherwise: string;
  readonly page: string;
}

const deleteIt = {
  otherwise: "delete it here and change your password, which doesn't delete it",
  page: "/account",
};

const accesses: Readonly<Record<Access, AccessWords>> = {
  key: {
    subject: "a new API key in your account",
    happened: "An API key was created in your account",
    means: "A program that has it acts in your name.",
    ...deleteIt,
  },
  webhook: {
    subject: "a new webhook in your account",
    happened: "A webhook was created in your account",
    means: "It tells another server what happens in your rooms.",
    ...deleteIt,
  },
  password: {
    subject: "your password was changed",
    happened: "The password of your account was changed",
    means: "Everyone else was signed out.",
    otherwise: "set a new one here",
    page: "/reset",
  },
  passkey: {
    subject: "a new passkey in your account",
    happened: "A passkey was added to your account",
    means: "It signs in to your account without your password.",
    otherwise: "remove it here and change your password, which doesn't remove it",
    page: "/account/security",
  },
  "passkey-removed": {
    subject: "a passkey was removed from your account",
    happened: "A passkey was removed from your account",
    means: "It no longer signs in to your account.",
    otherwise: "change your password here, which signs out everyone else",
    page: "/account/security",
  },
  "second-step": {
    subject: "the second step is on",
    happened: "The second step was turned on for your account",
    means:
      "Signing in with your password now also takes a code from an app, and everyone else was signed out.",
    otherwise:
      "someone knows your password. Tell the people who run this service, and set a new password here",
    page: "/reset",
  },
  "second-step-off": {
    subject: "the second step is off",
    happened: "The second step was turned off for your account",
    means: "Your password alone is now enough to sign in.",
    otherwise: "someone knows your password. Change it here, and turn the second step on again",
    page: "/account/security",
  },
};

export function accessEmail(sender: EmailSender, to: string, access: Access): Email {
  const { subject, happened, means, otherwise, page } = accesses[access];
  return email(sender, to, {
    subject,
    paragraphs: [
      `${happened} at ${sender.serviceName}. ${means}`,
      `If that was you, you don't need to do anything. If it wasn't, ${otherwise}:`,
      `${sender.publicUrl}${page}`,
    ],
  });
}

/** Says nothing of what the notice is about: mail passes through other servers. */
export function noticeEmail(sender: EmailSender, to: string): Email {
  return email(sender, to, {
    subject: "a notice about your meeting",
    paragraphs: [
      `There's a notice about one of your meetings at ${sender.serviceName}. Sign in to read it:`,
      `${sender.publicUrl}/`,
      "You'll find it on the page where you manage that meeting.",
    ],
  });
}

/** @param troubles each a sentence: which source, and what is wrong */
export function sourceTroubleEmail(
  sender: EmailSender,
  to: string,
  troubles: readonly string[],
): Email {
  return email(sender, to, {
    subject: "location data needs you",
    paragraphs: [
      `${sender.serviceName} finds out where people connect from with data that needs your attention:`,
      troubles.join("\n"),
      "With old or missing data fewer places are certain: rules act on likely places, and an order may touch no one. Look at it here:",
      `${sender.publicUrl}/admin/places`,
    ],
  });
}

/** Tells the administrator, who can't read reports, that one waits, and nothing of it. */
export function unreadReportEmail(sender: EmailSender, to: string): Email {
  return email(sender, to, {
    subject: "an abuse report is waiting",
    paragraphs: [
      `An abuse report is waiting at ${sender.serviceName}, and no one can read it yet. Propose someone for the safety role here:`,
      `${sender.publicUrl}/admin/desk`,
      "While no one at the desk can confirm it, the proposal takes effect after seven days. If you've already proposed someone, there's nothing more to do.",
      "You'll get an email like this once a day until someone can read the report.",
    ],
  });
}
