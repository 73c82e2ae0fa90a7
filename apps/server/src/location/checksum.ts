/** Digits of the checksums that makers publish, the strongest first. MD5 tells of damage alone. */
const digits = { sha512: 128, sha256: 64, md5: 32 } as const;
export type ChecksumKind = keyof typeof digits;

export const checksumKinds = Object.keys(digits) as readonly ChecksumKind[];

export interface Checksum {
  readonly kind: ChecksumKind;
  /** In lower case. */
  readonly hex: string;
}

/**
 * The strongest checksum in a file that a maker publishes: `HEX  FILE`, `MD5 (FILE) = HEX`, or JSON
 * of several kinds. The first, if there are more of a kind. Undefined: none is in it, or it is a
 * page.
 */
export function readChecksum(text: string, kinds = checksumKinds): Checksum | undefined {
  if (/^\s*</.test(text)) return undefined;
  const words = text.toLowerCase().match(/\b[0-9a-f]+\b/g) ?? [];
  for (const kind of kinds) {
    const hex = words.find(({ length }) => length === digits[kind]);
    if (hex !== undefined) return { kind, hex };
  }
  return undefined;
}
