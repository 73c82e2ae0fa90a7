import { actSignature, deskKey } from "./act-signature.ts";
import { type Day, dayNumber } from "./day.ts";
import {
  arrayOf,
  type Commitment,
  commitment,
  dayField,
  type FieldFault,
  inOrder,
  language,
  leafIndex,
  objectOf,
  oneOf,
  optional,
  type Parsers,
  place,
  places,
  type Read,
  readFields,
  recordId,
  requestNumber,
  type Sealed,
  salt,
  sealable,
  sorted,
  stateBranch,
  text,
} from "./field.ts";
import { sealedContent } from "./sealed-content.ts";

/**
 * What the log can say: a closed union (constitution 11). No field holds a person, a name, a title,
 * an address, a minute or a number of people. Texts lie outside, behind a salted commitment;
 * meetings and hosts are named by one. A meeting's title is such a text where its host consents.
 */

/** What can be demanded, in the order in which it is told. */
export const demands = [
  ...(["withhold-meeting", "end-meeting", "suspend-account", "withhold-person"] as const),
  ...(["limit-other-meetings", "serve-country-off", "monitor-or-record"] as const),
  ...(["weaken-encryption", "stay-silent", "block-topic", "hand-over-data", "other"] as const),
] as const;
export type Demand = (typeof demands)[number];
const demand = oneOf(...demands);
/** Why a withholding is refused, or granted in part, by its findings. The desk and the database have the same list. */
export const findingGrounds = [
  ...(["cannot-tell-there", "no-power-there", "no-legal-basis", "not-necessary"] as const),
  ...(["not-proportionate", "human-rights", "no-such-meeting", "no-occurrence"] as const),
  "too-few-staff",
] as const;
const ground = oneOf(
  ...(["meetings-survive", "accounts-survive", "no-named-persons", "one-occurrence-only"] as const),
  ...(["no-country-off", "conversation-private", "told-at-the-door", "no-topics"] as const),
  ...(["nothing-handed-over", "no-such-act"] as const),
  ...findingGrounds,
);
const answer = objectOf({
  demand,
  answer: oneOf("met", "narrowed", "refused", "not-handled-here", "returned", "rejected"),
  ground: optional(ground),
});
/** What takes two people. */
export const changes = [
  "staff",
  "authority",
  "disputed-places",
  "platform-rule",
  "geofeed",
] as const;
const role = oneOf("appeals", "approver", "intake", "reviewer", "safety");
const asked = arrayOf(demand, 50);
/**
 * An order has up to three cases, one after another. `concerned`: it hears the host or someone kept
 * out. Entries from the time of one case have neither.
 */
const appealCase = {
  case: optional(oneOf(1, 2, 3)),
  by: optional(oneOf("public", "concerned")),
} as const;
/** Each once, in the order in which they were named. */
const meetings = arrayOf(commitment, 50);

/** Lower bounds, ascending: the log never says a number of people. */
export const atLeast = ["1-or-more", "10-or-more", "100-or-more", "1000-or-more"] as const;
export type AtLeast = (typeof atLeast)[number];

/** Names of texts outside of the log. */
export const textNames = [
  ...(["authority", "reason", "law", "says", "what", "forcedBy"] as const),
  ...(["demand", "translation", "title", "beyondWhy"] as const),
  ...(["makers", "name"] as const),
] as const;
export type TextName = (typeof textNames)[number];

