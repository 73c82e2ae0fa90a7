import { hostWords } from "../../i18n/host-words.ts";
import { type FaultWords, faultText } from "./fault-text.ts";

const said: FaultWords = {
  conflict: hostWords.rule.conflict,
  unauthorized: hostWords.manage.wrong,
  forbidden: hostWords.manage.wrong,
  ended: hostWords.manage.statusEnded,
};

/** What to say to a host about a request that brought nothing. */
export const answerFault = (answer: Parameters<typeof faultText>[0]): string =>
  faultText(answer, said);
