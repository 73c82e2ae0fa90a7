import { z } from "zod";
import { demandKind } from "./desk.ts";
import { day, uuid } from "./formats.ts";

/**
 * What everyone may read of the public log, without an account. Counts are of requests, demands,
 * orders and acts; of people there are only bands. `@graticule/ledger/figures` counts all of it
 * from the log, so anyone can.
 */

/** `2026-11` */
const month = z.string().regex(/^\d{4}-\d{2}$/);
const count = z.number().int().min(0);
const index = z.number().int().min(0);
const number = z.number().int().min(1);
const placeWritten = z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/);

/** Salt and text, as `/log/text/…` serves them; `taken-down`: an entry says so, and why. */
export const shownText = z.union([
  z.object({ salt: z.string(), value: z.string() }),
  z.literal("taken-down"),
]);
export type ShownText = z.infer<typeof shownText>;

/** An entry's leaf, and its texts by name. The reader's page checks both. */
export const loggedEntry = z.object({
  index,
  /** Canonical JSON (RFC 8785). */
  leaf: z.string(),
  texts: z.record(z.string(), shownText),
});
export type LoggedEntry = z.infer<typeof loggedEntry>;

/**
 * Who asked: `sealed` until a day by a law that forbids to tell, `taken-down`, or named.
 * `not-in-register`: no authority that the desk knows; it can be answered by a rejection alone.
 */
export const askedBy = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("named"), name: z.string() }),
  z.object({ kind: z.literal("sealed"), until: day }),
  z.object({ kind: z.literal("taken-down") }),
  z.object({ kind: z.literal("not-in-register") }),
]);
export type AskedBy = z.infer<typeof askedBy>;

/** Of how long something took, in whole days of UTC; 0: on the same day. */
export const daysTaken = z.object({ count, medianDays: count, longestDays: count });
/** Exact from ten up. */
const fromTen = z.union([z.number().int().min(10), z.enum(["none", "fewer-than-10"])]);

const atLeast = z.enum(["none", "1-or-more", "10-or-more", "100-or-more", "1000-or-more"]);

const answered = {
  met: count,
  narrowed: count,
  refused: count,
  notHandledHere: count,
  sentBack: count,
};

/** `asked` is the sum of the others. `sentBack`: in a request returned or rejected whole. */
export const demandFigures = z.object({
  demand: demandKind,
  asked: count,
  open: count,
  ...answered,
});

export const figures = z.object({
  /** Entries that were counted: the size of a signed checkpoint. */
  size: count,
  /** Orders in force are those of this day, as far as it is known: see `through`. */
  today: day,
  /**
   * Looks, effects and ends of orders, appeals, corrections, denials and changes of the location data enter the log
   * when their day is over: they are known until the end of this day (UTC). Null: none is over yet.
   */
  through: day.nullable(),
  requests: z.object({
    received: count,
    open: count,
    answered: count,
    returned: count,
    rejected: count,
    /** Third and further ones of an authority on one host within 30 days. */
    repeated: count,
    /** From senders who are not in the register of authorities. */
    unregistered: count,
  }),
  /** Kinds that were asked at least once, in the order of the list. */
  demands: z.array(demandFigures),
  /** From the first entry's month to `today`, ascending. Requests count in the month in which they were entered, answers in their own. */
  months: z.array(
    z.object({
      month,
      requests: count,
      asked: count,
      ...answered,
      orders: count,
    }),
  ),
  orders: z.object({
    approved: count,
    ahead: count,
    /** By a restoration of the database, until two people confirm them again. */
    suspended: count,
    inForce: count,
    /** That kept someone out on at least one day. */
    withEffect: count,
    /** In which someone was let in who was not where it reaches. */
    withCorrections: count,
    /** `lapsed`: their time was over. */
    over: z.object({
      lifted: count,
      overturned: count,
      appealNotDecided: count,
      occurrenceOver: count,
      lapsed: count,
    }),
    /** The sealed and the taken down are one row each; `until`: the last of their days. */
    byAuthority: z.array(
      z.object({ authority: askedBy, approved: count, inForce: count, behind: z.string() }),
    ),
    byPlace: z.array(z.object({ place: placeWritten, approved: count, inForce: count })),
  }),
  /** From receipt to closing, and from approval to lifting or overturning. Null: never yet. */
  timeToAnswer: daysTaken.nullable(),
  timeToLift: daysTaken.nullable(),
  looks: count,
  appeals: z.object({
    /** `made`: cases, each opened by the first of its appeals, which are not counted. */
    byMonth: z.array(z.object({ month, made: fromTen, overturned: fromTen })),
    /** How often at least someone who said that they were not there was let in; the same person on two days is two. */
    corrected: atLeast,
    /** How often at least the desk answered that they stay out. */
    denied: atLeast,
  }),
  /**
   * Acts under the terms of service, and those linked to a request. `reviewed`: by a third person, who agreed before it
   * took effect, or looked at it afterwards.
   */
  termsActs: z.object({ all: count, linked: count, reviewed: count, reversed: count }),
  /**
   * By kind: staff, authority, disputed-places, platform-rule, geofeed. `declined`: also a rule that was lifted before
   * anyone decided. `open`: also a rule that was confirmed and waits for a third person, because of a request that came
   * before it.
   */
  sideDoors: z.array(
    z.object({ what: z.string(), proposed: count, inEffect: count, declined: count, open: count }),
  ),
  /** Alone or by two people: roles lost or given up, authorities withdrawn, platform rules lifted or declined. */
  undone: z.object({ staffLeft: count, authoritiesWithdrawn: count, platformRulesLifted: count }),
  outsideActs: count,
  /** Entries on what the operator does to people's accounts, each of whose steps is one. */
  operatorActs: count,
  /** How often other location data decided, wholly or in part. */
  sourcesChanged: count,
  /** How often the operator gave a place another name, or its usual one again. */
  placesNamed: count,
  textsRemoved: count,
  /** Of what was recorded, and is missing from the log: the service could not say it. */
  setAside: count,
  /** How often no one signed the log for more than ten minutes. */
  logGaps: count,
  /** How often the database went back to what it was earlier. */
  restorations: count,
  /**
   * Entries of which a part is told later: not yet, and by now. `existed`: opened slots that tell of
   * a request which a law had forbidden to mention.
   */
  sealed: z.object({ ahead: count, opened: count, existed: count }),
  /** Entries that can't be true beside the others. A log that this service wrote has none. */
  findings: z.array(
    z.object({
      index,
      what: z.enum([
        ...(["met-what-has-one-answer", "met-with-ground"] as const),
        ...(["answers-other-demands", "begins-nowhere"] as const),
      ]),
    }),
  ),
});

