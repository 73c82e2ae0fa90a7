import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { Answer } from "../api/client.ts";
import { lookAtFigures } from "../api/transparency.ts";

export type NoAnswer = Exclude<Answer<unknown>, { kind: "ok" }>;

/** After how many milliseconds to ask again where no answer came. */
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

class NoPage extends Error {
  readonly answer: NoAnswer;
  constructor(answer: NoAnswer) {
    super("no page came");
    this.answer = answer;
  }
}

/** A list, the newest first, that grows on request. */
export function useGrowing<Row>(
  key: readonly string[],
  ask: (before: number | undefined) => Promise<Answer<Page<Row>>>,
) {
  const query = useInfiniteQuery({
    queryKey: ["log", ...key],
    queryFn: async ({ pageParam }) => {
      const answer = await ask(pageParam);
      if (answer.kind !== "ok") throw new NoPage(answer);
      return answer.value;
    },
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next,
    // The log only grows, and rows must not move under a reader.
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
    /** Of all rows, where the service tells it. */
    count: pages[0]?.count,
    /** Why there is nothing yet. */
    fault:
      query.data === undefined && query.error instanceof NoPage ? query.error.answer : undefined,
    isWaiting: query.data === undefined && query.error === null,
    /** There are more rows, and asking for them failed. */
    isCutOff: query.isFetchNextPageError,
    hasMore: query.hasNextPage,
    isGrowing: query.isFetchingNextPage,
    grow: () => void query.fetchNextPage(),
    again: () => void query.refetch(),
  };
}

/** After how many milliseconds to ask again; false where that changes nothing. */
export function againIn(answer: Answer<unknown> | undefined): number | false {
  return answer === undefined || answer.kind === "ok" || isFinal(answer) ? false : againMs;
}

/** Whether asking again changes nothing. */
export function isFinal(answer: NoAnswer): boolean {
  return answer.kind === "problem" && ["invalid", "not-found"].includes(answer.code);
}

/** In a list that grows at its end, the first new row gets the focus from the button. */
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
