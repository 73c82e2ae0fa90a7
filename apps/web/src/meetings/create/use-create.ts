import type { MeetingCreated } from "@graticule/api/meetings";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { hostWords } from "../../i18n/host-words.ts";
import { words } from "../../i18n/words.ts";
import { answerFault } from "../../ui/form/answer-fault.ts";
import { type Made, type Making, makeMeeting } from "./make-meeting.ts";

/** Makes a meeting, keeps its links in this browser, and says what went wrong. */
export function useCreate(onMade: (created: MeetingCreated) => void) {
  const queries = useQueryClient();
  const making = useMutation({
    mutationFn: makeMeeting,
    onSuccess: (made) => {
      if (made.kind !== "made") return;
      void queries.invalidateQueries({ queryKey: ["meetings"] });
      onMade(made.created);
    },
  });
  return {
    create: (wish: Making) => making.mutate(wish),
    busy: making.isPending,
    fault: making.isPending ? undefined : faultOf(making.data),
  };
}

function faultOf(made: Made | undefined): string | undefined {
  switch (made?.kind) {
    case "failed":
      return answerFault(made.answer);
    case "code-kept":
      return hostWords.create.codeIsKept;
    case "no-keys":
      return words.incomplete.cannot;
    default:
      return undefined;
  }
}
