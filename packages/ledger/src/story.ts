import type { Day } from "./day.ts";
import {
  type AtLeast,
  type Demand,
  type Entry,
  type EntryKind,
  type EntryOf,
  untilOf,
} from "./entry.ts";
import type { RecordId } from "./field.ts";
import { addToThreads, listIn, noThreads } from "./thread.ts";

/**
 * The log as stories: requests with what became of them, orders, changes that take two people, acts
 * under the terms of service. A fold over entries. Within a day entries may come in any order, and
 * in foreign logs an end can precede its beginning: only repetitions depend on the order.
 */

export interface EntryAt<K extends EntryKind> {
  readonly index: number;
  readonly entry: EntryOf<K>;
}

export interface RequestStory {
  readonly received?: EntryAt<"request-received">;
  /** The last one. */
  readonly corrected?: EntryAt<"request-corrected">;
  readonly closed?: EntryAt<"request-closed">;
  readonly repeated?: EntryAt<"repeated-requests">;
  /** Opens the sealed name of the authority. */
  readonly told?: EntryAt<"sealed-opened">;
}

export interface OrderStory {
  readonly approved?: EntryAt<"order-approved">;
  /** After a restore, for the first time. */
  readonly confirmed?: EntryAt<"order-confirmed">;
  readonly effect?: EntryAt<"order-effect">;
  /** The first one. */
  readonly upheld?: EntryAt<"contest-upheld">;
  readonly ended?: EntryAt<"order-ended">;
  /** By the number of the case, from 1. */
  readonly appeals?: ReadonlyMap<number, EntryAt<"appeal-made">>;
  readonly decisions?: ReadonlyMap<number, EntryAt<"appeal-decided">>;
  readonly told?: EntryAt<"sealed-opened">;
  /** The database was restored after it was made, and no one has confirmed it since. */
  readonly isSuspended?: boolean;
}

export interface ChangeStory {
  readonly proposed?: EntryAt<"change-proposed">;
  readonly decided?: EntryAt<"change-decided">;
  /** A rule of the whole service: whether it waits for a third person before it takes effect, or what they said. */
  readonly held?: EntryAt<"platform-rule-linked">;
  /** Of the rule that it entered. */
  readonly lifted?: EntryAt<"platform-rule-lifted">;
}

export interface ActStory {
  readonly act?: EntryAt<"terms-act">;
  /** It falls into the windows of a request, by any of its entries. */
  readonly linked?: EntryAt<"terms-act">;
  readonly reviewed?: EntryAt<"terms-review">;
  readonly reversed?: EntryAt<"terms-review">;
}

/** It grows in place, as a copy would cost as much as the log is long. */
export type Stories = ReturnType<typeof noStories>;

export function noStories() {
  return {
    threads: noThreads(),
    requests: new Map<number, RequestStory>(),
    orders: new Map<RecordId, OrderStory>(),
    changes: new Map<RecordId, ChangeStory>(),
    acts: new Map<RecordId, ActStory>(),
    /** By day, order and reason: lower bounds of people let in who were not there, who can be the same on many days. */
    upheld: new Map<string, number>(),
    /** By day and order: how often the desk answered at least that someone stays out. */
    denied: new Map<string, number>(),
    /** Indices, ascending. */
    kinds: new Map<EntryKind, number[]>(),
    /** Indices by month (`2026-11`), of the kinds that count there. */
    months: new Map<string, number[]>(),
    /** Opened slots that told of a request which a law had forbidden to mention. Indices, ascending. */
    existed: [] as number[],
    /** Texts that were taken down: {@link textKey}. */
    removed: new Set<string>(),
    /** The earliest of all entries' days. */
    first: undefined as Day | undefined,
    /** The last day that has ended in the log: daily kinds are known until then. */
    through: undefined as Day | undefined,
  };
}

export function entryCountOf({ threads }: Stories): number {
  return threads.of.length;
}

export function addEntry(stories: Stories, entry: Entry): void {
  const index = entryCountOf(stories);
  addToThreads(stories.threads, entry);
  listIn(stories.kinds, entry.kind).push(index);
  if (countedByMonth.has(entry.kind)) listIn(stories.months, monthOf(entry.day)).push(index);
  if (stories.first === undefined || entry.day < stories.first) stories.first = entry.day;
  const take = handlers[entry.kind] as Handler<EntryKind> | undefined;
  take?.(stories, { index, entry });
}