const kinds = {
  "request-received": {
    request: requestNumber,
    /** The day on which it came, which may be before it was entered; absent in older entries. */
    came: optional(dayField),
    /** Absent: the sender is not in the register, so that nothing can come of it but a rejection. */
    authority: optional(sealable),
    branch: stateBranch,
    demands: asked,
    meetings,
  },
  /** A correction, before anyone reviewed the request. */
  "request-corrected": {
    request: requestNumber,
    branch: stateBranch,
    demands: asked,
    meetings,
    /** Shortens the seal of the request's own entry. */
    sealedUntil: optional(dayField),
  },
  /** The third request, or a further one, of an authority on one host within 30 days, by when they came or were entered. */
  "repeated-requests": { request: requestNumber, host: commitment },
  "request-closed": {
    request: requestNumber,
    outcome: oneOf("answered", "returned", "rejected"),
    /** For each demand, in order. */
    answers: arrayOf(answer, 50),
  },
  /** The authority's own words, and the kinds of what is left out of them. */
  "demand-shown": {
    request: requestNumber,
    demand: text,
    translation: optional(text),
    language,
    redacted: sorted(oneOf("contact", "link", "meeting", "other", "person"), 5),
  },
  /** Someone looked; never what they saw. */
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
    /** Whether a look was made before it; absent in entries from before this was said. */
    look: optional(oneOf("made", "none")),
    /**
     * Where it goes beyond what was asked, or against the advice after a look, which is given where there
     * are fewer than ten networks.
     */
    beyond: optional(sorted(oneOf("advice", "length", "places"), 3)),
    /** Why, in the desk's words. */
    beyondWhy: optional(text),
    /** Commits to minutes, findings and what is left out, which are public nowhere. */
    terms: optional(commitment),
    /** Signatures of act-statement.ts by two desk keys. Orders from before there were any have none. */
    proposal: optional(actSignature),
    approval: optional(actSignature),
  },
  /** Two people made an order again that a restoration had suspended. */
  "order-confirmed": {
    order: recordId,
    /** The restoration's entry. Like the signatures, absent in entries from before there were desk keys. */
    restored: optional(leafIndex),
    /** Of the order's terms, see act-statement.ts. */
    proposal: optional(actSignature),
    approval: optional(actSignature),
  },
  /** An order kept someone out on this day. */
  "order-effect": { order: recordId },
  /** Someone was let in whom an order kept out wrongly; a lower bound for the day: each network counts once. */
  "contest-upheld": {
    order: recordId,
    /** `support`: something independent spoke for it. `no-answer`: nobody answered in time. */
    because: oneOf("support", "answer", "no-answer"),
    people: oneOf(...atLeast),
  },
  /** The desk answered someone whom an order kept out that they stay out; a lower bound for the day. */
  "contest-denied": { order: recordId, times: oneOf(...atLeast) },
  "order-ended": {
    order: recordId,
    how: oneOf("lifted", "overturned", "appeal-not-decided", "occurrence-over"),
  },
  /** A case was opened: its first appeal. `due`: on that day the order ends if no one has decided. */
  "appeal-made": { order: recordId, ...appealCase, due: optional(dayField) },
  "appeal-decided": {
    order: recordId,
    ...appealCase,
    outcome: oneOf("upheld", "overturned"),
    /** To what the appellants are told. */
    reasons: optional(commitment),
    /** Of who decided so: see act-statement.ts. An order that ends needs none. */
    decision: optional(actSignature),
  },
  "change-proposed": {
    change: recordId,
    what: oneOf(...changes),
    says: text,
  },
  "change-decided": {
    change: recordId,
    outcome: oneOf("confirmed", "declined", "withdrawn", "waited", "alone"),
    /** Of the staff: what a member holds from now on, and the key by which they sign. */
    roles: optional(sorted(role, 5)),
    key: optional(deskKey),
    /** Id of the member's former key, which signs nothing from now on: this one takes its place. */
    replaces: optional(commitment),
    /** Of two people, where it was confirmed: see act-statement.ts. */
    proposal: optional(actSignature),
    confirmation: optional(actSignature),
  },
  /** By the change that entered it. */
  "platform-rule-lifted": { rule: recordId },
  /**
   * A rule of the whole service that was proposed around requests from authorities whose territory it touches. `waits`:
   * for a third person, because of this request. Afterwards: what that person said, with the newest 500 of those requests.
   */
  "platform-rule-linked": {
    change: recordId,
    requests: sorted(requestNumber, 500),
    review: oneOf("waits", "stands", "reversed"),
  },
  "staff-left": {
    roles: sorted(role, 5),
    /** Of someone who holds no role any more: id of the key that signs nothing from now on. */
    ended: optional(commitment),
  },
  "authority-withdrawn": { authority: text },
  "terms-act": {
    act: recordId,
    what: oneOf(
      ...(["end-meeting", "suspend-account", "reinstate-account"] as const),
      ...(["mute-participant", "remove-participant"] as const),
    ),
    meeting: optional(commitment),
    host: commitment,
    /** When it took effect, where the log tells of it again for a later request. */
    on: optional(dayField),
    /** The requests in whose windows it falls, the newest 500. */
    requests: sorted(requestNumber, 500),
    /** To its reasons in writing. */
    reasons: optional(commitment),
    /**
     * Of those who end a meeting or close an account: see act-statement.ts. `third`: around a request. Not when the log tells
     * of the act again for a later request.
     */
    proposal: optional(actSignature),
    approval: optional(actSignature),
    third: optional(actSignature),
    /** Of an act that takes no key, when it took effect: how many people agreed to it, the proposer included. */
    agreed: optional(oneOf(1, 2, 3)),
  },
  "terms-review": { act: recordId, request: requestNumber, outcome: oneOf("stands", "reversed") },
  "outside-act": { what: text, forcedBy: text, on: dayField },
  /**
   * What the operator does to a person's account at the machine waits for a day, in which the person can stop it. Of whom it says
   * nothing: the operator, who knows that, could look for the person in other entries.
   */
  "operator-act": {
    act: recordId,
    what: oneOf("reset-link", "key-added", "key-removed", "seats-allowed", "seats-refused"),
    step: oneOf("announced", "stopped", "done"),
  },
  /**
   * Other location data, or data that count as something else, decide who is where. `digest`: SHA-256 of all of
   * them, as two people confirm it. `in-part`: except where they would move someone into the places of an order in
   * force. `makers`: who made them, by name.
   */
  "sources-changed": {
    digest: commitment,
    serves: oneOf("everywhere", "in-part"),
    makers: optional(text),
  },
  /** From now on the service calls a place by a name of the operator's; without one, by its usual name. */
  "place-named": { place, name: optional(text) },
  /** The host lets the log name a meeting: its title, for all entries with its commitment. */
  "meeting-named": { meeting: commitment, title: text },
  /** One of the sealed slots of a day: see sealed.ts. */
  "sealed-slot": { slot: oneOf(0, 1, 2, 3, 4, 5, 6, 7), holds: commitment },
  /** The content of a slot, with its salt. `entry`: the slot. */
  "sealed-opened": { entry: leafIndex, salt, held: sealedContent },
  /** A text of an earlier entry was taken down. Its commitment stands; nobody shows the text. */
  "text-removed": {
    entry: leafIndex,
    text: oneOf(...textNames),
    /** `host-withdrew`: of a title alone, by its host or with the deleted meeting. */
    ground: oneOf("court-order", "unlawful", "personal-data", "mistake", "host-withdrew"),
  },
  /**
   * Something recorded is missing from the log. `not-sayable`: of this day. `gone`: the database
   * lost it; the day on which that was seen. `seal-not-readable`: a sealed content; the day on
   * which that was seen.
   */
  "entry-set-aside": { why: oneOf("not-sayable", "gone", "seal-not-readable") },
  /**
   * For more than ten minutes no one signed the log, so that orders and rules of the whole service
   * didn't hold. `day`: when it was signed again. `since`: when it was signed before.
   */
  "log-gap": { since: dayField },
  /**
   * The database went back to what it was earlier, as the operator says or the service noticed: orders before this entry don't hold until an entry
   * `order-confirmed` comes after it. `since`: when what was restored had been signed last; absent:
   * never. It may also have been later on that day.
   */
  restored: { since: optional(dayField) },
} as const;

