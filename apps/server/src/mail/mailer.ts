/** One letter: plain text, to one address. Every link in it is built from the service's own address. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/**
 * Sends letters. It answers at once and never throws: a letter that can't be sent is tried again
 * for a while, in memory alone, and then given up; whoever waits for it can ask for another.
 */
export interface Mailer {
  readonly kind: "smtp" | "mailbox";
  send(letter: Letter): void;
}
