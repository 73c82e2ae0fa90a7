import type { Member, MemberInput } from "./member.ts";
import { type Later, Timer } from "./timer.ts";

/**
 * Longer than the service waits: it can't make a page go on with keys that a removed member has.
 */
const overdueAfterMs = 2_000;
const overdueAfterRemovalMs = 1_000;

/** Watches that a page which can receive with new keys is soon told to send with them. */
export class SwitchWatch {
  readonly #onOverdue: () => void;
  readonly #afterAny: Timer;
  readonly #afterRemoval: Timer;

  constructor(later: Later, onOverdue: () => void) {
    this.#onOverdue = onOverdue;
    this.#afterAny = new Timer(later);
    this.#afterRemoval = new Timer(later);
  }

  /** Waits from the first keys that it does not send with; nothing puts that off. */
  look(member: Member, input: MemberInput): void {
    if (member.kind !== "inside") return;
    if (member.sends) this.close();
    else if (isRemoval(input)) this.#afterRemoval.start(this.#onOverdue, overdueAfterRemovalMs);
    else this.#afterAny.start(this.#onOverdue, overdueAfterMs);
  }

  close(): void {
    this.#afterAny.stop();
    this.#afterRemoval.stop();
  }
}

function isRemoval(input: MemberInput): boolean {
  if (input.kind !== "heard" || input.event.kind !== "change") return false;
  return input.event.changes.some(({ kind }) => kind === "remove");
}
