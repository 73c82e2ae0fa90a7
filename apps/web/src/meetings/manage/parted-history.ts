import type { MeetingManaged } from "@graticule/api/meetings";

type History = MeetingManaged["history"];

/** What was done to a meeting, and apart from it what hosts only looked at; both newest first. */
export function parted(history: History): { readonly done: History; readonly looks: History } {
  // What has one time with another, as a meeting and its first rule, came after it.
  const newestFirst = history
    .toReversed()
    .toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at));
  return {
    done: newestFirst.filter(({ kind }) => kind !== "previewed"),
    looks: newestFirst.filter(({ kind }) => kind === "previewed"),
  };
}
