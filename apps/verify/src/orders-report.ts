import type { Day } from "@graticule/ledger/day";
import { untilOf } from "@graticule/ledger/entry";
import type { SignedActs } from "@graticule/ledger/signed-acts";

/** Who signed the orders of the whole log. Those that were not signed as they should be are findings. */
export interface OrdersReport {
  /** By two desk keys, both checked. */
  readonly signed: number;
  /** Of those that a law delays: the days after which their signatures can be checked, ascending. */
  readonly sealedUntil: readonly Day[];
  /** From before the first desk key: nobody signed any. */
  readonly before: number;
}

export function reportOrders({ orders, sealed }: SignedActs): OrdersReport {
  const sealedUntil = [...sealed.values()].flatMap(({ entry }) => untilOf(entry.law) ?? []);
  return { ...orders, sealedUntil: sealedUntil.sort() };
}

/** In one line. */
export function ordersLine({ signed, sealedUntil, before }: OrdersReport): string {
  const [first] = sealedUntil;
  const parts = [
    `${signed} signed with two desk keys`,
    ...(first === undefined
      ? []
      : [`${sealedUntil.length} can be checked once a seal opens, the first after ${first}`]),
    ...(before === 0 ? [] : [`${before} from before there were desk keys`]),
  ];
  return parts.join("; ");
}