const countedByMonth: ReadonlySet<EntryKind> = new Set<EntryKind>([
  ...(["request-received", "request-closed", "order-approved"] as const),
]);

/** `2026-11` */
export function monthOf(day: Day): string {
  return day.slice(0, 7);
}

export function textKey(index: number, name: string): string {
  return `${index} ${name}`;
}

type Handler<K extends EntryKind> = (stories: Stories, at: EntryAt<K>) => void;

/** Kinds without one are only counted. */
const handlers: { readonly [K in EntryKind]?: Handler<K> } = {
  "request-received": (stories, at) => ofRequest(stories, at, { received: at }, "first"),
  "request-corrected": (stories, at) => ofRequest(stories, at, { corrected: at }, "last"),
  "request-closed": (stories, at) => ofRequest(stories, at, { closed: at }, "first"),
  "repeated-requests": (stories, at) => ofRequest(stories, at, { repeated: at }, "first"),
  "order-approved": (stories, at) => ofOrder(stories, at, { approved: at }),
  "order-confirmed": ({ orders }, at) => {
    const story = orders.get(at.entry.order);
    orders.set(at.entry.order, { confirmed: at, ...story, isSuspended: false });
  },
  restored: ({ orders }) => {
    for (const [order, story] of orders) orders.set(order, { ...story, isSuspended: true });
  },
  "order-effect": (stories, at) => ofOrder(stories, at, { effect: at }),
  "contest-upheld": (stories, at) => {
    ofOrder(stories, at, { upheld: at });
    const { day, order, because, people } = at.entry;
    raise(stories.upheld, `${day} ${order} ${because}`, people);
  },
  "contest-denied": ({ denied }, { entry: { day, order, times } }) =>
    raise(denied, `${day} ${order}`, times),
  "order-ended": ({ orders }, at) => {
    const story = orders.get(at.entry.order);
    orders.set(at.entry.order, { ...story, ended: earlier(story?.ended, at) });
  },
  "appeal-made": ({ orders }, at) => {
    const story = orders.get(at.entry.order);
    orders.set(at.entry.order, { ...story, appeals: withCase(story?.appeals, at) });
  },
  "appeal-decided": ({ orders }, at) => {
    const story = orders.get(at.entry.order);
    orders.set(at.entry.order, { ...story, decisions: withCase(story?.decisions, at) });
  },
  "change-proposed": ({ changes }, at) => {
    changes.set(at.entry.change, { proposed: at, ...changes.get(at.entry.change) });
  },
  "change-decided": ({ changes }, at) => {
    changes.set(at.entry.change, { decided: at, ...changes.get(at.entry.change) });
  },
  "platform-rule-lifted": ({ changes }, at) => {
    changes.set(at.entry.rule, { lifted: at, ...changes.get(at.entry.rule) });
  },
  "platform-rule-linked": (stories, at) => {
    const story = stories.changes.get(at.entry.change);
    if (holds(stories, story, at)) stories.changes.set(at.entry.change, { ...story, held: at });
  },
  "terms-act": ({ acts }, at) => {
    const linked = at.entry.requests.length > 0 ? { linked: at } : {};
    acts.set(at.entry.act, { act: at, ...linked, ...acts.get(at.entry.act) });
  },
  "terms-review": ({ acts }, at) => {
    const reversed = at.entry.outcome === "reversed" ? { reversed: at } : {};
    acts.set(at.entry.act, { reviewed: at, ...reversed, ...acts.get(at.entry.act) });
  },
  "sealed-slot": (stories, { entry: { day } }) => {
    if (stories.through === undefined || day > stories.through) stories.through = day;
  },
  "sealed-opened": (stories, at) => {
    const { held } = at.entry;
    if (held.kind === "request-told") {
      ofRequest(stories, { entry: held }, { told: at }, "first");
    }
    if (held.kind === "order-told") ofOrder(stories, { entry: held }, { told: at });
    if (held.kind === "request-existed") stories.existed.push(at.index);
  },
  "text-removed": ({ removed }, { entry }) => removed.add(textKey(entry.entry, entry.text)),
};

