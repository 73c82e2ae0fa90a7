import { createHmac } from "node:crypto";
import type { NewAppeal } from "./store.ts";

/**
 * Proves to the database who appeals: see `appeal_is_proved`. Null: the public, which anyone is.
 * @param secret the one that the database knows the program by
 */
export function proveAppellant(
  secret: string,
  { orderId, by, secretHash }: Pick<NewAppeal, "orderId" | "by" | "secretHash">,
): Buffer | null {
  if (by === "public") return null;
  const said = `appeal ${orderId} ${by} ${secretHash.toString("hex")}`;
  return createHmac("sha256", secret).update(said).digest();
}
