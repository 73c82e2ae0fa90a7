import { deskKeyId } from "@graticule/ledger/act-signature";
import type { Entry, TextName } from "@graticule/ledger/entry";
import { slotsADay } from "@graticule/ledger/sealed";
import { hostDay } from "../../i18n/host-time.ts";
import { shownKeyCode } from "../../i18n/key-code.ts";
import { logPageWords } from "../../i18n/log-page-words.ts";
import { logWords } from "../../i18n/log-words.ts";
import { usualNameOf } from "../../places/names.ts";
import { sha256 } from "../verify/browser-crypto.ts";
import { sayHidden, sayPlaces, sayRoles } from "./say-entry.ts";

/** A field of an entry in words. Texts are left out, see committed-texts.ts. */
interface EntryField {
  readonly name: string;
  readonly values: readonly FieldValue[];
}

export type FieldValue =
  | { readonly kind: "words"; readonly text: string }
  | { readonly kind: "request" | "entry"; readonly number: number }
  /** A commitment, a salt or a random number: it names something and tells nothing of it. */
  | { readonly kind: "code"; readonly code: string };

type Names<E> = E extends unknown ? keyof E : never;
/** `what` is a text only of an outside act. */
type FieldName = Exclude<Names<Entry>, "kind" | Exclude<TextName, "what">>;
type Value<E, N extends PropertyKey> = E extends unknown
  ? N extends keyof E
    ? Exclude<E[N], undefined>
    : never
  : never;

const words = (text: string): FieldValue => ({ kind: "words", text });
const code = (text: string): FieldValue => ({ kind: "code", code: text });
const requestOf = (number: number): FieldValue => ({ kind: "request", number });
const day = (on: string): readonly FieldValue[] => [words(hostDay(on))];

const readers: {
  readonly [N in FieldName]: (value: Value<Entry, N>) => readonly FieldValue[];
} = {
  day,
  from: day,
  until: day,
  since: day,
  due: day,
  came: day,
  on: day,
  sealedUntil: day,
  request: (number) => [requestOf(number)],
  requests: (numbers) => numbers.map(requestOf),
  branch: (branch) => [words(logPageWords.branches[branch])],
  demands: (all) => all.map((one) => words(logWords.demand[one])),
  answers: (all) =>
    all.map(({ demand, answer, ground }) =>
      words(
        [
          `${logWords.demand[demand]}: ${logWords.answer[answer].toLowerCase()}.`,
          ...(ground === undefined ? [] : [logWords.ground[ground]]),
        ].join(" "),
      ),
    ),
  meeting: oneCode,
  meetings: (meetings) => meetings.map(code),
  host: oneCode,
  order: oneCode,
  change: oneCode,
  act: oneCode,
  rule: oneCode,
  holds: oneCode,
  salt: oneCode,
  terms: oneCode,
  proposal: signedWith,
  approval: signedWith,
  confirmation: signedWith,
  decision: signedWith,
  third: signedWith,
  agreed: (count) => [words(String(count))],
  reasons: oneCode,
  key: (key) => [code(shownKeyCode(deskKeyId(sha256, key)))],
  replaces: (key) => [code(shownKeyCode(key))],
  ended: (key) => [code(shownKeyCode(key))],
  places: (codes) => [words(sayPlaces(codes))],
  beyond: (all) => all.map((one) => words(logWords.beyond[one])),
  review: (review) => [words(logPageWords.value.review[review])],
  digest: oneCode,
  serves: (where) => [words(logPageWords.value.serves[where])],
  place: (one) => [words(`${usualNameOf(one)} (${one})`)],
  look: (look) => [words(logPageWords.value.look[look])],
  ordinal: (ordinal) => [
    words(ordinal === 1 ? logPageWords.value.first : logPageWords.value.second),
  ],
  outcome: (outcome) => [words(logPageWords.value.outcome[outcome])],
  case: (number) => [words(logPageWords.value.case(number))],
  by: (by) => [words(logPageWords.value.by[by])],
  step: (step) => [words(logPageWords.value.step[step])],
  how: (how) => [words(logWords.say.ended[how])],
  because: (because) => [words(logWords.say.upheldBy[because])],
  why: (why) => [words(logWords.missing[why])],
  people: (people) => [words(logWords.say.upheldPeople[people])],
  times: (times) => [words(logWords.say.deniedTimes[times])],
  what: (what) => sayWhat(what),
  language: (tag) => [words(nameOfLanguage(tag))],
  redacted: (kinds) =>
    kinds.length === 0 ? [words(logPageWords.value.nothing)] : [words(sayHidden(kinds))],
  roles: (roles) => [words(roles.length === 0 ? logPageWords.value.nothing : sayRoles(roles))],
  slot: (slot) => [words(logPageWords.value.slot(slot, slotsADay))],
  entry: oneEntry,
  restored: oneEntry,
  held: (held) => {
    switch (held.kind) {
      case "nothing":
        return [words(logPageWords.value.nothing)];
      case "request-told":
        return [requestOf(held.request)];
      case "order-told":
        return [code(held.order)];
      case "request-existed":
        return existedOf(held);
    }
  },
  text: (name) => [words(logWords.text[name])],
  ground: (ground) => [words(logWords.removal[ground])],
};

function oneCode(id: string): readonly FieldValue[] {
  return [code(id)];
}

function oneEntry(number: number): readonly FieldValue[] {
  return [{ kind: "entry", number }];
}

/** The signature itself is in the entry's bytes, which the page shows too. */
function signedWith({ key, day }: Value<Entry, "proposal">): readonly FieldValue[] {
  return [words(logPageWords.value.signed(shownKeyCode(key), hostDay(day)))];
}

function existedOf({
  branch,
  country,
  came,
}: Extract<Value<Entry, "held">, { readonly kind: "request-existed" }>): readonly FieldValue[] {
  return [
    words(logPageWords.value.existed),
    ...(branch === undefined ? [] : [words(logPageWords.branches[branch])]),
    ...(country === undefined ? [] : [words(sayPlaces([country]))]),
    ...(came === undefined ? [] : day(came)),
  ];
}

/** Of an outside act it is a text. */
function sayWhat(what: Value<Entry, "what">): readonly FieldValue[] {
  const known = new Map<string, string>([
    ...Object.entries(logWords.change),
    ...Object.entries(logWords.say.act),
    ...Object.entries(logWords.say.onAccount),
  ]).get(what);
  return known === undefined ? [] : [words(known)];
}

export function nameOfLanguage(tag: string): string {
  try {
    return new Intl.DisplayNames("en", { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

const order = Object.keys(logPageWords.field) as readonly FieldName[];

/** The fields of an entry that say something, in the order of their words. */
export function entryFieldsOf(entry: Entry): readonly EntryField[] {
  const given = new Map<string, unknown>(Object.entries(entry));
  return order.flatMap((name) => {
    const value = given.get(name);
    if (value === undefined) return [];
    const read = readers[name] as (value: unknown) => readonly FieldValue[];
    const values = read(value);
    return values.length === 0 ? [] : [{ name: logPageWords.field[name], values }];
  });
}
