import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { instanceKeyIn } from "../config/keys.ts";

export type Seal = ReturnType<typeof createSeal>;

const nonceLength = 12;
const tagLength = 16;

/** Where the key is: given by configuration, or `instance.key` of the data folder. */
export interface KeyPlace {
  readonly dataDir: string;
  readonly instanceKey?: Buffer | undefined;
}

export function openInstanceSeal(place: KeyPlace): Seal {
  return createSeal(openInstanceKey(place));
}

/** A secret of its own for another purpose, from the same key. */
export function deriveInstanceSecret(place: KeyPlace, purpose: string): string {
  const bytes = hkdfSync("sha256", openInstanceKey(place), "", `graticule ${purpose}`, 32);
  return Buffer.from(bytes).toString("base64url");
}

const fileIn = ({ dataDir }: KeyPlace): string => join(dataDir, "instance.key");

/** Whether there is a key. If not, the next one who needs it makes it. */
export const hasInstanceKey = (place: KeyPlace): boolean =>
  place.instanceKey !== undefined || existsSync(fileIn(place));

/** Of the data folder: 32 random bytes (0600), made when missing. */
function openInstanceKey(place: KeyPlace): Buffer {
  if (place.instanceKey !== undefined) return place.instanceKey;
  try {
    writeFileSync(fileIn(place), randomBytes(32), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  const key = instanceKeyIn(readFileSync(fileIn(place)));
  if (key === undefined)
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
