import { type Day, dayNumber } from "./day.ts";
import {
  commitment,
  dayField,
  type FieldFault,
  type Fields,
  inOrder,
  language,
  leafIndex,
  list,
  object,
  oneOf,
  optional,
  places,
  type Read,
  readFields,
  recordId,
  requestNumber,
  salt,
  sealable,
  sorted,
  text,
} from "./field.ts";
import { sealedContent } from "./sealed-content.ts";

/**
 * What the log can say: a closed union (constitution 11). What cannot be written with these fields cannot be in the
 * log: no person, no name, no title, no address, no minute, no number of people. Texts lie outside, behind a salted
 * commitment; meetings and hosts are named by one, and the title of a meeting is such a text where its host consents.
 */

const branch = oneOf("court", "executive", "police", "other");
/** What can be demanded, in the order in which it is told. */
export const demands = [
  ...(["withhold-meeting", "end-meeting", "suspend-account", "withhold-person"] as const),
  ...(["limit-other-meetings", "serve-country-off", "monitor-or-record"] as const),
  ...(["weaken-encryption", "stay-silent", "block-topic", "hand-over-data", "other"] as const),
] as const;
export type Demand = (typeof demands)[number];
const demand = oneOf(...demands);
const ground = oneOf(
  ...(["meetings-survive", "accounts-survive", "no-named-persons", "one-occurrence-only"] as const),
  ...(["no-country-off", "conversation-private", "told-at-the-door", "no-topics"] as const),
  ...(["nothing-handed-over", "no-such-act", "too-few-there", "cannot-tell-there"] as const),
  ...([
    "no-power-there",
    "no-legal-basis",
    "not-necessary",
    "not-proportionate",
    "human-rights",
  ] as const),
  ...(["no-such-meeting", "no-occurrence", "too-few-staff"] as const),
);
const answer = object({
  demand,
  answer: oneOf("met", "narrowed", "refused", "not-handled-here", "returned", "rejected"),
  ground: optional(ground),
});
/** What takes two people. */
export const changes = [
  ...(["staff", "authority", "disputed-places", "platform-rule", "geofeed"] as const),
] as const;
const role = oneOf("appeals", "approver", "intake", "reviewer", "safety");
const asked = list(demand, 50);
/**
 * An order has up to three cases, one after another. `concerned`: someone whom the order keeps out, or the host, is heard in
 * it. Both are absent from entries of the time when there was one case.
 */
const appealCase = {
  case: optional(oneOf(1, 2, 3)),
  by: optional(oneOf("public", "concerned")),
} as const;
/** Each once, in the order in which they were named. */
const meetings = list(commitment, 50);

/** Lower bounds, ascending: the log says no number of people. */
export const atLeast = ["1-or-more", "10-or-more", "100-or-more", "1000-or-more"] as const;
export type AtLeast = (typeof atLeast)[number];

/** Texts that lie outside of the log. */
export const textNames = [
  ...(["authority", "reason", "law", "says", "what", "forcedBy"] as const),
  ...(["demand", "translation", "title", "beyondWhy"] as const),
] as const;
export type TextName = (typeof textNames)[number];

const kinds = {
  "request-received": {
    request: requestNumber,
    authority: sealable,
    branch,
    demands: asked,
    meetings,
  },
  /** What a request says now, after a correction before anyone reviewed it. */
  "request-corrected": {
    request: requestNumber,
    branch,
    demands: asked,
    meetings,
    /** Who asked is told when this day is over: earlier than the request's own entry said. */
    sealedUntil: optional(dayField),
  },
  /** The third request, or a further one, of an authority on one host within 30 days. */
  "repeated-requests": { request: requestNumber, host: commitment },
  "request-closed": {
    request: requestNumber,
    outcome: oneOf("answered", "returned", "rejected"),
    /** For each demand, in order. */
    answers: list(answer, 50),
  },
  /** What was demanded, in the authority's own words; what is not shown of it, by its kinds. */
  "demand-shown": {
    request: requestNumber,
    demand: text,
    translation: optional(text),
    language,
    redacted: sorted(oneOf("contact", "link", "meeting", "other", "person"), 5),
  },
  /** That someone looked, and not what they saw. */
  look: { request: requestNumber, meeting: commitment, ordinal: oneOf(1, 2) },
  "order-approved": {
    request: requestNumber,
    order: recordId,
    meeting: commitment,
    places,
    from: dayField,
    until: dayField,
    reason: sealable,
    law: sealable,
    /** What it goes beyond, by more or where nothing was stated: the advice after a look, what was asked. */
    beyond: optional(sorted(oneOf("advice", "length", "places"), 3)),
    /** Why, in the desk's words. */
    beyondWhy: optional(text),
  },
  /** That an order kept someone out on a day. */
  "order-effect": { order: recordId },
  /** Someone whom an order kept out was let in, since they were not there; how many at least on that day. */
  "contest-upheld": {
    order: recordId,
    /** `support`: something independent spoke for it. `no-answer`: nobody answered in time. */
    because: oneOf("support", "answer", "no-answer"),
    people: oneOf(...atLeast),
  },
  "order-ended": {
    order: recordId,
    how: oneOf("lifted", "overturned", "appeal-not-decided", "occurrence-over"),
  },
  /** A case was opened: its first appeal. */
  "appeal-made": { order: recordId, ...appealCase },
  "appeal-decided": { order: recordId, ...appealCase, outcome: oneOf("upheld", "overturned") },
  "change-proposed": {
    change: recordId,
    what: oneOf(...changes),
    says: text,
  },
  "change-decided": {
    change: recordId,
    outcome: oneOf("confirmed", "declined", "withdrawn", "waited", "alone"),
  },
  "platform-rule-lifted": { rule: recordId },
  "staff-left": { roles: sorted(role, 5) },
  "authority-withdrawn": { authority: text },
  "terms-act": {
    act: recordId,
    what: oneOf(
      ...(["end-meeting", "suspend-account", "reinstate-account"] as const),
      ...(["mute-participant", "remove-participant"] as const),
    ),
    meeting: optional(commitment),
    host: commitment,
    /** The requests in whose windows it falls. */
    requests: sorted(requestNumber, 500),
  },
  "terms-review": { act: recordId, request: requestNumber, outcome: oneOf("stands", "reversed") },
  "outside-act": { what: text, forcedBy: text, on: dayField },
  /** The host of a meeting lets the log name it: its title, and by that all entries that have its commitment. */
  "meeting-named": { meeting: commitment, title: text },
  /** One of the sealed slots of a day, filled or not: see sealed.ts. */
  "sealed-slot": { slot: oneOf(0, 1, 2, 3, 4, 5, 6, 7), holds: commitment },
  /** What a slot held, and the salt with which anyone can check it. `entry`: that slot. */
  "sealed-opened": { entry: leafIndex, salt, held: sealedContent },
  /** A text of an earlier entry was taken down: its commitment stands, and nobody shows what it hid. */
  "text-removed": {
    entry: leafIndex,
    text: oneOf(...textNames),
    /** `host-withdrew`: a title alone, by the host who had named the meeting, or with the meeting itself. */
    ground: oneOf("court-order", "unlawful", "personal-data", "mistake", "host-withdrew"),
  },
  /**
   * Something that was recorded is missing from the log: the service could not say it, and went on. `not-sayable`: an
   * entry of this day. `gone`: an entry that waited was in the database no more; the day on which that was seen.
   * `seal-not-readable`: what was to be told later can't be; likewise.
   */
  "entry-set-aside": { why: oneOf("not-sayable", "gone", "seal-not-readable") },
} as const;

