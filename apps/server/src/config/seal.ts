import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

export type Seal = ReturnType<typeof createSeal>;

const nonceLength = 12;
const tagLength = 16;

/**
 * Seals secrets for the database with a key that is not in it: a copy of the database alone holds
 * no secret. AES-256-GCM; `context` is authenticated, so that a sealed secret can't be moved to
 * another row.
 */
export function createSeal(key: Buffer) {
  return {
    seal(secret: string, context: string): Buffer {
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(context));
      const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    /** Undefined: sealed with another key, for another context, or damaged. */
    open(sealed: Buffer, context: string): string | undefined {
      if (sealed.length < nonceLength + tagLength) return undefined;
      try {
        const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, nonceLength), {
          authTagLength: tagLength,
        })
          .setAAD(Buffer.from(context))
          .setAuthTag(sealed.subarray(nonceLength, nonceLength + tagLength));
        const body = sealed.subarray(nonceLength + tagLength);
        return Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
      } catch {
        return undefined;
      }
    },
  };
}
