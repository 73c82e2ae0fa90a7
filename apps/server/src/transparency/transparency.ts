import type {
  EntriesBehind,
  EntryWithHistory,
  LoggedEntry,
  Story,
  StoryRows,
  Transparency,
} from "@graticule/api/transparency";
import { authorityShown, cameOn, demandsOf, loggedOrderState } from "@graticule/ledger/story";
import { entriesOfRequest, historyOf } from "@graticule/ledger/thread";
import type { LogView } from "./followed-log.ts";
import type { TransparencyStore } from "./store.ts";

/** What everyone reads of the log, from a view of it. Texts are read on demand. */
export type ToldLog = ReturnType<typeof createToldLog>;

const rowsAtOnce = 25;
const entriesAtOnce = 50;

export function createToldLog(store: Pick<TransparencyStore, "entries">) {
  return {
    overview: (view: LogView): Transparency => ({ figures: view.figures() }),
    /** @param before a request's number */
    requests(view: LogView, before = Number.POSITIVE_INFINITY): StoryRows {
      const all = view.requests();
      const first = all.findIndex((number) => number < before);
      const numbers = first === -1 ? [] : all.slice(first, first + rowsAtOnce);
      const oldest = numbers.at(-1);
      const isMore = oldest !== undefined && oldest !== all.at(-1);
      return {
        rows: numbers.flatMap((number) => rowOf(view, number) ?? []),
        next: isMore ? oldest : undefined,
      };
    },
    async story(view: LogView, request: number): Promise<Story | "absent"> {
      // Before anything is awaited: it grows.
      const through = view.stories.through ?? null;
      const indices = entriesOfRequest(view.stories.threads, request);
      if (indices.length === 0) return "absent";
      const orders = Object.fromEntries(
        ordersOf(view, request).map(({ order, state }) => [order, state]),
      );
      return { request, through, orders, entries: [...(await store.entries(indices))] };
    },
    /** @param before an entry's index */
    async behind(view: LogView, name: string, before = view.size): Promise<EntriesBehind> {
      const all = view.behind(name);
      const found = all.findIndex((index) => index >= before);
      const until = found === -1 ? all.length : found;
      const from = Math.max(0, until - entriesAtOnce);
      const entries = await store.entries(all.slice(from, until));
      return {
        count: all.length,
        entries: [...entries].reverse(),
        next: from > 0 ? all[from] : undefined,
      };
    },
    async entry({ stories }: LogView, index: number): Promise<EntryWithHistory | "absent"> {
      const history = await store.entries(historyOf(stories.threads, index));
      const entry = history.find((one: LoggedEntry) => one.index === index);
      return entry === undefined ? "absent" : { entry, history: [...history] };
    },
  };
}

/** Undefined: only something else names it. */
function rowOf(view: LogView, request: number): StoryRows["rows"][number] | undefined {
  const { stories, nameAt } = view;
  const story = stories.requests.get(request);
  if (story?.received === undefined) return undefined;
  const { received, corrected, closed } = story;
  const by = authorityShown(stories, story, nameAt);
  return {
    request,
    receivedOn: cameOn(received.entry),
    authority: by.kind === "named" ? { kind: "named", name: by.name } : by,
    branch: (corrected ?? received).entry.branch,
    state: closed?.entry.outcome ?? "open",
    closedOn: closed?.entry.day,
    demands: demandsOf(story).map((one) => ({ ...one })),
    orders: ordersOf(view, request).map(({ places, state }) => ({ places: [...places], state })),
  };
}

function ordersOf({ stories, today }: LogView, request: number) {
  return (stories.threads.ordersOf.get(request) ?? []).flatMap((order) => {
    const one = stories.orders.get(order);
    const state = one && loggedOrderState(one, today);
    if (one?.approved === undefined || state === undefined) return [];
    const isOver = state !== "ahead" && state !== "suspended" && state !== "in-force";
    const { places } = one.approved.entry;
    return [{ order, places, state: isOver ? ("over" as const) : state }];
  });
}
