import type { LoggedEntry, StoryRows } from "@graticule/api/transparency";
import { entriesBehind } from "@graticule/ledger/behind";
import { figuresOf } from "@graticule/ledger/figures";
import {
  addEntry,
  askedBy,
  demandsOf,
  noStories,
  orderState,
  type Stories,
} from "@graticule/ledger/story";
import { entriesOfRequest, historyOf } from "@graticule/ledger/thread";
import { buildFakeLog, type FakeLog } from "./fake-log-build.ts";
import { fakeEvents } from "./fake-log-story.ts";

/**
 * The public log of the fake service: a real one, that proves itself. `__fake/people?log=…` says how it is: `empty`,
 * `off` (503), or tampered with: `leaf` and `text` (the answers about entries), `tile`, `checkpoint`, `fork` (an
 * early entry is missing).
 */
type How = "sound" | "empty" | "off" | "leaf" | "text" | "tile" | "checkpoint" | "fork";
let how: How = "sound";

export function changeLog(query: URLSearchParams): void {
  how = (query.get("log") ?? "sound") as How;
}

interface Answered {
  readonly status: number;
  /** JSON, or the bytes of a file. */
  readonly body?: unknown;
}

interface Read extends FakeLog {
  readonly stories: Stories;
  readonly nameAt: (index: number) => string | undefined;
}

const built = new Map<string, Promise<Read>>();

function readLog(): Promise<Read> {
  const which = how === "empty" || how === "fork" ? how : "sound";
  const made = built.get(which) ?? makeLog(which);
  built.set(which, made);
  return made;
}

async function makeLog(which: "empty" | "fork" | "sound"): Promise<Read> {
  const events = { sound: fakeEvents, fork: fakeEvents.slice(1), empty: [] }[which];
  const log = await buildFakeLog(events);
  const stories = noStories();
  for (const { entry } of log.leaves) addEntry(stories, entry);
  const nameAt = (index: number) => {
    const name = log.leaves[index]?.texts.get("authority");
    return typeof name === "object" ? name.value : undefined;
  };
  return { ...log, stories, nameAt };
}

const none: Answered = {
  status: 404,
  body: { type: "about:blank", status: 404, code: "not-found", title: "not-found" },
};

/** Undefined: this is about something else. */
export async function answerLog(
  path: string,
  query: URLSearchParams,
): Promise<Answered | undefined> {
  const isOurs = path.startsWith("/api/transparency") || path.startsWith("/log/");
  if (!isOurs) return undefined;
  if (how === "off") {
    return {
      status: 503,
      body: { type: "about:blank", status: 503, code: "cannot-check", title: "cannot-check" },
    };
  }
  const log = await readLog();
  if (path.startsWith("/log/text/")) return answerText(log, path);
  return path.startsWith("/log/")
    ? answerFile(log, path.slice("/log/".length))
    : answerTold(log, path, query);
}

function answerTold(log: Read, path: string, query: URLSearchParams): Answered {
  const [, what, which] = /^\/api\/transparency(?:\/(\w+)(?:\/(\d+))?)?$/.exec(path) ?? [];
  const before = Number(query.get("before") ?? Number.POSITIVE_INFINITY);
  if (what === undefined) return { status: 200, body: { figures: figuresOf(log.stories, log) } };
  if (which !== undefined) return answerOne(log, what, Number(which));
  const body =
    what === "requests" ? rowsOf(log, before) : behindOf(log, query.get("behind") ?? "all", before);
  return { status: 200, body };
}

/** A request, or an entry. */
function answerOne(log: Read, what: string, which: number): Answered {
  const { threads } = log.stories;
  const indices =
    what === "requests" ? entriesOfRequest(threads, which) : historyOf(threads, which);
  if (indices.length === 0) return none;
  const entries = indices.map((one) => logged(log, one));
  if (what === "requests")
    return { status: 200, body: { request: which, through: log.stories.through ?? null, entries } };
  return { status: 200, body: { entry: logged(log, which), history: entries } };
}

