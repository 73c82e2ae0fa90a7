import type { Member, MemberInput } from "./member.ts";

/** Longer than the service waits at the most. Whoever runs it can't make a page go on with keys that someone took along. */
const overdueAfterMs = 2_000;
/** The same where someone was removed. */
const overdueAfterRemovalMs = 1_000;

/** Watches that a page which can receive with new keys is soon told to send with them. */
export class SwitchWatch {
  readonly #later: (task: () => void, delayMs: number) => () => void;
  readonly #onOverdue: () => void;
  /** By how long it waits, what calls that off. Empty: it sends as it should. */
  readonly #waits = new Map<number, () => void>();

  constructor(later: (task: () => void, delayMs: number) => () => void, onOverdue: () => void) {
    this.#later = later;
    this.#onOverdue = onOverdue;
  }

  /** From the first keys on with which it does not send: others that follow don't put it off, nor that it is to begin anew. */
  look(member: Member, input: MemberInput): void {
    if (member.kind !== "inside") return;
    const afterMs = isRemoval(input) ? overdueAfterRemovalMs : overdueAfterMs;
    if (member.sends) {
      this.close();
      this.#waits.clear();
    } else if (!this.#waits.has(afterMs)) {
      const cancel = this.#later(() => {
        this.#waits.delete(afterMs);
        this.#onOverdue();
      }, afterMs);
      this.#waits.set(afterMs, cancel);
    }
  }

  close(): void {
    for (const cancel of this.#waits.values()) cancel();
  }
}

function isRemoval(input: MemberInput): boolean {
  if (input.kind !== "heard" || input.event.kind !== "change") return false;
  return input.event.changes.some(({ kind }) => kind === "remove");
}
