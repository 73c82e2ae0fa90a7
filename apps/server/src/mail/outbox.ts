import type { Email, Mailer } from "./mailer.ts";

export interface KeptEmail extends Email {
  readonly at: Date;
}

/**
 * Where no server takes mail. The administrator passes on what leads into no one else's account and
 * sets no password, and of the rest sees that it is there. In memory alone.
 */
export interface EmailOutbox extends Mailer {
  readonly kind: "mailbox";
  /** Newest first; at most 50. */
  letters(): readonly KeptEmail[];
}

const mostLetters = 50;

export function createEmailOutbox(now: () => Date = () => new Date()): EmailOutbox {
  const letters: KeptEmail[] = [];
  return {
    kind: "mailbox",
    send(email) {
      letters.unshift({ ...email, at: now() });
      letters.length = Math.min(letters.length, mostLetters);
      return Promise.resolve("kept");
    },
    letters: () => [...letters],
  };
}
