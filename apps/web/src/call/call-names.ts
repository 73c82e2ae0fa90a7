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

/**
 * What people are called here; nothing else decides it. In an encrypted call a name is that of a credential, for whose proof one
 * needs the link; the engine's name only of who never was in the group. Whatever it is, it is inert text. Once two people of one
 * name were seen, each has a number behind it, which is theirs on every page, also when they come back, and whoever else has left.
 */
export class CallNames {
  #proven: ReadonlyMap<string, string> = new Map();
  /** By {@link personOf} their identity. */
  readonly #seen = new Map<string, Named>();
  /** What stands behind the names of people, likewise. */
  #marks: ReadonlyMap<string, string> = new Map();
  #version = 0;
  readonly #listeners = new Listeners();

  readonly subscribe = this.#listeners.subscribe;

  /** Another value whenever somebody may be called otherwise than before. */
  readonly current = (): number => this.#version;

  readonly of = (who: Named): string =>
    this.#bare(who) + (this.#marks.get(personOf(who.identity)) ?? "");

  /** Of whoever is or was inside with this page, in whatever tab. */
  ofPerson(identity: string): string {
    const seen = this.#seen.get(personOf(identity));
    return seen === undefined ? words.call.someone : this.of(seen);
  }

  /** These are inside. */
  note(...people: readonly Named[]): void {
    for (const who of people) this.#seen.set(personOf(who.identity), who);
    if (this.#tellApart() === "changed") this.#tell();
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
    this.#tell();
  }

  #bare({ identity, name }: Named): string {
    return inert(this.#proven.get(identity) ?? name ?? "") || inert(identity) || words.call.someone;
  }

  #tell(): void {
    this.#version += 1;
    this.#listeners.tell();
  }

  #tellApart(): "changed" | "as-before" {
    const byName = new Map<string, string[]>();
    for (const [person, who] of this.#seen) {
      const name = this.#bare(who).normalize("NFKC").toLocaleLowerCase();
      byName.set(name, [...(byName.get(name) ?? []), person]);
    }
    const namesakes = [...byName.values()].filter((people) => people.length > 1).flat();
    const before = this.#marks;
    if (namesakes.length === before.size && namesakes.every((person) => before.has(person))) {
      return "as-before";
    }
    this.#marks = new Map(namesakes.map((person) => [person, markOf(person)]));
    return "changed";
  }
}

/** The same for this person on every page: 100 to 999. Nobody chooses it, and it says nothing of them. */
function markOf(person: string): string {
  let sum = 0;
  for (const letter of person) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 999_983;
  return ` (${(100 + (sum % 900)).toLocaleString(readersLocale())})`;
}
