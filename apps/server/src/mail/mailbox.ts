import type { Letter, Mailer } from "./mailer.ts";

export interface KeptLetter extends Letter {
  readonly at: Date;
}

/**
 * Where no server takes mail. The administrator passes on what opens nobody else's account, and of the
 * rest sees that it is there. In memory alone.
 */
export interface Mailbox extends Mailer {
  readonly kind: "mailbox";
  /** Newest first; at most 50. */
  letters(): readonly KeptLetter[];
}

const mostLetters = 50;

export function createMailbox(now: () => Date = () => new Date()): Mailbox {
  const letters: KeptLetter[] = [];
  return {
    kind: "mailbox",
    send(letter) {
      letters.unshift({ ...letter, at: now() });
      letters.length = Math.min(letters.length, mostLetters);
      return Promise.resolve("kept");
    },
    letters: () => [...letters],
  };
}
