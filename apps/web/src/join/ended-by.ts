import type { EndedBy } from "@graticule/api/meetings";
import { words } from "../i18n/words.ts";

/** Whose word closed a meeting, as a problem `ended` says it. */
export function endedBy({ reason }: { readonly reason?: string | undefined }): EndedBy {
  return reason === "terms" ? "service" : "host";
}

/**
 * Who ended it, as far as its reader need know: others are told no name, and of no host who had left
 * before. `here`: on this very page.
 */
export function endedText(reader: { readonly here: boolean; readonly runsIt: boolean }): string {
  const said = words.gone;
  const byHere = reader.here ? said.endedByYou : undefined;
  if (!reader.runsIt) return byHere ?? said.ended;
  return `${byHere ?? said.endedYours} ${words.home.endedKept}`;
}
