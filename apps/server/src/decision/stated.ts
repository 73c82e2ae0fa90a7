import { decideAsStated } from "@graticule/admission/agrees";
import { decideEntry } from "@graticule/admission/standing";
import type { Place } from "@graticule/jurisdiction/place";
import type { RoomDirectory } from "../rooms/room-directory.ts";
import type { Decided } from "./judge.ts";

export interface StatedParts {
  readonly directory: Pick<RoomDirectory, "now">;
}

/** The same verdict with the person's own word for where they are, where a rule asks for it. */
export function asStated(
  verdict: Decided,
  stated: Place | undefined,
  { directory }: StatedParts,
): Decided {
  if (stated === undefined) return verdict;
  const { fix, limits, policy, arrival } = verdict;
  const answered = decideAsStated(fix, stated, { limits, now: directory.now() });
  return { ...verdict, decision: decideEntry(answered, policy.door, arrival) };
}
