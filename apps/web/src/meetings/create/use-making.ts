import type { MeetingCreated } from "@graticule/api/meetings";
import {
  type QueryClient,
  useIsMutating,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import type { Made } from "./make-meeting.ts";

const mutationKey = ["make-meeting"];

interface Steps<W> {
  readonly make: (wish: W) => Promise<Made>;
  /** Whether the page that asked is still shown: who went elsewhere meanwhile stays there. */
  readonly isHere: () => boolean;
  /** Leads to the meeting. */
  readonly onMade: (created: MeetingCreated) => Promise<void>;
}

/**
 * Under way until the page that follows is there.
 * @internal
 */
export const making = <W>(queries: QueryClient, { make, isHere, onMade }: Steps<W>) => ({
  mutationKey,
  mutationFn: make,
  onSuccess: async (made: Made): Promise<void> => {
    if (made.kind !== "made") return;
    void queries.invalidateQueries({ queryKey: ["meetings"] });
    if (isHere()) await onMade(made.created);
  },
});

/** Makes a meeting from the page of this path. However often it is asked, it makes one at a time. */
export function useMaking<W>(path: "/" | "/new", steps: Omit<Steps<W>, "isHere">) {
  const queries = useQueryClient();
  const router = useRouter();
  const isHere = (): boolean => router.state.location.pathname === path;
  const { mutate, data, isError } = useMutation(making(queries, { ...steps, isHere }));
  const busy = useIsMutating({ mutationKey }) > 0;
  return {
    run: (wish: W): void => {
      if (queries.isMutating({ mutationKey }) === 0) mutate(wish);
    },
    busy,
    /** What the last try came to; `broke`: nobody knows, as where the browser forbids to keep it. */
    outcome: busy ? undefined : isError ? ({ kind: "broke" } as const) : data,
  };
}

export type Outcome = ReturnType<typeof useMaking>["outcome"];
