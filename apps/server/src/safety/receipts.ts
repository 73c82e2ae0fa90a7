import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

import { dayOf } from "@graticule/ledger/day";

export type Receipts = ReturnType<typeof createReceipts>;

const version = "v1";
const nonceBytes = 16;
const form = /^v1\.(\d{4}-\d\d-\d\d)\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/;

/** As long as a report supports actions. */
const lifetimeMs = 30 * 24 * 3_600_000;

/**
 * Proofs that someone's page was inside a room, for a report within 30 days. `v1.<day>.<nonce>.<mac>`:
 * the day in UTC, 16 random bytes and HMAC-SHA256 over version, day, nonce and room, base64url. A
 * receipt names nobody, two of one day can't be linked to one person, and only that page keeps it.
 * It proves the same in the hands of others.
 * @param secret the one that the database knows the program by: it checks receipts, too
 * @param now milliseconds since the epoch
 */
export function createReceipts(secret: string, now: () => number = Date.now) {
  // The lengths of version, day and nonce are fixed: no two inputs read alike.
  const macOf = (day: string, nonce: string, room: string): Buffer =>
    createHmac("sha256", secret).update(`${version}.${day}.${nonce}.${room}`).digest();
  return {
    issue(room: string): string {
      const day = dayOf(now());
      const nonce = randomBytes(nonceBytes).toString("base64url");
      return `${version}.${day}.${nonce}.${macOf(day, nonce, room).toString("base64url")}`;
    },
    /** Whether this instance issued it for exactly this room, in the last 30 days. */
    verify(receipt: string, room: string): boolean {
      const [, day, nonce, mac] = form.exec(receipt) ?? [];
      if (day === undefined || nonce === undefined || mac === undefined) return false;
      if (day < dayOf(now() - lifetimeMs)) return false;
      return timingSafeEqual(Buffer.from(mac, "base64url"), macOf(day, nonce, room));
    },
  };
}