/** GET /api/transparency */
export const transparency = z.object({ figures });
export type Transparency = z.infer<typeof transparency>;
export type Figures = z.infer<typeof figures>;

/** On the day on which it is asked. `suspended`: by a restoration of the database; in {@link publicOrder} also otherwise. */
export const publicOrderState = z.enum(["ahead", "suspended", "in-force", "over"]);

/** GET /api/transparency/requests?before=17: newest first, 25 at once. `next`: for `before`. */
export const storyRows = z.object({
  rows: z.array(
    z.object({
      request: number,
      receivedOn: day,
      authority: askedBy,
      branch: z.string(),
      state: z.enum(["open", "answered", "returned", "rejected"]),
      closedOn: day.optional(),
      /** In order: what was asked, and the answer if there is one. */
      demands: z.array(z.object({ demand: demandKind, answer: z.string().optional() })),
      orders: z.array(
        z.object({
          places: z.array(placeWritten),
          state: publicOrderState,
        }),
      ),
    }),
  ),
  next: number.optional(),
});
export type StoryRows = z.infer<typeof storyRows>;

/** GET /api/transparency/requests/:number: all entries of a request, in the log's order. */
export const story = z.object({
  request: number,
  /** As in the figures: the last day of which they are known. */
  through: day.nullable(),
  /** By the id of each. */
  orders: z.record(uuid, publicOrderState),
  entries: z.array(loggedEntry),
});
export type Story = z.infer<typeof story>;

/** A figure, or one of its rows; `authority:…` as `behind` in `byAuthority`. */
export const behind = z
  .string()
  .regex(
    /^(all|requests|demands|orders|orders-in-force|looks|appeals|corrections|denials|terms-acts|side-doors|outside-acts|operator-acts|sources-changed|places-named|texts-removed|set-aside|log-gaps|restorations|sealed|demand:[a-z-]{1,30}|place:[A-Z0-9-]{2,6}|authority:(\d{1,15}|sealed|taken-down)|month:\d{4}-\d{2})$/,
  );

/** GET /api/transparency/entries?behind=orders&before=120: newest first, 50 at once. */
export const entriesBehind = z.object({
  /** All that are behind it, not only these. */
  count,
  entries: z.array(loggedEntry),
  next: index.optional(),
});
export type EntriesBehind = z.infer<typeof entriesBehind>;

/** GET /api/transparency/entries/:index: an entry, and all of its request, change or act. */
export const entryWithHistory = z.object({ entry: loggedEntry, history: z.array(loggedEntry) });
export type EntryWithHistory = z.infer<typeof entryWithHistory>;
