import { words } from "../i18n/words.ts";
import type { DoorFault } from "./door-state.ts";

/** What to say about a question at the door that brought no answer. */
export function doorFaultText(fault: DoorFault): string {
  switch (fault) {
    case "failed":
      return words.app.failed;
    case "offline":
      return words.app.offline;
    case "too-many":
      return words.app.tooMany;
  }
}
