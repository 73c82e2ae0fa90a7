import type { Door } from "@graticule/api/meetings";
import type { Answer } from "../api/client.ts";

/** The secret of a traveller's pass in a link's fragment. */
export function passIn(fragment: string): string | undefined {
  return new URLSearchParams(fragment.replace(/^#/, "")).get("pass") ?? undefined;
}

/**
 * The door as whoever holds a pass should see it. Looking says nothing of passes; a pass goes
 * against the meeting's own rules, so whether they refuse is only told when its holder joins.
 */
export function withPass(answer: Answer<Door>): Answer<Door> {
  if (answer.kind !== "ok" || answer.value.refusal?.decidedBy !== "meeting") return answer;
  const { refusal: _, ...door } = answer.value;
  return { ...answer, value: door };
}
