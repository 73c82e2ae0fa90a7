import { inert } from "@graticule/api/text";
import type { Seat } from "@graticule/e2ee/credential";
import { readersLocale, words } from "../i18n/words.ts";
import { Listeners } from "../listeners.ts";
import { personOf } from "./hosting/powers.ts";

/** Somebody as the media engine tells of them. */
export interface Named {
  readonly identity: string;
  readonly name?: string | undefined;
}

/** Somebody inside, and since when as the engine has it. */
interface Insider extends Named {
  readonly joinedAt?: Date | undefined;
}

/**
 * What people are called here; nothing else decides it. In an encrypted call a name is that of a credential, for whose proof one
 * needs the link; the engine's name only of who never was in the group. Whatever it is, it is inert text. Of several people inside
 * with one name, whoever came later has a number behind it.
 */
export class CallNames {
  #proven: ReadonlyMap<string, string> = new Map();
  readonly #seen = new Map<string, Named>();
  readonly #inside = new Map<string, Insider>();
  /** What stands behind the name of a person, by their identity without its tab. */
  #marks: ReadonlyMap<string, string> = new Map();
  readonly #listeners = new Listeners();

  readonly subscribe = this.#listeners.subscribe;

  /** Another value whenever somebody may be called otherwise than before. */
  readonly current = (): unknown => this.#marks;

  readonly of = (who: Named): string =>
    this.#bare(who) + (this.#marks.get(personOf(who.identity)) ?? "");

  /** Of whoever is or was inside with this page, in whatever tab. */
  ofPerson(identity: string): string {
    const seen = this.#seen.get(personOf(identity));
    return seen === undefined ? words.call.someone : this.of(seen);
  }

  /** Somebody is inside. */
  note(who: Insider): void {
    this.#seen.set(personOf(who.identity), who);
    this.#inside.set(who.identity, who);
    this.#tellApart();
  }

  /** Somebody is no longer inside. */
  forget({ identity }: Named): void {
    this.#inside.delete(identity);
    this.#tellApart();
  }

  /** These are in the group. Who goes keeps their name: while the keys are agreed on anew, nobody is in it. */
  prove(insiders: readonly Seat[]): void {
    const news = insiders.filter(({ identity, name }) => this.#proven.get(identity) !== name);
    if (news.length === 0) return;
    this.#proven = new Map([
      ...this.#proven,
      ...news.map(({ identity, name }) => [identity, name] as const),
    ]);
    this.#tellApart();
  }

  #bare({ identity, name }: Named): string {
    return inert(this.#proven.get(identity) ?? name ?? "") || inert(identity) || words.call.someone;
  }

  #tellApart(): void {
    const cameFirst = [...this.#inside.values()].sort(
      (one, other) => since(one) - since(other) || (one.identity < other.identity ? -1 : 1),
    );
    const namesakes = new Map<string, Set<string>>();
    const marks = new Map<string, string>();
    for (const who of cameFirst) {
      const name = this.#bare(who).normalize("NFKC").toLocaleLowerCase();
      const people = namesakes.get(name) ?? new Set();
      namesakes.set(name, people.add(personOf(who.identity)));
      const place = [...people].indexOf(personOf(who.identity)) + 1;
      if (place > 1)
        marks.set(personOf(who.identity), ` (${place.toLocaleString(readersLocale())})`);
    }
    this.#marks = marks;
    this.#listeners.tell();
  }
}

/** Whoever the engine has no time for came last. */
const since = ({ joinedAt }: Insider): number => joinedAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
