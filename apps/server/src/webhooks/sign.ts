import { createHmac, randomBytes } from "node:crypto";

const prefix = "whsec_";

/** A new secret, 256 random bits, written as the Standard Webhooks specification says. */
export function newWebhookSecret(): string {
  return `${prefix}${randomBytes(32).toString("base64")}`;
}

/**
 * The headers of one delivery, after the Standard Webhooks specification (standardwebhooks.com,
 * version 1): HMAC-SHA256 over `id.timestamp.body` with the bytes that the secret names. `id` is
 * the same in every try of one event.
 */
export function signatureHeaders(
  {
    id,
    atSeconds,
    body,
  }: { readonly id: string; readonly atSeconds: number; readonly body: string },
  secret: string,
): Readonly<Record<string, string>> {
  const key = Buffer.from(secret.slice(prefix.length), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${atSeconds}.${body}`).digest("base64");
  return {
    "webhook-id": id,
    "webhook-timestamp": String(atSeconds),
    "webhook-signature": `v1,${signature}`,
  };
}
