import type { Order } from "@graticule/admission/limit";
import type { StoredOrder } from "./store.ts";

/** Orders as they hold for seats taken before a moment of the database's time. */
export interface OrdersUnderNotice {
  readonly takenBefore: number;
  readonly orders: readonly Order[];
}

/** An order as it holds for newcomers, with what tells its private notice. */
export interface ReadOrder {
  readonly order: Order;
  readonly stored: Pick<StoredOrder, "approvedAt" | "insideFrom">;
}

/**
 * For those inside when it takes effect, an order may begin some minutes later, after a private
 * notice. One set of orders for each moment at which such an order took effect, the earliest first:
 * who was inside before that moment was inside before all later ones.
 */
export function ordersUnderNotice(orders: readonly ReadOrder[]): readonly OrdersUnderNotice[] {
  const moments = orders.filter(givesNotice).map(tookEffectAt);
  return [...new Set(moments)]
    .sort((a, b) => a - b)
    .map((takenBefore) => ({
      takenBefore,
      orders: orders.map((one) =>
        givesNotice(one) && takenBefore <= tookEffectAt(one) ? postponed(one) : one.order,
      ),
    }));
}

/** From when newcomers are kept out. */
function tookEffectAt({ order, stored }: ReadOrder): number {
  return Math.max(stored.approvedAt, order.from);
}

function givesNotice(one: ReadOrder): boolean {
  return one.stored.insideFrom > tookEffectAt(one);
}

function postponed({ order, stored }: ReadOrder): Order {
  return { ...order, from: Math.min(stored.insideFrom, order.until) };
}
