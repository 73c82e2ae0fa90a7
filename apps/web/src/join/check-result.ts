import type { Door, EndedBy, Held } from "@graticule/api/meetings";
import { words } from "../i18n/words.ts";
import { type RefusalTelling, refusalText } from "./refusal-text.ts";

/** What the door says of this connection, for someone who only asks. */
export type CheckResult =
  | { readonly kind: "ended"; readonly by: EndedBy }
  | {
      readonly kind: "yes" | "waits" | "no";
      readonly answer: string;
      /** Why, and what to do. */
      readonly why: readonly string[];
    };

export function checkResult(door: Door, telling: RefusalTelling): CheckResult {
  if (door.ended) return { kind: "ended", by: door.endedBy ?? "host" };
  if (door.refusal !== undefined) {
    const { kind, reason } = refusalText(door.refusal, telling);
    return { kind: "no", answer: words.check.no, why: [reason, words.check.what[kind]] };
  }
  if (door.held !== undefined) {
    return { kind: "waits", answer: words.check.waits, why: [waitsWhy(door.held)] };
  }
  return { kind: "yes", answer: words.check.yes, why: [] };
}

function waitsWhy(held: Held): string {
  if (held.because === "terms" || held.because === "media-path") {
    return words.lobby.because[held.because];
  }
  return held.ask ? words.check.waitsWhy.ask : words.check.waitsWhy[held.because];
}
