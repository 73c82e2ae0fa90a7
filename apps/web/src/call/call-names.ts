import { inert } from "@graticule/api/text";
import type { Seat } from "@graticule/e2ee/credential";
import { words } from "../i18n/words.ts";
import { personOf } from "./hosting/powers.ts";

/** Somebody as the media engine tells of them. */
export interface Named {
  readonly identity: string;
  readonly name?: string | undefined;
}

/**
 * What people are called here; nothing else decides it. In an encrypted call a name is that of a credential, for whose proof one
 * needs the link; the engine's name only of who never was in the group. Whatever it is, it is inert text.
 */
export class CallNames {
  #proven: ReadonlyMap<string, string> = new Map();
  readonly #seen = new Map<string, Named>();
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Another value whenever somebody may be called otherwise than before. */
  readonly current = (): unknown => this.#proven;

  readonly of = ({ identity, name }: Named): string =>
    inert(this.#proven.get(identity) ?? name ?? "") || inert(identity) || words.call.someone;

  /** Of whoever is or was inside with this page, in whatever tab. */
  ofPerson(identity: string): string {
    const seen = this.#seen.get(personOf(identity));
    return seen === undefined ? words.call.someone : this.of(seen);
  }

  /** Somebody is inside. */
  note(who: Named): void {
    this.#seen.set(personOf(who.identity), who);
  }

  /** These are in the group. Who goes keeps their name: while the keys are agreed on anew, nobody is in it. */
  prove(insiders: readonly Seat[]): void {
    const news = insiders.filter(({ identity, name }) => this.#proven.get(identity) !== name);
    if (news.length === 0) return;
    this.#proven = new Map([
      ...this.#proven,
      ...news.map(({ identity, name }) => [identity, name] as const),
    ]);
    for (const listener of this.#listeners) listener();
  }
}
