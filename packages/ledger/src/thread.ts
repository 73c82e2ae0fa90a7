import type { Entry, EntryOf } from "./entry.ts";
import type { Commitment, RecordId } from "./field.ts";
import type { SealedContent } from "./sealed-content.ts";

/**
 * Which entries belong together: those of a request with its orders, of a change, of an act under
 * the terms of service. All that names a request belongs to it; so does the title of a meeting it
 * names.
 */

export type Thread = `${"request" | "order" | "change" | "act" | "meeting" | "entry"} ${string}`;

interface NamedMeetings {
  readonly by: "request-received" | "request-corrected";
  readonly meetings: readonly Commitment[];
}

/** The threads of the log, in its order. They grow in place. */
export type Threads = ReturnType<typeof noThreads>;

export function noThreads() {
  return {
    /** By index of the entry: its own thread first, then others that show it, too. */
    of: [] as (readonly [Thread, ...Thread[]])[],
    /** Indices, ascending. */
    entries: new Map<Thread, number[]>(),
    requestOf: new Map<RecordId, number>(),
    ordersOf: new Map<number, RecordId[]>(),
    /** What a request names, by its last correction if there is one. */
    meetingsOf: new Map<number, NamedMeetings>(),
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

/** Within one day a correction can come before what it corrects. */
function noteMeetings(
  { meetingsOf }: Threads,
  { kind: by, request, meetings }: EntryOf<NamedMeetings["by"]>,
): void {
  const isOlder = by === "request-received" && meetingsOf.has(request);
  if (!isOlder) meetingsOf.set(request, { by, meetings });
}

/** With those of its orders, of acts linked to it, and its meetings' names. Empty: no such request. */
export function entriesOfRequest(threads: Threads, request: number): readonly number[] {
  return merged(threads, threadsOfRequest(threads, request));
}

function threadsOfRequest(
  { of, entries, ordersOf, meetingsOf }: Threads,
  request: number,
): readonly Thread[] {
  const own: Thread = `request ${request}`;
  const linked = (entries.get(own) ?? []).flatMap((index) => of[index] ?? []);
  return [
    own,
    ...linked.filter((one) => one.startsWith("act ")),
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

/** An entry with all others of its story. */
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
    case "sealed-opened": {
      const about = threadOfContent(entry.held);
      return about ? [about, `entry ${entry.entry}`] : [`entry ${entry.entry}`];
    }
    case "text-removed":
      return of[entry.entry] ?? [`entry ${entry.entry}`];
    case "terms-act":
      return [`act ${entry.act}`, ...entry.requests.map((one): Thread => `request ${one}`)];
    default:
      break;
  }
  if (entry.kind === "platform-rule-linked") {
    return [`change ${entry.change}`, ...entry.requests.map((one): Thread => `request ${one}`)];
  }
  if (entry.kind === "meeting-named") return [`meeting ${entry.meeting}`];
  if (entry.kind === "operator-act") return [`act ${entry.act}`];
  if ("act" in entry) return [`act ${entry.act}`, `request ${entry.request}`];
  if ("order" in entry) return [`order ${entry.order}`];
  if ("request" in entry) return [`request ${entry.request}`];
  if ("rule" in entry) return [`change ${entry.rule}`];
  if ("change" in entry) return [`change ${entry.change}`];
  return [`entry ${index}`];
}

/** The request or order of the log that a slot's content is about. */
export function threadOfContent(held: SealedContent): Thread | undefined {
  switch (held.kind) {
    case "request-told":
      return `request ${held.request}`;
    case "order-told":
      return `order ${held.order}`;
    case "request-existed":
    case "nothing":
      return undefined;
  }
}

/** The list of this name, made if missing. */
export function listIn<K, V>(lists: Map<K, V[]>, name: K): V[] {
  const list = lists.get(name) ?? [];
  lists.set(name, list);
  return list;
}
