import type { HostAct, Hosting } from "@graticule/api/hosting";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Answer } from "../api/client.ts";
import { actAsHost, lookAtHosting } from "../api/hosting.ts";
import type { ManageKey } from "../api/meetings.ts";
import { hostWords } from "../i18n/host-words.ts";
import { answerFault } from "../ui/form/answer-fault.ts";

/** How often is looked who waits, while the page is seen. */
const everyMs = 2_000;

export interface HostingOf {
  /** The last good answer; undefined until there was one. */
  readonly hosting: Hosting | undefined;
  /** The last look brought nothing: what is shown may be old. */
  readonly failing: boolean;
  readonly act: (act: HostAct, done: string) => void;
  readonly busy: boolean;
  /** What became of the last act. */
  readonly message: { readonly text: string; readonly failed: boolean } | undefined;
  readonly refresh: () => Promise<void>;
}

/** Who waits, the door and the passes, kept fresh; and what a host does about them. */
export function useHosting(key: ManageKey): HostingOf {
  const queries = useQueryClient();
  const [message, setMessage] = useState<HostingOf["message"]>();
  const queryKey = ["hosting", key.code, key.credential];
  const query = useQuery({
    queryKey,
    queryFn: async (): Promise<{
      readonly last: Hosting | undefined;
      readonly failing: boolean;
    }> => {
      const answer = await lookAtHosting(key);
      if (answer.kind === "ok") return { last: answer.value, failing: false };
      return { last: queries.getQueryData<{ last?: Hosting }>(queryKey)?.last, failing: true };
    },
    refetchInterval: everyMs,
  });
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey });
  const acting = useMutation({
    mutationFn: ({ act }: { readonly act: HostAct; readonly done: string }) => actAsHost(key, act),
    onSuccess: async (answer: Answer<undefined>, { done }) => {
      setMessage(
        answer.kind === "ok"
          ? { text: done, failed: false }
          : { text: actFault(answer), failed: true },
      );
      await refresh();
    },
  });
  return {
    hosting: query.data?.last,
    failing: query.data?.failing ?? false,
    // One after the other: a button that goes off for a moment would lose the focus.
    act: (act, done) => {
      if (!acting.isPending) acting.mutate({ act, done });
    },
    busy: acting.isPending,
    message,
    refresh,
  };
}

function actFault(answer: Exclude<Answer<undefined>, { kind: "ok" }>): string {
  return answer.kind === "problem" && answer.code === "conflict"
    ? hostWords.manage.actLate
    : answerFault(answer);
}
