import type { EndedBy } from "@graticule/api/meetings";
import { words } from "../i18n/words.ts";

/** Whose word closed a meeting, as a problem `ended` says it. */
export function endedBy({ reason }: { readonly reason?: string | undefined }): EndedBy {
  return reason === "terms" ? "service" : "host";
}

/**
 * Who ended it, without names. `here`: on this page.
 */
export function endedText(reader: { readonly here: boolean; readonly runsIt: boolean }): string {
  const said = words.gone;
  const by = reader.here ? said.endedByYou : said.ended;
  return reader.runsIt ? `${by} ${words.home.endedKept}` : by;
}
