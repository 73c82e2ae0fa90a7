import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

export type Receipts = ReturnType<typeof createReceipts>;

const version = "v1";
const nonceBytes = 16;

/**
 * Proofs that someone's page was inside a room, for a report later. `v1.<nonce>.<mac>`: 16 random
 * bytes and HMAC-SHA256 over version, room and nonce, base64url. A receipt names nobody, two of
 * them can't be linked to one person, and only that page keeps it. It proves the same in the hands
 * of others.
 * @param secret the one that the database knows the program by: it checks receipts, too
 */
export function createReceipts(secret: string) {
  // The lengths of version and nonce are fixed: no two inputs read alike.
  const macOf = (nonce: string, room: string): Buffer =>
    createHmac("sha256", secret).update(`${version}.${nonce}.${room}`).digest();
  return {
    issue(room: string): string {
      const nonce = randomBytes(nonceBytes).toString("base64url");
      return `${version}.${nonce}.${macOf(nonce, room).toString("base64url")}`;
    },
    /** Whether this instance ever issued it for exactly this room. */
    verify(receipt: string, room: string): boolean {
      const [, nonce, mac] = /^v1\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/.exec(receipt) ?? [];
      if (nonce === undefined || mac === undefined) return false;
      return timingSafeEqual(Buffer.from(mac, "base64url"), macOf(nonce, room));
    },
  };
}
