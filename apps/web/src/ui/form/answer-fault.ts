import type { Answer } from "../../api/client.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { words } from "../../i18n/words.ts";

/** What to say about a request that brought nothing. `invalid` says which input was wrong. */
export function answerFault(answer: Exclude<Answer<unknown>, { kind: "ok" }>): string {
  if (answer.kind === "offline") return words.app.offline;
  switch (answer.code) {
    case "too-many":
      return words.app.tooMany;
    case "conflict":
      return hostWords.rule.conflict;
    case "invalid":
      return answer.problem.errors?.map(({ detail }) => detail).join(" ") ?? words.app.failed;
    case "unauthorized":
    case "forbidden":
      return hostWords.manage.wrong;
    case "ended":
      return hostWords.manage.statusEnded;
    case "refused":
    case "cannot-check":
    case "not-found":
    case "internal":
      return words.app.failed;
  }
}
