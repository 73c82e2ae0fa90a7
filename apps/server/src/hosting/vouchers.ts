import type { HostAct, VouchedJoin } from "@graticule/api/hosting";
import { isLetVouch, isVouchedFor } from "../delivery/voucher-proof.ts";
import { isSeenByHosts, type Join, type Joins } from "../presence/joins.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";

export interface VouchersParts {
  readonly joins: Pick<Joins, "inRoom" | "ofSeat" | "changed">;
  readonly directory: Pick<RoomDirectory, "find">;
}

/**
 * Keeps what pages of hosts signed for others, for those to be told. This service can make none of
 * it, and drops what does not hold for the key that a page named last.
 */
export function keepVouchers(
  room: string,
  vouchers: readonly VouchedJoin[],
  { joins, directory }: VouchersParts,
): void {
  const hostHash = directory.find(room)?.hostHash;
  const byId = new Map([...joins.inRoom(room)].map((join) => [join.id, join]));
  for (const { joinId, ...given } of vouchers) {
    const join = byId.get(joinId);
    if (join?.keys === undefined || hostHash === undefined) continue;
    const { sitting, voucher } = given;
    if (!isVouchedFor({ code: join.code, sitting, hostHash }, whomOf(join), voucher)) continue;
    join.keys = { ...join.keys, voucher: { kind: "voucher", ...given } };
    joins.changed(join);
  }
}

/** `conflict`: hosts see no page of theirs, or it does not hold for them. */
export function keepDelegation(
  room: string,
  { identity, sitting, delegation }: HostAct & { readonly kind: "delegate" },
  { joins, directory }: VouchersParts,
): "done" | "conflict" {
  const join = joins.ofSeat(room, identity);
  const hostHash = directory.find(room)?.hostHash;
  if (join?.keys === undefined || hostHash === undefined || !isSeenByHosts(join)) return "conflict";
  const occasion = { code: join.code, sitting, hostHash };
  if (!isLetVouch(occasion, whomOf(join), delegation)) return "conflict";
  join.keys = { ...join.keys, delegation: { kind: "delegation", sitting, delegation } };
  joins.changed(join);
  return "done";
}

function whomOf({ identity, name, keys }: Join) {
  return { identity, name, signatureKey: keys?.signatureKey ?? "" };
}