export type EntryKind = keyof typeof kinds;
export const entryKinds = Object.keys(kinds) as readonly EntryKind[];

export type EntryOf<K extends EntryKind> = {
  readonly kind: K;
  /** When it happened, not when it was appended: some kinds wait for their day's end. */
  readonly day: Day;
} & Read<(typeof kinds)[K]>;
export type Entry = { [K in EntryKind]: EntryOf<K> }[EntryKind];

/** An entry with its place in the log. */
export interface IndexedEntry {
  readonly index: number;
  readonly entry: Entry;
}

/** `contradiction`: each field is valid, but not all together. */
export type EntryFault = { readonly why: "unknown-kind" | "contradiction" } | FieldFault;

export type ReadEntry =
  | { readonly kind: "entry"; readonly entry: Entry }
  | { readonly kind: "refused"; readonly fault: EntryFault };

/** The only way to an entry. */
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

const fieldsOf: ReadonlyMap<unknown, Parsers> = new Map(
  entryKinds.map((kind) => [kind, inOrder({ kind: oneOf(kind), day: dayField, ...kinds[kind] })]),
);

function kindOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "kind" in value ? value.kind : undefined;
}

/** The longest seal, in days (constitution 10). */
export const longestSealDays = 366;
const longestOrderDays = 7;

/** Whether the fields agree with each other. */
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
      return (
        (!entry.what.endsWith("-account") || entry.meeting === undefined) &&
        (entry.on === undefined || entry.on <= entry.day)
      );
    case "outside-act":
      return entry.on <= entry.day;
    case "log-gap":
      return entry.since <= entry.day;
    case "restored":
      return entry.since === undefined || entry.since <= entry.day;
    case "text-removed":
      return entry.ground !== "host-withdrew" || entry.text === "title";
    default:
      return true;
  }
}

type Sealable = EntryOf<"request-received">["authority"] | { readonly sealedUntil?: Day };

/** Whether it is told later. */
export function isSealed(value: Commitment | Sealed | undefined): value is Sealed {
  return typeof value === "object";
}

/** The day on which it is told; undefined: now. */
export function untilOf(value: Sealable): Day | undefined {
  return typeof value === "object" ? value.sealedUntil : undefined;
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
