import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** A secret for a link or a cookie: 192 random bits, URL-safe. */
export function newSecret(): string {
  return randomBytes(24).toString("base64url");
}

/** What is stored of a random secret. It has too many bits to be guessed, so no salt is needed. */
export function hashSecret(secret: string): Buffer {
  return createHash("sha256").update(secret, "utf8").digest();
}

/** Compares in constant time, whatever the lengths. */
export function isSecret(given: string, hash: Buffer): boolean {
  return timingSafeEqual(hashSecret(given), hash);
}
