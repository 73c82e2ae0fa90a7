import type { Order } from "@graticule/admission/limit";
import type { StoredOrder } from "./store.ts";

/** Orders as they hold for seats taken before a moment, which is in the database's time. */
export interface OrdersUnderNotice {
  readonly takenBefore: number;
  readonly orders: readonly Order[];
}

/** An order as it holds for who comes, and for whom it gives time to leave. */
export interface ReadOrder {
  readonly order: Order;
  readonly stored: Pick<StoredOrder, "approvedAt" | "insideFrom">;
}

/**
 * An order may give those who are inside when it takes effect some minutes' private notice: it begins
 * for them when these are over. One set of orders for each moment at which such an order took effect,
 * the earliest first: whoever was inside before that moment was inside before all later ones too.
 */
export function ordersUnderNotice(orders: readonly ReadOrder[]): readonly OrdersUnderNotice[] {
  const moments = orders.filter(givesNotice).map(tookEffectAt);
  return [...new Set(moments)]
    .sort((a, b) => a - b)
    .map((takenBefore) => ({
      takenBefore,
      orders: orders.map((one) =>
        givesNotice(one) && takenBefore <= tookEffectAt(one) ? putOff(one) : one.order,
      ),
    }));
}

/** When nobody who comes is let in any more. */
function tookEffectAt({ order, stored }: ReadOrder): number {
  return Math.max(stored.approvedAt, order.from);
}

function givesNotice(one: ReadOrder): boolean {
  return one.stored.insideFrom > tookEffectAt(one);
}

function putOff({ order, stored }: ReadOrder): Order {
  return { ...order, from: Math.min(stored.insideFrom, order.until) };
}
