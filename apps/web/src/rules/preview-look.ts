import type { RulePreview } from "@graticule/api/rules";
import type { Answer } from "../api/client.ts";

/** What is known of one rule's effect. */
export interface PreviewLook {
  readonly answer: Answer<RulePreview>;
  /** By the last good answer. */
  readonly preview: RulePreview | undefined;
  /** How often it was asked for. */
  readonly times: number;
}

/** People are counted once a minute. */
export const countedEveryMs = 60_000;

/** Previews are limited: a rule that doesn't change is asked about so often, at newer counts. */
const mostTimes = 6;

/** The last good answer stays when the next one fails. */
export function nextLook(
  before: PreviewLook | undefined,
  answer: Answer<RulePreview>,
): PreviewLook {
  const preview = answer.kind === "ok" ? answer.value : before?.preview;
  return { answer, preview, times: (before?.times ?? 0) + 1 };
}

/** Whether it is asked for again once there is a newer count. */
export function looksAgain({ answer, times }: PreviewLook): boolean {
  return answer.kind === "ok" && times < mostTimes;
}

/** Whether it rests on the count before the newest that the page knows, and is asked for again. */
export function isBehind(look: PreviewLook | undefined, counted: string): boolean {
  if (look?.preview === undefined || !looksAgain(look)) return false;
  return Date.parse(counted) - Date.parse(look.preview.asOf) >= countedEveryMs;
}
