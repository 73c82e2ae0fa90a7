import { inert } from "@graticule/api/text";
import type { SeatName } from "@graticule/e2ee/occasion";
import { readCount } from "../i18n/number.ts";
import { words } from "../i18n/words.ts";
import { Listeners } from "../signals/listeners.ts";
import { personOf } from "./hosting/powers.ts";

/** Someone as the media engine tells of them. */
export interface Named {
  readonly identity: string;
  readonly name?: string | undefined;
}

/**
 * What people are called here; nothing else decides it. In an encrypted call a name is that of a credential, for whose proof one
 * needs the link; the engine's name only of who never was in the group. Whatever it is, it is inert text. Once two people of one
 * name were inside together, each has a number behind it, which is theirs on every page, also when they come back, and whoever else
 * has left.
 */
export class CallNames {
  #proven: ReadonlyMap<string, string> = new Map();
  /** By {@link personOf} their identity. */
  readonly #seen = new Map<string, Named>();
  /** Identities of those who are inside. */
  readonly #inside = new Set<string>();
  /** What stands behind the names of those who were inside together with someone of their name, likewise by person. */
  #marks: ReadonlyMap<string, string> = new Map();
  #version = 0;
  readonly #listeners = new Listeners();

  readonly subscribe = this.#listeners.subscribe;

  /** Another value whenever someone may be called otherwise than before. */
  readonly current = (): number => this.#version;

  readonly of = (who: Named): string => {
    const mark = this.#marks.get(personOf(who.identity));
    return mark === undefined ? this.#bare(who) : unmarked(this.#bare(who)) + mark;
  };

  /** What stands behind someone's name, such as ` (712)`; empty: nothing. */
  markOf(identity: string): string {
    return this.#marks.get(personOf(identity)) ?? "";
  }

  /** Of whoever is or was inside with this page, in whatever tab. */
  ofPerson(identity: string): string {
    const seen = this.#seen.get(personOf(identity));
    return seen === undefined ? words.call.someone : this.of(seen);
  }

  /** Whether anyone has a number behind their name. */
  get areNumbered(): boolean {
    return this.#marks.size > 0;
  }

  /** These are inside. */
  note(...people: readonly Named[]): void {
    for (const who of people) {
      this.#seen.set(personOf(who.identity), who);
      this.#inside.add(who.identity);
    }
    if (this.#tellApart() === "changed") this.#tell();
  }

  /** Someone is inside no more. */
  forget({ identity }: Named): void {
    this.#inside.delete(identity);
  }

  /** These are in the group. Who goes keeps their name: while the keys are agreed on anew, nobody is in it. */
  prove(insiders: readonly SeatName[]): void {
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
    const told = name || this.#seen.get(personOf(identity))?.name;
    return inert(this.#proven.get(identity) ?? told ?? "") || inert(identity) || words.call.someone;
  }

  #tell(): void {
    this.#version += 1;
    this.#listeners.tell();
  }

  #tellApart(): "changed" | "as-before" {
    const byName = new Map<string, Set<string>>();
    for (const person of new Set([...this.#inside].map(personOf))) {
      const name = unmarked(this.#bare(this.#seen.get(person) ?? { identity: person }));
      const key = name.normalize("NFKC").toLocaleLowerCase();
      byName.set(key, (byName.get(key) ?? new Set()).add(person));
    }
    const namesakes = new Set(this.#marks.keys());
    for (const people of byName.values()) {
      if (people.size > 1) for (const person of people) namesakes.add(person);
    }
    if (namesakes.size === this.#marks.size) return "as-before";
    this.#marks = marksOf([...namesakes]);
    return "changed";
  }
}

/** Nobody writes a number behind their own name that looks like one of ours. */
const unmarked = (name: string): string => name.replace(/\s*\(\p{Nd}+\)$/u, "") || name;

/** By person, the same on every page: 100 to 999. Should two have one number, the second one has the next. */
function marksOf(persons: readonly string[]): ReadonlyMap<string, string> {
  const numbers = new Set<number>();
  return new Map(
    persons.toSorted().map((person) => {
      let number = numberOf(person);
      while (numbers.has(number) && numbers.size < 900) number = 100 + ((number - 99) % 900);
      numbers.add(number);
      return [person, ` (${readCount(number)})`];
    }),
  );
}

function numberOf(person: string): number {
  let sum = 0;
  for (const letter of person) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 999_983;
  return 100 + (sum % 900);
}
