import type { HostAct, Hosting } from "@graticule/api/hosting";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { actAsHost, lookAtHosting } from "../api/hosting.ts";
import type { ManageKey } from "../api/meetings.ts";
import { hostWords } from "../i18n/host-words.ts";
import { answerFault } from "../ui/form/answer-fault.ts";

/** How often it is asked who waits, while the page is visible. */
const everyMs = 2_000;

export type HostingOf = ReturnType<typeof useHosting>;

interface Looked {
  readonly last: Hosting | undefined;
  readonly failing: boolean;
}

interface Message {
  /** Absent: nothing was done yet. */
  readonly text?: string;
  readonly failed: boolean;
  /** About the door, or someone who waits. */
  readonly about: "door" | "waiting";
}

/** Who waits, the door and the passes, kept fresh; and what a host does about them. */
export function useHosting(key: ManageKey) {
  const queries = useQueryClient();
  /** The outcome of the last act. */
  const [message, setMessage] = useState<Message>();
  const queryKey = ["hosting", key.code, key.credential];
  const query = useQuery({
    queryKey,
    queryFn: async (): Promise<Looked> => {
      const answer = await lookAtHosting(key);
      if (answer.kind === "ok") return { last: answer.value, failing: false };
      return { last: queries.getQueryData<Looked>(queryKey)?.last, failing: true };
    },
    refetchInterval: everyMs,
  });
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey });
  const acting = useMutation({
    mutationFn: ({ act }: { readonly act: HostAct; readonly done: string }) => actAsHost(key, act),
    onSuccess: async (answer, { act, done }) => {
      const failed = answer.kind !== "ok";
      setMessage({
        text: failed ? answerFault(answer, { conflict: hostWords.manage.actLate }) : done,
        failed,
        about: act.kind === "door" ? "door" : "waiting",
      });
      await refresh();
    },
  });
  return {
    /** The last good answer; undefined until there was one. */
    hosting: query.data?.last,
    /** The last question failed: what is shown may be old. */
    failing: query.data?.failing ?? false,
    // One at a time: a button that is disabled for a moment would lose the focus.
    act: (act: HostAct, done: string): void => {
      if (!acting.isPending) acting.mutate({ act, done });
    },
    busy: acting.isPending,
    messageOf: (about: Message["about"]): Message =>
      message?.about === about ? message : { failed: false, about },
    refresh,
  };
}