function answerFile({ files }: Read, path: string): Answered {
  const bytes = files.get(path);
  if (bytes === undefined) return none;
  const isMeant =
    path === "checkpoint" ? how === "checkpoint" : how === "tile" && path.startsWith("tile/0/");
  return { status: 200, body: isMeant ? flipped(bytes, path) : bytes };
}

/** In a tile every hash is another; of a checkpoint it is the signature. */
function flipped(bytes: Uint8Array, path: string): Uint8Array {
  if (path === "checkpoint") {
    const note = Buffer.from(bytes).toString();
    return Buffer.from(
      note.replace(/(\w)(\w=*\n)$/, (_, one, rest) => `${one === "A" ? "B" : "A"}${rest}`),
    );
  }
  return bytes.map((byte, at) => (at % 32 === 7 ? byte ^ 1 : byte));
}

function answerText({ leaves }: Read, path: string): Answered | undefined {
  const [, index, name = ""] = /^\/log\/text\/(\d+)\/(\w+)\.json$/.exec(path) ?? [];
  const leaf = leaves[Number(index)];
  // Beyond its end the desk's fake has an entry of its own.
  if (leaf === undefined) return undefined;
  const text = leaf.texts.get(name);
  if (text === undefined) return none;
  return text === "taken-down" ? { status: 410, body: none.body } : { status: 200, body: text };
}

function logged({ leaves }: Read, index: number): LoggedEntry {
  const { bytes, texts } = leaves[index] ?? { bytes: Buffer.from(""), texts: new Map() };
  const leaf = Buffer.from(bytes).toString();
  const shown = [...texts].map(([name, text]) => {
    const isMeant = how === "text" && typeof text === "object";
    return [name, isMeant ? { ...text, value: `${text.value} Or not.` } : text] as const;
  });
  return {
    index,
    leaf: how === "leaf" ? leaf.replace(/"day":"(....)-(..)-(..)"/, '"day":"$1-$2-01"') : leaf,
    texts: Object.fromEntries(shown),
  };
}

const rowsAtOnce = 25;
const entriesAtOnce = 50;

function behindOf(log: Read, name: string, before: number) {
  const all = entriesBehind(log.stories, name, log);
  const left = all.filter((index) => index < before);
  const shown = left.slice(-entriesAtOnce);
  return {
    ...{ count: all.length, entries: shown.reverse().map((index) => logged(log, index)) },
    ...(left.length > entriesAtOnce ? { next: shown.at(-1) } : {}),
  };
}

function rowsOf(log: Read, before: number): StoryRows {
  const left = [...log.stories.requests.keys()].filter((one) => one < before);
  left.sort((one, other) => other - one);
  const shown = left.slice(0, rowsAtOnce);
  return {
    rows: shown.flatMap((request) => rowOf(log, request) ?? []),
    ...(left.length > rowsAtOnce ? { next: shown.at(-1) } : {}),
  };
}

function rowOf(
  { stories, nameAt, today }: Read,
  request: number,
): StoryRows["rows"][number] | undefined {
  const story = stories.requests.get(request);
  if (story?.received === undefined) return undefined;
  const { received, corrected, closed } = story;
  const by = askedBy(stories, story, nameAt);
  const orders = (stories.threads.ordersOf.get(request) ?? []).flatMap((id) => {
    const order = stories.orders.get(id);
    const state = order && orderState(order, today);
    if (order?.approved === undefined || state === undefined) return [];
    const places = [...order.approved.entry.places];
    return [
      { places, state: state === "ahead" || state === "in-force" ? state : ("over" as const) },
    ];
  });
  return {
    ...{ request, receivedOn: received.entry.day, orders },
    authority: by.kind === "named" ? { kind: "named", name: by.name } : by,
    branch: (corrected ?? received).entry.branch,
    state: closed?.entry.outcome ?? "open",
    ...(closed === undefined ? {} : { closedOn: closed.entry.day }),
    demands: demandsOf(story).map((one) => ({ ...one })),
  };
}
