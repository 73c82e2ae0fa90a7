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
  const by = reader.here ? said.endedByYou : said.ended;
  return reader.runsIt ? `${by} ${words.home.endedKept}` : by;
}
