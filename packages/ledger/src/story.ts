import type { Day } from "./day.ts";
import { type Demand, type Entry, type EntryKind, type EntryOf, untilOf } from "./entry.ts";
import type { RecordId } from "./field.ts";
import { addToThreads, listIn, noThreads, type Threads } from "./thread.ts";

/**
 * The log as stories: requests with what came of them, orders, changes that take two people, acts under the terms of
 * service. A fold over entries. What the log says of one day it may say in any order, and in logs that are not
 * ours an end can stand before its beginning: nothing here depends on the order, but for what stands there twice.
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
  /** Who asked was sealed, and is told by this entry. */
  readonly told?: EntryAt<"sealed-opened">;
}

export interface OrderStory {
  readonly approved?: EntryAt<"order-approved">;
  readonly effect?: EntryAt<"order-effect">;
  /** The first one. */
  readonly upheld?: EntryAt<"contest-upheld">;
  readonly ended?: EntryAt<"order-ended">;
  /** By the number of the case, from 1. */
  readonly appeals?: ReadonlyMap<number, EntryAt<"appeal-made">>;
  readonly decisions?: ReadonlyMap<number, EntryAt<"appeal-decided">>;
  readonly told?: EntryAt<"sealed-opened">;
}

export interface ChangeStory {
  readonly proposed?: EntryAt<"change-proposed">;
  readonly decided?: EntryAt<"change-decided">;
}

export interface ActStory {
  readonly act?: EntryAt<"terms-act">;
  /** It falls into the windows of a request, by any of its entries. */
  readonly linked?: EntryAt<"terms-act">;
  readonly reviewed?: EntryAt<"terms-review">;
  readonly reversed?: EntryAt<"terms-review">;
}

/** It grows in place: a copy would cost as much as the log is long. */
export interface Stories {
  readonly threads: Threads;
  readonly requests: Map<number, RequestStory>;
  readonly orders: Map<RecordId, OrderStory>;
  readonly changes: Map<RecordId, ChangeStory>;
  readonly acts: Map<RecordId, ActStory>;
  /** By day, order and reason: how many people at least were let in who were not there. */
  readonly upheld: Map<string, number>;
  /** Indices, ascending. */
  readonly kinds: Map<EntryKind, number[]>;
  /** Indices by `2026-11`: what the figures of a month count. */
  readonly months: Map<string, number[]>;
  /** Texts that were taken down: {@link textKey}. */
  readonly removed: Set<string>;
  /** The earliest of all entries' days. */
  first?: Day;
  /**
   * The last day whose end is in the log: kinds that come together when their day is over are told until then, and of
   * later days nothing is known of them. Each day ends with its sealed slots; undefined: none has ended yet.
   */
  through?: Day;
}

export function noStories(): Stories {
  return {
    threads: noThreads(),
    requests: new Map(),
    orders: new Map(),
    changes: new Map(),
    acts: new Map(),
    upheld: new Map(),
    kinds: new Map(),
    months: new Map(),
    removed: new Set(),
  };
}

/** How many entries were taken in. */
export function sizeOf({ threads }: Stories): number {
  return threads.of.length;
}

/** Takes in the next entry of the log. */
export function addEntry(stories: Stories, entry: Entry): void {
  const index = sizeOf(stories);
  addToThreads(stories.threads, entry);
  listIn(stories.kinds, entry.kind).push(index);
  if (countedByMonth.has(entry.kind)) listIn(stories.months, monthOf(entry.day)).push(index);
  if (stories.first === undefined || entry.day < stories.first) stories.first = entry.day;
  const take = takings[entry.kind] as Taking<EntryKind> | undefined;
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

type Taking<K extends EntryKind> = (stories: Stories, at: EntryAt<K>) => void;

/** Kinds that are only counted have none. */
const takings: { readonly [K in EntryKind]?: Taking<K> } = {
  "request-received": (stories, at) => ofRequest(stories, at, { received: at }, "first"),
  "request-corrected": (stories, at) => ofRequest(stories, at, { corrected: at }, "last"),
  "request-closed": (stories, at) => ofRequest(stories, at, { closed: at }, "first"),
  "repeated-requests": (stories, at) => ofRequest(stories, at, { repeated: at }, "first"),
  "order-approved": (stories, at) => ofOrder(stories, at, { approved: at }),
  "order-effect": (stories, at) => ofOrder(stories, at, { effect: at }),
  "contest-upheld": (stories, at) => {
    ofOrder(stories, at, { upheld: at });
    const { day, order, because, people } = at.entry;
    const key = `${day} ${order} ${because}`;
    const least = Number.parseInt(people, 10);
    stories.upheld.set(key, Math.max(least, stories.upheld.get(key) ?? 0));
  },
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
  },
  "text-removed": ({ removed }, { entry }) => removed.add(textKey(entry.entry, entry.text)),
};

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

/** The number of a case of an order; entries of the time when there was one name none. */
export function caseOf(entry: { readonly case?: 1 | 2 | 3 }): number {
  return entry.case ?? 1;
}

/** Of two ends told on one day it is the same one in any order. */
function earlier(
  one: EntryAt<"order-ended"> | undefined,
  other: EntryAt<"order-ended">,
): EntryAt<"order-ended"> {
  if (one === undefined) return other;
  const key = ({ entry: { day, how } }: EntryAt<"order-ended">) => `${day} ${how}`;
  return key(other) < key(one) ? other : one;
}

/** What a request asks, by its last correction, and what became of each. */
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

export type LoggedOrderState = "ahead" | "in-force" | "lapsed" | EntryOf<"order-ended">["how"];

/** Undefined: the log has no approval of it. */
export function loggedOrderState(
  { approved, ended }: OrderStory,
  today: Day,
): LoggedOrderState | undefined {
  if (approved === undefined) return undefined;
  if (ended !== undefined) return ended.entry.how;
  const { from, until } = approved.entry;
  if (today < from) return "ahead";
  return today <= until ? "in-force" : "lapsed";
}

/** Where the name of an authority is told that may be shown; a port: names lie beside the log. */
export type NameAt = (index: number) => string | undefined;

export type AuthorityShown =
  /** `at`: the entry beside which the name lies. */
  | { readonly kind: "named"; readonly name: string; readonly at: number }
  | { readonly kind: "sealed"; readonly until: Day }
  | { readonly kind: "taken-down" };

/** Who asked, as far as it may be told. */
export function authorityShown(
  { removed }: Stories,
  { received, told }: RequestStory,
  nameAt: NameAt,
): AuthorityShown {
  const until = received && untilOf(received.entry.authority);
  if (until !== undefined && told === undefined) return { kind: "sealed", until };
  const at = told?.index ?? received?.index;
  if (at === undefined || removed.has(textKey(at, "authority"))) return { kind: "taken-down" };
  const name = nameAt(at);
  return name === undefined ? { kind: "taken-down" } : { kind: "named", name, at };
}
