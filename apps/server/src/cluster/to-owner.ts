import type { Forwarded } from "./forwarded.ts";
import type { Owner, Owners } from "./owners.ts";

/**
 * Where a request about a room is answered. `here`: go on. `done`: its owner answered. `not-owner`: it
 * was forwarded to us, and the room isn't ours. `outage`: nobody can answer it now.
 */
export type Routed = "here" | "done" | "not-owner" | "outage";

/** The sender may know better than what we remember. */
async function ownersWord(room: string, owners: Pick<Owners, "find">): Promise<Routed> {
  const { kind } = await owners.find(room, "again");
  return kind === "peer" ? "not-owner" : kind;
}

/** `mayRepeat`: it may be done twice, where no answer came. */
export interface Arrived {
  readonly isForwarded: boolean;
  readonly mayRepeat: boolean;
}

/**
 * Finds who answers for a room, and hands the request over where that is another instance. One that
 * was forwarded already goes no further.
 */
export async function toOwner(
  room: string,
  owners: Pick<Owners, "find">,
  { isForwarded, mayRepeat }: Arrived,
  hand: (peer: (Owner & { readonly kind: "peer" })["peer"]) => Promise<Forwarded>,
): Promise<Routed> {
  if (isForwarded) return await ownersWord(room, owners);
  for (const again of [undefined, "again"] as const) {
    const owner = await owners.find(room, again);
    if (owner.kind !== "peer") return owner.kind;
    const handed = await hand(owner.peer);
    if (handed === "answered") return "done";
    if (handed === "failed" && !mayRepeat) return "outage";
  }
  return "outage";
}
