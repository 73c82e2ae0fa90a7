import type { Forwarded } from "./forwarded.ts";
import type { Owner, Owners } from "./owners.ts";

/**
 * Where a request about a room is answered. `here`: by us. `done`: another instance answered.
 * `not-owner`: it was forwarded to us, and the room isn't ours. `outage`: no one can answer now.
 */
export type Routed = "here" | "done" | "not-owner" | "outage";

/** Asks the database: the sender may know better than we remember. */
async function ownersWord(room: string, owners: Pick<Owners, "find">): Promise<Routed> {
  const { kind } = await owners.find(room, "again");
  return kind === "peer" ? "not-owner" : kind;
}

/** A request. `mayRepeat`: if no answer came, it may be sent a second time. */
export interface Arrived {
  readonly isForwarded: boolean;
  readonly mayRepeat: boolean;
}

/**
 * Finds a room's owner, and hands the request over if that is another instance. A request that was
 * forwarded to us goes no further.
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
