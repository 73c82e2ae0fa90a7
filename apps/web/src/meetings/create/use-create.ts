import type { MeetingCreated, MeetingInput } from "@graticule/api/meetings";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { createMeeting } from "../../api/meetings.ts";
import { answerFault } from "../../ui/answer-fault.ts";
import { keepMeeting, keyOfLink } from "../my-meetings.ts";

/** A meeting that was just made, with what it was made from. */
export interface Made {
  readonly created: MeetingCreated;
  readonly input: MeetingInput;
}

/** Makes a meeting, keeps its management link in this browser, and says what went wrong. */
export function useCreate(onMade: (made: Made) => void): {
  readonly create: (input: MeetingInput) => void;
  readonly busy: boolean;
  readonly fault: string | undefined;
} {
  const queries = useQueryClient();
  const making = useMutation({
    mutationFn: createMeeting,
    onSuccess: (answer, input) => {
      if (answer.kind !== "ok") return;
      const key = keyOfLink(answer.value.code, answer.value.manageUrl);
      if (key !== undefined) {
        keepMeeting(window.localStorage, { ...key, title: input.title, keptAt: Date.now() });
      }
      void queries.invalidateQueries({ queryKey: ["meetings"] });
      onMade({ created: answer.value, input });
    },
  });
  const answer = making.data;
  return {
    create: (input) => making.mutate(input),
    busy: making.isPending,
    fault:
      making.isPending || answer === undefined || answer.kind === "ok"
        ? undefined
        : answerFault(answer),
  };
}
