import type { EndedBy } from "@graticule/api/meetings";

/** Whose word closed a meeting, as a problem `ended` says it. */
export function endedBy({ reason }: { readonly reason?: string | undefined }): EndedBy {
  return reason === "terms" ? "service" : "host";
}
