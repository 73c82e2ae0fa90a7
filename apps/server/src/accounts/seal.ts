import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type Seal = ReturnType<typeof createSeal>;

const nonceLength = 12;
const tagLength = 16;

/** The key is 32 random bytes in `instance.key` of the data folder (0600), made when missing. */
export function openInstanceSeal(dataDir: string): Seal {
  return createSeal(openInstanceKey(dataDir));
}

/** A secret of its own for another purpose, from the same key file. */
export function deriveInstanceSecret(dataDir: string, purpose: string): string {
  const bytes = hkdfSync("sha256", openInstanceKey(dataDir), "", `graticule ${purpose}`, 32);
  return Buffer.from(bytes).toString("base64url");
}

function openInstanceKey(dataDir: string): Buffer {
  const file = join(dataDir, "instance.key");
  try {
    writeFileSync(file, randomBytes(32), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  const key = readFileSync(file);
  if (key.length !== 32)
    throw new Error(
      "instance.key in the data folder is damaged (it isn't 32 bytes). Put back your copy of it.",
    );
  return key;
}

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
