import { hkdfSync, randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { instanceKeyIn } from "../config/keys.ts";
import { createSeal, type Seal } from "../config/seal.ts";

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

/** By which the database knows the program: see db/program-key.ts. */
export const programSecretOf = (place: KeyPlace): string => deriveInstanceSecret(place, "program");

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
