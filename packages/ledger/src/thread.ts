import type { Entry, EntryOf } from "./entry.ts";
import type { Commitment, RecordId } from "./field.ts";
import type { SealedContent } from "./sealed-content.ts";

/**
 * Which entries belong together: all of a request with its orders, of a change, of an act under the terms of service.
 * Whatever names a request belongs to it, of whichever kind it is; so does the title of a meeting that it names.
 */

export type Thread = `${"request" | "order" | "change" | "act" | "meeting" | "entry"} ${string}`;

/** The threads of the log, in its order. It grows in place. */
export interface Threads {
  /** Of each entry, by its index: the first is its own, in the others it is told, too. */
  readonly of: (readonly [Thread, ...Thread[]])[];
  /** Indices, ascending. */
  readonly entries: Map<Thread, number[]>;
  readonly requestOf: Map<RecordId, number>;
  readonly ordersOf: Map<number, RecordId[]>;
  /** What a request names: by its last correction, if it was corrected. */
  readonly meetingsOf: Map<number, NamedMeetings>;
}

interface NamedMeetings {
  readonly by: "request-received" | "request-corrected";
  readonly meetings: readonly Commitment[];
}

export function noThreads(): Threads {
  return {
    of: [],
    entries: new Map(),
    requestOf: new Map(),
    ordersOf: new Map(),
    meetingsOf: new Map(),
  };
}

export function addToThreads(threads: Threads, entry: Entry): void {
  const index = threads.of.length;
  const own = threadsOf(threads, index, entry);
  threads.of.push(own);
  for (const thread of new Set(own)) listIn(threads.entries, thread).push(index);
  if (entry.kind === "request-received" || entry.kind === "request-corrected") {
    noteMeetings(threads, entry);
  }
  if (entry.kind !== "order-approved" || threads.requestOf.has(entry.order)) return;
  threads.requestOf.set(entry.order, entry.request);
  listIn(threads.ordersOf, entry.request).push(entry.order);
}

/** Of one day a correction can stand before what it corrects. */
function noteMeetings(
  { meetingsOf }: Threads,
  { kind: by, request, meetings }: EntryOf<NamedMeetings["by"]>,
): void {
  const isOlder = by === "request-received" && meetingsOf.has(request);
  if (!isOlder) meetingsOf.set(request, { by, meetings });
}

/** All entries of a request, its orders' and its meetings' names among them. Empty: there is none. */
export function entriesOfRequest(threads: Threads, request: number): readonly number[] {
  return merged(threads, threadsOfRequest(threads, request));
}

function threadsOfRequest({ ordersOf, meetingsOf }: Threads, request: number): readonly Thread[] {
  return [
    `request ${request}`,
    ...(ordersOf.get(request) ?? []).map((one): Thread => `order ${one}`),
    ...(meetingsOf.get(request)?.meetings ?? []).map((one): Thread => `meeting ${one}`),
  ];
}

/** A meeting's name belongs to every request that names the meeting. */
function threadsOfMeeting(threads: Threads, own: Thread): readonly Thread[] {
  const naming = [...threads.meetingsOf].filter(([, { meetings }]) =>
    meetings.some((one) => own === `meeting ${one}`),
  );
  return [own, ...naming.flatMap(([request]) => threadsOfRequest(threads, request))];
}

/** An entry, and all that belong to the same story. */
export function historyOf(threads: Threads, index: number): readonly number[] {
  const [own] = threads.of[index] ?? [];
  if (own === undefined) return [];
  const [kind, name = ""] = own.split(" ");
  const request = kind === "order" ? threads.requestOf.get(name as RecordId) : Number(name);
  if ((kind === "order" && request !== undefined) || kind === "request") {
    return entriesOfRequest(threads, request ?? 0);
  }
  if (kind === "meeting") return merged(threads, threadsOfMeeting(threads, own));
  return merged(threads, [own]);
}

function merged({ entries }: Threads, names: readonly Thread[]): readonly number[] {
  const found = names.flatMap((name) => entries.get(name) ?? []);
  return [...new Set(found)].sort((one, other) => one - other);
}

function threadsOf({ of }: Threads, index: number, entry: Entry): readonly [Thread, ...Thread[]] {
  switch (entry.kind) {
    case "sealed-opened":
      return toldThreads(entry.held, `entry ${entry.entry}`);
    case "text-removed":
      return of[entry.entry] ?? [`entry ${entry.entry}`];
    case "terms-act":
      return [`act ${entry.act}`, ...entry.requests.map((one): Thread => `request ${one}`)];
    default:
      break;
  }
  if (entry.kind === "meeting-named") return [`meeting ${entry.meeting}`];
  if ("act" in entry) return [`act ${entry.act}`, `request ${entry.request}`];
  if ("order" in entry) return [`order ${entry.order}`];
  if ("request" in entry) return [`request ${entry.request}`];
  if ("change" in entry) return [`change ${entry.change}`];
  return [`entry ${index}`];
}

/** The slot that was opened is told there, too. */
function toldThreads(held: SealedContent, slot: Thread): readonly [Thread, ...Thread[]] {
  switch (held.kind) {
    case "nothing":
      return [slot];
    case "request-told":
      return [`request ${held.request}`, slot];
    case "order-told":
      return [`order ${held.order}`, slot];
  }
}

/** The list of this name, made if there is none. */
export function listIn<K, V>(lists: Map<K, V[]>, name: K): V[] {
  const list = lists.get(name) ?? [];
  lists.set(name, list);
  return list;
}
