import type { MeetingCreated } from "@graticule/api/meetings";
import { formWords } from "../../i18n/form-words.ts";
import { words } from "../../i18n/words.ts";
import { answerFault } from "../../ui/form/answer-fault.ts";
import { type Making, makeMeeting } from "./make-meeting.ts";
import { type Outcome, useMaking } from "./use-making.ts";

/** Makes a meeting, keeps its links in this browser, and says what went wrong. */
export function useCreate(onMade: (created: MeetingCreated) => Promise<void>) {
  const { run, busy, outcome } = useMaking<Making>("/new", { make: makeMeeting, onMade });
  return { create: run, busy, fault: createFault(outcome) };
}

/**
 * What the form says.
 * @internal
 */
export function createFault(outcome: Outcome): string | undefined {
  switch (outcome?.kind) {
    case "failed": {
      const { answer } = outcome;
      // Of an account at its limit the service says what to do.
      const detail = answer.kind === "problem" ? answer.problem.detail : undefined;
      return answerFault(answer, detail === undefined ? {} : { conflict: detail });
    }
    case "code-kept":
    case "no-keys":
      return words.home.startFault[outcome.kind];
    case "broke":
      return formWords.fault.failed;
    default:
      return undefined;
  }
}
