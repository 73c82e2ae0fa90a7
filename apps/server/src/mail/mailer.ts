/** An e-mail in plain text to one address. Its links are built from the service's own address. */
export interface Email {
  /** The person into whose account its link leads, who alone may read it; absent: into none. */
  readonly opens?: string;
  /** Its link opens the account without the password: the mailbox shows it to no one. */
  readonly setsPassword?: true;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/**
 * The outcome of an e-mail, as far as it is known within some seconds. `sent`: a mail server took
 * it. `kept`: there is no mail server, and the administrator finds it in the mailbox. `not-yet`:
 * the server did not take it so far, and it is tried again for a while. `given-up`: it goes
 * nowhere.
 */
export type Posted = "sent" | "kept" | "not-yet" | "given-up";

/**
 * Sends emails. The answer never rejects, and need not be awaited. An email that can't be sent is
 * tried again for some hours, over restarts too, and then given up; its recipient can ask for another.
 */
export interface Mailer {
  readonly kind: "smtp" | "mailbox";
  send(email: Email): Promise<Posted>;
}
