const groupBytes = 5;
const groups = 6;
const wordBits = 6;
const wordCount = 17;

/**
 * 32 bytes as digits to read aloud: six groups of five, each from five bytes in network order
 * modulo 100,000, as in Discord's DAVE protocol ("displayable codes").
 */
export function codeOf(authenticator: Uint8Array): readonly string[] {
  return Array.from({ length: groups }, (_, group) => {
    let value = 0;
    for (const byte of authenticator.subarray(group * groupBytes, (group + 1) * groupBytes)) {
      value = value * 256 + byte;
    }
    return String(value % 100_000).padStart(groupBytes, "0");
  });
}

/**
 * 32 bytes as words: 17 indexes of 0 to 63 into the list of 64 words of any language. Each is six
 * of the first 102 bits, the most significant first.
 */
export function wordIndexesOf(authenticator: Uint8Array): readonly number[] {
  return Array.from({ length: wordCount }, (_, word) => {
    const firstBit = word * wordBits;
    const at = firstBit >> 3;
    const pair = ((authenticator[at] ?? 0) << 8) | (authenticator[at + 1] ?? 0);
    return (pair >> (16 - wordBits - (firstBit & 7))) & (2 ** wordBits - 1);
  });
}
