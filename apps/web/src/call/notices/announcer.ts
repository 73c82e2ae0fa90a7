import { Listeners } from "../../signals/listeners.ts";

/** What screen readers are given; earlier kinds come first. */
const kinds = ["notice", "hand", "message", "reaction", "speaker"] as const;
export type AnnouncedKind = (typeof kinds)[number];

/**
 * The pause after a sentence of each kind, in milliseconds, so that the call itself can be heard.
 * @internal
 */
export const gapMs: Readonly<Record<AnnouncedKind, number>> = {
  notice: 1_500,
  hand: 3_000,
  message: 3_000,
  reaction: 5_000,
  speaker: 6_000,
};

/**
 * How long a sentence stands, in milliseconds; then the same one may be said again.
 * @internal
 */
export const standsMs = 5_000;

export interface AnnouncerPorts {
  readonly now: () => number;
  readonly later: (task: () => void, delayMs: number) => () => void;
}

/**
 * One polite voice for what is otherwise only seen. Of each kind only the newest sentence waits,
 * each kind has its own pause, and a sentence still standing is not repeated.
 */
export class Announcer {
  #text = "";
  readonly #waiting = new Map<AnnouncedKind, string>();
  readonly #saidAt = new Map<AnnouncedKind, number>();
  readonly #listeners = new Listeners();
  readonly #ports: AnnouncerPorts;
  #cancel: (() => void) | undefined;
  #cancelClear: (() => void) | undefined;

  constructor(ports: AnnouncerPorts) {
    this.#ports = ports;
  }

  readonly subscribe = this.#listeners.subscribe;

  readonly current = (): string => this.#text;

  say(kind: AnnouncedKind, text: string): void {
    this.#waiting.set(kind, text);
    this.#schedule();
  }

  forget(kind: AnnouncedKind): void {
    this.#waiting.delete(kind);
  }

  close(): void {
    this.#cancel?.();
    this.#cancelClear?.();
    this.#cancel = undefined;
    this.#waiting.clear();
  }

  /** When a kind may be said: after its own pause, and never two sentences at once. */
  #dueAt(kind: AnnouncedKind): number {
    const last = Math.max(0, ...this.#saidAt.values());
    const own = this.#saidAt.get(kind);
    return Math.max(last + gapMs.notice, own === undefined ? 0 : own + gapMs[kind]);
  }

  #schedule(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const due = kinds.filter((kind) => this.#waiting.has(kind)).map((kind) => this.#dueAt(kind));
    if (due.length === 0) return;
    const waitMs = Math.min(...due) - this.#ports.now();
    if (waitMs <= 0) this.#tell();
    else this.#cancel = this.#ports.later(() => this.#tell(), waitMs);
  }

  #tell(): void {
    const now = this.#ports.now();
    const kind = kinds.find((each) => this.#waiting.has(each) && this.#dueAt(each) <= now);
    if (kind !== undefined) this.#voice(kind, now);
    this.#schedule();
  }

  #voice(kind: AnnouncedKind, now: number): void {
    const text = this.#waiting.get(kind) ?? "";
    this.#waiting.delete(kind);
    this.#saidAt.set(kind, now);
    this.#show(text);
    this.#cancelClear?.();
    this.#cancelClear = this.#ports.later(() => this.#show(""), standsMs);
  }

  #show(text: string): void {
    if (text === this.#text) return;
    this.#text = text;
    this.#listeners.tell();
  }
}
