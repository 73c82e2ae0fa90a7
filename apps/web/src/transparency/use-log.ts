import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { Answer } from "../api/client.ts";
import { lookAtFigures } from "../api/transparency.ts";

type Unanswered = Exclude<Answer<unknown>, { kind: "ok" }>;

/** How soon it is asked again where no answer came. */
const againMs = 10_000;

/** The figures as they were when the page was opened. */
export function useFigures(enabled = true) {
  return useQuery({
    queryKey: ["log-figures"],
    queryFn: lookAtFigures,
    enabled,
    refetchOnWindowFocus: false,
    refetchInterval: ({ state }) => (state.data?.kind === "ok" ? false : againMs),
  });
}

interface Page<Row> {
  readonly rows: readonly Row[];
  readonly count?: number;
  readonly next?: number | undefined;
}

export interface Growing<Row> {
  readonly rows: readonly Row[];
  /** All there are, where that is told. */
  readonly count: number | undefined;
  /** Why there is nothing yet. */
  readonly fault: Unanswered | undefined;
  readonly isWaiting: boolean;
  /** More rows could be had and did not come. */
  readonly isCutOff: boolean;
  readonly hasMore: boolean;
  readonly isGrowing: boolean;
  readonly grow: () => void;
  readonly again: () => void;
}

class NoPage extends Error {
  readonly answer: Unanswered;
  constructor(answer: Unanswered) {
    super("no page came");
    this.answer = answer;
  }
}

/** A list, the newest first, of which more is asked for where someone wants it. */
export function useGrowing<Row>(
  key: readonly string[],
  ask: (before: number | undefined) => Promise<Answer<Page<Row>>>,
): Growing<Row> {
  const query = useInfiniteQuery({
    queryKey: ["log", ...key],
    queryFn: async ({ pageParam }) => {
      const answer = await ask(pageParam);
      if (answer.kind !== "ok") throw new NoPage(answer);
      return answer.value;
    },
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next,
    // Pages that are there stay as they are: the log only grows, and rows must not move under a reader.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchInterval: ({ state }) => {
      const isRefused = state.error instanceof NoPage && isFinal(state.error.answer);
      return state.data === undefined && state.error !== null && !isRefused ? againMs : false;
    },
  });
  const pages = query.data?.pages ?? [];
  return {
    rows: pages.flatMap(({ rows }) => rows),
    count: pages[0]?.count,
    fault:
      query.data === undefined && query.error instanceof NoPage ? query.error.answer : undefined,
    isWaiting: query.data === undefined && query.error === null,
    isCutOff: query.isFetchNextPageError,
    hasMore: query.hasNextPage,
    isGrowing: query.isFetchingNextPage,
    grow: () => void query.fetchNextPage(),
    again: () => void query.refetch(),
  };
}

/** After how many milliseconds it is asked again: only where that can change anything. */
export function againIn(answer: Answer<unknown> | undefined): number | false {
  return answer === undefined || answer.kind === "ok" || isFinal(answer) ? false : againMs;
}

/** Asking again changes nothing. */
export function isFinal(answer: Unanswered): boolean {
  return answer.kind === "problem" && ["invalid", "not-found"].includes(answer.code);
}

/** In a list that grows at its end: the first new row gets the focus, which the button had. */
export function useGrownFocus(count: number) {
  const ref = useRef<HTMLOListElement>(null);
  const grownFrom = useRef<number>(undefined);
  useEffect(() => {
    const from = grownFrom.current;
    if (from === undefined || count <= from) return;
    grownFrom.current = undefined;
    ref.current?.children[from]?.querySelector<HTMLElement>("a, summary")?.focus();
  }, [count]);
  return { ref, willGrow: () => (grownFrom.current = count) };
}
