import { inert } from "@graticule/api/text";
import type { SeatName } from "@graticule/e2ee/occasion";
import { readCount } from "../i18n/number.ts";
import { words } from "../i18n/words.ts";
import { Listeners } from "../signals/listeners.ts";
import { personIn } from "./hosting/powers.ts";

/** A participant as the media engine names them. */
export interface Named {
  readonly identity: string;
  readonly name?: string | undefined;
}

/** The names at one moment. */
export interface NamesNow {
  readonly of: (who: Named) => string;
  /** The name of a person who is or was in the call, by any of their identities. */
  readonly ofPerson: (identity: string) => string;
  /** The number behind a name, such as ` (712)`, or empty. */
  readonly markOf: (identity: string) => string;
  /** Whether the name of anyone inside has a number. */
  readonly areNumbered: boolean;
}

/**
 * The only source of people's names on this page. In an encrypted call a name comes from a
 * credential, which takes the link to prove; the engine's name is only for people never in the
 * group. Names are inert text. Namesakes who are inside together have numbers, the same on every page.
 * Who is the only one left loses theirs, and has it again once a namesake is back; those who left keep
 * theirs, so that what they wrote is not taken for another's.
 */
export class CallNames {
  #proven: ReadonlyMap<string, string> = new Map();
  /** By {@link personIn} their identity. */
  readonly #seen = new Map<string, Named>();
  #inside: readonly Named[] = [];
  /** By person, the numbers of namesakes who were inside together. */
  #marks: ReadonlyMap<string, string> = new Map();
  /** Those inside whom no one there shares a name with, by person. */
  #alone: ReadonlySet<string> = new Set();
  #now = this.#read();
  readonly #listeners = new Listeners();

  readonly subscribe = this.#listeners.subscribe;

  /** Another object whenever a name may have changed. */
  readonly current = (): NamesNow => this.#now;

  readonly of = (who: Named): string => {
    const mark = this.#markOf(who.identity);
    return mark === "" ? this.#bare(who) : unmarked(this.#bare(who)) + mark;
  };

  /** Sets who is inside. Does not call listeners, as many may come at once: see {@link tell}. */
  see(people: readonly Named[]): void {
    for (const who of people) this.#seen.set(personIn(who.identity), who);
    this.#inside = people;
    this.#tellApart();
    this.#now = this.#read();
  }

  readonly tell = (): void => this.#listeners.tell();

  /**
   * Takes the names of the group. People who leave it keep theirs: it is empty while keys are being
   * agreed on.
   */
  prove(insiders: readonly SeatName[]): void {
    const news = insiders.filter(({ identity, name }) => this.#proven.get(identity) !== name);
    if (news.length === 0) return;
    this.#proven = new Map([
      ...this.#proven,
      ...news.map(({ identity, name }) => [identity, name] as const),
    ]);
    this.#tellApart();
    this.#now = this.#read();
    this.tell();
  }

  #bare({ identity, name }: Named): string {
    const told = name || this.#seen.get(personIn(identity))?.name;
    return inert(this.#proven.get(identity) ?? told ?? "") || inert(identity) || words.call.someone;
  }

  #markOf(identity: string): string {
    const person = personIn(identity);
    return this.#alone.has(person) ? "" : (this.#marks.get(person) ?? "");
  }

  #read(): NamesNow {
    return {
      of: (who) => this.of(who),
      ofPerson: (identity) => {
        const seen = this.#seen.get(personIn(identity));
        return seen === undefined ? words.call.someone : this.of(seen);
      },
      markOf: (identity) => this.#markOf(identity),
      areNumbered: this.#inside.some(({ identity }) => this.#markOf(identity) !== ""),
    };
  }

  #tellApart(): void {
    const byName = new Map<string, Set<string>>();
    for (const person of new Set(this.#inside.map(({ identity }) => personIn(identity)))) {
      const name = unmarked(this.#bare(this.#seen.get(person) ?? { identity: person }));
      const key = looksOf(name);
      byName.set(key, (byName.get(key) ?? new Set()).add(person));
    }
    const namesakes = new Set(this.#marks.keys());
    const alone = new Set<string>();
    for (const people of byName.values()) {
      for (const person of people) (people.size > 1 ? namesakes : alone).add(person);
    }
    this.#alone = alone;
    if (namesakes.size > this.#marks.size) this.#marks = marksOf([...namesakes]);
  }
}

/** Drops a number added to a name to imitate ours, in whatever brackets and however hidden. */
const unmarked = (name: string): string => name.replace(imitated, "") || name;
const imitated =
  /[\s\p{Default_Ignorable_Code_Point}]*\p{Ps}[\p{N}\s\p{Default_Ignorable_Code_Point}]+\p{Pe}[\s\p{Default_Ignorable_Code_Point}]*$/u;

/** The same for names that look the same but for the shape of letters: joiners and more spaces are not seen. */
function looksOf(name: string): string {
  const seen = name.normalize("NFKC").replace(/\p{Default_Ignorable_Code_Point}/gu, "");
  return seen.replace(/\s+/gu, " ").trim().toLocaleLowerCase();
}

/**
 * Numbers 100 to 999 by person, the same on every page. On a clash the second gets the next one.
 */
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
