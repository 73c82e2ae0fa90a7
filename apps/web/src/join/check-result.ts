import type { Door, EndedBy } from "@graticule/api/meetings";
import { words } from "../i18n/words.ts";
import type { Telling } from "../rules/sentence-parts.ts";
import { heldText } from "./held-text.ts";
import { refusalText } from "./refusal-text.ts";

/** What the door says about this connection, to a person who only asks. */
export type CheckResult =
  | { readonly kind: "ended"; readonly by: EndedBy }
  | {
      readonly kind: "yes" | "waits" | "no";
      readonly answer: string;
      /** Why, and what to do. */
      readonly why: readonly string[];
    };

export function checkResult(door: Door, telling: Telling): CheckResult {
  if (door.ended) return { kind: "ended", by: door.endedBy ?? "host" };
  if (door.refusal !== undefined) {
    const { kind, reason, open } = refusalText(door.refusal, telling);
    const said = open === undefined ? [reason] : [reason, open];
    return { kind: "no", answer: words.check.no, why: [...said, words.check.what[kind]] };
  }
  if (door.held !== undefined) {
    return {
      kind: "waits",
      answer: words.check.waits,
      why: [heldText(door.held, words.check.waitsWhy)],
    };
  }
  return { kind: "yes", answer: words.check.yes, why: [] };
}
