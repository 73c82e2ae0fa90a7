import { inert } from "@graticule/api/text";
import { words } from "../i18n/words.ts";

/** A participant's name as it may be shown: whatever its client said, it is inert text. */
export function nameOf(participant: { readonly name?: string; readonly identity: string }): string {
  return inert(participant.name ?? "") || inert(participant.identity) || words.call.someone;
}

/** A name within a sentence, so that its direction turns nothing around it (UAX 9, isolates). */
export const withinSentence = (name: string): string => `\u2068${name}\u2069`;

/** One or two letters that stand for a person without a picture. */
export function initials(name: string): string {
  const parts = name.trim().split(/\s+/).slice(0, 2);
  return parts
    .map((part) => [...part][0] ?? "")
    .join("")
    .toLocaleUpperCase();
}