/** A rule waits only for a third person because of requests that came before it: of a later one the entry comes after the link. */
function holds(
  { requests }: Stories,
  story: ChangeStory | undefined,
  { entry }: EntryAt<"platform-rule-linked">,
): boolean {
  if (entry.review !== "waits") return story?.held?.entry.review === "waits";
  const proposed = story?.proposed?.index ?? 0;
  return entry.requests.some((one) => (requests.get(one)?.received?.index ?? proposed) < proposed);
}

/** Of several bounds the highest holds. */
function raise(bounds: Map<string, number>, key: string, bound: AtLeast): void {
  bounds.set(key, Math.max(Number.parseInt(bound, 10), bounds.get(key) ?? 0));
}

function ofRequest(
  { requests }: Stories,
  { entry }: { readonly entry: { readonly request: number } },
  part: RequestStory,
  which: "first" | "last",
): void {
  const story = requests.get(entry.request);
  requests.set(entry.request, which === "first" ? { ...part, ...story } : { ...story, ...part });
}

function ofOrder(
  { orders }: Stories,
  { entry }: { readonly entry: { readonly order: RecordId } },
  part: OrderStory,
): void {
  orders.set(entry.order, { ...part, ...orders.get(entry.order) });
}

/** Of each case what came first. */
function withCase<At extends EntryAt<"appeal-made" | "appeal-decided">>(
  known: ReadonlyMap<number, At> | undefined,
  at: At,
): ReadonlyMap<number, At> {
  return new Map([[caseOf(at.entry), at], ...(known ?? [])]);
}

/** Entries from the time of one case have no number. */
export function caseOf(entry: { readonly case?: 1 | 2 | 3 }): number {
  return entry.case ?? 1;
}

/** Of two ends the same one, in whichever order they come. */
function earlier(
  one: EntryAt<"order-ended"> | undefined,
  other: EntryAt<"order-ended">,
): EntryAt<"order-ended"> {
  if (one === undefined) return other;
  const key = ({ entry: { day, how } }: EntryAt<"order-ended">) => `${day} ${how}`;
  return key(other) < key(one) ? other : one;
}

/** The day on which a request came, which may be before someone entered it; older entries have only that. */
export function cameOn({ came, day }: EntryOf<"request-received">): Day {
  return came ?? day;
}

/** What a request asks, by its last correction, with the answers. */
export function demandsOf({
  received,
  corrected,
  closed,
}: RequestStory): readonly { readonly demand: Demand; readonly answer?: LoggedAnswer }[] {
  if (closed !== undefined) return closed.entry.answers;
  const asked = corrected ?? received;
  return (asked?.entry.demands ?? []).map((demand) => ({ demand }));
}
export type LoggedAnswer = EntryOf<"request-closed">["answers"][number]["answer"];

export type LoggedOrderState =
  | "ahead"
  | "in-force"
  | "suspended"
  | "lapsed"
  | EntryOf<"order-ended">["how"];

/** Undefined: the log has no approval of it. */
export function loggedOrderState(
  { approved, ended, isSuspended }: OrderStory,
  today: Day,
): LoggedOrderState | undefined {
  if (approved === undefined) return undefined;
  if (ended !== undefined) return ended.entry.how;
  const { from, until } = approved.entry;
  if (today > until) return "lapsed";
  if (isSuspended === true) return "suspended";
  return today < from ? "ahead" : "in-force";
}

/** A port: the name told beside an entry, if it may be shown. */
export type NameAt = (index: number) => string | undefined;

export type AuthorityShown =
  /** `at`: the entry beside which the name lies. */
  | { readonly kind: "named"; readonly name: string; readonly at: number }
  | { readonly kind: "sealed"; readonly until: Day }
  | { readonly kind: "not-in-register" }
  | { readonly kind: "taken-down" };

/** Who asked, as far as that may be told. */
export function authorityShown(
  { removed }: Stories,
  { received, told }: RequestStory,
  nameAt: NameAt,
): AuthorityShown {
  if (received !== undefined && received.entry.authority === undefined) {
    return { kind: "not-in-register" };
  }
  const until = received && untilOf(received.entry.authority);
  if (until !== undefined && told === undefined) return { kind: "sealed", until };
  const at = told?.index ?? received?.index;
  if (at === undefined || removed.has(textKey(at, "authority"))) return { kind: "taken-down" };
  const name = nameAt(at);
  return name === undefined ? { kind: "taken-down" } : { kind: "named", name, at };
}
