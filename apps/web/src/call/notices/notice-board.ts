import { Listeners } from "../../signals/listeners.ts";

export interface CallNotice {
  readonly id: number;
  /** Its subject: a newer notice with the same key replaces it, whatever its text. */
  readonly key: string;
  readonly text: string;
  /** Undoes what the notice reports, where possible. */
  readonly undo: (() => void) | undefined;
  /** Texts for hosts only are English. */
  readonly lang: "en" | undefined;
}

/** A notice to be shown. */
interface Told
  extends Pick<CallNotice, "key" | "text">,
    Partial<Pick<CallNotice, "undo" | "lang">> {
  /** For what must not be missed by a person who looks away for a while. */
  readonly stays?: "long";
}

export interface NoticePorts {
  readonly later: (task: () => void, delayMs: number) => () => void;
}

/**
 * How long a notice stays, in milliseconds; longer with something to press.
 * @internal
 */
export const noticeMs = { plain: 6_000, undo: 12_000, long: 45_000 } as const;
const mostNotices = 3;

/** Short notices at the edge. None goes while a reader is at one. */
export class NoticeBoard {
  #notices: readonly CallNotice[] = [];
  #lastId = 0;
  #held = false;
  readonly #late = new Set<number>();
  readonly #listeners = new Listeners();
  readonly #ports: NoticePorts;

  constructor(ports: NoticePorts) {
    this.#ports = ports;
  }

  readonly subscribe = this.#listeners.subscribe;

  readonly current = (): readonly CallNotice[] => this.#notices;

  tell({ key, text, undo, lang, stays }: Told): void {
    this.#lastId += 1;
    const id = this.#lastId;
    const notice = { id, key, text, undo, lang };
    const others = this.#notices.filter((other) => other.key !== key);
    this.#set([...others, notice].slice(-mostNotices));
    const usual = undo === undefined ? noticeMs.plain : noticeMs.undo;
    const delayMs = stays === "long" ? noticeMs.long : usual;
    this.#ports.later(() => this.#expire(id), delayMs);
  }

  /** Removes a notice that turned out to be wrong, or no longer holds. */
  takeBack(key: string): void {
    for (const { id } of this.#notices.filter((notice) => notice.key === key)) this.dismiss(id);
  }

  dismiss(id: number): void {
    this.#late.delete(id);
    this.#set(this.#notices.filter((notice) => notice.id !== id));
  }

  /** A pointer or the focus is on the notices. */
  hold(): void {
    this.#held = true;
  }

  letGo(): void {
    this.#held = false;
    this.#set(this.#notices.filter(({ id }) => !this.#late.has(id)));
    this.#late.clear();
  }

  #expire(id: number): void {
    if (this.#held) this.#late.add(id);
    else this.dismiss(id);
  }

  #set(notices: readonly CallNotice[]): void {
    if (
      notices.length === this.#notices.length &&
      notices.every((n, i) => n === this.#notices[i])
    ) {
      return;
    }
    this.#notices = notices;
    this.#listeners.tell();
  }
}
