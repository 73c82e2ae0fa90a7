import type { AskFault } from "../../api/client.ts";
import { words } from "../../i18n/words.ts";

/** What to say about a question that brought no answer. */
export function askFaultText(fault: AskFault): string {
  switch (fault) {
    case "failed":
      return words.app.failed;
    case "offline":
      return words.app.offline;
    case "too-many":
      return words.app.tooMany;
  }
}
