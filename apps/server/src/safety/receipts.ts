import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/**
 * Proof that someone's page was inside a room, for a report later. `v1.<nonce>.<mac>`: 16 random bytes
 * and HMAC-SHA256 over version, room and nonce, base64url. It names nobody, two of them can't be told to
 * be of one person, and it is kept nowhere but by that page. Whoever is given one can show it, too.
 */
export interface Receipts {
  issue(room: string): string;
  /** Whether it was issued for exactly this room, by this instance at any time. */
  verify(receipt: string, room: string): boolean;
}

const version = "v1";
const nonceBytes = 16;

/** `secret` is the instance's own, for receipts alone. */
export function createReceipts(secret: string): Receipts {
  // The lengths of version and nonce are fixed: no two inputs read alike.
  const macOf = (nonce: string, room: string): Buffer =>
    createHmac("sha256", secret).update(`${version}.${nonce}.${room}`).digest();
  return {
    issue(room) {
      const nonce = randomBytes(nonceBytes).toString("base64url");
      return `${version}.${nonce}.${macOf(nonce, room).toString("base64url")}`;
    },
    verify(receipt, room) {
      const [, nonce, mac] = /^v1\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/.exec(receipt) ?? [];
      if (nonce === undefined || mac === undefined) return false;
      return timingSafeEqual(Buffer.from(mac, "base64url"), macOf(nonce, room));
    },
  };
}
