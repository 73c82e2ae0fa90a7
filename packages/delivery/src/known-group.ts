import type { KeyChange, KeysEvent } from "@graticule/api/keys";
import type { OpenChange } from "./roster.ts";

/** Epochs go round the ring of frame keys. The same as in `@graticule/e2ee/frame-key`. */
export const keyRingSize = 255;

/** What led to the present epoch, for a member that missed it. */
interface LastChange {
  readonly epoch: number;
  readonly changes: readonly KeyChange[];
  readonly commit: string;
}

/** A conversation's present group, its epoch, and the events about it. */
export class KnownGroup {
  /** The public key of the external sender. */
  readonly #sender: string;
  #id: string | undefined;
  #epoch = 0;
  /** The place of epoch 0 in the ring of frame keys: two groups in a row use different places. */
  #keyIndex: number;
  #last: LastChange | undefined;
  readonly #former = new Set<string>();

  constructor(sender: string, keyIndex: number) {
    this.#sender = sender;
    this.#keyIndex = keyIndex;
  }

  /** Undefined: there is none. */
  get id(): string | undefined {
    return this.#id;
  }

  get epoch(): number {
    return this.#epoch;
  }

  get at(): { readonly group: string; readonly epoch: number } {
    return { group: this.#id ?? "", epoch: this.#epoch };
  }

  /** Whether it was an earlier group of this conversation. */
  isFormer(group: string): boolean {
    return this.#former.has(group);
  }

  begin(id: string): void {
    this.#id = id;
  }

  /** A commit counts: the next epoch begins. Returns the event for members. */
  follow(changes: readonly OpenChange[], commit: string): KeysEvent {
    const last = { epoch: this.#epoch, commit, changes: changes.map(toldChange) };
    this.#last = last;
    this.#epoch += 1;
    return this.#changeEvent(last);
  }

  forget(): void {
    if (this.#id !== undefined) this.#former.add(this.#id);
    this.#keyIndex = (this.#keyIndex + this.#epoch + 1) % keyRingSize;
    this.#id = undefined;
    this.#epoch = 0;
    this.#last = undefined;
  }

  beginEvent(): KeysEvent {
    const { group } = this.at;
    return { kind: "begin", group, sender: this.#sender, keyIndex: this.#keyIndex };
  }

  pleaseEvent(changes: readonly OpenChange[]): KeysEvent {
    return { kind: "please", ...this.at, changes: changes.map(toldChange) };
  }

  /** For a member in this epoch, the change that leads to the present one; undefined: no single change does. */
  changeAfter(epoch: number): KeysEvent | undefined {
    return this.#last?.epoch === epoch ? this.#changeEvent(this.#last) : undefined;
  }

  #changeEvent({ epoch, commit, changes }: LastChange): KeysEvent {
    return { kind: "change", ...this.at, epoch, commit, changes: [...changes] };
  }

  welcomeEvent(made: { readonly welcome: string; readonly commit: string }): KeysEvent {
    return { kind: "welcome", ...this.at, keyIndex: this.#keyIndex, sender: this.#sender, ...made };
  }

  executeEvent(): KeysEvent {
    return { kind: "execute", ...this.at };
  }
}

function toldChange({ kind, identity, proposal }: OpenChange): KeyChange {
  return { kind, identity, proposal };
}
