import type { MeetingManaged } from "@graticule/api/meetings";

type History = MeetingManaged["history"];

/** What was done to a meeting, and apart from it what hosts only previewed; both newest first. */
export function parted(history: History): { readonly done: History; readonly looks: History } {
  // Of entries with the same time, as a meeting and its first rule, the later one in the list is newer.
  const newestFirst = history
    .toReversed()
    .toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at));
  return {
    done: newestFirst.filter(({ kind }) => kind !== "previewed"),
    looks: newestFirst.filter(({ kind }) => kind === "previewed"),
  };
}
