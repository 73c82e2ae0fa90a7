/** So many checks in a row without an answer, and it is silent. */
const silentAfter = 3;
/** So many in a row with one, and it is heard again. */
const heardAfter = 2;

/**
 * Makes of single checks whether an engine answers, so that one lost answer moves no one. Silent
 * until it is first heard.
 */
export class EnginePulse {
  isSilent = true;
  #isNew = true;
  /** Checks in a row that say otherwise. */
  #against = 0;

  /** Whether it may be gone: silent, or its last check was not answered. */
  get isInDoubt(): boolean {
    return this.isSilent || this.#against > 0;
  }

  note(answered: boolean): void {
    this.#against = answered === this.isSilent ? this.#against + 1 : 0;
    const enough = !this.isSilent ? silentAfter : this.#isNew ? 1 : heardAfter;
    if (this.#against < enough) return;
    this.isSilent = !this.isSilent;
    this.#isNew = false;
    this.#against = 0;
  }
}
