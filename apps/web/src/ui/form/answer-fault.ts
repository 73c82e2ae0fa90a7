import { hostWords } from "../../i18n/host-words.ts";
import { type FaultWords, faultText } from "./fault-text.ts";

const hostFaults: FaultWords = {
  conflict: hostWords.rule.conflict,
  unauthorized: hostWords.manage.wrong,
  forbidden: hostWords.manage.wrong,
  ended: hostWords.manage.statusEnded,
};

/** What to say to a host about a request that failed; `more`: in place of the usual words. */
export const answerFault = (failed: Parameters<typeof faultText>[0], more?: FaultWords): string =>
  faultText(failed, { ...hostFaults, ...more });