export type EntryKind = keyof typeof kinds;
export const entryKinds = Object.keys(kinds) as readonly EntryKind[];

export type EntryOf<K extends EntryKind> = {
  readonly kind: K;
  /** When it happened, not when it was appended: kinds of which one alone would tell too much wait for their day's end. */
  readonly day: Day;
} & Read<(typeof kinds)[K]>;
export type Entry = { [K in EntryKind]: EntryOf<K> }[EntryKind];

/** Why something is no entry. `contradiction`: each field is good, and together they cannot be. */
export type EntryFault = { readonly why: "unknown-kind" | "contradiction" } | FieldFault;

export type ReadEntry =
  | { readonly kind: "entry"; readonly entry: Entry }
  | { readonly kind: "refused"; readonly fault: EntryFault };

/** Makes an entry of plain data: the only way to one. */
export function readEntry(value: unknown): ReadEntry {
  const fields = fieldsOf.get(kindOf(value));
  if (fields === undefined) return { kind: "refused", fault: { why: "unknown-kind" } };
  const read = readFields(fields, value);
  if (read.kind === "fault") {
    const { kind: _, ...fault } = read;
    return { kind: "refused", fault };
  }
  const entry = read.value as unknown as Entry;
  return agrees(entry)
    ? { kind: "entry", entry }
    : { kind: "refused", fault: { why: "contradiction" } };
}

const fieldsOf: ReadonlyMap<unknown, Fields> = new Map(
  entryKinds.map((kind) => [kind, inOrder({ kind: oneOf(kind), day: dayField, ...kinds[kind] })]),
);

function kindOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "kind" in value ? value.kind : undefined;
}

/** Nothing is sealed for longer: constitution 10. */
export const longestSealDays = 366;
const longestOrderDays = 7;

/** What several fields say together. */
function agrees(entry: Entry): boolean {
  switch (entry.kind) {
    case "request-received":
      return hasOnce(entry.meetings) && isSoon(entry.day, entry.authority);
    case "request-corrected":
      return hasOnce(entry.meetings) && isSoon(entry.day, entry);
    case "order-approved":
      return (
        entry.places.length > 0 &&
        isWithin(entry.from, entry.until, longestOrderDays) &&
        isSoon(entry.day, entry.reason) &&
        isSoon(entry.day, entry.law) &&
        // One day for both: what is told is told together.
        untilOf(entry.reason) === untilOf(entry.law) &&
        // Nothing goes beyond without a reason, and no empty list stands for nothing.
        (entry.beyond === undefined) === (entry.beyondWhy === undefined) &&
        entry.beyond?.length !== 0
      );
    case "terms-act":
      return !entry.what.endsWith("-account") || entry.meeting === undefined;
    case "outside-act":
      return entry.on <= entry.day;
    case "text-removed":
      return entry.ground !== "host-withdrew" || entry.text === "title";
    default:
      return true;
  }
}

type Sealable = EntryOf<"request-received">["authority"] | { readonly sealedUntil?: Day };

/** The day on which it is told; undefined: it is told. */
export function untilOf(value: Sealable): Day | undefined {
  return typeof value === "string" ? undefined : value.sealedUntil;
}

function isSoon(from: Day, value: Sealable): boolean {
  const until = untilOf(value);
  return until === undefined || (until >= from && isWithin(from, until, longestSealDays));
}

function isWithin(from: Day, until: Day, days: number): boolean {
  const length = dayNumber(until) - dayNumber(from);
  return length >= 0 && length <= days;
}

function hasOnce(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
