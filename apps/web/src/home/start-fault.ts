import { words } from "../i18n/words.ts";
import type { Outcome } from "../meetings/create/use-making.ts";
import { askFaultText } from "../ui/form/ask-fault.ts";

/** What the start page says; in English what the service itself says. */
export function startFault(
  outcome: Outcome,
): { readonly text: string; readonly lang?: "en" } | undefined {
  switch (outcome?.kind) {
    case "failed": {
      const { answer } = outcome;
      if (answer.kind === "offline") return { text: words.gone.noAnswerTitle };
      const { code, problem } = answer;
      if (code === "conflict" && problem.detail !== undefined) {
        return { text: problem.detail, lang: "en" };
      }
      return { text: askFaultText(code === "too-many" ? code : "failed") };
    }
    case "code-kept":
    case "no-keys":
      return { text: words.home.startFault[outcome.kind] };
    case "broke":
      return { text: words.app.failed };
    default:
      return undefined;
  }
}

/** Whether it failed because nobody is signed in here any more. */
export const isSignedOut = (outcome: Outcome): boolean =>
  outcome?.kind === "failed" &&
  outcome.answer.kind === "problem" &&
  outcome.answer.code === "unauthorized";
