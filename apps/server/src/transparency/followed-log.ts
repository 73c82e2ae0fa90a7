import { indexesBehind } from "@graticule/ledger/behind";
import { areEqual } from "@graticule/ledger/bytes";
import type { Day } from "@graticule/ledger/day";
import { append, edgeRoot, emptyEdge } from "@graticule/ledger/edge";
import { figuresOf, type LogFigures } from "@graticule/ledger/figures";
import { readLeaf } from "@graticule/ledger/leaf";
import { leafHash } from "@graticule/ledger/merkle";
import {
  addEntry,
  entryCountOf,
  type NameAt,
  noStories,
  type Stories,
} from "@graticule/ledger/story";
import type { Logger } from "pino";
import { headOf } from "../ledger/head-file.ts";
import { sha256 } from "../public-record/translate.ts";
import type { NamedLeaf, ShownHead, TransparencyStore } from "./store.ts";

/** The log as it is shown now, read whole. */
export interface LogView {
  readonly size: number;
  readonly today: Day;
  /** Changes with whatever could change an answer. */
  readonly version: string;
  /** INVARIANT: to be read before anything else is awaited, since it grows. */
  readonly stories: Stories;
  readonly nameAt: NameAt;
  readonly figures: () => LogFigures;
  /** Numbers of all requests, descending. */
  readonly requests: () => readonly number[];
  readonly behind: (name: string) => readonly number[];
}

export type FollowedLog = ReturnType<typeof createFollowedLog>;

export interface FollowedLogParts {
  readonly store: TransparencyStore;
  readonly isSound: () => boolean;
  readonly log: Pick<Logger, "error">;
  /** Leaves that are taken in at once, in some 10 ms: others are served in between. */
  readonly atOnce?: number;
}

/**
 * Follows the log in memory: each leaf is read once, and counted once. INVARIANT: what is counted
 * is what the shown checkpoint vouches for; where the leaves don't amount to its root, or the log
 * is not sound, nothing is shown.
 */
export function createFollowedLog(parts: FollowedLogParts) {
  const { store, isSound, log, atOnce = 250 } = parts;
  const stories = noStories();
  const names = new Map<number, string>();
  let edge = emptyEdge;
  let removals = 0;
  let isBroken = false;
  let following: Promise<void> | undefined;
  let last: LogView | undefined;

  const take = (leaves: readonly NamedLeaf[]): boolean => {
    edge = append(
      sha256,
      edge,
      leaves.map(({ leaf }) => leafHash(sha256, leaf)),
    ).edge;
    for (const { leaf, name } of leaves) {
      const read = readLeaf(leaf);
      if (read.kind !== "entry") return false;
      if (name !== null) names.set(entryCountOf(stories), name);
      addEntry(stories, read.entry);
    }
    return true;
  };

  /** False: one is missing, or no entry. */
  const read = async (size: number): Promise<boolean> => {
    while (edge.size < size) {
      const from = edge.size;
      const until = Math.min(size, from + atOnce);
      const leaves = await store.leaves(from, until);
      if (leaves.length < until - from || !take(leaves)) return false;
    }
    return true;
  };

  const follow = async (head: ShownHead): Promise<void> => {
    const isWhole = await read(head.size);
    if (head.removals > removals) {
      for (const index of await store.namesTakenDown()) names.delete(index);
      removals = head.removals;
    }
    const isSigned = () => areEqual(edgeRoot(sha256, edge), headOf(head.note).root);
    if (isWhole && (edge.size > head.size || isSigned())) return;
    isBroken = true;
    log.error("the public log can't be counted: its leaves aren't the ones that were signed");
  };

  /** One at a time; others wait, since in the middle no checkpoint is true. */
  const catchUp = async (head: ShownHead): Promise<void> => {
    const isBehind = () => edge.size < head.size || removals < head.removals;
    while (!isBroken && (following !== undefined || isBehind())) {
      following ??= follow(head).finally(() => {
        following = undefined;
      });
      await following;
    }
  };
  const isShown = (): boolean => isSound() && !isBroken;

  return {
    isShown,
    async view(): Promise<LogView | "cannot-check"> {
      const head = isShown() ? await store.head() : undefined;
      if (head === undefined) return "cannot-check";
      await catchUp(head);
      if (!isShown()) return "cannot-check";
      const version = `${edge.size}.${removals}.${head.today}`;
      if (last?.version !== version) {
        last = viewOf(stories, { today: head.today, version, nameAt: (index) => names.get(index) });
      }
      return last;
    },
  };
}

function viewOf(
  stories: Stories,
  asked: { readonly today: Day; readonly version: string; readonly nameAt: NameAt },
): LogView {
  let figures: LogFigures | undefined;
  let requests: readonly number[] | undefined;
  const opened = new Map<string, readonly number[]>();
  const count = (): LogFigures => {
    figures ??= figuresOf(stories, asked);
    return figures;
  };
  return {
    ...asked,
    size: entryCountOf(stories),
    stories,
    figures: count,
    requests: () => {
      requests ??= [...stories.requests.keys()].sort((one, other) => other - one);
      return requests;
    },
    behind: (name) => {
      // Of names of rows there is no end: nothing is looked for, or kept, for one that there isn't.
      if (name.includes(":") && !rowsOf(count()).has(name)) return [];
      const indices = opened.get(name) ?? indexesBehind(stories, name, asked);
      opened.set(name, indices);
      return indices;
    },
  };
}

/** What names a row of figures. */
function rowsOf({ demands, months, orders }: LogFigures): ReadonlySet<string> {
  return new Set([
    ...demands.map(({ demand }) => `demand:${demand}`),
    ...months.map(({ month }) => `month:${month}`),
    ...orders.byPlace.map(({ place }) => `place:${place}`),
    ...orders.byAuthority.map(({ behind }) => behind),
  ]);
}
