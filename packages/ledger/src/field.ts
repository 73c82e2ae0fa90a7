import { type Day, parseDay } from "./day.ts";

/**
 * What the fields of an entry can hold. INVARIANT: no free text, no moment, no address, no person
 * and no number of people. Numbers name things of this log; lists without an order of their own are
 * sorted, each value once, so that they spell nothing.
 */

declare const commitmentBrand: unique symbol;
declare const recordBrand: unique symbol;
declare const placeBrand: unique symbol;

/** SHA-256 of a salt and a value kept elsewhere, in lower-case hexadecimal: see commitment.ts. */
export type Commitment = string & { readonly [commitmentBrand]: true };
/** A random UUID (RFC 9562 §5.4) of an order, a change, a rule or an act. */
export type RecordId = string & { readonly [recordBrand]: true };
/** Written like a code of ISO 3166. */
export type PlaceCode = string & { readonly [placeBrand]: true };
/** Stands for what is told on that day (constitution 10). */
export interface Sealed {
  readonly sealedUntil: Day;
}

/** Reads one value; undefined: not one of these. */
export type Parser<T> = (value: unknown) => T | undefined;
/** A field that an entry can be without. */
export interface Optional<T> {
  readonly optional: Parser<T>;
}
export type Parsers = {
  readonly [name: string]: Parser<unknown> | Optional<unknown>;
};
type Names<F, Kind> = { [N in keyof F]: F[N] extends Kind ? N : never }[keyof F];
/** What is read by these fields. */
export type Read<F extends Parsers> = {
  readonly [N in Names<F, Parser<unknown>>]: F[N] extends Parser<infer T> ? T : never;
} & {
  readonly [N in Names<F, Optional<unknown>>]?: F[N] extends Optional<infer T> ? T : never;
};

function written<T extends string>(form: RegExp): Parser<T> {
  return (value) => (typeof value === "string" && form.test(value) ? (value as T) : undefined);
}

export const dayField: Parser<Day> = parseDay;
export const commitment = written<Commitment>(/^[0-9a-f]{64}$/);
/** 32 random bytes in lower-case hexadecimal, shown once what they hid is shown. */
export const salt = written<string>(/^[0-9a-f]{64}$/);
export const recordId = written<RecordId>(
  /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
);
/** A country, without its parts. */
export const country = written<PlaceCode>(/^[A-Z]{2}$/);
/** A country or a part of one. */
export const place = written<PlaceCode>(/^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/);
/** A BCP 47 tag of language, script and region at most: too short for a sentence. */
export const language = written<string>(
  /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?$/,
);

function between(least: number, most: number): Parser<number> {
  return (value) =>
    Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most
      ? (value as number)
      : undefined;
}

/** A request, by its number. */
export const requestNumber = between(1, 2_147_483_647);
/** An entry of this log, by its place. */
export const leafIndex = between(0, Number.MAX_SAFE_INTEGER);

/** Of a closed list. */
export function oneOf<const T extends string | number>(...values: readonly T[]): Parser<T> {
  return (value) => values.find((one) => one === value);
}

/** Of the state, as an authority belongs to it. */
export const stateBranch = oneOf("court", "executive", "police", "other");

/** In the order in which it came. */
export function arrayOf<T>(field: Parser<T>, most: number): Parser<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value) || value.length > most) return undefined;
    const read = value.map(field);
    return read.every((one) => one !== undefined) ? read : undefined;
  };
}

/** In ascending order, each once. */
export function sorted<T extends string | number>(
  field: Parser<T>,
  most: number,
): Parser<readonly T[]> {
  const asGiven = arrayOf(field, most);
  return (value) => {
    const read = asGiven(value);
    const ascends = read?.every((one, at) => at === 0 || (read[at - 1] as T) < one);
    return ascends ? read : undefined;
  };
}

/** Room for every place of a continent with its parts. */
export const places = sorted(place, 600);

/** The commitment of a text outside of the log. */
export const text: Parser<Commitment> = (value) => commitment(value);
/** A text's commitment, or the day on which it is told. */
export const sealable: Parser<Commitment | Sealed> = (value) =>
  commitment(value) ?? sealedUntil(value);

export function optional<T>(field: Parser<T>): Optional<T> {
  return { optional: field };
}

/** Why an object is not one of these; `field` says where. */
export interface FieldFault {
  readonly why: "not-an-object" | "unknown-field" | "missing-field" | "bad-field";
  readonly field?: string;
}

/** Reads an object with exactly these members. @param fields see {@link inOrder} */
export function readFields<F extends Parsers>(
  fields: F,
  value: unknown,
): { readonly kind: "read"; readonly value: Read<F> } | ({ readonly kind: "fault" } & FieldFault) {
  if (!isObject(value)) return { kind: "fault", why: "not-an-object" };
  if (Object.keys(value).some((name) => !Object.hasOwn(fields, name))) {
    return { kind: "fault", why: "unknown-field" };
  }
  const read: { [name: string]: unknown } = {};
  for (const name in fields) {
    const field: Parser<unknown> | Optional<unknown> = fields[name] as F[typeof name];
    if (!Object.hasOwn(value, name)) {
      if (typeof field !== "function") continue;
      return { kind: "fault", why: "missing-field", field: name };
    }
    const one = (typeof field === "function" ? field : field.optional)(value[name]);
    if (one === undefined) return { kind: "fault", why: "bad-field", field: name };
    read[name] = one;
  }
  return { kind: "read", value: read as Read<F> };
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** INVARIANT: what is read has its members in the order of RFC 8785 §3.2.3. */
export function inOrder<F extends Parsers>(fields: F): F {
  const ordered = Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(ordered) as F;
}

export function objectOf<F extends Parsers>(fields: F): Parser<Read<F>> {
  const ordered = inOrder(fields);
  return (value) => {
    const read = readFields(ordered, value);
    return read.kind === "read" ? read.value : undefined;
  };
}

const sealedUntil = objectOf({ sealedUntil: dayField });
